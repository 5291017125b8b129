"""``otkuda statement`` and the export of statements, as a user runs them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from rich.console import Console
from sqlalchemy import insert

import otkuda
from otkuda import store as kept
from otkuda.cli import main
from otkuda.cli.statement_card import card, short_card
from otkuda.export.telling import Told
from otkuda.model import Article
from otkuda.store.schema import redirects
from otkuda.store.statements import statements_at
from tests.cli.outlets import CHANGED, COPY, FILE, ORIGIN, many, three

if TYPE_CHECKING:
    from pathlib import Path


NEW = "https://zarya.example/new"


def run(*arguments: str, status: int = 0) -> Result:
    """Run a command and return what came of it."""
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == status, (done.output, done.exception)
    return done


def drawn(told: Told, limit: int = 20, *, explain: bool = False) -> str:
    """Return a card as lines of 80 columns."""
    out = Console(file=io.StringIO(), width=80, highlight=False, markup=False, emoji=False)
    for part in card(told, limit, explain=explain):
        out.print(part)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with the three outlets."""
    monkeypatch.setenv("OTKUDA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    run("import", str(FILE))
    return tmp_path


@pytest.mark.usefixtures("archive")
def test_card() -> None:
    """Words, speaker, origin with its ground, the way, and each appearance with what differs and the word diff."""
    shown = run("statement", CHANGED).stdout
    assert shown.startswith("Мост мы откроем не раньше 20 мая")
    assert "Глеб Одинцов  директор, «Мостострой»" in shown
    assert "first said   Мостострой · 2026-03-11 10:05+05:00 · named by 1" in shown
    assert "carried by   Берег → 1 more" in shown
    assert "1 verbatim · 1 differs" in shown
    assert "└── 2 Берег  2026-03-11 11:40+05:00  named · 1 h later" in shown
    assert "differs from the text at Мостострой" in shown
    assert "negation: «не раньше» left out" in shown
    assert "Мост мы откроем [-не раньше-] 20 мая" in shown
    assert "distort" not in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown


@pytest.mark.usefixtures("archive")
def test_explained() -> None:
    """Why they are one: features with weights; why this origin; why each edge."""
    shown = " ".join(run("statement", CHANGED, "--explain").stdout.split())
    assert "– it stands on the page of the speaker, or of the speaker’s organization" in shown
    assert "– 2 of the 2 others link or name it, or one that does" in shown
    assert "the same speaker +" in shown
    assert "(one statement from 4 on)" in shown
    assert "– from Берег: it names it as «Берег»" in shown


@pytest.mark.usefixtures("archive")
def test_json() -> None:
    """A line a statement, by address and by ID the same; the words of the change, and where it was taken from."""
    [line] = run("statement", ORIGIN, "--json").stdout.splitlines()
    found = json.loads(line)
    assert run("statement", found["id"], "--json").stdout.splitlines() == [line]
    assert found["origin"]["url"] == ORIGIN
    by_url = {one["url"]: one for one in found["appearances"]}
    assert [by_url[url]["from"] for url in (ORIGIN, COPY, CHANGED)] == [None, ORIGIN, COPY]
    assert by_url[CHANGED]["changes"][0]["original"] == "не раньше"
    assert by_url[COPY]["relation"] == "verbatim"


@pytest.mark.usefixtures("archive")
def test_at() -> None:
    """One statement of an article: by an offset, by words in any case; one line where there is none."""
    here = run("statement", CHANGED, "--at", "ОТКРОЕМ 20").stdout
    assert here == run("statement", CHANGED, "--at", "40").stdout
    assert "no statement at «0»" in run("statement", CHANGED, "--at", "0", status=1).stderr
    assert "no statement at «рое»" in run("statement", CHANGED, "--at", "рое", status=1).stderr
    assert "no statement at «…»" in run("statement", CHANGED, "--at", "…", status=1).stderr


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("0123456789abcdef", "no such statement"),
        ("https://zarya.example/none", "not kept"),
        ("нет", "not kept"),
    ],
)
def test_unknown(asked: str, told: str) -> None:
    """What is not there costs one line."""
    shown = run("statement", asked, status=1).stderr
    assert told in shown
    assert shown.count("\n") == 1


