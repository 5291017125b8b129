"""The page of a statement: where it is from, its way as a picture, what differs, and what hostile texts do to it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sqlalchemy import insert
from starlette.testclient import TestClient

from otkuda.cli import main
from otkuda.model import Change, Span
from otkuda.serve.app import application
from otkuda.serve.pages.statement_view import _point, grouped, tellings, way_of
from otkuda.serve.pictures.way import NARROW, WIDE, Point, drawn
from otkuda.serve.way import MOST, stops
from otkuda.store import open_store
from otkuda.store.schema import redirects
from otkuda.store.statements import all_statements
from otkuda.store.stories import all_stories
from tests.cli.outlets import CHANGED, many, three

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.serve.pictures.way import Frame
    from otkuda.store import Store

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\u2066\x1b[31m\x07'
LINES = (
    f"«Мост {EVIL} мы откроем не раньше 20 мая: осталось уложить 400 метров асфальта», — сказал Глеб Одинцов.",
    f"«Мост {EVIL} мы откроем 20 мая: осталось уложить 400 метров асфальта», — сказал Глеб Одинцов.",
)


def statement_id(store: Store) -> str:
    """Return the id of the one statement."""
    with store.reading() as conn:
        [found] = all_statements(conn)
    return found.id


def test_page(client: TestClient, store: Store) -> None:
    """Words, speaker with the role, where it is from and by what, who carried it, what differs with its word diff."""
    shown = client.get(f"/statement/{statement_id(store)}").text
    flat = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
    assert "Мост мы откроем не раньше 20 мая" in flat
    assert "Глеб Одинцов директор, «Мостострой»" in flat
    assert "Мостострой , 11.03.2026, 10:05 1 называет" in flat
    assert "2 материала 1 дословно · 1 отличается" in flat
    assert "отличается от текста у Мостострой" in flat
    assert "отрицание не раньше выпало" in flat
    assert "Мост мы откроем <del>не раньше</del> 20 мая" in shown
    assert CHANGED in shown
    assert 'style="' not in shown


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_evidence(client: TestClient, store: Store, language: str) -> None:
    """Why it is one statement and where each has it from is shown when it is asked for, in each language."""
    asked = f"/statement/{statement_id(store)}?why=1"
    shown = client.get(asked, headers={"accept-language": language}).text
    assert {"ru": "тот же человек +3", "kk": "сол адам +3", "en": "the same speaker +3"}[language] in shown


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with articles whose every field would act if it could."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = []
    for number, text in enumerate(LINES * 2):
        url = f"https://x{number}.example/'onload=alert(1)%3Cscript%3E"
        lines.append(json.dumps({"url": url, "text": text, "headline": EVIL, "outlet": f"{EVIL}{number}"}))
    (folder / "evil.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = CliRunner().invoke(main, ["--data", str(folder), "import", str(folder / "evil.jsonl")])
    assert done.exit_code == 0, done.output
    with open_store(folder / "otkuda.sqlite") as opened:
        yield opened


def test_hostile_articles(hostile: Store) -> None:
    """Nothing of an article becomes a tag, an attribute or a mark that turns a line round."""
    with hostile.reading() as conn:
        ids = [one.id for one in all_statements(conn)]
        stories = [one.id for one in all_stories(conn)]
    assert ids
    with TestClient(application(hostile), base_url="http://127.0.0.1") as browser:
        for path in [*(f"/statement/{one}?why=1" for one in ids), *(f"/story/{one}" for one in stories)]:
            shown = browser.get(path)
            assert shown.status_code == 200, path
            assert "<script>alert" not in shown.text
            assert "<img" not in shown.text
            assert not set("\u202e\u2066\x1b\x07") & set(shown.text)


def test_former_address(hostile: Store) -> None:
    """An address that a statement had before leads to the one that it has now."""
    with hostile.writing() as conn:
        now = next(all_statements(conn)).id
        conn.execute(insert(redirects).values(old="f0f0f0f0f0f0f0f0", new=now))
    with TestClient(application(hostile), base_url="http://127.0.0.1") as browser:
        answer = browser.get("/statement/f0f0f0f0f0f0f0f0", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/statement/{now}")


@pytest.mark.parametrize("query", ["page=-1", "page=99999999999999999999", "page=²", "copies=x", "copies=", "why=%00"])
def test_queries_that_mean_nothing(client: TestClient, store: Store, query: str) -> None:
    """What cannot be meant is left out."""
    assert client.get(f"/statement/{statement_id(store)}?{query}").status_code == 200


@pytest.mark.parametrize("name", ["%00", "..%2F..", "' OR 1=1", "x" * 3000])
def test_no_such_statement(client: TestClient, name: str) -> None:
    """It is not there, and nothing is broken."""
    assert client.get(f"/statement/{name}").status_code == 404


def test_rows_of_the_way() -> None:
    """Each article once, under the one that it has the words from; the origin first."""
    rows = stops(three())
    assert [row.source for row in rows] == [None, 0, 1]
    assert [row.is_origin for row in rows] == [True, False, False]
    assert [row.relation for row in rows] == ["verbatim", "verbatim", "altered"]


@pytest.mark.parametrize("count", [38, 60, 1000])
def test_many_copies_are_folded(count: int) -> None:
    """A picture has at most so many rows; what is folded is counted, and no article is lost."""
    told = many(count)
    rows = stops(told)
    assert len(rows) <= MOST
    assert sum(row.folded or 1 for row in rows) == len(told.first)
    assert all(row.source is None or row.source < at for at, row in enumerate(rows))


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
def test_picture(frame: Frame) -> None:
    """Marks lie on the track, takers to the right of their sources, rows under each other."""
    points = [_point(row) for row in way_of(many(30)).rows]
    found = drawn(points, frame)
    for place, point in zip(found.places, points, strict=True):
        assert found.frame.left <= place.x <= found.frame.right
        if point.source is not None:
            assert place.x >= min(found.places[point.source].x, found.frame.right)
            assert place.path
    assert [place.top for place in found.places] == sorted(place.top for place in found.places)


def test_picture_against_the_clock() -> None:
    """A taker that is dated before its source stands to the left of it, one without date at the end of the track."""
    start = datetime(2026, 3, 11, 10, tzinfo=UTC)
    points = [Point(start), Point(start - timedelta(hours=3), None, 0, is_against=True), Point(None, None, 0)]
    points.append(Point(start + timedelta(days=2), None, 0))
    first, earlier, undated, last = drawn(points, WIDE).places
    assert WIDE.left == earlier.x < first.x < undated.x == last.x == WIDE.right


def test_picture_without_any_date() -> None:
    """There is no axis, and each stands a step behind its source."""
    found = drawn([Point(None), Point(None, None, 0)], NARROW)
    assert not found.ticks
    assert [place.x for place in found.places] == [NARROW.left, NARROW.left + NARROW.step]


def test_copies_stand_with_the_first() -> None:
    """Appearances in the same words are one item with its copies; what differs comes first."""
    groups = grouped(many(100))
    assert [len(group) for group in groups] == [101, 2]
    first, _ = tellings(many(100), groups, None)
    assert first.one.relation == "altered"
    assert (len(first.copies), first.more) == (50, 50)


def test_only_the_cue_differs() -> None:
    """Where the words are the same the text stands once, whole."""
    told = three()
    [*others, last] = told.statement.appearances
    twin = replace(last, text=told.appearances[0].text, changes=(Change("cue", Span(0, 0), Span(0, 0)),))
    told = replace(told, statement=replace(told.statement, appearances=(*others, twin)))
    first, _ = tellings(told, grouped(told), None)
    assert [one.what for one in first.changes] == ["cue"]
    assert (first.diff, first.original) == ((), None)
