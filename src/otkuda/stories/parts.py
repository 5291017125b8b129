"""An article → what of it is about one event: the whole, or, where it rounds several events up, its parts.

Paragraphs hang together where they share two names, telling numbers or words: one may be the outlet that both events
are taken from. An article that falls into several
groups none of which is most of it is a round-up: each group is compared alone.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from otkuda.lang.language import load
from otkuda.lang.lexicon import rows
from otkuda.stories.item import Item, Paragraph, item, language_of, paragraphs
from otkuda.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.model import Article, Carrier
    from otkuda.stories.names import Spell

FEWEST = 3  # groups of a round-up
MOST_OF_IT = 0.6  # of the words: a group so large is what the article is about
HEADING = 5  # words: a shorter line belongs to the paragraph below it
MOST = 200  # paragraphs that are compared
_SHARED = 2  # names, telling numbers and words that two paragraphs of one event share
_FIGURE = 0.7  # what a number tells that counts


def items(carrier: Carrier, spell: Spell, statements: frozenset[str] = frozenset()) -> tuple[Item, ...]:
    """Return an article as it is compared: one item, or those of a round-up.

    Where only the stories can tell whether it is a round-up, the one item knows its ``parts``.
    """
    told = paragraphs(carrier.article, spell)
    groups = grouped(told) if len(told) <= MOST else []
    parts = tuple(item(carrier, group, number) for number, group in enumerate(groups)) if is_round_up(groups) else ()
    if parts and is_announced(carrier.article):
        return parts
    return (item(carrier, told, statements=statements, parts=parts),)


def is_announced(article: Article) -> bool:
    """Does the headline of an article say that it rounds several events up?"""
    language = language_of(article)
    tokens = tokenize(article.headline or "", load(language).analyse)
    lemmas = {lemma for one in tokens for lemma in (one.low, *(reading.lemma for reading in one.read(one.low)[:2]))}
    return not lemmas.isdisjoint(_announcing(language))


@cache
def _announcing(language: str) -> frozenset[str]:
    return frozenset(row[1] for row in rows("otkuda.stories", "round_ups.tsv") if row[0] == language)


def is_round_up(groups: Sequence[Sequence[Paragraph]]) -> bool:
    """Do the groups of paragraphs tell of several events?"""
    sizes = [sum(one.size for one in group) for group in groups]
    return len(groups) >= FEWEST and max(sizes) <= MOST_OF_IT * sum(sizes)


def grouped(told: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Return the paragraphs in groups that hang together, in the order of the text."""
    group = list(range(len(told)))
    for one, other in combinations(range(len(told)), 2):
        if group[one] != group[other] and _hang_together(told, one, other):
            old, new = max(group[one], group[other]), min(group[one], group[other])
            group = [new if place == old else place for place in group]
    return [[told[place] for place in range(len(told)) if group[place] == root] for root in sorted(set(group))]


def _hang_together(told: Sequence[Paragraph], first: int, second: int) -> bool:
    one, other = told[first], told[second]
    if second == first + 1 and one.size <= HEADING:
        return True
    keys = frozenset[str]().union(*other.runs)
    names = sum(not keys.isdisjoint(run) for run in set(one.runs))
    numbers = sum(one.figures[key] >= _FIGURE for key in one.figures.keys() & other.figures.keys())
    return names + numbers + len(one.words & other.words) >= _SHARED
