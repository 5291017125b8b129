"""JSON Lines → articles and pages: the lines of ``otkuda read --json``, or of anyone, under the usual names.

A line that is no JSON object, or holds no text, is refused with its number; the others are read.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from otkuda.fetch.json_stream import JsonStream, clean
from otkuda.lang.zones import zone_of
from otkuda.model import Article, Link, Moment, Page, Place, Record, Span
from otkuda.text.dates import read_date
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from otkuda.fetch.json_stream import Json

LONGEST_LINE = 50_000_000  # bytes
_LONGEST_NAME = 1_000  # characters of a headline, an outlet, an address
_MOST_AUTHORS = 50
_MOST_LINKS = 1_000
_FIRST_SECOND = 631_152_000  # since 1970: 1990
_LAST_SECOND = 4_102_444_800  # 2100

# The names under which each field is met, in the order of trust.
NAMES = {
    "url": ("url", "link", "uri", "href", "canonical_url", "source_url", "page_url"),
    "text": ("text", "body", "content", "article_text", "full_text", "maintext", "plain_text", "articleBody"),
    "html": ("html", "raw_html", "page", "body_html", "content_html"),
    "headline": ("headline", "title", "name", "heading"),
    "published": ("published", "date", "date_published", "datePublished", "published_at", "pubDate", "pub_date",
                  "publish_date", "publication_date", "published_time", "date_publish", "created_at", "datetime"),
    "modified": ("modified", "date_modified", "dateModified", "updated", "updated_at", "date_modify"),
    "outlet": ("outlet", "source", "site", "publisher", "site_name", "sitename", "domain", "media", "hostname"),
    "authors": ("authors", "author", "byline", "creator"),
    "language": ("language", "lang", "inLanguage"),
    "seen": ("seen", "fetched", "fetched_at", "crawled_at", "scraped_at", "date_download", "retrieved", "collected"),
}  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|\Z)", re.IGNORECASE)
_LIST = re.compile(r"\A\s*\[")
_MARKUP = re.compile(r"<(?:p|div|br|html|body|article|h1)\b[^<>]{0,500}>", re.IGNORECASE)


def read_jsonl(file: BinaryIO, name: str, after: Place | None = None, zone: tzinfo | None = None) -> Iterator[Record]:
    """Yield one record for each line that is not blank; those that follow ``after``, where it is given.

    ``zone`` is that of dates without an offset; None means that of the country at the end of the line's address.
    """
    start = after.offset if after else 0
    before = cache(partial(_lines_before, file, start))
    file.seek(start)
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        place = Place(name, file.tell() - len(line))
        is_whole = line.endswith(b"\n") or len(line) < LONGEST_LINE
        while not is_whole and (rest := file.readline(LONGEST_LINE)):
            is_whole = rest.endswith(b"\n")
        if line.strip(b"\xef\xbb\xbf \t\r\n") and place != after:
            record = _record(line, At(place, file.tell(), "line"), zone)
            # Only a refusal names the number of a line, and only then all before the part is gone through for it.
            yield (
                _record(line, At(place, record.done, f"line {before() + number:,}"), zone) if record.reason else record
            )


def read_json_list(
    file: BinaryIO, name: str, after: Place | None = None, zone: tzinfo | None = None
) -> Iterator[Record]:
    """Yield one record for each object of a JSON list, as ``read_jsonl`` does for lines."""
    stream = JsonStream(file)
    stream.find_list(_LIST)
    for number, element in enumerate(stream.elements(), 1):
        place = Place(name, element.offset)
        if after is not None and place <= after:
            continue
        if element.is_whole and isinstance(element.value, dict):
            yield record_of(element.value, At(place, stream.done, f"item {number:,}"), zone)
        else:
            yield Record(place, stream.done, reason=f"item {number:,}: no JSON object, damaged or cut off")


def _lines_before(file: BinaryIO, offset: int) -> int:
    """Return how many lines end before ``offset``."""
    here = file.tell()
    file.seek(0)
    count = 0
    while file.tell() < offset and (chunk := file.read(min(1_000_000, offset - file.tell()))):
        count += chunk.count(b"\n")
    file.seek(here)
    return count


class At(NamedTuple):
    """Where an object stands, how far the file was read with it, and what to call it in a refusal."""

    place: Place
    done: int
    shown: str


def _record(line: bytes, at: At, zone: tzinfo | None) -> Record:
    if len(line) >= LONGEST_LINE:
        return Record(at.place, at.done, reason=f"{at.shown}: longer than {LONGEST_LINE // 1_000_000} MB")
    try:
        fields: Json = json.loads(line.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):  # a number of a million digits, a thousand brackets
        return Record(at.place, at.done, reason=f"{at.shown}: no JSON")
    if not isinstance(fields, dict):
        return Record(at.place, at.done, reason=f"{at.shown}: no JSON object")
    return record_of(fields, at, zone)


def record_of(fields: dict[str, Json], at: At, zone: tzinfo | None) -> Record:
    """Return the record of the fields of an object."""
    url = _line(fields, "url")
    address = url or f"file:{at.place.file}#{at.place.offset}"
    here = zone or zone_of(url) or UTC
    seen = _date(fields, "seen", here)
    when = seen.start if seen else None
    html, text = _text(fields, "html"), _text(fields, "text")
    if html is None and text and len(_MARKUP.findall(text[:20_000])) > 1:
        html = text
    if html is not None and html.strip():
        content = html.encode("utf-8", "surrogatepass")
        return Record(at.place, at.done, page=Page(address, content, "utf-8", "text/html", fetched=when), seen=when)
    if text is None or not text.strip():
        return Record(at.place, at.done, reason=f"{at.shown}: no text; it must stand in a field «text»")
    return Record(at.place, at.done, article=_article(fields, text, address, here), seen=when)


def _article(fields: dict[str, Json], text: str, url: str, zone: tzinfo) -> Article:
    published = _date(fields, "published", zone)
    modified = _date(fields, "modified", zone)
    language = _LANGUAGE.match(_line(fields, "language") or "")
    return Article(
        text=text,
        headline=_line(fields, "headline"),
        outlet=_line(fields, "outlet"),
        authors=_authors(fields),
        published=published.start if published else None,
        published_until=published.end if published else None,
        modified=modified.start if modified else None,
        language=language.group().lower() if language else None,
        url=url,
        links=tuple(_links(fields.get("links"), text)),
    )


def _links(value: Json, text: str) -> Iterator[Link]:
    """Yield the links that ``otkuda read --json`` wrote, those that lie in the text."""
    for one in value[:_MOST_LINKS] if isinstance(value, list) else []:
        start, end, lead = (one.get(name) for name in ("start", "end", "url")) if isinstance(one, dict) else (None,) * 3
        url = canonical(lead) if isinstance(lead, str) else None
        if url and isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
            yield Link(Span(int(start), int(end)), url)


def _date(fields: dict[str, Json], field: str, zone: tzinfo) -> Moment | None:
    """Read a date in any of its shapes, also as seconds or milliseconds since 1970."""
    for name in NAMES[field]:
        value = fields.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and _is_instant(value):
            return Moment(datetime.fromtimestamp(value, UTC))
        if isinstance(value, (int, float)) and _is_instant(value / 1000):
            return Moment(datetime.fromtimestamp(value / 1000, UTC))
        if date := read_date(_shown(value), zone):
            return date
    return None


def _is_instant(seconds: float) -> bool:
    return _FIRST_SECOND <= seconds < _LAST_SECOND


def _text(fields: dict[str, Json], field: str) -> str | None:
    """Return the first value under one of the field's names that is a text."""
    return next((clean(value) for name in NAMES[field] if isinstance(value := fields.get(name), str)), None)


def _line(fields: dict[str, Json], field: str) -> str | None:
    """Return a field that is one line: a text, a number, or what an object is named."""
    for name in NAMES[field]:
        if line := _shown(fields.get(name)):
            return line
    return None


def _shown(value: Json) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    return " ".join(clean(value).split())[:_LONGEST_NAME] or None if isinstance(value, str) else None


def _authors(fields: dict[str, Json]) -> tuple[str, ...]:
    for name in NAMES["authors"]:
        value = fields.get(name)
        if names := [shown for one in (value if isinstance(value, list) else [value]) if (shown := _shown(one))]:
            return tuple(dict.fromkeys(names[:_MOST_AUTHORS]))
    return ()
