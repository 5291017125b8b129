"""The command as a process: pipes, terminals, Ctrl-C, several cores, and inputs that no stand-in softens."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from pathlib import Path

BRIDGE = "Мост откроют в мае, сообщил аким Ерлан Сапаров.\n\n«Мост готов», — сказал он газете «Заря».\n"
DIALOGUE = "— Мост готов, — сказал аким Ерлан Сапаров.\n"

# Stands in for the reading stages: the words of a file say what befalls the process that reads it.
STAND_IN = """
import os, signal, sys, time
import otkuda.article, otkuda.pipeline
from otkuda.model import Article
def read(content, *, name, charset=None, url=None):
    if content == b"hang": time.sleep(600)
    if content == b"die": os.kill(os.getpid(), signal.SIGKILL)
    return Article(content.decode())
otkuda.article.from_bytes = read
otkuda.pipeline.read_article = lambda article: article
from otkuda.cli import main
main(prog_name="otkuda")
"""
STOOD_IN = [sys.executable, "-c", STAND_IN]
REAL = [sys.executable, "-m", "otkuda"]

forks = pytest.mark.skipif(sys.platform != "linux", reason="the stand-in reaches workers by fork")


class Done(NamedTuple):
    """What a run left."""

    status: int
    out: str
    err: str

    def records(self) -> list[dict[str, object]]:
        """Return the JSON lines."""
        return [json.loads(line) for line in self.out.split("\n") if line]


def run(command: list[str], *arguments: str, folder: Path, stdin: bytes = b"", seconds: float = 120) -> Done:
    """Run a command in a folder and wait for it."""
    done = subprocess.run(
        [*command, *arguments], check=False, capture_output=True, cwd=folder, input=stdin, timeout=seconds
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def read(folder: Path, *arguments: str, stdin: bytes = b"") -> Done:
    """Run ``otkuda read --json``. Whatever befalls: no traceback, no offset outside the text, one line a failure."""
    done = run(REAL, "read", "--json", *arguments, folder=folder, stdin=stdin)
    assert "Traceback" not in done.err
    assert "fault of otkuda" not in done.err
    for record in done.records():
        check_spans(record)
    assert done.status == (1 if done.err else 0)
    return done


def check_spans(record: dict[str, object]) -> None:
    """Check that every span of a record lies in its text."""
    length = len(str(record["text"]))
    for one in record["attributions"]:  # type: ignore[attr-defined]
        mentions = [link["mention"] for link in one["chain"]]
        for start, end in filter(None, [*one["content"], one["cue"], *mentions]):
            assert 0 <= start < end <= length


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of forty texts, among them one that hangs and one that kills its reader."""
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"Дождь {number}.", encoding="utf-8")
    (tmp_path / "07.txt").write_bytes(b"hang")
    (tmp_path / "21.txt").write_bytes(b"die")
    return tmp_path


@forks
def test_many_files_on_two_cores(many: Path) -> None:
    """All are read in order but the two, each of which costs one line."""
    done = run(STOOD_IN, "read", "--json", "--jobs", "2", "--timeout", "3", ".", folder=many)
    assert [record["id"] for record in done.records()] == [f"./{n:02}" for n in range(40) if n not in {7, 21}]
    late, dead = done.err.splitlines()
    assert late.startswith("otkuda: ./07.txt: not read within 3 seconds; cut it into articles or give it longer")
    assert dead.startswith("otkuda: ./21.txt: the process that read it was ended")
    assert done.status == 1


@forks
def test_one_file_has_a_limit_too(many: Path) -> None:
    """A single file that hangs is given up as well."""
    done = run(STOOD_IN, "read", "--timeout", "1", "07.txt", folder=many, seconds=30)
    assert done.err.startswith("otkuda: 07.txt: not read within 1 seconds")
    assert done.status == 1


