"""What the description of an operation holds; the requests are answered by it, and OpenAPI is written from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import msgspec
    from sqlalchemy import Connection
    from starlette.requests import Request

    from otkuda.archive.records import Listed
    from otkuda.export.feeds import FeedEntry
    from otkuda.export.linked import Node

PREFIX = "/api/v1"


class Asking(NamedTuple):
    """What is asked: the store, the values of the query, those of the path, and who asks."""

    conn: Connection
    wanted: Any
    path: Mapping[str, str]
    reader: str

    @property
    def id(self) -> str:
        """What the path names."""
        return self.path["id"]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, page by page, which is a feed too.

    ``home`` is the page that shows it to people, ``key`` the field of an item by which it is shown.
    """

    path: str
    name: str
    tag: str
    summary: str
    query: type[msgspec.Struct]
    item: type
    find: Callable[[Asking], Listed[Any] | None]
    node: Callable[[Any], Node]
    entry: Callable[[Any, str], FeedEntry]
    home: str = "/"
    key: str = "id"


@dataclass(frozen=True, slots=True)
class Showing:
    """One thing.

    ``further`` is the path of the list that goes on where what is shown of it ends. ``has_slashes``: its id may.
    """

    path: str
    name: str
    tag: str
    summary: str
    answer: type
    find: Callable[[Asking], Any]
    node: Callable[[Any], Node]
    query: type[msgspec.Struct] | None = None
    further: str | None = None
    has_slashes: bool = False


@dataclass(frozen=True, slots=True)
class Giving:
    """A file, of one kind (``media``); its path ends as its name does. ``refuses`` as of what is done."""

    path: str
    name: str
    tag: str
    summary: str
    media: str
    give: Callable[[Request, Any], bytes]
    query: type[msgspec.Struct] | None = None
    refuses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Acting:
    """Something that is done with what is sent; ``body`` is its type, or None where nothing is.

    ``refuses`` are the statuses by which it says that what is asked, though it fits its type, cannot be done.
    """

    path: str
    name: str
    tag: str
    summary: str
    body: Any
    answer: type
    act: Callable[[Request, Any], Any]
    status: int = 200
    refuses: tuple[int, ...] = ()


Operation = Listing | Showing | Giving | Acting


def acting(path: str, name: str, act: Callable[[Request, Any], Any], **rest: Any) -> Acting:  # noqa: ANN401 - fields
    """Return what a function does as an operation: under the first name of its path, told as the function tells it."""
    summary = str(act.__doc__).partition(".")[0]
    return Acting(path, name, path.split("/")[1], summary, act=act, **rest)


def method_of(one: Operation) -> str:
    """Return the method by which an operation is asked for."""
    return "POST" if isinstance(one, Acting) else "GET"


def statuses_of(one: Operation) -> list[int]:
    """Return the statuses by which an operation may be refused, but for those of who may ask and how often."""
    found = {404} if "{id}" in one.path or isinstance(one, Listing | Showing) else set()
    if isinstance(one, Acting):
        return sorted({*found, *one.refuses, *((400, 413, 415) if one.body is not None else ())})
    return sorted({*found, 400, *(one.refuses if isinstance(one, Giving) else (406,))})


def found(one: Any) -> Any:  # noqa: ANN401 - whatever it is
    """Return what was found. 404 where it is nothing."""
    if one is None:
        raise HTTPException(404, "there is nothing of this id")
    return one
