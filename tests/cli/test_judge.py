"""``otkuda judge``: decisions are made, listed, undone and carried, and every wrong use is one line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import otkuda
from otkuda import store as kept
from otkuda.cli import main
from otkuda.collect.deciding import anchors_of_appearance
from otkuda.collect.grouping import group_new
from otkuda.entities.judging import Judge
from otkuda.store.decisions import decisions_of

if TYPE_CHECKING:
    from pathlib import Path

    from otkuda.model import Statement

NOON = datetime.fromisoformat("2026-03-11T12:00+05:00")
ZARYA, BEREG = "https://zarya.example/1.html", "https://bereg.example/1.html"
BRIDGE = "Новый мост через реку Тасбулак откроют 14 мая"
TEXTS = {
    ZARYA: f"Мост откроют\n\n«{BRIDGE}», – сказал мэр Глеб Одинцов.\n\n«Паром уйдёт», – добавил он.\n",
    BEREG: f"О мосте\n\n«{BRIDGE}», – заявил мэр Глеб Одинцов.\n\n"
    "Река спокойна, и паром уйдёт вовремя.\n\nСтарый паром ещё послужит людям.\n",
}


def run(*arguments: str, status: int = 0) -> Result:
    """Run ``otkuda judge`` and return what came of it."""
    done = CliRunner().invoke(main, ("judge", *arguments))
    assert done.exit_code == status, (done.output, done.exception)
    return done


def decision(*arguments: str) -> str:
    """Make a decision and return its id."""
    return run(*arguments).stdout.split()[0].rstrip(":")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in which two outlets have the words of a mayor."""
    monkeypatch.setenv("OTKUDA_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with kept.open_store(tmp_path / "otkuda.sqlite") as store, store.writing() as conn:
        for url, text in TEXTS.items():
            article = replace(otkuda.read(text, outlet=url.split("/")[2], published=NOON), url=url)
            kept.keep(conn, None, article, seen=NOON, read_by="otkuda 0.0.9")
    with kept.open_store(tmp_path / "otkuda.sqlite") as store:
        list(group_new(store, Judge()))
    return tmp_path


def statements(folder: Path) -> tuple[Statement, ...]:
    """Return the statements that are kept."""
    with kept.open_store(folder / "otkuda.sqlite") as store, store.reading() as conn:
        return tuple(kept.all_statements(conn))


def of_bridge(folder: Path) -> list[Statement]:
    """Return the statements that have the words on the bridge."""
    return [one for one in statements(folder) if any(BRIDGE in each.text for each in one.appearances)]


def test_split_and_merge(archive: Path) -> None:
    """By ids or by words; the later one holds, and the list says so."""
    (whole,) = of_bridge(archive)
    second, first = (one.id for one in sorted(whole.appearances, key=lambda one: one.url or ""))
    made = decision("split", first, second, "--by", "Ира")
    assert len(of_bridge(archive)) == 2
    run("merge", ZARYA, second, "--words", BRIDGE.upper())
    assert of_bridge(archive) == [whole]
    listed = run("list", "--unfit").stdout
    assert made in listed
    assert "split by Ира  [a later decision goes before it]" in listed
    assert "merge" not in listed
    assert "merge" in run("list").stdout


def test_speaker_and_its_undoing(archive: Path) -> None:
    """What was undone is so once; undoing the undoing brings it back."""
    made = decision("speaker", BEREG, "Анна Рогова", "--role", "инженер", "--words", BRIDGE)
    assert {one.speaker for each in of_bridge(archive) for one in each.appearances} == {"Глеб Одинцов", "Анна Рогова"}
    undone = decision("undo", made)
    assert {one.speaker for each in of_bridge(archive) for one in each.appearances} == {"Глеб Одинцов"}
    assert "undone already" in run("undo", made, status=1).output
    run("undo", undone)
    assert "Анна Рогова" in {one.speaker for each in of_bridge(archive) for one in each.appearances}


def test_no_quotation(archive: Path) -> None:
    """The words are the outlet's own."""
    run("no-quotation", ZARYA, "--words", "паром уйдёт")
    assert not [one for one in statements(archive) if "Паром" in one.text]


def test_words_in_what_was_no_quotation_can_be_given_to_somebody(archive: Path) -> None:
    """By the id of what is text of the outlet now."""
    run("no-quotation", BEREG, "--words", BRIDGE)
    (whole,) = of_bridge(archive)
    own = next(one for one in whole.appearances if one.url == BEREG)
    assert own.speaker is None
    with kept.open_store(archive / "otkuda.sqlite") as store, store.reading() as conn:
        assert [one.exact for one in anchors_of_appearance(conn, own.id)] == [BRIDGE]
    run("speaker", own.id, "Анна Рогова")
    assert {one.speaker for one in of_bridge(archive)[0].appearances if one.url == BEREG} == {"Анна Рогова"}


def test_decisions_are_carried_to_another_archive(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A line each; what is known stays, and what is broken changes nothing."""
    made = decision("speaker", BEREG, "Анна Рогова", "--type", "person", "--words", BRIDGE, "--by", "Ира")
    run("undo", made)
    run("export", "decisions.jsonl")
    lines = [json.loads(line) for line in (archive / "decisions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["kind"] for one in lines] == ["speaker", "undo"]
    assert "0 new decisions, 2 known already" in run("import", "decisions.jsonl").output
    other = str(tmp_path_factory.mktemp("other"))
    done = CliRunner().invoke(main, ("--data", other, "judge", "import", "decisions.jsonl"))
    assert "2 new decisions" in done.output
    assert "[undone]" in CliRunner().invoke(main, ("--data", other, "judge", "list")).output


def test_right_words_and_missed_ones(archive: Path) -> None:
    """By words; what was said of them stays after another reading."""
    decision("span", ZARYA, "мост через реку Тасбулак откроют 14 мая", "--words", BRIDGE)
    decision("missed", BEREG, "Анна Рогова", "--words", "Река спокойна, и паром уйдёт вовремя")
    done = CliRunner().invoke(main, ("reread",))
    assert done.exit_code == 0, done.output
    said = {each.text: one.speaker for one in statements(archive) for each in one.appearances}
    assert said["мост через реку Тасбулак откроют 14 мая"] == "Глеб Одинцов"
    assert said["Река спокойна, и паром уйдёт вовремя"] == "Анна Рогова"
    run("export", "decisions.jsonl")
    assert "0 new decisions, 2 known already" in run("import", "decisions.jsonl").output


def test_corrected_articles_are_gold(archive: Path) -> None:
    """Only those; what was decided is what they say, and ``otkuda evaluate`` reads them."""
    undone = decision("no-quotation", BEREG, "--words", BRIDGE)
    decision("speaker", ZARYA, "Анна Рогова", "--words", BRIDGE)
    decision("missed", BEREG, "Анна Рогова", "--words", "Река спокойна")
    run("undo", undone)
    folder = str(archive / "gold")
    done = CliRunner().invoke(main, ("export", "gold", folder))
    assert "2 articles" in done.output, done.output
    lines = [json.loads(line) for line in (archive / "gold" / "gold.jsonl").read_text("utf-8").splitlines()]
    speakers = {link["entity"] for line in lines for one in line["attributions"] for link in one["chain"][-1:]}
    assert speakers == {"Анна Рогова", "Глеб Одинцов"}
    read = CliRunner().invoke(main, ("evaluate", f"{folder}/gold.jsonl", folder, "--json", "--jobs", "1"))
    assert read.exit_code == 0, read.output
    assert (
        "Анна Рогова"
        in CliRunner().invoke(main, ("evaluate", f"{folder}/gold.jsonl", folder, "--faults", "9", "--jobs", "1")).output
    )


WRONG = (
    (("merge", "nope", "nope"), "no appearance of this id"),
    (("merge", ZARYA, BEREG, "--words", BRIDGE), "--words is wanted once for each URL"),
    (("merge", ZARYA, ZARYA, "--words", BRIDGE, "--words", BRIDGE), "both are the same appearance"),
    (("speaker", "https://nowhere.example/1", "Рогова", "--words", BRIDGE), "not kept"),
    (("speaker", ZARYA, " ", "--words", BRIDGE), "say who speaks"),
    (("no-quotation", ZARYA, "--words", "таких слов нет"), "are not in it"),
    (("no-quotation", ZARYA, "--words", "…"), "are not in it"),
    (("no-quotation", BEREG, "--words", "паром"), "stand there 2 times"),
    (("span", ZARYA, "таких слов нет", "--words", BRIDGE), "are not in it"),
    (("span", ZARYA, BRIDGE, "--words", BRIDGE), "both are the same"),
    (("missed", BEREG, "Рогова", "--words", "паром"), "stand there 2 times"),
    (("missed", BEREG, " ", "--words", "Река спокойна"), "say who speaks"),
    (("undo", "nope"), "no such decision"),
    (("import", "nope.jsonl"), "No such file"),
    (("export", "nope/decisions.jsonl"), "no such folder"),
)


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=lambda one: one if isinstance(one, str) else one[0])
def test_a_wrong_use_is_one_line(archive: Path, arguments: tuple[str, ...], said: str) -> None:
    """It says what is wrong, and nothing is kept."""
    done = CliRunner().invoke(main, ("judge", *arguments))
    assert done.exit_code in {1, 2}
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert said in line
    with kept.open_store(archive / "otkuda.sqlite") as store, store.reading() as conn:
        assert decisions_of(conn) == ()


MADE = '"id":"1","kind":"merge","made":"2026-03-11T12:00:00+00:00"'
HELD = '"first":[{"article":"a","exact":"b","prefix":"","suffix":""}]'
BROKEN = (
    "{",
    "[]",
    "{}",
    '{"id":1}',
    f"{{{MADE}}}",
    f"{{{MADE},{HELD}}}",
    f"{{{MADE.replace('merge', 'love')},{HELD}}}",
    f"{{{MADE.replace('merge', 'speaker')},{HELD}}}",
    f"{{{MADE.replace('merge', 'undo')}}}",
    f"{{{MADE.replace('merge', 'no_quotation').replace('+00:00', '')},{HELD}}}",
    f"{{{MADE.replace('merge', 'no_quotation').replace('2026-03-11', 'x')},{HELD}}}",
    "[" * 100_000,
    "\xff",
)


@pytest.mark.parametrize("line", BROKEN, ids=range(len(BROKEN)))
def test_a_file_that_holds_no_decisions(archive: Path, line: str) -> None:
    """The line is named, and what stood before it is not taken in."""
    good = f"{{{MADE.replace('merge', 'no_quotation')},{HELD}}}\n\n"
    (archive / "broken.jsonl").write_bytes(good.encode() + line.encode("latin-1"))
    done = run("import", "broken.jsonl", status=1)
    assert done.stderr.startswith("Error: broken.jsonl: line 3 is no decision: ")
    assert len(done.stderr.splitlines()) == 1
    assert "No decisions yet" in run("list").stderr
