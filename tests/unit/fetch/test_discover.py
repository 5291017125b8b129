"""What a site offers, what an address is, and the articles that a front page links."""

from __future__ import annotations

import pytest

from otkuda.fetch.discover import Candidate, listings_of
from otkuda.fetch.front_page import article_links, likeness
from otkuda.fetch.kinds import PageKind, kind_of
from otkuda.lang.lexicon import rows
from otkuda.model import Page

FRONT = """<!doctype html><html lang="ru"><head><title>Заря — новости Атбасара</title>
<link rel="alternate" type="application/rss+xml" title="Заря » Лента комментариев" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="Спорт" href="/rubric/sport/feed/">
<link rel="alternate" type="application/rss+xml" title="Заря" href="/feed/">
<link rel="alternate" type="application/atom+xml" title="Заря (Atom)" href="https://zarya.example/atom">
<link rel="alternate" hreflang="kk" href="/kk/"><link rel="stylesheet" href="/feed.css">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">
</head><body><a href="/export/rss/all.xml">RSS</a> <a href="https://feedly.example/rss/zarya">Feedly</a>
<a href="#">Наверх</a><a href="javascript:void(0)">Меню</a></body></html>"""


def page(content: str, url: str = "https://zarya.example/", kind: str = "text/html") -> Page:
    """Return a page as fetched."""
    return Page(url, content.encode(), "utf-8", kind)


def offered(content: str, *sitemaps: str) -> list[Candidate]:
    """Return what is offered, without guesses."""
    return [one for one in listings_of(page(content), sitemaps) if one.origin != "guess"]


def test_the_best_first() -> None:
    """The feed of everything, then a rubric's, then what the foot links, sitemaps, and comments at the very end."""
    found = offered(FRONT, "https://zarya.example/sitemap.xml", "https://zarya.example/sitemap-news.xml")
    assert [one.url.removeprefix("https://zarya.example") for one in found] == [
        "/feed/",
        "/atom",
        "/rubric/sport/feed/",
        "/export/rss/all.xml",
        "/sitemap-news.xml",
        "/sitemap.xml",
        "/comments/feed/",
    ]
    assert found[0] == Candidate("https://zarya.example/feed/", "feed", "linked", "Заря")
    assert found[4].kind == "sitemap"


def test_guesses() -> None:
    """What is not linked is looked for where sites keep it, once each, and after what is linked."""
    found = listings_of(page("<p>Заря</p>", "https://zarya.example/ru/index.html"))
    assert found[0] == Candidate("https://zarya.example/feed/", "feed", "guess")
    assert [one.url for one in found] == [example for *_, example in rows("otkuda.fetch", "well_known.tsv")]
    assert len({one.url for one in listings_of(page(FRONT))}) == len(listings_of(page(FRONT)))


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="/x">',
        "<LINK REL='ALTERNATE feed' TYPE='Application/RSS+XML; charset=utf-8' HREF='/x'>",
        '<link rel="feed" href="/x">',
        '<base href="https://zarya.example/ru/"><link rel="alternate" type="application/feed+json" href="../x">',
    ],
)
def test_links(link: str) -> None:
    """However it is spelled."""
    assert [one.url for one in offered(link)] == ["https://zarya.example/x"]


def test_a_rubrics_feed_named_all_news() -> None:
    """«Все новости» stands before the rubrics, wherever it is linked."""
    rubrics = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="/rss/{name}.xml">'
        for title, name in (("Политика", "politics"), ("Все новости", "all"), ("Видео", "video"))
    )
    assert [one.title for one in offered(rubrics)] == ["Все новости", "Политика", "Видео"]


def test_word_lists_have_examples() -> None:
    """Each word is met in its example."""
    for word, weight, example in rows("otkuda.fetch", "listing_words.tsv"):
        assert word in example.lower()
        assert int(weight)
    for _, kind, example in rows("otkuda.fetch", "well_known.tsv"):
        assert kind in {"feed", "sitemap"}
        assert example.startswith("https://zarya.example/")
    for _, example in rows("otkuda.fetch", "no_articles.tsv"):
        assert likeness(example) == "none", example


