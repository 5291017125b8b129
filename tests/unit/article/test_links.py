"""Hyperlinks of the main text: which words of ``Article.text`` lead where, and which links are none of it."""

from __future__ import annotations

import html
import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otkuda import Article, UnreadableError
from otkuda.article import from_bytes, from_entry, from_html
from otkuda.article.links import find_links
from otkuda.model import Entry
from otkuda.text.pages import tree_of

URL = "https://zarya.example/2026/most"
SENTENCE = "В посёлке Атбасар открыли мост через реку Ишим, которого ждали двадцать лет. "


def page(*paragraphs: str, head: str = "", outside: str = "") -> str:
    """Return a page with these paragraphs, as HTML, between two of prose."""
    body = "".join(f"<p>{one}</p>" for one in (SENTENCE * 2, *paragraphs, SENTENCE * 3))
    return (
        f"<html><head><title>Мост открыт</title>{head}</head><body>{outside}"
        f"<article><h1>Мост открыт</h1>{body}</article></body></html>"
    )


def shown(article: Article) -> list[tuple[str, str]]:
    """Return the words of each link and where it leads."""
    return [(article.text[slice(*link.text)], link.url) for link in article.links]


def links(*paragraphs: str, head: str = "", outside: str = "") -> list[tuple[str, str]]:
    """Return the links of a page with these paragraphs; its text is what it is without links."""
    article = from_html(page(*paragraphs, head=head, outside=outside), url=URL)
    return shown(article)


@pytest.mark.parametrize(
    ("href", "head", "expected"),
    [
        ("https://akimat.example/most", "", "https://akimat.example/most"),
        ("HTTPS://Akimat.example:443/most?utm_source=z#top", "", "https://akimat.example/most"),
        ("/docs/1.html", "", "https://zarya.example/docs/1.html"),
        ("1.html", "", "https://zarya.example/2026/1.html"),
        ("1.html", '<base href="/archive/">', "https://zarya.example/archive/1.html"),
        ("1.html", '<base href="https://akimat.example/a/b">', "https://akimat.example/a/1.html"),
        ("//akimat.example/most", "", "https://akimat.example/most"),
        ("http://пример.example/мост", "", "http://xn--e1afmkfd.example/%D0%BC%D0%BE%D1%81%D1%82"),
        (" https://clck.example/Ab3 ", "", "https://clck.example/Ab3"),
    ],
)
def test_where_a_link_leads(href: str, head: str, expected: str) -> None:
    """To the whole address, in the one spelling by which articles are known."""
    assert links(f'Об этом <a href="{href}">сообщил</a> акимат области.', head=head) == [("сообщил", expected)]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:editor@zarya.example",
        "tel:+77010000000",
        "ftp://zarya.example/1",
        "http://[::1",
        "http://zarya.example:port/",
        "https://zarya.example/" + "x" * 100_000,
        "",
        "#top",
        URL + "?utm_source=vk#comments",
    ],
)
def test_a_link_that_leads_nowhere(href: str) -> None:
    """Not HTTP's, no address, or the page itself."""
    markup = page(f'Об этом <a href="{html.escape(href)}">сообщил</a> акимат области.')
    assert from_html(markup, url=URL).links == ()


def test_words_that_stand_there_twice() -> None:
    """They are told apart by their order, within a paragraph and over several."""
    article = from_html(
        page(
            'Акимат открыл мост, <a href="/1">Акимат</a> его и закроет, сообщает Акимат.',
            "Источник: Вести",
            'Источник: <a href="/2">Вести</a>',
        ),
        url=URL,
    )
    assert [link.url[-2:] for link in article.links] == ["/1", "/2"]
    first, second = (link.text.start for link in article.links)
    assert article.text[:first].count("Акимат") == 1
    assert article.text[:second].count("Вести") == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/1"><b>Акимат</b> <i>обла<u>сти</u></i></a>',
        '<b>«<a href="/1">Акимат области</a>»</b>',
        '<a href="/1">\n  Акимат\n  области </a>',
        '<a href="/1">Акимат&nbsp;области</a>',
        '<a href="/1">Акимат&#8239;обла&shy;сти</a>',
        '<a href="/1">Акимат<br>области</a>',
        '<a href="/1"><img src="x.jpg">Акимат области</a>',
    ],
)
def test_markup_within_a_link(markup: str) -> None:
    """The span goes from the first sign of the words to the last, whatever lies between."""
    ((words, _),) = links(f"Об этом сообщает {markup}, ждать осталось недолго.")
    assert (words[0], words[-1], bare(words)) == ("А", "и", "Акиматобласти")


