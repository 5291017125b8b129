"""What an entity shows, and what an arrival touches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from otkuda.entities import Decision, Held, Known, Mention, resolve, unfit

START = datetime(2026, 1, 1, tzinfo=UTC)


def mention(
    number: int, name: str, language: str = "ru", role: str | None = None, office: str | None = None
) -> Mention:
    """Return the mention of a person in the article of a day."""
    return Mention(f"a{number}", START + timedelta(days=number), language, name, "person", role, office)


def test_roles_have_dates() -> None:
    """Each role with the first and the last article that says it, the earliest first."""
    (entity,) = resolve(
        [
            mention(5, "Ерлан Тасов", role="министр"),
            mention(1, "Ерлан Тасов", role="министр"),
            mention(900, "Ерлан Тасов", role="аким", office="акимат Саяка"),
            mention(901, "Yerlan Tasov", "en"),
        ]
    )
    assert entity.roles == (
        Held("министр", None, START + timedelta(days=1), START + timedelta(days=5)),
        Held("аким", "акимат Саяка", START + timedelta(days=900), START + timedelta(days=900)),
    )
    assert entity.gender == "masc"


def test_the_name_is_the_fullest_in_the_commonest_language() -> None:
    """Two of three mentions are Russian; of their names the whole one is shown."""
    (entity,) = resolve([mention(1, "Е. Тасов"), mention(2, "Ерлан Тасов"), mention(3, "Yerlan Tasov", "en")])
    assert entity.name == "Ерлан Тасов"
    assert entity.names == (("en", "Yerlan Tasov"), ("ru", "Е. Тасов"), ("ru", "Ерлан Тасов"))


def test_an_id_is_that_of_the_earliest_mention() -> None:
    """A later one does not change it; one without a date comes last."""
    first = mention(1, "Ерлан Тасов")
    undated = Mention("a0", None, "ru", "Ерлан Тасов")
    (alone,) = resolve([first])
    (both,) = resolve([undated, mention(2, "Yerlan Tasov", "en"), first])
    assert alone.id == both.id == first.id


def test_one_article_twice_is_one_mention() -> None:
    """The same record again changes nothing."""
    one = mention(1, "Ерлан Тасов")
    assert resolve([one, one]) == resolve([one])


def test_an_arrival_touches_its_component_alone() -> None:
    """What comes back are the entities that share a key with what came."""
    known = Known()
    known.keep(mention(number, name) for number, name in enumerate(["Ерлан Тасов", "Анна Лаптева", "Хью Пелл"]))
    back = known.arrive([mention(9, "Yerlan Tasov", "en"), mention(9, "Hugh Pell", "en")])
    assert sorted(entity.name for entity in back) == ["Ерлан Тасов", "Хью Пелл"]
    assert all(len(entity.mentions) == 2 for entity in back)


def test_an_arrival_may_join_components() -> None:
    """A double name stands between two names that were apart."""
    known = Known()
    known.keep([mention(1, "Анна Лугова", role="судья"), mention(2, "Вера Лугова"), mention(3, "Вера Петрова-Лугова")])
    back = known.arrive([mention(4, "Анна Петрова-Лугова", role="судья")])
    assert sorted(len(entity.mentions) for entity in back) == [1, 1, 2]


def test_a_namesake_opens_what_was_closed() -> None:
    """A bare surname is the only carrier's until there is a second one."""
    known = Known()
    first = known.arrive([mention(1, "Ерлан Тасов"), mention(2, "Тасов")])
    assert [entity.is_open for entity in first] == [False]
    later = {entity.name: entity for entity in known.arrive([mention(3, "Марат Тасов")])}
    assert later["Тасов"].may_be == tuple(sorted([later["Ерлан Тасов"].id, later["Марат Тасов"].id]))


def test_decisions_that_do_not_hold_are_told() -> None:
    """One whose mention is gone, and two that contradict each other."""
    one, other = mention(1, "Ерлан Тасов"), mention(2, "Ерлан Тасов")
    apart, gone = Decision(one.id, other.id, is_same=False), Decision(one.id, "gone", is_same=True)
    against = Decision(other.id, one.id, is_same=True)
    decisions = [apart, gone, against]
    assert unfit(decisions, resolve([one, other], decisions)) == (gone, against)


def test_a_decision_joins_names_that_share_nothing() -> None:
    """A pen name, over components."""
    one, other = mention(1, "Ерлан Тасов"), mention(2, "Саржан")
    assert len(resolve([one, other])) == 2
    assert len(resolve([one, other], [Decision(one.id, other.id, is_same=True)])) == 1
