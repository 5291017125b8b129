"""Statements in short as they are kept: one row each, by what it is found, and the attributions that it is made of."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from otkuda.store.among import among, remove_among
from otkuda.store.feed_records import Differing, Summary
from otkuda.store.feed_schema import facets, matters, spoken, summaries
from otkuda.store.grouping import packed
from otkuda.store.rows import put, put_new, values
from otkuda.store.schema import attributions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from otkuda.model import Appearance, Statement
    from otkuda.store.feed_records import Summed

SEVERAL = 2  # outlets


def facet_key(what: str, name: str = "") -> int:
    """Return the number of a property by which statements are chosen: («language», «kk»)."""
    digest = blake2b(f"{what}\n{name}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def put_summaries(conn: Connection, made: Sequence[tuple[Statement, Summed]]) -> None:
    """Write what stands beside statements, in the place of what was written of them."""
    ids = [statement.id for statement, _ in made]
    said = _said(conn, [statement for statement, _ in made])
    drop_summaries(conn, ids)
    put_new(conn, summaries, *(values(one.summary) | {"attribution": said[of.id].speakers} for of, one in made))
    numbers = {row.statement_id: row.number for row in among(conn, summaries.c.statement_id, ids)}
    put(conn, facets, *(row for _, one in made for row in _facet_rows(numbers, one)))
    matter = ({"own": packed(one.own), "around": packed(one.around)} for _, one in made)
    put(conn, matters, *({"number": numbers[of.id], **keys} for (of, _), keys in zip(made, matter, strict=True)))
    rows = ({"attribution": each, "number": numbers[id_]} for id_, its in said.items() for each in its.all)
    put(conn, spoken, *rows)


def drop_summaries(conn: Connection, statement_ids: Iterable[str]) -> None:
    """Remove what is written of statements in short; the feed has them no more until they are made again."""
    remove_among(conn, summaries.c.statement_id, statement_ids)


def _facets_of(one: Summary) -> Iterator[int]:
    yield facet_key("all")
    yield from (facet_key("language", name) for name in one.languages)
    yield from (facet_key("kind", name) for name in one.kinds)
    has = {"differing": one.differing, "primary": one.has_primary, "several": one.outlets >= SEVERAL}
    yield from (facet_key(what) for what, it_has in has.items() if it_has)


def _facet_rows(numbers: Mapping[str, int], summed: Summed) -> Iterator[dict[str, Any]]:
    one = summed.summary
    place = {"active": one.active, "number": numbers[one.statement_id], "weight": one.weight}
    of_outlets = (facet_key("outlet", name) for name in sorted(summed.outlets))
    yield from ({"facet": facet, **place} for facet in (*_facets_of(one), *of_outlets))


class _Said(NamedTuple):
    """The attributions of a statement by their numbers, and one of those that hand it to its speaker."""

    all: tuple[int, ...]
    speakers: int | None


def _said(conn: Connection, made: Sequence[Statement]) -> dict[str, _Said]:
    """Return the attributions of statements: those whose content is of an appearance."""
    columns = attributions.c
    shown = (columns.version_id, columns.number, columns.content)
    held: dict[str, list[tuple[set[tuple[int, ...]], int]]] = {}
    for row in among(conn, columns.version_id, {each.carrier for one in made for each in one.appearances}, *shown):
        held.setdefault(row.version_id, []).append(({tuple(span) for span in row.content}, row.number))
    found = {}
    for one in made:
        its = [(number, each) for each in one.appearances for number in _of_appearance(each, held)]
        speakers = (number for number, each in its if each.speaker is not None and each.speaker == one.speaker)
        found[one.id] = _Said(tuple(number for number, _ in its), next(speakers, None))
    return found


def _of_appearance(one: Appearance, held: Mapping[str, list[tuple[set[tuple[int, ...]], int]]]) -> list[int]:
    spans = set(one.spans) if one.position is not None else set()
    return [number for content, number in held.get(one.carrier, ()) if content <= spans]


def summary_of_row(row: Row[Any]) -> Summary:
    """Return the statement in short that a row holds."""
    given = {name: getattr(row, name) for name in Summary.__slots__}
    changes = tuple(Differing(*one) for one in row.changes)
    return Summary(**given | {"languages": tuple(row.languages), "kinds": tuple(row.kinds), "changes": changes})
