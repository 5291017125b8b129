"""Anchors: words are found again in another reading of their article, and nothing else is."""

from __future__ import annotations

from otkuda.model import Anchor, Span
from otkuda.statements.anchoring import anchor_at, extent, find, locate
from otkuda.statements.kinship import Telling
from tests.unit.statements.told import TOBOL, carrier, telling

TEXT = "Мост откроют\n\n«Мост откроют в мае, проезд будет бесплатным», – сказал мэр Глеб Одинцов в среду.\n"
WORDS = "Мост откроют в мае, проезд будет бесплатным"


def held(words: str, text: str = TEXT) -> Anchor:
    """Return the anchor of words where they stand first."""
    start = text.index(words)
    return anchor_at(TOBOL, text, Span(start, start + len(words)))


def test_words_are_found_behind_another_headline_and_with_other_spaces() -> None:
    """The page is extracted otherwise: the words are not."""
    other = "Переправа\n\nПаром уйдёт\n\n“Мост  откроют в мае,\nпроезд будет бесплатным”, — сказал мэр Глеб Одинцов.\n"
    place = locate(held(WORDS), other)
    assert place
    assert other[place.start : place.end] == "Мост  откроют в мае,\nпроезд будет бесплатным"


def test_one_word_in_five_may_be_another() -> None:
    """«14 мая» for «15 мая» is the same sentence, edited; two words of six are too many."""
    anchor = Anchor(TOBOL, "мост через реку откроют 14 мая утром")
    edited = "Сегодня: мост через реку откроют 15 мая утром."
    place = locate(anchor, edited)
    assert place
    assert edited[place.start : place.end] == "мост через реку откроют 15 мая утром"
    assert locate(anchor, "Сегодня: паром через реку закроют 15 мая утром.") is None


def test_context_decides_between_several_places() -> None:
    """The same three words stand twice."""
    text = "Аким сказал: будем строить дорогу весной. Мэр ответил: будем строить дорогу осенью."
    second = text.rindex("будем")
    anchor = anchor_at(TOBOL, text, Span(second, second + len("будем строить дорогу")))
    assert locate(anchor, "Новости. " + text) == Span(second + 9, second + 9 + len("будем строить дорогу"))


def test_words_as_they_stood_go_before_folded_ones() -> None:
    """The headline has them in capitals."""
    text = "МОСТ ОТКРОЮТ В МАЕ\n\nМост откроют в мае, сообщил мэр."
    assert locate(Anchor(TOBOL, "Мост откроют в мае"), text) == Span(20, 38)


def test_nothing_is_found_for_nothing() -> None:
    """Words of a forgotten article, marks, an empty text."""
    assert locate(Anchor(TOBOL, ""), TEXT) is None
    assert locate(Anchor(TOBOL, "…!"), TEXT) is None
    assert locate(Anchor(TOBOL, WORDS), "") is None
    assert find(Anchor(TOBOL, WORDS), ()) is None


def test_the_passage_is_found() -> None:
    """The one whose words they are, by their article's newest reading too."""
    found = find(held(WORDS), telling(TOBOL, TEXT).passages)
    assert found
    assert found.attribution
    assert found.text == WORDS


def test_each_passage_is_found_by_its_own_anchor() -> None:
    """Quotations, and sentences that the outlet prints as its own."""
    text = TEXT + "\nСтроят его три года. «Опоры стоят», – добавил мэр. Реку перейдут и пешеходы.\n"
    told = Telling(carrier(TOBOL, text))
    for passage in told.passages:
        assert find(anchor_at(told.key, text, extent(passage)), told.passages) is passage


def test_a_quotation_in_a_quotation_is_not_the_whole() -> None:
    """Where it is not read any more, its anchor fits nothing: the words around it are another's."""
    passages = telling(TOBOL, TEXT).passages
    assert find(held("проезд"), [one for one in passages if one.attribution]) is None
