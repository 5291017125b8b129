"""Statements in the store: the same whatever the order of arrival, under addresses that last, nothing lost or twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otkuda.collect.grouping import COPIES, group_new
from otkuda.entities.judging import Judge
from otkuda.errors import StoreError
from otkuda.model import Article, Attribution, Link, Source, Span
from otkuda.statements.gathering import gather
from otkuda.statements.gathering import statement_of as statement_of_group
from otkuda.statements.signature import Signature, signature
from otkuda.store import (
    Observation,
    all_statements,
    carriers_of,
    forget,
    keep_all,
    replace_reading,
    statement_of,
    statements_at,
    versions_of,
)
from otkuda.store.grouping import enqueue, how_many_waiting
from otkuda.store.schema import metadata
from tests.store.made import HOUR, NOON

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from random import Random

    from sqlalchemy import Connection

    from otkuda.model import Statement
    from otkuda.statements.kinship import Telling
    from otkuda.store import Store

DAM = "Плотина на реке Карасу выдержит паводок, если воды будет не больше 138 миллионов кубометров"
CUT = "Плотина на реке Карасу выдержит паводок"
TOLD = "паводок в 138 миллионов кубометров воды плотина на Карасу выдержит"
DAM_EN = "The Karasu dam will hold if the flood brings no more than 138 million cubic metres of water"
BRIDGE = "Мост через Ишим закроют до конца мая на ремонт опор"
SPEAKERS = ["Ерлан Сапаров", "Анна Рогова", "Минтранс"]
HOSTS = ["zarya", "bereg", "akimat"]


class Said(NamedTuple):
    """One thing that somebody says in an article."""

    text: str
    speaker: str


def telling(url: str, *said: Said, days: int | None = 0, links: tuple[str, ...] = (), own: str = "") -> Article:
    """An article in which some say something, and in which an own sentence of the outlet may stand."""
    text, attributions = f"{own}. " if own else "", []
    for one in said:
        kind = "organization" if one.speaker == "Минтранс" else "person"
        span = Span(len(text), len(text) + len(one.text))
        chain = (Source(None, one.speaker, kind),)  # type: ignore[arg-type]
        attributions.append(Attribution((span,), None, chain, "indirect", "made", 1.0))
        text += f"{one.text}. "
    published = None if days is None else NOON + timedelta(days=days)
    leads = tuple(Link(Span(0, 1), link) for link in links)
    return Article(
        text=text,
        url=url,
        outlet=url.split("/")[2].split(".", maxsplit=1)[0],
        language="en" if text.isascii() else "ru",
        published=published,
        attributions=tuple(attributions),
        links=leads,
    )


def address(host: str, page: int) -> str:
    """Where an article stands."""
    return f"https://{host}.example/{page}"


things = st.builds(Said, st.sampled_from([DAM, CUT, TOLD, DAM_EN, BRIDGE, "Да", ""]), st.sampled_from(SPEAKERS))
addresses = st.builds(address, st.sampled_from(HOSTS), st.integers(1, 3))
articles = st.builds(
    lambda url, said, days, links, own: telling(url, *said, days=days, links=tuple(links), own=own),
    addresses,
    st.lists(things, max_size=3),
    st.sampled_from([None, 0, 1, 20, 45, 100_000]),
    st.lists(addresses, max_size=1),
    st.sampled_from(["", "", DAM, BRIDGE]),
)
arriving = st.lists(st.tuples(articles, st.integers(0, 3)), max_size=7)


def put(store: Store, *arrived: tuple[Article, datetime]) -> None:
    """Keep articles that were seen at some times."""
    with store.writing() as conn:
        keep_all(conn, [Observation(None, article, seen, "1") for article, seen in arrived])


def group(store: Store) -> list[str]:
    """Group all that waits, and return the versions."""
    return [one.version_id for one in group_new(store, Judge())]


def kept(store: Store) -> tuple[Statement, ...]:
    """What the store has."""
    with store.reading() as conn:
        return tuple(all_statements(conn))


def gathered(store: Store) -> tuple[Statement, ...]:
    """What all articles of the store give that come at once."""
    with store.reading() as conn:
        ids = conn.exec_driver_sql("SELECT id FROM versions").scalars()
        return gather(carriers_of(conn, list(ids)).values(), Judge())


def empty(conn: Connection) -> None:
    """Make the store as if it had never seen anything."""
    for table in reversed(metadata.sorted_tables):
        conn.execute(table.delete())


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(arrived=arriving, random=st.randoms(use_true_random=False), gone=addresses)
def test_the_order_of_arrival_does_not_matter(
    store: Store,
    arrived: list[tuple[Article, int]],
    random: Random,
    gone: str,
) -> None:
    """In one or many portions, and after one was forgotten and another read again: what all at once give."""
    with store.writing() as conn:
        empty(conn)
    for article, hours in random.sample(arrived, len(arrived)):
        put(store, (article, NOON + hours * HOUR))
        if random.random() < 0.5:
            group(store)
    group(store)
    assert kept(store) == gathered(store)
    with store.writing() as conn:
        forget(conn, gone, NOON, "")
        for version in [one for host in HOSTS for one in versions_of(conn, address(host, 1))][:1]:
            replace_reading(conn, version.id, replace(version.article, attributions=()), "2")
    group(store)
    assert kept(store) == gathered(store)
    with store.reading() as conn:
        assert how_many_waiting(conn) == 0


def test_the_functions_of_the_contract(store: Store) -> None:
    """By id, by address in the order of the text, all in the order of their ids."""
    first, second = address("zarya", 1), address("bereg", 1)
    put(store, (telling(first, Said(BRIDGE, "Анна Рогова"), Said(DAM, "Ерлан Сапаров")), NOON))
    put(store, (telling(second, Said(CUT, "Ерлан Сапаров"), days=1), NOON))
    assert len(group(store)) == 2
    with store.reading() as conn:
        bridge, dam = statements_at(conn, first)
        assert (bridge.speaker, dam.speaker) == ("Анна Рогова", "Ерлан Сапаров")
        assert [one.url for one in dam.appearances] == [first, second]
        assert statement_of(conn, dam.id) == dam
        assert statements_at(conn, second) == (dam,)
        assert statement_of(conn, "no id") is None
        assert [one.id for one in all_statements(conn)] == sorted([bridge.id, dam.id])


def test_an_address_leads_to_where_its_appearance_went(store: Store) -> None:
    """An earlier article gives the statement another address; the old one leads there, also when that is left again."""
    put(store, (telling(address("zarya", 1), Said(DAM, "Ерлан Сапаров"), days=5), NOON))
    group(store)
    (late,) = kept(store)
    put(store, (telling(address("bereg", 1), Said(DAM, "Ерлан Сапаров"), days=3), NOON))
    group(store)
    (middle,) = kept(store)
    put(store, (telling(address("akimat", 1), Said(DAM, "Ерлан Сапаров"), days=1), NOON))
    group(store)
    (early,) = kept(store)
    assert len({late.id, middle.id, early.id}) == 3
    with store.reading() as conn:
        assert [statement_of(conn, one.id) for one in (late, middle)] == [early, early]
    with store.writing() as conn:
        forget(conn, address("akimat", 1), NOON, "")
    group(store)
    with store.reading() as conn:
        found = [statement_of(conn, one.id) for one in (late, middle, early)]
        assert [one and one.id for one in found] == [middle.id] * 3


def test_an_id_lasts_where_a_page_is_extracted_otherwise(store: Store) -> None:
    """Another headline in the text moves all words; the statement keeps its address, and what is cut leads on."""
    article = telling(address("zarya", 1), Said(DAM, "Ерлан Сапаров"))
    put(store, (article, NOON))
    group(store)
    (before,) = kept(store)
    again = replace(
        article,
        text="Наводнение. " + article.text,
        attributions=tuple(
            replace(one, content=tuple(Span(a + 12, b + 12) for a, b in one.content)) for one in article.attributions
        ),
    )
    with store.writing() as conn:
        (version,) = versions_of(conn, address("zarya", 1))
        replace_reading(conn, version.id, again, "2")
    group(store)
    (after,) = kept(store)
    assert (after.id, after.text) == (before.id, before.text)
    with store.writing() as conn:
        (version,) = versions_of(conn, address("zarya", 1))
        shorter = replace(again.attributions[0], content=(Span(12, 12 + len(CUT)),))
        replace_reading(conn, version.id, replace(again, attributions=(shorter,)), "3")
    group(store)
    (cut,) = kept(store)
    assert cut.id != before.id
    with store.reading() as conn:
        assert statement_of(conn, before.id) == cut


def test_nothing_forgotten_stays(store: Store) -> None:
    """At once, before anything is grouped again."""
    put(store, (telling(address("zarya", 1), Said(DAM, "Ерлан Сапаров"), own=BRIDGE), NOON))
    put(store, (telling(address("bereg", 1), Said(CUT, "Ерлан Сапаров"), days=1), NOON))
    group(store)
    with store.writing() as conn:
        forget(conn, address("zarya", 1), NOON, "")
    with store.reading() as conn:
        tables = "statements appearances to_group pairs redirects".split()
        rows = repr([list(conn.exec_driver_sql(f"SELECT * FROM {name}")) for name in tables])  # noqa: S608
    assert "миллионов" not in rows
    assert "zarya" not in rows


def test_what_is_killed_is_done_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the midst of a batch leaves all as it was; the next run has it all once."""
    put(store, (telling(address("zarya", 1), Said(DAM, "Ерлан Сапаров")), NOON))
    group(store)
    before = kept(store)
    put(store, (telling(address("bereg", 1), Said(DAM, "Ерлан Сапаров"), days=1), NOON))
    with monkeypatch.context() as patched:
        patched.setattr("otkuda.store.grouping.leave", _killed)
        with pytest.raises(KeyboardInterrupt):
            group(store)
    assert kept(store) == before
    assert len(group(store)) == 1
    assert group(store) == []
    assert kept(store) == gathered(store)


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_fault_in_one_article_stops_no_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named and waits no more; read again, it has its turn again."""
    urls = [address("zarya", page) for page in range(5)]
    put(store, *((telling(url, Said(f"{DAM} и {url[-1]} тысяч домов", "Ерлан Сапаров")), NOON) for url in urls))
    with monkeypatch.context() as patched:
        patched.setattr("otkuda.collect.grouping.signature", partial(_faulty, urls[3]))
        done = list(group_new(store, Judge()))
        assert {one.url: one.fault for one in done if one.fault} == {
            urls[3]: "a fault of otkuda itself (ZeroDivisionError: strange)"
        }
        assert {one.url for one in done} == set(urls)
        assert group(store) == []
    assert {each.url for one in kept(store) for each in one.appearances} == set(urls) - {urls[3]}
    with store.writing() as conn:
        (version,) = versions_of(conn, urls[3])
        replace_reading(conn, version.id, replace(version.article, headline="Паводок"), "2")
    assert group(store)
    assert kept(store) == gathered(store)


def _faulty(url: str, one: Telling) -> Signature:
    if one.article.url == url:
        message = "strange"
        raise ZeroDivisionError(message)
    return signature(one)


def test_what_is_wrong_with_the_store_is_no_fault_of_an_article(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk ends the run, and all waits for the next."""
    put(store, (telling(address("zarya", 1), Said(DAM, "Ерлан Сапаров")), NOON))
    with monkeypatch.context() as patched:
        patched.setattr("otkuda.store.grouping.leave", _full)
        with pytest.raises(StoreError):
            group(store)
    assert len(group(store)) == 1


