"""Peak memory of a process that reads one article of 100 kB, the dictionary included.

.venv/bin/python -m bench.memory
"""

from __future__ import annotations

import sys

from bench.record import Figures, child, keep, this_python
from bench.texts import SHAPES

ALLOWED = 400.0


def main() -> int:
    """Measure, print, keep. Returns 0 where every shape stays under 400 MB."""
    peaks = {shape: child(this_python(), "read_sizes.py", "100000", "1", shape)["peak"] for shape in SHAPES}
    figures: Figures = {f"{shape} MB": round(peak) for shape, peak in peaks.items()}
    print(keep("memory", "python -m bench.memory", figures).name, figures)
    return 0 if max(peaks.values()) < ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
