"""The article that a page carries as data for its scripts, where the page itself shows no text.

Read from JSON-LD, JSON scripts (Next.js, Nuxt), assignments (``window.__INITIAL_STATE__ = {…}``), ``JSON.parse("…")``
and the pieces of ``self.__next_f.push``. Such data holds other articles and comments too: a text counts only where the
object around it bears the page's headline or address, and the longest such text is taken. All is bounded.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from otkuda.article.blocks import markup_of, paragraphs_of
from otkuda.article.nuxt import read_call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

    from otkuda.article.jsonld import Json

_MOST_SCRIPTS = 200
_LONGEST_SCRIPT = 3_000_000  # characters
_MOST_FAILURES = 100  # places in a script that look like the beginning of a value and are none
_MOST_NODES = 100_000
_MOST_DEPTH = 60
_MOST_NESTED = 3  # JSON in a string in JSON
_LEAST_LETTERS = 120  # of an article; less is a summary
_LEAST_SLUG = 6

_BODIES = ("articleBody", "body", "content", "text", "html", "fulltext", "full_text", "fullText", "bodyHtml",
           "body_html", "contentHtml", "content_html", "articleText", "article_text", "story", "blocks", "paragraphs",
           "richText", "rich_text", "markup", "post_content", "description_full", "data")  # fmt: skip
_TITLES = ("headline", "title", "name", "heading", "h1", "post_title")
_ADDRESSES = ("url", "link", "canonical", "canonicalUrl", "canonical_url", "href", "path", "slug", "alias", "permalink",
              "mainEntityOfPage", "@id", "uri", "id")  # fmt: skip
_PUBLISHED = ("datePublished", "published", "publishedAt", "published_at", "date_published", "publishDate", "pubDate",
              "publish_date", "date", "createdAt", "created_at", "post_date")  # fmt: skip
_AUTHORS = ("author", "authors", "byline")
_OTHERS = re.compile(
    r"relat|recommend|similar|comment|repl(?:y|ies)|popular|latest|trend|sidebar|read_?(?:more|also)|also|next|prev|more"
    r"|promo|teaser|feed|advert|banner|footer|header|menu",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:=|\(|,)\s{0,9}(?=[\[{])|JSON\.parse\(\s{0,9}(?=\")|=\s{0,9}(?=\"[\[{])")
_PUSHED = re.compile(r"self\.__next_f\.push\(\s{0,9}(?=\[)")
_ROW = re.compile(r"^[0-9a-f]{1,6}:(?:T([0-9a-f]{1,8}),)?", re.MULTILINE)
_UNDEFINED = re.compile(r"(?<=[:,\[])\s{0,9}(?:undefined|void 0|NaN)(?=\s{0,9}[,}\]])")
_DECODER = json.JSONDecoder(strict=False)


class Embedded(NamedTuple):
    """An article in a page's data; dates as written. ``markup`` is what of it was HTML."""

    paragraphs: list[str]
    headline: str | None
    published: str | None
    authors: tuple[str, ...]
    markup: str = ""


class _Owner(NamedTuple):
    """The nearest object around a text that has a headline or an address, and whether these are the page's."""

    node: dict[str, Json]
    is_page: bool
    is_named: bool


class _Found(NamedTuple):
    owner: _Owner
    paragraphs: list[str]
    letters: int
    body: Json


def find_embedded(scripts: list[str], headline: str | None, url: str | None) -> Embedded | None:
    """Return the article that the page's scripts hold, or None where they hold none that is the page's own.

    >>> text = "В посёлке открыли мост. " * 9
    >>> script = '{"article": {"title": "Мост", "body": "' + text + '"}}'
    >>> find_embedded([script], "Мост", None).headline
    'Мост'
    """
    found = [candidate for value in _values(scripts) for candidate in _candidates(value, headline, url)]
    own = [candidate for candidate in found if candidate.owner.is_page]
    if not own:
        named = [candidate for candidate in found if candidate.owner.is_named]
        own = named if len({id(candidate.owner.node) for candidate in named}) == 1 else []
    if not own:
        return None
    best = max(own, key=lambda candidate: candidate.letters)
    node = best.owner.node
    authors = tuple(_authors(node))
    return Embedded(best.paragraphs, _title(node), _first(node, _PUBLISHED), authors, markup_of(best.body))


