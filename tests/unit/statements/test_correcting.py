"""Corrections of one article: what each kind does, and how they work upon each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from otkuda.model import Anchor, Source, Span
from otkuda.statements.anchoring import anchor_at
from otkuda.statements.correcting import by_article, corrected
from otkuda.statements.decisions import decide
from tests.unit.statements.told import carrier

if TYPE_CHECKING:
    from otkuda.model import Carrier, Decision, DecisionKind

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
URL = "https://zarya.example/1"
TEXT = (
    "Мост почти готов\n\n«Осталось уложить асфальт, – сказал мэр Глеб Одинцов. – Потом проверим опоры!»\n\n"
    "Река спокойна. «Ледоход прошёл тихо», говорят на берегу.\n"
)
ASPHALT, PILLARS, ICE = "Осталось уложить асфальт", "Потом проверим опоры!", "Ледоход прошёл тихо"
ROGOVA, BERG = Source(None, "Анна Рогова", "person"), Source(None, "Анна Берг", "person")


@pytest.fixture(scope="module")
def read() -> Carrier:
    """The article as it was read."""
    return carrier(URL, TEXT)


def held(words: str) -> tuple[Anchor, ...]:
    """Return the anchor of words of the article."""
    start = TEXT.index(words)
    return (anchor_at(URL, TEXT, Span(start, start + len(words))),)


def made(hours: int, kind: DecisionKind, words: str, right: str = "", speaker: Source | None = None) -> Decision:
    """Decide something of words, so many hours after noon."""
    second = held(right) if right else ()
    return decide(kind, NOON + timedelta(hours=hours), held(words), second, speaker=speaker)


def said(read: Carrier, *decisions: Decision) -> list[tuple[tuple[str, ...], str | None]]:
    """Return what is said in the article as it is decided, and by whom."""
    changed, _ = corrected(read, by_article(decisions).get(URL, ()))
    return [
        (tuple(TEXT[a:b] for a, b in one.content), one.chain[-1].entity if one.chain else None)
        for one in changed.article.attributions
        if one.content
    ]


def test_what_was_read(read: Carrier) -> None:
    """Two pieces of the mayor, and what is said on the shore; nothing decided leaves the very article."""
    assert ((ASPHALT, PILLARS), "Глеб Одинцов") in said(read)
    assert corrected(read, []) == (read, {})


def test_right_words(read: Carrier) -> None:
    """Others than were read, of the same speaker; a mark at the end stays."""
    assert said(read, made(0, "span", "уложить асфальт, – сказал мэр Глеб Одинцов. – Потом", PILLARS))[0] == (
        (PILLARS,),
        "Глеб Одинцов",
    )


def test_right_words_leave_out_who_speaks(read: Carrier) -> None:
    """A stretch over both pieces is two pieces still."""
    whole = TEXT[TEXT.index(ASPHALT) : TEXT.index(PILLARS) + len(PILLARS)]
    right = TEXT[TEXT.index("уложить") : TEXT.index(PILLARS) + len(PILLARS)]
    assert said(read, made(0, "span", whole, right))[0] == (("уложить асфальт", PILLARS), "Глеб Одинцов")


def test_the_later_of_two_right_words_holds(read: Carrier) -> None:
    """The second is decided of the words of the first, or of those that were read."""
    first = made(0, "span", ASPHALT + ", – сказал мэр Глеб Одинцов. – " + PILLARS, PILLARS)
    second = made(1, "span", PILLARS, "проверим опоры!")
    assert said(read, first, second)[0] == (("проверим опоры!",), "Глеб Одинцов")
    _, effects = corrected(read, [first, second])
    assert effects == {first.id: False, second.id: True}


def test_right_words_and_right_speaker(read: Carrier) -> None:
    """Both hold, whichever came first, and whichever words the other one knew."""
    whole = ASPHALT + ", – сказал мэр Глеб Одинцов. – " + PILLARS
    span, speaker = made(0, "span", whole, PILLARS), made(1, "speaker", PILLARS, speaker=ROGOVA)
    assert said(read, span, speaker)[0] == ((PILLARS,), "Анна Рогова")
    earlier = decide("speaker", NOON - timedelta(hours=1), held(whole), speaker=ROGOVA)
    assert said(read, earlier, span)[0] == ((PILLARS,), "Анна Рогова")


def test_missed_words(read: Carrier) -> None:
    """They come behind the others, whose numbers stay; in quotation marks they are direct."""
    decision = made(0, "missed", "Река спокойна", speaker=ROGOVA)
    assert said(read, decision) == [*said(read), (("Река спокойна",), "Анна Рогова")]
    changed, effects = corrected(read, [decision])
    assert (changed.article.attributions[-1].kind, effects) == ("indirect", {decision.id: True})


def test_missed_words_that_a_later_reading_finds(read: Carrier) -> None:
    """They are not twice there: the speaker is the one who was decided."""
    decision = made(0, "missed", ASPHALT + ", – сказал мэр Глеб Одинцов. – " + PILLARS, speaker=BERG)
    assert len(said(read, decision)) == len(said(read))
    assert said(read, decision)[0] == ((ASPHALT, PILLARS), "Анна Берг")


def test_missed_words_are_corrected_too(read: Carrier) -> None:
    """Their speaker, their words, and that they are none."""
    missed = made(0, "missed", "Река спокойна", speaker=ROGOVA)
    assert said(read, missed, made(1, "speaker", "Река спокойна", speaker=BERG))[-1][1] == "Анна Берг"
    assert said(read, missed, made(1, "span", "Река спокойна", "спокойна"))[-1] == (("спокойна",), "Анна Рогова")
    gone = made(1, "no_quotation", "Река спокойна")
    assert said(read, missed, gone) == said(read)
    assert corrected(read, [missed, gone])[1] == {missed.id: False, gone.id: True}


def test_words_that_are_gone(read: Carrier) -> None:
    """They change nothing, and have found nothing."""
    gone = decide("missed", NOON, (Anchor(URL, "Паром затонул вчера ночью"),), speaker=ROGOVA)
    lost = decide("span", NOON, held(ASPHALT), (Anchor(URL, "Паром затонул вчера ночью"),))
    assert corrected(read, [gone, lost]) == (read, {})
