"""The commands on what is kept, as a user runs them: search, history, export, reread, backup, forget."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import otkuda
from otkuda import store as kept
from otkuda.article import from_bytes
from otkuda.cli import main
from otkuda.model import Article, Page
from otkuda.pipeline import read_article

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 3, 11, 12, tzinfo=timezone(timedelta(hours=5)))
BRIDGE = "https://zarya.example/1.html"
CHANNEL = "https://t.me/zarya_news/118"
HTML = """<html lang="ru"><head><title>Мост откроют в мае</title></head><body><article><h1>Мост откроют в мае</h1>
<p>В посёлке Заречный почти готов новый мост через реку, сообщает пресс-служба мэрии посёлка.</p>
<p>«Осталось уложить асфальт», — сказал мэр Глеб Одинцов журналистам в среду на мосту.</p>
<p>По словам инженера Анны Роговой, новые опоры выдержат любую весну.</p></article></body></html>"""


def run(*arguments: str, typed: str | None = None, status: int = 0) -> Result:
    """Run a command and return what came of it."""
    done = CliRunner().invoke(main, arguments, input=typed)
    assert done.exit_code == status, (done.output, done.exception)
    return done


def page(html: str, hours: int = 0) -> Page:
    """Return the page of the bridge as it was seen so many hours after noon."""
    headers = (("Content-Type", "text/html"),)
    return Page(BRIDGE, html.encode(), "utf-8", "text/html", headers=headers, fetched=NOON + timedelta(hours=hours))


def read(found: Page) -> Article:
    """Return what the rules read in a page."""
    article = read_article(from_bytes(found.content, name=found.url, charset="utf-8", url=found.url))
    return replace(article, outlet="Заря", published=NOON, language="ru")


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
    """A store with an article of two versions and a message of a channel."""
    empty.mkdir()
    with kept.open_store(empty / "otkuda.sqlite") as store, store.writing() as conn:
        for hours, html in enumerate((HTML, HTML.replace("любую весну", "любой ледоход"))):
            one = page(html, hours)
            kept.keep(conn, one, read(one), seen=NOON + timedelta(hours=hours), read_by="otkuda 0.0.9")
        message = otkuda.read("Паром ходит, сообщает «Заря».", outlet="Залив", published=NOON - timedelta(days=1))
        kept.keep(conn, None, replace(message, url=CHANNEL), seen=NOON, read_by="otkuda 0.0.9")
    return empty


COMMANDS = (
    ("search", "мост"),
    ("export", "articles", "a.csv"),
    ("export", "attributions", "a.jsonl"),
    ("reread",),
)


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("command", COMMANDS)
def test_empty_store(command: tuple[str, ...]) -> None:
    """A store without anything says so, and what to do."""
    assert "nothing is kept" in run(*command).stderr


@pytest.mark.usefixtures("archive")
def test_search() -> None:
    """What was said stands first, with who said it; words are found in other forms; no line is too long."""
    shown = run("search", "опорами").stdout
    assert shown.startswith("said ─")
    assert "Анна Рогова  инженер" in shown
    assert "новые [опоры] выдержат любой ледоход" in shown
    assert shown.index("\narticles ─") > shown.index("Рогова")
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown


@pytest.mark.usefixtures("archive")
def test_search_chooses() -> None:
    """By speaker, outlet, kind, dates; only what was said or only articles."""
    assert "Одинцов" in run("search", "--speaker", "одинцову", "--said").stdout
    assert "nothing found" in run("search", "мост", "--outlet", "Залив").stderr
    assert "Залив" in run("search", "паром", "--until", "2026-03-10").stdout
    assert "nothing found" in run("search", "паром", "--since", "2026-03-11").stderr
    assert "said" not in run("search", "мост", "--articles").stdout
    assert "nothing found" in run("search", "паром", "--language", "kk").stderr
    assert "the first 1; more with --limit" in run("search", "--limit", "1").stderr


@pytest.mark.usefixtures("archive")
def test_search_json() -> None:
    """A line a hit: attributions, then articles."""
    lines = [json.loads(line) for line in run("search", "опоры", "--json").stdout.splitlines()]
    assert [line["what"] for line in lines] == ["attribution", "article"]
    assert lines[0]["attribution"]["chain"][-1]["entity"] == "Анна Рогова"
    start, end = lines[0]["snippet"]["marks"][0]
    assert lines[0]["snippet"]["text"][start:end] == "опоры"
    assert lines[0]["published"] == NOON.isoformat()


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("words", ['"', "(мост", "AND", "мост OR", "-", "*", "\0", "' OR 1=1 --"])
def test_search_takes_anything(words: str) -> None:
    """Nothing that is typed is an error."""
    run("search", "--", words)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("option", ["--since", "--until"])
def test_wrong_date(option: str) -> None:
    """A wrong date is a wrong use, in one line."""
    assert "no date; write it as 2026-03-11" in run("search", "мост", option, "вчера", status=2).stderr


@pytest.mark.usefixtures("archive")
def test_history() -> None:
    """When versions were seen, what words changed, which attributions with them."""
    shown = run("history", BRIDGE).stdout
    assert "version 1  seen 2026-03-11 07:00+00:00" in shown
    assert "[-любую весну-]{+любой ледоход+}" in " ".join(shown.split())
    assert "lost: Анна Рогова  инженер — новые опоры выдержат любую весну" in shown
    assert "gained: Анна Рогова  инженер — новые опоры выдержат любой ледоход" in shown
    assert "— Осталось" not in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_history_of_a_missing_page(archive: Path) -> None:
    """Since when it is gone, and that its text is kept."""
    with kept.open_store(archive / "otkuda.sqlite") as store, store.writing() as conn:
        kept.mark_missing(conn, BRIDGE, NOON + timedelta(hours=5), "the server answered 404")
    assert "missing since 2026-03-11 12:00+00:00: the server answered 404" in run("history", BRIDGE).stdout
    lines = [json.loads(line) for line in run("history", BRIDGE, "--json").stdout.splitlines()]
    assert [line["missing"] for line in lines] == [None, "2026-03-11T12:00:00Z"]
    assert (
        "".join(one["text"] for one in lines[1]["changes"] if one["change"] != "removed") == lines[1]["article"]["text"]
    )


@pytest.mark.usefixtures("archive")
def test_history_finds_other_spellings() -> None:
    """An address with a reader's tracking is the same; one that is not kept is named in one line."""
    assert "version 2" in run("history", BRIDGE.replace("https", "HTTPS") + "?utm_source=mail#top").stdout
    assert "not kept; otkuda search finds" in run("history", "https://zarya.example/9", status=1).stderr


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl", "parquet", "jsonld"])
def test_export(tmp_path: Path, ending: str) -> None:
    """Each format by its ending; how much was written is told, standard output stays empty."""
    done = run("export", "attributions", f"all.{ending}")
    assert (done.stdout, done.stderr) == ("", f"all.{ending}: 4 attributions\n")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [f"all.{ending}"]