def test_a_link_over_a_whole_paragraph() -> None:
    """Within the paragraph, or around it."""
    whole = "Полный текст обращения опубликован на сайте акимата области."
    assert links(f'<a href="/1">{whole}</a>') == [(whole, "https://zarya.example/1")]
    around = f'<html><body><article><h1>Мост</h1><p>{SENTENCE}</p><a href="/1"><p>{whole}</p></a><p>{SENTENCE * 2}</p>'
    assert shown(from_html(around, url=URL)) == [(whole, "https://zarya.example/1")]


def test_lines_that_are_parted_by_line_ends_alone() -> None:
    """As old sites write their texts: no paragraphs, only <br>."""
    body = f'{SENTENCE}<br><br>Об этом <a href="/1">сообщил</a> акимат.<br><br>{SENTENCE * 2}'
    article = from_html(f'<html><body><h1>Мост</h1><div id="text">{body}</div></body></html>', url=URL)
    assert shown(article) == [("сообщил", "https://zarya.example/1")]


def test_a_page_in_windows_1251() -> None:
    """Offsets count the characters of the decoded text."""
    content = page('Об этом <a href="/1">сообщил</a> акимат.', head='<meta charset="windows-1251">').encode("cp1251")
    assert shown(from_bytes(content, name="page", url=URL)) == [("сообщил", "https://zarya.example/1")]


@pytest.mark.parametrize(
    "outside",
    [
        '<nav><a href="/news">Новости</a> <a href="/sport">мост</a></nav>',
        '<ul class="menu"><li><a href="/1">Атбасар</a></li><li><a href="/2">открыли мост</a></li></ul>',
        '<div class="side"><h3>Читают</h3><p><a href="/3">В Костанае закрыли мост</a></p></div>',
        '<header><a href="/"><img src="logo.png"></a><a href="/login">Войти</a></header>',
    ],
)
def test_links_around_the_text(outside: str) -> None:
    """Menus and teasers are none, even where the text has the same words."""
    assert links('Об этом <a href="/9">сообщил</a> акимат.', outside=outside) == [
        ("сообщил", "https://zarya.example/9")
    ]


@pytest.mark.parametrize(
    "markup",
    [
        'Писала <a rel="author" href="/u/7">Нина Лугова</a>, наш корреспондент.',
        'Писала <a href="/authors/lugova/">Нина Лугова</a>, наш корреспондент.',
        'Открыли <a rel="tag" href="/t/7">мост</a>, которого ждали.',
        'Открыли <a href="/tag/most">мост</a>, которого ждали.',
        'Открыли <a href="/t/7">#мост</a>, которого ждали.',
        'Расскажите <a href="https://t.me/share/url?url=https://zarya.example/2026/most">друзьям</a> о мосте.',
        'Расскажите <a href="https://vk.com/share.php?url=x">друзьям</a> о мосте.',
        'Открыли <a class="tags__item" href="/t/7">мост</a>, которого ждали.',
        '<span class="byline"><a href="/u/7">Нина Лугова</a></span>, наш корреспондент.',
    ],
)
def test_links_to_no_source(markup: str) -> None:
    """Tags, authors and shares, though their words stand in the text."""
    assert links(markup) == []


def test_the_class_of_a_whole_post() -> None:
    """It names tags and authors too, and makes no link of the text one of these."""
    paragraph = 'Об этом <a href="/1">сообщил</a> акимат.'
    markup = (
        page(paragraph).replace("<article>", '<div class="post tag-most author-7">').replace("</article>", "</div>")
    )
    assert shown(from_html(markup, url=URL)) == [("сообщил", "https://zarya.example/1")]


def test_no_more_than_a_thousand() -> None:
    """The first of them, in the order of the text."""
    many = " ".join(f'<a href="/{number}">слово{number}</a> и ещё' for number in range(1_500))
    article = from_html(page(many), url=URL)
    assert len(article.links) == 1_000
    assert article.links[0].url.endswith("/0")
    assert list(article.links) == sorted(article.links)


