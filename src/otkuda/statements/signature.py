"""An article → the keys by which those are found that may carry the same statements.

Two articles of which passages are one statement share a key; others share few. There are three kinds of keys: runs of
words, sampled (winnowing: Schleimer, Wilkerson, Aiken 2003), so that the excerpt of a quotation shares one; addresses,
the article's own and those that it links to; and, over languages and paraphrase, what somebody speaks of in a month.
The last are looked for in the months before and after, too, so that articles of neighbouring months meet, later ones
not: what is said again later is another statement.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, NamedTuple

from otkuda.statements.names import skeleton
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from otkuda.statements.kinship import Telling
    from otkuda.statements.passages import Passage

_RUN = 5  # words of a run; of what is shorter, all
_SHORTEST = 4
_WINDOW = 4  # neighbouring runs of which one is taken: eight words in a row share one
_MONTH = 30 * 86_400  # seconds
_LEAST = 1.0  # weight of a term that says something
_SOUNDS = 4  # consonants of a surname that are compared
_FEW = 2  # one of so many pairs with a common word is taken
_SURE = 4.0  # what a run of words or an address tells, beside a thing spoken of
_SHARP = ("q:", "d:", "n:")  # keys of terms: numbers, dates, names
_DULL = "c:"  # concepts


class Signature(NamedTuple):
    """By what an article is found, and by what it looks for others: each key with how much it tells."""

    found_by: frozenset[int]
    seeks: Mapping[int, float]


def signature(telling: Telling) -> Signature:
    """Return the keys of an article, as signed numbers of 64 bits."""
    sure = frozenset(map(number_of, _sure(telling)))
    told = frozenset(chain.from_iterable(map(_told, telling.passages)))
    month, *beside = (frozenset(number_of(f"{one} {key}") for key in told) for one in _months(telling))
    return Signature(sure | month, dict.fromkeys(month.union(*beside), 1.0) | dict.fromkeys(sure, _SURE))


def number_of(key: str) -> int:
    """Return a key as a signed number of 64 bits."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _sure(telling: Telling) -> Iterator[str]:
    """Yield what hardly two articles share by chance: addresses, and runs of words."""
    yield from (f"at {url}" for url in {telling.address, *telling.cited} if url)
    for passage in telling.passages:
        yield from (f"run {run}" for run in _runs(passage.words))


def _runs(words: Sequence[str]) -> set[str]:
    """Return the runs of words that are taken: of each window the one whose number is the least."""
    if len(words) < _SHORTEST:
        return set()
    runs = [" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))]
    numbered = [(number_of(run), run) for run in runs]
    return {min(numbered[at : at + _WINDOW])[1] for at in range(max(1, len(runs) - _WINDOW + 1))}


def _months(telling: Telling) -> tuple[int | None, ...]:
    """Return the month of an article, and those before and after; of one that has no date, what no month is."""
    if telling.since is None:
        return (None,)
    month = int(telling.since.timestamp() // _MONTH)
    return month, month - 1, month + 1


def _told(passage: Passage) -> Iterator[str]:
    """Yield what a passage is found by in any words: a person with each thing spoken of, or two things together."""
    source = passage.source
    if source is None:
        return
    keys = {key for term in passage.terms if term.weight >= _LEAST for key in term.keys}
    sharp = sorted(key for key in keys if key.startswith(_SHARP))
    dull = sorted(key for key in keys if key.startswith(_DULL))
    yield from map("&".join, combinations(sharp, 2))
    yield from _some("&".join(two) for two in product(sharp, dull))  # a body speaks through its people
    if source.type == "person":
        names = [word.form for word in search_words(source.entity)]
        who = skeleton(names[-1])[:_SOUNDS] if names else ""
        yield from (f"{who} says {key}" for key in (*sharp, *dull))
    else:
        yield from _some(map("&".join, combinations(dull, 2)))


def _some(pairs: Iterable[str]) -> Iterator[str]:
    """Yield some of many keys, always the same ones."""
    return (one for one in pairs if number_of(one) % _FEW == 0)