def test_article_without_statements(archive: Path) -> None:
    """An article in which nobody is quoted says so."""
    with kept.open_store(archive / "data" / "otkuda.sqlite") as store, store.writing() as conn:
        bare = Article("Мост стоит.", url="https://zarya.example/2", language="ru")
        kept.keep(conn, None, bare, seen=datetime(2026, 3, 12, tzinfo=UTC), read_by="otkuda 0.1.0")
    assert "nobody is quoted there" in run("statement", "https://zarya.example/2", status=1).stderr


def test_moved(archive: Path) -> None:
    """The ID of a statement that became part of another leads there, and says so."""
    with kept.open_store(archive / "data" / "otkuda.sqlite") as store, store.writing() as conn:
        [known] = statements_at(conn, ORIGIN)
        conn.execute(insert(redirects).values(old="0" * 16, new=known.id))
    done = run("statement", "0" * 16)
    assert f"{'0' * 16} is {known.id} now" in done.stderr
    assert done.stdout == run("statement", known.id).stdout


def test_not_grouped_yet(archive: Path) -> None:
    """What is kept and not grouped yet is told of, not passed over."""
    with kept.open_store(archive / "data" / "otkuda.sqlite") as store, store.writing() as conn:
        bare = otkuda.read("«Мост откроют в мае», — сказал мэр Глеб Одинцов.")
        kept.keep(conn, None, replace(bare, url=NEW), seen=datetime(2026, 3, 12, tzinfo=UTC), read_by="otkuda 0.1.0")
    assert "waiting to be grouped: 1;" in run("statement", NEW, status=1).stderr
    assert "waiting to be grouped" in run("export", "statements", "all.jsonl").stderr


def test_short_card() -> None:
    """Of an article with several statements each is told in short: how it stands there, and the ID."""
    out = Console(file=io.StringIO(), width=80, highlight=False)
    for part in short_card(three(), CHANGED):
        out.print(part)
    assert isinstance(out.file, io.StringIO)
    shown = out.file.getvalue()
    assert "here         differs from the text at Мостострой · negation: «не раньше» left" in shown
    assert three().statement.id in shown


def test_a_thousand_appearances() -> None:
    """The card stays short, says how many more there are, and is not slow; a long way keeps within the screen."""
    shown = drawn(many(1000), explain=True)
    assert "… and 983 more articles; --limit 1003 shows them, --json has all" in shown
    assert "… and 983 more appearances" in shown
    assert len(shown.splitlines()) < 400
    assert max(map(len, shown.splitlines())) <= 80


def test_hostile_words() -> None:
    """What would steer a terminal or turn a line round is shown by stand-ins."""
    whole = three()
    evil = "Мост \x1b[31m\u202eоткроем\x07\r\nв мае\x00"
    ones = tuple(replace(one, text=evil, speaker=evil, changes=()) for one in whole.statement.appearances)
    carriers = {
        name: replace(one, article=replace(one.article, outlet=evil, headline=evil))
        for name, one in whole.carriers.items()
    }
    origin = replace(whole.statement.origin, kind="absent", named=evil, appearances=(), url=None)
    statement = replace(whole.statement, text=evil, speaker=evil, appearances=ones, origin=origin)
    shown = drawn(Told(statement, carriers), explain=True)
    assert not set(shown) & set("\x1b\u202e\x07\r\x00")


@pytest.mark.usefixtures("archive")
def test_export() -> None:
    """All of them, those that options choose, whole; tables have a line an appearance."""
    assert "1 statement, 3 appearances" in run("export", "statements", "all.jsonl").stderr
    assert "1 statement, 3 appearances" in run("export", "statements", "z.csv", "--outlet", "Заря").stderr
    assert "1 statement" in run("export", "statements", "o.xlsx", "--speaker", "Одинцова", "--kind", "direct").stderr
    assert (
        "1 statement" in run("export", "statements", "a.jsonld", "--words", "асфальт", "--until", "2026-03-12").stderr
    )
    assert "no statements are as asked for" in run("export", "statements", "n.csv", "--words", "паром").stderr
    assert "no statements are as asked for" in run("export", "statements", "n.csv", "--since", "2026-04-01").stderr


@pytest.mark.usefixtures("archive")
def test_export_needs_an_ending() -> None:
    """A file without a known ending costs one line."""
    assert "the ending names the format" in run("export", "statements", "all.doc", status=1).stderr
