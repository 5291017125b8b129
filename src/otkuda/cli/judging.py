"""``otkuda entities merge``, ``split``, ``import`` and ``judgements``: what a person decides on who is who."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.naming import meant, meant_id
from otkuda.cli.running import ended_cleanly
from otkuda.errors import OtkudaError
from otkuda.serve.view import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from otkuda.collect.decisions import By, Standing
    from otkuda.store import Store

_AT_ONCE = 500  # names of an import that are kept together
_TOLD = 5  # lines of a file that are told to be wrong
_STATES = {
    "holds": "",
    "gone": "fits nothing any more: no article has these words",
    "against": "does not hold: it does not decide alone, or another one speaks against it",
}
by_option = click.option("--by", "who", metavar="NAME", help="Who decides it; kept with the decision.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON line of what came of it.")


@click.command(no_args_is_help=True)
@click.argument("names", nargs=-1, required=True, metavar="NAME|ID NAME|ID…")
@by_option
@json_option
def merge(names: tuple[str, ...], who: str | None, *, as_json: bool) -> None:
    """Decide that two or more are one, whatever later articles say.

    A name of several words stands in quotation marks. The ids that they had lead to the one that they are now.

    \b
    otkuda entities merge "Ерлан Сапаров" "Е. С. Сапаров"
    otkuda entities merge 83a1f0c2d4e5b697 0c11aa20b3d94e5f --by "A. Rogova"
    """  # noqa: D301 - click takes this mark for: keep these lines
    if len(names) < 2:  # noqa: PLR2004 - of two
        raise click.UsageError("name at least two")
    with _deciding() as (store, by):
        from otkuda.collect import decisions

        with store.writing() as conn:
            identity = decisions.merge(conn, [meant_id(conn, name) for name in names], by._replace(who=who))
            _tell(conn, identity, "they are one now", as_json=as_json)


@click.command(no_args_is_help=True)
@click.argument("entity", metavar="NAME|ID")
@click.argument("leaving", nargs=-1, required=True, metavar="MENTION|ARTICLE…")
@by_option
@json_option
def split(entity: str, leaving: tuple[str, ...], who: str | None, *, as_json: bool) -> None:
    """Decide that some mentions of an entity are somebody else: by their ids, or by the addresses of articles.

    \b
    otkuda entities split "Марат Асанов" https://zarya.example/1.html
    otkuda entities split 83a1f0c2d4e5b697 0c11aa20b3d94e5f
    """  # noqa: D301 - click takes this mark for: keep these lines
    with _deciding() as (store, by):
        from otkuda.collect import decisions

        with store.writing() as conn:
            chosen = [each for one in leaving for each in _leaving(conn, one)]
            identity = decisions.split(conn, meant(conn, entity).id, chosen, by._replace(who=who))
            _tell(conn, identity, "apart now", as_json=as_json)


def _leaving(conn: Connection, named: str) -> tuple[str, ...]:
    """Return a mention's id, and the ids that an article at this address may have."""
    from otkuda.store import address_id
    from otkuda.store.articles import article_id_of
    from otkuda.text.urls import canonical

    urls = dict.fromkeys((named, canonical(named) or named))
    known = (article_id_of(conn, url) or address_id(url) for url in urls)
    return (named.strip().lower(), *known)


@click.command("import", no_args_is_help=True)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False))
@by_option
@json_option
def import_names(file: str, who: str | None, *, as_json: bool) -> None:
    """Take in other names and Wikidata ids from a table (CSV, TSV) or JSON lines.

    Columns, or fields: name, aliases (parted by |), wikidata, type (person), language, role, organization. What has
    several names is one from then on; what is known already changes nothing.

    \b
    otkuda entities import names.csv
    otkuda entities import people.jsonl --by desk
    """  # noqa: D301 - click takes this mark for: keep these lines
    from otkuda.cli.alias_files import read_names

    with _deciding() as (store, by):
        from otkuda.collect import decisions

        path = Path(file)
        rows = read_names(path, by._replace(who=who))
        new = known = 0
        wrong: list[str] = []
        while batch := list(islice(rows, _AT_ONCE)):
            named = [one for one in batch if not isinstance(one, str)]
            wrong += [one for one in batch if isinstance(one, str)]
            with store.writing() as conn:
                fresh = decisions.name_all(conn, named)
            new, known = new + fresh, known + len(named) - fresh
        _imported(new, known, wrong, as_json=as_json)
    sys.exit(1 if wrong else 0)


