"""How a statement travelled: where each article has the words from, and where they were first said.

What an article links or names goes before what overlap and time suggest. An article that names a source which is not
in the archive has its words from there, whatever it is like; so the earliest page is not the origin for being early.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from otkuda.model import Ground
    from otkuda.statements.tellers import Teller, Tellers

_SPEAKING = frozenset({"person", "organization"})
_LINKED, _NAMED = 1.0, 0.9
LEAST = 0.5  # share of an appearance's words that another must have, in their order, to be taken for its source
_ALIKE = 3  # articles of one wording that are looked at: one may be an earlier version of the same
_ZONES = timedelta(hours=14)  # the widest difference between a zone and UTC
_INFERRED = 0.8  # of that share: how sure it makes


class Edge(NamedTuple):
    """From which teller another has the words."""

    source: Teller
    ground: Ground
    strength: float


def edges(tellers: Tellers) -> dict[str, Edge]:
    """Return where articles have the words from, by the ids of their versions; who does not show it is left out."""
    told = {one.id: edge for one in tellers if (edge := _told(one, tellers))}
    found = dict(told)
    first = _first_of_each(tellers, told)
    for one in tellers:
        if one.id not in told and not is_own(one, tellers) and not outside(one, tellers):
            others = (other for other in first if other.telling.key != one.telling.key)
            edge = _inferred(one, [other for other in others if is_before(other, one)], told)
            found |= {one.id: edge} if edge else {}
    return _without_circles(tellers, found)


def _first_of_each(tellers: Tellers, told: Mapping[str, Edge]) -> list[Teller]:
    """Return the first few tellers of each wording: of a thousand copies no other is where one has the words from."""
    alike: defaultdict[tuple[object, ...], list[Teller]] = defaultdict(list)
    for one in sorted(tellers, key=_turn, reverse=True):
        alike[tuple(passage.words for passage in one.passages), one.telling.runs, one.id in told].append(one)
    return [one for group in alike.values() for one in group[:_ALIKE]]


def _told(one: Teller, tellers: Tellers) -> Edge | None:
    """Return the edge that the article itself shows: to one of those whom it names, else of those it links.

    What it says of these words goes before what it says of others: a digest names a source for each of its news.
    """
    linked = tellers.linked_by(one)
    credited = [other for other in linked if other.telling.address in one.credited]
    return _named(one, tellers) or _nearest(one, credited) or _named_elsewhere(one, tellers) or _nearest(one, linked)


def _named(one: Teller, tellers: Tellers) -> Edge | None:
    """Return the edge to the nearest of those from whom it says that it has these words; it may name itself, too."""
    for source in one.carriers:
        there = tellers.by(source, one.telling.article)
        if there and one.id not in there:
            linked = next((other for other in tellers.linked_by(one) if other.id in there), None)
            return Edge(linked, "linked", _LINKED) if linked else Edge(next(iter(there.values())), "named", _NAMED)
    return None


def _named_elsewhere(one: Teller, tellers: Tellers) -> Edge | None:
    """Return the edge to one of those whom the article names: of those to which it links, else of all."""
    named = [tellers.by(source, one.telling.article) for source in one.chain]
    both = next((other for there in named for other in tellers.linked_by(one) if other.id in there), None)
    if both:
        return Edge(both, "linked", _LINKED)
    first = next((other for there in named for other in there.values() if other.telling.key != one.telling.key), None)
    return Edge(first, "named", _NAMED) if first else None


def _nearest(one: Teller, linked: Iterable[Teller]) -> Edge | None:
    """Return the edge to what is linked nearest to the words."""
    nearest = min(linked, key=lambda other: (_distance(one, other), other.id), default=None)
    return Edge(nearest, "linked", _LINKED) if nearest else None


def _distance(one: Teller, other: Teller) -> int:
    """Return how many characters lie between what an article says of the statement and its link to another."""
    places = [link.text.start for link in one.telling.article.links if link.url == other.telling.address]
    starts = [passage.spans[0].start for passage in one.passages]
    return min((abs(place - start) for place in places for start in starts), default=0)


def outside(one: Teller, tellers: Tellers) -> str | None:
    """Return what the article names or links as its source that is not among the tellers; None for nothing."""
    for url in one.telling.credited:
        if url not in tellers.at:
            return url
    article = one.telling.article
    for source in one.chain:
        if tellers.judge.is_somebody(source, article) and not tellers.by(source, article):
            return source.entity
    return None


def is_own(one: Teller, tellers: Tellers) -> bool:
    """Is the article on the page of the speaker, or of the speaker's organization?"""
    named = (*one.speakers, *one.chain)
    return any(tellers.judge.is_own(source, one.telling.article) for source in named if source.type in _SPEAKING)


def is_before(one: Teller, other: Teller) -> bool:
    """May the one have been published before the other? What has no date may."""
    since, until = one.telling.since, other.telling.until
    if since is None or until is None:
        return True
    return since < until or (since == until == other.telling.since)


def is_against_clock(one: Teller, source: Teller) -> bool:
    """Is an article dated before the one that it has the words from?

    A page that names no zone is read in UTC, so between such and others a difference within the zones says nothing.
    """
    ours, theirs = one.telling.article, source.telling.article
    until = ours.published_until or ours.published
    if until is None or theirs.published is None:
        return False
    is_in_doubt = not (until.utcoffset() and theirs.published.utcoffset())
    return until + (_ZONES if is_in_doubt else timedelta()) < theirs.published


def _inferred(one: Teller, others: Sequence[Teller], told: Mapping[str, Edge]) -> Edge | None:
    """Return the edge to the article that this one shares most with; of several, to one that took from none.

    What both leave out or put in counts, too: of two articles with the words that one is nearer which has no more.
    """
    shares = {other.id: overlap(one, other) for other in others}
    best = max(
        others,
        key=lambda other: (
            round(shares[other.id], 1),
            round(_likeness(one, other), 1),
            other.id not in told,
            _turn(other),
        ),
        default=None,
    )
    if best is None or shares[best.id] < LEAST:
        return None
    return Edge(best, "inferred", round(_INFERRED * shares[best.id], 2))


def _turn(one: Teller) -> tuple[float, str]:
    """Return what orders tellers alike: the earliest is the largest."""
    return -one.telling.since.timestamp() if one.telling.since else 0.0, one.id


def overlap(one: Teller, other: Teller) -> float:
    """Return which share of the runs of four words in what one article says of the statement another has, too."""
    return len(one.runs & other.telling.runs) / len(one.runs) if one.runs else 0.0


def _likeness(one: Teller, other: Teller) -> float:
    both = len(one.runs | other.runs)
    return len(one.runs & other.runs) / both if both else 0.0


def _without_circles(tellers: Tellers, found: dict[str, Edge]) -> dict[str, Edge]:
    """Leave out the weakest edge of each circle: nobody has words from himself."""
    kept: dict[str, Edge] = {}
    for one in sorted(tellers, key=lambda one: (-found[one.id].strength, one.id) if one.id in found else (0.0, one.id)):
        if one.id in found and not _leads_to(found[one.id].source.id, one.id, kept):
            kept[one.id] = found[one.id]
    return kept


def _leads_to(start: str, end: str, kept: Mapping[str, Edge]) -> bool:
    while start != end and start in kept:
        start = kept[start].source.id
    return start == end
