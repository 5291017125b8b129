"""Invented news pages, the same for the same seed: articles varied by substitution, in the markup of a news site.

The sentences are those of ``bench.texts``, or those of a folder's .txt files with names and numbers changed for others:
what makes an attribution of a sentence stays, who says it and of whom does not.
"""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime, timedelta
from html import escape
from random import Random
from typing import TYPE_CHECKING

from bench.texts import FIRST, PLACES, STEMS, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda.model import Article

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
_NAME = re.compile(r"(?<=[а-яё,–—] )(?:[А-ЯЁ][а-яё]+(?: |\b)){1,3}")
_NUMBER = re.compile(r"\d+")
_MENU = "".join(f'<li><a href="/rubric/{number}">Рубрика {number}</a></li>' for number in range(40))
_ASIDE = "".join(
    f'<li><a href="/popular/{number}">Популярное сегодня: новость {number}</a></li>' for number in range(20)
)
PAGE = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{title} — Заря</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="Заря">
<meta property="article:published_time" content="{when}"><link rel="stylesheet" href="/style.css">
<script>window.counters = [{numbers}];</script></head><body><header><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1><time datetime="{when}">{when}</time>{body}</article>
<aside><h3>Популярное</h3><ul>{aside}</ul></aside></main><footer><p>© Заря, 2026</p></footer></body></html>"""


class Writer:
    """Writes pages, always the same for one seed."""

    def __init__(self, seed: int, texts: Path | None = None) -> None:
        self.random = Random(seed)  # noqa: S311 - a benchmark's text, no secret
        files = sorted(texts.glob("*.txt")) if texts else []
        self.texts = [text.split("\n\n") for file in files if (text := file.read_text(encoding="utf-8").strip())]

    def page(self, number: int, paragraphs: int = 6) -> bytes:
        """Return the page of an article."""
        title, *body = self.article(paragraphs)
        return PAGE.format(
            title=title,
            when=(START + timedelta(minutes=number)).isoformat(),
            body="".join(f"<p>{one}</p>" for one in body),
            menu=_MENU,
            aside=_ASIDE,
            numbers=", ".join(str(self.random.randrange(10**6)) for _ in range(50)),
        ).encode()

    def article(self, paragraphs: int) -> list[str]:
        """Return a headline and paragraphs."""
        if self.texts:
            return [self.varied(one) for one in self.random.choice(self.texts)]
        sentences = [[sentence(self.random) for _ in range(self.random.randint(2, 5))] for _ in range(paragraphs)]
        return [sentence(self.random).rstrip("."), *map(" ".join, sentences)]

    def varied(self, text: str) -> str:
        """Return a text with other names and numbers."""
        named = _NAME.sub(lambda match: self.name(match[0]), text)
        return _NUMBER.sub(lambda match: str(self.random.randrange(10 ** len(match[0]))), named)

    def name(self, known: str) -> str:
        """Return another name of as many words."""
        end = " " if known.endswith(" ") else ""
        if len(known.split()) == 1:
            return self.random.choice(PLACES) + end
        return f"{self.random.choice(FIRST)} {self.random.choice(STEMS)}{self.random.choice(('ов', 'ин'))}" + end


def page_of(article: Article) -> tuple[str, bytes]:
    """Return the address and the page of an article."""
    title, *body = (escape(one) for one in article.text.split("\n\n"))
    return article.url or "", PAGE.format(
        title=title,
        when=(article.published or START).isoformat(),
        body="".join(f"<p>{one}</p>" for one in body),
        menu=_MENU,
        aside=_ASIDE,
        numbers="",
    ).encode()


def address(number: int, hosts: int = 20) -> str:
    """Return where the page stands."""
    return f"https://zarya{number % hosts}.example/{number}.html"


def records(pages: Iterator[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield each page as a record of a WARC file, a gzip member a record."""
    for number, (url, content) in enumerate(pages):
        when = START + timedelta(minutes=number)
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(content)
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Date: {when:%Y-%m-%dT%H:%M:%SZ}\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http) + len(content)}\r\n\r\n"
        )
        yield gzip.compress(head.encode() + http + content + b"\r\n\r\n", 3, mtime=0)


def write_warc(file: Path, count: int, writer: Writer, paragraphs: int = 6) -> None:
    """Write a WARC file of so many pages."""
    with file.open("wb") as written:
        for record in records((address(number), writer.page(number, paragraphs)) for number in range(count)):
            written.write(record)
