"""What is still to be grouped, by what articles are found that may carry the same, and which passages are one.

A *telling* is a version of an article as it is brought together with others. What is kept, read again or forgotten puts
its versions into ``to_group`` in the same transaction; they leave it in the one that writes their statements.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, insert, select, update

from otkuda.model import Carrier
from otkuda.store.articles import runs, sightings_of_all
from otkuda.store.readings import articles_of
from otkuda.store.rows import put, put_new
from otkuda.store.schema import articles, pairs, telling_keys, tellings, to_group, versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Row

    from otkuda.store.articles import Sighting

HOT = 100  # tellings of a key that are looked at, the last ones
_AT_ONCE = 100  # keys of a question to the database


class Place(NamedTuple):
    """A passage: the number of its telling and its position there."""

    telling: int
    position: int


class Edge(NamedTuple):
    """Two passages that are one, how much speaks for it, and the features that say so, each with its weight."""

    one: Place
    other: Place
    weight: float
    features: tuple[tuple[str, float], ...]


class Waiting(NamedTuple):
    """A version that is to be grouped, whether it is kept still or not."""

    ticket: int
    version_id: str


def enqueue(conn: Connection, version_ids: Iterable[tuple[str, str]]) -> None:
    """Let versions, each with the id of its article, be grouped, or grouped again."""
    rows = [{"version_id": one, "article_id": article_id} for one, article_id in dict(version_ids).items()]
    conn.execute(delete(to_group).where(to_group.c.version_id.in_([row["version_id"] for row in rows])))
    put_new(conn, to_group, *rows)


def waiting(conn: Connection, limit: int) -> list[Waiting]:
    """Return what is to be grouped, what came first first, all versions of an article together."""
    columns = to_group.c
    first = select(columns.article_id).order_by(columns.ticket).limit(limit)
    chosen = select(columns.ticket, columns.version_id).where(columns.article_id.in_(first.scalar_subquery()))
    return [Waiting(*row) for row in conn.execute(chosen.order_by(columns.ticket))]


def how_many_waiting(conn: Connection) -> int:
    """Return how many versions are to be grouped."""
    return conn.execute(select(func.count(to_group.c.ticket))).scalar_one()


def leave(conn: Connection, done: Iterable[Waiting]) -> None:
    """Take out what was grouped; what was put in again meanwhile stays."""
    conn.execute(delete(to_group).where(to_group.c.ticket.in_([one.ticket for one in done])))


def is_kept(conn: Connection, version_id: str) -> bool:
    """Is a version kept still?"""
    return conn.execute(select(versions.c.id).where(versions.c.id == version_id)).first() is not None


def kept_of(conn: Connection, version_ids: Iterable[str]) -> set[str]:
    """Return those of some versions that are kept still."""
    return set(conn.execute(select(versions.c.id).where(versions.c.id.in_(set(version_ids)))).scalars())


def tickets_of(conn: Connection, version_ids: Iterable[str]) -> dict[str, int]:
    """Return with which tickets versions wait, those of them that do."""
    columns = to_group.c
    chosen = select(columns.version_id, columns.ticket).where(columns.version_id.in_(set(version_ids)))
    return {row.version_id: row.ticket for row in conn.execute(chosen)}


def url_of(conn: Connection, version_id: str) -> str | None:
    """Return the address of the article of a version; None for one without, or one that is not kept."""
    joined = articles.join(versions, versions.c.article_id == articles.c.id)
    return conn.execute(select(articles.c.url).select_from(joined).where(versions.c.id == version_id)).scalar()


def times(seen: Iterable[Sighting]) -> dict[str, tuple[int, Sighting]]:
    """Return for each version of an article its number and its first sighting."""
    found: dict[str, tuple[int, Sighting]] = {}
    for number, run in enumerate(runs(seen), 1):
        found.setdefault(run[0].version_id, (number, run[0]))
    return found


def carriers_of(conn: Connection, version_ids: Iterable[str]) -> dict[str, Carrier]:
    """Return the articles of versions as they carry words; those that are not kept are left out."""
    wanted = set(version_ids)
    articles = articles_of(conn, wanted)
    chosen = select(versions.c.article_id).where(versions.c.id.in_(articles))
    seen = sightings_of_all(conn, set(conn.execute(chosen).scalars()))
    numbered = {one: found for sightings in seen.values() for one, found in times(sightings).items()}
    return {
        one: Carrier(one, article, numbered[one][0], numbered[one][1].seen)
        for one, (_, article) in articles.items()
        if one in numbered
    }


class Telling(NamedTuple):
    """By what a version is found. ``ticket`` is that with which it was grouped, ``digest`` that of its words."""

    version_id: str
    ticket: int
    digest: int
    is_found: bool
    keys: frozenset[int]


class Known(NamedTuple):
    """A version that was grouped, and with which ticket."""

    version_id: str
    ticket: int


def known_of(conn: Connection, numbers: Iterable[int]) -> dict[int, Known]:
    """Return which versions have these numbers."""
    columns = tellings.c
    chosen = select(columns.number, columns.version_id, columns.ticket).where(columns.number.in_(set(numbers)))
    return {number: Known(version_id, ticket) for number, version_id, ticket in conn.execute(chosen)}


def tellings_of(conn: Connection, version_ids: Iterable[str]) -> dict[int, Known]:
    """Return the numbers of versions, those of them that were grouped."""
    columns = tellings.c
    chosen = select(columns.number, columns.version_id, columns.ticket).where(columns.version_id.in_(set(version_ids)))
    return {number: Known(version_id, ticket) for number, version_id, ticket in conn.execute(chosen)}


def put_telling(conn: Connection, one: Telling) -> int:
    """Write by what a version is found. Returns its number."""
    row = {**one._asdict(), "keys": packed(one.keys)}
    columns = tellings.c
    number = conn.execute(select(columns.number).where(columns.version_id == one.version_id)).scalar()
    if number is None:
        number = conn.execute(insert(tellings).values(row).returning(columns.number)).scalar_one()
    else:
        conn.execute(update(tellings).where(columns.number == number).values(row))
    if one.is_found:
        put_new(conn, telling_keys, *({"key": key, "telling": number} for key in sorted(one.keys)))
    return int(number)


def hide_telling(conn: Connection, version_id: str) -> int | None:
    """Let a version be found no more. Returns its number; None where it is not in the index."""
    row = conn.execute(select(tellings).where(tellings.c.version_id == version_id)).first()
    if row is None:
        return None
    if row.is_found:
        its = telling_keys.c.key.in_(unpacked(row.keys)) & (telling_keys.c.telling == row.number)
        conn.execute(delete(telling_keys).where(its))
        conn.execute(update(tellings).where(tellings.c.number == row.number).values(is_found=False))
        _let_come_again(conn, {end.telling for edge in edges_of(conn, [row.number]) for end in edge[:2]} - {row.number})
    return int(row.number)


def drop_tellings(conn: Connection, numbers: Iterable[int]) -> None:
    """Take versions out of the index."""
    conn.execute(delete(tellings).where(tellings.c.number.in_(set(numbers))))


def _let_come_again(conn: Connection, numbers: set[int]) -> None:
    """Let those of tellings be grouped again that are not found: the copy that they followed may go."""
    columns = tellings.c
    chosen = select(versions.c.id, versions.c.article_id).join(tellings, columns.version_id == versions.c.id)
    rows = conn.execute(chosen.where(columns.number.in_(numbers), ~columns.is_found))
    put_new(conn, to_group, *({"version_id": row.id, "article_id": row.article_id} for row in rows))


def copies(conn: Connection, digest: int, but: str, limit: int) -> list[int]:
    """Return the numbers of tellings that have just the same words and are found, but that of one version."""
    columns = tellings.c
    chosen = select(columns.number).where(columns.digest == digest, columns.is_found, columns.version_id != but)
    return list(conn.execute(chosen.order_by(columns.number).limit(limit)).scalars())


def sharing(conn: Connection, keys: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield keys with the numbers of the tellings that have them, of each key the last ``HOT``."""
    listed = sorted(keys)
    for at in range(0, len(listed), _AT_ONCE):
        found: dict[int, list[int]] = {}
        for key, number in conn.exec_driver_sql(" UNION ALL ".join(map(_tellings_of, listed[at : at + _AT_ONCE]))):
            found.setdefault(key, []).append(number)
        yield from found.items()


