"""Articles → statements: who carries whose words, where from, and what became of them."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.statements.gathering import gather
from tests.unit.statements.told import (
    ABROAD,
    BENT,
    CARRIED,
    JUDGE,
    MINISTRY,
    OTHER,
    PRESS,
    SVODKA,
    TOBOL,
    WORLD,
    carrier,
    statement_with,
)

if TYPE_CHECKING:
    from otkuda.model import Appearance, Statement


def by_url(statement: Statement) -> dict[str | None, Appearance]:
    """Return the appearances by their addresses."""
    return {one.url: one for one in statement.appearances}


def test_the_same_words_are_one_statement() -> None:
    """All that carry them are in it, over languages, and nobody else."""
    found = statement_with(WORLD, "14 мая")
    assert set(by_url(found)) == {MINISTRY, TOBOL, ABROAD.id}
    assert found.speaker == "Ерлан Сарбасов"


def test_two_statements_of_one_speaker_stay_two() -> None:
    """What he says of the ferry is not what he says of the bridge."""
    assert statement_with(WORLD, "14 мая").id != statement_with(WORLD, "Старую переправу").id


def test_who_hands_on_a_sentence_in_which_somebody_speaks_says_none_of_it() -> None:
    """«Об этом пишет …» behind such a sentence stands for the same words of the same speaker."""
    url = "https://bereg-news.example/1"
    text = (
        "Школы получат книги\n\n«До осени мы купим 300 тысяч учебников», – сообщила министр просвещения Алия "
        "Жунусова. Об этом пишет «Заря»."
    )
    handed = carrier(url, text, at="2026-03-11T13:00+05:00")
    assert {one.chain[-1].entity for one in handed.article.attributions} == {"Алия Жунусова", "Заря"}
    found = statement_with([OTHER, handed], "300 тысяч")
    assert {one.speaker for one in found.appearances} == {"Алия Жунусова"}


def test_who_tells_what_another_promised_says_it_himself() -> None:
    """A nested attribution leaves its teller the sentence that he says himself."""
    told = carrier(
        "https://bereg-news.example/2",
        "Книг нет\n\nДиректор школы Самат Ерланов рассказал, что Алия Жунусова пообещала купить учебники до осени.",
    )
    speakers = {one.speaker for each in gather([told], JUDGE) for one in each.appearances}
    assert speakers == {"Самат Ерланов", "Алия Жунусова"}


def test_the_page_of_the_speakers_body_is_the_origin() -> None:
    """The ministry's press release, which others link to."""
    origin = statement_with(WORLD, "Старую переправу").origin
    assert (origin.kind, origin.url) == ("page", MINISTRY)


def test_the_earliest_page_is_not_the_origin_for_being_early() -> None:
    """Without the press release the words are from where the article says: not in the archive."""
    found = statement_with([CARRIED, BENT], "Старую переправу")
    assert (found.origin.kind, found.origin.named) == ("absent", MINISTRY)


def test_the_way_goes_from_carrier_to_carrier() -> None:
    """Each edge has its ground."""
    found = statement_with(WORLD, "Старую переправу")
    places = {one.id: one.url for one in found.appearances}
    steps = {one.url: one.step and (places[one.step.source], one.step.ground) for one in found.appearances}
    assert steps == {MINISTRY: None, TOBOL: (MINISTRY, "linked"), SVODKA: (TOBOL, "linked")}


def test_what_changed_is_told_against_the_origin() -> None:
    """«не» was lost on the way."""
    bent = by_url(statement_with(WORLD, "Старую переправу"))[SVODKA]
    assert (bent.relation, [change.what for change in bent.changes]) == ("altered", ["negation"])


def test_a_copy_is_verbatim_and_another_language_a_translation() -> None:
    """Typography and language alter nothing."""
    found = by_url(statement_with(WORLD, "14 мая"))
    assert (found[TOBOL].relation, found[ABROAD.id].relation) == ("verbatim", "translation")


def test_another_speaker_is_an_alteration() -> None:
    """The words are given to somebody else than at their origin and in another article."""
    wrong = carrier(
        "https://vesti.example/1",
        "О мосте\n\n«Мост через Тасбулак откроют 14 мая, проезд по нему будет бесплатным для всех машин», – заявил "
        "аким области Нурлан Кенжебаев.\n",
        at="2026-03-11T16:00+05:00",
    )
    found = by_url(statement_with([*WORLD, wrong], "14 мая"))["https://vesti.example/1"]
    assert (found.relation, [change.what for change in found.changes]) == ("altered", ["speaker"])


