"""Stories in short as they are kept: counted from the versions of their articles when a story is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from otkuda.store.among import among, remove_among, slices
from otkuda.store.feed_records import StorySummary, weight_of
from otkuda.store.feed_schema import story_facets, story_summaries
from otkuda.store.readings import outlet_key
from otkuda.store.rows import put, put_new, values
from otkuda.store.schema import sightings, tellings, versions
from otkuda.store.summaries import SEVERAL, facet_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class _Version:
    """What counts of an article in a story."""

    outlets: tuple[str, ...]
    language: str | None
    published: datetime
    seen: datetime
    wording: int | str


def put_story_summaries(conn: Connection, stories: Mapping[str, Sequence[str]]) -> None:
    """Write stories in short, each by the ids of its versions, in the place of what was written of them."""
    remove_among(conn, story_summaries.c.story_id, stories)
    known = _versions(conn, {one for its in stories.values() for one in its})
    told = {id_: its for id_, of in stories.items() if (its := [known[one] for one in of if one in known])}
    made = {id_: _summary(id_, its) for id_, its in told.items()}
    put_new(conn, story_summaries, *map(values, made.values()))
    numbers = {row.story_id: row.number for row in among(conn, story_summaries.c.story_id, made)}
    put(conn, story_facets, *(row for id_, one in made.items() for row in _rows(numbers[id_], one, told[id_])))


def _versions(conn: Connection, ids: set[str]) -> dict[str, _Version]:
    """Return what counts of versions; those that are not kept are left out."""
    columns = versions.c
    shown = (columns.id, columns.outlet_key, columns.host, columns.language, columns.dated)
    digests = {row.version_id: row.digest for row in among(conn, tellings.c.version_id, ids)}
    seen = _seen(conn, ids)
    return {
        row.id: _version(row, seen.get(row.id), digests.get(row.id)) for row in among(conn, columns.id, ids, *shown)
    }


def _seen(conn: Connection, ids: set[str]) -> dict[str, datetime]:
    columns = sightings.c
    chosen = select(columns.version_id, func.min(columns.seen)).group_by(columns.version_id)
    found: dict[str, datetime] = {}
    for some in slices(ids):
        found |= {one: first for one, first in conn.execute(chosen.where(columns.version_id.in_(some)))}  # noqa: C416 - a row is no pair to mypy
    return found


def _version(row: Row[Any], seen: datetime | None, digest: int | None) -> _Version:
    seen = seen or row.dated
    outlets = tuple(filter(None, (row.outlet_key, outlet_key(row.host or ""))))
    return _Version(outlets, row.language, min(row.dated, seen), seen, digest if digest is not None else row.id)


def _summary(story_id: str, its: Sequence[_Version]) -> StorySummary:
    outlets = len({one.outlets[:1] for one in its})
    wordings = len({one.wording for one in its})
    since = min(one.published for one in its)
    return StorySummary(
        story_id=story_id,
        articles=len(its),
        outlets=outlets,
        wordings=wordings,
        languages=tuple(sorted({one.language for one in its if one.language})),
        since=since,
        active=max(one.published for one in its),
        first_seen=min(one.seen for one in its),
        last_seen=max(one.seen for one in its),
        weight=weight_of(since, min(outlets, wordings)),
    )


def _rows(number: int, one: StorySummary, its: Iterable[_Version]) -> Iterator[dict[str, Any]]:
    names = {name for each in its for name in each.outlets}
    found = {facet_key("all"), *(facet_key("outlet", name) for name in names)}
    found |= {facet_key("language", name) for name in one.languages}
    found |= {facet_key("several")} if one.outlets >= SEVERAL else set()
    yield from (
        {"facet": facet, "active": one.active, "number": number, "weight": one.weight} for facet in sorted(found)
    )


def story_summary_of(row: Row[Any]) -> StorySummary:
    """Return the story in short that a row holds."""
    given = {name: getattr(row, name) for name in StorySummary.__slots__}
    return StorySummary(**given | {"languages": tuple(row.languages)})
