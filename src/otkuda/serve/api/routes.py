"""Where the API stands: its operations, their description for programs, and the same for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import Route

from otkuda.export.record import encode
from otkuda.serve.api.answering import routes_of
from otkuda.serve.api.answers import MEDIA, answer
from otkuda.serve.api.openapi import Told, document
from otkuda.serve.api.operations import OPERATIONS
from otkuda.serve.rendering import page, reader_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response


def described(request: Request) -> Response:
    """Give the description in OpenAPI."""
    return answer(request, encode(document(reader_of(request).root)), MEDIA["json"])


class Shown(NamedTuple):
    """An operation as people are shown it: what may be asked or sent, each with what it means or may be."""

    method: str
    path: str
    summary: str
    fields: tuple[tuple[str, str], ...]


def docs(request: Request) -> Response:
    """Show the description to people."""
    told = document(reader_of(request).root)
    groups = [(tag["name"], tuple(_shown(told, tag["name"]))) for tag in told["tags"]]
    return page(request, "api.html.jinja", groups=groups, version=told["info"]["version"])


def _shown(told: Told, tag: str) -> Iterator[Shown]:
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            if one["tags"] == [tag] and not path.endswith((".jsonld", ".{form}")):
                asked = (each for each in one.get("parameters", ()) if each["in"] == "query")
                fields = ((each["name"], _meaning(each["schema"])) for each in asked)
                yield Shown(method.upper(), path, one["summary"], (*fields, *_sent(told, one)))


def _sent(told: Told, one: Told) -> Iterator[tuple[str, str]]:
    """Yield the fields of a body; of one that may be several, under the name of each its fields."""
    if "requestBody" not in one:
        return
    schema = one["requestBody"]["content"][MEDIA["json"]]["schema"]
    for each in schema.get("anyOf", [schema]):
        fields = told["components"]["schemas"][each["$ref"].rpartition("/")[2]]["properties"]
        kind = fields.get("kind", {}).get("enum", [""])[0]
        yield from ((f"{kind}: {name}" if kind else name, _meaning(its)) for name, its in fields.items())


def _meaning(schema: Told) -> str:
    known = [next((one for one in schema.get("anyOf", ()) if one != {"type": "null"}), schema), schema]
    said = next((one["description"] for one in known if "description" in one), "")
    return " ".join(filter(None, (said, ", ".join(known[0].get("enum", ()))))) or str(known[0].get("type", ""))


ROUTES = [
    *routes_of(OPERATIONS),
    Route("/api/openapi.json", described),
    Route("/api", docs),
]
