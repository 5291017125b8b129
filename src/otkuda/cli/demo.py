"""``otkuda demo``: an invented newsroom, collected, read, grouped and shown, on this computer and without a network."""

from __future__ import annotations

import shlex
import signal
import sys
import time
from collections import Counter
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import click

from otkuda.cli.archive import opened_net, opened_store
from otkuda.cli.grouping import group
from otkuda.cli.progress import complaint
from otkuda.cli.reading import Failed
from otkuda.cli.running import ended_cleanly
from otkuda.cli.serve import bound_to, serve_store
from otkuda.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from otkuda.collect.ask import Net
    from otkuda.collect.settle import Event
    from otkuda.demo import Newsroom
    from otkuda.export import Told
    from otkuda.store import Store

_LATER = timedelta(minutes=15)  # from the first pass to the second: after ten, articles are looked at again
_FETCHES = 8
_SHOWN = 3  # statements
_TO_TRY = (
    "statement https://mintrans.example/ru/press/obrashchenie-ministra --at двенадцать",
    "history https://zarechye.example/novosti/4421.html",
    "search кипятить",
)


class Wish(NamedTuple):
    """What the user asked for: a port for the pages (None: they are not served), a folder to keep the store in."""

    port: int | None
    keep: str | None


@dataclass
class Clock:
    """The clock of the demo: ``behind`` the real one while the first pass runs, so that the second one sees an edit."""

    behind: timedelta = timedelta()

    def now(self) -> datetime:
        """Return what time it is there."""
        return datetime.now(UTC) - self.behind


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), help="Serve the pages there.  [default: any that is free]")
@click.option("--once", is_flag=True, help="End when all is grouped, without serving pages.")
@click.option("--keep", metavar="FOLDER", type=click.Path(file_okay=False), help="Keep the store in this new folder.")
@click.pass_context
def demo(context: click.Context, *, port: int | None, once: bool, keep: str | None) -> None:
    """Show what otkuda does, on news that it brings with it.

    An invented newsroom is served on this computer, collected, read and grouped, and the pages are served until Ctrl-C.
    No network is needed, what you keep is left alone, and nothing is left behind unless you --keep it. Where the output
    is no terminal and no port is named, it ends by itself.

    \b
    otkuda demo
    otkuda demo --once
    otkuda demo --keep newsroom
    """  # noqa: D301 - click takes this mark for: keep these lines
    if context.find_root().params.get("data"):
        raise click.UsageError("the demo has a store of its own; to keep it, name a new folder with --keep")
    is_served = not once and (port is not None or (sys.stdout is not None and sys.stdout.isatty()))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the folder is removed then, too
    sys.exit(ended_cleanly(lambda: _run(Wish((port or 0) if is_served else None, keep))))


def _run(wish: Wish) -> int:
    started = time.monotonic()
    with (
        nullcontext() if wish.port is None else bound_to(wish.port) as bound,
        _folder(wish.keep) as folder,
        opened_store(Settings(data=folder)) as store,
    ):
        seen = _collect(store)
        group(store)
        _summarize(store, seen, time.monotonic() - started)
        if bound:
            _suggest(folder)
            with suppress(KeyboardInterrupt):
                serve_store(store, bound)
        elif wish.keep:
            _suggest(folder, "serve")
    return 0


@contextmanager
def _folder(keep: str | None) -> Iterator[Path]:
    """Give the folder of the store: a new one that is kept, or one that is removed at the end."""
    with _temporary() if keep is None else nullcontext(keep) as name:
        folder = Path(name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            is_new = not any(folder.iterdir())
        except OSError as error:
            raise click.ClickException(f"{name}: {error.strerror or error}; name another folder with --keep") from None
        if not is_new:
            raise click.ClickException(f"{name}: there is something in it; name a new folder with --keep")
        yield folder


def _temporary() -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="otkuda-demo-", ignore_cleanup_errors=True)
    except OSError as error:
        raise click.ClickException(f"no folder for what comes: {error}; name one with --keep") from None


def _collect(store: Store) -> Counter[str]:
    """Follow the outlets and collect twice, a quarter of an hour apart by the clock of the demo."""
    from otkuda.collect.run import Collector
    from otkuda.demo import newsroom, served

    clock = Clock()
    room = newsroom(clock.now())
    clock.behind = _LATER
    with served(room, clock.now) as place, _telling(len(room.addresses)) as (seen, tell):
        with opened_net(Settings(routes=f"*.example={place}")) as world:
            net = replace(world, now=clock.now)
            _follow(store, net, room)
            Collector(store, net, 0, _FETCHES, tell).once()
            clock.behind = timedelta()
            Collector(store, net, 0, _FETCHES, tell).once()
        seen["outlets"] = len(room.outlets)
    return seen


def _follow(store: Store, net: Net, room: Newsroom) -> None:
    """Add the outlets as ``otkuda add`` does: by their front pages."""
    from otkuda.collect.adding import Finder, Wishes, source_of
    from otkuda.store import add_source

    wishes = Wishes()
    finder = Finder(net, 0, wishes)
    sources = [source_of(finder.find(outlet.home), wishes, net.now()) for outlet in room.outlets]
    with store.writing() as conn:
        for one in sources:
            add_source(conn, one)


@contextmanager
def _telling(total: int) -> Iterator[tuple[Counter[str], Callable[[Event], None]]]:
    """Give what counts the events, and what is told of each; in a terminal a bar says how far it is."""
    seen: Counter[str] = Counter()
    faults: list[Failed] = []
    with _bar(total) as advance:

        def tell(event: Event) -> None:
            seen[event.what] += 1
            if event.reason:
                faults.append(Failed(event.url, event.reason))
            if event.what == "kept":
                advance()

        yield seen, tell
    for one in faults:
        click.echo(complaint(one), err=True)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("collecting and reading", total=total)
        yield lambda: bar.advance(task)


def _summarize(store: Store, seen: Counter[str], seconds: float) -> None:
    """Say what there is now, and show the statements that most outlets carry."""
    from otkuda.cli.screen import console, show_lines
    from otkuda.cli.statement_card import head
    from otkuda.collect.telling import every_statement
    from otkuda.store import Query
    from otkuda.store.stories import all_stories

    with store.reading() as conn:
        told = sorted(every_statement(conn, Query()), key=_weight, reverse=True)
        stories = sum(1 for one in all_stories(conn) if len(one.carriers) > 1)
    statements = sum(1 for one in told if len(one.first) > 1)
    click.echo(
        f"{seen['kept']} articles of {seen['outlets']} outlets, {seen['changed']} edited since. "
        f"In several outlets: {statements} statements, {stories} stories. {seconds:.0f} seconds."
    )
    out = console()
    for one in told[:_SHOWN]:
        show_lines(out, "", *head(one))


def _weight(told: Told) -> tuple[int, str]:
    return len(told.first), told.statement.id


def _suggest(folder: Path, *more: str) -> None:
    """Say what to try on the store."""
    click.echo("\nTo try on it:")
    for one in (*_TO_TRY, *more):
        click.echo(f"  otkuda --data {shlex.quote(str(folder))} {one}")
    click.echo()
