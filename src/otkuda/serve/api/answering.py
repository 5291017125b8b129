"""Requests answered by the descriptions of operations, each list and thing in the form that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from otkuda.archive.wanted import Nothing
from otkuda.export.feeds import Feed, FeedForm, feed_in
from otkuda.export.linked import CONTEXT
from otkuda.export.record import encode
from otkuda.serve.api.answers import ENDINGS, MEDIA, answer, form_for
from otkuda.serve.api.asked import body_of, query_of
from otkuda.serve.api.described import PREFIX, Acting, Asking, Giving, Listing, Showing, found, method_of
from otkuda.serve.forms import LONGEST_FORM
from otkuda.serve.rendering import reader_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from starlette.requests import Request

    from otkuda.archive.records import Listed
    from otkuda.serve.api.answers import Form
    from otkuda.serve.api.described import Operation

    Answer = Callable[[Request], Awaitable[Response]]

T = TypeVar("T")
_FEEDS: dict[Form, FeedForm] = {"rss": "rss", "atom": "atom", "feed": "json"}
_NOTHING_MORE: dict[str, str] = {}


class Page(msgspec.Struct, Generic[T], frozen=True):
    """A page of a list, and the address of the next one; null where there is none."""

    items: tuple[T, ...]
    next: str | None = None


def routes_of(operations: Sequence[Operation]) -> Iterator[Route]:
    """Yield the routes of operations; those with an ending of their own come before what would take it for an id."""
    for one in operations:
        if isinstance(one, Listing):
            yield Route(f"{PREFIX}{one.path}.{{form}}", _listing(one, has_ending=True))
        if isinstance(one, Showing):
            yield Route(f"{PREFIX}{_pattern(one)}.jsonld", _showing(one, "jsonld"))
    by_path: dict[str, dict[str, Answer]] = {}
    for one in operations:
        by_path.setdefault(_pattern(one), {})[method_of(one)] = _answer_of(one)
    for path, answers in by_path.items():
        yield Route(f"{PREFIX}{path}", _by_method(answers), methods=list(answers))


def _pattern(one: Operation) -> str:
    """Return the path of an operation as routes write it."""
    return one.path.replace("{id}", "{id:path}") if isinstance(one, Showing) and one.has_slashes else one.path


def _answer_of(one: Operation) -> Answer:
    if isinstance(one, Acting):
        return _acting(one)
    if isinstance(one, Giving):
        return _in_thread(_giving(one))
    return _in_thread(_listing(one) if isinstance(one, Listing) else _showing(one))


def _in_thread(show: Callable[[Request], Response]) -> Answer:
    async def answered(request: Request) -> Response:
        return await run_in_threadpool(show, request)

    return answered


def _by_method(answers: dict[str, Answer]) -> Answer:
    """Return what answers at one path: a route for each method would not know of the others."""

    async def answered(request: Request) -> Response:
        return await answers["POST" if request.method == "POST" else "GET"](request)

    return answered


def base_of(request: Request) -> str:
    """Return the address below which the pages stand, for those who read them elsewhere."""
    return str(request.base_url).rstrip("/")


def _listing(one: Listing, *, has_ending: bool = False) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        ending = request.path_params.get("form") if has_ending else None
        if has_ending and ending not in ENDINGS:
            raise HTTPException(404, f"a list has no form of this ending; there are {', '.join(ENDINGS)}")
        form = ENDINGS[str(ending)] if ending else _form(request, tuple(MEDIA))
        listed: Listed[Any] = _found(request, one, one.query)
        following = _next(request, listed.cursor)
        headers = {"link": f'<{following}>; rel="next"'} if following else _NOTHING_MORE
        return answer(request, _list_in(form, request, one, Page(listed.items, following)), MEDIA[form], headers)

    return show


def _list_in(form: Form, request: Request, one: Listing, page: Page[Any]) -> bytes:
    if form == "json":
        return encode(page)
    if form == "jsonld":
        return _linked({"@graph": [one.node(item) for item in page.items]})
    base = base_of(request)
    entries = tuple(one.entry(item, base) for item in page.items)
    return feed_in(_FEEDS[form], Feed(f"otkuda: {one.summary}", str(request.url), base + one.home, entries, page.next))


def _showing(one: Showing, fixed: Form | None = None) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        form = fixed or _form(request, ("json", "jsonld"))
        thing = _found(request, one, one.query)
        if form == "jsonld":
            return answer(request, _linked(one.node(thing)), MEDIA[form])
        return answer(request, encode(_with_next(request, one, thing)), MEDIA[form])

    return show


def _giving(one: Giving) -> Callable[[Request], Response]:
    headers = {"content-disposition": f'attachment; filename="otkuda-{one.path.rpartition("/")[2]}"'}

    def show(request: Request) -> Response:
        wanted = query_of(request.query_params.multi_items(), one.query or Nothing)
        return answer(request, one.give(request, wanted), one.media, headers)

    return show


def _acting(one: Acting) -> Answer:
    async def act(request: Request) -> Response:
        body = None
        if one.body is not None:
            if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA["json"]:
                raise HTTPException(415, f"send {MEDIA['json']}")
            body = body_of(await _body(request), one.body)
        done = await run_in_threadpool(one.act, request, body)
        return Response(encode(done), one.status, media_type=MEDIA["json"])

    return act


async def _body(request: Request) -> bytes:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > LONGEST_FORM:
            raise HTTPException(413, "this is too much")
    return bytes(content)


def _found(request: Request, one: Listing | Showing, query: type[msgspec.Struct] | None) -> Any:  # noqa: ANN401
    wanted = query_of(request.query_params.multi_items(), query or Nothing)
    with request.app.state.store.reading() as conn:
        return found(one.find(Asking(conn, wanted, request.path_params, reader_of(request).name)))


def _form(request: Request, offered: Sequence[Form]) -> Form:
    form = form_for(request.headers.get("accept", ""), offered)
    if form is None:
        raise HTTPException(406, f"there are {', '.join(MEDIA[one] for one in offered)}")
    return form


def _next(request: Request, cursor: str | None) -> str | None:
    """Return the address of the next page: what was asked, with another cursor."""
    if cursor is None:
        return None
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{base_of(request)}{_path(request)}?{urlencode([*asked, ('cursor', cursor)])}"


def _path(request: Request) -> str:
    """Return the path of a request below the pages'."""
    return quote(request.url.path.removeprefix(reader_of(request).root), safe="/%:@!$&'()*+,;=~")


def _with_next(request: Request, one: Showing, thing: Any) -> Any:  # noqa: ANN401 - whatever is shown
    if one.further is None or thing.next is None:
        return thing
    path = one.further.format(id=quote(thing.id, safe=""))
    following = f"{base_of(request)}{PREFIX}{path}?{urlencode({'cursor': thing.next})}"
    return msgspec.structs.replace(thing, next=following)


def _linked(node: dict[str, Any]) -> bytes:
    return encode({"@context": CONTEXT, **node})
