"""What a page says of itself in JSON-LD (schema.org).

Publishers write lists for strings, strings for objects, references for authors, comments around the JSON and
megabytes of it: each value is read as what it can be read as, and the rest is as if it were not there.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_MOST_SCRIPTS = 30
_LONGEST_SCRIPT = 1_000_000  # characters
_MOST_VALUES = 20_000  # looked at, over all scripts of a page
_LONGEST_TEXT = 500
_ARTICLE = re.compile(r"(?:\w*Article|\w*BlogPosting|Report)\Z")
_OPENING = re.compile(r"\A(?:\s|<!--|//|/\*|\*/|<!\[CDATA\[)*")
_CLOSING = re.compile(r"(?:\s|-->|//|/\*|\*/|\]\]>|;){0,20}\Z")
_ORGANIZATIONS = ("Organization", "NewsMediaOrganization", "Corporation", "GovernmentOrganization")


class LinkedData(NamedTuple):
    """What JSON-LD says of the article; texts as written, dates not yet read."""

    headline: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    author_organizations: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    photo_credits: tuple[str, ...] = ()


def read_json_ld(scripts: Iterable[str]) -> LinkedData:
    """Return what the scripts say of the article; what they do not say is None or empty.

    >>> read_json_ld(['{"@type": ["NewsArticle"], "headline": "Мост", "author": ["Анна Лесная"]}']).authors
    ('Анна Лесная',)
    """
    nodes = list(_nodes(scripts))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return LinkedData()
    # A page may describe related articles too: the one with a headline and a date is its own.
    article = max(articles, key=lambda node: ("headline" in node) + ("datePublished" in node))
    return _read_article(article, by_id)


def _read_article(article: dict[str, Json], by_id: dict[Json, dict[str, Json]]) -> LinkedData:
    authors = list(_things(article.get("author"), by_id))
    people = [name for name, kind in authors if kind not in _ORGANIZATIONS]
    return LinkedData(
        headline=_text(article.get("headline")) or _text(article.get("name")),
        outlet=next((name for name, _ in _things(article.get("publisher"), by_id)), None),
        authors=tuple(dict.fromkeys(people)),
        author_organizations=tuple(name for name, kind in authors if kind in _ORGANIZATIONS),
        published=_text(article.get("datePublished")),
        modified=_text(article.get("dateModified")),
        photo_credits=tuple(_photo_credits(article.get("image"), by_id)),
    )


def _nodes(scripts: Iterable[str]) -> Iterator[dict[str, Json]]:
    """Yield the objects of all scripts, outermost first."""
    values: list[Json] = [_parse(script) for script in list(scripts)[:_MOST_SCRIPTS]]
    for seen, value in enumerate(values):
        if seen > _MOST_VALUES:
            return
        if isinstance(value, dict):
            yield value
            values.extend(value.values())
        elif isinstance(value, list):
            values.extend(value)


def _parse(script: str) -> Json:
    if len(script) > _LONGEST_SCRIPT:
        return None
    try:
        parsed: Json = json.loads(_unwrapped(script), strict=False)
    except (ValueError, RecursionError):  # no JSON, a number of a million digits, a thousand brackets
        return None
    return parsed


def _unwrapped(script: str) -> str:
    """Take off the comments that hid scripts from the browsers of 1996."""
    opened = _OPENING.sub("", script).rstrip()
    closing = _CLOSING.search(opened, max(0, len(opened) - 40))
    return opened[: closing.start()] if closing else opened


def _is_article(node: dict[str, Json]) -> bool:
    kinds = node.get("@type")
    return any(isinstance(kind, str) and bool(_ARTICLE.search(kind)) for kind in _listed(kinds))


def _things(value: Json, by_id: dict[Json, dict[str, Json]]) -> Iterator[tuple[str, str]]:
    """Yield name and type of each person or organization that ``value`` names, by text, object or reference."""
    for thing in _listed(value):
        if isinstance(thing, dict) and "name" not in thing and isinstance(thing.get("@id"), str):
            thing = by_id.get(thing["@id"], thing)  # noqa: PLW2901 - the same thing, where it is described
        name = _text(thing.get("name") if isinstance(thing, dict) else thing)
        if name:
            kinds = _listed(thing.get("@type")) if isinstance(thing, dict) else []
            yield name, next((kind for kind in kinds if isinstance(kind, str)), "")


def _photo_credits(value: Json, by_id: dict[Json, dict[str, Json]]) -> Iterator[str]:
    for image in _listed(value):
        if isinstance(image, dict):
            if credit := _text(image.get("creditText")):
                yield credit
            else:
                yield from (name for name, _ in _things(image.get("creator"), by_id))


def _listed(value: Json) -> list[Json]:
    return value[:_MOST_SCRIPTS] if isinstance(value, list) else [value]


def _text(value: Json) -> str | None:
    """Return a string, the first of several, or an object's ``@value``, without markup and needless blanks."""
    first = next(iter(_listed(value)), None)
    if isinstance(first, dict):
        first = first.get("@value") or first.get("name")
    if not isinstance(first, str):
        return None
    return (
        " ".join(re.sub(r"<[^<>]{0,200}>", "", html.unescape(first[: 2 * _LONGEST_TEXT])).split())[:_LONGEST_TEXT]
        or None
    )
