"""Lists of sources as other readers keep them: OPML 1.0 and 2.0 in, OPML 2.0 out."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from otkuda.errors import UnreadableError
from otkuda.fetch import markup
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

LARGEST = 20_000_000  # bytes
MOST = 50_000  # outlines
_DEEPEST = 20  # folders in each other

_ROOT = re.compile(r"<opml\b", re.IGNORECASE)
_OUTLINE = re.compile(r"<(/?)outline\b((?:[^<>\"']|\"[^\"<]{0,9000}+\"|'[^'<]{0,9000}+')*+)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:]{1,40})\s{0,20}=\s{0,20}(?:\"([^\"]*+)\"|'([^']*+)')")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Outline:
    """One source: its name, its feed, its site, and the folders that it lies in, the outermost first."""

    title: str | None
    feed: str | None
    home: str | None = None
    folders: tuple[str, ...] = ()


def read_opml(content: bytes) -> tuple[Outline, ...]:
    """Return the sources that a list names, in its order. Outlines without an address are folders.

    Raises ``UnreadableError`` where the bytes are no OPML.

    >>> read_opml(b'<opml><body><outline text="Z" xmlUrl="https://zarya.example/rss"/></body></opml>')
    (Outline(title='Z', feed='https://zarya.example/rss', home=None, folders=()),)
    """
    if len(content) > LARGEST:
        raise UnreadableError(f"larger than {LARGEST:,} bytes; no list of sources is")
    text = markup.mended(markup.text_of(content, None))
    if not _ROOT.search(text):
        raise UnreadableError("not an OPML list; give one that another reader has written")
    return tuple(dict.fromkeys(_outlines(text)))


def write_opml(outlines: Iterable[Outline], *, title: str, created: datetime) -> bytes:
    """Return a list of sources as OPML 2.0, with their folders. ``created`` is aware."""
    name, written = html.escape(markup.only_xml_signs(title)), format_datetime(created)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head>"]
    lines += [f"    <title>{name}</title>", f"    <dateCreated>{written}</dateCreated>", "  </head>", "  <body>"]
    lines += _lines(list(outlines), 0)
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines).encode("utf-8", "replace")


def _outlines(text: str) -> Iterator[Outline]:
    folders: list[str | None] = []  # of each open outline, the folder that it is
    for count, tag in enumerate(_OUTLINE.finditer(text)):
        if count > MOST * 2:
            return
        if tag[1]:
            del folders[-1:]
            continue
        stated = {name.lower(): _one_line(first or second) for name, first, second in _ATTRIBUTE.findall(tag[2])}
        title = stated.get("title") or stated.get("text") or None
        feed = canonical(stated.get("xmlurl") or stated.get("url") or "")
        home = canonical(stated.get("htmlurl") or "")
        if feed or home:
            yield Outline(title, feed, home, tuple(folder for folder in folders[:_DEEPEST] if folder))
        if not tag[2].rstrip().endswith("/"):
            folders.append(None if feed or home else title)


def _lines(outlines: list[Outline], depth: int) -> Iterator[str]:
    """Yield the lines of one folder: its own sources, then the folders in it."""
    indent = "  " * (depth + 2)
    groups: dict[str, list[Outline]] = {}
    for outline in outlines:
        if len(outline.folders[:_DEEPEST]) > depth:
            groups.setdefault(outline.folders[depth], []).append(outline)
        else:
            yield f"{indent}<outline {_attributes(outline)}/>"
    for folder, inside in groups.items():
        yield f"{indent}<outline text={_quoted(folder)}>"
        yield from _lines(inside, depth + 1)
        yield f"{indent}</outline>"


def _attributes(outline: Outline) -> str:
    name = outline.title or outline.home or outline.feed or ""
    stated = {
        "type": "rss" if outline.feed else None,
        "text": name,
        "title": name,
        "xmlUrl": outline.feed,
        "htmlUrl": outline.home,
    }
    return " ".join(f"{key}={_quoted(value)}" for key, value in stated.items() if value)


def _quoted(text: str) -> str:
    return quoteattr(markup.only_xml_signs(" ".join(text.split())))


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", html.unescape(text)).strip()
