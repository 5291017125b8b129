"""Does the cost grow with the text, and no faster? A 1 MB text against ten of 100 kB, for several shapes of text.

    .venv/bin/python -m bench.growth [--rounds 3]

Each side runs in a fresh process; the least processor time of the rounds counts. Linear cost gives a ratio near 1.
"""

from __future__ import annotations

import argparse
import sys

from bench.record import Figures, child, keep, this_python
from bench.texts import SHAPES

ALLOWED = 1.3


def main() -> int:
    """Measure, print, keep. Returns 0 where every shape keeps to the allowed ratio."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    figures: Figures = {shape: measure(shape, options.rounds) for shape in SHAPES}
    print(keep("growth", f"python -m bench.growth --rounds {options.rounds}", figures).name)
    return 0 if all(ratio_of(figures, shape) <= ALLOWED for shape in SHAPES) else 1


def measure(shape: str, rounds: int) -> Figures:
    """Return the seconds of one large text, of ten small ones, and the ratio."""
    large = min(seconds(1_000_000, 1, shape) for _ in range(rounds))
    small = min(seconds(100_000, 10, shape) for _ in range(rounds))
    figures: Figures = {"1 MB s": round(large, 3), "10 × 100 kB s": round(small, 3), "ratio": round(large / small, 2)}
    print(f"{shape}: {figures}", flush=True)
    return figures


def seconds(size: int, count: int, shape: str) -> float:
    """Return the processor time of reading ``count`` texts of ``size`` bytes."""
    return child(this_python(), "read_sizes.py", str(size), str(count), shape)["cpu"]


def ratio_of(figures: Figures, shape: str) -> float:
    """Return the ratio of one shape."""
    found = figures[shape]
    return float(str(found["ratio"])) if isinstance(found, dict) else 0.0


if __name__ == "__main__":
    sys.exit(main())
