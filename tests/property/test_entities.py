"""What must hold of entities whatever is said of whom: order, ids, decisions, no glue, no stall."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otkuda.entities import Decision, Known, Mention, match, resolve

if TYPE_CHECKING:
    from random import Random

START = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = [
    "Сергей Лаптев", "С. Лаптев", "Лаптев", "Sergei Laptev", "S. Laptev", "Лаптев Сергей Викторович", "Саша Лаптев",
    "Андрей Лаптев", "А. Лаптев", "Анна Лаптева", "Лаптева", "Анна Петровна", "Анна Лаптева-Лугова", "", "…", "Ю",
    "Қайсар Төлендин", "Кайсар Толендин", "Tolendin", "Kaisar Tolendin", "Толендин К.", "Айгуль", "Павел Дорохин",
]  # fmt: skip
BODIES = [
    "МИД РФ", "МИД", "МИД Сербии", "Russian Foreign Ministry", "Минтранс", "министерство", "лаборатория «Жебе»", "",
    "Zhebe laboratory", "школа № 5", "школа № 7", "АО «Жебе»", "ИСЛ",
]  # fmt: skip
ROLES = [None, None, "министр", "minister", "рыбак", "хирург", "глава", "директор", "пасечник", "экс-министр"]
GENDERS = ["", "", "", "masc", "femn"]

dates = st.one_of(st.none(), st.integers(0, 2000).map(lambda days: START + timedelta(days=days)))
people = st.builds(
    Mention,
    article=st.integers(0, 12).map(str),
    date=dates,
    language=st.sampled_from(["ru", "kk", "en"]),
    name=st.sampled_from(NAMES),
    role=st.sampled_from(ROLES),
    organization=st.one_of(st.none(), st.sampled_from(BODIES)),
    gender=st.sampled_from(GENDERS),
)
bodies = st.builds(
    Mention,
    article=st.integers(0, 12).map(str),
    date=dates,
    language=st.sampled_from(["ru", "kk", "en"]),
    name=st.sampled_from(BODIES),
    type=st.sampled_from(["organization", "outlet"]),
)
many = st.lists(st.one_of(people, bodies), max_size=25)


@settings(deadline=None)
@given(many, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(mentions: list[Mention], random: Random) -> None:
    """The same entities, with the same ids, in whatever order and portions the mentions come."""
    wanted = resolve(mentions)
    shuffled = random.sample(mentions, len(mentions))
    known = Known()
    for mention in shuffled:
        known.arrive([mention])
    assert known.entities() == wanted
    assert resolve(shuffled) == wanted


@settings(deadline=None)
@given(many)
def test_every_mention_is_in_one_entity(mentions: list[Mention]) -> None:
    """None is lost, none is in two, and ids are told apart."""
    entities = resolve(mentions)
    found = [mention for entity in entities for mention in entity.mentions]
    assert sorted(found) == sorted({mention.id for mention in mentions})
    assert len({entity.id for entity in entities}) == len(entities)
    assert {one for entity in entities for one in entity.may_be} <= {entity.id for entity in entities}


@settings(deadline=None)
@given(st.lists(people, min_size=2, max_size=15, unique_by=lambda one: one.id), st.data())
def test_a_decision_holds(mentions: list[Mention], data: st.DataObject) -> None:
    """What a person joined is one, what a person parted is two, and later mentions do not change it."""
    one, other = data.draw(st.permutations(mentions))[:2]
    is_same = data.draw(st.booleans())
    decision = Decision(one.id, other.id, is_same)
    newcomers = data.draw(st.lists(people, max_size=5))
    for mentions_then in (mentions, mentions + newcomers):
        found = {mention: entity for entity in resolve(mentions_then, [decision]) for mention in entity.mentions}
        assert (found[one.id] == found[other.id]) is is_same


@settings(deadline=None)
@given(people, people, st.integers(0, 3))
def test_matching_is_the_same_both_ways(one: Mention, other: Mention, carriers: int) -> None:
    """Neither is the first."""
    there, back = match(one, other, carriers), match(other, one, carriers)
    assert (there.answer, there.weight) == (back.answer, back.weight)


@settings(deadline=None)
@given(st.text(max_size=400), st.text(max_size=40), st.sampled_from(["person", "organization", "outlet"]))
def test_any_text_may_be_a_name(name: str, role: str, kind: str) -> None:
    """Nothing that stands for a name raises; it is always one with itself in one article."""
    mention = Mention("a", START, "ru", name, kind, role, name)  # type: ignore[arg-type]
    assert len(resolve([mention, mention])) == 1


@settings(deadline=None)
@given(many)
def test_languages_are_joined_by_transliteration_alone(mentions: list[Mention]) -> None:
    """Switched off, no entity has two languages."""
    for entity in resolve(mentions, transliterate=False):
        assert len({language for language, _ in entity.names}) == 1


@settings(deadline=None)
@given(many)
def test_men_and_women_are_never_one(mentions: list[Mention]) -> None:
    """Two genders that articles state are two people."""
    said = {mention.id: mention.gender for mention in mentions if mention.gender}
    for entity in resolve(mentions):
        assert len({said[mention] for mention in entity.mentions if mention in said}) <= 1


@settings(deadline=None)
@given(many, st.integers(0, 30))
def test_an_unrelated_name_changes_nothing(mentions: list[Mention], at: int) -> None:
    """An arrival groups its own component again and no other."""
    stranger = Mention("z", START, "ru", "Жулдыз Омархан")
    with_it = [*mentions[:at], stranger, *mentions[at:]]
    assert [one for one in resolve(with_it) if stranger.id not in one.mentions] == list(resolve(mentions))


def test_a_thousand_copies_are_one() -> None:
    """A thousand articles with one name cost little and make one entity."""
    began = time.process_time()
    entities = resolve(Mention(f"a{number}", START, "ru", "Ерлан Тасов", role="министр") for number in range(1_000))
    assert [len(entity.mentions) for entity in entities] == [1_000]
    assert time.process_time() - began < 5


def test_a_thousand_copies_between_namesakes_glue_nothing() -> None:
    """A bare name in a thousand articles joins neither of two namesakes, nor any other bare one."""
    namesakes = [
        Mention("a", START, "ru", "Марат Асанов", role="судья"),
        Mention("b", START, "ru", "Марат Асанов", role="водитель"),
    ]
    bare = [Mention(f"c{number}", START, "ru", "Марат Асанов") for number in range(1_000)]
    entities = resolve(namesakes + bare)
    assert all(len(entity.mentions) == 1 and entity.is_open for entity in entities)


def test_many_namesakes_do_not_stall() -> None:
    """Five hundred callings under one name: nobody is joined, and it takes seconds at most."""
    endings = [f"{one}{other}ун" for one in "абвгдежзиклмнопрстуфхцчшщэ" for other in "бвгджзклмнпрстфхцчшщ"]
    namesakes = [Mention(end, START, "ru", "Марат Асанов", role=end) for end in endings[:500]]
    began = time.process_time()
    assert len(resolve(namesakes)) == 500
    assert time.process_time() - began < 20


def test_many_bodies_of_one_kind_do_not_stall() -> None:
    """A word that many names share ties no component."""
    letters = "абвгдежзклмнопрстуфхцчш"
    names = [f"Научный центр {one}{other}ан".title() for one in letters for other in letters]
    began = time.process_time()
    found = resolve(Mention(name, START, "ru", name, "organization") for name in names)
    assert len(found) > 400
    assert time.process_time() - began < 10


@pytest.mark.parametrize("name", ["", " ", "…", "12", "Ю"])
def test_nothing_is_glued_by_an_empty_name(name: str) -> None:
    """A name that tells nothing joins nothing."""
    mentions = [Mention(f"a{number}", START, "ru", name) for number in range(50)]
    assert len(resolve(mentions)) == 50
    assert len(resolve(replace(one, type="organization") for one in mentions)) == 50


def test_a_split_takes_one_mention_out() -> None:
    """The rest stays with the mention that was not to leave, and keeps its id."""
    mentions = [Mention(f"a{n}", START + timedelta(days=n), "ru", "Ерлан Тасов", role="министр") for n in range(5)]
    (whole,) = resolve(mentions)
    entities = {
        len(one.mentions): one for one in resolve(mentions, [Decision(mentions[2].id, mentions[0].id, is_same=False)])
    }
    assert set(entities) == {1, 4}
    assert entities[4].id == whole.id


def test_a_merge_joins_all_that_hangs_on_both() -> None:
    """Two namesakes that a person joins are one with all their mentions, and a bare name is open no more."""
    mentions = [
        Mention("a", START, "ru", "Марат Асанов", role="судья"),
        Mention("b", START, "ru", "Марат Асанов", role="водитель"),
        Mention("c", START, "ru", "Марат Асанов", role="судья"),
        Mention("d", START, "ru", "Марат Асанов"),
    ]
    assert len(resolve(mentions)) == 3
    assert len(resolve(mentions, [Decision(mentions[1].id, mentions[0].id, is_same=True)])) == 1
