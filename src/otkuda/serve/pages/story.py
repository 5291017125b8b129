"""A story: its articles in the order of time, who was first with its words, who only carried them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import Route

from otkuda.export.telling import told, versions_of_all
from otkuda.serve.asking import asked_of, page_of
from otkuda.serve.pages.statement_view import with_translations
from otkuda.serve.pages.story_view import course_of, lines_of, members_of
from otkuda.serve.rendering import page, reader_of
from otkuda.store.heads import heads_of
from otkuda.store.readers import marked
from otkuda.store.statements import statements_within
from otkuda.store.stories import stored_story

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

PAGE = 40  # articles of a page
SHOWN = 40  # statements
_MOST = 400  # statements that are looked at


def show(request: Request) -> Response:
    """Show a story; under an address that it had before, lead to the one that it has now."""
    asked, name = asked_of(request), request.path_params["id"]
    with request.app.state.store.reading() as conn:
        story = stored_story(conn, name)
        if story and story.id != name:
            return RedirectResponse(reader_of(request).url("story", story.id), 308)
        heads = heads_of(conn, [one.version_id for one in story.members]) if story else {}
        if story is None or not heads:
            raise HTTPException(404)
        marks = marked(conn, reader_of(request).name, [name])
        statements = statements_within(conn, heads, _MOST)
        heads |= heads_of(conn, versions_of_all(statements) - set(heads))
    carriers = {one: head.carrier for one, head in heads.items()}
    within = [found for one in statements if (found := told(with_translations(one), carriers))]
    its = [carriers[one.version_id] for one in story.members if one.version_id in carriers]
    members, lines = members_of(its, within), lines_of(within, {one.id for one in its})
    at = page_of(asked, len(members), PAGE)
    return page(
        request,
        "story.html.jinja",
        story=story,
        is_starred=name in marks.starred,
        is_read=name in marks.read,
        members=members,
        shown=members[at * PAGE : (at + 1) * PAGE],
        course=course_of(members),
        several=[one for one in lines if one.articles > 1][:SHOWN],
        alone=[one for one in lines if one.articles == 1][:SHOWN],
        spoken=Counter(one.article.language or "?" for one in its).most_common(),
        articles={one: head.article_id for one, head in heads.items()},
        at=at,
        further=at + 1 if (at + 1) * PAGE < len(members) else None,
    )


ROUTES = [Route("/story/{id}", show)]
