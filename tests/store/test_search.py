"""Searching: word forms, phrases, beginnings, names, filters, pages of hits; the same in both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otkuda.errors import InputError
from otkuda.lang.search_keys import query_keys
from otkuda.store import Hit, Query, forget, keep, latest, replace_reading, search_articles, search_attributions
from otkuda.store.index import keyed
from otkuda.store.query import All, Any, Not, Prefix, Words, parse_query
from otkuda.text.search_words import search_words
from tests.store.made import HOUR, NOON, URL, page, said, saying

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.model import Article
    from otkuda.store import Store
    from otkuda.store.query import Node

TEXTS = {
    "a": "Новые санкции введут против завода «Берёзка» в Алма-Ате",
    "b": "Санкций не будет, сообщил вице-премьер; стали стало больше на 4,5 %",
    "c": "Мост через реку откроют в мае, в Алматы поедут автобусы",
    "d": "The bridge was opened by ministers of Kazakhstan: COVID-19 ended",
    "e": "北京 сообщает о мосте, США молчат",
    "f": "Ели ёлку: люди писали Токаеву, человек молчал",
}


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with the texts above, each an article of its letter, one hour after the other."""
    with store.writing() as conn:
        for number, (name, text) in enumerate(TEXTS.items()):
            keep(conn, None, saying(text, f"https://{name}.example/1"), seen=NOON + number * HOUR, read_by="1")
    return store


def names(conn: Connection, query: Query) -> str:
    """The letters of the articles that are found, in alphabetical order."""
    return "".join(sorted(str(hit.article.url)[8] for hit in search_articles(conn, query).hits))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("санкциями", "ab"),
        ("САНКЦИЯ", "ab"),
        ("березка", "a"),
        ("елка", "f"),
        ("мосты", "ce"),
        ("мостом реки", "c"),
        ('"мост через реку"', "c"),
        ('"реку через мост"', ""),
        ("«через реке»", "c"),
        ("сталь", "b"),
        ("стать", "b"),
        ("вице-премьеру", "b"),
        ("премьер", "b"),
        ("Алма-Ата", "a"),
        ("алма*", "ac"),
        ("санкциям*", ""),
        ("санкци*", "ab"),
        ("люд*", "f"),
        ("людям", "f"),
        ("4,5", "b"),
        ("4.5", "b"),
        ("minister opening", "d"),
        ("covid 19", "d"),
        ("COVID-19", "d"),
        ("北京", "e"),
        ("京北", ""),
        ("США", "e"),
        ("Токаев", "f"),
        ("мост OR санкции", "abce"),
        ("мост AND река", "c"),
        ("мост -река", "e"),
        ("мост NOT река", "e"),
        ("-мост", "abdf"),
        ("NOT (мост OR санкции)", "df"),
        ("(мост река) OR (санкции завод)", "ac"),
        ("мост OR NOT санкции", "cdef"),
        ("((мост", "ce"),
        ('мост"', "ce"),
        ("санкции завод паром", ""),
        ("санкции !!! ???", "ab"),
        ("", "abcdef"),
        ("'; DROP TABLE articles; --", ""),
        ("мост\0", "ce"),
        ("мост\ud800", "ce"),
    ],
)
def test_a_query_finds(filled: Store, words: str, expected: str) -> None:
    """The articles that have the words, whatever form they stand in."""
    with filled.reading() as conn:
        assert names(conn, Query(words)) == expected


