"""Archives in, tables out: shards, poison, and runs that are stopped and go on."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from otkuda.batch.plan import shards_of
from otkuda.batch.shard import FOLDERS, Limits, RecordReader, read_shard
from otkuda.batch.stage import ATTEMPTS, Report, note_attempt, open_stage, run_stage, write_report
from otkuda.collect.importing import read_only
from otkuda.errors import BatchError
from tests.unit.fetch.warcs import packed, response

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.batch.plan import Shard
    from otkuda.collect.job import Reading
    from otkuda.model import Record

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("daft")

SAID = "«Мост откроют в мае», — сообщил аким Саяка Ерлан Тасов."
LIMITS = Limits(seconds=60.0)
SHORT = Limits(seconds=10.0)


def lines(path: Path, *texts: str) -> Path:
    """Write articles as JSON Lines."""
    rows = [{"url": f"https://zarya.example/{number}", "text": text} for number, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def read(shard: Shard, folder: Path, limits: Limits = LIMITS, by: Callable[[Record], Reading] = read_only) -> Report:
    """Read a shard by a process of its own."""
    reader = RecordReader(limits, by)
    try:
        return read_shard(shard, folder, reader)
    finally:
        reader.close()


def work_folder(path: Path) -> Path:
    """Return a folder where shards can be written."""
    return open_stage(path, *FOLDERS)


def poisoned(record: Record) -> Reading:
    """Read a record as ever, but for those whose text says what they do."""
    text = record.article.text if record.article else ""
    if "HANG" in text:
        time.sleep(60)
    if "DIE" in text:
        os._exit(9)
    if "GROW" in text:
        bytearray(8 << 30)
    return read_only(record)


class Ending:
    """A work that ends its process at one of its rows."""

    def __init__(self, folder: str) -> None:
        """Take where reports go."""
        self._folder = Path(folder)

    def do(self, row: str) -> str:
        """Do a row, or end."""
        note_attempt(self._folder, row)
        if row == "bad":
            os._exit(9)
        return msgspec.json.encode(write_report(self._folder, Report(row))).decode()


def fail(row: str) -> Report:
    """Give up what must not be given up."""
    raise AssertionError(row)


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    rows: list[dict[str, Any]] = pq.ParquetDataset(folder / name).read().to_pylist()
    return rows


def test_poison_costs_only_itself(tmp_path: Path) -> None:
    """A record that hangs, one that ends its process, one that wants too much: rejected each with a reason."""
    source = lines(tmp_path / "a.jsonl", SAID, "HANG", SAID + " Да.", "DIE", "GROW", SAID + " Нет.")
    (shard,) = shards_of([source])
    folder = work_folder(tmp_path / "work")
    report = read(shard, folder, SHORT, poisoned)
    assert (report.articles, report.attributions, report.rejects) == (3, 3, 3)
    reasons = [row["reason"] for row in table(folder, "rejects")]
    assert [reason.partition(",")[0] for reason in reasons] == [
        "reading it took too long",
        "reading it ended the process",
        "reading it takes more than 1",
    ]
    assert [row["url"] for row in table(folder, "rejects")] == [f"https://zarya.example/{n}" for n in (1, 3, 4)]


def test_a_large_file_is_parted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its parts together are the whole, none of it twice."""
    monkeypatch.setattr("otkuda.batch.plan.WHOLE", 100)
    monkeypatch.setattr("otkuda.batch.plan.RECORDS", 3)
    shards = list(shards_of([lines(tmp_path / "a.jsonl", *(f"{SAID} {number}" for number in range(8)))]))
    folder = work_folder(tmp_path / "work")
    reports = [read(one, folder) for one in shards]
    assert [one.articles for one in reports] == [3, 3, 2]
    assert len({row["url"] for row in table(folder, "articles")}) == 8


