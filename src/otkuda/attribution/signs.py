"""What a sentence holds, at a glance: the rules that want something else need not look at it."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from otkuda.attribution.cue import cues_in

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause

CUE = "a cue"
NOUN = "a noun"  # one that announces a content, by its first letters
_low, _kind, _opening = attrgetter("low"), attrgetter("kind"), attrgetter("opening")


def signs(clause: Clause) -> set[str]:
    """Return the words and marks of a sentence in small letters, the kinds of its nodes, ``CUE`` and ``NOUN``."""
    found = {*map(_low, clause.nodes), *map(_kind, clause.nodes)}
    if cues_in(clause):
        found.add(CUE)
    if not clause.language.noun_openings.isdisjoint(map(_opening, clause.nodes)):
        found.add(NOUN)
    return found
