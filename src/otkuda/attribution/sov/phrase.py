"""A noun phrase of a sentence that names somebody or something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Mention
    from otkuda.attribution.sov.vocabulary import Says


class Phrase(Struct, eq=False, gc=False):
    """A noun phrase: its mention, its nodes, its case, and what the lists say of its head."""

    mention: Mention
    first: int
    last: int  # its last node
    case: str
    lists: frozenset[str]  # that know the head
    says: Says
    is_owned: bool = False
    core: int = -1  # of a person: where the name begins, behind the titles

    @property
    def may_speak(self) -> bool:
        """Is it somebody, and not a thing or a writing?"""
        is_place = "place" in self.says and "outlet" in self.lists
        return self.mention.kind in {"person", "role", "group", "body", "pronoun", "joint"} and not is_place


NONE: frozenset[str] = frozenset()
