"""Statements with what tells whether there is news of them: how their articles stand now, how sure they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from otkuda.store.among import among
from otkuda.store.articles import runs, sightings_of_all
from otkuda.store.changed import waiting_articles
from otkuda.store.feed_records import Differing
from otkuda.store.feed_schema import spoken, summaries
from otkuda.store.heads import heads_of
from otkuda.store.schema import articles, attributions, versions
from otkuda.store.statements import statements_of
from otkuda.store.summaries import summary_of_row
from otkuda.store.watching_schema import told_appearances

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.model import Appearance, Change, Statement
    from otkuda.store.feed_records import Summary
    from otkuda.store.heads import Head


class Standing(NamedTuple):
    """How an article stands: the number of its last version, when that came, since when the page is gone.

    ``is_open`` where a version of it is not grouped yet.
    """

    version: int
    seen: datetime
    missing: datetime | None
    is_open: bool


class Standings(NamedTuple):
    """A statement, the heads of its versions, how its articles stand, and how sure the surest reading of it is.

    ``differing`` has in both wordings what differs in an altered appearance, by its id; of a cue it has none.
    """

    statement: Statement
    summary: Summary
    heads: Mapping[str, Head]
    articles: Mapping[str, Standing]
    confidence: float
    differing: Mapping[str, Sequence[Differing]]


def standings(conn: Connection, statement_ids: Sequence[str]) -> Iterator[Standings]:
    """Yield the statements with these ids; those that are not there, or not in the feed, are left out."""
    short = {row.statement_id: row for row in among(conn, summaries.c.statement_id, statement_ids)}
    sure = _confidences(conn, [row.number for row in short.values()])
    for one in statements_of(conn, [each for each in statement_ids if each in short]):
        heads = heads_of(conn, {each.carrier for each in one.appearances})
        stand = _articles(conn, {head.article_id for head in heads.values()})
        row = short[one.id]
        yield Standings(one, summary_of_row(row), heads, stand, sure.get(row.number, 0.0), _differing(conn, one))


def worth_a_look(conn: Connection, statement_ids: Collection[str], since: datetime) -> list[str]:
    """Return those of some statements of which there may be news: they are still told, or some watchlist met them."""
    met = told_appearances.c.appearance_id
    recent = {row.statement_id for row in among(conn, summaries.c.statement_id, statement_ids) if row.active >= since}
    known = {row.appearance_id for row in among(conn, met, statement_ids)}
    return [one for one in statement_ids if one in recent or one in known]


def _differing(conn: Connection, statement: Statement) -> dict[str, list[Differing]]:
    by_id = {one.id: one for one in statement.appearances}
    pairs = [(one, by_id.get(one.against or "")) for one in statement.appearances if one.relation == "altered"]
    wanted = {each.carrier for pair in pairs for each in pair if each}
    texts = {row.id: row.text for row in among(conn, versions.c.id, wanted, versions.c.id, versions.c.text)}
    return {one.id: [_wording(change, one, was, texts) for change in one.changes] for one, was in pairs}


def _wording(change: Change, one: Appearance, was: Appearance | None, texts: Mapping[str, str]) -> Differing:
    if change.what == "speaker":
        return Differing(change.what, (was.speaker if was else None) or "", one.speaker or "")
    original = texts.get(was.carrier, "")[slice(*change.original)] if was else ""
    return Differing(change.what, original, texts.get(one.carrier, "")[slice(*change.appearance)])


def _confidences(conn: Connection, numbers: Collection[int]) -> dict[int, float]:
    joined = spoken.join(attributions, attributions.c.number == spoken.c.attribution)
    chosen = select(spoken.c.number, func.max(attributions.c.confidence)).select_from(joined)
    rows = conn.execute(chosen.where(spoken.c.number.in_(numbers)).group_by(spoken.c.number))
    return {number: sure for number, sure in rows}  # noqa: C416 - rows are no pairs to the type checker


def _articles(conn: Connection, article_ids: set[str]) -> dict[str, Standing]:
    missing = {row.id: row.missing_at for row in among(conn, articles.c.id, article_ids)}
    open_ = waiting_articles(conn, article_ids)
    found = {}
    for one, seen in sightings_of_all(conn, article_ids).items():
        versions = runs(seen)
        found[one] = Standing(len(versions), versions[-1][0].seen, missing.get(one), one in open_)
    return found
