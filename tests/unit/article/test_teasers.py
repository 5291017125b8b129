"""Lists of other articles are no text, wherever they stand; what is said in the article is."""

from __future__ import annotations

import pytest

from otkuda.article import from_html

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


def test_a_list_in_the_text_stays() -> None:
    """Lines without a full stop among paragraphs are no board."""
    items = "<ul><li>вода из колодца у моста</li><li>хлеб из новой пекарни</li><li>соль с озера за посёлком</li></ul>"
    assert "хлеб" in from_html(f"<div>{TEXT}{TEXT[20:] * 3}{items}<p>Всё это продают на мосту.</p></div>").text