def scripts_of(tree: LexborHTMLParser) -> list[str]:
    """Return the texts of the page's scripts."""
    return [text for node in tree.css("script")[:_MOST_SCRIPTS] if (text := node.text(deep=True).strip())]


def _values(scripts: list[str]) -> Iterator[Json]:
    """Yield the data in the scripts."""
    pushed: list[str] = []
    for script in scripts:
        if len(script) > _LONGEST_SCRIPT:
            continue
        if script.startswith(("{", "[")) and (value := _parsed(script)) is not None:
            yield _unflattened(value)
        elif _PUSHED.search(script):
            pushed += _pushed(script)
        elif (state := read_call(script)) is not None:
            yield state
        else:
            yield from _assigned(script)
    yield from _rows("".join(pushed)[:_LONGEST_SCRIPT])


def _parsed(text: str) -> Json:
    try:
        value: Json = json.loads(text.rstrip(" \t\r\n;"), strict=False)
    except (ValueError, RecursionError):
        return None
    return value


def _assigned(script: str) -> Iterator[Json]:
    """Yield what is assigned or passed in a script: objects, lists, and JSON in a string."""
    script = _UNDEFINED.sub("null", script)
    for value in _decoded(script, _OPENING):
        yield _parsed(value) if isinstance(value, str) else value


def _decoded(text: str, opening: re.Pattern[str]) -> Iterator[Json]:
    """Yield the values of which ``opening`` finds the beginning, until too many are none."""
    end = failures = 0
    for match in opening.finditer(text):
        if match.end() < end:
            continue
        try:
            value, end = _DECODER.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            failures += 1
            if failures > _MOST_FAILURES:
                return
            continue
        yield value


def _pushed(script: str) -> Iterator[str]:
    """Yield the pieces of the stream that Next.js pushes."""
    for value in _decoded(script, _PUSHED):
        if isinstance(value, list):
            yield from (piece for piece in value if isinstance(piece, str))


def _rows(stream: str) -> Iterator[Json]:
    """Yield the rows of Next.js's stream: ``7:{…}``, and ``8:T1f,…`` with a text that other rows name ``$8``."""
    texts: dict[str, Json] = {}
    rows: list[Json] = []
    end = failures = 0
    for match in _ROW.finditer(stream):
        if match.start() < end:
            continue
        if match[1]:
            text = stream[match.end() : match.end() + int(match[1], 16)]
            text = text.encode("utf-8", "surrogatepass")[: int(match[1], 16)].decode("utf-8", "ignore")
            texts["$" + match[0].partition(":")[0]] = text
            end = match.end() + len(text)
        elif stream[match.end() : match.end() + 1] in {"[", "{"}:
            try:
                value, end = _DECODER.raw_decode(stream, match.end())
            except (ValueError, RecursionError):
                failures += 1
                if failures > _MOST_FAILURES:
                    break
                continue
            rows.append(value)
    yield from (_with_texts(row, texts) for row in rows) if texts else rows


