"""What a site is followed by, where it says so in its own way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from otkuda import store
from otkuda.collect.adding import Finder, Wishes, source_of
from otkuda.collect.run import Collector
from otkuda.store import open_store

from .web import START, Reply, Web

if TYPE_CHECKING:
    from pathlib import Path

HOST = "https://zarya.example"
INDEX = (
    """<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>"""
)
SET = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>"""


def put_sitemaps(web: Web, **parts: tuple[str, ...]) -> None:
    """Put an index of sitemaps on the host, of parts that list articles."""
    named = "".join(f"<sitemap><loc>{HOST}/{part}.xml</loc></sitemap>" for part in parts)
    web.replies[f"{HOST}/sitemap.xml"] = Reply(INDEX.format(parts=named))
    for part, articles in parts.items():
        entries = "".join(
            f"<url><loc>{HOST}/{one}</loc><lastmod>{web.now - timedelta(hours=1):%Y-%m-%dT%H:%MZ}</lastmod></url>"
            for one in articles
        )
        web.replies[f"{HOST}/{part}.xml"] = Reply(SET.format(entries=entries))
        for one in articles:
            web.article(
                f"{HOST}/{one}", "«Ехать стало ближе», — сказал аким Ерлан Сапаров.", title=f"Мост {one} открыт"
            )


@pytest.fixture
def web() -> Web:
    """A site with a front page and sitemaps by the month, and no feed."""
    web = Web()
    web.replies[f"{HOST}/"] = Reply("<html><head><title>Заря</title></head><body><p>Новости</p></body></html>")
    put_sitemaps(web, **{"pages": ("about",), "2026-02": ("1",), "2026-03": ("2", "3")})
    return web


def test_an_index_of_sitemaps_is_followed_whole(web: Web, tmp_path: Path) -> None:
    """Next month's part too; what stands in the index's old parts is found once."""
    choice = Finder(web.net(), 1.0, Wishes()).find(f"{HOST}/")
    assert [(one.url, one.kind) for one in choice.offers] == [(f"{HOST}/sitemap.xml", "sitemap")]
    with open_store(tmp_path / "otkuda.sqlite") as kept:
        with kept.writing() as conn:
            store.add_source(conn, source_of(choice, Wishes(), web.now))
        Collector(kept, web.net(), 1.0, 4, lambda _: None).once()
        web.now += timedelta(days=2)
        put_sitemaps(web, **{"2026-02": ("1",), "2026-03": ("2", "3"), "2026-04": ("4",)})
        Collector(kept, web.net(), 1.0, 4, lambda _: None).once()
        with kept.reading() as conn:
            assert [name for name in "1234" if store.latest(conn, f"{HOST}/{name}")] == ["1", "2", "3", "4"]
            assert [source.failures for source in store.list_sources(conn)] == [0]


def test_a_part_of_news_is_followed_alone(web: Web) -> None:
    """It lists what is new, and its address stays."""
    put_sitemaps(web, **{"2026-03": ("2", "3"), "sitemap-news": ("3",)})
    choice = Finder(web.net(), 1.0, Wishes()).find(f"{HOST}/sitemap.xml")
    assert [one.url for one in choice.offers] == [f"{HOST}/sitemap-news.xml"]


def test_since_goes_back_through_all_parts(web: Web) -> None:
    """By robots.txt or the usual address."""
    finder = Finder(web.net(), 1.0, Wishes())
    found = {entry.url for entry in finder.since(finder.find(f"{HOST}/"), START - timedelta(days=1))}
    assert found == {f"{HOST}/{name}" for name in ("about", "1", "2", "3")}
