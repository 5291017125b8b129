"""Attributions that may tell the same as a quotation in other words, or in another language.

They share no runs of words with it: in one language the beginnings of most of its words tell them, over languages its
numbers, dates and names.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Span
from otkuda.statements.names import is_name, skeleton
from otkuda.statements.quotations import joined
from otkuda.statements.units import read_units
from otkuda.text.language import LANGUAGES
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.model import Carrier
    from otkuda.statements.quotations import Quotation

_STEM = 5
_LEAST_STEMS, _STEMS = 3, 0.6  # of a quotation, that another wording has
_LEAST_FACTS, _FACTS = 3, 0.75  # of a quotation, that a translation has
_MOST = 8  # attributions that are looked at for a quotation
_MOST_SAID = 20_000  # attributions that are looked through
_MOST_SHARING = 500  # of those that share a sign


class _Told(NamedTuple):
    """An attribution: its words, and all that it has of what they can be told by."""

    carrier: Carrier
    span: Span
    text: str


class Telling(NamedTuple):
    """An attribution that may tell what a quotation (its number) says."""

    number: int
    carrier: Carrier
    span: Span


def tellings(found: Sequence[Quotation], wanted: Sequence[int], known: Sequence[Carrier]) -> Iterator[Telling]:
    """Yield for each of the wanted quotations the attributions that may tell the same, at most eight of each sort."""
    if not wanted:
        return
    told = list(_told(known))[:_MOST_SAID]
    tables = {language: _table(told, language, is_translation=False) for language in LANGUAGES}
    abroad = {language: _table(told, language, is_translation=True) for language in LANGUAGES}
    for number in wanted:
        one = found[number]
        stems, facts = _stems(one.text), _facts(one.text, one.language)
        likely = _likeliest(stems, tables[one.language], max(_LEAST_STEMS, math.ceil(_STEMS * len(stems))))
        for language, table in abroad.items():
            if language != one.language:
                likely += _likeliest(facts, table, max(_LEAST_FACTS, math.ceil(_FACTS * len(facts))))
        yield from (Telling(number, told[at].carrier, told[at].span) for at in likely)


def _told(known: Sequence[Carrier]) -> Iterator[_Told]:
    for carrier in known:
        for said in (one for one in carrier.article.attributions if one.content):
            whole = Span(said.content[0].start, said.content[-1].end)
            yield _Told(carrier, whole, joined(carrier.article.text, said.content))


def _table(told: Sequence[_Told], language: str, *, is_translation: bool) -> dict[str, list[int]]:
    """Return the places of the attributions in a language by their signs; a sign of very many says nothing."""
    table: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        if one.carrier.article.language == language:
            for sign in _facts(one.text, language) if is_translation else _stems(one.text):
                table[sign].append(at)
    return {sign: places for sign, places in table.items() if len(places) <= _MOST_SHARING}


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.form[:_STEM] for word in search_words(text))


def _facts(text: str, language: str) -> frozenset[str]:
    """Return what is the same in every language: quantities, and the sounds of names."""
    facts = set()
    for unit in read_units(text, language):
        names = sorted({skeleton(form) for form in unit.forms} - {""}) if is_name(unit) else []
        facts.update([unit.key] if unit.quantity else names[:1])
    return frozenset(facts)


def _likeliest(signs: frozenset[str], table: dict[str, list[int]], least: int) -> list[int]:
    counts = Counter(at for sign in signs for at in table.get(sign, ()))
    return [at for at, count in counts.most_common(_MOST) if count >= least]
