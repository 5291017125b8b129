"""The feed: what is said, as it comes or by how much it weighs; what a reader has read, starred, looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from otkuda.serve.asking import Asked, asked_of, day_of, word_of
from otkuda.serve.forms import local, submitted
from otkuda.serve.pictures.outlets import OutletDots, dots_of
from otkuda.serve.rendering import page, reader_of
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter
from otkuda.store.readers import look, looked, mark_read, mark_unread, star, unstar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from otkuda.serve.rendering import Reader
    from otkuda.store.feed_records import Item

KINDS = ("direct", "mixed", "indirect", "own")
FLAGS = ("differing", "primary", "several", "unread", "starred", "new")
_MARKS = {"read": mark_read, "star": star}
_UNMARKS = {"read": mark_unread, "star": unstar}
_AT_ONCE = 3  # statements of a story that are shown before one asks for more
_LONGEST = 64  # characters of an id


class Line(NamedTuple):
    """A statement in the feed, its outlets as dots, and whether it came since the reader looked last."""

    item: Item
    dots: OutletDots
    is_new: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Statements of one story that stand together, with the most outlets first; one alone has no story over it."""

    story: str | None
    headline: str | None
    lines: tuple[Line, ...]

    @property
    def shown(self) -> tuple[Line, ...]:
        """Those that are shown at once."""
        return self.lines[:_AT_ONCE]

    @property
    def folded(self) -> tuple[Line, ...]:
        """The others."""
        return self.lines[_AT_ONCE:]


def show(request: Request) -> Response:
    """Show one page of the feed, chosen and ordered as the query string says."""
    reader, asked = reader_of(request), asked_of(request)
    with request.app.state.store.reading() as conn:
        since = looked(conn, reader.name)
        chosen = filter_of(asked, reader, since)
        found = feed(conn, chosen, after=asked.get("after") or None)
        came = feed(conn, replace(Filter(reader=reader.name), came=since), limit=1) if since else None
    lines = [Line(one, dots_of(one.summary), bool(since and one.summary.last_seen > since)) for one in found.items]
    return page(
        request,
        "feed.html.jinja",
        groups=grouped(lines),
        asked=asked,
        kinds=KINDS,
        flags=FLAGS,
        cursor=found.cursor,
        since=since,
        has_new=bool(came and came.items),
        is_narrowed=any(name not in {"order", "after"} for name in asked),
    )


def filter_of(asked: Asked, reader: Reader, since: datetime | None = None) -> Filter:
    """Return what a query string asks for; what it cannot mean is left out."""
    kind = word_of(asked, "kind", KINDS)
    return Filter(
        words=asked.get("q", ""),
        entity=asked.get("entity"),
        speaker=asked.get("speaker"),
        outlet=asked.get("outlet"),
        language=word_of(asked, "language", ("ru", "kk", "en")),
        kind=kind,
        since=day_of(asked, "since", reader.words.zone),
        came=since if "new" in asked else None,
        is_differing="differing" in asked,
        has_primary="primary" in asked,
        is_of_several="several" in asked,
        is_unread="unread" in asked,
        is_starred="starred" in asked,
        by_weight=asked.get("order") != "time",
        reader=reader.name,
    )


def grouped(lines: Iterable[Line]) -> tuple[Group, ...]:
    """Return the lines of one story together, where the first of them stands."""
    place: dict[str, int] = {}
    for at, line in enumerate(lines := list(lines)):
        place.setdefault(line.item.story or line.item.id, at)
    ordered = sorted(lines, key=lambda line: (place[line.item.story or line.item.id], -line.item.summary.outlets))
    runs = (tuple(run) for _, run in groupby(ordered, key=lambda line: line.item.story or line.item.id))
    return tuple(
        Group(run[0].item.story, run[0].item.headline, run) if len(run) > 1 else Group(None, None, run) for run in runs
    )


def mark(request: Request, form: FormData) -> Response:
    """Write that a statement or story is read or starred, or take that back; lead back to where that was."""
    one, what = str(form.get("id", ""))[:_LONGEST], str(form.get("what", ""))
    reader = reader_of(request)
    if what in _MARKS and one:
        with request.app.state.store.writing() as conn:
            if form.get("undo"):
                _UNMARKS[what](conn, reader.name, [one])
            else:
                _MARKS[what](conn, reader.name, [one], datetime.now(UTC))
    if request.headers.get("x-otkuda") == "mark":  # the page's own script stays where it is
        return Response(status_code=204)
    return RedirectResponse(local(request, form.get("back")), 303)


def seen(request: Request, form: FormData) -> Response:
    """Write that the reader has looked: what comes from now on is new."""
    with request.app.state.store.writing() as conn:
        look(conn, reader_of(request).name, datetime.now(UTC))
    return RedirectResponse(local(request, form.get("back")), 303)


ROUTES = [
    Route("/", show),
    Route("/mark", submitted(mark), methods=["POST"]),
    Route("/seen", submitted(seen), methods=["POST"]),
]
