"""Lists of other articles are no text, wherever they stand; what is said in the article is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.article import from_html
from otkuda.article.teasers import drop_teasers
from otkuda.text.pages import tree_of

SENTENCE = "В посёлке Атбасар открыли мост через Ишим, сообщили в акимате района."
TEXT = f"<h1>Мост открыт</h1><p>{SENTENCE}</p><p>Паром выставят на торги.</p>"
LINKS = "".join(f'<a href="/{number}">Заголовок другой новости {number}</a><br>' for number in range(4))
ITEMS = "".join(f'<li><a href="/{number}">Заголовок другой новости {number}</a></li>' for number in range(4))
SIDES = {
    "cell": f"<table><tr><td>{TEXT}</td><td><b>Ещё</b><br>{LINKS}</td></tr></table>",
    "div": f"<div>{TEXT}</div><div><b>Ещё</b>{LINKS}</div>",
    "list": f"<div>{TEXT}</div><div><h4>Ещё</h4><ul>{ITEMS}</ul></div>",
    "in the box": f"<div>{TEXT}<div class=x>{LINKS}</div></div>",
    "board": f"<div>{TEXT}</div><div><b>Ещё</b><p>Заголовок 1</p><p>Заголовок 2</p><p>Заголовок 3</p></div>",
}


@pytest.mark.parametrize("side", SIDES)
def test_sidebars(side: str) -> None:
    """None of their headlines."""
    text = from_html(SIDES[side]).text
    assert "Заголовок" not in text
    assert text.split("\n\n") == ["Мост открыт", SENTENCE, "Паром выставят на торги."]


def test_a_digest_keeps_its_list() -> None:
    """In an article element a list of links is the text."""
    items = "".join(f"<li><a href='/{number}'>{SENTENCE}</a></li>" for number in range(4))
    article = from_html(f"<article><h1>Главное за день</h1><p>{SENTENCE}</p><ul>{items}</ul></article>")
    assert article.text.count(SENTENCE) == 5


@pytest.mark.parametrize("box", ["ul", "div"])
def test_lines_among_paragraphs_stay(box: str) -> None:
    """Lines without a full stop beside paragraphs are no board, and two links in a text no list."""
    lines = f"<{box}><p>вода</p><p>хлеб</p><p>соль</p></{box}>"
    tree = tree_of(f"<div>{TEXT}{lines}<p>Всё это <a href=/1>продают</a> на <a href=/2>мосту</a>.</p></div>")
    drop_teasers(tree)
    assert "хлеб" in (tree.html or "")
    assert "мосту" in (tree.html or "")


@given(st.lists(st.sampled_from(["<div>", "</div>", "<td>", "<a href=/x>Слово слово</a>", "<p>Слово", "<h1>", "<li>"])))
def test_any_nesting(pieces: list[str]) -> None:
    """Boxes in boxes are taken out once."""
    drop_teasers(tree_of("".join(pieces)))