def _with_texts(value: Json, texts: dict[str, Json], depth: int = 0) -> Json:
    """Put the texts in where a row names them."""
    if depth > _MOST_DEPTH:
        return value
    if isinstance(value, dict):
        return {key: _with_texts(one, texts, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_texts(one, texts, depth + 1) for one in value]
    return texts.get(value, value) if isinstance(value, str) else value


def _unflattened(value: Json) -> Json:
    """Return Nuxt's flat list as the objects that it stands for: their values are places in the list."""
    if not isinstance(value, list) or len(value) < 2 or not isinstance(value[0], (dict, list)):  # noqa: PLR2004
        return value
    objects = [one for one in value if isinstance(one, dict) and one]
    if not objects or not all(_is_place(place, value) for one in objects for place in one.values()):
        return value
    left = [_MOST_NODES]
    return [_placed(one, value, left, 0) for one in objects]


def _is_place(place: Json, values: list[Json]) -> bool:
    return isinstance(place, int) and not isinstance(place, bool) and place < len(values)


def _placed(value: Json, values: list[Json], left: list[int], depth: int) -> Json:
    left[0] -= 1
    if left[0] < 0 or depth > _MOST_NESTED * 4:
        return None
    if isinstance(value, dict):
        return {key: _at(place, values, left, depth) for key, place in value.items()}
    if isinstance(value, list):
        return [_at(place, values, left, depth) for place in value if not isinstance(place, str)]
    return value


def _at(place: Json, values: list[Json], left: list[int], depth: int) -> Json:
    if not isinstance(place, int) or not 0 <= place < len(values):
        return None
    return _placed(values[place], values, left, depth + 1)


def _candidates(value: Json, headline: str | None, url: str | None) -> Iterator[_Found]:
    """Yield the texts in ``value`` that may be an article, each with its owner; without recursion."""
    nobody = _Owner({}, is_page=False, is_named=False)
    stack: list[tuple[Json, _Owner, int, int]] = [(value, nobody, 0, 0)]
    seen = 0
    while stack and seen < _MOST_NODES:
        node, owner, depth, nested = stack.pop()
        seen += 1
        if isinstance(node, dict):
            owner = _owner(node, owner, headline, url)
            yield from _texts(node, owner)
            inner = [(one, owner, depth + 1, nested) for key, one in node.items() if not _OTHERS.search(key)]
        elif isinstance(node, list):
            inner = [(one, owner, depth + 1, nested) for one in node]
        elif isinstance(node, str) and node[:1] in {"{", "["} and nested < _MOST_NESTED:
            inner = [(_parsed(node), owner, depth + 1, nested + 1)]
        else:
            continue
        if depth < _MOST_DEPTH:
            stack += reversed(inner)


def _owner(node: dict[str, Json], outer: _Owner, headline: str | None, url: str | None) -> _Owner:
    title = _title(node)
    is_own = bool(title and headline and _is_same(title, headline)) or _is_address(node, url)
    if title is None and not is_own:
        return outer
    if outer.is_page and not is_own and not _has_body(node):
        return outer  # the article's author or rubric has a name too
    return _Owner(node, is_own, is_named=title is not None)


def _has_body(node: dict[str, Json]) -> bool:
    return any(name in node for name in _BODIES)


def _texts(node: dict[str, Json], owner: _Owner) -> Iterator[_Found]:
    for name in _BODIES:
        if (value := node.get(name)) is not None:
            paragraphs = paragraphs_of(value)
            letters = sum(map(len, paragraphs))
            if letters >= _LEAST_LETTERS:
                yield _Found(owner, paragraphs, letters, value)


def _first(node: dict[str, Json], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("rendered") or value.get("text")
        if isinstance(value, str) and 0 < len(value) < 500:  # noqa: PLR2004 - a line, no text
            return value
    return None


def _title(node: dict[str, Json]) -> str | None:
    title = _first(node, _TITLES)
    return " ".join(paragraphs_of(title)) or None if title else None


def _authors(node: dict[str, Json]) -> Iterator[str]:
    for name in _AUTHORS:
        value = node.get(name)
        for one in (value if isinstance(value, list) else [value])[:20]:
            shown = one.get("name") if isinstance(one, dict) else one
            if isinstance(shown, str) and 0 < len(shown) < 100:  # noqa: PLR2004 - a name
                yield " ".join(shown.split())


def _is_same(title: str, headline: str) -> bool:
    """Tell whether two headlines are one, blanks and case aside; the page's may have the outlet's name behind it."""
    one, other = ("".join(filter(str.isalnum, text.casefold())) for text in (title, headline))
    return bool(one) and (one == other or (len(one) > len(other) / 2 and other.startswith(one)))


def _is_address(node: dict[str, Json], url: str | None) -> bool:
    """Tell whether the object names the page's address, or the last part of it."""
    page = _path(url)
    if not page.strip("/"):
        return False
    for name in _ADDRESSES:
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("@id")
        text = str(value)[:1000] if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
        path = _path(text)
        if path == page and "/" in text:
            return True
        last = page.rpartition("/")[2].partition(".")[0]
        if len(text) >= _LEAST_SLUG and text.strip("/") in {last, page.strip("/")}:
            return True
    return False


def _path(url: str | None) -> str:
    try:
        return unquote(urlsplit((url or "")[:2000]).path).rstrip("/")
    except ValueError:
        return ""
