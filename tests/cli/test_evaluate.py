"""``otkuda evaluate``: the figures of gold records against what is read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import otkuda
from otkuda.cli import main
from otkuda.cli.gold import in_ranges
from otkuda.export.record import encode, record_of
from otkuda.model import Article

from .articles import HARBOUR_TEXT, harbour

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

HERE = ["--jobs", "1", "--timeout", "0"]
RAIN = "Дождь пойдёт в среду, сообщили синоптики. «Берите зонты», — сказала Анна Берг."


def stand_in(text: str) -> Article:
    """Read the harbour's text as one who makes mistakes: one attribution missed, one from another source."""
    article = harbour()
    if text != HARBOUR_TEXT:
        return Article(text)
    first, second, third, fourth, fifth = article.attributions
    wrong = type(third)(third.content, None, fifth.chain, "mixed", "wrong", 0.95)
    extra = type(third)((first.content[0],), None, third.chain, "direct", "extra", 0.2)
    return Article(text, attributions=(first, second, wrong, fourth, extra), credits=article.credits)


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gold file of three records and their texts; reading is stood in for."""
    monkeypatch.setattr(otkuda, "read", stand_in)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ru").mkdir()
    lines = []
    for name, text in (("001", HARBOUR_TEXT), ("002", RAIN), ("010", HARBOUR_TEXT)):
        (tmp_path / "ru" / f"{name}.txt").write_bytes(text.encode())
        article = harbour() if text == HARBOUR_TEXT else Article(text)
        lines.append(encode(record_of(article, f"ru/{name}.txt")))
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"".join(lines))
    return path


def run(*arguments: str) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, ["evaluate", *HERE, "gold.jsonl", ".", *arguments])


@pytest.mark.usefixtures("gold")
def test_figures() -> None:
    """Of five twice, four are found twice, three are right; the kind of one is wrong."""
    figures = json.loads(run("--json").stdout)
    assert figures["documents"] == 3
    assert figures["found"] == {"P": 0.8, "R": 0.8, "F1": 0.8, "hit": 8, "predicted": 10, "gold": 10}
    assert figures["ATTRIBUTION"] == {"P": 0.6, "R": 0.6, "F1": 0.6, "hit": 6, "predicted": 10, "gold": 10}
    assert figures["source"] == 0.75
    assert figures["kind"] == 0.75
    assert figures["recall by kind"] == {"direct": 1.0, "indirect": 0.6667, "mixed": None}
    assert figures["ATTRIBUTION by kind"]["direct"] == {
        "P": 0.6667,
        "R": 1.0,
        "F1": 0.8,
        "hit": 4,
        "predicted": 6,
        "gold": 4,
    }
    assert figures["credits"]["F1"] == 1.0


@pytest.mark.usefixtures("gold")
def test_tables() -> None:
    """The tables show the same figures."""
    output = run("--rules", "--certain").stdout
    assert "3 documents" in output
    assert re.search(r"ATTRIBUTION +0\.600 +0\.600 +0\.600 +6 +10 +10", output)
    assert "by kind" in output
    assert "confidence ≥ 0.9" in output
    assert "quote_then_cue" in output
    assert max(map(len, output.splitlines())) <= 80


@pytest.mark.usefixtures("gold")
def test_certain_and_rules() -> None:
    """Those shown as certain, and how many of them are right; each rule's own."""
    figures = json.loads(run("--json", "--rules", "--certain").stdout)
    assert figures["certain"] == {"threshold": 0.9, "share": 0.6, "precision": 0.6667}
    assert figures["rules"]["wrong"] == {"predicted": 2, "right": 0}
    assert figures["rules"]["quote_then_cue"] == {"predicted": 2, "right": 2}
    assert "certain" not in json.loads(run("--json").stdout)


@pytest.mark.usefixtures("gold")
def test_faults() -> None:
    """The first faults, and no more than asked for."""
    output = run("--faults", "2").stdout
    assert "ru/001 SOURCE" in output
    assert "gold indirect Заря: по словам инженера Анны Берг, причал осел" in output
    assert "by wrong" in output
    assert "ru/001 MISSED" in output
    assert "FALSE" not in output
    assert run("--faults", "99").stdout.count("FALSE") == 2


