"""What a statement is about, and which others are on the same matter."""

from __future__ import annotations

import pytest

from otkuda.model import Article, Span
from otkuda.statements.matter import Asked, Matter, asked_of, on_same_matter, topics_in

ROAD = "Реконструкцию трассы на Кокжар мы завершим до октября"
OTHERS = (
    ("Хлеб подорожал из-за зерна", "ru"),
    ("Школу в посёлке построят весной", "ru"),
    ("The museum bought three paintings", "en"),
    ("Жаңа аурухана ашылды", "kk"),
)


def matter(text: str, code: str, around: str = "") -> Matter:
    """What a text speaks of."""
    own, beside = (frozenset(key for one in topics_in(each, code) for key in one.keys) for each in (text, around))
    return Matter(own, beside - own)


def near(text: str, code: str, *told: tuple[str, str]) -> list[int]:
    """Which of some statements are on the matter of a text; everything else is about other things."""
    article = Article(text)
    asked = asked_of(text, code, article, (Span(0, len(text)),), "Бекзат Аралтаев")
    candidates = dict(enumerate(matter(*one) for one in told))
    return [number for number, _ in on_same_matter(asked, candidates, [matter(*one) for one in OTHERS])]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Дорогу на Кокжар сдадим летом, до конца реконструкции", "ru"),
        ("Көкжар жолын қайта жаңарту аяқталады", "kk"),
        ("The road to Kokzhar and its reconstruction", "en"),
    ],
)
def test_in_any_language(text: str, code: str) -> None:
    """The same place and the same thing make one matter, whatever the words."""
    assert near(ROAD, "ru", *OTHERS, (text, code)) == [len(OTHERS)]


def test_one_thing_is_not_enough() -> None:
    """A place alone, or what all speak of, makes no matter; nor does what only stands around."""
    assert near(ROAD, "ru", ("Кокжар хорошеет", "ru"), ("", "ru"), *OTHERS) == []
    around = {0: matter("Спасибо всем", "ru", ROAD)}
    assert on_same_matter(asked_of(ROAD, "ru", Article(ROAD), (Span(0, 9),), ""), around, [matter(*OTHERS[0])]) == []


def test_what_is_around_adds() -> None:
    """Of two that say as much, the one with a like article is nearer."""
    asked = asked_of(ROAD, "ru", Article(f"{ROAD}. Асфальт уже положили."), (Span(0, len(ROAD)),), "")
    said = "Трассу на Кокжар починим"
    candidates = {0: matter(said, "ru"), 1: matter(said, "ru", "Асфальт кладут ночью")}
    found = on_same_matter(asked, candidates, [matter(*one) for one in OTHERS])
    assert [number for number, _ in found] == [1, 0]
    assert all(0 < nearness <= 1 for _, nearness in found)


def test_the_speaker_is_no_matter() -> None:
    """Whom all that he said has around it is left out of what is looked for."""
    text = "«Мост готов», — сказал Бекзат Аралтаев."
    asked = asked_of("Мост готов", "ru", Article(text), (Span(1, 11),), "Бекзат Аралтаев")
    keys = {key for one in asked.around for key in one.keys}
    assert keys.isdisjoint(key for one in topics_in("сказал Бекзат Аралтаев", "ru")[1:] for key in one.keys)


@pytest.mark.parametrize("text", ["", "…", "\0\ud800", "а" * 100_000, "12 12 12", "Ё" * 50 + " " + "ъ" * 50])
def test_strange_texts(text: str) -> None:
    """Whatever the text and the language, there is an answer."""
    for code in ("ru", "kk", "en", "zz", ""):
        asked = asked_of(text, code, Article(text), (Span(0, len(text)),), text)
        assert on_same_matter(asked, {1: matter(text, code)}, []) in ([], [(1, 1.0)])
    assert on_same_matter(Asked((), ()), {}, []) == []