def _full(*_: object) -> None:
    message = "the disk is full"
    raise StoreError(message)


def test_what_is_put_in_again_meanwhile_is_grouped_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read again while it is grouped waits for its turn."""
    put(store, (telling(address("zarya", 1), Said(DAM, "Ерлан Сапаров")), NOON))
    with monkeypatch.context() as patched:
        patched.setattr("otkuda.collect.bringing.statement_of", partial(_while_made, [put_again], store))
        first = next(group_new(store, Judge()))
    with store.reading() as conn:
        assert how_many_waiting(conn) == 1
    assert group(store) == [first.version_id]


def _while_made(todo: list[Callable[[Connection], None]], store: Store, *made: Any) -> Statement:  # noqa: ANN401
    """Make a statement while another process writes, once."""
    if todo:
        with store.writing() as conn:
            todo.pop()(conn)
    return statement_of_group(*made)


def put_again(conn: Connection) -> None:
    """Let all that waits wait anew."""
    rows = conn.exec_driver_sql("SELECT version_id, article_id FROM to_group").all()
    enqueue(conn, [(row.version_id, row.article_id) for row in rows])


def test_what_is_forgotten_while_it_is_grouped_stays_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others write while a statement is made; what they took away, or wrote anew, is not put back."""
    put(store, (telling(address("zarya", 1), Said(DAM, "Ерлан Сапаров")), NOON))
    group(store)
    put(store, (telling(address("bereg", 1), Said(DAM, "Ерлан Сапаров"), days=1), NOON))

    def forget_first(conn: Connection) -> None:
        forget(conn, address("zarya", 1), NOON, "")

    with monkeypatch.context() as patched:
        patched.setattr("otkuda.collect.bringing.statement_of", partial(_while_made, [forget_first], store))
        next(group_new(store, Judge()))
    assert address("zarya", 1) not in {each.url for one in kept(store) for each in one.appearances}
    group(store)
    assert kept(store) == gathered(store)