@pytest.mark.parametrize("how", ["plain", "gzip", "whole gzip"])
def test_a_large_web_archive_is_parted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """It is parted without reading its pages; what is no page is passed over in all its parts."""
    monkeypatch.setattr("otkuda.batch.plan.WHOLE", 100)
    monkeypatch.setattr("otkuda.batch.plan.RECORDS", 3)
    pages = [response(f"https://zarya.example/{at}", f"<p>{SAID} {at}</p>".encode()) for at in range(8)]
    pages.insert(4, response("https://zarya.example/a.png", b"x", kind="image/png"))
    (tmp_path / "a.warc").write_bytes(packed(pages, how))
    shards = list(shards_of([tmp_path / "a.warc"]))
    folder = work_folder(tmp_path / "work")
    assert [read(one, folder).articles for one in shards] == [3, 2, 3]
    assert len({row["url"] for row in table(folder, "articles")}) == 8


def test_small_files_come_together(tmp_path: Path) -> None:
    """A folder of pages is no shard a page; hidden files are left alone."""
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (shard,) = shards_of([tmp_path])
    assert len(shard.parts) == 20
    assert list(shards_of([tmp_path])) == [shard]


def test_a_web_archive_that_is_cut_off(tmp_path: Path) -> None:
    """What is whole in it is read, and where it breaks off is named."""
    pages = [response(f"https://zarya.example/{at}", f"<p>{SAID} {at}</p>".encode()) for at in range(3)]
    (tmp_path / "a.warc").write_bytes(packed(pages, "plain")[:-200])
    (shard,) = shards_of([tmp_path / "a.warc"])
    folder = work_folder(tmp_path / "work")
    report = read(shard, folder)
    assert (report.articles, report.rejects) == (2, 1)
    assert "cut off" in table(folder, "rejects")[0]["reason"]


def test_tables_of_a_batch_are_read(tmp_path: Path) -> None:
    """The articles that one batch wrote are what another reads, with their dates and outlets."""
    source = tmp_path / "a.jsonl"
    row = {"url": "https://zarya.example/1", "text": SAID, "published": "2026-03-11T10:05+05:00", "outlet": "Заря"}
    source.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    first, second = work_folder(tmp_path / "first"), work_folder(tmp_path / "second")
    (shard,) = shards_of([source])
    read(shard, first)
    (again,) = shards_of([first / "articles"])
    assert read(again, second).articles == 1
    kept = ("url", "text", "headline", "outlet", "published", "published_utc", "language")
    [one], [other] = table(first, "articles"), table(second, "articles")
    assert {name: one[name] for name in kept} == {name: other[name] for name in kept}


