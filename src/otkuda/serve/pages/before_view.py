"""What somebody said before on the same matter, beside what is said now, and which numbers are other ones now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.collect.matter import said_before
from otkuda.serve.distance import of_time
from otkuda.statements.then_and_now import given_otherwise
from otkuda.store.matters import summary_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import timedelta

    from sqlalchemy import Connection

    from otkuda.model import Span, Statement
    from otkuda.serve.distance import Distance
    from otkuda.statements.then_and_now import Given
    from otkuda.store.feed_records import Item, Summary

SHOWN = 600  # characters of a saying


class Part(NamedTuple):
    """A part of a saying, and whether it is a number that is another one now."""

    text: str
    is_other: bool


class Otherwise(NamedTuple):
    """A number as it was given then, and as it is now."""

    then: str
    now: str


class Earlier(NamedTuple):
    """An earlier saying: how long before, its words, and its numbers that are given otherwise now."""

    item: Item
    passed: Distance
    parts: tuple[Part, ...]
    otherwise: tuple[Otherwise, ...]


class Beside(NamedTuple):
    """A statement, its words, and what its speaker said before on the same matter, the nearest first."""

    now: Statement
    summary: Summary
    parts: tuple[Part, ...]
    earlier: tuple[Earlier, ...]
    has_more: bool


def beside(conn: Connection, now: Statement, limit: int) -> Beside | None:
    """Return a statement beside so many earlier ones; None where its speaker said nothing near."""
    found = said_before(conn, now, limit + 1)
    summary = summary_named(conn, now.id) if found else None
    if summary is None:
        return None
    given = [given_otherwise(one.item.text, one.item.language, now.text, now.language) for one in found[:limit]]
    parts = tuple(_parts(now.text, {each.now for its in given for each in its}))
    its = zip(found, given, strict=False)
    earlier = tuple(_earlier(one.item, now.text, one.item.summary.since - summary.since, each) for one, each in its)
    return Beside(now, summary, parts, earlier, len(found) > limit)


def _earlier(then: Item, now: str, passed: timedelta, given: Sequence[Given]) -> Earlier:
    return Earlier(
        then,
        of_time(passed),
        tuple(_parts(then.text, {one.then for one in given})),
        tuple(Otherwise(_at(then.text, one.then), _at(now, one.now)) for one in given),
    )


def _at(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _parts(text: str, spans: Iterable[Span]) -> Iterator[Part]:
    """Yield a text in parts, as much of it as is shown."""
    at = 0
    for span in sorted(one for one in spans if one.end <= SHOWN):
        yield Part(text[at : span.start], is_other=False)
        yield Part(_at(text, span), is_other=True)
        at = span.end
    rest = text[at:SHOWN] + (" …" if len(text) > SHOWN else "")
    yield Part(rest, is_other=False)
