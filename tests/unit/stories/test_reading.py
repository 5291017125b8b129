"""What an article tells: numbers and dates, names, words; and what of it is left out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from otkuda.entities.spelling import skeletons
from otkuda.lang.language import load
from otkuda.lang.lexicon import rows
from otkuda.model import Article, Attribution, Carrier, Link, Source, Span
from otkuda.stories import items
from otkuda.stories.figures import figures, joined
from otkuda.stories.item import paragraph, paragraphs
from otkuda.stories.names import names
from otkuda.text.language import LANGUAGES
from otkuda.text.tokens import tokenize


def told(text: str, language: str) -> dict[str, float]:
    """Return the numbers and dates of a text."""
    return figures(tokenize(joined(text, language), load(language).analyse), language)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("Без дороги 1 870 человек", "ru", "1870"),
        ("Some 1,870 people", "en", "1870"),
        ("Ставка 14,75 %", "ru", "14.75"),
        ("A rate of 14.75 percent", "en", "14.75"),
        ("Thirty-four pupils", "en", "34"),
        ("тридцать четыре ученика", "ru", "34"),
        ("отыз төрт оқушы", "kk", "34"),
        ("стоил 2,3 миллиарда тенге", "ru", "2300000000"),
        ("cost 2.3 billion tenge", "en", "2300000000"),
        ("две тысячи тенге", "ru", "2000"),
        ("потеряли на 43-й день", "ru", "43"),
        ("3 мая", "ru", "5-3"),
        ("May 3", "en", "5-3"),
        ("3 мамырда", "kk", "5-3"),
    ],
)
def test_number(text: str, language: str, number: str) -> None:
    """A number or a date is the same however a language writes it."""
    assert number in told(text, language)


def test_how_much_a_number_tells() -> None:
    """The more digits a number has, the less it comes by chance; small ones and years come anywhere."""
    found = told("1870 человек, 34 ученика, 20 процентов, 3 дома, в 2026 году", "ru")
    assert found["1870"] > found["34"] > found["20"] > found["3"] == found["2026"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Писала Токсанова", "ru"), ("Деді Тоқсанованың", "kk")),
        (("Ушли с Токсановой", "ru"), ("It was Toksanova", "en")),
        (("Мост у Петропавловска", "ru"), ("A bridge at Petropavlovsk", "en")),
        (("Летит «Сункар»", "ru"), ("It is Sunkar", "en")),
    ],
)
def test_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    """A name is the same in any case, language and alphabet."""
    ours, theirs = (frozenset[str]().union(*(keys for keys, _ in _names(*text))) for text in (one, other))
    assert ours & theirs


def _names(text: str, language: str) -> list[tuple[frozenset[str], float]]:
    found = names(tokenize(text, load(language).analyse), language, skeletons)
    return [(name.keys, name.tells) for name in found]


def test_no_name() -> None:
    """A word that only opens a sentence, a month, a weekday are no names."""
    assert _names("Мост закрыт. Дорога тоже.", "ru") == []
    assert _names("It rained on Tuesday in April.", "en") == []


def test_how_much_a_name_tells() -> None:
    """A surname tells more than a word with a capital letter, that more than a country, a given name least."""
    surname, word, country, given = (
        _names(f"Вот {name}", "ru")[0][1] for name in ("Бекишев", "Дом", "Казахстан", "Тимур")
    )
    assert surname > word > country > given or surname > country > given


def test_words_of_saying_tell_nothing() -> None:
    """Cues, titles and the words of any news are left out, names too."""
    found = paragraph("Министр Бекишев сообщил в этом году, что рухнул мост.", "ru", skeletons)
    assert found.words == {"рухнуть", "мост"}


def test_concepts_are_over_languages() -> None:
    """What a text speaks of is the same in another language."""
    one = paragraph("Мост рухнул в реку, паром сел на мель.", "ru", skeletons)
    other = paragraph("The bridge fell into the river; the ferry ran aground.", "en", skeletons)
    assert len(one.concepts & other.concepts) >= 2


def test_the_outlet_is_no_name_of_the_event() -> None:
    """Neither the outlet itself nor the one that the words are taken from ties two articles."""
    text = "Как пишет Тобол-Лайн, рухнул мост."
    source = Source(Span(10, 20), "Тобол-Лайн", "outlet")
    reading = Attribution((Span(22, 33),), Span(4, 9), (source,), "indirect", "test", 1.0)
    article = Article(text, outlet="Заря", attributions=(reading,), language="ru")
    assert not paragraphs(article, skeletons)[0].names


def test_reminders_are_left_out() -> None:
    """What an article only reminds of is not what it tells, unless that is much of it."""
    text = "В Бестау открыли мост через Ащылы.\nПо нему пошли автобусы.\nНапомним, рухнул Каратау."
    assert len(paragraphs(Article(text, language="ru"), skeletons)) == 2
    assert len(paragraphs(Article("Напомним, рухнул Каратау.", language="ru"), skeletons)) == 1


def test_the_day_is_that_of_publication_else_when_it_was_seen() -> None:
    """An article that does not state its date is as old as its first sight."""
    seen = datetime(2026, 5, 3, tzinfo=UTC)
    dated = Article("Мост", published=datetime(2026, 5, 1, tzinfo=UTC))
    found = [items(Carrier("a", one, seen=seen), skeletons)[0].day for one in (dated, Article("Мост"))]
    assert found[1] is not None
    assert found[0] == found[1] - 2
    assert items(Carrier("a", Article("Мост")), skeletons)[0].day is None


def test_links_to_whole_sites_are_none() -> None:
    """A link to the front page of an outlet ties nothing."""
    links = (Link(Span(0, 4), "https://zarya.example/"), Link(Span(0, 4), "https://zarya.example/1.html?utm_source=x"))
    found = items(Carrier("a", Article("Мост", links=links)), skeletons)[0]
    assert found.links == {"https://zarya.example/1.html"}


def test_tables() -> None:
    """Each row of the tables names a language, what it lists in small letters, and an example."""
    for name in ("round_ups.tsv", "backgrounds.tsv"):
        for row in rows("otkuda.stories", name):
            assert len(row) == 3
            assert row[0] in LANGUAGES
            assert row[1] == row[1].lower()
