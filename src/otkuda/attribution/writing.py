"""Writings that a text speaks of: where they stand, and who gives them out («ООН опубликовала доклад»)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from otkuda.attribution.layout import FINITE
from otkuda.attribution.word import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from otkuda.attribution.clause import Clause
    from otkuda.attribution.phrase import Phrase

GIVES_OUT = frozenset(
    "опубликовать публиковать распространить обнародовать выпустить подготовить разработать разослать направить "
    "провести представить написать составить записать выложить разместить".split()
)
IT = {"нем": "masc", "него": "masc", "ней": "femn", "нее": "femn", "них": "plur"}  # «в нём говорится»
NEAR = 700  # characters within which «в нём» finds its writing


class Writing(Struct, gc=False):
    """A writing at a place of the text: its noun, its gender or ``plur``, what works out what it is called."""

    at: int
    lemma: str
    gender: str
    called: Callable[[], str]

    @property
    def name(self) -> str:
        """Its words in the nominative."""
        return self.called()


def issuer(clause: Clause, phrase: Phrase) -> Phrase | None:
    """Return who gives out the writing: the subject of the verb right before it, or None."""
    if "accs" not in phrase.cases:
        return None
    k = phrase.first - 1
    while k > 0 and word(clause.nodes[k]).modifiers and not clause.is_finite(k):
        k -= 1  # «опубликовал открытое письмо»
    verb = next((v for v in word(clause.nodes[k]).verbs if v.pos in FINITE), None) if k >= 0 else None
    if verb is None or verb.lemma not in GIVES_OUT:
        return None
    found = clause.left_in(clause.segments[clause.segment_at(k)].first, k, verb)
    return found if found is not None and clause.can_tell(found) else None


def meant(writings: Iterable[Writing], at: int, pronoun: str) -> Writing | None:
    """Return the writing that «в нём» at an offset means: the last one of its gender."""
    near = [w for w in writings if at - NEAR < w.at < at and _agrees(w, IT[pronoun])]
    return near[-1] if near else None


def _agrees(writing: Writing, gender: str) -> bool:
    return gender == writing.gender or (gender == "masc" and writing.gender == "neut")
