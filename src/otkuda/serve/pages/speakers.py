"""People and organizations whose words the articles carry, those that are named most first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.routing import Route

from otkuda.entities.spelling import plain
from otkuda.serve.asking import asked_of, word_of
from otkuda.serve.rendering import page
from otkuda.store import StoredEntity, Wanted, how_many_entities, list_entities
from otkuda.store.voices import Known, known_of

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

PAGE = 50
TYPES = ("person", "organization")
_AFTER = re.compile(r"(\d{1,12})\.([0-9a-f]{1,64})")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, and the cursor of the next one."""

    entities: tuple[StoredEntity, ...]
    known: dict[str, Known]
    cursor: str | None
    is_empty: bool  # the archive


def show(request: Request) -> Response:
    """Show who is named; with a part of a name those that are called so."""
    asked = asked_of(request)
    name, kind, is_open = asked.get("q", ""), word_of(asked, "type", TYPES) or TYPES[0], "open" in asked
    after = _AFTER.fullmatch(asked.get("after", ""))
    last = (int(after[1]), after[2]) if after else None
    wanted = Wanted(tuple(plain(name).split()), kind, is_open, PAGE + 1, last)
    with request.app.state.store.reading() as conn:
        listed = listed_of(conn, wanted)
    return page(request, "speakers.html.jinja", listed=listed, name=name, kind=kind, kinds=TYPES, is_open=is_open)


def listed_of(conn: Connection, wanted: Wanted) -> Listed:
    """Return the page."""
    found = list_entities(conn, wanted)
    shown, last = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    cursor = f"{last.mentions}.{last.id}" if last else None
    known = known_of(conn, [one.id for one in shown])
    return Listed(tuple(shown), known, cursor, not shown and not how_many_entities(conn))


ROUTES = [Route("/speakers", show)]
