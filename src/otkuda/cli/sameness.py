"""Whether two names are of one entity, as the measurement of attributions asks it.

Names are compared by the stems of their words: the first five letters, abbreviations written out, small words left
out, so that «МИД России» and «министерство иностранных дел РФ» agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otkuda.model import SourceType

WORD = re.compile(r"\w+")

_STEM = 5
_HALF = 0.5
_SMALL = frozenset("в на о об из по при и для с от the a an of in on at for and by to".split())
_WRITTEN_OUT = {
    "рф": "россия",
    "рк": "казахстан",
    "қр": "қазақстан",
    "мид": "министерство иностранных дел",
    "мвд": "министерство внутренних дел",
    "мчс": "министерство чрезвычайных ситуаций",
    "минобороны": "министерство обороны",
    "минздрав": "министерство здравоохранения",
    "цб": "центральный банк",
    "сша": "соединенные штаты америки",
    "оон": "организация объединенных наций",
    "ес": "европейский союз",
    "евросоюз": "европейский союз",
    "us": "united states",
    "uk": "united kingdom",
    "un": "united nations",
    "eu": "european union",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain; ``also`` are other right names of a gold one."""

    entity: str
    type: SourceType
    also: tuple[str, ...] = ()


def stems(name: str) -> frozenset[str]:
    """Return the stems of a name's words.

    >>> stems("глава МИД РФ") == stems("глава министерства иностранных дел России")
    True
    """
    return frozenset(stem for stem, _ in _stems(name))


def same_entity(gold: Link, predicted: Link) -> bool:
    """Whether both links are one entity: by their types, then by any of the gold names."""
    types = {gold.type, predicted.type}
    if "document" in types and len(types) > 1:
        return False
    if "person" in types and types & {"organization", "outlet"}:
        return False
    return any(_same_name(name, predicted.entity, types) for name in (gold.entity, *gold.also))


def same_origin(gold: tuple[Link, ...], predicted: tuple[Link, ...]) -> bool:
    """Whether both chains end in the same entity, or both are empty."""
    if not gold or not predicted:
        return not gold and not predicted
    return same_entity(gold[-1], predicted[-1])


def same_chain(gold: tuple[Link, ...], predicted: tuple[Link, ...]) -> bool:
    """Whether both chains have the same entities in the same order."""
    return len(gold) == len(predicted) and all(map(same_entity, gold, predicted))


def jaccard(one: frozenset[int] | frozenset[str], other: frozenset[int] | frozenset[str]) -> float:
    """Return the share of the members of either set that are in both; 0 where both are empty."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def _stems(name: str) -> list[tuple[str, bool]]:
    """The stem of each word, and whether the word is capitalized."""
    found = [
        (part.casefold()[:_STEM], word[0].isupper())
        for word in WORD.findall(name.replace("ё", "е"))
        for part in _WRITTEN_OUT.get(word.casefold(), word).split()
    ]
    return [pair for pair in found if pair[0] not in _SMALL]


def _same_name(gold: str, predicted: str, types: set[SourceType]) -> bool:
    """Whether two names of these types agree.

    Persons agree by the shorter name («Лавров»), documents by their first word, others by half of their stems, unless
    each has a capitalized word that the other lacks («МИД РФ», «МИД РК»).
    """
    left, right = _stems(gold), _stems(predicted)
    if not left or not right:
        return False
    ours, theirs = stems(gold), stems(predicted)
    if types == {"person"}:
        return ours <= theirs or theirs <= ours
    if types == {"document"} and left[0][0] == right[0][0]:
        return True
    return jaccard(ours, theirs) >= _HALF and not (_lacks(left, theirs) and _lacks(right, ours))


def _lacks(words: list[tuple[str, bool]], others: frozenset[str]) -> bool:
    return any(capitalized for stem, capitalized in words if stem not in others)
