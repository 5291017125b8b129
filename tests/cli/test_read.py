"""``otkuda read`` as a person runs it, on hand-made articles: every option, every way that an input can fail.

The reading stages are stood in for: an input whose words are «harbour» becomes the article of that name.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

import otkuda.article
import otkuda.pipeline
from otkuda.cli import main
from otkuda.errors import FetchError, UnreadableError
from otkuda.model import Article

from .articles import harbour, hostile

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

HERE = ["--jobs", "1", "--timeout", "0"]  # in this process, where the stand-ins are
KNOWN = {"harbour": harbour, "hostile": hostile}


class Page(NamedTuple):
    """What a fetch gives, as far as reading needs it."""

    url: str
    content: bytes
    charset: str | None = None
    content_type: str | None = None


def extracted(content: bytes, *, name: str, charset: str | None = None, url: str | None = None) -> Article:
    """Stand in for the article stage."""
    if content.startswith(b"\x00"):
        raise UnreadableError(f"{name}: no text in it; name a text or HTML file")
    if content.startswith(b"fault"):
        raise ZeroDivisionError("by zero\nin two lines")
    if content.startswith(b"memory"):
        raise MemoryError
    return Article(content.decode(charset or "utf-8", "surrogatepass"), url=url)


def attributed(article: Article) -> Article:
    """Stand in for the attribution stage."""
    return KNOWN.get(article.text, lambda: article)()


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the command runs, with some texts; the stages are stood in for."""
    monkeypatch.setattr(otkuda.article, "from_bytes", extracted, raising=False)
    monkeypatch.setattr(otkuda.pipeline, "read_article", attributed)
    monkeypatch.chdir(tmp_path)
    for name in ("harbour", "hostile"):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01")
    (tmp_path / "fault.txt").write_bytes(b"fault")
    (tmp_path / "memory.txt").write_bytes(b"memory")
    return tmp_path


def run(*arguments: str, stdin: bytes = b"") -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, ["read", *HERE, *arguments], input=stdin)


@pytest.mark.usefixtures("texts")
class TestForms:
    """The forms of output."""

    def test_screen(self) -> None:
        """Without an option: the text, then who said what, without escape codes where nobody watches."""
        result = run("harbour.txt")
        assert result.exit_code == 0
        assert "[Суда уже\nждут]²" in result.stdout
        assert "● Ерлан Сапаров" in result.stdout
        assert "\x1b" not in result.output

    def test_json(self) -> None:
        """One line an article in the order given, the path as given."""
        result = run("--json", "./hostile.txt", "harbour.txt", "harbour.txt")
        records = [json.loads(line) for line in result.stdout.splitlines()]
        assert [record["path"] for record in records] == ["./hostile.txt", "harbour.txt", "harbour.txt"]
        assert [record["id"] for record in records] == ["./hostile", "harbour", "harbour"]
        assert result.exit_code == 0

    def test_html(self) -> None:
        """One page of all articles."""
        result = run("--html", "harbour.txt", "hostile.txt", "--lang", "kk")
        assert result.stdout.startswith("<!DOCTYPE html>")
        assert result.stdout.count("<article") == 2
        assert "Кім не айтты" in result.stdout

    @pytest.mark.parametrize("form", [[], ["--json"], ["--html"]])
    def test_output(self, texts: Path, form: list[str]) -> None:
        """-o writes the same to a file, in UTF-8, and nothing to stdout."""
        result = run(*form, "harbour.txt", "-o", "out")
        assert result.stdout == ""
        assert (texts / "out").read_text(encoding="utf-8") == run(*form, "harbour.txt").stdout

    def test_output_is_no_input(self, texts: Path) -> None:
        """-o never overwrites what is to be read."""
        result = run("harbour.txt", "-o", "./harbour.txt")
        assert result.exit_code == 2
        assert (texts / "harbour.txt").read_text() == "harbour"

    def test_output_cannot_be_written(self) -> None:
        """One line says so."""
        result = run("harbour.txt", "-o", "no/such/folder.html")
        assert result.exit_code == 1
        assert "no/such/folder.html" in result.stderr

    def test_explain(self) -> None:
        """The rule and the evidence stand under each, on screen and page."""
        assert "quote_then_cue" in run("--explain", "harbour.txt").stdout
        assert "quote_then_cue" in run("--explain", "--html", "harbour.txt").stdout

    @pytest.mark.parametrize(
        ("lang", "words"), [("ru", "Источник не назван"), ("kk", "Дереккөзі"), ("en", "No source")]
    )
    def test_lang(self, lang: str, words: str) -> None:
        """The labels are in the language asked for."""
        assert words in run("--lang", lang, "harbour.txt").stdout

    def test_stdin(self) -> None:
        """- is standard input, and its path and id are -."""
        record = json.loads(run("--json", "-", stdin=b"harbour").stdout)
        assert (record["path"], record["id"], record["headline"]) == ("-", "-", harbour().headline)

    def test_folder(self, texts: Path) -> None:
        """A folder's texts have its name before theirs."""
        (texts / "news" / "deep").mkdir(parents=True)
        for name in ("b.txt", "a.html", "deep/c.htm"):
            (texts / "news" / name).write_text("harbour")
        lines = run("--json", "news").stdout.splitlines()
        assert [json.loads(line)["id"] for line in lines] == ["news/a", "news/b", "news/deep/c"]


