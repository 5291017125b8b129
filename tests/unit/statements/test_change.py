"""An appearance beside its origin: one case for each thing that counts, and for each that does not."""

from __future__ import annotations

import time

import pytest

from otkuda.statements import Comparison, Cues, compare


def russian(appearance: str, original: str) -> Comparison:
    """Compare two Russian texts."""
    return compare(appearance, original, language="ru", original_language="ru")


@pytest.mark.parametrize(
    ("appearance", "original", "language"),
    [
        ("«Всё — готово»", "Все - готово", "ru"),
        ("за\u00adмок откры\u0301т", "Замок открыт", "ru"),
        ("Путь займёт 4 ч 35 мин", "Путь займет четыре часа тридцать пять минут", "ru"),
        ("Нас 420 тысяч", "Нас 420\u00a0000", "ru"),
        ("Нас 0,42 млн", "Нас 420 тысяч", "ru"),
        ("Нас 420 тыс.", "Нас четыреста двадцать тысяч", "ru"),
        ("Выросло на 32 %", "Выросло на тридцать два процента", "ru"),
        ("The colour of harbours", "the color of harbors", "en"),
        ("420 thousand houses", "420,000 houses", "en"),
        ("420 мың үй", "төрт жүз жиырма мың үй", "kk"),
        ("Мост откроют, – сказал он. – Это точно", "Мост откроют. Это точно", "ru"),
    ],
)
def test_typography_and_spelling_do_not_count(appearance: str, original: str, language: str) -> None:
    """Marks, «ё», stress, hyphens, spaces, digits for words, the spelling of one country."""
    found = compare(appearance, original, language=language, original_language=language)
    assert found.relation == "verbatim"
    assert not found.changes


@pytest.mark.parametrize(
    ("appearance", "original", "what"),
    [
        ("Придут 18 бригад", "Придут 80 бригад", "number"),
        ("Поезд уйдёт в 6:40", "Поезд уйдёт в 6:50", "number"),
        ("Дадут 15 тысяч долларов", "Дадут 15 тысяч тенге", "number"),
        ("Откроют 12 июля", "Откроют 12 июня", "date"),
        ("Дорога до Карагаша", "Дорога до Карасора", "name"),
        ("Мост закроют", "Мост не закроют", "negation"),
        ("Мост откроют", "Мост, возможно, откроют", "hedge"),
        ("Там 40 домов", "Там около 40 домов", "hedge"),
        ("Мост откроют", "Мост откроют, но не весь", "omission"),
    ],
)
def test_a_change_is_told_with_both_wordings(appearance: str, original: str, what: str) -> None:
    """Its kind, and the words of both texts or the place where they lack."""
    found = russian(appearance, original)
    assert found.relation == "altered"
    change = next(one for one in found.changes if one.what == what)
    assert appearance[slice(*change.appearance)] != original[slice(*change.original)]


@pytest.mark.parametrize(
    ("appearance", "original"),
    [
        ("Почти треть домов пуста", "Пусты 32 процента домов"),
        ("Сев начнётся в середине мая", "Сев начнётся 14 мая"),
        ("Весит чуть больше одиннадцати килограммов", "Весит 11,4 килограмма"),
        ("Пришло более 1200 писем", "Пришло 1247 писем"),
    ],
)
def test_an_honest_rounding_is_a_paraphrase(appearance: str, original: str) -> None:
    """What holds true of the number is no change."""
    assert russian(appearance, original).relation == "paraphrase"


@pytest.mark.parametrize(
    ("appearance", "original"),
    [
        ("Почти половина домов пуста", "Пусты 67 процентов домов"),
        ("Пришло около 450 писем", "Пришло 420 писем"),
        ("Пришло более 1300 писем", "Пришло 1247 писем"),
        ("Сев начнётся в конце мая", "Сев начнётся 14 мая"),
        ("Пришло 15 писем", "Пришло 14–15 писем"),
    ],
)
def test_a_wrong_rounding_is_none(appearance: str, original: str) -> None:
    """What does not hold is altered."""
    assert russian(appearance, original).relation == "altered"


