"""What Telegram Desktop exports → articles: ``result.json``, and the pages ``messages.html``.

Each message that says something is an article. Its address is ``https://t.me/NAME/ID`` where the user gives the
channel's, for the export does not know its public name; else ``telegram:CHANNEL/ID``. A message that is passed on
names whose it is: a text credit. The exports are read as they come; one may have gigabytes.
"""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from otkuda.fetch.json_stream import JsonStream, clean
from otkuda.model import Article, Credit, Place, Record
from otkuda.text.dates import read_date
from otkuda.text.links import Anchor, links_in
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from selectolax.lexbor import LexborHTMLParser

    from otkuda.fetch.json_stream import Element, Json
    from otkuda.model import Link

_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_STRING = r'"(?:[^"\\]|\\.)*"'
_NAME = re.compile(rf'"name"\s*:\s*({_STRING})')
_ID = re.compile(r'"id"\s*:\s*(-?\d{1,20})')
_MESSAGE = re.compile(rb'<div class="message (?:default|service)[^">]{0,100}" id="message(-?\d{1,20})"')
_MOST_PIECES = 10_000  # of one message
_LONGEST_PAGE = 50_000_000  # bytes; Telegram Desktop begins a new page after a thousand messages
_BREAKS = re.compile(r"<br\s*/?>")
_PUBLIC = re.compile(r"https?://(?:www\.)?t\.me/(?:s/)?(\w{3,40})", re.IGNORECASE)


class Channel(NamedTuple):
    """Where messages stand: the channel's name as shown, what its addresses begin with, and the zone of its dates."""

    name: str | None
    prefix: str
    zone: tzinfo


class _Message(NamedTuple):
    """A message as an export tells it."""

    number: str
    text: str
    published: datetime | None = None
    modified: datetime | None = None
    author: str | None = None
    passed_on: str | None = None
    markup: str = ""


def read_export(
    file: BinaryIO, name: str, after: Place | None = None, url: str | None = None, zone: tzinfo | None = None
) -> Iterator[Record]:
    """Yield the messages of ``result.json``; those that follow ``after``. ``url`` is that of the channel."""
    stream = JsonStream(file)
    while (head := stream.find_list(_MESSAGES)) is not None:
        channel = _channel(_last(_NAME, head), _last(_ID, head), url, zone)
        for element in stream.elements():
            place = Place(name, element.offset)
            if after is None or place > after:
                yield from _records(element, place, stream.done, channel)


def read_export_page(
    file: BinaryIO, name: str, after: Place | None = None, url: str | None = None, zone: tzinfo | None = None
) -> Iterator[Record]:
    """Yield the messages of one ``messages.html``, those that follow ``after``."""
    content = file.read(_LONGEST_PAGE)
    starts = [*_MESSAGE.finditer(content)]
    if not starts and after is None:
        yield Record(Place(name), len(content), reason="no messages on this page of an export of Telegram")
    header = _tree(content[: starts[0].start()] if starts else content).css_first(".page_header .text")
    title = header.text(deep=True).strip() if header else None
    channel = _channel(title, title, url, zone)
    ends = [*(match.start() for match in starts[1:]), len(content)]
    for match, end in zip(starts, ends, strict=False):
        place = Place(name, match.start())
        if after is None or place > after:
            message = _shown_message(match[1].decode(), content[match.start() : end], channel.zone)
            if message:
                yield Record(place, end, article=_article(message, channel))


def _channel(name: str | None, number: str | None, url: str | None, zone: tzinfo | None) -> Channel:
    public = _PUBLIC.match(url or "")
    prefix = f"https://t.me/{public[1]}" if public else f"telegram:{(number or 'export').replace(' ', '_')[:100]}"
    return Channel(name, prefix, zone or UTC)


def _last(pattern: re.Pattern[str], head: str) -> str | None:
    """Return the last value that ``pattern`` finds: what stands right before the messages is their channel's."""
    found = pattern.findall(head)
    try:
        return clean(str(json.loads(found[-1], strict=False))) if found else None
    except ValueError:  # half of an escape
        return None


def _records(element: Element, place: Place, done: int, channel: Channel) -> Iterator[Record]:
    if not element.is_whole:
        yield Record(place, done, reason=f"a message is damaged or cut off at byte {place.offset:,}")
    elif isinstance(element.value, dict) and (message := _message(element.value, channel.zone)):
        yield Record(place, done, article=_article(message, channel))


