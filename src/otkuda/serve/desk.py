"""The desk: drafts are read and checked in a process of its own, under a time limit; nothing of them is kept.

A draft is a stranger's text, and reading it keeps a processor busy: the pages must not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

from otkuda.errors import OtkudaError, UnreadableError
from otkuda.pool import Lost, Workers

if TYPE_CHECKING:
    from otkuda.model import Article, Carrier, Page
    from otkuda.statements import Checked

LONGEST = 100_000  # characters of a draft that are looked at: forty pages of a newspaper
SECONDS = 45.0
_DRAFTS = 1  # at a time

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft to read: a text, or a page as it was fetched."""

    text: str
    page: Page | None = None

    def done(self) -> Article:
        """Return the draft with what is attributed in it, no more than ``LONGEST`` characters of it."""
        from otkuda.article import from_bytes, from_text
        from otkuda.pipeline import read_article

        page = self.page
        if page is None:
            return read_article(from_text(self.text[:LONGEST]))
        article = from_bytes(page.content, name=page.url, charset=page.charset, url=page.url)
        if len(article.text) > LONGEST:
            article = replace(from_text(article.text[:LONGEST], headline=article.headline), url=article.url)
        return read_article(article)


@dataclass(frozen=True, slots=True)
class Checking:
    """A draft, which has been read, to be held against articles."""

    draft: Article
    known: tuple[Carrier, ...]
    indirect: bool = False

    def done(self) -> tuple[Checked, ...]:
        """Return what each of its quotations is."""
        from otkuda.pipeline import check

        return check(self.draft, self.known, indirect=self.indirect)


class Desk:
    """One process for drafts, started when the first one comes."""

    def __init__(self) -> None:
        self._workers: Workers[Reading | Checking, object] = Workers(_do, _DRAFTS, SECONDS)

    def read(self, job: Reading) -> Article:
        """Return a draft as it is read. ``UnreadableError`` where it cannot be, or not in time."""
        return cast("Article", self._result(job))

    def check(self, job: Checking) -> tuple[Checked, ...]:
        """Return what each quotation of a draft is. ``UnreadableError`` where that takes too long."""
        return cast("tuple[Checked, ...]", self._result(job))

    def close(self) -> None:
        """End the process."""
        self._workers.close()

    def _result(self, job: Reading | Checking) -> object:
        result = self._workers.do(job)
        if isinstance(result, Lost):
            raise UnreadableError("reading it took too long; give a shorter text")
        if isinstance(result, OtkudaError):
            raise result
        return result


def _do(job: Reading | Checking) -> object:
    try:
        return job.done()
    except OtkudaError as error:
        return error
