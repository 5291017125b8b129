"""The quotations of a draft against articles: one case for each outcome, and for what must never be one."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

import otkuda
from otkuda.model import Article, Carrier
from otkuda.pipeline import check

if TYPE_CHECKING:
    from otkuda.statements import Checked

MONDAY = datetime(2031, 4, 7, 9, tzinfo=UTC)
ADDRESS = (
    "Брифинг о мосте\n\n«Мы не будем закрывать мост без предупреждения: у жителей будет не меньше двенадцати часов. "
    "Катер есть, он заправлен и стоит у лодочной станции. Воды в реке пока мало», — сообщил мэр Глеб Одинцов.\n\n"
    "«На опорах работают сорок сварщиков, и работы хватит до осени», — сказала инженер Анна Рогова."
)


def carrier(text: str, days: int = 0, name: str = "zarya", language: str = "ru") -> Carrier:
    """Return an article that was read, published so many days after Monday."""
    article = otkuda.read(text, language=language, published=MONDAY + timedelta(days=days))
    return Carrier(f"{name}-{days}", replace(article, url=f"https://{name}.example/{days}"))


ARCHIVE = (carrier(ADDRESS),)


def checked(words: str, *known: Carrier, indirect: bool = False) -> Checked:
    """Return what the one quotation of a draft is."""
    found = check(otkuda.read(f"Черновик\n\n{words}", language="ru"), known or ARCHIVE, indirect=indirect)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("draft", "outcome"),
    [
        ("«Катер есть, он заправлен и стоит у лодочной станции», — сказал Глеб Одинцов.", "verbatim"),
        ('"На опорах работают сорок сварщиков", - говорит Рогова.', "shortened"),
        ("“На опорах работают 40 сварщиков, и работы хватит до осени”, — говорит Анна Рогова.", "verbatim"),
        ("«На опорах, — говорит Анна Рогова, — работают сорок сварщиков, и работы хватит до осени».", "verbatim"),
        ("На опорах работают сорок сварщиков, и работы «хватит до осени», рассказала Анна Рогова.", "shortened"),
        ("На стене висит плакат. «На опорах работают сорок сварщиков, и работы хватит до осени».", "verbatim"),
        ("«На опорах работают сорок пять сварщиков, и работы хватит до осени», — говорит Анна Рогова.", "altered"),
        ("«Мы будем закрывать мост без предупреждения», — сказал Глеб Одинцов.", "altered"),
        ("«На опорах работают сорок сварщиков, и работы хватит до весны», — говорит Анна Рогова.", "altered"),
        ("«Сварщиков хватит до осени, и работают на опорах сорок работы», — говорит Анна Рогова.", "altered"),
        ("«На опорах работают сорок сварщиков, и работы хватит до осени», — говорит Глеб Одинцов.", "wrong speaker"),
        ("«Медведи пришли на берег пить чай с вареньем», — говорит Глеб Одинцов.", "not found"),
    ],
)
def test_outcome(draft: str, outcome: str) -> None:
    """Word for word under any marks, a part of it, another number, a lost negation, somebody else's, nothing."""
    assert checked(draft).outcome == outcome


def test_words_of_many_places_are_glued() -> None:
    """Words that all stand in an article, in this order, are no quotation of it."""
    found = checked("«Мы у жителей есть у станции воды в реке», — сказал Глеб Одинцов.")
    assert found.outcome not in {"verbatim", "shortened"}


def test_ellipsis_may_leave_out() -> None:
    """What a draft says that it leaves out is honestly left out."""
    words = "«Мы не будем закрывать мост без предупреждения… Катер есть, он заправлен», — сказал Глеб Одинцов."
    assert checked(words).outcome == "shortened"


def test_common_words_are_nobody_elses() -> None:
    """A few words that somebody else said too prove nothing."""
    assert checked("«До осени», — говорит Глеб Одинцов.").outcome == "not found"
    assert checked("«До осени», — говорит Анна Рогова.").outcome == "shortened"


