"""The latest run of each benchmark as the README's table. Run it after the others.

.venv/bin/python -m bench.costs
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from bench.record import ROOT, RUNS, Figures

if TYPE_CHECKING:
    from collections.abc import Iterator

README = ROOT / "README.md"
BEGIN, END = "<!-- cost -->\n", "<!-- /cost -->\n"
NAMES = ("speed", "growth", "memory", "startup")


def table() -> str:
    """Return the latest figures, each with its command, date and machine; empty where nothing was measured."""
    rows = [row for name in NAMES for row in latest(name)]
    return "".join(["| what | figure | measured by |\n| --- | --- | --- |\n", *rows]) if rows else ""


def latest(name: str) -> Iterator[str]:
    """Yield the line of a benchmark's latest run, if there is one."""
    for path in sorted(RUNS.glob(f"*/{name}.json"))[-1:]:
        record = json.loads(path.read_text(encoding="utf-8"))
        machine = record["machine"]
        where = f"{record['date']}, Python {machine['python']}, {machine['cores']} cores, {machine['processor']}"
        yield f"| {WORDS[name](record['figures'])} | `{record['command']}`, {where} |\n"


def speed(figures: Figures) -> str:
    """Return the speed beside Natasha's."""
    ours, theirs = figures["otkuda articles/s"], figures["natasha articles/s"]
    shown = f"{ours} articles a second, Natasha {theirs}: {figures['ratio']} times as fast"
    return f"first reading of {figures['articles']} articles on one core | {shown}"


def growth(figures: Figures) -> str:
    """Return the ratio of each shape."""
    ratios = [f"{shape} {found['ratio']}" for shape, found in figures.items() if isinstance(found, dict)]
    return f"1 MB against ten of 100 kB | {', '.join(ratios)}"


def memory(figures: Figures) -> str:
    """Return the highest peak."""
    return f"peak memory for a 100 kB article | {max(float(str(peak)) for peak in figures.values()):.0f} MB"


def startup(figures: Figures) -> str:
    """Return the time of help."""
    return f"`otkuda --help`, median of ten | {figures['median s']} s, heavy modules: {figures['heavy modules']}"


WORDS = {"speed": speed, "growth": growth, "memory": memory, "startup": startup}


def main() -> int:
    """Write the table between the two marks of the README. Returns 0."""
    readme = README.read_text(encoding="utf-8")
    before, rest = readme.split(BEGIN)
    README.write_text(before + BEGIN + table() + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
