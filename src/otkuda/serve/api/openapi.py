"""The description of the API in OpenAPI 3.1, written from the types by which requests are read and answers written."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import msgspec

import otkuda
from otkuda.serve.access.table import need_of
from otkuda.serve.access.who import COOKIE
from otkuda.serve.api.answering import Page
from otkuda.serve.api.answers import ENDINGS, MEDIA
from otkuda.serve.api.described import PREFIX, Acting, Giving, Listing, Showing, method_of, statuses_of
from otkuda.serve.api.operations import OPERATIONS
from otkuda.serve.api.problems import MEDIA as PROBLEM
from otkuda.serve.api.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.serve.api.described import Operation

Told = dict[str, Any]
_WHAT = (
    "Who said what in the news, where it was first said, and what changed on the way. Lists go on by cursors: follow "
    "`next` until it is null. Every list is RSS, Atom, JSON Feed and JSON-LD, too, by `Accept` or by an ending."
)
_LINKED: Told = {"type": "object", "required": ["@context"]}
_OF_ALL = (401, 403, 429, 503)  # nobody asks, or one who may not, or too often; the archive cannot be read now
_PROBLEM: Told = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_SESSION = "The session of a browser: what is done with accounts no token opens. A program logs in as a browser does."
_TAG = {"schema": {"type": "string"}, "description": "Send it as `If-None-Match`: 304 says that all is the same."}


def document(root: str) -> Told:
    """Return the description of an API whose pages stand below a path."""
    _, components = _schemas()
    paths: dict[str, Told] = {}
    for one in OPERATIONS:
        paths.setdefault(f"{PREFIX}{one.path}", {})[method_of(one).lower()] = _operation(one)
        if isinstance(one, Listing):
            paths[f"{PREFIX}{one.path}.{{form}}"] = {"get": _as_feed(one)}
        if isinstance(one, Showing):
            paths[f"{PREFIX}{one.path}.jsonld"] = {"get": _as_linked(one)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "otkuda", "version": otkuda.__version__, "summary": "Who said what", "description": _WHAT},
        "servers": [{"url": root or "/"}],
        "tags": [{"name": one} for one in dict.fromkeys(each.tag for each in OPERATIONS)],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": _SESSION},
            },
        },
    }


def answer_of(one: Listing | Showing | Acting) -> Any:  # noqa: ANN401 - a type, or what is made of types
    """Return the type of what an operation answers."""
    return Page[one.item] if isinstance(one, Listing) else one.answer  # type: ignore[name-defined]


@cache
def _schemas() -> tuple[dict[Any, Told], dict[str, Told]]:
    """Return the schema of each type, and those that they refer to."""
    types: list[Any] = [Problem]
    for one in OPERATIONS:
        types += [] if isinstance(one, Giving) else [answer_of(one)]
        types += [one.body] if isinstance(one, Acting) and one.body else []
        types += [one.query] if not isinstance(one, Acting) and one.query else []
    template = "#/components/schemas/{name}"
    schemas, components = msgspec.json.schema_components(types, ref_template=template)
    return dict(zip(types, schemas, strict=True)), components


def _operation(one: Operation) -> Told:
    told: Told = {"operationId": one.name, "tags": [one.tag], "summary": one.summary, **_may(one)}
    parameters = [*_in_path(one.path), *_in_query(one)]
    if parameters:
        told["parameters"] = parameters
    if isinstance(one, Acting) and one.body is not None:
        told["requestBody"] = {"required": True, "content": {MEDIA["json"]: {"schema": _schemas()[0][one.body]}}}
    status = str(one.status) if isinstance(one, Acting) else "200"
    told["responses"] = {status: _answered(one)} | {
        str(each): {"description": HTTPStatus(each).phrase, "content": _PROBLEM}
        for each in sorted((*statuses_of(one), *_OF_ALL))
    }
    if not isinstance(one, Acting):
        told["responses"]["304"] = {"description": "Nothing changed since the answer with this tag."}
    return told


def _may(one: Operation) -> Told:
    """Return for whom an operation is, and how they come in; where nobody has to tell a name, it is for all."""
    need = need_of(method_of(one), f"{PREFIX}{one.path}")
    ways: list[Told] = [{"session": []}] if need.is_personal else [{"token": []}, {"session": []}]
    return {"description": f"For {need.role}s{', not by a token' * need.is_personal}.", "security": [{}, *ways]}


def _answered(one: Operation) -> Told:
    if isinstance(one, Giving):
        file: Told = {"schema": {"type": "string", "contentMediaType": one.media}}
        return {"description": one.summary, "headers": {"ETag": _TAG}, "content": {one.media: file}}
    content: Told = {MEDIA["json"]: {"schema": _schemas()[0][answer_of(one)]}}
    links = {name: {"operationId": name, "parameters": {"id": at}} for name, at in _further(one)}
    told: Told = {"description": one.summary, "content": content} | ({"links": links} if links else {})
    if isinstance(one, Acting):
        return told
    content[MEDIA["jsonld"]] = {"schema": _LINKED}
    if isinstance(one, Listing):
        content |= _feeds()
    return told | {"headers": {"ETag": _TAG}}


def _further(one: Operation) -> Iterator[tuple[str, str]]:
    """Yield the operations on what an operation answers, and where in the answer its id stands."""
    path = one.path if "{id}" in one.path else f"{one.path}/{{id}}"
    at = f"$response.body#/items/0/{one.key}" if isinstance(one, Listing) else "$response.body#/id"
    if not isinstance(one, Showing) and "{id}" in one.path:
        return
    for each in OPERATIONS:
        if each is not one and each.path.startswith(path):
            yield each.name, at
        if isinstance(each, Showing) and each.path == path:
            yield f"{each.name}Linked", at


def _feeds() -> Told:
    return {MEDIA["rss"]: {}, MEDIA["atom"]: {}, MEDIA["feed"]: {"schema": {"type": "object"}}}


def _as_feed(one: Listing) -> Told:
    told = _operation(one)
    form = {"name": "form", "in": "path", "required": True, "schema": {"enum": sorted(ENDINGS)}}
    content = {MEDIA["jsonld"]: {"schema": _LINKED}, **_feeds()}
    answered = {"description": one.summary, "headers": {"ETag": _TAG}, "content": content}
    return told | {
        "operationId": f"{one.name}As",
        "summary": f"{one.summary}: as a feed",
        "parameters": [*told["parameters"], form],
        "responses": told["responses"] | {"200": answered},
    }


def _as_linked(one: Showing) -> Told:
    told = _operation(one)
    answered = {
        "description": one.summary,
        "headers": {"ETag": _TAG},
        "content": {MEDIA["jsonld"]: {"schema": _LINKED}},
    }
    return told | {
        "operationId": f"{one.name}Linked",
        "summary": f"{one.summary}: as JSON-LD",
        "responses": told["responses"] | {"200": answered},
    }


def _in_path(path: str) -> Iterator[Told]:
    if "{id}" in path:
        yield {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _in_query(one: Operation) -> Iterator[Told]:
    """Yield the fields of what may be asked; «not asked» is a field left out, so none may be null."""
    if isinstance(one, Acting) or one.query is None:
        return
    _, components = _schemas()
    for name, told in components[one.query.__name__]["properties"].items():
        schema = dict(next((each for each in told.get("anyOf", ()) if each != {"type": "null"}), told))
        if told.get("default") is not None:
            schema["default"] = told["default"]
        if schema.get("format") == "date-time":
            schema = {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}], **_said(schema)}
        yield {"name": name, "in": "query", "required": False, "schema": schema, **_said(schema)}


def _said(schema: Told) -> Told:
    return {"description": schema["description"]} if "description" in schema else {}