def test_a_role_is_not_wrong() -> None:
    """Where the draft names only a role, or a surname, or a body, nobody else is named."""
    for who in ("инженер", "Рогова", "мэрия", "женщина на мосту"):
        found = checked(f"«На опорах работают сорок сварщиков, и работы хватит до осени», — говорит {who}.")
        assert found.outcome == "verbatim"


def test_earliest_place_is_shown() -> None:
    """Of equal places the earliest is shown, with the number of the others; versions and copies are places."""
    found = checked(
        "«Катер есть, он заправлен и стоит у лодочной станции», — сказал Глеб Одинцов.",
        carrier(ADDRESS, 2, "tobol"),
        carrier(ADDRESS, 0),
        carrier(ADDRESS, 1, "gulf"),
    )
    assert found.place is not None
    assert (found.place.carrier.article.url, found.others) == ("https://zarya.example/0", 2)


def test_the_right_speaker_is_preferred() -> None:
    """Where one article gives words to somebody else, and another to whom the draft names, the draft is right."""
    wrong = ADDRESS.replace("инженер Анна Рогова", "геодезист Инна Ким")
    found = checked(
        "«На опорах работают сорок сварщиков, и работы хватит до осени», — говорит Анна Рогова.",
        carrier(wrong, 0, "tobol"),
        carrier(ADDRESS, 1),
    )
    assert found.outcome == "verbatim"
    assert found.place is not None
    assert found.place.carrier.article.url == "https://zarya.example/1"


def test_words_without_a_speaker_are_not_a_strangers() -> None:
    """An article that quotes them, and of which it is not clear to whom it gives them, may name the speaker, or not."""
    page = (
        "Мост\n\nУ моста была инженер Анна Рогова. На стене висел лист: «Сварщики остаются до осени, опоры стоят "
        "ровно».\n"
    )
    draft = "«Сварщики остаются до осени, опоры стоят ровно», — говорит {}."
    found = [checked(draft.format(name), carrier(page, 0)) for name in ("Анна Рогова", "Инна Ким")]
    assert [one.outcome for one in found] == ["verbatim", "wrong speaker"]
    assert found[1].place is not None
    assert found[1].place.source is None


def test_a_copied_fault_is_one() -> None:
    """What one article made of the words is altered, where an earlier one, and no fewer, have them otherwise."""
    copy = carrier(ADDRESS.replace("сорок сварщиков", "сорок пять сварщиков"), 1, "tobol")
    draft = "«На опорах работают сорок пять сварщиков, и работы хватит до осени», — говорит Анна Рогова."
    found = checked(draft, *ARCHIVE, copy)
    assert found.outcome == "altered"
    assert found.place is not None
    assert found.otherwise is not None
    assert found.place.carrier.id == "zarya-0"
    assert found.otherwise.carrier is copy
    true = checked(draft.replace("сорок пять", "сорок"), *ARCHIVE, copy)
    assert true.outcome == "verbatim"
    assert true.otherwise is not None


def test_whole_text_is_searched() -> None:
    """An address that names nobody is searched as well."""
    speech = Carrier(
        "speech", Article("Дорогие земляки!\nМы строим мост для всех и строим его надолго. Спасибо вам.", language="ru")
    )
    found = checked("«Мы строим мост для всех и строим его надолго», — сказал Глеб Одинцов.", speech)
    assert found.outcome == "verbatim"
    assert found.place is not None
    assert found.place.attribution is None
    assert speech.article.text[slice(*found.place.span)] == "Мы строим мост для всех и строим его надолго"


def test_a_persons_own_page() -> None:
    """What stands on a page that is called after a person, given to nobody, is that person's."""
    words = "Сегодня я прошёл мост пешком от берега до берега и остался доволен"
    page = Carrier(
        "page", Article(f"Запись в дневнике\n\n{words}.", language="ru", url="https://gleb-odintsov.example/1")
    )
    said = f"«{words}», — говорит "
    assert checked(f"{said}Анна Рогова.", page, *ARCHIVE).outcome == "wrong speaker"
    assert checked(f"{said}Глеб Одинцов.", page, *ARCHIVE).outcome == "verbatim"


