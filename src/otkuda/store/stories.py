"""Stories as they are kept: each with its articles, and under every address that it ever had.

The address of one that is no more leads to the one that has the most of its articles now.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select, update

from otkuda.model import Story
from otkuda.store.among import among, remove_among
from otkuda.store.articles import article_id_of
from otkuda.store.grouping import carriers_of
from otkuda.store.rows import put
from otkuda.store.schema import tellings, versions
from otkuda.store.story_schema import stories, story_articles, story_items, story_redirects
from otkuda.store.story_summaries import put_story_summaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

BATCH = 100  # stories that are in memory at a time


class Member(NamedTuple):
    """A version that belongs to a story, and where its article stands."""

    version_id: str
    url: str | None

    @property
    def address(self) -> str:
        """By what the article is known again in another version."""
        return self.url or self.version_id


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story, and its articles in order."""

    id: str
    headline: str | None
    since: datetime | None
    until: datetime | None
    members: tuple[Member, ...]


def story_of(conn: Connection, id: str) -> Story | None:  # noqa: A002 - what it is
    """Return the story at an address, also where it has another by now; None where there never was one."""
    moved = conn.execute(select(story_redirects.c.new).where(story_redirects.c.old == id)).scalar()
    return next(_stories(conn, [moved or id]), None)


def stored_story(conn: Connection, id: str) -> StoredStory | None:  # noqa: A002 - what it is
    """Return the same without the articles' texts: which versions belong to it."""
    moved = conn.execute(select(story_redirects.c.new).where(story_redirects.c.old == id)).scalar()
    return next(_stored(conn, [moved or id]), None)


def stories_at(conn: Connection, url: str) -> tuple[Story, ...]:
    """Return the stories to which the article at an address belongs in any of its versions, the earliest first."""
    held = select(versions.c.id).where(versions.c.article_id == article_id_of(conn, url))
    chosen = select(story_articles.c.story_id).where(story_articles.c.version_id.in_(held.scalar_subquery()))
    found = _stories(conn, sorted(set(conn.execute(chosen).scalars())))
    return tuple(sorted(found, key=lambda one: (one.since is None, one.since and one.since.timestamp(), one.id)))


def all_stories(conn: Connection) -> Iterator[Story]:
    """Yield the stories in the order of their ids."""
    after = ""
    while True:
        chosen = select(stories.c.id).where(stories.c.id > after).order_by(stories.c.id).limit(BATCH)
        batch = list(conn.execute(chosen).scalars())
        if not batch:
            return
        yield from _stories(conn, batch)
        after = batch[-1]


def stories_with(conn: Connection, version_ids: Iterable[str], ids: Iterable[str] = ()) -> list[StoredStory]:
    """Return the stories to which versions belong, and those with some ids, in the order of their ids."""
    columns = story_articles.c
    found = {row[0] for row in among(conn, columns.version_id, set(version_ids), columns.story_id)}
    return list(_stored(conn, sorted(found.union(ids))))


def replace_stories(conn: Connection, old: Sequence[StoredStory], made: Sequence[StoredStory]) -> None:
    """Put stories in the place of others. The addresses of those that are no more lead to where they went."""
    remove_among(conn, story_articles.c.story_id, [one.id for one in old])
    remove_among(conn, stories.c.id, [one.id for one in old])
    names = ("id", "headline", "since", "until")
    put(conn, stories, *({name: getattr(one, name) for name in names} for one in made))
    put(conn, story_articles, *(row for one in made for row in _article_rows(one)))
    put_story_summaries(conn, {one.id: [member.version_id for member in one.members] for one in made})
    _redirect(conn, old, made)


def forget_stories(conn: Connection, version_ids: Sequence[str]) -> None:
    """Take the words of versions out of the stories to which they belong, until those are made again."""
    columns = story_articles.c
    touched = select(columns.story_id).where(columns.version_id.in_(version_ids)).scalar_subquery()
    conn.execute(update(stories).where(stories.c.id.in_(touched)).values(headline=None))
    conn.execute(update(story_articles).where(columns.version_id.in_(version_ids)).values(url=None))
    numbers = select(tellings.c.number).where(tellings.c.version_id.in_(version_ids)).scalar_subquery()
    conn.execute(update(story_items).where(story_items.c.telling.in_(numbers)).values(told=[]))


def _article_rows(story: StoredStory) -> Iterator[dict[str, Any]]:
    for place, one in enumerate(story.members):
        yield {"story_id": story.id, "place": place, "version_id": one.version_id, "url": one.url}


def _redirect(conn: Connection, before: Sequence[StoredStory], after: Sequence[StoredStory]) -> None:
    """Let addresses that are no more lead to the stories that have the most of their articles."""
    living = {one.id for one in after}
    columns = story_redirects.c
    led = list(among(conn, columns.new, {one.id for one in before}))
    remove_among(conn, columns.new, {one.id for one in before})
    remove_among(conn, columns.old, living)
    moved = {one.id: to for one in before if (to := one.id if one.id in living else _where(one, after))}
    further = {row.old: to for row in led if (to := moved.get(row.new))}
    rows = [{"old": one, "new": to} for one, to in (further | moved).items() if one not in living]
    put(conn, story_redirects, *rows)


def _where(one: StoredStory, after: Sequence[StoredStory]) -> str | None:
    """Return the story that has the most articles of one, at their addresses."""
    addresses = {member.address for member in one.members}
    shared = Counter({each.id: sum(member.address in addresses for member in each.members) for each in after})
    best = min(shared, key=lambda id_: (-shared[id_], id_), default=None)
    return best if best and shared[best] else None


def _stored(conn: Connection, ids: Sequence[str]) -> Iterator[StoredStory]:
    """Yield stories in the order of their ids as given; those that are not there are left out."""
    held: dict[str, list[Member]] = {}
    for row in sorted(among(conn, story_articles.c.story_id, ids), key=lambda row: (row.story_id, row.place)):
        held.setdefault(row.story_id, []).append(Member(row.version_id, row.url))
    found = {row.id: row for row in among(conn, stories.c.id, ids)}
    for one in ids:
        if one in found:
            row = found[one]
            yield StoredStory(row.id, row.headline, row.since, row.until, tuple(held.get(one, ())))


def _stories(conn: Connection, ids: Sequence[str]) -> Iterator[Story]:
    """Yield stories with their articles; what was forgotten meanwhile is left out."""
    stored = list(_stored(conn, ids))
    carriers = carriers_of(conn, {member.version_id for one in stored for member in one.members})
    for one in stored:
        its = tuple(carriers[member.version_id] for member in one.members if member.version_id in carriers)
        yield Story(one.id, one.headline, its, one.since, one.until)