def test_filters(store: Store) -> None:
    """Speaker in any case, outlet by name or host, kind, time and language; each narrows what is found."""
    first = replace(said("Мост откроют", "Ерлан Сапаров", "https://www.zarya.example/1"), outlet="Заря")
    second = replace(said("Мост закроют", "Вера Иванова", "https://bereg.example/1"), published=NOON - 24 * HOUR)
    third = replace(said("Көпір ашылады, мост", "Ерлан Сапаров", "https://kk.example/1"), language="kk")
    direct = replace(second, attributions=(replace(second.attributions[0], kind="direct"),))
    expected = [
        (Query("мост", speaker="Сапаровым"), [0, 2]),
        (Query("мост", speaker="сапаров Ерлан"), [0, 2]),
        (Query("мост", speaker="Ивановой"), [1]),
        (Query("мост", speaker="Паромов"), []),
        (Query(speaker="Сапаровых"), [0, 2]),
        (Query("мост", outlet="ЗАРЯ"), [0]),
        (Query("мост", outlet="zarya.example"), [0]),
        (Query("мост", outlet="www.bereg.example"), [1]),
        (Query("мост", kind="direct"), [1]),
        (Query("мост", since=NOON), [0, 2]),
        (Query("мост", until=NOON), [1]),
        (Query("мост", language="kk"), [2]),
        (Query("көпірді", language="kk"), [2]),
        (Query("көпірдің"), [2]),
        (Query("мост -көпір", speaker="Сапарова"), [0]),
        (Query(), [0, 1, 2]),
    ]
    with store.writing() as conn:
        for one in (first, direct, third):
            keep(conn, None, one, seen=NOON, read_by="1")
        urls = [first.url, direct.url, third.url]
        for query, numbers in expected:
            for search in (search_attributions, search_articles):
                found = sorted(urls.index(hit.article.url) for hit in search(conn, query).hits)
                assert found == numbers, (search, query)


BILINGUAL = """Есіл өзені үстіндегі көпір мамырдың соңында ашылады

Аким посёлка Ерлан Сапаров сообщил, что банки построили мост и дорогу за два года.

Банктің өкілі көпірдің ашылуы туралы хабарлады, оған министрлер қатысады.

The mayor of the village said that children were glad, and the buses went over the river."""


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("банком", ["банки", "Банктің"]),
        ("банкке", ["Банктің"]),
        ("көпірге", ["көпір", "көпірдің"]),
        ("строит", []),
        ("построит", ["построили"]),
        ("министр", ["министрлер"]),
        ("child say", ["said", "children"]),
        ("go", ["went"]),
        ('"мосты и дороги"', ["мост", "и", "дорогу"]),
    ],
)
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_each_paragraph_is_found_in_its_language(store: Store, words: str, marked: list[str], language: str) -> None:
    """Whatever language the article is said to be in, and the words are marked that were looked for."""
    with store.writing() as conn:
        keep(conn, None, replace(saying(BILINGUAL), language=language), seen=NOON, read_by="1")
        hits = search_articles(conn, Query(words, language=language)).hits
        shown = [hit.snippet.text[slice(*mark)] for hit in hits for mark in hit.snippet.marks]
        assert bool(hits) == bool(marked)
        assert set(shown) <= set(marked)
        assert shown[:1] == marked[:1]


def test_an_attribution_is_found_by_its_content_alone(store: Store) -> None:
    """Not by what stands around it, nor by a phrase over two parts of it."""
    article = said("Мост откроют, сказал он, в мае, а паром уйдёт", "Ерлан Сапаров", URL)
    parts = (article.attributions[0].content[0].__class__(0, 12), article.attributions[0].content[0].__class__(25, 30))
    article = replace(article, attributions=(replace(article.attributions[0], content=parts),))
    with store.writing() as conn:
        keep(conn, None, article, seen=NOON, read_by="1")
        for words, count in (("мост май", 1), ("паром", 0), ('"откроют в"', 0), ('"откроют май"', 0), ('"в мае"', 1)):
            assert len(search_attributions(conn, Query(words)).hits) == count, words
        hit = search_attributions(conn, Query("май")).hits[0]
        assert hit.snippet.text == "Мост откроют … в мае"
        assert [hit.snippet.text[slice(*mark)] for mark in hit.snippet.marks] == ["мае"]
        assert hit.attribution == article.attributions[0]


def test_the_latest_version_is_found_unless_all_are_asked_for(store: Store) -> None:
    """A word that an edit took away; what is forgotten or read anew is found no more."""
    with store.writing() as conn:
        for number, text in enumerate(("Мост откроют", "Паром откроют")):
            keep(conn, page(text.encode()), saying(text), seen=NOON + number * HOUR, read_by="1")
        assert not search_articles(conn, Query("мост")).hits
        assert len(search_articles(conn, Query("мост", all_versions=True)).hits) == 1
        version = latest(conn, URL)
        assert version
        replace_reading(conn, version.id, saying("Баржу откроют"), "2")
        assert not search_articles(conn, Query("паром")).hits
        assert len(search_articles(conn, Query("баржа")).hits) == 1
        forget(conn, URL, NOON, "a court's order")
        assert not search_articles(conn, Query("откроют", all_versions=True)).hits