@pytest.mark.usefixtures("texts")
class TestFailures:
    """What cannot be read costs one line; the rest are read."""

    @pytest.mark.parametrize(
        ("path", "message"),
        [
            ("missing.txt", "missing.txt: no such file or folder; check the name"),
            ("binary.txt", "binary.txt: no text in it; name a text or HTML file"),
            ("memory.txt", "memory.txt: not enough memory to read it; cut it into articles"),
            ("fault.txt", "fault.txt: a fault of otkuda itself (ZeroDivisionError: by zero in two lines); report it"),
            ("empty", "empty: no .txt, .html, .htm, .xhtml files in this folder; name another"),
            ("ftp://zarya.example/1", "ftp://zarya.example/1: not an address that can be read; use http://"),
            ("a\nb\x1b[31m.txt", "a b␛[31m.txt: no such file"),
        ],
    )
    def test_one_line(self, texts: Path, path: str, message: str) -> None:
        """The line names the input once and says what to do; those before and after are read; the status is 1."""
        (texts / "empty").mkdir()
        result = run("--json", "harbour.txt", path, "hostile.txt")
        assert result.exit_code == 1
        assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["harbour", "hostile"]
        assert result.stderr.startswith(f"otkuda: {message}")
        assert len(result.stderr.splitlines()) == 1

    def test_no_permission(self, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file of somebody else's is named, and what to do about it."""

        def refuse(path: str) -> bytes:
            raise PermissionError(13, "Permission denied", path)

        monkeypatch.setattr("otkuda.cli.reading.content_of", refuse)
        assert run(str(texts / "harbour.txt")).stderr.endswith(
            "no permission to read it; change its rights or run as its owner\n"
        )

    def test_debug_shows_the_traceback(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """OTKUDA_DEBUG=1 shows where it happened, under the line."""
        monkeypatch.setenv("OTKUDA_DEBUG", "1")
        result = run("fault.txt")
        assert "Traceback" in result.stderr
        assert result.stderr.index("fault of otkuda") < result.stderr.index("Traceback")

    @pytest.mark.parametrize("form", [[], ["--json"], ["--html"]])
    def test_a_view_that_fails(self, monkeypatch: pytest.MonkeyPatch, form: list[str]) -> None:
        """An article that cannot be shown has failed like one that could not be read, and spoils no other."""
        wrong = Article("Дождь.", credits=(None,))  # type: ignore[arg-type]
        monkeypatch.setitem(KNOWN, "hostile", lambda: wrong)
        result = run(*form, "harbour.txt", "hostile.txt", "harbour.txt")
        assert result.exit_code == 1
        assert result.stderr.startswith("otkuda: hostile.txt: a fault of otkuda itself")
        assert result.stdout.count("Анна Берг")
        assert "<article" not in result.stdout or result.stdout.count("<article") == 2

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--json", "--html", "harbour.txt"],
            ["--jobs", "0", "harbour.txt"],
            ["--lang", "de", "harbour.txt"],
            ["--timeout", "-1", "harbour.txt"],
            ["--no-such-option", "harbour.txt"],
            [],
        ],
    )
    def test_usage(self, arguments: list[str]) -> None:
        """Wrong usage is 2."""
        assert run(*arguments).exit_code == 2


@pytest.mark.usefixtures("texts")
class TestAddresses:
    """Pages of the web."""

    def test_a_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The path is the address as given, the article's address the one that answered, the charset the declared."""
        page = Page("https://zarya.example/final", "Дождь.".encode("cp1251"), "cp1251")
        monkeypatch.setattr("otkuda.fetch.get", lambda _: page, raising=False)
        record = json.loads(run("--json", "https://zarya.example/a.html").stdout)
        assert record["path"] == "https://zarya.example/a.html"
        assert record["id"] == "https://zarya.example/a"
        assert record["text"] == "Дождь."

    def test_no_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An address that gave no page costs a line, and the rest are read."""

        def refuse(url: str) -> Page:
            raise FetchError(f"{url}: the server does not answer; try again later")

        monkeypatch.setattr("otkuda.fetch.get", refuse, raising=False)
        result = run("https://zarya.example/a", "harbour.txt")
        assert result.stderr == "otkuda: https://zarya.example/a: the server does not answer; try again later\n"
        assert "Анна Берг" in result.stdout
        assert result.exit_code == 1