KINDS: list[tuple[str, str, PageKind]] = [
    ("https://zarya.example/rss", '<?xml version="1.0"?><!-- <html> --><rss version="2.0"/>', "feed"),
    ("https://zarya.example/rss", "\n\n<feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
    ("https://zarya.example/rss", "<rdf:RDF xmlns:rdf='x'>", "feed"),
    ("https://zarya.example/f", '{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}', "feed"),
    ("https://zarya.example/f", '{"error": 1}', "other"),
    ("https://zarya.example/s", "<urlset>", "sitemap"),
    ("https://zarya.example/s", "<sm:sitemapindex xmlns:sm='x'>", "sitemap"),
    ("https://zarya.example/s", "https://zarya.example/1\nhttps://zarya.example/2", "sitemap"),
    ("https://zarya.example/o", "<opml version='2.0'>", "opml"),
    ("https://t.me/s/zarya_news", "<div class='tgme_channel_info'></div>", "telegram"),
    ("https://t.me/zarya_news", "<div class='tgme_page'></div>", "telegram"),
    ("https://zarya.example/", "<html><meta property='og:type' content='article'>", "site"),
    ("https://zarya.example/kk/", "<html><body>", "site"),
    ("https://zarya.example/1", "<html><meta property='og:type' content='article'>", "article"),
    ("https://zarya.example/1", "<html><meta property='article:published_time' content='2026'>", "article"),
    (
        "https://zarya.example/1",
        '<html><script type="application/ld+json">{"@type": ["NewsArticle"]}</script>',
        "article",
    ),
    ("https://zarya.example/p/novyj-most", f"<html><p>{'Мост открыт. ' * 30}</p><a href=/>Заря</a>", "article"),
    ("https://zarya.example/p/novyj-most", f"<html><p>Мост</p><a href=/>{'Мост открыт. ' * 30}</a>", "site"),
    ("https://zarya.example/novosti", f"<html><p>{'Мост открыт. ' * 30}</p>", "site"),
    (
        "https://zarya.example/rubric",
        "<html><i itemprop='datePublished'></i>" + "<i itemprop=datePublished></i>" * 9,
        "site",
    ),
    ("https://zarya.example/rubric", "<html><body>", "site"),
    ("https://zarya.example/x", "", "other"),
    ("https://zarya.example/x", "мост", "other"),
]


@pytest.mark.parametrize(("url", "content", "kind"), KINDS)
def test_kinds(url: str, content: str, kind: PageKind) -> None:
    """By the bytes, whatever was declared."""
    assert kind_of(page(content, url, "text/plain")) == kind


def test_no_text_is_no_kind() -> None:
    """A picture."""
    assert kind_of(Page("https://zarya.example/1.png", b"\x89PNG\r\n\x1a\n\x00\x00", None, "image/png")) == "other"


LINKS = """<html><head><title>Заря</title></head><body>
<nav><a href="/rubric/politika-i-vlast">Политика и власть</a>
<a href="/about/o-nas-i-gazete">О нашей газете «Заря»</a></nav>
<a href="/2026/06/09/most-otkryt"><img src="1.jpg"></a>
<a href="/2026/06/09/most-otkryt">10:45 Мост через Ишим открыли в Атбасаре</a>
<a href="/2026/06/09/most-otkryt#comments">12</a>
<a href="/news/123456"><h3>Школы начнут занятия на полчаса позже</h3>
<p>С первого сентября, сообщили в ведомстве.</p></a>
<a href="/novosti/vlagi-v-pochve-bolshe?utm_source=main">Влаги в почве больше, чем год назад</a>
<a href="/cis/2026/fiordy.shtml">Чем Норвегия интересна Казахстану</a>
<a href="/p/novyj-most">Новый мост через Ишим увидят осенью</a><a href="/info/nashi-pravila">Наши правила и условия</a>
<a href="https://stepnoy.example/2026/06/09/chuzhaya">Чужая новость с другого сайта</a>
<a href="/2026/06/photo-mosta.jpg">Фотография моста через Ишим</a>
<a href="/">На главную страницу газеты</a><a href="/search?q=2026">Поиск по сайту газеты</a>
</body></html>"""


def test_articles_of_a_front_page() -> None:
    """Addresses of articles, by the longest headline that links them; no rubrics, pictures or other sites."""
    listing = article_links(page(LINKS))
    assert [(entry.url.removeprefix("https://zarya.example"), entry.headline) for entry in listing.entries] == [
        ("/2026/06/09/most-otkryt", "Мост через Ишим открыли в Атбасаре"),
        ("/news/123456", "Школы начнут занятия на полчаса позже"),
        ("/novosti/vlagi-v-pochve-bolshe", "Влаги в почве больше, чем год назад"),
        ("/cis/2026/fiordy.shtml", "Чем Норвегия интересна Казахстану"),
        ("/p/novyj-most", "Новый мост через Ишим увидят осенью"),
    ]
    assert (listing.title, listing.home) == ("Заря", "https://zarya.example/")


@pytest.mark.parametrize("piece", ["<div>", "<a href=/2026/06/09/most>", "<nav>", "<link rel=alternate href=", "<a "])
def test_hostile_pages_take_bounded_time(piece: str) -> None:
    """What repeats a hundred thousandfold ends."""
    hostile = page("<html>" + piece * 100_000)
    assert kind_of(hostile) == "site"
    assert len(listings_of(hostile)) < 300
    assert len(article_links(hostile).entries) <= 1
