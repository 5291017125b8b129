"""``otkuda statement``: the same words in all articles that carry them, where they were first said, what changed."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, NamedTuple, TypedDict

import click

from otkuda.cli.archive import opened_store, settings, stored
from otkuda.cli.running import ended_cleanly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Unpack

    from rich.console import RenderableType
    from sqlalchemy import Connection

    from otkuda.export import Told
    from otkuda.model import Appearance, Statement

_ID = re.compile(r"[0-9a-f]{8,64}")
_WORD = re.compile(r"\w+")


class Options(TypedDict):
    """What the user asked for."""

    asked: tuple[str, ...]
    at: str | None
    limit: int
    explain: bool
    as_json: bool


class Asked(NamedTuple):
    """Statements to show: one in full, or all of an article at an address."""

    statements: tuple[Statement, ...]
    url: str | None = None
    note: str | None = None


@click.command(no_args_is_help=True)
@click.argument("asked", nargs=-1, required=True, metavar="ID|URL…")
@click.option("--at", metavar="OFFSET|WORDS", help="Of an article, the statement there, or that with these words.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show so many appearances.")
@click.option("--explain", is_flag=True, help="Why they are one, why this origin, why each edge of the way.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a statement, with all its appearances.")
def statement(**options: Unpack[Options]) -> None:
    """Show a statement: who said it, where it was first said, who carried it, what changed on the way.

    Of an article with several statements, each in short with its ID. What came is green or {+so+}, what went is red
    or [-so-].

    \b
    otkuda statement https://zarya.example/1.html
    otkuda statement https://zarya.example/1.html --at "мост откроют"
    otkuda statement 7da023b5b655657f --explain
    otkuda statement https://zarya.example/1.html --json
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(options)))


def _run(options: Options) -> int:
    show = _in_json if options["as_json"] else _on_screen(options)
    with opened_store(settings()) as store, store.reading() as conn:
        for place, asked in enumerate(options["asked"]):
            found = _found(conn, asked, options["at"])
            if place and not options["as_json"]:
                click.echo()
            show(conn, found)
        tell_of_waiting(conn)
    return 0


def tell_of_waiting(conn: Connection) -> None:
    """Say on standard error how many articles are part of no statement yet."""
    from otkuda.store.grouping import how_many_waiting

    count = how_many_waiting(conn)
    if count:
        click.echo(f"waiting to be grouped: {count:,}; otkuda collect or otkuda reread does it", err=True)


def _found(conn: Connection, asked: str, at: str | None) -> Asked:
    """Return what an ID or an address means; one line where it means nothing."""
    from otkuda.store.statements import statement_of, statements_at

    if _ID.fullmatch(asked):
        found = statement_of(conn, asked)
        if found is None:
            raise click.ClickException(f"{asked}: no such statement; otkuda statement URL shows those of an article")
        return Asked((found,), note=_moved(asked, found))
    url = stored(conn, asked)
    here = statements_at(conn, url)
    if not here:
        tell_of_waiting(conn)
        raise click.ClickException(f"{asked}: nobody is quoted there; otkuda read URL --explain shows what is read")
    if at is None:
        return Asked(here, url)
    return Asked((_at(here, _versions(conn, url), at, asked),))


def _moved(asked: str, found: Statement) -> str | None:
    known = {found.id, *(one.id for one in found.appearances)}
    return None if asked in known else f"{asked} is {found.id} now"


def _versions(conn: Connection, url: str) -> list[str]:
    """Return the ids of the versions of an article, the last first."""
    from otkuda.store import versions_of

    return [one.id for one in reversed(versions_of(conn, url))]


def _at(here: Iterable[Statement], versions: list[str], at: str, asked: str) -> Statement:
    """Return the statement at an offset, or with some words: in the latest version, and with the fewest words."""
    placed = [(one, each) for one in here for each in one.appearances if each.carrier in versions]
    holds = _holding(at)
    fit = [(versions.index(each.carrier), len(each.text), one.id, one) for one, each in placed if holds(each)]
    if not fit:
        raise click.ClickException(f"{asked}: no statement at «{at}»; without --at all of the article are shown")
    return min(fit, key=lambda one: one[:3])[3]


def _holding(at: str) -> Callable[[Appearance], bool]:
    if at.isdecimal():
        offset = int(at)
        return lambda one: any(span.start <= offset < span.end for span in one.spans)
    words = _words(at)
    return lambda one: bool(words) and words in _words(one.text)


def _words(text: str) -> str:
    r"""Return the words of a text as they are compared.

    >>> _words("«Мост  откроют»,")
    ' мост откроют '
    """
    return f" {' '.join(_WORD.findall(text.casefold()))} " if _WORD.search(text) else ""


def _in_json(conn: Connection, found: Asked) -> None:
    from otkuda.cli.screen import write_line
    from otkuda.collect.telling import with_articles
    from otkuda.export.record import encode
    from otkuda.export.statement_record import statement_record

    for told in with_articles(conn, found.statements):
        write_line(encode(statement_record(told)))


def _on_screen(options: Options) -> Callable[[Connection, Asked], None]:
    from otkuda.cli.screen import console, show_lines
    from otkuda.collect.telling import with_articles

    out = console()

    def show(conn: Connection, found: Asked) -> None:
        if found.note:
            click.echo(found.note, err=True)
        several = list(with_articles(conn, found.statements))
        for place, told in enumerate(several):
            show_lines(out, *[""] * bool(place), *_lines(told, found, options))
        if len(several) > 1:
            click.echo("otkuda statement ID shows one in full", err=True)

    return show


def _lines(told: Told, found: Asked, options: Options) -> Iterator[RenderableType]:
    from otkuda.cli.statement_card import card, short_card

    if len(found.statements) > 1 and found.url:
        return short_card(told, found.url)
    return card(told, options["limit"], explain=options["explain"])