def test_parquet_that_is_none(tmp_path: Path) -> None:
    """A file that only begins like Parquet is named; a row without a text is, too."""
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + bytes(100))
    pq.write_table(pa.table({"url": ["https://zarya.example/1", None], "text": [SAID, None]}), tmp_path / "b.parquet")
    (shard,) = shards_of([tmp_path])
    folder = work_folder(tmp_path / "work")
    assert read(shard, folder).articles == 1
    assert [row["reason"].partition(",")[0] for row in table(folder, "rejects")] == [
        "Parquet",
        "row 2: no text; it must stand in a field «text»",
    ]


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Daft leaves a worker's pipe to the collector
class TestWithTheEngine:
    """Through Daft, in processes."""

    def test_a_cluster_without_otkuda(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What a machine of Ray's raises comes in a class of Ray's: one line says what to do."""
        from otkuda.batch.engine import Engine

        class RayTaskError(Exception):
            """As Ray wraps what a machine raised."""

        def failing(*_: object, **__: object) -> None:
            raise RayTaskError("Traceback …\nModuleNotFoundError: No module named 'otkuda'")

        engine = Engine(1)
        engine.is_cluster = True
        monkeypatch.setattr("daft.DataFrame.repartition", lambda frame, _: frame)
        monkeypatch.setattr("daft.DataFrame.iter_rows", failing)
        with pytest.raises(BatchError, match="install the same version on each"):
            list(engine.each(dict, (), ["row"]))

    def test_tables(self, tmp_path: Path) -> None:
        """Each version once, its attributions with it, what was refused with its place; a second run does nothing."""
        from otkuda.batch.engine import Engine
        from otkuda.batch.run import run_batch

        source = lines(tmp_path / "a.jsonl", SAID, SAID)
        twice = tmp_path / "b.jsonl"
        twice.write_bytes(source.read_bytes() + b"{no json}\n")
        out = tmp_path / "out"
        for _ in range(2):
            *_, last = run_batch([source, twice], out, Engine(1), LIMITS)
            assert (last.done, last.rejects) == (1, 1)
            assert sorted(row["url"] for row in table(out, "articles")) == [
                "https://zarya.example/0",
                "https://zarya.example/1",
            ]
            assert [row["speaker"] for row in table(out, "attributions")] == ["Ерлан Тасов"] * 2
            assert "no JSON" in table(out, "rejects")[0]["reason"]
            assert [row["statement_text"] for row in table(out, "statements")] == ["Мост откроют в мае"] * 2
        manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        assert (manifest["shards"], manifest["articles"], manifest["statements"]) == (1, 2, 1)

    def test_a_worker_that_dies_again_and_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its shard is given up after some attempts, and the others are read."""
        from otkuda.batch.engine import Engine, WorkerDiedError
        from otkuda.batch.run import run_batch

        monkeypatch.setattr("otkuda.batch.plan.WHOLE", 10)
        good, bad = lines(tmp_path / "a.jsonl", SAID), lines(tmp_path / "b.jsonl", SAID + " Нет.")
        out = tmp_path / "out"
        last_shard = next(iter(shards_of([bad])))
        kept = Engine.each
        died: list[int] = []

        def each(self: Engine, work: type, arguments: tuple[object, ...], rows: list[str]) -> Any:  # noqa: ANN401
            fine = [row for row in rows if last_shard.id not in row]
            yield from kept(self, work, arguments, fine) if fine else ()
            if len(fine) < len(rows):
                note_attempt(Path(str(arguments[0])), last_shard.id)
                died.append(1)
                raise WorkerDiedError("gone")

        monkeypatch.setattr(Engine, "each", each)
        *_, last = run_batch([good, bad], out, Engine(1), LIMITS)
        assert (last.articles, last.rejects, len(died)) == (1, 1, 3)
        assert "given up" in table(out, "rejects")[0]["reason"]

    def test_a_process_that_ends(self, tmp_path: Path) -> None:
        """A row that ends its process is begun three times and given up; the others are done, once each."""
        from otkuda.batch.engine import Engine

        folder = open_stage(tmp_path / "stage")
        rows = {name: name for name in ("a", "bad", "c")}
        found = list(run_stage(Engine(1), Ending, (str(folder),), rows, lambda one: Report(one, rejects=1)))
        assert sorted((one.id, one.rejects) for one in found) == [("a", 0), ("bad", 1), ("c", 0)]
        assert len([*(folder / "attempts").glob("bad.*")]) == ATTEMPTS
        assert list(run_stage(Engine(1), Ending, (str(folder),), {"a": "a"}, fail)) == [Report("a")]

    def test_refusals(self, tmp_path: Path) -> None:
        """A folder that holds something else, a file in its place, nothing to read: one line each."""
        from otkuda.batch.engine import Engine
        from otkuda.batch.run import run_batch

        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "mine.txt").write_text("x", encoding="utf-8")
        source = lines(tmp_path / "a.jsonl", SAID)
        (tmp_path / "empty").mkdir()
        for paths, out in (([source], tmp_path / "full"), ([source], source), ([tmp_path / "empty"], tmp_path / "new")):
            with pytest.raises(BatchError):
                list(run_batch(paths, out, Engine(1)))
        assert (tmp_path / "full" / "mine.txt").exists()
