"""``otkuda import``: files into the store."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.grouping import group
from otkuda.cli.running import ended_cleanly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

    from otkuda.collect.importing import Imported
    from otkuda.fetch.files import Stated
    from otkuda.store import Store


SMALL = 1_000_000  # bytes that one process reads as soon as several have started


class Options(TypedDict):
    """What the user asked for."""

    paths: tuple[str, ...]
    speaker: str | None
    date: str | None
    url: str | None
    zone: str | None
    jobs: int | None


@click.command("import", no_args_is_help=True)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path())
@click.option("--speaker", metavar="NAME", help="Whose words the document is.")
@click.option("--date", metavar="DATE", help="When it was said or published: 2026-03-11, or 2026-03-11T10:05+05:00.")
@click.option("--url", metavar="URL", help="Where the document stands.")
@click.option("--zone", metavar="ZONE", help="The zone of times that name none, such as Asia/Almaty.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Cores to use.  [default: all]")
def import_files(**options: Unpack[Options]) -> None:
    """Keep what files hold: WARC, saved pages, JSON Lines, Telegram exports, documents.

    What a file is, is seen from its bytes: WARC (plain, gzip, zstd), HTML, JSON Lines, a Telegram Desktop export, PDF,
    DOCX, SRT, VTT, plain text; a folder is all the files in it. A run that was stopped goes on where it was; what is
    known already is not kept twice.

    \b
    otkuda import crawl-2026-03.warc.gz
    otkuda import saved-pages/ ChatExport_2026-03-11/
    otkuda import speech.pdf --speaker "Анна Рогова" --date 2026-03-11 --url https://akimat.example/speech

    A line on stderr names each record that could not be read. Exit status: 0 all kept, 1 some not.
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(options)))


def _run(options: Options) -> int:
    stated = _stated(options)
    chosen = settings()
    seen: Counter[str] = Counter()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the workers are ended as at Ctrl-C
    try:
        with opened_store(chosen) as store, store.lock("import"):
            for path in options["paths"]:
                for one in _shown(store, Path(path), stated, options["jobs"]):
                    seen[one.what] += 1
            group(store)
    except KeyboardInterrupt:
        click.echo("otkuda: stopped; the same command goes on where it was", err=True)
        raise
    click.echo(f"{seen['kept']:,} kept, {seen['known']:,} known already, {seen['refused']:,} refused")
    return 1 if seen["refused"] else 0


def _stated(options: Options) -> Stated:
    """Return what the user says of the files; a wrong date or zone is a wrong use."""
    from zoneinfo import ZoneInfo

    from otkuda.fetch.files import Stated
    from otkuda.text.dates import read_date

    try:
        zone = ZoneInfo(options["zone"]) if options["zone"] else None
    except (KeyError, ValueError, OSError):
        raise click.BadParameter("no such zone; name one such as Asia/Almaty", param_hint="--zone") from None
    published = read_date(options["date"], zone or UTC)
    if options["date"] and published is None:
        raise click.BadParameter("no date; write it as 2026-03-11 or 2026-03-11T10:05+05:00", param_hint="--date")
    return Stated(options["speaker"], published, options["url"], zone)


def _shown(store: Store, path: Path, stated: Stated, jobs: int | None) -> Iterator[Imported]:
    """Yield what became of each record; a bar in a terminal, a line for each that was refused everywhere."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from otkuda.collect.importing import Plan, import_path
    from otkuda.fetch.files import measure
    from otkuda.pool import cores
    from otkuda.serve.view import one_line

    amount = measure(path)
    workers = 1 if amount.size < SMALL else jobs or cores()
    plan = Plan(path, stated, workers, datetime.now(UTC))
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    is_seen = sys.stderr is not None and sys.stderr.isatty()
    with Progress(*columns, console=console, auto_refresh=False, transient=True, disable=not is_seen) as bar:
        task = bar.add_task(one_line(path.name), total=amount.size)
        before: Counter[str] = Counter()
        for one in import_path(store, plan):
            before[one.file] = one.done
            if one.reason:
                said = one_line(f"otkuda: {one.url or one.file}: {one.reason}")
                bar.console.print(said, markup=False, highlight=False, soft_wrap=True)
            bar.update(task, completed=before.total(), refresh=True)
            yield one