def _message(fields: dict[str, Json], zone: tzinfo) -> _Message | None:
    """Read a message, or None where it is none or says nothing."""
    told = next((told for name in ("text", "text_entities") if _text(told := fields.get(name))), None)
    text = _text(told)
    number = fields.get("id")
    if fields.get("type") != "message" or not isinstance(number, int) or not any(map(str.isalpha, text)):
        return None
    return _Message(
        str(number),
        text,
        _date(fields, "date", zone),
        _date(fields, "edited", zone),
        _line(fields.get("author")),
        _line(fields.get("forwarded_from")),
        _markup(told),
    )


def _text(value: Json) -> str:
    """Return a text that is one string, or pieces of which some are objects with a style."""
    pieces = value[:_MOST_PIECES] if isinstance(value, list) else [value]
    shown = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return clean("".join(piece for piece in shown if isinstance(piece, str))).strip()


def _markup(value: Json) -> str:
    """Return a text of pieces as HTML, empty where no piece is a link."""
    pieces = value[:_MOST_PIECES] if isinstance(value, list) else []
    shown = [(piece.get("text"), _lead(piece)) if isinstance(piece, dict) else (piece, None) for piece in pieces]
    if not any(lead for _, lead in shown):
        return ""
    words = [(html.escape(text), lead) for text, lead in shown if isinstance(text, str)]
    return "".join(f'<a href="{html.escape(lead)}">{text}</a>' if lead else text for text, lead in words).replace(
        "\n", "<br>"
    )


def _lead(piece: dict[str, Json]) -> str | None:
    """Return where a piece leads: words with an address behind them, a bare address, the name of a channel."""
    named = {"text_link": "href", "link": "text", "mention": "text"}.get(str(piece.get("type")), "")
    lead = piece.get(named)
    if not isinstance(lead, str):
        return None
    return f"https://t.me/{lead[1:]}" if lead.startswith("@") else lead if "://" in lead else f"https://{lead}"


def _links(message: _Message) -> tuple[Link, ...]:
    tree = _tree(message.markup.encode("utf-8", "replace")) if "<a" in message.markup else None
    if tree is None or tree.body is None:
        return ()
    named = ((node, canonical(node.attributes.get("href") or "")) for node in tree.css("a[href]"))
    return links_in(message.text, tree.body, (Anchor(node, url) for node, url in named if url))


def _line(value: Json) -> str | None:
    return " ".join(clean(value).split())[:500] or None if isinstance(value, str) else None


def _date(fields: dict[str, Json], name: str, zone: tzinfo) -> datetime | None:
    """Return the instant in seconds, or the local time of the computer that exported, which old exports have alone."""
    seconds = fields.get(f"{name}_unixtime")
    try:
        if isinstance(seconds, (str, int)):
            return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        pass
    shown = fields.get(name)
    moment = read_date(shown, zone) if isinstance(shown, str) else None
    return moment.start if moment else None


def _shown_message(number: str, content: bytes, zone: tzinfo) -> _Message | None:
    tree = _tree(content)
    forwarded = tree.css_first(".forwarded.body")
    body = tree.css_first(".forwarded.body > .text") if forwarded else tree.css_first(".body > .text")
    if body is None or not any(map(str.isalpha, text := _shown_text(body.html or ""))):
        return None
    passed_on = tree.css_first(".forwarded.body > .from_name")
    for date in passed_on.css(".date") if passed_on else ():
        date.decompose()
    stamp = tree.css_first(".pull_right.date")
    moment = read_date(stamp.attributes.get("title"), zone) if stamp else None
    signature = tree.css_first(".signature")
    return _Message(
        number,
        text,
        moment.start if moment else None,
        author=_line(signature.text(deep=True)) if signature else None,
        passed_on=_line(passed_on.text(deep=True)) if passed_on else None,
        markup=body.html or "",
    )


def _shown_text(markup: str) -> str:
    body = _tree(_BREAKS.sub("\n", markup).encode("utf-8", "replace")).body
    lines = (body.text(deep=True) if body else "").split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def _tree(content: bytes) -> LexborHTMLParser:
    from otkuda.text.pages import tree_of

    return tree_of(content.decode("utf-8", "replace"))


def _article(message: _Message, channel: Channel) -> Article:
    return Article(
        text=message.text,
        headline=message.text.split("\n", 1)[0].strip(),
        outlet=channel.name,
        authors=(message.author,) if message.author else (),
        published=message.published,
        modified=message.modified,
        url=f"{channel.prefix}/{message.number}",
        credits=(Credit("text", message.passed_on, None, None),) if message.passed_on else (),
        links=_links(message),
    )
