"""Texts in which some paragraphs are in another language: each is read in its own, and a quotation with its cue."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

import otkuda
from otkuda.attribution import sov, svo
from otkuda.attribution.ordered.sight import Sight
from otkuda.text.language import runs

if TYPE_CHECKING:
    from otkuda.lang.language import Language
    from otkuda.text.sentences import Document

PARAGRAPHS = {
    "ru": (
        "Мост через Ишим откроют для машин и пешеходов в конце мая",
        "Аким посёлка Ерлан Сапаров сообщил, что движение по мосту начнётся утром 28 мая.",
        "«Мы строили этот мост почти два года и наконец достроили его», — сказал он журналистам на берегу реки.",
    ),
    "kk": (
        "Есіл өзені үстіндегі көпір мамырдың соңында ашылады",
        "Ауыл әкімі Ерлан Сапаров көпір бойынша қозғалыс 28 мамырда таңертең басталатынын хабарлады.",
        "«Біз бұл көпірді екі жылға жуық салып, ақыры аяқтадық», – деді ол өзен жағасында журналистерге.",
    ),
    "en": (
        "The bridge over the river will open to cars and walkers at the end of May",
        "The mayor of the village, Tobin Ashgrove, said that the bridge would be open on the morning of May 28.",
        '"We were building this bridge for almost two years and have finished it at last," he told reporters there.',
    ),
}
PAIRS = list(permutations(PARAGRAPHS, 2))


def seen(text: str, language: str) -> list[tuple[str, str]]:
    """Return the runs of a text: the language of each, and its first word."""
    return [(one.language, text[slice(*one.span)].split(maxsplit=1)[0]) for one in runs(text, language)]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_halves(first: str, second: str) -> None:
    """An article and its translation below it, whichever of them the text is said to be in."""
    ours, theirs = PARAGRAPHS[first], PARAGRAPHS[second]
    text = "\n\n".join([*ours, *theirs])
    expected = [(first, ours[0].split()[0]), (second, theirs[0].split()[0])]
    assert seen(text, first) == expected
    assert seen(text, second) == expected


@pytest.mark.parametrize(("outer", "inner"), PAIRS)
def test_paragraph_within(outer: str, inner: str) -> None:
    """A press release between two paragraphs of the article."""
    before, _, after = PARAGRAPHS[outer]
    text = "\n\n".join([before, PARAGRAPHS[inner][1], after])
    assert [code for code, _ in seen(text, outer)] == [outer, inner, outer]


@pytest.mark.parametrize(("outer", "inner"), PAIRS)
def test_headline_in_another_language(outer: str, inner: str) -> None:
    """The headline alone is in another language."""
    text = "\n\n".join([PARAGRAPHS[inner][0], *PARAGRAPHS[outer][1:]])
    assert [code for code, _ in seen(text, outer)] == [inner, outer]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Көпір туралы\n\n«Мы откроем мост в мае и сразу пустим автобусы», – деді әкім Ерлан Сапаров.", "kk"),
        ("Көпір туралы\n\nӘкім Ерлан Сапаров былай деді:\n\n«Мы откроем мост в мае.\n\nСразу пустим автобусы».", "kk"),
        ("О мосте\n\n«Біз көпірді мамырда ашамыз, автобустар жүреді», — сказал аким Ерлан Сапаров.", "ru"),
        ("О мосте\n\n“We will open the bridge in May and the buses will run,” — сказал Тобин Эшгроув.", "ru"),
        ('The bridge\n\n"Мы откроем мост в мае и сразу пустим автобусы," Tobin Ashgrove said on Monday.', "en"),
        ("The bridge\n\n“Біз көпірді мамырда ашамыз, автобустар бірден жүреді,” Tobin Ashgrove said.", "en"),
        ("О мосте\n\nНиколай «Дед «Мороз» Лунин» Одинцов открыл мост в посёлке.", "ru"),
        ("О мосте\n\n«Көпір мамырда ашылады", "ru"),
    ],
)
def test_quotation_goes_with_its_cue(text: str, language: str) -> None:
    """Words in quotation marks, of one paragraph or more, do not part them from who says them."""
    assert [one.language for one in runs(text, language)] == [language]


@pytest.mark.parametrize("text", ["", "\n", "Ерлан Сапаров", "\n\n  Reuters / Jane Roe\n", "«»", "«Көпір»\n\n«Мост»"])
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_doubtful_paragraphs_are_in_the_language_of_the_text(text: str, language: str) -> None:
    """Names, bylines and nothing at all."""
    found = runs(text, language)
    assert [one.language for one in found] == [language]
    assert found[0].span == (0, len(text))


def test_the_russian_paragraphs_of_a_kazakh_article_are_read() -> None:
    """The words of a Russian press release under a Kazakh headline have their speaker, at their own place."""
    text = "\n\n".join([PARAGRAPHS["kk"][0], *PARAGRAPHS["ru"][1:]])
    article = otkuda.read(text, language="kk")
    said = [text[one.content[0].start : one.content[-1].end] for one in article.attributions]
    assert said == [
        "движение по мосту начнётся утром 28 мая",
        "Мы строили этот мост почти два года и наконец достроили его",
    ]
    assert {one.chain[-1].entity for one in article.attributions} == {"Ерлан Сапаров"}


def test_each_reader_sees_its_paragraphs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Russian, Kazakh and English by turns: no reader looks at the sentences of another."""
    looked: dict[str, list[str]] = {}

    def look(document: Document, language: Language) -> Sight:
        looked[language.code] = [document.text[one.start : one.end] for one in document.sentences]
        return Sight(document)

    monkeypatch.setattr(sov, "look", look)
    monkeypatch.setattr(svo, "look", look)
    codes = ["ru", "kk", "en", "ru", "en", "kk"]
    text = "\n".join(PARAGRAPHS[code][1 + at // 3] for at, code in enumerate(codes))
    article = otkuda.read(text)
    assert len(article.attributions) == 2
    assert looked == {code: list(PARAGRAPHS[code][1:]) for code in ("kk", "en")}


def test_a_language_of_others_is_not_read() -> None:
    """Where the caller says that the text is in German, nothing is looked for."""
    assert otkuda.read(PARAGRAPHS["ru"][1], language="de").attributions == ()
