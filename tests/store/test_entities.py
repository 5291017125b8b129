"""Entities in the store: brought up to date by components, the same as all at once, whatever came in what order."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from otkuda import store as kept
from otkuda.collect import decisions
from otkuda.collect.entities import resolve as bring_up
from otkuda.collect.entities import resolve_all
from otkuda.collect.judging import decisions_on
from otkuda.collect.naming import mentioned
from otkuda.collect.rules import use_rules
from otkuda.entities import Decision, resolve
from otkuda.errors import InputError
from otkuda.model import Article, Attribution, Source, Span
from otkuda.store.entity_schema import stale_profiles
from otkuda.store.readings import attribution_ids
from otkuda.store.schema import articles, metadata
from tests.store.made import NOON

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.store import Store

NAMES = [
    "Сергей Лаптев", "С. Лаптев", "Лаптев", "Sergei Laptev", "Лаптев Сергей Викторович", "Андрей Лаптев", "А. Лаптев",
    "Анна Лаптева", "Лаптева", "Анна Лаптева-Лугова", "null", "Ю", "Айгуль", "Қайсар Төлендин", "Кайсар Толендин",
]  # fmt: skip
BODIES = ["МИД РФ", "МИД", "Минтранс", "министерство", "лаборатория «Жебе»", "Zhebe laboratory", "школа № 5"]
ROLES = [None, None, "министр", "minister", "рыбак", "хирург", "глава"]

people = st.builds(
    Source,
    mention=st.none(),
    entity=st.sampled_from(NAMES),
    type=st.just("person"),
    role=st.sampled_from(ROLES),
    organization=st.one_of(st.none(), st.sampled_from(BODIES)),
)
bodies = st.builds(
    Source,
    mention=st.none(),
    entity=st.sampled_from(BODIES),
    type=st.sampled_from(["organization", "outlet", "unnamed"]),
)
chains = st.lists(st.one_of(people, bodies), min_size=1, max_size=2)
readings = st.tuples(
    st.integers(0, 6), st.sampled_from(["ru", "kk", "en"]), st.integers(0, 900), st.lists(chains, max_size=3)
)
doing = st.sampled_from(["keep", "keep", "keep", "reread", "forget", "resolve", "some", "rules"])
steps = st.lists(st.tuples(doing, readings), max_size=14)


Made: TypeAlias = "tuple[int, str, int, list[list[Source]]]"


def article(number: int, language: str, day: int, said: list[list[Source]], text: str = "") -> Article:
    """Return an article in which these are the sources."""
    found = tuple(Attribution((Span(0, 1),), None, tuple(chain), "indirect", "made", 1.0) for chain in said)
    return Article(
        text=text or f"{number} {language} {day}",
        outlet=["Заря", "Zarya", "Залив"][number % 3],
        language=language,
        published=NOON + timedelta(days=day),
        url=f"https://outlet{number % 4}.example/{number}",
        attributions=found,
    )


def keep(conn: Connection, one: Article, hour: int = 0) -> None:
    """Keep an article."""
    kept.keep(conn, None, one, seen=NOON + timedelta(hours=hour), read_by="otkuda 0")


def reread(conn: Connection, one: Article) -> None:
    """Read the last version of an article otherwise."""
    known = kept.latest(conn, one.url or "")
    if known:
        kept.replace_reading(conn, known.id, replace(known.article, attributions=one.attributions), "otkuda 1")


def emptied(store: Store) -> Store:
    """Return the store with nothing in it."""
    with store.writing() as conn:
        for table in reversed(metadata.sorted_tables):
            conn.execute(delete(table))
    return store


def stored(conn: Connection) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the entities of the store as ``resolve`` gives them: by id the name, mentions, and what they may be."""
    pairs: dict[str, list[str]] = {}
    groups = kept.list_entities(conn, kept.Wanted(limit=10_000))
    for one, other in kept.open_pairs(conn, [group.id for group in groups]):
        pairs.setdefault(one, []).append(other)
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for group in groups:
        those = [mention.id for mention in kept.mentions_of(conn, group.id)]
        for members in [[one] for one in those] if group.is_apart else [those]:
            identity = members[0] if group.is_apart else group.id
            found[identity] = (tuple(sorted(members)), tuple(sorted(pairs.get(group.id, ()))))
    return found


