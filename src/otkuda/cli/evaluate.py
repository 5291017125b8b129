"""``otkuda evaluate``: how well otkuda reads texts whose attributions are known."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from otkuda.cli.progress import watching
from otkuda.cli.reading import Failed, guarded
from otkuda.cli.running import ended_cleanly, lost, workers_for
from otkuda.errors import InputError
from otkuda.pool import Lost, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Unpack

    from rich.table import Table

    from otkuda.cli.gold import GoldRecord
    from otkuda.cli.score import Fault, Scores
    from otkuda.model import Article


def _ranges(_: click.Context, __: click.Parameter, value: str | None) -> Callable[[str], bool] | None:
    """Turn ranges of record numbers into the question whether an id lies in them."""
    from otkuda.cli.gold import in_ranges

    try:
        return in_ranges(value) if value is not None else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is no list of numbers such as 001-040,061.") from None


class Options(TypedDict):
    """What the user asked for."""

    gold: str
    texts: str
    faults: int
    as_json: bool
    rules: bool
    certain: bool
    save: str | None
    only: Callable[[str], bool] | None
    leave: Callable[[str], bool] | None
    jobs: int | None
    timeout: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A record, the article that was read of its text, the figures and the faults."""

    id: str
    article: Article
    scores: Scores
    faults: tuple[Fault, ...]


@click.command(no_args_is_help=True, short_help="Measure how well texts are read.")
@click.argument("gold", metavar="GOLD")
@click.argument("texts", metavar="TEXTS")
@click.option("--faults", type=click.IntRange(min=0), default=0, metavar="N", help="Show the first N faults.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--rules", is_flag=True, help="A line for each rule: how many, how many right.")
@click.option("--certain", is_flag=True, help="How many are shown as certain, and how many of those are right.")
@click.option("--save", metavar="FILE", help="Write what was read, one JSON line a record.")
@click.option("--only", callback=_ranges, metavar="RANGES", help="Only records with these numbers, as 001-040,061.")
@click.option("--except", "leave", callback=_ranges, metavar="RANGES", help="All records but those with these numbers.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Cores to use.  [default: all]")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Give a text up after so long; 0: never.",
)
def evaluate(**options: Unpack[Options]) -> None:
    """Compare what otkuda reads with the records of GOLD, a JSONL file.

    TEXTS is the folder with the text of each record, as TEXTS/<id>.txt. An attribution is right where its content
    overlaps the gold one by 0.7 of the words and its origin is the same.

    \b
    otkuda evaluate gold.jsonl texts/
    otkuda evaluate gold.jsonl texts/ --faults 20 --only 001-040
    otkuda evaluate gold.jsonl texts/ --rules --certain --save read.jsonl

    Exit status: 0 all read, 1 some texts could not be read, 2 wrong usage.
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(options)))


def _run(options: Options) -> int:
    from otkuda.cli.gold import load

    try:
        records = [record for record in load(options["gold"]) if _is_wanted(record, options)]
    except InputError as error:
        click.echo(f"otkuda: {error}", err=True)
        return 1
    if not records:
        click.echo(f"otkuda: {options['gold']}: no records to compare; check the file and the ranges", err=True)
        return 1
    scored: list[Scored] = []
    with watching(len(records), quiet=False) as watch:
        for outcome in _measured(records, options):
            watch(outcome if isinstance(outcome, Failed) else None)
            scored += [] if isinstance(outcome, Failed) else [outcome]
    if options["save"]:
        _save(options["save"], scored)
    if scored:
        _show(scored, len(records) - len(scored), options)
    return 1 if len(scored) < len(records) else 0


def _is_wanted(record: GoldRecord, options: Options) -> bool:
    only, leave = options["only"], options["leave"]
    return (only is None or only(record.id)) and not (leave and leave(record.id))


def _measured(records: list[GoldRecord], options: Options) -> Iterator[Scored | Failed]:
    workers = workers_for(len(records), options["jobs"])
    work = partial(_measure, options["texts"])
    for record, result in in_order(work, records, workers=workers, seconds=options["timeout"]):
        yield lost(record.id, result, options["timeout"]) if isinstance(result, Lost) else result


def _measure(texts: str, record: GoldRecord) -> Scored | Failed:
    return guarded(record.id, lambda: _scored(texts, record))


def _scored(texts: str, record: GoldRecord) -> Scored:
    from otkuda import read
    from otkuda.cli.gold import gold_side, read_side, text_of
    from otkuda.cli.score import score

    text = text_of(texts, record.id)
    article = read(text)
    try:
        scores, faults = score(text, gold_side(record), read_side(article))
    except ValueError as error:
        message = f"{record.id}: {error}; the record and its text do not belong together"
        raise InputError(message) from error
    return Scored(record.id, article, scores, faults)


def _save(path: str, scored: Iterable[Scored]) -> None:
    from otkuda.export.record import encode, record_of

    lines = (encode(replace(record_of(one.article, one.id), id=one.id)) for one in scored)
    try:
        with Path(path).open("wb") as file:
            file.writelines(lines)
    except OSError as error:
        raise click.FileError(path, error.strerror or str(error)) from None


def _show(scored: list[Scored], unread: int, options: Options) -> None:
    from otkuda.cli import report
    from otkuda.cli.score import total

    scores = total(one.scores for one in scored)
    if options["as_json"]:
        _show_json(scores, len(scored), unread, options)
        return
    tables = list(report.tables(scores, len(scored), unread))
    tables += [report.certain_table(scores)] if options["certain"] else []
    tables += [report.rules_table(scores)] if options["rules"] else []
    _print(tables)
    faults = ((one, fault) for one in scored for fault in one.faults)
    for one, fault in islice(faults, options["faults"]):
        click.echo("\n" + "\n".join(report.fault_lines(one.id, one.article.text, fault)))


def _show_json(scores: Scores, documents: int, unread: int, options: Options) -> None:
    from otkuda.cli import report

    figures = report.figures(scores, documents, unread)
    figures |= {"certain": report.certain(scores)} if options["certain"] else {}
    figures |= {"rules": report.rules(scores)} if options["rules"] else {}
    click.echo(json.dumps(figures, ensure_ascii=False))


def _print(tables: Iterable[Table]) -> None:
    from rich.console import Console

    console = Console(file=sys.stdout, highlight=False)
    for table in tables:
        console.print(table)