@pytest.mark.usefixtures("gold")
@pytest.mark.parametrize(
    ("option", "ranges", "documents"),
    [("--only", "001-002", 2), ("--only", "10", 1), ("--except", "1", 2), ("--except", "002,010", 1)],
)
def test_ranges(option: str, ranges: str, documents: int) -> None:
    """Records are chosen by the number at the end of their id."""
    assert json.loads(run("--json", option, ranges).stdout)["documents"] == documents


def test_save(gold: Path) -> None:
    """What was read is kept as JSON lines under the records' ids."""
    assert run("--save", "read.jsonl").exit_code == 0
    lines = (gold.parent / "read.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["ru/001", "ru/002", "ru/010"]


def test_agrees_with_the_scorer_of_the_gold_set(gold: Path, root: Path) -> None:
    """On the same predictions both give the same figures, to the last digit."""
    scorer = root.parent / "shared" / "gold" / "score.py"
    if not scorer.exists():
        pytest.skip("the gold set's own scorer is not beside this checkout")
    ours = json.loads(run("--json", "--save", "read.jsonl").stdout)
    command = [sys.executable, str(scorer), str(gold), "read.jsonl", ".", "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=gold.parent).stdout)
    assert {name: ours[name] for name in theirs} == theirs


def test_agrees_on_real_texts(root: Path, tmp_path: Path) -> None:
    """So they do on what the reader really makes of the first forty texts of the gold set."""
    shared = root.parent / "shared" / "gold"
    if not shared.exists():
        pytest.skip("the gold set is not beside this checkout")
    within = in_ranges("001-040")
    lines = (shared / "ru.gold.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "gold.jsonl").write_text("".join(line for line in lines if within(json.loads(line)["id"])), "utf-8")
    read, gold = str(tmp_path / "read.jsonl"), str(tmp_path / "gold.jsonl")
    ours = CliRunner().invoke(main, ["evaluate", *HERE, gold, str(shared), "--json", "--save", read])
    command = [sys.executable, str(shared / "score.py"), gold, read, str(shared), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert {name: json.loads(ours.stdout)[name] for name in theirs} == theirs


def test_missing_text(gold: Path) -> None:
    """A record without its text costs a line; the figures are those of the others."""
    (gold.parent / "ru" / "002.txt").unlink()
    result = run("--json")
    assert result.exit_code == 1
    assert result.stderr.startswith("otkuda: ru/002.txt: no UTF-8 text there for record ru/002")
    figures = json.loads(result.stdout)
    assert (figures["documents"], figures["unread"]) == (2, 1)
    assert "2 documents, 1 unread" in run().stdout


def test_text_of_another_record(gold: Path) -> None:
    """Gold spans outside the text are named, not counted."""
    (gold.parent / "ru" / "001.txt").write_text("Дождь.")
    result = run("--json")
    assert result.exit_code == 1
    assert "the record and its text do not belong together" in result.stderr
    assert "ru/001" in result.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "gold.jsonl: no records to compare"),
        (b"\n{]\n", "gold.jsonl: line 2 is no gold record"),
        (b'{"id": 1}', "gold.jsonl: line 1 is no gold record"),
        (b'{"id": "\xff"}', "gold.jsonl: line 1 is no gold record"),
    ],
)
def test_bad_gold(gold: Path, content: bytes, message: str) -> None:
    """A file that is no gold file costs one line that names it."""
    gold.write_bytes(content)
    result = run()
    assert result.exit_code == 1
    assert result.stderr.startswith(f"otkuda: {message}")
    assert len(result.stderr.splitlines()) == 1


def test_missing_gold(gold: Path) -> None:
    """So does one that is not there."""
    gold.unlink()
    assert run().stderr == "otkuda: gold.jsonl: No such file or directory; check the name\n"


@pytest.mark.usefixtures("gold")
@pytest.mark.parametrize("ranges", ["", "a-b", "1-", "1,,2", "-"])
def test_bad_ranges(ranges: str) -> None:
    """What are no ranges is wrong usage."""
    result = run("--only", ranges)
    assert result.exit_code == 2
    assert "001-040,061" in result.stderr


def test_ranges_of_other_ids() -> None:
    """An id that ends in no number is in no range."""
    within = in_ranges("1-5")
    assert within("a/b/003")
    assert not within("statement")
    assert not within("003/x")
