"""One request of the collector, from the robots.txt of its host to what came of it. In a thread; knows no store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from otkuda.collect.job import Job, Reading
from otkuda.errors import FetchError
from otkuda.fetch import AGENT, Request
from otkuda.fetch.robots import parse_robots
from otkuda.pool import Lost

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from otkuda.fetch import Answer, Limits, Route
    from otkuda.model import Entry, Listing
    from otkuda.store.records import Address, Host, NewsSource

_NOT_MODIFIED = 304
_GONE = frozenset({404, 410})
_LASTING = frozenset({400, 401, 402, 403, 405, 406, 451})
_PERMANENTLY_GONE = 410
_FRONTS = frozenset({"", "ru", "kk", "kz", "en", "index.html", "index.php", "main"})
_MOST_ROBOTS = 512_000  # bytes; RFC 9309 asks for 500 KiB


@dataclass(frozen=True, slots=True)
class Task:
    """What to ask: the robots.txt of the host, the listing of ``source``, or the article at ``address``.

    ``part`` is a sitemap to ask in place of the source's listing, which is an index that names it.
    """

    host: Host
    source: NewsSource | None = None
    address: Address | None = None
    part: str | None = None

    @property
    def is_carried(self) -> bool:
        """Whether the article came with its listing: a channel has no pages of its messages to ask for."""
        return bool(self.address and self.address.entry and self.source and self.source.kind == "telegram")

    @property
    def url(self) -> str:
        """The address to ask."""
        if self.address:
            return self.address.url
        return self.part or (self.source.listing if self.source else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task.

    ``error`` says in one line why there is nothing; ``is_final`` that asking again is no use, ``is_same`` that nothing
    changed, ``is_gone`` that it was there once.
    """

    task: Task
    host: Host
    answer: Answer | None = None
    listing: Listing | None = None
    reading: Reading | None = None
    error: str | None = None
    is_final: bool = False
    is_same: bool = False
    is_gone: bool = False
    is_robots: bool = False

    @property
    def wait(self) -> float | None:
        """How many seconds the server asks to wait."""
        return self.answer.retry_after if self.answer else None


@dataclass(frozen=True, slots=True)
class Net:
    """What a task needs of the world: a way to ask, reader processes, the clock, the limits."""

    ask: Callable[[str, Request], Answer]
    read: Callable[[Job], Reading | Lost]
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    limits: Limits
    proxy: str | None = None
    routes: tuple[Route, ...] = ()


def ask_robots(task: Task, net: Net) -> Outcome:
    """Ask for the robots.txt of the host. Where it cannot be had, the task comes to nothing for that reason."""
    now = net.now()
    limits = net.limits._replace(size=_MOST_ROBOTS, is_cut=True)
    try:
        answer = net.ask(_robots_url(task.url), replace(_request(task, net, is_plain=True), limits=limits))
    except FetchError as error:
        if error.reason == "circles":  # RFC 9309: as if there were none
            return Outcome(task, replace(task.host, robots_status=404, robots_fetched=now), is_robots=True)
        host = replace(task.host, robots=None, robots_status=None, robots_fetched=now)
        return Outcome(task, host, error=str(error), is_final=not error.is_passing)
    content, status = answer.page.content[:_MOST_ROBOTS], answer.page.status
    delay = parse_robots(content, status).delay(AGENT)
    host = replace(task.host, robots=content, robots_status=status, robots_fetched=now, delay=delay)
    return Outcome(task, host, answer, is_robots=True)


def ask(task: Task, net: Net) -> Outcome:
    """Ask for what the task names and read it."""
    robots = parse_robots(task.host.robots or b"", task.host.robots_status or 0)
    if not robots.allows(task.url, AGENT):
        error = "robots.txt forbids it" if robots.is_reachable else "its robots.txt cannot be had"
        return Outcome(task, task.host, error=error, is_final=robots.is_reachable)
    if task.address and task.is_carried:
        return Outcome(task, task.host, reading=_read(Job(None, task.address.entry, _zone(task)), net))
    try:
        answer = net.ask(task.url, _request(task, net))
    except FetchError as error:
        return Outcome(task, task.host, error=_reason(task, error), is_final=not error.is_passing)
    status = answer.page.status
    if status == _NOT_MODIFIED:
        return Outcome(task, task.host, answer, is_same=True)
    if status >= 300:  # noqa: PLR2004 - redirects were followed; what is left is no page
        return _refused(task, answer)
    return _listed(task, answer, net) if task.address is None else _looked(task, answer, net, task.address.entry)


def _listed(task: Task, answer: Answer, net: Net) -> Outcome:
    kind = task.source.kind if task.source else "site"
    reading = _read(Job(answer.page, zone=_zone(task), listing=kind), net)
    return Outcome(task, task.host, answer, listing=reading.listing, error=reading.reason)


def _looked(task: Task, answer: Answer, net: Net, entry: Entry | None) -> Outcome:
    if _is_front(answer.page.url) and not _is_front(task.url):
        return Outcome(task, task.host, answer, error="redirected to the front page", is_gone=True)
    reading = _read(Job(answer.page, entry, _zone(task)), net)
    if reading.verdict in {"missing", "front"}:
        return Outcome(task, task.host, answer, error=reading.reason, is_gone=True)
    if reading.verdict == "blocked":
        return Outcome(task, task.host, answer, error=reading.reason)
    return Outcome(task, task.host, answer, reading=reading)


def _refused(task: Task, answer: Answer) -> Outcome:
    status = answer.page.status
    error = f"the server answered {status}"
    is_gone = status in _GONE if task.address else status == _PERMANENTLY_GONE
    return Outcome(task, task.host, answer, error=error, is_gone=is_gone, is_final=status in _LASTING)


def _read(job: Job, net: Net) -> Reading:
    reading = net.read(job)
    if isinstance(reading, Lost):
        why = "reading it took too long" if reading.why == "late" else "reading it ended the process"
        return Reading("unreadable", None, why)
    return reading


def _request(task: Task, net: Net, *, is_plain: bool = False) -> Request:
    known = None if is_plain or task.part else task.address or task.source
    return Request(
        net.limits,
        accept="page" if task.address else "feed",
        etag=known.etag if known else None,
        last_modified=known.last_modified if known else None,
        proxy=(task.source.proxy if task.source else None) or net.proxy,
        routes=net.routes,
    )


def _zone(task: Task) -> str | None:
    return task.source.zone if task.source else None


def _reason(task: Task, error: FetchError) -> str:
    """Return the error without the address, which its record has."""
    return str(error).removeprefix(f"{task.url}: ")


def _robots_url(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.strip("/").lower() in _FRONTS and not parts.query
