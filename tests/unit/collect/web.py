"""A web that is made up, with a clock that stands until it is moved: what a collector asks is answered from a table."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from otkuda.collect.ask import Net
from otkuda.collect.job import Job, Reading, read_job
from otkuda.fetch import Answer, Limits, Request
from otkuda.model import Page

if TYPE_CHECKING:
    from otkuda.errors import FetchError
    from otkuda.pool import Lost

START = datetime(2026, 3, 11, 12, tzinfo=UTC)
ARTICLE = """<!doctype html><html lang="ru"><head><title>{title}</title>
<meta property="article:published_time" content="{when}"></head><body><article><h1>{title}</h1>
<p>В посёлке Атбасар открыли мост через Ишим. Его строили два года, движение пустили утром.</p><p>{text}</p>
</article></body></html>"""
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Заря</title>
<link>https://{host}/</link>{items}</channel></rss>"""
ITEM = "<item><title>{title}</title><link>{url}</link><pubDate>{when:%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"


@dataclass
class Reply:
    """What a server says at an address."""

    content: bytes | str = b""
    status: int = 200
    url: str | None = None
    etag: str | None = None
    moved: str | None = None
    retry_after: float | None = None
    fresh_for: float | None = None
    error: FetchError | None = None


@dataclass
class Web:
    """The servers, the clock, and what was asked when."""

    replies: dict[str, Reply] = field(default_factory=dict)
    now: datetime = START
    asked: list[tuple[datetime, str]] = field(default_factory=list)
    busy: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    most_busy: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def net(self) -> Net:
        """Return the world for a collector; sleeping moves the clock."""
        limits = Limits(10, 1_000_000)
        return Net(self.ask, self.read, lambda: self.now, self.sleep, limits)

    def read(self, job: Job) -> Reading | Lost:
        """Read here."""
        return read_job(job)

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.now += timedelta(seconds=seconds)

    def ask(self, url: str, request: Request) -> Answer:
        """Answer from the table; 404 for what is not in it."""
        host = urlsplit(url).netloc
        with self._lock:
            self.asked.append((self.now, url))
            self.busy[host] += 1
            self.most_busy = max(self.most_busy, self.busy[host])
        reply = self.replies.get(url, Reply(b"no such page", 404))
        with self._lock:
            self.busy[host] -= 1
        if reply.error:
            raise reply.error
        content = reply.content.encode() if isinstance(reply.content, str) else reply.content
        is_same = reply.etag is not None and reply.etag == request.etag
        kind = "application/xml" if content.startswith(b"<?xml") else "text/html"
        page = Page(reply.url or url, b"" if is_same else content, "utf-8", kind, 304 if is_same else reply.status)
        return Answer(
            page,
            moved=reply.moved,
            retry_after=reply.retry_after,
            fresh_for=reply.fresh_for,
            etag=reply.etag,
            last_modified=None,
        )

    def article(self, url: str, text: str, *, title: str = "Мост открыт", when: datetime = START) -> None:
        """Put an article at an address."""
        self.replies[url] = Reply(ARTICLE.format(title=title, text=text, when=when.isoformat()))

    def feed(self, url: str, *articles: str, when: datetime = START) -> None:
        """Put a feed at an address that lists the articles, a minute between two."""
        items = (
            ITEM.format(title="Мост открыт", url=one, when=when - timedelta(minutes=number))
            for number, one in enumerate(articles)
        )
        self.replies[url] = Reply(FEED.format(host=urlsplit(url).netloc, items="".join(items)))

    def times(self, url: str) -> list[datetime]:
        """Return when an address was asked."""
        return [when for when, one in self.asked if one == url]