def test_a_fault_that_more_have() -> None:
    """A speaker whom one article has wrong is wrong where an earlier article, and more of them, have another."""
    wrong = carrier(ADDRESS.replace("инженер Анна Рогова", "геодезист Инна Ким"), 3, "gulf")
    draft = "«На опорах работают сорок сварщиков, и работы хватит до осени», — говорит Инна Ким."
    assert checked(draft, wrong, *ARCHIVE).outcome == "verbatim"
    found = checked(draft, wrong, *ARCHIVE, carrier(ADDRESS, 1, "tobol"))
    assert found.outcome == "wrong speaker"
    assert found.otherwise is not None
    assert found.otherwise.carrier is wrong


def test_indirect() -> None:
    """What a draft tells in its own words is checked where that is wished; a retelling is no fault."""
    draft = "По словам инженера Анны Роговой, на опорах работает сорок сварщиков, работы им хватит до осени."
    assert not check(otkuda.read(draft, language="ru"), ARCHIVE)
    found = checked(draft, indirect=True)
    assert found.outcome == "paraphrase"
    assert found.is_passed
    other = checked(draft.replace("сорок", "сто"), indirect=True)
    assert other.outcome == "altered"
    assert not other.is_passed


def test_translation() -> None:
    """A quotation out of another language is told by its numbers, dates and names."""
    english = carrier(
        'Bridge news\n\n"From 12 June 420 trains will run from Karasor to Zarechny each month," said Anna Rogova.',
        language="en",
    )
    found = checked(
        "«С 12 июня из Карасора в Заречный будут ходить 420 поездов в месяц», — говорит Анна Рогова.", english
    )
    assert found.outcome == "translation"


def test_quotation_in_a_quotation_is_a_part_of_it() -> None:
    """«Он сказал: „…“» is one quotation."""
    found = checked("«Врач сказал мне: „Пейте чай с малиной каждое утро“, и я пью», — рассказал Глеб Одинцов.")
    assert found.outcome == "not found"


@pytest.mark.parametrize("text", ["", "…", "Без цитат.", "«Есиль» ушёл в рейс.", "«»", "«" * 500, "\0\ud800"])
def test_nothing_to_check(text: str) -> None:
    """Drafts without a quotation give nothing; titles are none."""
    assert check(otkuda.read(text, language="ru"), ARCHIVE) == ()


def test_nothing_known() -> None:
    """Without articles nothing is found."""
    draft = otkuda.read("«Катер есть, он заправлен», — сказал Глеб Одинцов.")
    assert [one.outcome for one in check(draft, ())] == ["not found"]


def test_a_thousand_copies_cost_little() -> None:
    """Copies of one text are compared once."""
    copies = [replace(ARCHIVE[0], id=str(number)) for number in range(1_000)]
    started = time.perf_counter()
    found = checked("«Катер есть, он заправлен и стоит у лодочной станции», — сказал Глеб Одинцов.", *copies)
    assert found.others == 999
    assert time.perf_counter() - started < 5


def test_a_draft_that_quotes_all() -> None:
    """A draft of hundreds of quotations is done in bounded time, each by itself."""
    said = [f"Мост номер {number} строят сорок сварщиков и {number} крановщиков" for number in range(300)]
    text = "\n\n".join(f"«{one}», — сказал мэр Глеб Одинцов." for one in said)
    draft = otkuda.read(text, language="ru")
    started = time.perf_counter()
    found = check(draft, [Carrier("all", draft), *ARCHIVE])
    assert time.perf_counter() - started < 30
    assert {one.outcome for one in found} == {"verbatim"}
    assert len(found) == 300
