"""Articles out of what a feed or a channel carries, and what completes an article made elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda import UnreadableError
from otkuda.article import completed, from_entry
from otkuda.model import Article, Credit, Entry, Moment, Reference

WHEN = Moment(datetime(2026, 3, 11, tzinfo=UTC), datetime(2026, 3, 12, tzinfo=UTC))


def test_a_message() -> None:
    """Its first line is its headline; whom it passes on is a credit."""
    message = Entry(
        "https://t.me/zarya/7",
        content="<b>Мост открыт</b><br><br>В посёлке открыли мост.<br>Фото: Анна Лесная",
        published=WHEN,
        source=Reference("Вести", "https://t.me/vesti"),
    )
    article = from_entry(message, outlet="Заря")
    assert article.text == "Мост открыт\n\nВ посёлке открыли мост.\n\nФото: Анна Лесная"
    assert (article.headline, article.outlet, article.url) == ("Мост открыт", "Заря", "https://t.me/zarya/7")
    assert (article.published, article.published_until) == WHEN
    assert article.credits[-1] == Credit("text", "Вести", None, None)
    assert article.credits[0].author == "Анна Лесная"


def test_an_entry_with_a_headline() -> None:
    """The headline stands before the text, once."""
    entry = Entry(
        "https://zarya.kz/1", headline="Мост открыт", content="<p>В посёлке открыли мост.</p>", authors=("А",)
    )
    assert from_entry(entry).text == "Мост открыт\n\nВ посёлке открыли мост."
    assert from_entry(entry).authors == ("А",)
    again = Entry("https://zarya.kz/1", headline="Мост открыт", content="<h1>Мост открыт</h1><p>Да.</p>")
    assert from_entry(again).text == "Мост открыт\n\nДа."


@pytest.mark.parametrize("content", [None, "", "<p> </p>", "<img src=x>", "…"])
def test_an_entry_without_text(content: str | None) -> None:
    """One line."""
    with pytest.raises(UnreadableError, match=r"https://zarya\.kz/1: "):
        from_entry(Entry("https://zarya.kz/1", headline="Мост", content=content))


@given(st.text(max_size=200), st.none() | st.text(max_size=20))
def test_any_content(content: str, headline: str | None) -> None:
    """An article with spans in its text, or one line."""
    try:
        article = from_entry(Entry("x", headline=headline, content=content))
    except UnreadableError:
        return
    assert all(credit.text.end <= len(article.text) for credit in article.credits if credit.text)


def test_what_a_text_shows() -> None:
    """Completes what a record says, and changes none of it."""
    text = "Мост открыт\n\nВ посёлке Атбасар открыли мост через Ишим.\n\nАвтор: Анна Лесная"
    passed_on = Credit("text", "Вести", None, None)
    article = completed(Article(text, credits=(passed_on,)))
    assert (article.headline, article.authors, article.language) == ("Мост открыт", ("Анна Лесная",), "ru")
    assert passed_on in article.credits
    assert len(article.credits) == 2
    stated = Article(text, headline="Иной", authors=("Пётр",), language="kk")
    assert completed(stated).headline == "Иной"
    assert (completed(stated).authors, completed(stated).language) == (("Пётр",), "kk")
    assert completed(completed(article)) == completed(article)
