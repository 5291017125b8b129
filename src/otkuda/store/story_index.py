"""What each article tells, by what it is found, and with which others it is of one event: what stories are made from.

Articles go by the numbers of their tellings (``grouping``).
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from otkuda.store.among import among, remove_among
from otkuda.store.grouping import HOT
from otkuda.store.rows import put, put_new
from otkuda.store.schema import appearances, tellings
from otkuda.store.story_schema import story_items, story_keys, story_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

WINDOW = 30.0  # days before and after in which articles are found
ALWAYS = 1e9  # the day of what has no date
_AT_ONCE = 100  # keys of a question to the database


def put_item(conn: Connection, number: int, day: float | None, keys: Iterable[int], told: list[Any]) -> None:
    """Write what an article tells, and by what it is found."""
    listed = sorted(keys)
    put(conn, story_items, {"telling": number, "day": day, "keys": array("q", listed).tobytes(), "told": told})
    at = ALWAYS if day is None else day
    put_new(conn, story_keys, *({"key": key, "day": at, "telling": number} for key in listed))


def take_out(conn: Connection, number: int) -> None:
    """Let an article be found no more. With which it may be of one story stays known (``drop_pairs``)."""
    row = conn.execute(select(story_items).where(story_items.c.telling == number)).first()
    if row is not None:
        keys = array("q")
        keys.frombytes(row.keys)
        held = story_keys.c.key.in_(keys) & (story_keys.c.telling == number)
        conn.execute(delete(story_keys).where(held))
        conn.execute(delete(story_items).where(story_items.c.telling == number))


def drop_pairs(conn: Connection, numbers: Iterable[int]) -> None:
    """Forget with which others articles may be of one story."""
    for column in (story_pairs.c.one, story_pairs.c.other):
        remove_among(conn, column, sorted(numbers))


def told_by(conn: Connection, numbers: Iterable[int]) -> dict[int, list[Any]]:
    """Return what articles tell; those of which it is not known, or not any more, are left out."""
    columns = story_items.c
    found = among(conn, columns.telling, set(numbers), columns.telling, columns.told)
    return {number: told for number, told in found if told}


def having(conn: Connection, key: int, limit: int) -> list[int]:
    """Return the first articles that have a key, in order."""
    columns = story_keys.c
    chosen = select(columns.telling).where(columns.key == key).order_by(columns.telling).limit(limit)
    return list(conn.execute(chosen).scalars())


def found_near(conn: Connection, keys: Iterable[int], day: float | None) -> Iterator[tuple[int, list[int]]]:
    """Yield keys with the articles that have them, those of about a day; what very many have, with some of them."""
    listed = sorted(keys)
    for at in range(0, len(listed), _AT_ONCE):
        found: dict[int, list[int]] = {}
        asked = " UNION ALL ".join(_having(key, day) for key in listed[at : at + _AT_ONCE])
        for key, number in conn.exec_driver_sql(asked):
            found.setdefault(key, []).append(number)
        yield from found.items()


def _having(key: int, day: float | None) -> str:
    """Ask for those before, those after and those without date: of each the nearest."""
    if day is None:
        return _some(key, "day IS NOT NULL", "DESC")
    nearest = [
        _some(key, f"day BETWEEN {day - WINDOW:f} AND {day:f}", "DESC"),
        _some(key, f"day > {day:f} AND day <= {day + WINDOW:f}", "ASC"),
        _some(key, f"day = {ALWAYS:f}", "ASC"),
    ]
    return " UNION ALL ".join(nearest)


def _some(key: int, when: str, order: str) -> str:
    limit = f"ORDER BY day {order}, telling {order} LIMIT {HOT}"
    return f"SELECT * FROM (SELECT key, telling FROM story_keys WHERE key = {key:d} AND {when} {limit}) AS few"  # noqa: S608 - numbers


def put_story_pairs(conn: Connection, found: Iterable[tuple[int, int]]) -> None:
    """Write which articles may be of one story."""
    rows = sorted({(min(pair), max(pair)) for pair in found})
    put_new(conn, story_pairs, *({"one": one, "other": other} for one, other in rows))


def pairs_of(conn: Connection, numbers: Iterable[int]) -> set[tuple[int, int]]:
    """Return which articles may be of one story with some: the pairs, the lesser number first."""
    wanted = set(numbers)
    columns = (story_pairs.c.one, story_pairs.c.other)
    return {(row.one, row.other) for column in columns for row in among(conn, column, wanted)}


def numbers_of(conn: Connection, version_ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of versions that were grouped."""
    columns = tellings.c
    found = among(conn, columns.version_id, set(version_ids), columns.version_id, columns.number)
    return {version_id: number for version_id, number in found}  # noqa: C416 - rows, not pairs


def carried(conn: Connection, version_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the statements that appear in versions."""
    columns = appearances.c
    found: dict[str, set[str]] = {}
    for version_id, one in among(conn, columns.version_id, set(version_ids), columns.version_id, columns.statement_id):
        found.setdefault(version_id, set()).add(one)
    return {one: frozenset(of) for one, of in found.items()}
