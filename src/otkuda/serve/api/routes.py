"""Where the API stands: its operations, their description for programs, and the same for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from otkuda.export.record import encode
from otkuda.serve.api.answering import routes_of
from otkuda.serve.api.answers import MEDIA, answer
from otkuda.serve.api.openapi import document
from otkuda.serve.api.operations import OPERATIONS
from otkuda.serve.rendering import page, reader_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def described(request: Request) -> Response:
    """Give the description in OpenAPI."""
    return answer(request, encode(document(reader_of(request).root)), MEDIA["json"])


def docs(request: Request) -> Response:
    """Show the description to people."""
    return page(request, "api.html.jinja", told=document(reader_of(request).root))


ROUTES = [
    *routes_of(OPERATIONS),
    Route("/api/openapi.json", described),
    Route("/api", docs),
]
