"""Decisions: what a person says of appearances goes before what is worked out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from otkuda.model import Anchor, Article, Source, Span
from otkuda.statements.anchoring import anchor_at
from otkuda.statements.decisions import decide, decided, fates, is_undone, standing, touched, unfit
from otkuda.statements.gathering import gather
from tests.unit.statements.told import BENT, CARRIED, JUDGE, MINISTRY, OTHER, PRESS, TOBOL, WORLD, carrier

if TYPE_CHECKING:
    from otkuda.model import Appearance, Carrier, Decision, Statement

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
FREE = "Мост через Тасбулак откроют 14 мая, проезд по нему будет бесплатным для всех машин"
FERRY = "Старую переправу мы не закроем, пока не отремонтируем дорогу к селу"
CLOSED = "Старую переправу мы закроем, пока не отремонтируем дорогу к селу"
BOOKS = "До осени мы купим 300 тысяч учебников"
MAYOR = Source(None, "Глеб Одинцов", "person", "мэр")


def held(one: Carrier, words: str) -> tuple[Anchor, ...]:
    """Return the anchor of words of an article."""
    start = one.article.text.index(words)
    return (anchor_at(one.article.url or one.id, one.article.text, Span(start, start + len(words))),)


def after(hours: int) -> datetime:
    """Return a moment so many hours after noon."""
    return NOON + timedelta(hours=hours)


def merge(hours: int, *sides: tuple[Carrier, str]) -> Decision:
    """Decide that two appearances are one."""
    return decide("merge", after(hours), *(held(*side) for side in sides))


def split(hours: int, *sides: tuple[Carrier, str]) -> Decision:
    """Decide that two appearances are two."""
    return decide("split", after(hours), *(held(*side) for side in sides))


def undo(hours: int, one: Decision) -> Decision:
    """Undo a decision."""
    return decide("undo", after(hours), undoes=one.id)


def gathered(*decisions: Decision, world: list[Carrier] = WORLD) -> tuple[Statement, ...]:
    """Return the statements of the world as it was decided."""
    return gather(world, JUDGE, decisions)


def with_words(found: tuple[Statement, ...], words: str, url: str | None = None) -> tuple[Statement, Appearance]:
    """Return the only statement in which an appearance (at an address) has words, and that appearance."""
    (both,) = [
        (one, each) for one in found for each in one.appearances if words in each.text and url in {None, each.url}
    ]
    return both


def are_one(found: tuple[Statement, ...], one: tuple[Carrier, str], other: tuple[Carrier, str]) -> bool:
    """Are the words of two articles in one statement?"""
    first, second = (with_words(found, words, at.article.url)[0] for at, words in (one, other))
    return first is second


PRESS_FREE, CARRIED_FREE, OTHER_BOOKS = (PRESS, FREE), (CARRIED, FREE), (OTHER, BOOKS)


def test_merged_appearances_are_one_statement() -> None:
    """Whatever they say; the others that are like them come along."""
    found = gathered(merge(0, PRESS_FREE, OTHER_BOOKS))
    assert not are_one(gathered(), PRESS_FREE, OTHER_BOOKS)
    assert are_one(found, PRESS_FREE, OTHER_BOOKS)
    assert are_one(found, CARRIED_FREE, OTHER_BOOKS)


def test_two_of_one_article_can_be_merged() -> None:
    """The two sentences of the vice minister are one statement."""
    assert are_one(gathered(merge(0, PRESS_FREE, (PRESS, FERRY))), PRESS_FREE, (PRESS, FERRY))


def test_split_appearances_share_no_statement() -> None:
    """However alike they are, also through others: the third stays with the one that is liker."""
    found = gathered(split(0, PRESS_FREE, CARRIED_FREE))
    assert are_one(gathered(), PRESS_FREE, CARRIED_FREE)
    assert not are_one(found, PRESS_FREE, CARRIED_FREE)
    assert (
        len([one for one in found if any("14 мая" in each.text or "May 14" in each.text for each in one.appearances)])
        == 2
    )


def test_whoever_is_merged_with_one_of_two_that_are_split_stays_there() -> None:
    """A merge draws no one over a split."""
    found = gathered(split(0, PRESS_FREE, CARRIED_FREE), merge(1, CARRIED_FREE, OTHER_BOOKS))
    assert are_one(found, CARRIED_FREE, OTHER_BOOKS)
    assert not are_one(found, PRESS_FREE, OTHER_BOOKS)


def test_a_later_decision_goes_before_an_earlier_one() -> None:
    """Also where two together say the contrary of a third; the order in which they come does not matter."""
    first, second = merge(0, PRESS_FREE, OTHER_BOOKS), split(1, PRESS_FREE, OTHER_BOOKS)
    assert not are_one(gathered(first, second), PRESS_FREE, OTHER_BOOKS)
    assert gathered(first, second) == gathered(second, first) == gathered()
    chain = [
        merge(0, PRESS_FREE, OTHER_BOOKS),
        merge(1, OTHER_BOOKS, (PRESS, FERRY)),
        split(2, PRESS_FREE, (PRESS, FERRY)),
    ]
    assert [one.fate for one in fates(WORLD, chain)] == ["stands", "stands", "overruled"]
    assert not are_one(gathered(*chain), PRESS_FREE, OTHER_BOOKS)


def test_the_right_speaker_counts_for_everything() -> None:
    """What is shown, and who else says the same."""
    right = decide("speaker", NOON, held(*OTHER_BOOKS), speaker=MAYOR)
    statement, appearance = with_words(gathered(right), BOOKS)
    assert (statement.speaker, appearance.speaker, appearance.position) == ("Глеб Одинцов", "Глеб Одинцов", 0)
    changed = decided([OTHER], [right])[0].article.attributions
    assert [one.chain[-1] for one in changed] == [MAYOR]


def test_the_right_speaker_of_what_nobody_was_named_for() -> None:
    """The reader missed that somebody says it: it becomes a statement."""
    quiet = carrier("https://zarya.example/2", "Новости\n\nВсе дороги посёлка отремонтируют до конца октября.\n")
    words = "Все дороги посёлка отремонтируют до конца октября"
    assert gathered(world=[quiet]) == ()
    right = decide("speaker", NOON, held(quiet, words), speaker=MAYOR)
    statement, appearance = with_words(gathered(right, world=[quiet]), words)
    assert (statement.speaker, appearance.position) == ("Глеб Одинцов", None)


def test_no_quotation_is_text_of_the_outlet() -> None:
    """Nobody says it any more; of the others the numbers stay."""
    none = decide("no_quotation", NOON, held(*PRESS_FREE))
    found = gathered(none)
    _, appearance = with_words(found, FREE, MINISTRY)
    assert (appearance.speaker, appearance.position) == (None, None)
    before = with_words(gathered(), FERRY, MINISTRY)[1]
    assert with_words(found, FERRY, MINISTRY)[1].position == before.position
    assert gather([OTHER], JUDGE, [decide("no_quotation", NOON, held(*OTHER_BOOKS))]) == ()


def test_the_later_of_speaker_and_no_quotation_holds() -> None:
    """Each overrules the other."""
    none = decide("no_quotation", NOON, held(*OTHER_BOOKS))
    right = decide("speaker", after(1), held(*OTHER_BOOKS), speaker=MAYOR)
    assert with_words(gathered(none, right), BOOKS)[0].speaker == "Глеб Одинцов"
    assert [(one.decision, one.fate) for one in unfit(WORLD, [right, none])] == [(none, "overruled")]


def test_own_text_can_be_merged_and_split() -> None:
    """What an outlet prints as its own belongs where a person puts it."""
    own = carrier(
        "https://zarya.example/3",
        "Новости\n\nМедведь гулял по берегу и никого не тронул.\n",
        at="2026-03-11T13:00+05:00",
    )
    words = "Медведь гулял по берегу и никого не тронул"
    world = [*WORLD, own]
    joined = merge(0, (own, words), OTHER_BOOKS)
    assert are_one(gathered(joined, world=world), (own, words), OTHER_BOOKS)
    copied = carrier("https://zarya.example/4", f"Новости\n\n{FERRY}.\n", at="2026-03-11T13:00+05:00")
    world = [*WORLD, copied]
    assert are_one(gathered(world=world), (copied, FERRY), (PRESS, FERRY))
    parted = gathered(split(0, (copied, FERRY), (PRESS, FERRY)), world=world)
    assert copied.article.url not in {each.url for each in with_words(parted, FERRY, MINISTRY)[0].appearances}


def test_undoing_gives_what_was_before() -> None:
    """And undoing that gives what was decided."""
    one = merge(0, PRESS_FREE, OTHER_BOOKS)
    gone = undo(1, one)
    back = undo(2, gone)
    assert gathered(one, gone) == gathered()
    assert gathered(back, one, gone) == gathered(one)
    assert standing([one, gone]) == []
    assert is_undone(one.id, [one, gone])
    assert not is_undone(one.id, [one, gone, back])
    assert [each.fate for each in unfit(WORLD, [one, gone])] == ["undone"]


def test_a_decision_holds_in_all_versions() -> None:
    """An article that was edited elsewhere is decided as it was."""
    later = replace(
        OTHER, id="later", version=2, article=carrier(OTHER.id, "Дополнено\n\n" + OTHER.article.text).article
    )
    found = gathered(merge(0, PRESS_FREE, OTHER_BOOKS), world=[*WORLD, later])
    carriers = {each.carrier for each in with_words(found, FREE, MINISTRY)[0].appearances}
    assert {"later", OTHER.id} <= carriers


def test_a_decision_survives_another_reading() -> None:
    """The page is extracted with another headline and other spaces."""
    text = "Книги для школ — коротко\n\n" + OTHER.article.text.partition("\n\n")[2].replace(" ", "  ")
    again = replace(OTHER, article=carrier(OTHER.id, text).article)
    right = decide("speaker", NOON, held(*OTHER_BOOKS), speaker=MAYOR)
    statement, _ = with_words(gather([PRESS, again], JUDGE, [right]), "300")
    assert statement.speaker == "Глеб Одинцов"
    assert unfit([PRESS, again], [right]) == ()


def test_what_fits_no_more_is_listed() -> None:
    """Words that are gone, an article that is gone."""
    gone = replace(OTHER, article=Article("Книги купили.", url=OTHER.article.url, language="ru"))
    made = [merge(0, PRESS_FREE, OTHER_BOOKS), decide("speaker", after(1), held(*OTHER_BOOKS), speaker=MAYOR)]
    for world in ([PRESS, gone], [PRESS]):
        assert [one.fate for one in unfit(world, made)] == ["unfit", "unfit"]
        assert gather(world, JUDGE, made) == gather(world, JUDGE)


def test_which_articles_are_touched() -> None:
    """Those of both appearances."""
    assert touched(merge(0, PRESS_FREE, (CARRIED, FERRY))) == {MINISTRY, TOBOL}
    assert touched(undo(0, merge(0, PRESS_FREE, CARRIED_FREE))) == frozenset()


def test_what_was_bent_can_be_split_off() -> None:
    """A statement of its own."""
    found = gathered(*(split(hours, (BENT, CLOSED), (other, FERRY)) for hours, other in enumerate((PRESS, CARRIED))))
    assert {each.url for each in with_words(found, CLOSED)[0].appearances} == {BENT.article.url}
