"""``otkuda read``: texts in, their attributions out — for a person, for a program, as a page."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypedDict, get_args

import click

from otkuda.cli.inputs import Input, gather, with_streams
from otkuda.cli.progress import watching
from otkuda.cli.reading import Done, Failed, guarded, read_input
from otkuda.cli.running import ended_cleanly, lost, workers_for
from otkuda.pool import Lost, in_order
from otkuda.serve.words import Language, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO, Unpack

    from otkuda.model import Article


class Options(TypedDict):
    """What the user asked for."""

    paths: tuple[str, ...]
    as_json: bool
    as_html: bool
    output: str | None
    lang: Language
    explain: bool
    jobs: int | None
    timeout: float


class View(Protocol):
    """A form of output: what to write for one article, and what at the end."""

    def render(self, path: str, article: Article) -> str | bytes:
        """Return what to write now."""

    def finish(self) -> str | bytes:
        """Return what to write after the last article."""


@dataclass(frozen=True, slots=True)
class JsonView:
    """A JSON line an article."""

    def render(self, path: str, article: Article) -> bytes:
        """Return the line."""
        from otkuda.export.record import encode, record_of

        return encode(record_of(article, path))

    def finish(self) -> bytes:
        """Return nothing: lines need no end."""
        return b""


@click.command(no_args_is_help=True)
@click.argument("paths", nargs=-1, required=True, metavar="FILE… | FOLDER | URL | -")
@click.option("--json", "as_json", is_flag=True, help="One JSON line an article, in the order of input.")
@click.option("--html", "as_html", is_flag=True, help="One page that needs no other file.")
@click.option("-o", "--output", metavar="FILE", help="Write there instead of to standard output.")
@click.option(
    "--lang",
    type=click.Choice(get_args(Language)),
    default="ru",
    show_default=True,
    help="Language of the labels on screen and page.",
)
@click.option("--explain", is_flag=True, help="Under each, the rule that found it and what the rule saw.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Cores to use.  [default: all]")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Give a file up after so long; 0: never.",
)
def read(**options: Unpack[Options]) -> None:
    """Show who said what, and through whom it came.

    Reads text and HTML files, all .txt, .html, .htm and .xhtml files of a folder (hidden ones left out), a web
    address, or standard input (-).

    \b
    otkuda read article.txt
    otkuda read article.html --explain
    otkuda read archive/ --json > archive.jsonl
    otkuda read a.txt b.txt --html -o page.html
    curl -s URL | otkuda read - --json

    One line on stderr names each input that could not be read, and says what to do; the others are read all the
    same. Exit status: 0 all read, 1 some not, 2 wrong usage.
    """  # noqa: D301 - click takes this mark for: keep these lines
    if options["as_json"] and options["as_html"]:
        message = "--json and --html exclude each other."
        raise click.UsageError(message)
    if any(_is_same(options["output"], path) for path in options["paths"]):
        message = "-o names a file that is to be read; name another."
        raise click.UsageError(message)
    sys.exit(ended_cleanly(lambda: _run(options)))


def read_all(inputs: list[Input], *, jobs: int | None, timeout: float) -> Iterator[Done | Failed]:
    """Yield the article of each input, or why there is none, in order. A few inputs need but one worker."""
    workers = workers_for(len(inputs), jobs)
    for item, result in in_order(read_input, with_streams(inputs), workers=workers, seconds=timeout):
        yield lost(item.path, result, timeout) if isinstance(result, Lost) else result


@contextmanager
def opened(output: str | None) -> Iterator[BinaryIO]:
    """Give the stream to write to. Raises ``click.FileError`` where the file cannot be written."""
    if output is None:
        if sys.stdout is None:
            raise click.ClickException("standard output is closed; name a file with -o")
        yield sys.stdout.buffer
        return
    try:
        file = Path(output).open("wb")  # noqa: SIM115 - closed beneath, outside the reach of this except
    except OSError as error:
        raise click.FileError(output, error.strerror or str(error)) from None
    with file:
        yield file


def _run(options: Options) -> int:
    inputs = gather(options["paths"])
    failures = 0
    quiet = options["output"] is None and sys.stdout is not None and sys.stdout.isatty() and not options["as_html"]
    with opened(options["output"]) as out, watching(len(inputs), quiet=quiet) as watch:
        view = _view(options)
        for outcome in _shown(view, read_all(inputs, jobs=options["jobs"], timeout=options["timeout"])):
            if isinstance(outcome, Failed):
                failures += 1
                watch(outcome)
            else:
                _write(out, outcome)
                watch(None)
        _write(out, view.finish())
    return 1 if failures else 0


def _shown(view: View, outcomes: Iterable[Done | Failed]) -> Iterator[str | bytes | Failed]:
    """Yield what the view makes of each article; what it cannot show has failed like what could not be read."""
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            yield outcome
        else:
            yield guarded(outcome.path, lambda done=outcome: view.render(done.path, done.article))  # type: ignore[misc]


def _is_same(output: str | None, path: str) -> bool:
    return output is not None and Path(output).exists() and Path(path).exists() and Path(output).samefile(path)


def _view(options: Options) -> View:
    words = words_in(options["lang"])
    if options["as_json"]:
        return JsonView()
    if options["as_html"]:
        from otkuda.cli.page import PageView

        return PageView(options["lang"], words, options["explain"])
    from otkuda.cli.terminal import Screen, TerminalView, screen_of

    screen = Screen() if options["output"] else screen_of(sys.stdout)
    return TerminalView(words, screen, options["explain"])


def _write(out: BinaryIO, what: str | bytes) -> None:
    """Write in UTF-8 wherever it goes, and at once: who reads a pipe sees each article when it is read."""
    out.write(what.encode("utf-8", "replace") if isinstance(what, str) else what)
    out.flush()
