"""The reference of the rules, made from the lists that the readers walk, and the docstring of each."""

from __future__ import annotations

import sys
from pathlib import Path

from otkuda.attribution import sov
from otkuda.attribution.reading import RULES as FREE

PAGE = Path(__file__).resolve().parent / "reference" / "rules.md"
RULES = (*FREE, *sov.RULES, *sov.LAST, *sov.ALONE)
BEGIN, END = "<!-- rules -->\n", "<!-- /rules -->\n"


def table() -> str:
    """Return a line for each rule, in the order in which they are tried."""
    lines = ["| | rule | what it reads | where |\n", "| --- | --- | --- | --- |\n"]
    for number, rule in enumerate(RULES, 1):
        what = " ".join((rule.__doc__ or "").split()).replace("|", "\\|")
        where = rule.__module__.removeprefix("otkuda.").replace(".", "/") + ".py"
        lines.append(f"| {number} | `{rule.__name__}` | {what} | `{where}` |\n")
    return "".join(lines)


def names() -> frozenset[str]:
    """Return the names of the rules."""
    return frozenset(rule.__name__ for rule in RULES)


def main() -> int:
    """Write the table between the two marks of the page. Returns 0."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(before + BEGIN + table() + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
