"""What interrupts an article is taken out, and what the extraction missed amid it comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.article import from_html
from otkuda.article.asides import drop_asides
from otkuda.article.leaves import leaves_of
from otkuda.article.missed import with_missed
from otkuda.lang.lexicon import rows
from otkuda.text.pages import tree_of

FIRST = "В посёлке Атбасар открыли мост через Ишим, сообщили в акимате района."
SECOND = "Паром, который ходил через реку с 1974 года, осенью выставят на торги."
THIRD = "Второй мост, у села Каменка, начнут строить через год, если хватит денег."
OTHER = "Заголовок совсем другой новости"
ASIDES = {
    "line": f'<p>Читайте также: <a href="/1">{OTHER}</a></p>',
    "quotation": f'<blockquote><p><strong>Ещё по теме:</strong> <a href="/1">{OTHER}</a></p></blockquote>',
    "card": f'<a href="/1"><div>Читайте также</div><div>{OTHER}</div></a>',
    "list": f'<p><b>Материалы по теме:</b></p><ul><li><a href="/1">{OTHER}</a></li></ul>',
    "box": f'<div><h4>Вам будет интересно</h4><div><h5><a href="/1">{OTHER}</a></h5><p>Пересказ её.</p></div></div>',
    "lone link": f'<p><a href="/1">{OTHER}</a></p>',
    "English": f'<p><em>Read more: <a href="/1">{OTHER}</a></em></p>',
    "Kazakh": f'<p>Тағы оқыңыз: <a href="/1">{OTHER}</a></p>',
    "plea": "<p><strong>Подписывайтесь на наш Telegram-канал и узнавайте новости первыми!</strong></p>",
    "advertisement": '<div class="content-ad"><p>Кухни на заказ за две недели. Замерщик бесплатно!</p></div>',
}


@pytest.mark.parametrize("aside", ASIDES)
def test_asides(aside: str) -> None:
    """None of them is in the text, all of the article is."""
    page = f"<body><div><h1>Мост открыт</h1><p>{FIRST}</p>{ASIDES[aside]}<p>{SECOND}</p><p>{THIRD}</p></div></body>"
    assert from_html(page).text.split("\n\n") == ["Мост открыт", FIRST, SECOND, THIRD]


@pytest.mark.parametrize("row", rows("otkuda.article", "asides.tsv"), ids=lambda row: row[2])
def test_each_row_has_its_example(row: tuple[str, str, str]) -> None:
    """A page with the example has nothing of it in its text."""
    kind, _, example = row
    link = f'<a href="/1">{OTHER}</a>'
    lines = {
        "label": f"<p>{example}: {link}</p>",
        "plea": f"<p>{example}</p>",
        "heading": f"<section><h3>{example}</h3><p>{THIRD}</p></section>",
        "box": f"{example}{OTHER}</div>",
    }
    tree = tree_of(f"<body><p>{FIRST}</p>{lines[kind]}<p>{SECOND}</p></body>")
    assert [leaf.text for leaf in drop_asides(tree)] == [FIRST, SECOND]


def test_what_only_begins_like_a_label() -> None:
    """A sentence with a link is a sentence."""
    line = f'Читайте также между строк, советует <a href="/1">аким</a>. {SECOND}'
    page = f"<body><h1>Мост открыт</h1><p>{FIRST}</p><p>{line}</p></body>"
    assert "между строк" in from_html(page).text


def test_what_only_begins_like_a_heading() -> None:
    """Neither a sentence of the article nor an article under such a heading goes."""
    lines = ("Использование материалов в строительстве выросло вдвое.", "Реклама в метро подорожала.")
    page = f"<body><article><h4>О компании</h4><p>{FIRST}</p>{''.join(f'<p>{line}</p>' for line in lines)}</article>"
    assert [leaf.text for leaf in drop_asides(tree_of(page))] == [FIRST, *lines]


@pytest.mark.parametrize("tag", ["article", "main"])
def test_an_article_is_no_advertisement_of_itself(tag: str) -> None:
    """Whatever the class of the whole says."""
    page = f'<body><{tag} class="post promo bio"><h1>Мост открыт</h1><p>{FIRST}</p><p>{SECOND}</p></{tag}></body>'
    assert [leaf.text for leaf in drop_asides(tree_of(page))] == ["Мост открыт", FIRST, SECOND]


def test_missed_lines_return_to_their_places() -> None:
    """A lead above the first and a line between two that were found; no link, no line that was found."""
    boxes = f"<h1>Мост</h1><div>{FIRST}</div><p>{SECOND}</p><div>{FIRST[:-1]} ещё вчера.</div><p>{THIRD}</p>"
    leaves = leaves_of(tree_of(f'<body>{boxes}<div><a href="/1">{FIRST}</a></div></body>'))
    assert with_missed(leaves, "Мост", [SECOND, THIRD]) == [FIRST, SECOND, f"{FIRST[:-1]} ещё вчера.", THIRD]


def test_the_listed_headline_finds_the_shown_one() -> None:
    """Where the one heading of the page is «Новости»."""
    page = f"<title>Портал</title><h1>Новости района и города</h1><h3>МОСТ ОТКРЫТ</h3><p>{FIRST}</p><p>{SECOND}</p>"
    assert from_html(page, listed="Мост открыт").headline == "МОСТ ОТКРЫТ"
    assert from_html(page, listed="Чего нет на странице").headline == "Новости района и города"


@given(st.lists(st.sampled_from([*ASIDES.values(), f"<p>{FIRST}</p>", "<div>", "</div>", "<a href=/2>", "<li>", "а"])))
def test_any_page(pieces: list[str]) -> None:
    """Lines are left or taken whole."""
    page = "<body>" + "".join(pieces)
    assert {leaf.text for leaf in drop_asides(tree_of(page))} <= {leaf.text for leaf in leaves_of(tree_of(page))}
