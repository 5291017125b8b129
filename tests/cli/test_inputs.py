"""What the user names becomes a list of inputs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from otkuda.cli.inputs import Input, content_of, gather, is_url, with_streams
from otkuda.errors import UnreadableError
from otkuda.export.record import identity

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of texts, with a folder in it and things that are no texts; its parent is where the command runs."""
    for name in ("b.txt", "a.html", "c.HTM", "d.xhtml", "deep/e.txt", "no.pdf", ".hidden.txt", ".git/f.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Дождь.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "news"


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("given", ["news", "news/", "./news"])
def test_folder(given: str) -> None:
    """A folder is its texts by name, under the name of the folder as given; hidden ones and others are left out."""
    names = ("a.html", "b.txt", "c.HTM", "d.xhtml", "deep/e.txt")
    assert [item.path for item in gather([given])] == [f"{given.removesuffix('/')}/{name}" for name in names]


def test_order_is_the_users(news: Path) -> None:
    """Files stay in the order in which they were named, whatever they are called, and twice where named twice."""
    paths = ["z.md", "-", "https://zarya.example/1", str(news / "no.pdf"), "z.md"]
    assert [item.path for item in gather(paths)] == paths


def test_folder_without_texts(tmp_path: Path) -> None:
    """It stays an input, and reading it says what is wrong."""
    assert gather([str(tmp_path)]) == [Input(str(tmp_path))]
    with pytest.raises(UnreadableError, match=r"no \.txt, \.html, \.htm, \.xhtml files in this folder"):
        content_of(str(tmp_path))


def test_loop_of_links(news: Path) -> None:
    """A link back to the folder does not make the list endless."""
    (news / "deep" / "loop").symlink_to(news, target_is_directory=True)
    assert len(gather([str(news)])) == 5


def test_pipe_is_read_here() -> None:
    """What the shell's <(command) gives is read by this process, for no other can."""
    read, write = os.pipe()
    os.write(write, "Дождь.".encode())
    os.close(write)
    [item] = with_streams([Input(f"/dev/fd/{read}")])
    os.close(read)
    assert item.content == "Дождь.".encode()


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is larger than any article is refused, with advice, before it fills the memory."""
    monkeypatch.setattr("otkuda.cli.inputs.MAX_BYTES", 10)
    (tmp_path / "large.txt").write_bytes(b"x" * 11)
    with pytest.raises(UnreadableError, match="cut it into articles"):
        content_of(str(tmp_path / "large.txt"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("ru/001.txt", "ru/001"),
        ("-", "-"),
        ("a.b/c", "a.b/c"),
        ("статья.2031.html", "статья.2031"),
        (".env", ".env"),
        ("https://zarya.example", "https://zarya.example"),
        ("https://zarya.example/a.html", "https://zarya.example/a"),
        ("https://zarya.example/a.html?b=1.2", "https://zarya.example/a.html?b=1.2"),
    ],
)
def test_identity(path: str, expected: str) -> None:
    """The id is the path without its ending."""
    assert identity(path) == expected


def test_is_url() -> None:
    """Only addresses of the web are."""
    assert is_url("HTTPS://zarya.example")
    assert not is_url("ftp://zarya.example")
    assert not is_url("httpdocs/a.html")
