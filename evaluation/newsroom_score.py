"""How well statements are gathered in an invented newsroom: imported and exported by the project's own commands.

    python -m evaluation.newsroom score DIR [--without e02,e05] [--json]

The figures are those of ``score_statements.py``, which lies beside DIR. Only sums are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from evaluation.newsroom import crawl_start, imported, newsroom, write_archive

Figures = dict[str, "float | dict[str, float] | None"]


class Aim(NamedTuple):
    """What a figure is to reach: of a figure with parts, one of them. A figure that counts faults is to stay below."""

    figure: str
    part: str | None
    bound: float
    is_most: bool = False

    def value(self, figures: Figures) -> float | None:
        """Return what was reached; None where there was nothing to measure."""
        found = figures[self.figure]
        return found[self.part or "F1"] if isinstance(found, dict) else found

    def is_reached(self, figures: Figures) -> bool:
        """Is the figure good enough?"""
        value = self.value(figures)
        return value is not None and (value <= self.bound if self.is_most else value >= self.bound)


AIMS = (
    Aim("seen", None, 0.92),
    Aim("bare", None, 0.6),
    Aim("false", None, 15, is_most=True),
    Aim("same", "P", 0.95),
    Aim("same", "F1", 0.88),
    Aim("cross", "F1", 0.75),
    Aim("distractor", None, 0, is_most=True),
    Aim("relation", None, 0.80),
    Aim("altered", "P", 0.85),
    Aim("altered", "R", 0.85),
    Aim("origin", None, 0.95),
    Aim("way", "F1", 0.88),
    Aim("unlinked", None, 0.6),
)


def score(folder: Path, without: str, seed: int) -> Figures:
    """Return the figures of what the project's own commands make of a newsroom."""
    scorer = folder.resolve().parent / "score_statements.py"
    if not scorer.exists():
        sys.exit(f"{scorer}: not there; it is what scores")
    with tempfile.TemporaryDirectory(prefix="otkuda-score-") as place:
        archive, found = Path(place) / "newsroom.warc.gz", Path(place) / "statements.jsonl"
        write_archive(newsroom(folder, filter(None, without.split(","))), archive, crawl_start(folder), seed)
        with imported(archive) as data:
            _export(data, found)
        command = [sys.executable, str(scorer), str(folder), str(found), "--without", without, "--json"]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    figures: Figures = json.loads(done.stdout)
    return figures


def _export(data: Path, found: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OTKUDA_")}
    command = [sys.executable, "-m", "otkuda", "--data", str(data), "export", "statements", str(found)]
    subprocess.run(command, env=environment, check=True, stderr=subprocess.PIPE)


def table(figures: Figures) -> str:
    """Return the figures beside what they are to reach."""
    lines = [f"{'figure':<12} {'reached':>8} {'aim':>8}"]
    for aim in AIMS:
        value, sign = aim.value(figures), "≤" if aim.is_most else "≥"
        name = f"{aim.figure} {aim.part}" if aim.part else aim.figure
        shown = "—" if value is None else f"{value:.3f}" if value % 1 else f"{value:g}"
        missed = "" if aim.is_reached(figures) else "  missed"
        lines.append(f"{name:<12} {shown:>8} {f'{sign} {aim.bound:g}':>8}{missed}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Score a newsroom. Returns 0 where every aim is reached, else 1."""
    parser = argparse.ArgumentParser(prog="newsroom score", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", default="", help="events whose primary pages are left out: e02,e05")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    options = parser.parse_args(arguments)
    figures = score(options.folder, options.without, options.seed)
    print(json.dumps(figures) if options.json else table(figures))
    return 0 if all(aim.is_reached(figures) for aim in AIMS) else 1
