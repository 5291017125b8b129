"""How long ``otkuda --help`` takes, and which heavy modules it imports (none is allowed).

.venv/bin/python -m bench.startup
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.record import Figures, keep, this_python

ALLOWED = 0.4
TIMES = 10
HEAVY = ("pymorphy3", "trafilatura", "lxml", "selectolax", "httpx2", "jinja2")
LOOK = (
    "import sys; from otkuda.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\nprint('|', *sys.modules)"
)


def main() -> int:
    """Measure, print, keep. Returns 0 where help comes in time and nothing heavy is imported."""
    times = [once() for _ in range(TIMES)]
    loaded = heavy_modules()
    figures: Figures = {
        "median s": round(statistics.median(times), 3),
        "slowest s": round(max(times), 3),
        "heavy modules": ", ".join(loaded) or "none",
    }
    print(keep("startup", "python -m bench.startup", figures).name, figures)
    return 0 if statistics.median(times) < ALLOWED and not loaded else 1


def once() -> float:
    """Return the seconds of one ``otkuda --help``."""
    started = time.perf_counter()
    subprocess.run([str(Path(this_python()).parent / "otkuda"), "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def heavy_modules() -> list[str]:
    """Return which of the heavy modules ``otkuda --help`` imports."""
    done = subprocess.run([this_python(), "-c", LOOK], check=True, capture_output=True, text=True)
    modules = done.stdout.rpartition("|")[2].split()
    return [name for name in HEAVY if name in modules]


if __name__ == "__main__":
    sys.exit(main())
