"""Statements in short as they are kept: one row each, by what it is found, and the attributions that it is made of."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from otkuda.store.among import among, remove_among
from otkuda.store.feed_records import Differing, Summary
from otkuda.store.feed_schema import facets, matters, spoken, summaries
from otkuda.store.grouping import packed
from otkuda.store.rows import put, put_new, values
from otkuda.store.schema import attributions, links

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
    rows = (
        {"attribution": each, "number": numbers[id_], "is_corrected": each in its.corrected}
        for id_, its in said.items()
        for each in its.all
    )
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
    """The attributions of a statement by their numbers, and one that has its speaker speak.

    Those that are corrected have somebody else speak.
    """

    all: tuple[int, ...]
    corrected: frozenset[int]
    speakers: int | None


def _said(conn: Connection, made: Sequence[Statement]) -> dict[str, _Said]:
    """Return the attributions of statements: those whose content is of an appearance.

    Where a person decided who speaks, no attribution may hand the words to the speaker: then it is another one of the
    same article that has the speaker speak.
    """
    held = _held(conn, {each.carrier for one in made for each in one.appearances})
    found = {}
    for one in made:
        of = [(each, appearance) for appearance in one.appearances for each in _of_appearance(appearance, held)]
        its = [each for each, _ in of]
        corrected = frozenset(each.number for each, appearance in of if each.speaker != appearance.speaker)
        theirs = (each for appearance in one.appearances for each in held.get(appearance.carrier, ()))
        speakers = (each.number for each in (*its, *theirs) if one.speaker is not None and each.speaker == one.speaker)
        found[one.id] = _Said(tuple(each.number for each in its), corrected, next(speakers, None))
    return found


class _Held(NamedTuple):
    """An attribution of an article: its content, its number, who speaks."""

    content: frozenset[tuple[int, ...]]
    number: int
    speaker: str | None


def _held(conn: Connection, version_ids: set[str]) -> Mapping[str, list[_Held]]:
    columns = attributions.c
    shown = (columns.version_id, columns.id, columns.number, columns.content)
    rows = sorted(among(conn, columns.version_id, version_ids, *shown), key=lambda row: row.number)
    its = among(
        conn, links.c.attribution_id, [row.id for row in rows], *links.c[("attribution_id", "position", "entity")]
    )
    last = {row.attribution_id: row.entity for row in sorted(its, key=lambda row: row.position)}
    held: dict[str, list[_Held]] = {}
    for row in rows:
        one = _Held(frozenset(map(tuple, row.content)), row.number, last.get(row.id))
        held.setdefault(row.version_id, []).append(one)
    return held


def _of_appearance(one: Appearance, held: Mapping[str, list[_Held]]) -> list[_Held]:
    spans = set(one.spans) if one.position is not None else set()
    return [each for each in held.get(one.carrier, ()) if each.content <= spans]


def summary_of_row(row: Row[Any]) -> Summary:
    """Return the statement in short that a row holds."""
    given = {name: getattr(row, name) for name in Summary.__slots__}
    changes = tuple(Differing(*one) for one in row.changes)
    return Summary(**given | {"languages": tuple(row.languages), "kinds": tuple(row.kinds), "changes": changes})
