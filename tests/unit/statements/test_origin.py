"""Where words were first said, and from where each article has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from otkuda.statements.gathering import gather
from tests.unit.statements.told import JUDGE, carrier, statement_with

if TYPE_CHECKING:
    from otkuda.model import Carrier, Statement, Step

DALA, ZARYA, MAYAK, LIST = (f"https://{host}.example/1" for host in ("dala-line", "zarya", "mayak", "list"))
BRIEFING = [
    carrier(
        DALA,
        "Город ждёт большой воды\n\nВ городе прошёл брифинг.\n\n«Вода в реке поднимется ещё на полметра к субботе. "
        "Возможно, нижние улицы придётся закрыть для машин», – сказала начальник штаба Салима Орынбаева.\n",
        at="2026-04-02T10:00+05:00",
    ),
    carrier(
        ZARYA,
        "Нижние улицы готовятся\n\nНаш корреспондент был на брифинге.\n\n«К субботе река поднимется примерно "
        "на полметра. Может быть, мы закроем нижние улицы для всех машин, это решим в пятницу», – сказала начальник "
        "штаба Салима Орынбаева.\n",
        at="2026-04-02T10:10+05:00",
    ),
    carrier(
        MAYAK,
        "Нижние улицы закроют\n\n«Вода в реке поднимется ещё на полметра к субботе. Нижние улицы придётся закрыть для "
        "машин», – сказала начальник штаба Салима Орынбаева, передаёт «Дала-лайн».\n",
        at="2026-04-02T11:00+05:00",
        links={"передаёт": DALA},
    ),
]


def steps(statement: Statement) -> dict[str | None, tuple[str | None, str] | None]:
    """Return from whom each article has the words, and on what ground."""
    urls = {one.id: one.url for one in statement.appearances}

    def told(step: Step | None) -> tuple[str | None, str] | None:
        return (urls[step.source], step.ground) if step else None

    return {one.url: told(one.step) for one in statement.appearances}


def test_two_transcripts_are_an_occasion_whichever_is_linked() -> None:
    """Both wrote down what they heard; a third links to one of them, which makes it no first page."""
    found = statement_with(BRIEFING, "полметра")
    assert found.origin.kind == "occasion"
    compared = {one.url: one.against for one in found.appearances}
    assert compared[MAYAK] == next(one.id for one in found.appearances if one.url == DALA)
    assert steps(found) == {DALA: None, ZARYA: None, MAYAK: (DALA, "linked")}


TOLD_APART = [
    (
        (
            "Өзен тасиды\n\n«Өзендегі су сенбіге дейін жарты метрге көтеріледі. Бәлкім, төменгі көшелерді көліктер "
            "үшін жабуға тура келеді», – деді штаб бастығы Салима Орынбаева.\n"
        ),
        (
            "Төменгі көшелер\n\n«Сенбіде өзен деңгейі шамамен жарты метрге артады. Мүмкін, көліктерге төменгі "
            "көшелерді жабармыз, оны жұмада шешеміз», – деді штаб бастығы Салима Орынбаева.\n"
        ),
        "жарты метрге",
    ),
    (
        (
            'The river rises\n\n"The water in the river will rise by half a metre before Saturday. Perhaps the lower '
            'streets will have to be closed to cars," said Salima Orynbayeva, head of the headquarters.\n'
        ),
        (
            'Lower streets\n\n"By Saturday the river is going up by about half a metre. It may be that we close the '
            'lower streets to all cars," said Salima Orynbayeva, head of the headquarters.\n'
        ),
        "half a metre",
    ),
]


@pytest.mark.parametrize(("one", "other", "words"), TOLD_APART, ids=["kk", "en"])
def test_two_transcripts_in_other_languages(one: str, other: str, words: str) -> None:
    """A third copies one of them, and names it by a link."""
    made = [
        carrier(DALA, one, at="2026-04-02T10:00+05:00"),
        carrier(ZARYA, other, at="2026-04-02T10:10+05:00"),
        carrier(MAYAK, one, at="2026-04-02T11:00+05:00", links={one[:5]: DALA}),
    ]
    assert statement_with(made, words).origin.kind == "occasion"
    assert statement_with([made[0], made[2]], words).origin.url == DALA


def test_an_occasion_is_worded_by_who_heard_it() -> None:
    """Copies that lost «возможно» do not outvote a transcript."""
    url = "https://list.example/2"
    copy = carrier(url, BRIEFING[2].article.text, at="2026-04-02T12:00+05:00", links={"передаёт": DALA})
    found = statement_with([*BRIEFING, copy], "полметра")
    assert found.origin.kind == "occasion"
    assert "озможно" in found.text or "ожет быть" in found.text


def test_the_only_transcript_is_a_page() -> None:
    """One heard it, and the other has it from there."""
    origin = statement_with([BRIEFING[0], BRIEFING[2]], "полметра").origin
    assert (origin.kind, origin.url) == ("page", DALA)


RETOLD = "Вода прибывает\n\nПо словам начальника штаба Салимы Орынбаевой, к субботе вода поднимется на полметра.\n"
SHORT = "Вода прибывает\n\n«Вода в реке поднимется на полметра», – сказала начальник штаба Салима Орынбаева.\n"
TRANSLATED = (
    'The water rises\n\n"The water in the river will rise by another half a metre by Saturday. Perhaps the lower '
    'streets will have to be closed to cars," said Salima Orynbayeva, head of the headquarters.\n'
)


@pytest.mark.parametrize("text", [RETOLD, SHORT, TRANSLATED], ids=["retold", "short", "translated"])
def test_what_is_retold_or_translated_is_no_transcript(text: str) -> None:
    """Who names nobody and quotes little, or in another language, may have it from the page."""
    late = carrier(LIST, text, at="2026-04-02T11:30+05:00")
    origin = statement_with([BRIEFING[0], BRIEFING[2], late], "полметра к").origin
    assert (origin.kind, origin.url) == ("page", DALA)


def test_the_page_of_the_speakers_body_stays_the_origin() -> None:
    """Though somebody heard it, too, and wrote it down otherwise."""
    own = "https://emergency-staff.example/1"
    page = carrier(own, BRIEFING[0].article.text.replace("начальник штаба", "начальник Emergency Staff"))
    origin = statement_with([page, BRIEFING[1]], "полметра").origin
    assert (origin.kind, origin.url) == ("page", own)


WORDS = "Печь старая, но до весны она простоит, и хлеб будет каждый день"
CHANNELS = {
    "ru": f"Хлеб будет\n\n«{WORDS}», – написал пекарь Олжас Кимов в своём Telegram-канале.\n",
    "list": f"О печи\n\n«{WORDS}», – написал пекарь Олжас Кимов в своей группе в Facebook.\n",
    "kk": "Нан болады\n\n«Пеш ескі, бірақ көктемге дейін шыдайды, нан күнде болады», – деп жазды наубайшы Олжас Кимов "
    "Telegram-арнасында.\n",
    "en": 'Bread\n\n"The oven is old, but it will last until spring, and there will be bread every day," baker Olzhas '
    "Kimov wrote on his Telegram channel.\n",
}


def named(carriers: list[Carrier]) -> str | None:
    """Return what is named as the source of the words."""
    return next(one.origin.named for one in gather(carriers, JUDGE) if WORDS[:12] in one.text)


def test_the_named_source_is_that_of_most_articles() -> None:
    """In the language of the statement; whatever the ids of the articles are."""
    told = [("ru", "a"), ("ru", "b"), ("list", "c"), ("kk", "d"), ("kk", "e"), ("kk", "f"), ("en", "g")]
    made = [carrier(f"https://{host}.example/1", CHANNELS[which]) for which, host in told]
    for ids in ("abcdefg", "gfedcba", "dgaebfc"):
        assert named([replace(one, id=each) for one, each in zip(made, ids, strict=True)]) == "Telegram-канал"


@pytest.mark.parametrize(("first", "wanted"), [("ru", "Telegram-канал"), ("list", "Facebook")])
def test_of_as_many_the_earliest_is_named(first: str, wanted: str) -> None:
    """One article each: the earlier one says it."""
    made = [
        carrier(f"https://{which}.example/1", CHANNELS[which], at=f"2026-03-11T{10 + (which != first)}:00+05:00")
        for which in ("ru", "list")
    ]
    for ids in ("ab", "ba"):
        assert wanted in (named([replace(one, id=each) for one, each in zip(made, ids, strict=True)]) or "")


LEADS = [
    ("Паром вернётся на реку в начале мая", "{}, пишет «Маяк» со ссылкой на «Дала-лайн»."),
    ("Паром вернётся на реку в начале мая", "{}, сообщает «Маяк», ссылаясь на «Дала-лайн»."),
    ("Паром өзенге мамырдың басында қайта оралады", "{}, деп жазады «Маяк» «Дала-лайн» басылымына сілтеме жасап."),
    ("The ferry will return to the river in early May", "{}, Mayak reported, citing the Dala Line."),
]


@pytest.mark.parametrize(("words", "lead"), LEADS)
def test_the_last_outlet_of_a_chain_carries(words: str, lead: str) -> None:
    """An outlet or a body at the end of a chain is no speaker: the words were taken from it, by name."""
    page = carrier(DALA, f"{words}\n\n{words}.\n", at="2026-03-11T10:00+05:00")
    told = carrier(MAYAK, f"{words}\n\n{lead.format(words)}\n", at="2026-03-11T12:00+05:00")
    made = [
        replace(one, article=replace(one.article, outlet=outlet))
        for one, outlet in ((page, "Дала-лайн"), (told, "Маяк"))
    ]
    assert steps(statement_with(made, words))[MAYAK] == (DALA, "named")


DIGEST = [
    ("ru", "«Паром вернётся в мае, если лёд сойдёт», – заявил капитан Асан Тулин.", "заявил", "Об этом пишет «Маяк»."),
    ("kk", "«Паром мамырда оралады, егер мұз кетсе», – деді капитан Асан Тулин.", "деді", "Бұл туралы «Маяк» жазды."),
    ("en", '"The ferry will return in May if the ice melts," captain Asan Tulin said.', "said", "Mayak reported it."),
]


@pytest.mark.parametrize(("language", "words", "cue", "tail"), DIGEST)
def test_a_link_beside_the_words_goes_before_a_source_named_elsewhere(
    language: str, words: str, cue: str, tail: str
) -> None:
    """A digest names a source for each of its news: what stands beside these words is theirs."""
    other = {"ru": "Школу починят летом. ", "kk": "Мектепті жазда жөндейді. ", "en": "The school will be repaired. "}
    pages = [carrier(url, f"Паром\n\n{words}\n", at="2026-03-11T09:00+05:00") for url in (DALA, MAYAK)]
    pages[1] = replace(pages[1], article=replace(pages[1].article, outlet="Маяк" if language != "en" else "Mayak"))
    digest = carrier(
        LIST, f"Итоги\n\n{words}\n\n{other[language]}{tail}\n", at="2026-03-11T12:00+05:00", links={cue: DALA}
    )
    assert steps(statement_with([*pages, digest], words.split()[1]))[LIST] == (DALA, "linked")


def test_the_nearest_carrier_is_named_though_the_farther_is_linked() -> None:
    """«передаёт «Маяк» со ссылкой на <a>сайт порта</a>»: the words were taken from «Маяк»."""
    words = "«Паром вернётся в мае, если лёд сойдёт», – заявил капитан Асан Тулин"
    pages = [carrier(url, f"Паром\n\n{words}.\n", at="2026-03-11T09:00+05:00") for url in (DALA, MAYAK)]
    told = carrier(
        LIST,
        f"Паром\n\n{words}, передаёт «Маяк» со ссылкой на «Дала-лайн».\n",
        at="2026-03-11T12:00+05:00",
        links={"«Дала-лайн»": DALA},
    )
    named_pages = [
        replace(one, article=replace(one.article, outlet=outlet))
        for one, outlet in zip(pages, ("Дала-лайн", "Маяк"), strict=True)
    ]
    assert steps(statement_with([*named_pages, told], "вернётся"))[LIST] == (MAYAK, "named")