@pytest.mark.usefixtures("archive")
def test_export_chooses(tmp_path: Path) -> None:
    """The filters of a search, its words, and earlier versions."""
    run("export", "attributions", "a.csv", "--speaker", "Рогова", "--all-versions", "--words", "опоры")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["version"], row["content"].rpartition(" ")[2]) for row in rows] == [("1", "весну"), ("2", "ледоход")]
    assert "a.jsonl: 1 article\n" in run("export", "articles", "a.jsonl", "--outlet", "Залив").stderr
    assert "leave out an option" in run("export", "articles", "a.jsonl", "--outlet", "Маяк").stderr


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("file", "said"),
    [("a.doc", "the ending names the format"), ("no/a.csv", "no such folder"), ("data", "the ending names the format")],
)
def test_export_cannot(file: str, said: str) -> None:
    """One line that says what to do."""
    done = run("export", "articles", file, status=1)
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.usefixtures("archive")
def test_evidence(tmp_path: Path) -> None:
    """WARC, under its own ending only."""
    assert "versions: 2, pages: 2" in run("export", "evidence", BRIDGE, "case.warc.gz").stderr
    assert "versions: 1, pages: 0" in run("export", "evidence", CHANNEL, "channel.warc").stderr
    assert (tmp_path / "channel.warc").read_bytes().startswith(b"WARC/1.1\r\nWARC-Type: warcinfo")
    assert "end the name with .warc.gz" in run("export", "evidence", BRIDGE, "case.zip", status=2).stderr
    assert "not kept" in run("export", "evidence", "https://zarya.example/9", "a.warc", status=1).stderr


@pytest.mark.usefixtures("archive")
def test_forget(tmp_path: Path) -> None:
    """It asks; then nothing is found any more, and everything says that it was forgotten."""
    assert "versions: 2" in run("forget", BRIDGE, "--reason", "суд", typed="n\n", status=1).stdout
    assert "мост" in run("search", "мост", "--articles").stdout.lower()
    run("forget", f"{BRIDGE}#top", "--reason", "решение суда 12-34", "--yes")
    assert "nothing found" in run("search", "мост").stderr
    assert "решение суда 12-34" in run("history", BRIDGE, status=1).stderr
    run("export", "articles", "a.jsonl")
    assert "Одинцов" not in (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    assert "say why" in run("forget", BRIDGE, "--reason", " ", "--yes", status=2).stderr
    assert "no address" in run("forget", "мост", "--reason", "x", "--yes", status=1).stderr


def test_backup(archive: Path, tmp_path: Path) -> None:
    """The copy is a store; the store itself is not written over."""
    run("backup", "copy.sqlite")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as copy:
        assert copy.execute("SELECT count(*) FROM versions").fetchone() == (3,)
    assert "is the store itself" in run("backup", str(archive / "otkuda.sqlite"), status=1).stderr


def test_reread(archive: Path) -> None:
    """What reads otherwise is told and written; the second time there is nothing to tell."""
    with kept.open_store(archive / "otkuda.sqlite") as store, store.writing() as conn:
        one = page(HTML.replace("любую", "всякую"), 2)
        kept.keep(
            conn, one, replace(read(one), attributions=()), seen=NOON + timedelta(hours=2), read_by="otkuda 0.0.9"
        )
    done = run("reread", "--since", "2026-03-11T13:30+05:00", "--jobs", "1")
    assert done.stdout == f"{BRIDGE} +3\n"
    assert "1 read again, 1 read otherwise: 0 in their text; attributions: 3 gained, 0 lost" in done.stderr
    assert "all as before" in run("reread").stderr
    lines = run("reread", "--json")
    assert lines.stdout == ""
    assert "всякую" in run("search", "опоры").stdout


@pytest.mark.usefixtures("archive")
def test_reread_json() -> None:
    """A line an article, with what was gained and lost."""
    with kept.open_store("data/otkuda.sqlite") as store, store.writing() as conn:
        message = Article("Паром стоит, сообщает «Заря».", url="https://t.me/zarya_news/119", language="ru")
        kept.keep(conn, None, message, seen=NOON, read_by="otkuda 0.0.9")
    (line,) = map(json.loads, run("reread", "--json").stdout.splitlines())
    assert [one["words"]["content"] for one in line["gained"]] == [["Паром стоит"]]
    assert (line["url"], line["text_changed"], line["lost"]) == ("https://t.me/zarya_news/119", False, [])
