"""The reference of the rules, made from the lists that the readers walk, and the docstring of each.

In English one function finds several things; what each is called, and an example, stands here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from otkuda.attribution import sov
from otkuda.attribution.reading import RULES as FREE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PAGE = Path(__file__).resolve().parent / "reference" / "rules.md"
BEGIN, END = "<!-- rules -->\n", "<!-- /rules -->\n"
SOV: tuple[Callable[..., object], ...] = (*sov.RULES, *sov.LAST, *sov.ALONE)
SVO = {
    "quote_then_cue": "“A,” B said. “A,” said B.",
    "clause_then_cue": "A, B said. A, B said, C.",
    "cue_then_quote": "B said: “A.” B said, “A.”",
    "cue_then_block": "B said: and the words follow as paragraphs of their own.",
    "unclosed": "B said, “A, in marks that are never closed.",
    "that_clause": "B said that A.",
    "around_gap": "A man who B says fled; what B said was A.",
    "bare_clause": "B said A.",
    "infinitive": "B vowed to A. B urged drivers to A.",
    "gerund": "B denied doing A.",
    "question": "B asked whether A.",
    "small_clause": "B called A a mistake.",
    "as_clause": "B described A as a farce.",
    "as_clause_said": "As B noted, A.",
    "comparison": "B compared A to “…”.",
    "noun_clause": "B's claim that A; a vow to A.",
    "announced": "The sign reads “A”; the headline “A”.",
    "according_to": "According to B, A.",
    "by_words": "In B's words, A.",
    "hearsay": "A, reportedly.",
    "reported_that": "It was reported that A.",
    "said_to": "B is said to A.",
    "reported_by": "A. The news was first reported by B.",
    "as_reported_by": "As reported by B, A.",
    "said_so": "A. B said so on Friday.",
    "quoted_as_saying": "B was quoted as saying A; C quoted B as saying A.",
    "quote_then_quoting": "“A,” C quotes B.",
    "headline": "B: A. A: B. A – B.",
    "turn": "B: A, a turn of an interview.",
    "quote_alone": "B spoke. “A.”",
}


def table() -> str:
    """Return a table for each order of words, a line for each rule in the order in which they are tried."""
    free, last = _listed(FREE), _listed(SOV)
    named = [f"| `{name}` | {what} | `attribution/svo/` |\n" for name, what in SVO.items()]
    return f"Russian:\n\n{_head()}{free}\nKazakh:\n\n{_head()}{last}\nEnglish:\n\n{_head()}{''.join(named)}"


def _head() -> str:
    return "| rule | what it reads | where |\n| --- | --- | --- |\n"


def _listed(rules: Iterable[Callable[..., object]]) -> str:
    lines = []
    for rule in rules:
        what = " ".join((rule.__doc__ or "").split()).replace("|", "\\|")
        where = rule.__module__.removeprefix("otkuda.").replace(".", "/") + ".py"
        lines.append(f"| `{rule.__name__}` | {what} | `{where}` |\n")
    return "".join(lines)


def names() -> frozenset[str]:
    """Return the names of all rules."""
    return frozenset(SVO) | {rule.__name__ for rule in (*FREE, *SOV)}


def main() -> int:
    """Write the table between the two marks of the page. Returns 0."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(before + BEGIN + table() + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