def at_once(conn: Connection, decisions: list[Decision] | None = None) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the same of all that is kept, resolved at once."""
    named = mentioned(kept.named_in(conn, conn.execute(select(articles.c.id)).scalars().all()))
    return {one.id: (one.mentions, one.may_be) for one in resolve(named.mentions.values(), decisions or ())}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_by_components_as_all_at_once(store: Store, steps: list[tuple[str, Made]]) -> None:
    """Keeping, reading again, forgetting, other rules meanwhile, in whatever order and portions."""
    emptied(store)
    for hour, (what, made) in enumerate(steps):
        one = article(*made)
        with store.writing() as conn:
            if what == "keep":
                keep(conn, one, hour)
            elif what == "reread":
                reread(conn, one)
            elif what == "forget":
                kept.forget(conn, one.url or "", NOON, "test")
            elif what == "rules":
                kept.resolve_anew(conn, "others, each language by itself")
            else:
                bring_up(conn, 1 if what == "some" else 100)
    use_rules(store, transliterate=True)
    resolve_all(store)
    with store.reading() as conn:
        assert not conn.execute(select(stale_profiles)).first()
        assert stored(conn) == at_once(conn)
        assert kept.how_many_unresolved(conn) == 0


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(readings, min_size=2, max_size=6), later=st.lists(readings, max_size=4), data=st.data())
def test_what_a_person_decided_as_all_at_once(
    store: Store, made: list[Made], later: list[Made], data: st.DataObject
) -> None:
    """Merges and splits hold through what comes after, as where they were known from the beginning."""
    emptied(store)
    with store.writing() as conn:
        for one in made:
            keep(conn, article(*one))
        bring_up(conn)
        known = kept.mentions_in(conn, conn.execute(select(articles.c.id)).scalars())
        people = sorted({one.id for one in known if one.type == "person"})
        if len(people) > 1:
            pair = data.draw(st.permutations(people))[:2]
            decide = data.draw(st.sampled_from([decisions.merge, split_from]))
            with suppress(InputError):
                decide(conn, pair, decisions.By(NOON))
    with store.writing() as conn:
        for hour, one in enumerate(later, 1):
            keep(conn, article(*one), hour)
        bring_up(conn)
        assert stored(conn) == at_once(conn, decisions_on(conn, [one.id for one in all_mentions(conn)]))


def split_from(conn: Connection, pair: list[str], by: decisions.By) -> str:
    """Part the second of two mentions from the entity of the first."""
    group = kept.get_entity(conn, pair[0])
    return decisions.split(conn, group.id if group else "", pair[1:], by)


def all_mentions(conn: Connection) -> list[kept.StoredMention]:
    """Return every mention."""
    return kept.mentions_in(conn, conn.execute(select(articles.c.id)).scalars())


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_an_id_never_dies(store: Store, steps: list[tuple[str, Made]]) -> None:
    """Every id that was an entity's leads to one, unless all that it stood on is gone."""
    emptied(store)
    seen: set[str] = set()
    for hour, (what, made) in enumerate(steps):
        with store.writing() as conn:
            if what == "reread":
                reread(conn, article(*made))
            else:
                keep(conn, article(*made), hour)
            bring_up(conn)
            now = set(stored(conn))
            seen |= now
            leads = {one: kept.current_id(conn, one) for one in seen}
            assert {one: to for one, to in leads.items() if one in now} == {one: one for one in now}
            assert {to for to in leads.values() if to} <= now