def test_the_order_of_arrival_changes_nothing() -> None:
    """Ids, ways and origins are the same whatever came first."""
    expected = gather(WORLD, JUDGE)
    for seed in range(5):
        shuffled = random.Random(seed).sample(WORLD, len(WORLD))  # noqa: S311 - a seed, not a secret
        assert gather(shuffled, JUDGE) == expected


def test_an_unrelated_article_changes_nothing() -> None:
    """Statements of others stay as they are."""
    without = {one.id: one for one in gather([PRESS, CARRIED, BENT, ABROAD], JUDGE)}
    assert all(one == without[one.id] for one in gather(WORLD, JUDGE) if one.id in without)


def test_the_same_words_after_a_month_are_another_statement() -> None:
    """Unless one text names or links the other."""
    later = replace(OTHER, id="later")
    later = carrier("https://vesti.example/2", OTHER.article.text, at="2026-05-11T11:00+05:00")
    assert len(gather([OTHER, later], JUDGE)) == 2


def test_what_an_outlet_prints_as_its_own_is_an_appearance() -> None:
    """A copy that names nobody is found."""
    bare = carrier(
        "https://bez.example/1",
        "Мост откроют\n\nМост через Тасбулак откроют 14 мая, проезд по нему будет бесплатным для всех машин.\n",
        at="2026-03-11T18:00+05:00",
    )
    found = by_url(statement_with([*WORLD, bare], "14 мая"))["https://bez.example/1"]
    assert (found.position, found.speaker) == (None, None)


def test_a_heading_that_repeats_a_quotation_is_an_appearance_of_its_own() -> None:
    """It is told twice, and glued to nothing."""
    page = carrier(
        "https://journal.example/1",
        "Переправа\n\nНа реке продолжают работы, дорогу к селу чинят.\n\n«Старую переправу мы не закроем, пока не "
        "отремонтируем дорогу к селу», – добавил вице-министр Ерлан Сарбасов.\n\nПереправу мы не закроем, пока не "
        "отремонтируем дорогу\n\nРаботы идут с марта.\n",
    )
    found = [one for one in statement_with([PRESS, page], "Старую переправу").appearances if one.url == page.id]
    assert [(one.position is None, one.relation) for one in found] == [(False, "verbatim"), (True, "shortened")]


def test_two_quotations_of_one_article_are_not_glued() -> None:
    """«А», – сказала Х. И добавила, что «Б»."""
    talk = carrier(
        "https://centre.example/1",
        "Прогноз\n\n«Снега в верховьях меньше, чем год назад, поэтому пик мы ждём в апреле. Но прогноз на две недели – "
        "это вероятность, а не расписание поездов», – сказала гидролог Ирина Колесник.\n",
    )
    page = carrier(
        "https://line.example/1",
        "Паводок\n\nВода в реке пока стоит низко, лёд ещё держится.\n\n«Снега в верховьях меньше, чем год назад, "
        "поэтому пик мы ждём в апреле», – сказала Ирина Колесник. И добавила: прогноз на две недели – «это "
        "вероятность, а не расписание поездов».\n",
    )
    found = [one for one in statement_with([talk, page], "Снега").appearances if one.url == page.id]
    assert not any(change.what == "glued" for one in found for change in one.changes)


def test_an_article_without_words_or_date_is_no_trouble() -> None:
    """Empty, of one word, without a date, in the future: nothing is glued to it."""
    strange = [
        carrier("https://a.example/1", "", at=None),
        carrier("https://a.example/2", "Мост", at=None),
        carrier("https://a.example/3", OTHER.article.text, at=None),
        carrier("https://a.example/4", "«Да», – сказал Ерлан Сарбасов.", at="2099-01-01T00:00+05:00"),
    ]
    found = gather([*WORLD, *strange], JUDGE)
    assert len(statement_with([*WORLD, *strange], "учебников").appearances) == 2
    assert {one.id for one in gather(WORLD, JUDGE)} - {one.id for one in found} <= {
        one.id for one in gather([OTHER], JUDGE)
    }


def test_only_what_the_clock_says_for_certain_is_against_it() -> None:
    """A page without a zone may be hours off; one that is dated a day before what it links to cannot have it."""
    early = carrier(SVODKA, BENT.article.text, at="2026-03-11T08:00+05:00", links={"пишет": TOBOL})
    vague = carrier(SVODKA, BENT.article.text, at="2026-03-11T02:00+00:00", links={"пишет": TOBOL})
    steps = [by_url(statement_with([PRESS, CARRIED, one], "Старую переправу"))[SVODKA].step for one in (early, vague)]
    assert [step and step.against_clock for step in steps] == [True, False]
