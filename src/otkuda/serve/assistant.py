"""What an assistant may ask: who said what, where it is from, what differs. Each answer names its sources.

Everything is read from the archive, in bounds: an assistant reads less than a person, and asks again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from otkuda.archive import judged, searching, speakers, statements, wanted
from otkuda.collect.lookup import candidates
from otkuda.errors import InputError
from otkuda.serve.assistant_answers import (
    Change,
    Checks,
    Found,
    Passage,
    Passages,
    People,
    Said,
    Telling,
    Verdict,
    Where,
    Who,
    Whole,
)
from otkuda.serve.desk import Checking, Reading
from otkuda.store import coverage
from otkuda.store.placing import placed_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from otkuda.archive.records import Hit, SpeakerLine, StatementShown
    from otkuda.export.checked_record import CheckedRecord, PlaceRecord
    from otkuda.export.statement_record import AppearanceRecord
    from otkuda.serve.desk import Desk
    from otkuda.store import Store

MOST = 50  # things in an answer
CARRIERS = 5  # that are named of a statement in a list
LAST = 2  # articles in which somebody is named
LONGEST = 20_000  # characters of a text that is checked


class Assistant:
    """Answers out of a store."""

    def __init__(self, store: Store, desk: Desk) -> None:
        self.store = store
        self.desk = desk

    def said(self, speaker: str, about: str, since: str, limit: int) -> Found:
        """Return what somebody said about something, the latest first."""
        asked = wanted.Statements(
            q=about[:500], speaker=speaker[:500] or None, since=moment(since), limit=min(max(limit, 1), MOST)
        )
        with self.store.reading() as conn:
            found = statements.statements(conn, asked)
            whole = (statements.statement(conn, one.id) for one in found.items)
            return Found([said_of(one) for one in whole if one], found.cursor is not None)

    def statement(self, id_: str) -> Whole:
        """Return a statement with its tellings. InputError where there is none."""
        with self.store.reading() as conn:
            one = statements.statement(conn, id_[:500])
            if one is None:
                raise InputError(f"{id_[:40]!r} is no statement; said and search give ids")
            told = one.appearances[:MOST]
            sources = _sources(conn, one, told)
        tellings = [_telling(each, sources) for each in told]
        return Whole(said_of(one), tellings, max(one.articles - len(tellings), 0))

    def check(self, text: str) -> Checks:
        """Return what the quotations of a text are. InputError for one that is too long, or takes too long."""
        if len(text) > LONGEST:
            raise InputError(f"more than {LONGEST:,} characters; check it in parts")
        if not text.strip():
            return Checks([], 0)
        draft = self.desk.read(Reading(text))
        with self.store.reading() as conn:
            known, covered = tuple(candidates(conn, draft)), coverage(conn)
        shown = searching.check_shown(draft, self.desk.check(Checking(draft, known)), covered)
        with self.store.reading() as conn:  # not held while the desk works
            return Checks([_verdict(conn, one) for one in shown.checked[:MOST]], shown.articles)

    def search(self, words: str, speaker: str, outlet: str, since: str, limit: int) -> Passages:
        """Return words that were said, and whose they are, the best first."""
        asked = wanted.Search(
            q=words[:500],
            speaker=speaker[:500] or None,
            outlet=outlet[:500] or None,
            since=moment(since),
            limit=min(max(limit, 1), MOST),
        )
        with self.store.reading() as conn:
            found = searching.search(conn, asked)
            return Passages([_passage(conn, one) for one in found.items], found.cursor is not None)

    def speakers(self, name: str) -> People:
        """Return who is called so, those named most first."""
        with self.store.reading() as conn:
            found = speakers.speakers(conn, wanted.Speakers(q=name[:500], limit=20))
            return People([_who(conn, one) for one in found.items])


def moment(text: str) -> datetime | None:
    """Return the moment, or the beginning of the day, that a text names; None for none. InputError for something else.

    >>> moment("2026-03-01").isoformat()
    '2026-03-01T00:00:00+00:00'
    """
    try:
        when = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{text[:40]!r} is no date; write 2026-03-01") from None
    return when.replace(tzinfo=UTC) if when and when.tzinfo is None else when


def said_of(one: StatementShown) -> Said:
    """Return a statement in short, with where it was first said and a few who carry it."""
    origin = _origin(one)
    return Said(
        id=one.id,
        speaker=one.speaker,
        standing=_standing(one.role, one.organization),
        words=one.text,
        language=one.language,
        first_said=_once(origin),
        named_as_source=one.origin_named,
        carried_by=_once(each for each in one.appearances if each not in origin),
        articles=one.articles,
        outlets=one.outlets,
        differing=one.differing,
    )


def _origin(one: StatementShown) -> list[AppearanceRecord]:
    """Return the appearances where a statement was first said."""
    first = set(one.origin.appearances) if one.origin else set()
    is_occasion = one.origin_kind == "occasion"
    return [each for each in one.appearances if each.id in first or (is_occasion and each.source_id is None)]


def _once(found: Iterable[AppearanceRecord]) -> list[Where]:
    """Return the first few articles, each once."""
    return list(islice(dict.fromkeys(map(_where, found)), CARRIERS))


def _where(one: AppearanceRecord) -> Where:
    return Where(one.outlet, one.url, one.published or one.seen)


def _sources(conn: Connection, one: StatementShown, told: Iterable[AppearanceRecord]) -> dict[str, Where]:
    """Return where the words of appearances are from, by the ids of those; also of such as are not told."""
    known = {each.id: _where(each) for each in one.appearances}
    missing = {each.source_id for each in told if each.source_id and each.source_id not in known}
    if missing:
        every = statements.appearances(conn, one.id, wanted.Paged(limit=wanted.MOST))
        known |= {each.id: _where(each) for each in (every.items if every else ()) if each.id in missing}
    return known


def _telling(one: AppearanceRecord, sources: dict[str, Where]) -> Telling:
    return Telling(
        source=_where(one),
        words=one.text,
        relation=one.relation,
        taken_from=sources.get(one.source_id or "") or (Where(None, one.source, None) if one.source else None),
        shown_by=one.ground,
        differs=[Change(each.what, each.original, each.appearance) for each in one.changes],
    )


def _passage(conn: Connection, one: Hit) -> Passage:
    chain = one.attribution.chain if one.attribution else ()
    where = Where(one.outlet, one.url, one.published or one.dated.isoformat())
    its = statements.statement(conn, one.statement) if one.statement else None
    first, named = _from(its)
    return Passage(one.snippet.text, chain[-1].entity if chain else None, where, one.statement, first, named)


def _from(one: StatementShown | None) -> tuple[list[Where], str | None]:
    """Return where a statement was first said, and what is named as its source."""
    return (_once(_origin(one)), one.origin_named) if one else ([], None)


def _verdict(conn: Connection, one: CheckedRecord) -> Verdict:
    """Return what a quotation is, as an assistant reads it."""
    place = one.place
    its = _standing_at(conn, place) if place else None
    first, named = _from(its)
    return Verdict(
        quotation=one.text,
        speaker=one.speaker,
        outcome=one.outcome,
        words_there=place.words if place else None,
        speaker_there=place.speaker if place else None,
        source=Where(place.outlet, place.url, place.published) if place else None,
        statement=its.id if its else None,
        first_said=first,
        named_as_source=named,
        differs=[Change(each.what, each.place, each.quotation) for each in place.differences] if place else [],
    )


def _standing_at(conn: Connection, place: PlaceRecord) -> StatementShown | None:
    """Return the statement that stands at a place; None where the words are none."""
    start, end = place.span
    for one in placed_in(conn, place.version_id):
        if any(span.start < end and start < span.end for span in one.spans):
            return statements.statement(conn, one.statement_id)
    return None


def _who(conn: Connection, one: SpeakerLine) -> Who:
    named = judged.mentions(conn, one.id, wanted.Paged(limit=LAST))
    where = [Where(each.outlet, each.url, _day(each.dated)) for each in (named.items if named else ()) if each.article]
    standing = _standing(one.role, one.organization)
    return Who(one.id, one.name, one.type, standing, one.mentions, _day(one.last), where)


def _standing(role: str | None, organization: str | None) -> str | None:
    return ", ".join(filter(None, (role, organization))) or None


def _day(when: datetime | None) -> str | None:
    return when.date().isoformat() if when else None