def test_a_role_that_is_read_otherwise(store: Store) -> None:
    """The id of a mention that is gone leads to what the article says now; of a forgotten one, to what was beside."""
    akim, mayor = ([[Source(None, "Ерлан Тасов", "person", role)]] for role in ("аким", "мэр"))
    first, second = (article(number, "ru", number, akim) for number in (0, 1))
    with store.writing() as conn:
        keep(conn, first)
        keep(conn, second)
        bring_up(conn)
        (old,) = (one.id for one in kept.list_entities(conn, kept.Wanted(("тасов",))))
        reread(conn, article(0, "ru", 0, mayor))
        bring_up(conn)
        now = kept.current_id(conn, old)
        assert now
        assert now != old
        kept.forget(conn, first.url or "", NOON, "test")
        bring_up(conn)
        left = kept.get_entity(conn, old)
        assert left
        assert (left.name, left.mentions) == ("Ерлан Тасов", 1)
        kept.forget(conn, second.url or "", NOON, "test")
        bring_up(conn)
        assert kept.current_id(conn, old) is None
        assert not all_mentions(conn)
        assert not kept.list_entities(conn, kept.Wanted())


def test_links_and_outlets_have_their_entities(store: Store) -> None:
    """Of an attribution each link of the chain, of a version its outlet, met by name and by host."""
    chain = [Source(None, "Заря", "outlet"), Source(None, "Ерлан Тасов", "person"), Source(None, "кто-то", "unnamed")]
    with store.writing() as conn:
        keep(conn, article(0, "ru", 0, [chain]))
        keep(conn, article(4, "ru", 1, []))
        bring_up(conn)
        version = kept.latest(conn, "https://outlet0.example/0")
        other = kept.latest(conn, "https://outlet0.example/4")
        assert version
        assert other
        (said,) = attribution_ids(version.id, version.article.attributions)
        found = kept.entities_named(conn, [said])
        publishing = kept.entities_publishing(conn, [version.id, other.id])
        assert found.keys() == {(said, 0), (said, 1)}
        assert set(publishing.values()) == {found[said, 0]}  # «Заря» and "Zarya" stand on one host


def test_a_thousand_copies(store: Store) -> None:
    """They are one row of profiles, one entity, and soon taken in."""
    began = time.process_time()
    said = [[Source(None, "Ерлан Тасов", "person", "министр")]]
    with store.writing() as conn:
        for number in range(1_000):
            keep(conn, replace(article(0, "ru", 0, said), url=f"https://zarya.example/{number}", outlet=None))
        bring_up(conn, 1_000)
        (one,) = kept.list_entities(conn, kept.Wanted(("тасов",)))
        assert one.mentions == 1_000
        assert len(kept.profiles_of(conn, one.id)) == 1
    assert time.process_time() - began < 30


def test_what_was_marked_waits_for_the_next_writer(store: Store) -> None:
    """A program that was killed between keeping and resolving has lost nothing; nor has one that knows no entities."""
    with store.writing() as conn:
        keep(conn, article(0, "ru", 0, [[Source(None, "Ерлан Тасов", "person")]]))
    with store.reading() as conn:
        assert not kept.list_entities(conn, kept.Wanted())
        assert kept.how_many_unresolved(conn) == 1
    with store.writing() as conn:
        keep(conn, article(1, "ru", 1, []))
        bring_up(conn)
    with store.reading() as conn:
        assert [one.name for one in kept.list_entities(conn, kept.Wanted(("тасов",)))] == ["Ерлан Тасов"]


@pytest.mark.parametrize("transliterate", [True, False])
def test_rules_that_change(store: Store, transliterate: bool) -> None:  # noqa: FBT001 - both
    """All is resolved anew, over languages or in each, with the same ids as if it had been so from the beginning."""
    with store.writing() as conn:
        for number, (language, name) in enumerate(
            [("ru", "Ерлан Тасов"), ("en", "Yerlan Tasov"), ("kk", "Ерлан Тасов")]
        ):
            keep(conn, article(number, language, number, [[Source(None, name, "person")]]))
        bring_up(conn)
    with store.reading() as conn:
        before = stored(conn)
    use_rules(store, transliterate=not transliterate)
    use_rules(store, transliterate=transliterate)
    with store.reading() as conn:
        assert stored(conn) == before  # what is there stays until it is resolved
    resolve_all(store)
    with store.reading() as conn:
        named = mentioned(kept.named_in(conn, conn.execute(select(articles.c.id)).scalars().all()))
        wanted = resolve(named.mentions.values(), transliterate=transliterate)
        assert stored(conn) == {one.id: (one.mentions, one.may_be) for one in wanted}
        assert not conn.execute(select(stale_profiles)).first()
