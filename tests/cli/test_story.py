"""``otkuda story``: the articles on one event, and what is said in them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

import otkuda
from otkuda.cli import main
from otkuda.cli.story_card import story_card
from otkuda.export.record import encode
from otkuda.export.story_record import story_record
from tests.cli.outlets import CHANGED, FILE, ORIGIN, articles, three

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str, status: int = 0) -> Result:
    """Run a command and return what came of it."""
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == status, (done.output, done.exception)
    return done


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with the three outlets."""
    monkeypatch.setenv("OTKUDA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    run("import", str(FILE))
    return tmp_path


@pytest.mark.usefixtures("archive")
def test_card() -> None:
    """Articles in order of time, who was first and who only carries, the statements of several."""
    shown = run("story", CHANGED).stdout
    assert "3 articles · ru 3 · 2026-03-11" in shown
    assert "earliest  Мостострой · 2026-03-11 10:05+05:00" in shown
    assert "1 statement first said here" in shown
    assert "only carries · 1 from Берег" in shown
    assert shown.index("https://most.example") < shown.index("https://bereg.example") < shown.index("statements ─")
    assert "3 articles · 2 verbatim · 1 differs" in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.usefixtures("archive")
def test_json() -> None:
    """By address and by ID the same line; which article has which words first."""
    line = run("story", ORIGIN, "--json").stdout
    found = json.loads(line)
    assert run("story", found["id"], "--json").stdout == line
    [statement] = found["statements"]
    assert [one["first_said"] for one in found["articles"]] == [[statement], [], []]
    assert [one["carried"] for one in found["articles"]] == [[], [statement], [statement]]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(("asked", "told"), [("0123456789abcdef", "no such story"), ("https://x.example/", "not kept")])
def test_unknown(asked: str, told: str) -> None:
    """What is not there costs one line."""
    assert told in run("story", asked, status=1).stderr


def test_many_and_hostile() -> None:
    """A story of a thousand articles is bounded, and nothing in it acts on the terminal."""
    [story] = otkuda.gather_stories(articles())
    evil = "\x1b[31m\u202eМост\r\n"
    last = story.carriers[-1]
    copies = tuple(
        replace(last, id=str(number), article=replace(last.article, outlet=evil, headline=evil, published=None))
        for number in range(1000)
    )
    story = replace(story, headline=evil, carriers=(*copies, *story.carriers))
    out = Console(width=80, highlight=False, markup=False, emoji=False)
    with out.capture() as taken:
        for part in story_card(story, [three()], 20):
            out.print(part)
    assert "… and 983 more articles" in taken.get()
    assert not set(taken.get()) & set("\x1b\u202e\r")
    assert json.loads(encode(story_record(story, [three()])))["articles"][0]["published"] is None
