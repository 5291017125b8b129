"""All that may stand behind a stem: the endings of ``suffixes.tsv`` in every order that they allow.

There are some thousands of such chains for each kind of stem. They are written out once, so that a word is read by
looking up what is behind each place where its stem may end.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from otkuda.lang.kk.phonology import BACK, CLASSES, FRONT, final_class, harmonies, is_vowel, realized
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOUN, VERB = "noun", "verb"
PARTS = frozenset({"NOUN", "VERB", "PRTF", "GRND", "INFN"})
_CASES = frozenset({"case", "loct", "attr", "pred"})


class Suffix(NamedTuple):
    """A line of ``suffixes.tsv``."""

    group: str
    follows: frozenset[str]
    letters: str
    form: str
    weight: float
    says: tuple[str, ...]


class Chain(NamedTuple):
    """A chain of endings behind a stem."""

    part: str  # of speech
    says: frozenset[str]
    tail: int = 0  # letters of the case ending
    weight: float = 0.0


Chains = dict[str, tuple[Chain, ...]]  # by their letters


@cache
def _suffixes() -> Mapping[str, tuple[Suffix, ...]]:
    """Return the endings by the group that they may follow."""
    found: dict[str, list[Suffix]] = {}
    for group, follows, letters, form, weight, says, _example in rows("otkuda.lang.kk", "suffixes.tsv"):
        words = tuple(says.strip("-").split())
        suffix = Suffix(group, frozenset(follows.split()), letters, form.strip("0"), float(weight), words)
        for before in suffix.follows:
            found.setdefault(before, []).append(suffix)
    return {before: tuple(suffixes) for before, suffixes in found.items()}


@cache
def chains(stem: str, letter: str, harmony: str) -> Chains:
    """Return the chains behind stems (``NOUN`` or ``VERB``) that end in a letter of that class, the empty one too.

    >>> chains("noun", "л", "front")["дің"]
    (Chain(part='NOUN', says=frozenset({'gent'}), tail=3, weight=3.0),)
    """
    found: dict[str, list[Chain]] = {}
    for written, chain in _continued(stem, letter, harmony, "", Chain(stem.upper(), frozenset())):
        found.setdefault(written, []).append(chain)
    if stem == NOUN:
        found[""] = [Chain("NOUN", frozenset())]
    return {written: tuple(dict.fromkeys(ways)) for written, ways in found.items()}


@cache
def tails(stem: str) -> frozenset[str]:
    """Return the letters of all chains behind stems of whatever sound: what is none of them need not be looked up."""
    return frozenset().union(*(chains(stem, letter, harmony) for letter, harmony in product(CLASSES, (BACK, FRONT))))


def ways(stem: str, written: str, rest: str) -> tuple[Chain, ...]:
    """Return the chains that the letters ``rest`` may be behind a stem as it is written.

    >>> ways("noun", "ауыл", "дың")
    (Chain(part='NOUN', says=frozenset({'gent'}), tail=3, weight=3.0),)
    """
    if rest not in tails(stem):
        return ()
    letter = final_class(written)
    found = [way for harmony in harmonies(written) for way in chains(stem, letter, harmony).get(rest, ())]
    return tuple(dict.fromkeys(found))


def _continued(group: str, letter: str, harmony: str, written: str, chain: Chain) -> Iterator[tuple[str, Chain]]:
    """Yield all chains that go on from one."""
    last = (letter + written)[-1]
    for suffix in _suffixes().get(group, ()):
        if suffix.letters != "any" and is_vowel(last) != (suffix.letters == "vowel"):
            continue
        form = realized(suffix.form, letter + written, harmony)
        longer = _joined(chain, suffix, len(form))
        if not suffix.group.startswith("(") and suffix.group != "neg":
            yield written + form, longer
        yield from _continued(suffix.group, letter, harmony, written + form, longer)


def _joined(chain: Chain, suffix: Suffix, letters: int) -> Chain:
    part = next((word for word in suffix.says if word in PARTS), chain.part)
    says = chain.says.union(suffix.says) - PARTS
    tail = chain.tail + letters if suffix.group in _CASES else chain.tail
    return Chain(part, says, tail, chain.weight + suffix.weight)
