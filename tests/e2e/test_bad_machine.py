"""A machine that fails: one clear line for each, nothing lost, no traceback."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bench.kill import Web, check, state_of
from bench.loopback import served
from bench.pages import Writer, write_warc

from .processes import COMMAND, Run, end, otkuda, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and locks as Unix has them")

FILES = 20
SMALL = 200_000  # bytes that a file may have where the disk is full


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A WARC file."""
    file = tmp_path_factory.mktemp("pages") / "pages.warc.gz"
    write_warc(file, FILES, Writer(1), 2)
    return file


@pytest.fixture(scope="module")
def filled(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with what that file holds."""
    folder = tmp_path_factory.mktemp("filled")
    assert otkuda(folder, "import", str(pages)).status == 0
    return folder


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    with closing(sqlite3.connect(filled / "otkuda.sqlite")) as one, closing(sqlite3.connect(_file(tmp_path))) as copy:
        one.backup(copy)
    return tmp_path


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A store that follows slow hosts, and the environment in which they are found."""
    web = Web()

    def answer(request: object) -> None:
        time.sleep(0.3)
        web.answer(request)  # type: ignore[arg-type]

    with served(answer) as routes:
        file = tmp_path / "sources.opml"
        file.write_text('<opml version="2.0"><body><outline xmlUrl="https://zarya1.example/rss.xml"/></body></opml>')
        assert otkuda(tmp_path, "sources", "import", str(file)).status == 0
        yield tmp_path, {"OTKUDA_ROUTES": routes}


def _file(folder: Path) -> Path:
    return folder / "otkuda.sqlite"


def one_line(run: Run, *words: str) -> None:
    """Check that the command failed with one line that holds the words."""
    assert run.status == 1, (run.out, run.err)
    assert "Traceback" not in run.err
    (line,) = run.lines
    assert line.startswith("Error: ")
    for word in words:
        assert word in line


def with_limit(folder: Path, *arguments: str, size: int) -> Run:
    """Run a command where no file may become larger than ``size``: the disk is full."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    command = [*COMMAND, "--data", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit, timeout=120)
    return Run(done.returncode, done.stdout, done.stderr, 0)


@pytest.mark.parametrize("size", [0, 4096, SMALL])
def test_a_full_disk(pages: Path, tmp_path: Path, size: int) -> None:
    """What was committed before is kept; the next run goes on to the same end as if nothing had been."""
    one_line(with_limit(tmp_path, "import", str(pages), size=size), "otkuda.sqlite", "disk")
    check(_file(tmp_path), {name: type(rows)() for name, rows in state_of(_file(tmp_path)).items()}, 0)
    assert otkuda(tmp_path, "import", str(pages)).status == 0
    assert len(state_of(_file(tmp_path))["articles"]) == FILES


@pytest.mark.skipif(os.geteuid() != 0 if hasattr(os, "geteuid") else True, reason="mounting needs root")
def test_a_full_file_system(pages: Path, tmp_path: Path) -> None:
    """The same on a file system that is really full."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this container mounts nothing")
    try:
        one_line(otkuda(place, "import", str(pages)), "disk is full")
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S607