@pytest.mark.parametrize("words", ["", "мост", "-паром"])
@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("common", [2, 5_000])
def test_pages_of_hits_hold_each_hit_once(
    store: Store,
    words: str,
    newest_first: bool,  # noqa: FBT001
    common: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the order that was asked for, to the end, of common words and of others."""
    monkeypatch.setattr("otkuda.store.search.COMMON", common)
    with store.writing() as conn:
        for number in range(7):
            url = f"{URL}/{number}"
            article = said("Мост " * (1 + number % 3) + "закрыт", "Ерлан Сапаров", url)
            keep(conn, None, article, seen=NOON + timedelta(hours=number % 4), read_by="1")
        for search in (search_articles, search_attributions):
            query, hits = Query(words, newest_first=newest_first, limit=3), list[Hit]()
            while True:
                found = search(conn, query)
                hits += found.hits
                if found.cursor is None:
                    break
                query = replace(query, cursor=found.cursor)
            assert len({hit.version_id for hit in hits}) == len(hits) == 7
            if newest_first or not words:
                assert [hit.dated for hit in hits] == sorted((hit.dated for hit in hits), reverse=True)
            else:
                assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("newest_first", [True, False])
def test_filters_reach_beyond_the_first_hits(
    store: Store,
    newest_first: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the best hits are all of another outlet, the others are found all the same, page after page."""
    monkeypatch.setattr("otkuda.store.search.FIRST", 4)
    with store.writing() as conn:
        for number in range(9):
            article = said("Мост закрыт", "Ерлан Сапаров", f"{URL}/{number}")
            article = replace(article, outlet="Берег" if number < 4 else "Заря")
            keep(conn, None, article, seen=NOON + number * HOUR, read_by="1")
        for search in (search_articles, search_attributions):
            query = Query("мост", outlet="берег", newest_first=newest_first, limit=3)
            first = search(conn, query)
            second = search(conn, replace(query, cursor=first.cursor))
            found = [str(hit.article.url)[-1] for hit in first.hits + second.hits]
            assert (found, second.cursor) == (["3", "2", "1", "0"], None)


def test_a_cursor_of_another_search_is_refused(filled: Store) -> None:
    """And so is what never was one."""
    with filled.reading() as conn:
        for cursor in ("x", "1.2", "-", "9" * 400 + ".x"):
            with pytest.raises(InputError):
                search_articles(conn, Query("мост", cursor=cursor))


def test_a_snippet_shows_the_words_in_their_place(store: Store) -> None:
    """Cut at words around the first that is marked."""
    text = "Слово. " * 200 + "Тут мосты стоят рядом. " + "Дело. " * 200
    with store.writing() as conn:
        keep(conn, None, saying(text), seen=NOON, read_by="1")
        shown = search_articles(conn, Query("мост рядом")).hits[0].snippet
    assert len(shown.text) <= 240
    assert shown.text in text
    assert [shown.text[slice(*mark)] for mark in shown.marks] == ["мосты", "рядом"]
    assert shown.cut_before
    assert shown.cut_after


VOCABULARY = (
    "мост мосту паром река реки сталь стали стал сапаров Сапарова 4,5 вице-мэр "
    "bridge bridges said say children көпір көпірді министрліктің министрлігі Тоқаевтың Сапаровтың"
).split()
CONTENTS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join)
LEAVES = st.one_of(
    st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=2).map(lambda words: '"' + " ".join(words) + '"'),
    st.sampled_from(VOCABULARY),
    st.sampled_from(["мост*", "ст*", "р*", "bridg*"]),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " ".join(parts) + ")"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " OR ".join(parts) + ")"),
        inner.map(lambda part: f"NOT {part}"),
    ),
    max_leaves=5,
)


