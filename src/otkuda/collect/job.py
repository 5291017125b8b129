"""The work of a reader process: the bytes of a page in, its article with its attributions out.

It runs in a process of its own and under a time limit, because pages are written by strangers.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from otkuda.errors import UnreadableError

if TYPE_CHECKING:
    from otkuda.model import Article, Entry, Listing, Page
    from otkuda.store.records import SourceKind

# What a page turned out to be; «missing» is a page that says that there is none, «front» one of teasers only.
Verdict = Literal["article", "listing", "missing", "front", "blocked", "unreadable"]


@dataclass(frozen=True, slots=True)
class Job:
    """A page to read, or, where there is none, what its entry carries. ``zone`` is the outlet's, by name.

    ``listing`` is the kind of source where the page is not an article but lists some.
    """

    page: Page | None
    entry: Entry | None = None
    zone: str | None = None
    listing: SourceKind | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of it: an article, a listing, or the reason why there is none."""

    verdict: Verdict
    article: Article | None = None
    reason: str | None = None
    listing: Listing | None = None


def read_job(job: Job) -> Reading:
    """Read one page. What a stranger's page can do wrong gives a reason, never an error."""
    from otkuda.pipeline import read_article

    if job.page and job.listing:
        return _listed(job.page, job.listing, job.zone)
    try:
        verdict, article = _extract(job)
    except UnreadableError as error:
        return _unread("unreadable", str(error), job)
    if article is None or verdict != "article":
        return _unread(verdict, _WHY[verdict], job)
    return Reading("article", read_article(_completed(article, job)))


_WHY: dict[Verdict, str] = {
    "article": "",
    "listing": "",
    "missing": "the page says that there is no such page",
    "front": "the page is a front page now",
    "blocked": "the server shows a check for robots instead of the page",
    "unreadable": "no article text on the page",
}


def _listed(page: Page, kind: SourceKind, zone: str | None) -> Reading:
    from otkuda.collect.listings import RECENT, read_listing

    since = page.fetched - RECENT if page.fetched else None
    try:
        return Reading("listing", listing=read_listing(page, kind, zone, since=since))
    except UnreadableError as error:
        return Reading("unreadable", reason=str(error))


def _extract(job: Job) -> tuple[Verdict, Article | None]:
    from otkuda.article import from_bytes, presence
    from otkuda.article.clock import Clock

    if job.page is None:
        return "article", _carried(job.entry)
    page = job.page
    clock = Clock(ZoneInfo(job.zone) if job.zone else None, job.entry.published if job.entry else None, page.fetched)
    try:
        listed = job.entry.headline if job.entry else None
        article = from_bytes(
            page.content, name=page.url, charset=page.charset, url=page.url, clock=clock, listed=listed
        )
    except UnreadableError:
        found = presence(page, None)
        if found in {"missing", "front"}:
            return found, None
        raise  # a wall, or simply nothing to read: what the error says is the more exact
    return presence(page, article), article


def _carried(entry: Entry | None) -> Article | None:
    """Return the article that the entry carries whole, None where it carries none."""
    from otkuda.article import from_entry

    return from_entry(entry) if entry and entry.content else None


def _unread(verdict: Verdict, reason: str, job: Job) -> Reading:
    """Return what the entry carries whole where the page cannot be read, else the reason."""
    from otkuda.pipeline import read_article

    if verdict in {"unreadable", "blocked"} and job.page:
        with suppress(UnreadableError):
            if article := _carried(job.entry):
                return Reading("article", read_article(article))
    return Reading(verdict, None, reason)


def _completed(article: Article, job: Job) -> Article:
    """Return the article with what only the entry says; the page's word counts before the feed's."""
    listed = job.entry.published if job.entry else None
    if article.published is None and listed is not None:
        article = replace(article, published=listed.start, published_until=listed.end)
    return article
