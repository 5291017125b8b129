"""A text becomes an article, unchanged."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from otkuda.article import from_text


@pytest.mark.parametrize(
    "text", ["", "Мост\r\n\r\nОткрыт.\r\n", "\ufeffМост\n", "Мост\x00\x07\ud800\n", " \n\t\nМост ", "\u2028Мост"]
)
def test_text_is_never_changed(text: str) -> None:
    """Line ends, control characters and lone surrogates stay."""
    assert from_text(text).text == text


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("", None),
        (" \n\t\r\n", None),
        ("\r\n  Мост открыт \r\nДа.", "Мост открыт"),
        ("Мост", "Мост"),
        ("Мост\n", "Мост"),
    ],
)
def test_headline_is_the_first_line_that_is_not_blank(text: str, headline: str | None) -> None:
    """Without its outer blanks; None where there is no such line."""
    assert from_text(text).headline == headline


def test_what_is_given_counts() -> None:
    """A headline that is given changes nothing of the text."""
    published = datetime(2026, 5, 5, tzinfo=UTC)
    article = from_text("Мост открыт", headline="Иное", outlet="Заря", published=published, language="kk")
    assert (article.text, article.headline, article.outlet, article.published, article.language) == (
        "Мост открыт",
        "Иное",
        "Заря",
        published,
        "kk",
    )


def test_authors_come_from_text_credits() -> None:
    """The photographer is no author."""
    text = "Мост открыт\n\nТекст: Иван Петров\n\nФото: Анна Лесная\n\nВ посёлке открыли мост."
    assert from_text(text).authors == ("Иван Петров",)
