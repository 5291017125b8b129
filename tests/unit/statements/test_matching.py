"""Are two passages one statement? By what both say, and by whom."""

from __future__ import annotations

from otkuda.statements.kinship import Telling
from otkuda.statements.matching import longest_run, match
from tests.unit.statements.told import BENT, CARRIED, JUDGE, OTHER, PRESS, telling


def test_a_stock_phrase_of_two_people_is_no_statement() -> None:
    """What offices always say ties nothing."""
    one = telling(
        "https://a.example/1",
        "Дороги\n\n«Ремонт дороги в Тасбулаке идёт за счёт средств республиканского бюджета», – сказал министр Ерлан "
        "Сарбасов.\n",
    )
    other = telling(
        "https://b.example/1",
        "Школы\n\n«Школу в Акжаре строят за счёт средств республиканского бюджета», – сообщил аким Марат Досжанов.\n",
    )
    assert match(one, other, JUDGE) == []


def test_a_stock_phrase_of_one_is_no_statement() -> None:
    """Who always speaks of last year's results speaks of many things."""
    one = telling(
        "https://a.example/1",
        "Дороги\n\n«По итогам прошлого года отремонтировали половину мостов, три паромные переправы, дамбу у Акжара и "
        "сорок километров грунтовых дорог на севере», – сказал министр Ерлан Сарбасов.\n",
    )
    other = telling(
        "https://b.example/1",
        "Вокзалы\n\n«Пассажиров на вокзалах Тасбулака стало вдвое больше, зимой билеты дешевели, жалоб на опоздания "
        "электричек почти не поступало по итогам прошлого года», – сообщил министр Ерлан Сарбасов.\n",
    )
    assert match(one, other, JUDGE) == []


def test_what_an_outlet_prints_as_its_own_is_not_tied_by_its_name_alone() -> None:
    """«Передаёт tobol-line.example» makes nothing of a phrase on another page of that outlet."""
    one = telling(
        "https://a.example/1",
        "Дороги\n\n«Ремонт дороги в Тасбулаке и двух мостов через Ишим идёт за счёт средств республиканского бюджета», "
        "– сказал министр Ерлан Сарбасов, передаёт tobol-line.example.\n",
    )
    other = telling(
        "https://tobol-line.example/1",
        "Школы\n\nЗа счёт средств республиканского бюджета весной закупят парты, глобусы, микроскопы и новые учебники "
        "для всех сельских школ.\n",
    )
    assert match(one, other, JUDGE) == []


def test_the_words_of_one_are_found_in_the_other() -> None:
    """Both statements of the press release, each with its own."""
    one, other = Telling(PRESS), Telling(CARRIED)
    said = [pair for pair in match(one, other, JUDGE) if pair.is_said]
    assert [(pair.one.text[:4], pair.other.text[:4]) for pair in said] == [("Мост", "Мост"), ("Стар", "Стар")]


def test_nothing_in_common_is_no_pair() -> None:
    """A minister of education and a ferry."""
    assert match(Telling(OTHER), Telling(BENT), JUDGE) == []


def test_leads_of_bodies_are_no_statement() -> None:
    """What two articles open with and give to a ministry is their story; its very words are one all the same."""
    texts = (
        "С 1 июня между Тасбулаком и Акжаром пойдёт ускоренный поезд «Ертис», сообщает Минтранс.",
        "Ускоренный поезд «Ертис» из Тасбулака в Акжар пустят с 1 июня, сообщили в Минтрансе.",
    )
    one, other = (
        telling(f"https://{name}.example/1", f"Поезд\n\n{text}\n") for name, text in zip("ab", texts, strict=True)
    )
    copy = telling("https://c.example/1", f"Новый поезд\n\n{texts[0]}\n")
    assert match(one, other, JUDGE) == []
    assert [pair.is_said for pair in match(one, copy, JUDGE)] == [True]


def test_a_lead_given_to_an_outlet_is_told_from_its_lead() -> None:
    """«…, сообщает «Саяк»» and the lead of that agency are one."""
    one = telling(
        "https://sayak.example/1",
        "Мост\n\nНаплавной мост у Тасбулака на время паводка закроют, сообщили в Центре паводкового наблюдения.\n",
    )
    other = telling(
        "https://perron.example/1",
        "Переправа\n\nМост у села Тасбулак закроют на время паводка, сообщает агентство sayak.example.\n",
    )
    assert [pair.is_said for pair in match(one, other, JUDGE)] == [True]


def test_questions_are_no_statement() -> None:
    """Neither the interviewer's nor what somebody is only said to have spoken of."""
    asked = telling(
        "https://zarya.example/1",
        "Разговор о мосте\n\n– Анна, вы видели первый опорный столб моста?\n\n– Да, он стоял криво, – сказала инженер "
        "Анна Рогова.\n",
    )
    told = telling(
        "https://sayak.example/1", "Мост\n\nИнженер Анна Рогова рассказала, как увидела первый опорный столб моста.\n"
    )
    assert any(passage.asks for passage in told.passages)
    assert not any(pair.one.asks or pair.other.asks for pair in match(asked, told, JUDGE))


def test_runs() -> None:
    """The longest one counts, wherever it stands."""
    assert longest_run("а б в г".split(), "б в а б в г".split()) == 4
    assert longest_run([], ["а"]) == 0