def test_leaving_out_is_honest_unless_it_turns_the_sense() -> None:
    """Whole sentences and clauses may go; a «но» inside the sentence may not."""
    original = "Сад откроют в срок, мы это обещали. Но мест на всех не хватит."
    assert russian("Сад откроют в срок", original).relation == "shortened"
    assert russian("Сад откроют в срок, мы это обещали", original).relation == "shortened"
    turned = russian("Сад откроют в срок", "Сад откроют в срок, но мест не хватит.")
    assert [one.what for one in turned.changes] == ["omission"]


def test_an_ellipsis_tells_of_what_was_left_out() -> None:
    """Two distant parts are glued without it, shortened with it."""
    original = "Зерно вывезем до мая. О долгах говорить рано, суд идёт. Элеватор продадим, когда найдётся покупатель."
    assert russian("Зерно вывезем, когда найдётся покупатель", original).changes[0].what == "glued"
    assert russian("Зерно вывезем… когда найдётся покупатель", original).relation == "shortened"


def test_a_stronger_cue_alters() -> None:
    """«предположил» → «подчеркнул» does, «сказал» → «сообщил» does not."""
    words = {"appearance": "Цены вырастут", "original": "Цены вырастут"}
    languages = {"language": "ru", "original_language": "ru"}
    found = compare(**words, **languages, cues=Cues("подчеркнул", "предположил"))
    assert (found.relation, [one.what for one in found.changes]) == ("altered", ["cue"])
    assert compare(**words, **languages, cues=Cues("сообщил", "сказал")).relation == "verbatim"


def test_a_translation_is_compared_by_its_facts() -> None:
    """Numbers, dates, names and negations tell, whatever the language."""
    original = "Мы не будем закрывать школу в Карасоре до 12 июня."

    def relation(appearance: str, language: str) -> str:
        return compare(appearance, original, language=language, original_language="ru").relation

    assert relation("We will not close the school in Karasor before June 12", "en") == "translation"
    assert relation("We will not close the school in Karasor before July 12", "en") == "altered"
    assert relation("We will close the school in Karasor before June 12", "en") == "altered"
    assert relation("Қарасордағы мектепті 12 маусымға дейін жаппаймыз", "kk") == "translation"
    assert relation("Қарасордағы мектепті 12 маусымға дейін жабамыз", "kk") == "altered"


def test_the_alignment_is_a_word_diff() -> None:
    """Equal, replaced, left out, added: in order, and each word in one step."""
    appearance, original = "Мост откроют в июле скоро", "Новый мост откроют в мае скоро"
    steps = [
        (one.operation, appearance[slice(*one.appearance)], original[slice(*one.original)])
        for one in russian(appearance, original).alignment
    ]
    assert steps == [
        ("left out", "", "Новый"),
        ("equal", "Мост откроют в", "мост откроют в"),
        ("replaced", "июле", "мае"),
        ("equal", "скоро", "скоро"),
    ]


def test_a_quotation_is_found_in_a_transcript() -> None:
    """The window holds its sentences, and it is verbatim there, in bounded time."""
    around = " ".join(f"Вопрос {number} касался дорог, домов и школ района." for number in range(2000))
    quotation = "Озеро Тасарал мелеет, и рыбаки это видят. Мы углубим протоку."
    original = f"{around} {quotation} {around}"
    begun = time.monotonic()
    found = russian(quotation, original)
    assert time.monotonic() - begun < 30
    assert found.relation == "verbatim"
    assert original[slice(*found.window)] == quotation.removesuffix(".")
    changed = russian(quotation.replace("и рыбаки", "но рыбаки не"), original)
    assert "negation" in {one.what for one in changed.changes}


def test_an_unknown_language_is_an_error() -> None:
    """As everywhere: KeyError."""
    with pytest.raises(KeyError):
        compare("a", "b", language="fr", original_language="ru")


@pytest.mark.parametrize("other", ["", "…", "Мост"])
def test_no_words_are_no_fault(other: str) -> None:
    """An empty text is compared as any other."""
    assert russian("", other).relation in {"verbatim", "shortened"}
    assert russian(other, "").relation in {"verbatim", "paraphrase"}
