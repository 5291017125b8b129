"""``otkuda check`` as a user runs it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import otkuda
from otkuda import store as kept
from otkuda.cli import main

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2031, 4, 7, 12, tzinfo=UTC)
TEXT = """Мост откроют в мае

«Осталось уложить асфальт на двух пролётах, и мост откроют 14 мая», — сказал мэр Глеб Одинцов из Минтранса.

«Опоры выдержат любую весну и любой ледоход», — добавила инженер Анна Рогова."""
TRUE = "«Опоры выдержат любую весну и любой ледоход», — сказала Анна Рогова."


def run(*arguments: str, typed: bytes | str | None = None, status: int = 0) -> Result:
    """Run a command and return what came of it."""
    done = CliRunner().invoke(main, arguments, input=typed)
    assert done.exit_code == status, (done.output, done.exception)
    return done


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a store that is not there yet."""
    monkeypatch.setenv("OTKUDA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


@pytest.fixture
def archive(empty: Path) -> Path:
    """A store with one article that two outlets print, and a source that was out of reach for two days."""
    empty.mkdir()
    with kept.open_store(empty / "otkuda.sqlite") as store, store.writing() as conn:
        for hours, host in enumerate(("zarya", "gulf")):
            article = otkuda.read(TEXT, outlet=host.title(), published=NOON + timedelta(hours=hours))
            one = replace(article, url=f"https://{host}.example/1")
            kept.keep(conn, None, one, seen=NOON + timedelta(days=1), read_by="rules")
        listing = "https://mintrans.example/rss"
        source = kept.NewsSource(
            kept.source_id(listing), "https://mintrans.example/", "feed", listing, NOON, title="Новости"
        )
        kept.add_source(conn, source)
        for day in range(2):
            kept.count(conn, source.id, NOON + timedelta(days=day), kept.Counts(polls=2, failures=2))
    return empty


def checked(text: str, *options: str, status: int = 0) -> Result:
    """Check a draft that is typed."""
    return run("check", "-", *options, typed=f"Черновик\n\n{text}".encode(), status=status)


@pytest.mark.usefixtures("archive")
def test_verbatim() -> None:
    """The words, whose they are, where they stand first, and how many more have them."""
    shown = checked(TRUE).stdout
    assert shown.startswith("✓ verbatim\n  «Опоры выдержат любую весну и любой ледоход»\n  Анна Рогова, инженер")
    assert "Zarya · 2031-04-07 · 1 more" in shown
    assert "  https://zarya.example/1\n" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown


@pytest.mark.usefixtures("archive")
def test_what_was_searched() -> None:
    """How many articles, of whom and when, which source was out of reach, whether the speaker's site is among them."""
    words = "«Осталось уложить асфальт на двух пролётах», — сказал Глеб Одинцов из Минтранса."
    block = checked(words).stdout.partition("searched ─")[2]
    assert "2 articles, 2031-04-07 to 2031-04-07" in block
    assert "of gulf.example (1), zarya.example (1)" in block
    assert "sources followed: 1" in block
    assert "out of reach: Новости, 2031-04-07 to 2031-04-08" in block


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "«Осталось уложить асфальт на двух пролётах, и мост откроют 18 мая», — сказал Глеб Одинцов.",
            ("≠ differs: date", "мост откроют [-14 мая-] {+18 мая+}"),
        ),
        (TRUE.replace("сказала Анна Рогова", "сказал Глеб Одинцов"), ("! other speaker: Анна Рогова, инженер, not",)),
        ("«Паромы ходят по ночам без огней», — сказал Глеб Одинцов.", ("✗ not found", "«Паромы ходят")),
    ],
)
def test_faults(words: str, expected: tuple[str, ...]) -> None:
    """Both wordings; both speakers; nothing. The exit status is 1."""
    shown = " ".join(checked(words, status=1).stdout.split())
    assert not [one for one in expected if one not in shown]


@pytest.mark.usefixtures("archive")
def test_json() -> None:
    """A line a quotation, with its place and what was searched."""
    altered = TRUE.replace("любую весну", "любое лето")
    lines = [json.loads(line) for line in checked(f"{TRUE}\n\n{altered}", "--json", status=1).stdout.splitlines()]
    assert [(line["outcome"], line["passed"]) for line in lines] == [("verbatim", True), ("altered", False)]
    place = lines[1]["place"]
    assert place["url"] == "https://zarya.example/1"
    assert place["differences"] == [{"what": "words", "quotation": "любое лето", "place": "любую весну"}]
    assert TEXT[slice(*lines[0]["place"]["span"])] == "Опоры выдержат любую весну и любой ледоход"
    assert lines[0]["searched"] == {"articles": 2, "since": "2031-04-07", "until": "2031-04-07"}


@pytest.mark.usefixtures("archive")
def test_indirect() -> None:
    """What is told in the draft's own words is checked on demand."""
    told = "По словам инженера Анны Роговой, опоры выдержат любую весну и любой ледоход."
    assert "no quotations" in checked(told).stderr
    assert "Анна Рогова" in checked(told, "--indirect").stdout


@pytest.mark.usefixtures("archive")
def test_a_kept_article_is_not_its_own_proof(archive: Path) -> None:
    """A draft that is kept itself is held against the others."""
    from otkuda.collect.lookup import candidates

    with kept.open_store(archive / "otkuda.sqlite") as store, store.reading() as conn:
        draft = replace(otkuda.read(TEXT), url="https://zarya.example/1")
        assert {one.article.url for one in candidates(conn, draft)} == {"https://gulf.example/1"}


@pytest.mark.usefixtures("empty")
def test_empty_archive() -> None:
    """Nothing is kept: that is said, with what to do; nothing was checked."""
    done = checked(TRUE, status=2)
    assert "nothing is kept" in done.stderr
    assert "otkuda add URL" in done.stderr


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 2_000, b" \n\t"])
def test_unreadable_draft(content: bytes, archive: Path) -> None:
    """An empty draft and a binary one are one line and status 2."""
    draft = archive / "draft.txt"
    draft.write_bytes(content)
    done = run("check", str(draft), status=2)
    assert done.stderr.startswith(f"otkuda: {draft}: ")
    assert not done.stdout


@pytest.mark.usefixtures("archive")
def test_wrong_usage(archive: Path) -> None:
    """A file that is not there, a folder, no draft at all."""
    assert "no such file" in run("check", "missing.txt", status=2).stderr
    assert "name one draft" in run("check", str(archive), status=2).stderr
    run("check", status=2)


@pytest.mark.usefixtures("archive")
def test_nothing_acts_on_the_terminal() -> None:
    """Control characters in a draft are shown by stand-ins."""
    shown = checked(TRUE.replace("любой", "\x1b[31mлюбой\u202e"), status=1).stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
