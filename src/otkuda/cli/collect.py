"""``otkuda collect``: ask what is due, keep what came; once, or until stopped."""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from otkuda.cli.archive import opened_net, opened_store, settings
from otkuda.cli.grouping import group
from otkuda.cli.running import INTERRUPTED, asked_to_stop, ended_cleanly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from otkuda.alerts.world import World
    from otkuda.collect.grouping import Grouped
    from otkuda.collect.settle import Event
    from otkuda.store import Store

BEHIND = 5  # how far a watch stands behind other processes (nice)
# What the summary calls each kind of event, in its order.
_COUNTED = {
    "kept": "new articles",
    "changed": "new versions",
    "missing": "no longer there",
    "unreadable": "unreadable",
    "refused": "refused",
    "failed": "failed, to be tried again",
    "ungrouped": "could not be brought together with others",
    "untold": "times alerts could not be told",
}


@click.command()
@click.option("--watch", is_flag=True, help="Go on until stopped (Ctrl-C), each source in its own rhythm.")
def collect(*, watch: bool) -> None:
    """Ask the sources for what is new, and keep it.

    One pass over what is due: sources in the rhythm in which they publish, articles again after 10 and 30 minutes,
    1, 6 and 24 hours, 7 and 30 days, to see what was changed or taken down.

    \b
    otkuda add https://zarya.example
    otkuda collect
    otkuda collect --watch

    In a terminal it shows its progress, elsewhere it writes a JSON line for each event to stderr. Several may work on
    one PostgreSQL; they share what is due. Exit status: 0 done (or a watch that was stopped), 1 where another collect
    is at work on the same file or the store cannot be used, 130 where a pass was stopped before its end; the next one
    goes on.
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(watch=watch)))


def _run(*, watch: bool) -> int:
    if watch and hasattr(os, "nice"):  # somebody may be waiting for a page
        os.nice(max(0, BEHIND - os.nice(0)))
    chosen = settings()
    with opened_store(chosen) as store, store.collecting() as claims:
        from otkuda.alerts.running import tell_all
        from otkuda.alerts.world import world_of
        from otkuda.collect.grouping import Grouper
        from otkuda.collect.run import Collector
        from otkuda.entities.judging import Judge
        from otkuda.store import list_sources

        with store.reading() as conn:
            if not list_sources(conn):
                click.echo("No sources yet. Add one: otkuda add https://…", err=watch)
        stopped = asked_to_stop()
        world = world_of(chosen)
        with _telling() as tell, opened_net(chosen) as net, _alerting(store, world, tell, is_on=watch):
            grouper = Grouper(store, Judge())
            collector = Collector(
                store, net, chosen.host_delay, chosen.fetches, tell, lambda: _grouped(grouper.some(), tell), claims
            )
            (collector.watch if watch else collector.once)(stopped)
        if not stopped():
            group(store)
            tell_all(store, world)
    return INTERRUPTED if stopped() and not watch else 0


@contextmanager
def _alerting(store: Store, world: World, tell: Callable[[Event], None], *, is_on: bool) -> Iterator[None]:
    """Tell watchlists what comes, as long as a watch lasts; a pass tells at its end."""
    from otkuda.alerts.running import telling
    from otkuda.collect.settle import Event

    with telling(store, world, lambda said: tell(Event("untold", "", reason=said))) if is_on else nullcontext():
        yield


def _grouped(done: Iterable[Grouped], tell: Callable[[Event], None]) -> None:
    """Tell of articles that could not be grouped."""
    from otkuda.collect.settle import Event

    for one in done:
        if one.fault:
            tell(Event("ungrouped", one.url or one.version_id, reason=one.fault))


@contextmanager
def _telling() -> Iterator[Callable[[Event], None]]:
    """Give what is told of each event: a line of progress in a terminal, a line of JSON elsewhere."""
    seen: Counter[str] = Counter()
    if sys.stderr is not None and sys.stderr.isatty():
        with _shown(seen) as tell:
            yield tell
    elif sys.stderr is not None:
        yield _logged(seen)
    else:
        yield lambda event: seen.update([event.what])
    if sys.stdout is not None:
        click.echo(summary(seen))


def summary(seen: Counter[str]) -> str:
    """Return the line that a pass ends with.

    >>> summary(Counter(kept=2, failed=1))
    '2 new articles, 1 failed, to be tried again'
    """
    return ", ".join(f"{seen[what]:,} {name}" for what, name in _COUNTED.items() if seen[what]) or "nothing new"


def _logged(seen: Counter[str]) -> Callable[[Event], None]:
    import structlog

    log = structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )

    def tell(event: Event) -> None:
        seen[event.what] += 1
        say = log.warning if event.reason else log.info
        more = {"source": event.source, "reason": event.reason, "new": len(event.new) or None}
        say(event.what, url=event.url, **{name: value for name, value in more.items() if value is not None})

    return tell


@contextmanager
def _shown(seen: Counter[str]) -> Iterator[Callable[[Event], None]]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from otkuda.serve.view import one_line

    console = Console(stderr=True)
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True) as bar:
        task = bar.add_task("asking the sources", total=None)

        def tell(event: Event) -> None:
            seen[event.what] += 1
            if event.reason and event.what in {"failed", "refused", "unreadable", "missing", "ungrouped"}:
                bar.console.print(one_line(f"{event.url}: {event.reason}"), markup=False, highlight=False)
            bar.update(task, description=one_line(f"{seen.total():,} asked: {summary(seen)}"))

        yield tell
