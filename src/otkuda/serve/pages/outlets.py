"""Outlets: which there are; of each whom it quotes, whose words it carries, how it shows that, what it published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.routing import Route

from otkuda.collect.deciding import confirmed_of
from otkuda.serve.asking import asked_of
from otkuda.serve.pictures.columns import Columns, columns_of
from otkuda.serve.rendering import page, reader_of
from otkuda.store.outlets import Carried, Grounds, OutletPortrait, list_outlets, portrait_of
from otkuda.store.published import Called, Published, called, days_of, published_by

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from otkuda.serve.rendering import Reader

LISTED = 500  # outlets of the list
PAGE = 30  # articles
MOST = 15  # people, and outlets, that are shown of one


class Part(NamedTuple):
    """A part of a bar: its ground, its place and width in per cent of the longest bar."""

    ground: str
    left: float
    width: float


class Edge(NamedTuple):
    """From which outlet words are, how that shows, and the bar of it."""

    name: str | None
    grounds: Grounds
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """What the page of an outlet tells."""

    called: Called
    portrait: OutletPortrait
    edges: tuple[Edge, ...]
    articles: int
    published: tuple[Published, ...]
    cursor: str | None
    plot: Columns | None
    confirmed: int  # articles in which a person confirmed that words differ


def show_all(request: Request) -> Response:
    """Show the outlets, those with most articles first; with a part of a name those that are called so."""
    name = asked_of(request).get("q", "")
    with request.app.state.store.reading() as conn:
        found = list_outlets(conn, name, LISTED + 1)
    return page(
        request, "outlets.html.jinja", outlets=found[:LISTED], name=name, is_cut=len(found) > LISTED, most=LISTED
    )


def show(request: Request) -> Response:
    """Show one outlet, by its name or its host."""
    name, reader = request.path_params["name"][:500], reader_of(request)
    with request.app.state.store.reading() as conn:
        one = called(conn, name)
        if one is None:
            raise HTTPException(404)
        outlet = outlet_of(conn, name, one, asked_of(request).get("after"), reader)
    return page(request, "outlet.html.jinja", outlet=outlet, name=name)


def outlet_of(conn: Connection, name: str, one: Called, after: str | None, reader: Reader) -> Outlet:
    """Return what the page tells."""
    published, cursor = published_by(conn, name, after=after, limit=PAGE)
    days, found = days_of(conn, name, reader.ahead), portrait_of(conn, name, MOST)
    most = max((each.grounds.all for each in found.carries), default=1)
    return Outlet(
        one,
        found,
        tuple(_edge(each, most) for each in found.carries),
        sum(days.values()),
        tuple(published),
        cursor,
        columns_of(days, reader),
        confirmed_of(conn, name),
    )


def _edge(one: Carried, most: int) -> Edge:
    parts, left = [], 0.0
    for ground, count in one.grounds._asdict().items():
        width = 100 * count / most
        parts += [Part(ground, round(left, 2), round(width, 2))] if count else []
        left += width
    return Edge(one.name, one.grounds, tuple(parts))


ROUTES = [Route("/outlets", show_all), Route("/outlet/{name:path}", show)]
