"""A first reading of a folder of texts on one core, beside Natasha's analysis of the same texts.

    .venv/bin/python -m bench.speed TEXTS [--rounds 3]

Natasha does the segmenting, morphology, syntax and names that a reader could be built on; it finds no attributions. It
gets a virtual environment of its own (in the system's folder for temporary files). The rounds alternate, each in a
fresh process with its dictionary or models loaded before the clock starts. The best round of each counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from bench.record import Figures, child, keep, this_python

WANTED = 5.0


def main() -> int:
    """Measure, print, keep. Returns 0 where otkuda is at least five times as fast."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("texts", type=Path, help="a folder of .txt files")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not any(options.texts.glob("*.txt")):
        parser.error(f"{options.texts}: holds no .txt files")
    pin_to_one_core()
    natasha = natasha_python(Path(tempfile.gettempdir()) / "otkuda-bench-natasha")
    figures = measure(options.texts, options.rounds, natasha)
    print(keep("speed", f"python -m bench.speed TEXTS --rounds {options.rounds}", figures).name, figures)
    return 0 if float(str(figures["ratio"])) >= WANTED else 1


def pin_to_one_core() -> None:
    """Keep this process and its children on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def natasha_python(folder: Path) -> str:
    """Return the Python of an environment with Natasha in it; made where it is missing."""
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        # pymorphy2, which Natasha needs, asks for pkg_resources, gone from later setuptools
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "natasha==1.6.0", "setuptools<81"], check=True)
        (folder / "ready").touch()
    return str(python)


def measure(texts: Path, rounds: int, natasha: str) -> Figures:
    """Return articles a second of both, by the clock and by the processor's time, and the ratio."""
    ours: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    for number in range(rounds):
        ours.append(child(this_python(), "read_folder.py", str(texts)))
        theirs.append(child(natasha, "read_folder_natasha.py", str(texts)))
        print(
            f"round {number + 1}: otkuda {ours[-1]['seconds']:.2f} s, natasha {theirs[-1]['seconds']:.2f} s", flush=True
        )
    return {
        "articles": int(ours[0]["articles"]),
        "otkuda articles/s": rate(ours, "seconds"),
        "natasha articles/s": rate(theirs, "seconds"),
        "ratio": round(rate(ours, "seconds") / rate(theirs, "seconds"), 2),
        "ratio by processor time": round(rate(ours, "cpu") / rate(theirs, "cpu"), 2),
        "otkuda seconds": [round(one["seconds"], 2) for one in ours],
        "natasha seconds": [round(one["seconds"], 2) for one in theirs],
    }


def rate(rounds: list[dict[str, float]], clock: str) -> float:
    """Return the articles a second of the best round."""
    return round(max(one["articles"] / max(one[clock], 1e-9) for one in rounds), 1)


if __name__ == "__main__":
    sys.exit(main())
