"""Decisions in the store: kept as they are, once, in the order of time, and found again after another reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from otkuda.article import from_bytes
from otkuda.collect.deciding import fates_in
from otkuda.collect.grouping import group_new
from otkuda.model import Anchor, Article, Source, Span
from otkuda.pipeline import read_article
from otkuda.statements.anchoring import anchor_at
from otkuda.statements.decisions import anchored, decide
from otkuda.statements.gathering import gather
from otkuda.statements.kinship import Telling
from otkuda.store import all_statements, carriers_of, forget, keep, latest, replace_reading, versions_of
from otkuda.store.decisions import decisions_of, keep_decisions, versions_named
from otkuda.store.schema import metadata, versions
from tests.store.made import HOUR, NOON, URL, page, said, saying
from tests.unit.statements.told import BENT, CARRIED, JUDGE, OTHER, PRESS

if TYPE_CHECKING:
    from otkuda.model import Decision, DecisionKind
    from otkuda.store import Store

BERTH = "https://bereg.example/berth"
WORDS = "Осталось уложить асфальт"
HTML = """<html lang="ru"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>В посёлке Заречный почти готов новый мост через реку, и по нему скоро поедут.</p>
<p>«Осталось{space}уложить{space}асфальт», — сказал мэр Глеб Одинцов журналистам на мосту.</p></article></body>"""
SPEAKER = Source(None, "Анна Рогова", "person", "инженер", "мэрия")
ONE = decide(
    "merge", NOON, (Anchor(URL, "а\0б", "«", "»"), Anchor(URL, "\ud800")), (Anchor(BERTH, "причал"),), by="Ира"
)
TWO = decide("speaker", NOON + HOUR, (Anchor(BERTH, "причал"),), speaker=SPEAKER)
THREE = decide("undo", NOON + HOUR, undoes=ONE.id)


def read(title: str, space: str) -> Article:
    """Return the article of a page with this headline and these spaces."""
    content = HTML.format(title=title, space=space).encode()
    return replace(read_article(from_bytes(content, name=URL, charset="utf-8", url=URL)), language="ru")


def right_speaker(article: Article) -> Decision:
    """Decide that the engineer said it."""
    start = article.text.index(WORDS)
    held = anchor_at(URL, article.text, Span(start, start + len(WORDS)))
    return decide("speaker", NOON, (held,), speaker=SPEAKER)


def test_decisions_come_back_as_they_were(store: Store) -> None:
    """Whatever is in them, the earliest first; keeping them again changes nothing."""
    with store.writing() as conn:
        assert keep_decisions(conn, [THREE, ONE]) == 2
        assert keep_decisions(conn, [TWO, ONE, TWO]) == 1
        assert keep_decisions(conn, []) == 0
    with store.reading() as conn:
        found = decisions_of(conn)
    assert found[0] == ONE
    assert set(found[1:]) == {TWO, THREE}


def test_versions_that_are_touched(store: Store) -> None:
    """All of the articles at the addresses, and those that are named by their own ids."""
    with store.writing() as conn:
        for hours, words in enumerate(("Мост стоит.", "Мост закрыт.")):
            keep(conn, None, saying(words), seen=NOON + hours * HOUR, read_by="1")
        bare = keep(conn, None, Article("Причал осел.", language="ru"), seen=NOON, read_by="1")
        keep(conn, None, saying("Паром.", BERTH), seen=NOON, read_by="1")
        assert bare
        both = {one.id for one in versions_of(conn, URL)}
        named = versions_named(conn, [URL, bare.version_id])
        assert [one for one, _ in named] == sorted({*both, bare.version_id})
        assert dict(named)[bare.version_id] == bare.article_id
        assert versions_named(conn, []) == []


def test_another_reading_keeps_what_was_decided(store: Store) -> None:
    """The page is extracted anew with another headline and other spaces; what it says no more is listed."""
    first, second = read("Мост почти готов", " "), read("Новый мост: что осталось", " \n ")
    made = right_speaker(first)
    with store.writing() as conn:
        kept = keep(conn, page(b"1"), first, seen=NOON, read_by="1")
        assert kept
        keep_decisions(conn, [made])
        again = replace_reading(conn, kept.version_id, second, "2")
        assert again.text_changed
        assert [one.fate for one in fates_in(conn)] == ["stands"]
        replace_reading(conn, again.version_id, said("Причал осел.", "Анна Берг", URL), "3")
        assert [one.fate for one in fates_in(conn)] == ["unfit"]
        assert decisions_of(conn) == (made,)


def test_a_forgotten_article_leaves_no_words_in_decisions(store: Store) -> None:
    """The decision stays, without them; the words of the other article are not touched."""
    with store.writing() as conn:
        keep(conn, None, saying("Мост стоит."), seen=NOON, read_by="1")
        keep_decisions(conn, [decide("merge", NOON, (Anchor(URL, "Мост", "", " стоит"),), (Anchor(BERTH, "причал"),))])
        forget(conn, URL, NOON, "суд")
        (left,) = decisions_of(conn)
        assert (left.first, left.second) == ((Anchor(URL, ""),), (Anchor(BERTH, "причал"),))
        assert [one.fate for one in fates_in(conn)] == ["unfit"]
        assert latest(conn, URL) is None


WORLD = [one.article for one in (PRESS, CARRIED, BENT, OTHER)]
HELD = [anchored([one], told)[0] for told in map(Telling, (PRESS, CARRIED, BENT, OTHER)) for one in told.passages]
PAIRED: tuple[DecisionKind, ...] = ("merge", "split")
VOICES: tuple[DecisionKind, ...] = ("speaker", "missed")
HOURS = st.integers(0, 3).map(lambda hours: NOON + hours * HOUR)
ANCHORS = st.sampled_from(HELD).map(lambda one: (one,))
MADE = (
    st.builds(decide, st.sampled_from(PAIRED), HOURS, ANCHORS, ANCHORS)
    | st.builds(decide, st.just("span"), HOURS, ANCHORS, ANCHORS)
    | st.builds(decide, st.sampled_from(VOICES), HOURS, ANCHORS, speaker=st.just(SPEAKER))
    | st.builds(decide, st.just("no_quotation"), HOURS, ANCHORS)
)
STEPS = st.lists(MADE | st.sampled_from(WORLD) | st.just("undo") | st.just("forget"), min_size=1, max_size=6)


def step(store: Store, what: Decision | Article | str) -> None:
    """Let an article come or be forgotten, or a decision be made or undone; and group."""
    with store.writing() as conn:
        known = decisions_of(conn)
        if isinstance(what, Article):
            keep(conn, None, what, seen=NOON, read_by="1")
        elif what == "forget":
            forget(conn, BENT.id, NOON, "суд")
        elif isinstance(what, str):
            keep_decisions(conn, [decide("undo", NOON + 5 * HOUR, undoes=one.id) for one in known[:1]])
        else:
            keep_decisions(conn, [what])
    list(group_new(store, JUDGE))


def assert_is_grouped(store: Store) -> None:
    """What is kept is what all articles and decisions give at once."""
    with store.reading() as conn:
        ids = conn.execute(select(versions.c.id)).scalars()
        at_once = gather(carriers_of(conn, ids).values(), JUDGE, decisions_of(conn))
        assert tuple(all_statements(conn)) == at_once


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_comes_is_grouped_as_all_at_once(store: Store, steps: list[Decision | Article | str]) -> None:
    """Articles and decisions in any order, undone, forgotten."""
    with store.writing() as conn:
        for table in reversed(metadata.sorted_tables):
            conn.execute(delete(table))
    for one in [*steps[:2], *WORLD[:2], *steps[2:]]:
        step(store, one)
    assert_is_grouped(store)