def _tellings_of(key: int) -> str:
    rows = f"SELECT key, telling FROM telling_keys WHERE key = {key:d} ORDER BY telling DESC LIMIT {HOT}"  # noqa: S608
    return f"SELECT key, telling FROM ({rows}) AS last"  # noqa: S608 - numbers


def put_edges(conn: Connection, found: Sequence[Edge]) -> None:
    """Write pairs of passages that are one."""
    put(conn, pairs, *map(_row, found))


def drop_edges(conn: Connection, numbers: Iterable[int]) -> None:
    """Take out all pairs of the passages of tellings."""
    wanted = set(numbers)
    for column in (pairs.c.one, pairs.c.other):
        conn.execute(delete(pairs).where(column.in_(wanted)))


def edges_between(conn: Connection, one: int, other: int) -> list[Edge]:
    """Return the pairs of the passages of two tellings."""
    first, second = sorted((one, other))
    chosen = select(pairs).where(pairs.c.one == first, pairs.c.other == second)
    return [_edge(row) for row in conn.execute(chosen.order_by(pairs.c.one_position, pairs.c.other_position))]


def edges_of(conn: Connection, numbers: Iterable[int]) -> list[Edge]:
    """Return all pairs of the passages of tellings."""
    wanted = set(numbers)
    columns = pairs.c
    chosen = (select(pairs).where(column.in_(wanted)) for column in (columns.one, columns.other))
    rows = {
        (row.one, row.one_position, row.other, row.other_position): row for one in chosen for row in conn.execute(one)
    }
    return [_edge(row) for _, row in sorted(rows.items(), key=lambda one: one[0])]


def _edge(row: Row[Any]) -> Edge:
    features = tuple((name, weight) for name, weight in row.features)
    return Edge(Place(row.one, row.one_position), Place(row.other, row.other_position), row.weight, features)


def _row(edge: Edge) -> dict[str, object]:
    ends = sorted((edge.one, edge.other))
    return {
        "one": ends[0].telling,
        "one_position": ends[0].position,
        "other": ends[1].telling,
        "other_position": ends[1].position,
        "weight": edge.weight,
        "features": edge.features,
    }


def packed(keys: Iterable[int]) -> bytes:
    """Return signed numbers of 64 bits as they are kept."""
    return array("q", sorted(keys)).tobytes()


def unpacked(held: bytes) -> frozenset[int]:
    """Return what ``packed`` was given."""
    keys = array("q")
    keys.frombytes(held)
    return frozenset(keys)
