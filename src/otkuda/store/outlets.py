"""Outlets: which there are, and of one whom it quotes, from whom it carries words, and how it shows that.

An outlet is known by the name on its pages, or by its host where they tell none. Of one that publishes much, the last
articles are counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from otkuda.store.among import among
from otkuda.store.entities import get_entities
from otkuda.store.entity_schema import mentions, naming, profiles
from otkuda.store.readings import outlet_key
from otkuda.store.said import Speaker
from otkuda.store.schema import appearances, attributions, versions
from otkuda.store.speakers import is_last

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from otkuda.model import Ground

LAST = 1_000  # articles that are counted
GROUNDS: tuple[Ground, ...] = ("linked", "named", "inferred")


class Outlet(NamedTuple):
    """An outlet with the number of its articles; ``name`` is that on its last page, or its host."""

    name: str
    articles: int


class Grounds(NamedTuple):
    """How many words were carried by what shows from where they are."""

    linked: int
    named: int
    inferred: int

    @property
    def all(self) -> int:
        """How many were carried."""
        return sum(self)

    @property
    def shown(self) -> float | None:
        """The share of which the outlet tells the source, by a link or a name; None where it carried none."""
        return (self.linked + self.named) / self.all if self.all else None


class Carried(NamedTuple):
    """From which outlet words were carried, and by what that shows. ``name`` is None where no page tells it."""

    name: str | None
    grounds: Grounds


class OutletPortrait(NamedTuple):
    """What the last articles of an outlet show.

    ``quotes`` are whom it has speak, with the number of articles; ``carries`` from whom its words are; ``grounds`` the
    sum of these; ``own`` how many words it has from nobody that could be told.
    """

    articles: int
    quotes: tuple[Speaker, ...]
    carries: tuple[Carried, ...]
    grounds: Grounds
    own: int


def list_outlets(conn: Connection, start: str = "", limit: int = 20) -> list[Outlet]:
    """Return the outlets of whose name or host a word begins so, those with most articles first."""
    begins = outlet_key(start)
    columns = versions.c
    by_name = select(columns.outlet_key, func.count()).where(columns.outlet_key.is_not(None), columns.is_latest)
    by_host = select(columns.host, func.count()).where(
        columns.outlet_key.is_(None), columns.host.is_not(None), columns.is_latest
    )
    found = [(name, many, True) for name, many in conn.execute(by_name.group_by(columns.outlet_key))]
    found += [(name, many, False) for name, many in conn.execute(by_host.group_by(columns.host))]
    here = [one for one in found if f" {begins}" in f" {outlet_key(one[0])}"]
    best = sorted(here, key=lambda one: (-one[1], one[0]))[:limit]
    return [Outlet(_name(conn, name) if is_name else name, many) for name, many, is_name in best]


def _name(conn: Connection, key: str) -> str:
    columns = versions.c
    last = select(columns.outlet).where(columns.outlet_key == key).order_by(columns.dated.desc()).limit(1)
    return conn.execute(last).scalar() or key


def portrait_of(conn: Connection, name: str, limit: int = 20) -> OutletPortrait:
    """Return what the last articles of an outlet show, by its name or host; of an unknown one, nothing."""
    ids = last_versions(conn, name)
    columns = appearances.c
    shown = (columns.version_id, columns.statement_id, columns.step)
    steps = [row.step for row in among(conn, columns.version_id, ids, *shown)]
    carried = _carried(conn, [(step[0], step[1]) for step in steps if step])
    grounds = Grounds(*(sum(one.grounds[at] for one in carried) for at in range(len(GROUNDS))))
    own = sum(step is None for step in steps)
    return OutletPortrait(len(ids), tuple(_quoted(conn, ids, limit)), tuple(carried[:limit]), grounds, own)


def last_versions(conn: Connection, name: str) -> list[str]:
    """Return the last articles of an outlet, in their versions of now, by its name or host."""
    columns = versions.c
    host = name.lower().removeprefix("www.")
    its = (columns.outlet_key == outlet_key(name), columns.host == host)
    found: dict[str, int] = {}
    for is_its in its:
        chosen = select(columns.id, columns.dated).where(is_its, columns.is_latest)
        found |= {row.id: row.dated for row in conn.execute(chosen.order_by(columns.dated.desc()).limit(LAST))}
    return sorted(found, key=lambda one: (found[one], one), reverse=True)[:LAST]


def _quoted(conn: Connection, version_ids: Iterable[str], limit: int) -> list[Speaker]:
    joined = attributions.join(naming, naming.c.attribution_id == attributions.c.id)
    joined = joined.join(mentions, mentions.c.id == naming.c.mention_id)
    joined = joined.join(profiles, profiles.c.key == mentions.c.profile)
    chosen = select(profiles.c.entity_id, func.count(mentions.c.id.distinct())).select_from(joined)
    its = (attributions.c.version_id.in_(list(version_ids)), is_last())
    many = func.count(mentions.c.id.distinct())
    named = chosen.where(*its).group_by(profiles.c.entity_id).order_by(many.desc(), profiles.c.entity_id).limit(limit)
    best = list(conn.execute(named))
    known = get_entities(conn, [one for one, _ in best])
    return [Speaker(one, known[one].name, known[one].type, count) for one, count in best if one in known]


def _carried(conn: Connection, steps: list[tuple[str, str]]) -> list[Carried]:
    """Return from which outlets words were carried, those with most first."""
    columns = appearances.c
    of = {
        row.id: row.version_id
        for row in among(conn, columns.id, {source for source, _ in steps}, columns.id, columns.version_id)
    }
    outlets = _outlets(conn, set(of.values()))
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str | None] = {}
    for source, ground in steps:
        key, name = outlets.get(of.get(source, ""), ("", None))
        counts[key][ground] += 1
        names[key] = name
    found = [Carried(names[key], Grounds(*(its[ground] for ground in GROUNDS))) for key, its in counts.items()]
    return sorted(found, key=lambda one: (-one.grounds.all, one.name or ""))


def _outlets(conn: Connection, version_ids: set[str]) -> dict[str, tuple[str, str | None]]:
    """Return by what the outlet of each version is known, and its name."""
    columns = versions.c
    rows = among(conn, columns.id, version_ids, columns.id, columns.outlet_key, columns.outlet, columns.host)
    return {row.id: (row.outlet_key or row.host or "", row.outlet or row.host) for row in rows}
