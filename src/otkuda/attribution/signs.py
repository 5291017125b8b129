"""What a sentence holds, at a glance: the rules that want something else need not look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.cue import cues_in

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause

CUE = "a cue"
NOUN = "a noun"  # one that announces a content, by its first letters


def signs(clause: Clause) -> set[str]:
    """Return the words and marks of a sentence in small letters, the kinds of its nodes, ``CUE`` and ``NOUN``."""
    found = {node.low for node in clause.nodes} | {node.kind for node in clause.nodes}
    if cues_in(clause):
        found.add(CUE)
    if not clause.language.noun_openings.isdisjoint([node.opening for node in clause.nodes]):
        found.add(NOUN)
    return found
