"""Statements as they are kept: each with its appearances and origin, and under every address that it ever had.

What a statement is made from is kept beside it (``grouping``), so that only those are written again that an arrival
touches. The address of one that is no more leads to the one that its first appearance is in now.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, select, update

from otkuda.model import Appearance, Change, Origin, Span, Statement, Step
from otkuda.store.among import among
from otkuda.store.articles import article_id_of
from otkuda.store.changed import note_changed
from otkuda.store.grouping import Place, carriers_of
from otkuda.store.rows import put
from otkuda.store.schema import appearances, members, redirects, statements, versions
from otkuda.store.summaries import drop_summaries, put_summaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Row

    from otkuda.store.feed_records import Summed

__all__ = [
    "Made",
    "all_statements",
    "appearance_of",
    "appearing",
    "blank",
    "carriers_of",
    "places_of",
    "replace_statements",
    "statement_of",
    "statement_with",
    "statements_at",
    "statements_in",
    "statements_of",
    "statements_with",
    "statements_within",
]

_WHERE = (appearances.c.statement_id, appearances.c.version_id)
BATCH = 200  # statements that are in memory at a time
_LIKE = 0.5  # share of the words of the shorter of two appearances by which the one is the other again


class Made(NamedTuple):
    """A statement, the passages that it was made of, and what is written beside it."""

    statement: Statement
    places: tuple[Place, ...]
    summed: Summed


def statement_of(conn: Connection, id: str) -> Statement | None:  # noqa: A002 - what it is
    """Return the statement at an address, also where it has another by now; None where there never was one."""
    moved = conn.execute(select(redirects.c.new).where(redirects.c.old == id)).scalar()
    return next(_statements(conn, [moved or id]), None)


def statements_of(conn: Connection, ids: Sequence[str]) -> Iterator[Statement]:
    """Yield the statements that have these ids now, in their order; those that are not there are left out."""
    for start in range(0, len(ids), BATCH):
        yield from _statements(conn, ids[start : start + BATCH])


def appearance_of(conn: Connection, id: str) -> Appearance | None:  # noqa: A002 - what it is
    """Return an appearance; of the address of a statement the first of it; None where there is none."""
    row = conn.execute(select(appearances).where(appearances.c.id == id)).first()
    if row:
        return _appearance(row)
    statement = statement_of(conn, id)
    return statement.appearances[0] if statement else None


def statement_with(conn: Connection, appearance_id: str) -> Statement | None:
    """Return the statement in which an appearance is now; None where there is none."""
    chosen = select(appearances.c.statement_id).where(appearances.c.id == appearance_id)
    found = conn.execute(chosen.limit(1)).scalar()
    return statement_of(conn, found or appearance_id)


def statements_at(conn: Connection, url: str) -> tuple[Statement, ...]:
    """Return the statements that appear in the article at an address, in the order of its text.

    Those of its last version come first.
    """
    columns = appearances.c
    held = select(versions.c.id).where(versions.c.article_id == article_id_of(conn, url))
    chosen = select(columns.statement_id, columns.version, columns.spans).where(
        columns.version_id.in_(held.scalar_subquery())
    )
    rows = sorted(conn.execute(chosen), key=lambda row: (-row.version, row.spans, row.statement_id))
    return tuple(_statements(conn, list(dict.fromkeys(row.statement_id for row in rows))))


def statements_within(conn: Connection, version_ids: Iterable[str], limit: int) -> tuple[Statement, ...]:
    """Return the statements that appear in some versions, those that most of them carry first, at most so many."""
    columns = appearances.c
    found = Counter(row[0] for row in set(among(conn, columns.version_id, sorted(version_ids), *_WHERE)))
    ordered = sorted(found, key=lambda one: (-found[one], one))[:limit]
    return tuple(_statements(conn, ordered))


def all_statements(conn: Connection) -> Iterator[Statement]:
    """Yield the statements in the order of their ids."""
    after = ""
    while True:
        chosen = select(statements.c.id).where(statements.c.id > after).order_by(statements.c.id).limit(BATCH)
        batch = list(conn.execute(chosen).scalars())
        if not batch:
            return
        yield from _statements(conn, batch)
        after = batch[-1]


def statements_with(conn: Connection, places: Iterable[Place]) -> set[str]:
    """Return the ids of the statements that passages are of."""
    wanted = set(places)
    columns = members.c
    chosen = select(members).where(columns.telling.in_({place.telling for place in wanted}))
    return {row.statement_id for row in conn.execute(chosen) if Place(row.telling, row.position) in wanted}


def statements_in(conn: Connection, tellings: Iterable[int]) -> set[str]:
    """Return the ids of the statements of which tellings have a passage."""
    columns = members.c
    return set(conn.execute(select(columns.statement_id).where(columns.telling.in_(set(tellings)))).scalars())


def places_of(conn: Connection, ids: Iterable[str]) -> set[Place]:
    """Return the passages of statements."""
    columns = members.c
    chosen = select(columns.telling, columns.position).where(columns.statement_id.in_(set(ids)))
    return {Place(*row) for row in conn.execute(chosen)}


def appearing(conn: Connection, ids: Iterable[str]) -> dict[str, set[str]]:
    """Return for each version in which of some statements it appears."""
    columns = appearances.c
    found: dict[str, set[str]] = {}
    chosen = select(columns.version_id, columns.statement_id).where(columns.statement_id.in_(set(ids)))
    for version_id, one in conn.execute(chosen):
        found.setdefault(version_id, set()).add(one)
    return found


def blank(conn: Connection, version_ids: Sequence[str]) -> None:
    """Take the words of versions out of the statements in which they appear, until those are made again."""
    columns = appearances.c
    touched = select(columns.statement_id).where(columns.version_id.in_(version_ids))
    ids = set(conn.execute(touched).scalars())
    gone = {"origin_kind": "absent", "origin_url": None, "origin_named": None, "origin_appearances": ()}
    conn.execute(update(statements).where(statements.c.id.in_(ids)).values(text="", speaker=None, **gone))
    words = {"text": "", "speaker": None, "url": None, "changes": (), "step": None}
    conn.execute(update(appearances).where(columns.version_id.in_(version_ids)).values(**words))
    drop_summaries(conn, ids)


def replace_statements(conn: Connection, old: set[str], made: Sequence[Made]) -> None:
    """Put statements in the place of others. The addresses of those that are no more lead to where they went."""
    before = {one.id: one for one in _statements(conn, sorted(old))}
    conn.execute(delete(statements).where(statements.c.id.in_(old)))
    put(conn, statements, *(_statement_row(one.statement) for one in made))
    put(conn, appearances, *(row for one in made for row in _appearance_rows(one.statement)))
    rows = [
        {"telling": place.telling, "position": place.position, "statement_id": one.statement.id}
        for one in made
        for place in one.places
    ]
    put(conn, members, *rows)
    put_summaries(conn, [(one.statement, one.summed) for one in made])
    _redirect(conn, before, [one.statement for one in made])
    note_changed(conn, [one.statement.id for one in made])


def _redirect(conn: Connection, before: dict[str, Statement], after: Sequence[Statement]) -> None:
    """Let addresses that are no more lead to the statements that their first appearances are in."""
    living = {one.id for one in after}
    home = {appearance.id: one.id for one in after for appearance in one.appearances}
    columns = redirects.c
    led = list(conn.execute(select(redirects).where(columns.new.in_(before))))
    conn.execute(delete(redirects).where(columns.new.in_(before) | columns.old.in_(living)))
    moved = {one: to for one, statement in before.items() if (to := _where(statement, after, home))}
    further = {row.old: to for row in led if (to := home.get(row.old) or moved.get(row.new))}
    rows = [{"old": one, "new": to} for one, to in (further | moved).items() if one not in living]
    put(conn, redirects, *rows)


def _where(one: Statement, after: Sequence[Statement], home: dict[str, str]) -> str | None:
    """Return the statement that one is now, by its appearances, the first that is found again."""
    if one.id in home:
        return home[one.id]
    known = next((home[each.id] for each in one.appearances if each.id in home), None)
    return known or next((found for each in one.appearances if (found := _alike(each, after))), None)


def _alike(one: Appearance, after: Sequence[Statement]) -> str | None:
    """Return the statement that has the most words of an appearance at its address, which was read anew."""
    words = set(one.text.split())
    shares = [
        (len(words & (theirs := set(each.text.split()))) / max(1, min(len(words), len(theirs))), statement.id)
        for statement in after
        for each in statement.appearances
        if one.url and each.url == one.url
    ]
    share, found = max(shares, default=(0.0, ""))
    return found if share >= _LIKE else None


def _statement_row(one: Statement) -> dict[str, Any]:
    return {
        "id": one.id,
        "speaker": one.speaker,
        "text": one.text,
        "language": one.language,
        "origin_kind": one.origin.kind,
        "origin_appearances": one.origin.appearances,
        "origin_url": one.origin.url,
        "origin_named": one.origin.named,
    }


def _appearance_rows(statement: Statement) -> Iterator[dict[str, Any]]:
    for place, one in enumerate(statement.appearances):
        yield {
            "statement_id": statement.id,
            "place": place,
            "id": one.id,
            "version_id": one.carrier,
            "url": one.url,
            "version": one.version,
            "language": one.language,
            "spans": one.spans,
            "text": one.text,
            "position": one.position,
            "speaker": one.speaker,
            "relation": one.relation,
            "changes": one.changes,
            "against": one.against,
            "step": one.step,
        }


def _statements(conn: Connection, ids: Sequence[str]) -> Iterator[Statement]:
    """Yield statements in the order of their ids as given; those that are not there are left out."""
    held: dict[str, list[Appearance]] = {}
    chosen = select(appearances).where(appearances.c.statement_id.in_(ids))
    for row in conn.execute(chosen.order_by(appearances.c.statement_id, appearances.c.place)):
        held.setdefault(row.statement_id, []).append(_appearance(row))
    found = {row.id: row for row in conn.execute(select(statements).where(statements.c.id.in_(ids)))}
    for one in ids:
        if one in found:
            yield _statement(found[one], tuple(held.get(one, ())))


def _statement(row: Row[Any], held: tuple[Appearance, ...]) -> Statement:
    origin = Origin(row.origin_kind, tuple(row.origin_appearances), row.origin_url, row.origin_named)
    return Statement(row.id, row.speaker, row.text, row.language, held, origin)


def _appearance(row: Row[Any]) -> Appearance:
    return Appearance(
        id=row.id,
        carrier=row.version_id,
        url=row.url,
        version=row.version,
        language=row.language,
        spans=tuple(Span(*span) for span in row.spans),
        text=row.text,
        position=row.position,
        speaker=row.speaker,
        relation=row.relation,
        changes=tuple(Change(what, Span(*ours), Span(*theirs)) for what, ours, theirs in row.changes),
        against=row.against,
        step=Step(*row.step) if row.step else None,
    )
