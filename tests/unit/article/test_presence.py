"""What an answer is: an article, a page that says there is none, the front page, a wall."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda import UnreadableError
from otkuda.article import from_bytes, presence
from otkuda.lang.lexicon import rows
from otkuda.model import Page

PAGES = sorted((Path(__file__).parents[2] / "data" / "pages").glob("*.html"))
URL = "https://zarya.kz/news/1"
LIST = "".join(f"<li><a href='/n/{number}'>Очень длинный заголовок номер {number}</a></li>" for number in range(20))
CARDS = "".join(
    f"<div><a href='/n/{number}'>Очень длинный заголовок номер {number}</a><p>Подводка к новости.</p></div>"
    for number in range(20)
)
SENTENCE = "В посёлке Атбасар открыли мост через Ишим, сообщили в акимате района в понедельник."


def verdict(markup: str, url: str = URL, requested: str | None = None, status: int = 200) -> str:
    """Return what a page is, read as the collector reads it."""
    content = markup.encode("utf-8", "replace")
    try:
        article = from_bytes(content, name=url, url=url)
    except UnreadableError:
        article = None
    return presence(Page(url, content, None, "text/html", status, requested), article)


CASES = [
    (
        "missing",
        f"<title>Страница не найдена — Заря</title><h1>Страница не найдена</h1><p>Её удалили.</p><ul>{LIST}</ul>",
    ),
    ("missing", "<title>Заря</title><h1>Ошибка 404</h1><p>Такой страницы нет.</p>"),
    ("missing", "<title>404 Not Found</title><center>nginx</center>"),
    ("missing", "<h1>К сожалению, запрошенная страница не найдена</h1>"),
    ("missing", "<h1>Материал удалён</h1><p>Он снят с публикации.</p>"),
    ("missing", "<title>Бет табылмады | Заря</title><h1>Бет табылмады</h1>"),
    ("missing", "<title>Page not found - Zarya</title><h1>Oops! That page can’t be found.</h1>"),
    ("missing", "<h1>The page you are looking for does not exist</h1>"),
    ("article", f"<h1>Страница не найдена: почему вчера не работали сайты</h1><p>{SENTENCE}</p>"),
    ("article", f"<h1>Материал удалён: суд обязал сайт</h1><p>{SENTENCE}</p>"),
    ("article", f"<h1>Новость дня</h1><p>{SENTENCE}</p>"),
    ("article", f"<h1>404 километра новых дорог построят в области</h1><p>{SENTENCE}</p>"),
    ("article", f"<h1>Доступ к пляжу закрыт из-за ремонта</h1><p>{SENTENCE}</p>"),
    ("article", f"<h1>Статья удалена из кодекса</h1><p>{SENTENCE}</p>"),
    ("article", f"<h1>Статья удалена</h1><p>{SENTENCE * 12}</p>"),
    ("article", f"<h1>Мост открыт</h1><time datetime='2026-05-05'>5 мая</time><p>{SENTENCE}</p><ul>{LIST}</ul>"),
    ("article", "<div id=root></div><script src=/app.js></script>"),
    ("blocked", "<title>Just a moment...</title><div id=cf-chl-x></div>"),
    ("blocked", "<title>DDoS-Guard</title><p>Checking your browser before accessing zarya.kz</p>"),
    ("blocked", "<title>Заря</title><h1>Вы не робот?</h1><div class='smartcaptcha'></div>"),
    ("blocked", "<title>Заря</title><p>Секунду</p><script src='/__qrator/qauth.js'></script>"),
    ("blocked", "<title>Before you continue</title><p>We use cookies and data to deliver and maintain services.</p>"),
    ("front", f"<title>Заря — новости</title><h1>Заря</h1><ul>{LIST}</ul>"),
    ("front", f"<title>Заря — новости</title>{CARDS}"),
]


@pytest.mark.parametrize(("expected", "markup"), CASES)
def test_verdict(expected: str, markup: str) -> None:
    """By what the page shows."""
    assert verdict(markup) == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_articles_are_articles(page: Path) -> None:
    """The saved pages of invented outlets."""
    content = page.read_bytes()
    assert presence(Page(URL, content, None, None), from_bytes(content, name=page.name)) == "article"


def test_by_the_address() -> None:
    """A redirect to the front page, to a page for errors; a status."""
    markup = f"<h1>Мост открыт</h1><p>{SENTENCE}</p>"
    assert verdict(markup, "https://zarya.kz/", URL) == "front"
    assert verdict(markup, "https://zarya.kz/ru/index.html", URL) == "front"
    assert verdict(markup, "https://zarya.kz/404.html", URL) == "missing"
    assert verdict(markup, "https://zarya.kz/news/1-most", URL) == "article"
    assert verdict(markup, "https://zarya.kz/", "https://zarya.kz") == "article"
    assert verdict(markup, status=410) == "missing"
    assert verdict(markup, status=403) == "blocked"


@pytest.mark.parametrize("row", rows("otkuda.article", "walls.tsv"), ids=lambda row: row[2])
def test_examples_of_the_list(row: tuple[str, str, str]) -> None:
    """Each pattern fits its own example."""
    kind, pattern, example = row
    fits = re.search if kind == "wall" else re.fullmatch
    assert fits(pattern, example.strip(" .!…"), re.IGNORECASE)


@given(st.text(max_size=300), st.sampled_from(["", "http://[", "x", URL]))
def test_anything(markup: str, url: str) -> None:
    """A verdict, never an error."""
    assert verdict(markup, url, URL) in {"article", "missing", "front", "blocked"}
