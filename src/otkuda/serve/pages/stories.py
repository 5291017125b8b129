"""The stories: what is told of an event, as it comes or by how many tell it, each with the words that most carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from otkuda.serve.asking import asked_of
from otkuda.serve.pages.feed import FLAGS, KINDS, filter_of
from otkuda.serve.rendering import page, reader_of
from otkuda.store.readers import looked
from otkuda.store.story_feed import story_feed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def show(request: Request) -> Response:
    """Show one page of the stories, chosen and ordered as the query string says."""
    reader, asked = reader_of(request), asked_of(request)
    with request.app.state.store.reading() as conn:
        since = looked(conn, reader.name)
        found = story_feed(conn, filter_of(asked, reader, since), after=asked.get("after") or None)
    return page(
        request,
        "stories.html.jinja",
        stories=found.items,
        asked=asked,
        kinds=KINDS,
        flags=FLAGS,
        cursor=found.cursor,
        since=since,
        is_narrowed=any(name not in {"order", "after"} for name in asked),
    )


ROUTES = [Route("/stories", show)]
