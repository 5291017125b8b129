"""A newsroom as a web archive: what of the truth goes into it, and that the project's own command reads it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from evaluation.newsroom import Saved, check, crawl_start, newsroom, write_archive
from otkuda.fetch.warc import read_warc

if TYPE_CHECKING:
    from pathlib import Path

    from otkuda.model import Record

SENTENCE = "В посёлке Атбасар открыли мост через реку Ишим, которого ждали двадцать лет. "
SINCE = datetime(2026, 5, 1, tzinfo=UTC)
WHEN = "2026-03-11T10:05:00+05:00"


def page(text: str, when: str = WHEN) -> str:
    """Return a page that states its date."""
    stated = f'<meta property="article:published_time" content="{when}">' if when else ""
    return f"<html><head><title>{text}</title>{stated}</head><body><h1>{text}</h1><p>{SENTENCE * 3}</p></body></html>"


def told(file: str, host: str, **more: object) -> dict[str, object]:
    """Return what the truth says of a page."""
    plain = {"file": file, "url": f"https://{host}/most", "role": "carrier", "published": WHEN, "dated": True}
    return plain | more


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsroom of one event: a primary page in windows-1251, a page in two versions, a feed."""
    event = tmp_path / "e01"
    event.mkdir()
    (event / "akimat.html").write_bytes(page("Мост открыт").encode("cp1251"))
    (event / "zarya.v1.html").write_text(page("Мост открыт"), encoding="utf-8")
    (event / "zarya.v2.html").write_text(page("Мост закрыт"), encoding="utf-8")
    (event / "vesti.html").write_text(page("Мост открыли", WHEN.removesuffix("+05:00")), encoding="utf-8")
    articles = [
        told("akimat.html", "akimat.example", role="primary"),
        told("zarya.v2.html", "zarya.example", version_of="zarya.v1.html"),
        told("zarya.v1.html", "zarya.example"),
        told("vesti.html", "vesti.example"),
    ]
    (event / "truth.json").write_text(json.dumps({"articles": articles, "statements": []}), encoding="utf-8")
    (tmp_path / "feeds").mkdir()
    item = "<item><title>Мост</title><link>https://zarya.example/most</link><pubDate>{}</pubDate></item>"
    items = item.format("Wed, 11 Mar 2026 10:05:00 +0500")
    feed = f'<rss version="2.0"><channel>{items}</channel></rss>'
    (tmp_path / "feeds" / "zarya.xml").write_text(feed, encoding="utf-8")
    return tmp_path


def records(pages: list[Saved], out: Path, seed: int = 0) -> list[Record]:
    """Return the records of the archive that is written of the pages."""
    write_archive(pages, out, SINCE, seed)
    with out.open("rb") as file:
        return list(read_warc(file, "x"))


def test_every_page_is_in_the_archive(folder: Path, tmp_path: Path) -> None:
    """With its bytes and its address; the same seed gives the same archive."""
    found = records(newsroom(folder), tmp_path / "a.warc.gz")
    assert {one.page.content for one in found if one.page} == {path.read_bytes() for path in folder.glob("e01/*.html")}
    records(newsroom(folder), tmp_path / "b.warc.gz")
    assert (tmp_path / "a.warc.gz").read_bytes() == (tmp_path / "b.warc.gz").read_bytes()


@pytest.mark.parametrize("seed", range(8))
def test_crawling_has_dates_of_its_own(folder: Path, tmp_path: Path, seed: int) -> None:
    """Later than all publication, in the order of the file; a second version is seen behind the first."""
    found = records(newsroom(folder), tmp_path / "a.warc.gz", seed)
    times = [one.seen for one in found if one.seen]
    assert times == sorted(times)
    assert len(set(times)) == 4
    assert times[0] >= SINCE
    zarya = [one.page.content.decode() for one in found if one.page and one.page.url == "https://zarya.example/most"]
    assert ["открыт" in content.split("</title>")[0] for content in zarya] == [True, False]


def test_servers_name_the_charset_as_it_is_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    """Over some seeds both are met."""
    named = set()
    for seed in range(12):
        for one in records(newsroom(folder), tmp_path / "a.warc.gz", seed):
            assert one.page
            named.add((one.page.url.split("/")[2], one.page.charset))
    assert {("akimat.example", "windows-1251"), ("akimat.example", None), ("zarya.example", "utf-8")} <= named
    assert ("akimat.example", "utf-8") not in named


def test_primary_pages_can_be_left_out(folder: Path) -> None:
    """Those of the events that are named."""
    assert len(newsroom(folder, ["e02"])) == 4
    assert {page.told.role for page in newsroom(folder, ["e01"])} == {"carrier"}


def test_the_crawl_begins_after_all_publication(folder: Path) -> None:
    """A week after the last date of the feeds; without feeds at a date of its own."""
    assert crawl_start(folder) == datetime(2026, 3, 18, 5, 5, tzinfo=UTC)
    (folder / "feeds" / "zarya.xml").unlink()
    assert crawl_start(folder).tzinfo


def test_what_the_command_keeps(folder: Path) -> None:
    """All pages, in their versions; a date without a zone is right but for it."""
    assert dict(check(folder, newsroom(folder), seed=1)) == {
        "pages": 4,
        "versions kept": 4,
        "addresses with as many versions as told": 3,
        "dated: read as told": 3,
        "dated: read but for the zone": 1,
    }
