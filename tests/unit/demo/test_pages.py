"""What the sites answer: every page is read back as what was written, every listing lists what is out."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from otkuda.article import from_bytes
from otkuda.collect.listings import read_listing
from otkuda.demo import Newsroom, Outlet, newsroom
from otkuda.demo.newsroom import Printed, Text
from otkuda.demo.pages import LISTINGS, answer
from otkuda.model import Page

START = datetime(2026, 3, 11, 12, tzinfo=UTC)
ROOM = newsroom(START)


@pytest.fixture
def room() -> Newsroom:
    """The newsroom as of a fixed moment."""
    return ROOM


def printed() -> list[Printed]:
    """Return one article of each look in each language."""
    found = [one for outlet in ROOM.outlets for one in ROOM.printed(outlet, START)]
    return list({(one.text.outlet.look, one.text.outlet.language): one for one in found}.values())


@pytest.mark.parametrize("one", printed(), ids=lambda one: f"{one.text.outlet.look}-{one.text.outlet.language}")
def test_an_article_is_read_back(room: Newsroom, one: Printed) -> None:
    """Headline, outlet, time, all paragraphs in order and all links of a page are those of the text."""
    sent = answer(room, one.text.outlet.host, one.text.path, START)
    article = from_bytes(sent.content.encode(), name=one.url, charset="utf-8", url=one.url)
    plain = [re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", paragraph) for paragraph in one.text.paragraphs]
    assert (article.headline, article.outlet) == (one.text.headline, one.text.outlet.name)
    assert article.published == one.published
    assert [line for line in article.text.split("\n\n") if line in plain] == plain
    assert [link.url for link in article.links] == re.findall(r"\]\(([^)]+)\)", one.text.body)


def test_a_credit_is_read_back(room: Newsroom) -> None:
    """A photo's credit is the photo's, with the agency and the author."""
    outlet = room.outlet_at("dala-media.example")
    assert outlet
    one = next(one for one in room.printed(outlet, START) if one.text.photo and "Тлеуов" in one.text.photo)
    sent = answer(room, outlet.host, one.text.path, START)
    [credit] = from_bytes(sent.content.encode(), name=one.url, charset="utf-8", url=one.url).credits
    assert (credit.what, credit.agency, credit.author) == ("photo", "Дала Медиа", "Руслан Тлеуов")


@pytest.mark.parametrize("outlet", ROOM.outlets, ids=lambda one: one.host)
def test_a_listing_lists_what_is_out(room: Newsroom, outlet: Outlet) -> None:
    """Feeds and sitemaps have each article with its headline and time."""
    path = LISTINGS[outlet.listing]
    sent = answer(room, outlet.host, path, START)
    page = Page(outlet.home + path, sent.content.encode(), "utf-8", "application/xml", fetched=START)
    listing = read_listing(page, "sitemap" if outlet.listing == "sitemap" else "feed", None)
    out = room.printed(outlet, START)
    assert [one.url for one in listing.entries] == [one.url for one in out]
    assert [one.published and one.published.start for one in listing.entries] == [one.published for one in out]


def test_markup_in_texts_is_shown_not_run(room: Newsroom) -> None:
    """What looks like markup in a headline stands on every page and in every feed as text."""
    outlet = room.outlets[1]
    bad = "<script>alert(1)</script>"
    other = Newsroom(START, (outlet,), (Text(outlet, "x", 30, bad, bad),))
    for path in ("x", "", LISTINGS[outlet.listing]):
        assert bad not in answer(other, outlet.host, path, START).content


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("nobody.example", "", 404),
        ("minuta.example", "n/0", 404),
        ("minuta.example", "../../etc/passwd", 404),
        ("minuta.example", "robots.txt", 200),
        ("minuta.example", "", 200),
    ],
)
def test_status(room: Newsroom, host: str, path: str, status: int) -> None:
    """What is not there is 404, whatever the path."""
    assert answer(room, host, path, START).status == status
