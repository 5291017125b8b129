"""``otkuda demo``: an invented newsroom, collected, read, grouped and shown, on this computer and without a network."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from otkuda.cli.archive import opened_net, opened_store
from otkuda.cli.grouping import group
from otkuda.cli.running import ended_cleanly
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


@dataclass
class Clock:
    """The clock of the demo: ``behind`` the real one while the first pass runs, so that a second one sees an edit."""

    behind: timedelta = timedelta()

    def now(self) -> datetime:
        """Return what time it is there."""
        return datetime.now(UTC) - self.behind


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Serve the pages there.  [default: any that is free]")
@click.option("--once", is_flag=True, help="End when everything is collected, and show it here.")
@click.option("--keep", metavar="FOLDER", type=click.Path(file_okay=False), help="Keep the store in this new folder.")
def demo(*, port: int | None, once: bool, keep: str | None) -> None:
    """Show what otkuda does, on news that it brings with it.

    An invented newsroom is served on this computer, collected, read and grouped, and the pages are served until Ctrl-C.
    No network is needed, your own articles are left alone, and nothing is left behind unless you --keep it. Where the
    output is no terminal and no port is named, it ends by itself.

    \b
    otkuda demo
    otkuda demo --once
    otkuda demo --keep /tmp/newsroom
    """  # noqa: D301 - click takes this mark for: keep these lines
    del port, once
    sys.exit(ended_cleanly(lambda: _run(keep)))


def _run(keep: str | None) -> int:
    from otkuda.demo import newsroom, served

    started, clock = time.monotonic(), Clock()
    room = newsroom(clock.now())
    with _folder(keep) as folder, served(room, clock.now) as place:
        chosen = Settings(data=folder, routes=f"*.example={place}", host_delay=0, fetches=_FETCHES)
        with opened_store(chosen) as store:
            with opened_net(chosen) as net:
                _collect(store, replace(net, now=clock.now), room, clock)
            group(store)
            _summarize(store, room, time.monotonic() - started)
    return 0


@contextmanager
def _folder(keep: str | None) -> Iterator[Path]:
    """Give the folder of the store: a new one that is kept, or one that is removed at the end."""
    if keep is None:
        with TemporaryDirectory(prefix="otkuda-demo-", ignore_cleanup_errors=True) as name:
            yield Path(name)
        return
    folder = Path(keep)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_new = not any(folder.iterdir())
    except OSError as error:
        raise click.ClickException(f"{keep}: {error.strerror or error}; name another folder with --keep") from None
    if not is_new:
        raise click.ClickException(f"{keep}: not empty; name a new folder with --keep")
    yield folder


def _collect(store: Store, net: Net, room: Newsroom, clock: Clock) -> None:
    """Follow the outlets and collect twice, a quarter of an hour apart by the clock of the demo."""
    from otkuda.collect.run import Collector

    clock.behind = _LATER
    with _progress(len(room.addresses)) as tell:
        _follow(store, net, room)
        Collector(store, net, 0, _FETCHES, tell).once()
        clock.behind = timedelta()
        Collector(store, net, 0, _FETCHES, tell).once()


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
def _progress(total: int) -> Iterator[Callable[[Event], None]]:
    """Give what is told of each event; a line in a terminal says how far it is."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda event: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("collecting and reading", total=total)
        yield lambda event: bar.advance(task, event.what == "kept")


def _summarize(store: Store, room: Newsroom, seconds: float) -> None:
    """Say what there is now, with the statements that most outlets carry."""
    from otkuda.cli.screen import console, show_lines
    from otkuda.cli.statement_card import head
    from otkuda.collect.telling import every_statement
    from otkuda.store import Query
    from otkuda.store.stories import all_stories

    with store.reading() as conn:
        told = list(every_statement(conn, Query()))
        stories = sum(1 for _ in all_stories(conn))
    shared = sorted((one for one in told if len(one.first) > 1), key=_weight, reverse=True)
    click.echo(
        f"{len(room.addresses)} articles of {len(room.outlets)} outlets, {len(told)} statements, {len(shared)} of them in"
        f" several outlets, {stories} stories, in {seconds:.0f} seconds"
    )
    out = console()
    for one in shared[:_SHOWN]:
        show_lines(out, "", *head(one))


def _weight(told: Told) -> tuple[int, str]:
    return len(told.first), told.statement.id