def test_only_one_groups(store: Store) -> None:
    """Another process is at it: this one leaves it the work."""
    put(store, (telling(address("zarya", 1), Said(DAM, "Ерлан Сапаров")), NOON))
    with store.lock("group"):
        assert group(store) == []
    assert len(group(store)) == 1


def test_copies_follow(sqlite_store: Store) -> None:
    """Many copies of one text are one statement, and not each is compared with each."""
    count = 4 * COPIES
    copies = [telling(address(f"zarya{number}", 1), Said(DAM, "Ерлан Сапаров")) for number in range(count)]
    put(sqlite_store, *((copy, NOON) for copy in copies))
    group(sqlite_store)
    (statement,) = kept(sqlite_store)
    assert len(statement.appearances) == count
    with sqlite_store.reading() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM pairs").scalar_one() <= count * COPIES
    with sqlite_store.writing() as conn:
        for number in range(COPIES):
            forget(conn, address(f"zarya{number}", 1), NOON, "")
    group(sqlite_store)
    (statement,) = kept(sqlite_store)
    assert len(statement.appearances) == count - COPIES


def test_what_says_nothing_glues_nothing(store: Store) -> None:
    """Neither one word nor nothing, of no date or a far one, makes statements of strangers one."""
    said = ("Да", "", "—", "Нет, спасибо")
    put(
        store,
        *(
            (telling(address(host, page), Said(text, speaker), days=days), NOON)
            for page, (text, days) in enumerate([(text, days) for text in said for days in (None, 0, 1_000_000)])
            for host, speaker in zip(HOSTS, SPEAKERS, strict=True)
        ),
    )
    group(store)
    assert all(len(statement.appearances) == 1 for statement in kept(store))


def test_an_article_that_quotes_everything_ties_nothing_else(sqlite_store: Store) -> None:
    """Each of its quotations is of its own statement."""
    texts = [f"{DAM} и {number} тысяч {number + 7} домов окажутся ниже створа номер {number}" for number in range(30)]
    ordinary = [telling(address("zarya", at), Said(text, f"Ерлан Сапаров{at}")) for at, text in enumerate(texts)]
    whole = telling(address("bereg", 1), *(Said(text, f"Ерлан Сапаров{at}") for at, text in enumerate(texts)), days=1)
    put(sqlite_store, *((one, NOON) for one in (*ordinary, whole)))
    group(sqlite_store)
    assert kept(sqlite_store) == gathered(sqlite_store)
