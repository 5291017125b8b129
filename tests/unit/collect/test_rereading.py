"""Everything that is kept is read again, whatever stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

import otkuda
from otkuda import store as kept
from otkuda.collect import rereading
from otkuda.collect.rereading import Plan, how_many_left, reread
from otkuda.model import Article, Attribution, Entry, Page, Source, Span
from otkuda.pipeline import READ_BY
from otkuda.store.everything import is_kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from otkuda.store import Store

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
PLAN = Plan(None, 1, NOW)
TEXT = "Мост откроют в мае, сообщает «Заря»."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with kept.open_store(tmp_path / "store.sqlite") as opened:
        yield opened


def keep(store: Store, number: int, article: Article, html: str | None = None, source: str | None = None) -> str:
    """Keep an article as if older rules had read it. Returns its address."""
    url = f"https://zarya.example/{number}.html"
    page = Page(url, html.encode(), "utf-8", "text/html", fetched=NOW) if html else None
    with store.writing() as conn:
        kept.note_entries(conn, source, [Entry(url)], NOW)
        kept.keep(conn, page, replace(article, url=url), seen=NOW, read_by="otkuda 0.0.9")
    return url


def now_kept(store: Store, url: str) -> kept.Version:
    """Return the last version at an address."""
    with store.reading() as conn:
        version = kept.latest(conn, url)
    assert version
    return version


def test_text_without_a_page(store: Store) -> None:
    """A message keeps its text; what is said in it is read anew."""
    url = keep(store, 1, Article(TEXT, language="ru"))
    (again,) = reread(store, PLAN)
    assert (len(again.gained), again.text_changed, again.reason) == (1, False, None)
    assert now_kept(store, url).read_by == READ_BY
    assert now_kept(store, url).article.attributions == otkuda.read(TEXT).attributions


def test_what_was_stated(store: Store) -> None:
    """The speaker that a person named of a document stays."""
    said = Attribution(
        (Span(0, len(TEXT)),), None, (Source(None, "Анна Рогова", "person"),), "direct", "stated_speaker", 1
    )
    url = keep(store, 1, Article(TEXT, attributions=(said,)))
    (again,) = reread(store, PLAN)
    assert not again.is_changed
    assert now_kept(store, url).article.attributions == (said,)


def test_page_that_cannot_be_extracted(store: Store) -> None:
    """The text that was read from it once stays, and the reason is told."""
    url = keep(store, 1, Article(TEXT, language="ru"), "<html><body></body></html>")
    (again,) = reread(store, PLAN)
    assert again.reason
    assert len(again.gained) == 1
    assert now_kept(store, url).article.text == TEXT


def test_zone_of_the_outlet(store: Store) -> None:
    """A page's own clock is read in the zone of its source."""
    source = kept.NewsSource(
        kept.source_id("https://zarya.example"),
        "https://zarya.example",
        "site",
        "https://zarya.example",
        NOW,
        zone="Asia/Tokyo",
    )
    with store.writing() as conn:
        kept.add_source(conn, source)
    body = "".join(f"<p>{TEXT} Это абзац номер {number}, и он длинный.</p>" for number in range(5))
    html = f"<html><body><article><time datetime='2026-03-11T10:05'>11.03</time>{body}</article></body></html>"
    url = keep(store, 1, Article(TEXT), html, source.id)
    list(reread(store, PLAN))
    published = now_kept(store, url).article.published
    assert published
    assert published.utcoffset() == timedelta(hours=9)


def test_stopped_and_run_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written before the stop is not read again, what was not is; then everything begins anew."""
    monkeypatch.setattr(rereading, "BATCH", 2)
    urls = [keep(store, number, Article(f"{number}. {TEXT}", language="ru")) for number in range(7)]
    first = reread(store, PLAN)
    for _ in range(3):
        next(first)
    first.close()  # type: ignore[attr-defined]  # a generator
    assert how_many_left(store, PLAN) == 3
    assert len(list(reread(store, PLAN))) == 3
    assert {now_kept(store, url).read_by for url in urls} == {READ_BY}
    assert how_many_left(store, PLAN) == 7


def test_forgotten_meanwhile(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is forgotten while it is read does not come back."""
    url = keep(store, 1, Article(TEXT, language="ru"))
    left = reread(store, PLAN)
    original = is_kept

    def forgetting(conn: Connection, version_id: str) -> bool:
        kept.forget(conn, url, NOW, "суд")
        return original(conn, version_id)

    monkeypatch.setattr(rereading, "is_kept", forgetting)
    assert not list(left)
    with store.reading() as conn:
        assert kept.latest(conn, url) is None
