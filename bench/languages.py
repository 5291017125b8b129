"""How many characters a second are read in each language, on one core, in alternating rounds.

    .venv/bin/python -m bench.languages GOLD [--rounds 5]

``GOLD`` holds a folder of .txt files a language: ru, kk, en. Each reading is the first of its text, in a fresh process
with the dictionaries loaded before the clock starts. The best round of each counts.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.record import child, keep, this_python
from bench.speed import pin_to_one_core

if TYPE_CHECKING:
    from bench.record import Figures

LANGUAGES = ("ru", "kk", "en")
LEAST = 2 / 3  # of the characters a second that are read in Russian


def main() -> int:
    """Measure, print, keep. Returns 0 where no language is slower than Russian by more than a third."""
    parser = argparse.ArgumentParser(prog="python -m bench.languages", description=__doc__)
    parser.add_argument("gold", type=Path, help="a folder with the folders ru, kk and en")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pin_to_one_core()
    figures = measure(options.gold, options.rounds)
    print(keep("languages", f"python -m bench.languages GOLD --rounds {options.rounds}", figures).name, figures)
    return 0 if min(float(str(figures[f"{code} to ru"])) for code in LANGUAGES) >= LEAST else 1


def measure(gold: Path, rounds: int) -> Figures:
    """Return characters a second of processor time by language, and each as a share of the Russian rate."""
    best = dict.fromkeys(LANGUAGES, 0.0)
    for _ in range(rounds):
        for code in LANGUAGES:
            done = child(this_python(), "read_folder.py", str(gold / code))
            best[code] = max(best[code], done["characters"] / max(done["cpu"], 1e-9))
    rates: Figures = {f"{code} characters/s": round(rate) for code, rate in best.items()}
    return rates | {f"{code} to ru": round(rate / best["ru"], 2) for code, rate in best.items()}


if __name__ == "__main__":
    sys.exit(main())