def _imported(new: int, known: int, wrong: list[str], *, as_json: bool) -> None:
    from otkuda.cli.screen import write_line
    from otkuda.export.record import encode

    for line in wrong[:_TOLD]:
        click.echo(f"otkuda: {one_line(line)}", err=True)
    if len(wrong) > _TOLD:
        click.echo(f"otkuda: and {len(wrong) - _TOLD:,} more lines that cannot be used", err=True)
    if as_json:
        write_line(encode({"new": new, "known": known, "refused": len(wrong)}))
    else:
        click.echo(f"{new:,} new, {known:,} known already")


@click.command()
@click.option("--unfit", is_flag=True, help="Only those that do not hold any more.")
@click.option("--remove", metavar="ID", help="Take one back.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a judgement.")
def judgements(remove: str | None, *, unfit: bool, as_json: bool) -> None:
    """List what was decided on who is who, when, by whom, and whether it still holds.

    \b
    otkuda entities judgements
    otkuda entities judgements --unfit
    otkuda entities judgements --remove ID
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _judgements(remove, unfit=unfit, as_json=as_json)))


def _judgements(remove: str | None, *, unfit: bool, as_json: bool) -> int:
    with _deciding() as (store, _):
        from otkuda.collect import decisions

        if remove:
            with store.writing() as conn:
                decisions.take_back(conn, remove)
            click.echo(f"{one_line(remove)}: taken back", err=True)
            return 0
        with store.reading() as conn:
            found = [one for one in decisions.standings(conn) if not unfit or one.state != "holds"]
    for one in found:
        _standing(one, as_json=as_json)
    if not found:
        click.echo("no judgement is unfit" if unfit else "no judgements yet; otkuda entities merge makes one", err=True)
    return 0


def _standing(one: Standing, *, as_json: bool) -> None:
    from otkuda.cli.screen import address, console, show_lines, text_of, write_line
    from otkuda.export.cells import in_words
    from otkuda.export.record import encode

    made = one.judgement
    if as_json:
        said = [each._asdict() for each in made.said]
        line = {"id": made.id, "kind": made.kind, "made": in_words(made.made), "by": made.who, "state": one.state}
        write_line(encode({**line, "said": said, "wikidata": made.wikidata}))
        return
    names = " | ".join(dict.fromkeys(one_line(each.name)[:60] for each in made.said))
    parts = (f"{made.made:%Y-%m-%d}", made.kind, names, made.wikidata, made.who and f"by {one_line(made.who)}")
    show_lines(console(), text_of("  ".join(part for part in parts if part)), text_of(f"  {made.id}", "dim"))
    if one.state != "holds":
        show_lines(console(), text_of(f"  {_STATES[one.state]}", "italic"))
    urls = dict.fromkeys(each.url for each in made.said if each.url)
    show_lines(console(), *(address(url) for url in urls))


@contextmanager
def _deciding() -> Iterator[tuple[Store, By]]:
    """Open the store with its entities up to date; a decision that cannot be is one line."""
    from otkuda.collect.decisions import By
    from otkuda.collect.entities import resolve_all

    with opened_store(settings()) as store:
        resolve_all(store)
        try:
            yield store, By(datetime.now(UTC))
        except OtkudaError as error:
            raise click.ClickException(str(error)) from None


def _tell(conn: Connection, identity: str, what: str, *, as_json: bool) -> None:
    from otkuda.cli.screen import write_line
    from otkuda.export.record import encode
    from otkuda.store import get_entity

    entity = get_entity(conn, identity)
    name, mentions = (one_line(entity.name), entity.mentions) if entity else ("", 0)
    if as_json:
        write_line(encode({"id": identity, "name": name, "mentions": mentions}))
    else:
        click.echo(f"{name}: {what}, {mentions:,} mentions, {identity}")