def test_a_locked_database(store: Path, pages: Path) -> None:
    """Another process that writes without end costs one line after the wait."""
    script = "import otkuda.store.sqlite as s; s.BUSY_SECONDS = 1; from otkuda.cli import main; main()"
    with closing(sqlite3.connect(_file(store), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        command = [sys.executable, "-P", "-c", script, "--data", str(store), "import", str(pages)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        one_line(Run(done.returncode, done.stdout, done.stderr, 0), "another process")
        assert otkuda(store, "sources").status == 0  # reading goes on


@pytest.mark.parametrize("command", [["collect"], ["sources"]])
@pytest.mark.parametrize(("start", "length"), [(0, 100), (4_096, 60_000)])
def test_a_damaged_database(store: Path, command: list[str], start: int, length: int) -> None:
    """Random bytes in the file: one line that names it, or, where they lie elsewhere, no harm."""
    content = bytearray(_file(store).read_bytes())
    content[start : start + length] = b"\x5a" * length
    _file(store).write_bytes(content)
    run = otkuda(store, *command)
    assert "Traceback" not in run.err
    if "Error" in run.err:
        one_line(run, "otkuda.sqlite", "damaged")


@pytest.mark.parametrize("length", [0, 50, 100_001])
def test_a_truncated_database(store: Path, pages: Path, length: int) -> None:
    """A file that was cut off is damaged; an empty one is a new store."""
    os.truncate(_file(store), length)
    run = otkuda(store, "import", str(pages))
    if length == 0:
        assert run.status == 0
    else:
        one_line(run, "otkuda.sqlite", "damaged")


def test_no_database(tmp_path: Path) -> None:
    """A folder in the place of the file, a file in the place of the folder."""
    _file(tmp_path).mkdir()
    one_line(otkuda(tmp_path, "sources"), "otkuda.sqlite")
    (tmp_path / "file").write_text("")
    run = otkuda(tmp_path / "file" / "inner", "sources")
    one_line(run, "file/inner")


def _without_rights(folder: Path, *arguments: str) -> Run:
    """Run as a user to whom the bits of a file's mode apply; to root they do else not."""
    done = subprocess.run(
        [*COMMAND, "--data", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=_drop_rights,
    )
    return Run(done.returncode, done.stdout, done.stderr, 0)


def _drop_rights() -> None:
    import ctypes

    if os.geteuid() == 0 and sys.platform == "linux":
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def test_a_read_only_folder(store: Path, pages: Path) -> None:
    """What would write says so in one line; nothing is harmed."""
    store.chmod(0o555)
    _file(store).chmod(0o444)
    try:
        one_line(_without_rights(store, "import", str(pages)), "otkuda.sqlite")
        one_line(_without_rights(store, "collect"), "otkuda.sqlite")
        one_line(_without_rights(store / "new", "sources"), "new")
    finally:
        store.chmod(0o755)
    assert len(state_of(_file(store))["articles"]) == FILES


def test_a_second_collect(slow: tuple[Path, dict[str, str]]) -> None:
    """Only one at a time; the first goes on."""
    folder, environment = slow
    first = start(folder, "collect", **environment)
    _wait_for(folder, 1)
    one_line(end(start(folder, "collect", **environment)), "another «collect» is running")
    assert end(first).status == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("arguments", "status"), [(["collect"], 130), (["collect", "--watch"], 0)])
def test_stopped(slow: tuple[Path, dict[str, str]], number: signal.Signals, arguments: list[str], status: int) -> None:
    """It ends in its own time, and the next run brings the rest."""
    folder, environment = slow
    process = start(folder, *arguments, **environment)
    _wait_for(folder, 1)
    process.send_signal(number)
    run = end(process)
    assert (run.status, run.lines) == (status, [])
    assert run.seconds < 20
    assert end(start(folder, "collect", **environment)).status == 0
    assert len(state_of(_file(folder))["articles"]) == 6


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_import(tmp_path: Path, number: signal.Signals) -> None:
    """It says how to go on, and goes on."""
    file = tmp_path / "pages.warc.gz"
    write_warc(file, 200, Writer(1), 2)
    process = start(tmp_path, "import", str(file))
    _wait_for(tmp_path, 1)
    process.send_signal(number)
    run = end(process)
    assert run.status == 130
    assert run.lines == ["otkuda: stopped; the same command goes on where it was"]
    assert otkuda(tmp_path, "import", str(file)).status == 0
    assert len(state_of(_file(tmp_path))["articles"]) == 200


def _wait_for(folder: Path, articles: int) -> None:
    """Wait until so many articles are kept."""
    for _ in range(1_000):
        if _file(folder).exists():
            with closing(sqlite3.connect(_file(folder))) as store:
                tables = {row[0] for row in store.execute("SELECT name FROM sqlite_master")}
                if "articles" in tables and store.execute("SELECT count(*) FROM articles").fetchone()[0] >= articles:
                    return
        time.sleep(0.05)
    pytest.fail("nothing was kept")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full"])
@pytest.mark.parametrize("command", ["collect", "import"])
def test_closed_streams(
    slow: tuple[Path, dict[str, str]], pages: Path, tmp_path: Path, closed: str, command: str
) -> None:
    """What cannot be said is not said; what is to be kept is kept."""
    folder, environment = slow
    log = tmp_path / "log"
    arguments = f"import {pages}" if command == "import" else command
    shell = f"{' '.join(COMMAND)} --data {folder} {arguments} {closed}"
    if "2>" not in closed:
        shell += f" 2>{log}"
    subprocess.run(["/bin/sh", "-c", shell], check=False, timeout=120, env=os.environ | environment)
    assert "Traceback" not in (log.read_text(encoding="utf-8") if log.exists() else "")
    assert len(state_of(_file(folder))["articles"]) >= (6 if command == "collect" and "full" not in closed else 0)
