"""HTML pages: the saved pages of invented outlets, each with what it says in JSON beside it, and hostile markup."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from otkuda import Article, UnreadableError
from otkuda.article import from_bytes, from_html

PAGES = sorted((Path(__file__).parents[2] / "data" / "pages").glob("*.html"))
SENTENCE = "В посёлке Атбасар открыли мост через реку Ишим. "


def shown(article: Article) -> dict[str, object]:
    """Return an article in the form of the files beside the pages."""
    return {
        "headline": article.headline,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "language": article.language,
        "credits": [
            {
                "what": credit.what,
                "agency": credit.agency,
                "author": credit.author,
                "text": article.text[slice(*credit.text)] if credit.text else None,
            }
            for credit in article.credits
        ],
        "paragraphs": article.text.split("\n\n"),
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_saved_page(page: Path) -> None:
    """Each page gives what the file beside it says, whether it comes as a file or as HTML."""
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    content = page.read_bytes()
    assert shown(from_bytes(content, name=page.name)) == expected
    assert shown(from_html(content)) == expected


def test_there_are_pages() -> None:
    """The folder was found."""
    assert len(PAGES) >= 6


def test_outlet_is_the_host_where_the_page_does_not_say() -> None:
    """Without «www.»."""
    page = f"<h1>Мост открыт</h1><p>{SENTENCE * 3}</p>"
    assert from_html(page, url="https://www.zarya.example/most").outlet == "zarya.example"


def test_decoded_page() -> None:
    """A text with a declaration of some encoding is taken as the text that it is."""
    page = f'<html><head><meta charset="koi8-r"></head><body><h1>Мост</h1><p>{SENTENCE * 3}</p></body></html>'
    assert from_html(page).text == f"Мост\n\n{(SENTENCE * 3).strip()}"


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<html><body><script>var x = 'слово';</script></body></html>", "<p> </p>", "<h1>Мост</h1>"],
)
def test_a_page_without_article_text(page: str) -> None:
    """One line that says so."""
    with pytest.raises(UnreadableError) as caught:
        from_html(page, url="https://zarya.example/")
    assert str(caught.value).startswith("https://zarya.example/: ")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("title", ["Мост через Ишим открыт / Заря", "Заря :: Мост через Ишим открыт"])
def test_a_heading_that_is_none(title: str) -> None:
    """A line that is a whole part of the title is the headline, and the date stands beside it."""
    page = f"<title>{title}</title><div><b>Мост через Ишим открыт</b><i>11.03.2026 10:05</i><p>{SENTENCE * 3}</p></div>"
    article = from_html(page, url="https://zarya.kz/1")
    assert article.headline == "Мост через Ишим открыт"
    assert article.published is not None
    assert article.published.isoformat() == "2026-03-11T10:05:00+05:00"


BODY = f"<h1>Мост открыт</h1><p>{SENTENCE * 3}</p>"
HOSTILE = {
    "broken markup": f"<html><body><div<p>{BODY}</b></i><table><tr><p></div",
    "deep": "<div>" * 100_000 + BODY + "</div>" * 100_000,
    "deep inline": "<b><i>" * 20_000 + BODY,
    "deep lists": "<ul><li>" * 50_000 + BODY,
    "deep tables": "<table><tr><td>" * 30_000 + BODY,
    "unclosed": BODY + "<p><a href='x" + "y" * 1_000_000,
    "many spans": BODY + "<span>слово </span>" * 100_000,
    "many paragraphs": BODY + f"<p>{SENTENCE}</p>" * 30_000,
    "many headings": "<h1>Мост открыт</h1>" * 30_000 + BODY,
    "many links": BODY + "<a href='/x'>ссылка</a>" * 60_000,
    "one long paragraph": f"<h1>Мост открыт</h1><p>{SENTENCE * 100_000}</p>",
    "many attributes": f"<p {'a=1 ' * 200_000}>{SENTENCE}</p>" + BODY,
    "entities": BODY + "&amp;" * 500_000,
    "entity bomb": '<!DOCTYPE html [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;">]>' + BODY + "<p>&b;&b;</p>",
    "giant json": '<script type="application/ld+json">' + '{"a":[' * 50_000 + "</script>" + BODY,
    "wide json": f'<script type="application/ld+json">[{"{}," * 300_000}1]</script>' + BODY,
    "many metas": "<meta name='author' content='Анна Лесная'>" * 50_000 + BODY,
    "comments": "<!--" * 200_000 + "-->" + BODY,
    "bad dates": "<time datetime='9999-99-99T99:99'>5 мая 99999</time>" * 1000 + BODY,
    "nulls": BODY.replace("о", "о\x00"),
    "surrogates": BODY.replace("о", "о\ud800"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_markup_is_bounded(kind: str) -> None:
    """A text or one line, in seconds, and every offset inside the text."""
    begin = time.process_time()
    try:
        article = from_html(HOSTILE[kind])
    except UnreadableError:
        article = None
    assert time.process_time() - begin < 15
    if kind not in {"comments", "nulls", "surrogates", "deep inline"}:
        assert article is not None
        assert "открыли мост" in article.text