def test_relative_links_of_a_page_without_address() -> None:
    """Where they lead is unknown."""
    article = from_html(
        page('Об <a href="/1">этом</a> <a href="https://akimat.example/1">сообщил</a> акимат области, ждать недолго.')
    )
    assert shown(article) == [("сообщил", "https://akimat.example/1")]


def test_an_article_in_the_data_of_the_page() -> None:
    """The links of its HTML."""
    body = f'<p>{SENTENCE * 2}</p><p>Об этом <a href="/1">сообщил</a> акимат.</p>'
    data = json.dumps({"article": {"title": "Мост открыт", "body": body}}, ensure_ascii=False)
    markup = (
        f"<html><head><title>Мост открыт</title></head><body><h1>Мост открыт</h1><script>{data}</script></body></html>"
    )
    assert shown(from_html(markup, url=URL)) == [("сообщил", "https://zarya.example/1")]


def test_what_a_feed_carries() -> None:
    """An entry, or a message of a channel."""
    content = (
        '<p>⚡️ <a href="https://t.me/vesti/7">Вести</a>: мост открыт</p><p>Об этом <a href="/1">сообщил</a> акимат.</p>'
    )
    article = from_entry(Entry("https://t.me/zarya/7", content=content))
    assert shown(article) == [("Вести", "https://t.me/vesti/7"), ("сообщил", "https://t.me/1")]


def test_nothing_else_changes() -> None:
    """The same page without its links gives the same article."""
    with_links = page('Об этом <a href="/1">сообщил</a> <a href="/2">акимат</a> области, ждать осталось недолго.')
    without = page("Об этом сообщил акимат области, ждать осталось недолго.")
    assert replace(from_html(with_links, url=URL), links=()) == from_html(without, url=URL)


@pytest.mark.parametrize(
    "body",
    [
        '<p class="tags"><a href="/1">мост</a>' * 20_000,
        '<span class="tags"><a href="/1">мост</a>' * 10_000,
        "<table><tr><td><a href='/1'>мост" * 3_000,
        f"<p>{SENTENCE * 30_000}<a href='/1'>мост</a></p>",
        f"<p>{SENTENCE}<a href='/1'>мост</a></p>" * 10_000,
        "<a href='/1'>мост &#1;7&#3; &#2;99&#3; &#4;</a> " * 5_000,
    ],
    ids=["paragraphs", "nested boxes", "nested tables", "long line", "many lines", "our own marks"],
)
def test_hostile_markup_takes_bounded_time(body: str) -> None:
    """A second or two, and the spans lie in the text."""
    text = (SENTENCE * 1_000 + "\n") * 2
    start = time.monotonic()
    found = find_links(tree_of(f"<body>{body}</body>"), text, URL)
    assert time.monotonic() - start < 5
    assert all(0 <= link.text.start < link.text.end <= len(text) for link in found)


WORDS = st.sampled_from(["мост", "Акимат", "сообщил", "«Заря»", "в мае", "\xa0", "обла\xadсти", "№ 5", "…", "—"])
PIECES = st.lists(WORDS, max_size=5).map(" ".join)
LINKED = st.builds('{}<a href="/{}">{}</a>{}'.format, PIECES, st.integers(0, 9), PIECES, PIECES)
PARAGRAPHS = st.lists(st.one_of(PIECES, LINKED, st.lists(LINKED, max_size=3).map(" ".join)), max_size=6)


@settings(max_examples=100, deadline=None)
@given(PARAGRAPHS)
def test_the_words_of_a_span_are_those_of_its_link(paragraphs: list[str]) -> None:
    """Every span lies in the text; its words are those of a link that leads there, blanks aside."""
    try:
        article = from_html(page(*paragraphs), url=URL)
    except UnreadableError:
        return
    tree = tree_of(page(*paragraphs))
    anchors = {(bare(node.text(deep=True)), node.attributes.get("href")) for node in tree.css("a[href]")}
    for link in article.links:
        assert 0 <= link.text.start < link.text.end <= len(article.text)
        words = article.text[slice(*link.text)]
        assert words == words.strip()
        assert (bare(words), link.url.removeprefix("https://zarya.example")) in anchors


def bare(text: str) -> str:
    """Return a text without blanks and hyphens that are not shown."""
    return "".join(text.split()).replace("\xad", "")
