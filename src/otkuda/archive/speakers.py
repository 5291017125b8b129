"""Speakers: who is named, those named most first; one with all names and roles, who quotes it, on what it speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from otkuda.archive.cursors import closed, opened
from otkuda.archive.records import Listed, NameLine, Quoting, RoleLine, SpeakerLine, SpeakerShown, Topic
from otkuda.collect.portrait import Portrait, portrait
from otkuda.entities.spelling import plain
from otkuda.errors import CursorError
from otkuda.store import Wanted, get_entity, list_entities
from otkuda.store.feed_records import Filter
from otkuda.store.said import topics
from otkuda.store.voices import Known, known_of, quoters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from otkuda.archive.wanted import Speakers
    from otkuda.store import StoredEntity

QUOTING, TOPICS = 50, 50
_PLACE = re.compile(r"(\d{1,12})\.([0-9a-f]{1,64})")


def speakers(conn: Connection, wanted: Speakers) -> Listed[SpeakerLine]:
    """Return a page of who is named."""
    words, limit = tuple(plain(wanted.q).split()), wanted.limit
    found = list_entities(conn, Wanted(words, wanted.type, wanted.open, limit + 1, _place(wanted.cursor)))
    last = found[limit - 1] if len(found) > limit else None
    return Listed(_lines(conn, found[:limit]), closed(f"{last.mentions}.{last.id}") if last else None)


def _place(cursor: str | None) -> tuple[int, str] | None:
    if cursor is None:
        return None
    found = _PLACE.fullmatch(opened(cursor) or "")
    if not found:
        raise CursorError(cursor)
    return int(found[1]), found[2]


def _lines(conn: Connection, found: Sequence[StoredEntity]) -> tuple[SpeakerLine, ...]:
    known = known_of(conn, [one.id for one in found])
    return tuple(SpeakerLine(**_line(one, known.get(one.id))) for one in found)


def _line(one: StoredEntity, known: Known | None) -> dict[str, Any]:
    role, organization, last = known or (None, None, None)
    return {
        "id": one.id,
        "name": one.name,
        "type": one.type,
        "role": role,
        "organization": organization,
        "mentions": one.mentions,
        "last": last,
        "is_open": one.is_open,
    }


def speaker(conn: Connection, id: str) -> SpeakerShown | None:  # noqa: A002 - what it is
    """Return a speaker, also by an id that it had before; None where there is none."""
    entity = get_entity(conn, id)
    return _shown(conn, portrait(conn, entity, articles=0)) if entity else None


def _shown(conn: Connection, who: Portrait) -> SpeakerShown:
    wanted = Filter(entity=who.id)
    return SpeakerShown(
        **_line(who.entity, known_of(conn, [who.id]).get(who.id)),
        names=tuple(NameLine(*one) for one in who.names),
        roles=tuple(RoleLine(*one) for one in who.roles),
        wikidata=who.wikidata,
        may_be=_lines(conn, who.may_be),
        quoted_by=tuple(Quoting(*one) for one in quoters_of(conn, who.id, QUOTING)),
        topics=tuple(Topic(one.story, one.headline, one.statements) for one in topics(conn, wanted, TOPICS)),
    )
