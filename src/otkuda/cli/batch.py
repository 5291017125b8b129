"""``otkuda batch``: archives into tables."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Any, TypedDict

import click

from otkuda.cli.running import ended_cleanly
from otkuda.errors import OtkudaError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

    from otkuda.batch.run import Progress


class In(click.Path):
    """A path that is there, or an address of an object store."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - as its base has it
        """Return it as it was typed."""
        return value if "://" in value else super().convert(value, param, ctx)


class Options(TypedDict):
    """What the user asked for."""

    paths: tuple[str, ...]
    out: str
    jobs: int | None
    ray: str | None
    timeout: float
    memory: int


@click.command(no_args_is_help=True)
@click.argument("paths", nargs=-1, required=True, metavar="IN…", type=In(exists=True))
@click.argument("out", metavar="OUT", type=click.Path(file_okay=False))
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that read.  [default: all cores]")
@click.option("--ray", metavar="ADDRESS", help="Read on the Ray cluster there: ray://head:10001, or auto.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=20.0,
    show_default=True,
    metavar="SECONDS",
    help="The longest that one record may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=256),
    default=1024,
    show_default=True,
    metavar="MIB",
    help="The most memory that reading one record may take.",
)
def batch(**options: Unpack[Options]) -> None:
    """Read archives into Parquet: articles, attributions, entities, statements, stories, rejects with the reasons.

    What can be imported can be read: WARC, JSON Lines, Parquet, folders of pages. IN and OUT are paths, or addresses of
    an object store: s3://bucket/folder, gs://, az://. A run that was stopped goes on where it was; a record that hangs,
    wants too much memory or ends its process is rejected, and the rest is read. Needs otkuda[batch].

    \b
    otkuda batch CC-NEWS-20260311.warc.gz march/
    otkuda batch archive/ out/ --ray auto
    otkuda batch s3://archive/2026/03/ s3://tables/march

    Exit status: 0 all read, 1 some rejected or not begun.
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(options)))


def _run(options: Options) -> int:
    from otkuda.batch.engine import Engine
    from otkuda.batch.paths import location
    from otkuda.batch.run import run_batch
    from otkuda.batch.shard import Limits
    from otkuda.pool import cores

    limits = Limits(options["timeout"], options["memory"] << 20)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        engine = Engine(options["jobs"] or cores(), options["ray"])
        *_, last = _shown(run_batch([*map(location, options["paths"])], location(options["out"]), engine, limits))
    except OtkudaError as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        click.echo("otkuda: stopped; the same command goes on where it was", err=True)
        raise
    click.echo(f"{last.articles:,} articles, {last.rejects:,} rejected; {options['out']}")
    return 1 if last.rejects else 0


def _shown(steps: Iterator[Progress]) -> Iterator[Progress]:
    """Pass on how far it is, and show it in a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    is_seen = sys.stderr is not None and sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not is_seen) as bar:
        task = bar.add_task("planning", total=None)
        for one in steps:
            bar.update(task, description=f"{one.articles:,} articles: {one.what}", completed=one.done, total=one.parts)
            yield one