@forks
@pytest.mark.parametrize("arguments", [["07.txt"], [".", "--jobs", "2"], ["07.txt", "--timeout", "0"]])
def test_interrupt(many: Path, arguments: list[str]) -> None:
    """Ctrl-C ends the run at once, without a traceback, with the status that shells know."""
    process = subprocess.Popen(
        [*STOOD_IN, "read", *arguments],
        cwd=many,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    time.sleep(2)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert err == b""
    assert process.returncode == 130


@forks
def test_closed_pipe(many: Path) -> None:
    """When who reads has seen enough, the run ends without a word."""
    (many / "07.txt").unlink()
    command = f"""{sys.executable} -c '{STAND_IN}' read --json --jobs 2 . . . . . . . . | head -n 1"""
    done = subprocess.run(["bash", "-c", command], check=True, capture_output=True, cwd=many, timeout=60)  # noqa: S607
    assert json.loads(done.stdout)["id"] == "./00"
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@forks
@pytest.mark.parametrize("arguments", [["read", "--json", "00.txt"], ["read", "00.txt"], ["read", "--html", "00.txt"]])
def test_full_disk(many: Path, arguments: list[str]) -> None:
    """Output that cannot be written costs one line."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run([*STOOD_IN, *arguments], check=False, cwd=many, stdout=full, stderr=subprocess.PIPE)
    assert done.stderr.decode() == (
        "otkuda: cannot write the output: No space left on device; write elsewhere with -o\n"
    )
    assert done.returncode == 1


@forks
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams(many: Path, closed: str) -> None:
    """A command without one of its streams does what it can."""
    command = f"""{sys.executable} -c '{STAND_IN}' read --json 00.txt - -o out.jsonl {closed}"""
    subprocess.run(["bash", "-c", command], check=False, cwd=many, timeout=60)  # noqa: S607
    assert json.loads((many / "out.jsonl").read_text().split("\n")[0])["id"] == "00"


def on_a_terminal(command: list[str], folder: Path, *, stdout: bool, **variables: str) -> str:
    """Run a command whose stderr, and its stdout if asked for, is a terminal. Returns what it wrote there."""
    parent, child = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80"} | variables
    with subprocess.Popen(
        command, cwd=folder, stdout=child if stdout else subprocess.DEVNULL, stderr=child, env=environment
    ) as process:
        os.close(child)
        written = b""
        while True:
            try:
                part = os.read(parent, 65536)
            except OSError:
                break
            if not part:
                break
            written += part
        process.wait(60)
    os.close(parent)
    return written.decode("utf-8")


@forks
def test_progress_bar(many: Path) -> None:
    """Where a person watches stderr there is a bar; the lines about failures stand above it."""
    (many / "07.txt").unlink()
    shown = on_a_terminal([*STOOD_IN, "read", "--json", "--jobs", "2", "."], many, stdout=False)
    assert "39/39" in shown
    assert "./21.txt: the process that read it was ended" in shown


@forks
def test_no_progress_bar_in_the_way(many: Path) -> None:
    """No bar where the articles themselves go to the terminal, nor for a handful of files."""
    (many / "07.txt").unlink()
    assert "39/39" not in on_a_terminal([*STOOD_IN, "read", "--jobs", "2", "."], many, stdout=True)
    assert "3/3" not in on_a_terminal([*STOOD_IN, "read", "00.txt", "01.txt", "02.txt"], many, stdout=False)


@forks
def test_terminal_and_no_color(many: Path) -> None:
    """Styles on a terminal, none with NO_COLOR."""
    command = [*STOOD_IN, "read", "00.txt"]
    assert "\x1b[" in on_a_terminal(command, many, stdout=True, NO_COLOR="")
    assert "\x1b[" not in on_a_terminal(command, many, stdout=True, NO_COLOR="1")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "utf-16"])
def test_charsets(tmp_path: Path, charset: str) -> None:
    """A file in any of the charsets of Russian reads the same, from disk and from standard input."""
    words = (BRIDGE * 3).translate(str.maketrans("«»—", '""-'))  # KOI8-R has no others
    (tmp_path / "мост.txt").write_bytes(words.encode(charset))
    [record] = read(tmp_path, "мост.txt").records()
    assert str(record["text"]).removeprefix("\ufeff") == words
    assert record["attributions"]
    [piped] = read(tmp_path, "-", stdin=words.encode(charset)).records()
    assert piped["text"] == record["text"]


def test_wrong_declared_charset(tmp_path: Path) -> None:
    """A page that says utf-8 and is cp1251 is read by what it is."""
    head = "<html><head><meta charset=utf-8><title>Мост</title></head>"
    page = f"{head}<body><article><p>{BRIDGE * 5}</p></article></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode("cp1251"))
    [record] = read(tmp_path, "a.html").records()
    assert "аким Ерлан Сапаров" in str(record["text"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 40),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02\xff" * 500),
        ("paper.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + bytes(range(128, 256)) * 20),
        ("paper.txt", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj\n%%EOF\n"),
    ],
)
def test_no_text_is_one_line(tmp_path: Path, name: str, content: bytes) -> None:
    """What holds no text costs one line that names it; the file after it is read."""
    (tmp_path / name).write_bytes(content)
    (tmp_path / "мост.txt").write_text(BRIDGE, encoding="utf-8")
    done = read(tmp_path, name, "мост.txt")
    assert [record["id"] for record in done.records()] == ["мост"]
    assert len(done.err.splitlines()) == 1
    assert done.err.count(name) == 1
    assert done.status == 1


@pytest.mark.parametrize(
    "text",
    [
        "«" * 1000 + "Мост готов" + "»" * 1000 + ", — сказал аким Ерлан Сапаров.",
        "«" * 3000,
        "»" * 3000 + BRIDGE,
        "".join(chr(code) for code in range(1, 32)) + BRIDGE,
        BRIDGE.replace("\n", "\r\n"),
        BRIDGE.replace("\n", "\r"),
        DIALOGUE * 200,
        "The bridge is ready, the mayor said. “It will open in May,” he told reporters. " * 5,
        "Die Brücke ist fertig, sagte der Bürgermeister. " * 10,
        "橋は五月に開通すると市長は述べた。" * 10,
        "\u202eМост\u2066 готов, сообщил аким.",
        " \n\t\n ",
        "сообщил, что " * 2000,
    ],
    ids=[
        "nested",
        "opening",
        "closing",
        "control",
        "crlf",
        "cr",
        "dialogue",
        "english",
        "german",
        "japanese",
        "bidi",
        "blank",
        "endless cue",
    ],
)
def test_odd_texts(tmp_path: Path, text: str) -> None:
    """Each is read, or costs one line; in every form of output."""
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8"))
    done = read(tmp_path, "a.txt")
    assert len(done.records()) + len(done.err.splitlines()) == 1
    for form in ([], ["--html"]):
        shown = run(REAL, "read", *form, "a.txt", folder=tmp_path)
        assert shown.status == done.status
        assert "Traceback" not in shown.err


def test_lone_surrogates(tmp_path: Path) -> None:
    """Bytes that would be lone surrogates are read or refused like any others."""
    (tmp_path / "a.txt").write_bytes(BRIDGE.encode() + "\ud800 \udc00\ud83d\ude00".encode("utf-8", "surrogatepass"))
    done = read(tmp_path, "a.txt")
    assert len(done.records()) + len(done.err.splitlines()) == 1


def test_name_that_is_no_utf8(tmp_path: Path) -> None:
    """A file whose name is no UTF-8 is read; its path comes back as the bytes that it is."""
    name = os.fsencode(tmp_path) + b"/\xec\xee\xf1\xf2.txt"
    try:
        with open(name, "wb") as file:  # noqa: PTH123 - a name in bytes
            file.write(BRIDGE.encode())
    except OSError:
        pytest.skip("this file system allows only UTF-8 names")
    [record] = read(tmp_path, os.fsdecode(name)).records()
    assert os.fsencode(str(record["path"])) == name


def test_a_line_of_ten_megabytes(tmp_path: Path) -> None:
    """One endless line is read, or given up in time, and its neighbour is read."""
    (tmp_path / "a.txt").write_bytes((BRIDGE.replace("\n", " ") * 65_000).encode())
    (tmp_path / "b.txt").write_text(BRIDGE, encoding="utf-8")
    assert (tmp_path / "a.txt").stat().st_size > 10_000_000
    done = run(REAL, "read", "--json", "--timeout", "20", "a.txt", "b.txt", folder=tmp_path)
    assert done.records()[-1]["id"] == "b"
    assert len(done.records()) + len(done.err.splitlines()) == 2
    assert "Traceback" not in done.err
