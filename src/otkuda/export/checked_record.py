"""What a check found as JSON: what each quotation of a draft is, where its words stand, and both wordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from otkuda.model import Kind, Span
from otkuda.statements import Outcome

if TYPE_CHECKING:
    from datetime import date

    from otkuda.model import Article
    from otkuda.statements import Checked, Place
    from otkuda.store import Coverage


class PlaceDifference(msgspec.Struct, frozen=True):
    """What differs: as the quotation has it, and as the place has it."""

    what: str
    quotation: str
    place: str


class PlaceRecord(msgspec.Struct, frozen=True):
    """Where words stand; ``share`` says how many of the quotation's words are there."""

    url: str | None
    outlet: str | None
    published: str | None
    version: int
    version_id: str
    span: Span
    words: str
    speaker: str | None
    share: float
    differences: tuple[PlaceDifference, ...]


class SearchedRecord(msgspec.Struct, frozen=True):
    """How many articles were searched, of which days."""

    articles: int
    since: str | None
    until: str | None


class CheckedRecord(msgspec.Struct, frozen=True):
    """A quotation and what it is; ``others`` are articles that are as good as the place, ``otherwise`` another one."""

    outcome: Outcome
    passed: bool
    text: str
    spans: tuple[Span, ...]
    language: str | None
    speaker: str | None
    kind: Kind | None
    place: PlaceRecord | None
    others: int
    otherwise: PlaceRecord | None
    draft: str | None
    searched: SearchedRecord


def checked_record(draft: Article, one: Checked, covered: Coverage) -> CheckedRecord:
    """Return the record of a quotation."""
    quotation = one.quotation
    return CheckedRecord(
        outcome=one.outcome,
        passed=one.is_passed,
        text=quotation.text,
        spans=tuple(quotation.spans),
        language=quotation.language,
        speaker=quotation.source.entity if quotation.source else None,
        kind=quotation.attribution.kind if quotation.attribution else None,
        place=_place(one, one.place),
        others=one.others,
        otherwise=_place(one, one.otherwise),
        draft=draft.url,
        searched=SearchedRecord(covered.articles, _day(covered.first), _day(covered.last)),
    )


def _place(one: Checked, place: Place | None) -> PlaceRecord | None:
    if place is None:
        return None
    article, text = place.carrier.article, one.quotation.text
    return PlaceRecord(
        url=article.url,
        outlet=article.outlet,
        published=article.published.isoformat() if article.published else None,
        version=place.carrier.version,
        version_id=place.carrier.id,
        span=place.span,
        words=place.words,
        speaker=place.source.entity if place.source else None,
        share=round(place.nearness.share, 3),
        differences=tuple(
            PlaceDifference(what, text[slice(*ours)], place.words[slice(*theirs)])
            for what, ours, theirs in place.nearness.differences
        ),
    )


def _day(when: date | None) -> str | None:
    return f"{when:%Y-%m-%d}" if when else None