def is_found(node: Node, text: str) -> bool:
    """Does a text have what a query looks for? Slow, and written without a database."""
    words = list(search_words(text))
    if isinstance(node, Words):
        keys = [word.key for word in keyed(text, "ru")]
        sought = [query_keys(form) for form in node.forms]
        starts = range(len(keys) - len(sought) + 1)
        return any(all(keys[start + i] in sought[i] for i in range(len(sought))) for start in starts)
    if isinstance(node, Prefix):
        return any(word.form.startswith(node.start) for word in words)
    if isinstance(node, Not):
        return not is_found(node.node, text)
    found = [is_found(one, text) for one in node.nodes]
    return any(found) if isinstance(node, Any) else all(found)


@pytest.mark.parametrize("phrase", ["сапаров Сапаровтың", "сапаров Сапарова Сапаровтың"])
def test_a_phrase_of_ambiguous_words_is_found(store: Store, phrase: str) -> None:
    """As printed, however many forms its words may be of."""
    with store.writing() as conn:
        keep(conn, None, said(phrase, "Ерлан Сапаров", URL), seen=NOON, read_by="1")
        assert [hit.article.url for hit in search_articles(conn, Query(f'"{phrase}"')).hits] == [URL]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=40
)
@given(texts=st.lists(CONTENTS, min_size=1, max_size=6), queries=st.lists(TREES, min_size=1, max_size=5))
def test_hits_are_those_of_a_plain_reading(store: Store, texts: list[str], queries: list[str]) -> None:
    """Whatever is asked, each database finds what a loop over the texts finds."""
    with store.writing() as conn:
        conn.exec_driver_sql("DELETE FROM articles")
        for number, text in enumerate(texts):
            keep(conn, None, said(text, "Ерлан Сапаров", f"{URL}/{number}"), seen=NOON, read_by="1")
        for query in queries:
            expected = {f"{URL}/{i}" for i, text in enumerate(texts) if is_found(parse_query(query), text)}
            for search in (search_articles, search_attributions):
                assert {hit.article.url for hit in search(conn, Query(query)).hits} == expected, query


SIGNS = st.sampled_from(
    ["(", ")", "AND", "OR", "NOT", "-", "-мост", "мост", "*", "мос*", '"', "«", "»", '"a b"', "-(", "\0"]
)


@given(words=st.lists(SIGNS, max_size=12).map(" ".join) | st.text(max_size=40))
def test_no_query_is_an_error(words: str) -> None:
    """Every input has a tree, and one without words is everything."""
    node = parse_query(words)
    assert isinstance(node, All | Any | Not | Prefix | Words)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=60
)
@given(words=st.lists(SIGNS, max_size=8).map(" ".join) | st.text(st.characters(exclude_categories=()), max_size=20))
def test_no_query_is_an_error_of_a_database(filled: Store, words: str) -> None:
    """What a user types is never syntax of SQL, FTS5 or tsquery."""
    with filled.reading() as conn:
        search_articles(conn, Query(words, speaker=words, outlet=words))


@pytest.mark.parametrize(
    "words",
    [
        "мост " * 5000,
        "(" * 5000 + "мост",
        "NOT " * 5000 + "мост",
        "NOT (мост OR " * 50,
        "(мост -" * 50,
        '"' + "стали " * 500 + '"',
        "м" * 10**6,
    ],
)
def test_a_huge_query_is_answered(filled: Store, words: str) -> None:
    """Its first words count."""
    with filled.reading() as conn:
        search_articles(conn, Query(words))


def test_a_huge_text_is_found_by_its_beginning(store: Store) -> None:
    """A megabyte of different words does not burst the vector of PostgreSQL."""
    text = "мост " + " ".join(f"слово{number}" for number in range(60_000))
    with store.writing() as conn:
        keep(conn, None, said(text, "Ерлан Сапаров", URL), seen=NOON, read_by="1")
        assert search_articles(conn, Query("мост")).hits
        assert search_attributions(conn, Query("слово7")).hits


def article_of_words(count: int) -> Article:
    """An article of so many different words."""
    return saying(" ".join("ы" * 58 + chr(0x430 + number % 32) + str(number) for number in range(count)))


def test_the_longest_words_fit(store: Store) -> None:
    """Words as long as they are kept."""
    with store.writing() as conn:
        assert keep(conn, None, article_of_words(25_000), seen=NOON, read_by="1")
