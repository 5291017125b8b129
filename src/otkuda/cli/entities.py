"""``otkuda entities``: who is who in what is kept, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypedDict

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.judging import import_names, judgements, merge, split
from otkuda.cli.naming import meant
from otkuda.cli.running import ended_cleanly
from otkuda.serve.view import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import Unpack

    from rich.console import RenderableType
    from sqlalchemy import Connection

    from otkuda.collect.portrait import Portrait, Reason
    from otkuda.entities import Held
    from otkuda.store import InArticle, StoredEntity, Wanted

TYPES = ("person", "organization", "outlet")
_LONGEST = 200  # characters of a name on a screen


class Options(TypedDict):
    """What the user asked for."""

    words: tuple[str, ...]
    type: str | None
    is_open: bool
    limit: int
    as_json: bool


@click.group()
def entities() -> None:
    """Show who is who: people, organizations, outlets over all articles and languages; correct it.

    \b
    otkuda entities list                       those that are named most
    otkuda entities show Сапаров               names, roles with dates, articles
    otkuda entities merge Сапаров E. Saparov   decide that two are one
    otkuda entities import names.csv           other names, Wikidata ids
    """  # noqa: D301 - click takes this mark for: keep these lines


for command in (merge, split, import_names, judgements):
    entities.add_command(command)


@entities.command("list")
@click.argument("words", nargs=-1, metavar="[WORDS]…")
@click.option("--type", type=click.Choice(TYPES), help="Only people, organizations, or outlets.")
@click.option("--open", "is_open", is_flag=True, help="Only those of whom it is not decided who they are.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show so many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line an entity.")
def list_them(**options: Unpack[Options]) -> None:
    """List entities, those with most mentions first; with WORDS, those that have them in a name.

    \b
    otkuda entities list --type person
    otkuda entities list лаптев --open
    otkuda entities list --limit 1000 --json
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _list(options)))


@entities.command(no_args_is_help=True)
@click.argument("name", nargs=-1, required=True, metavar="NAME|ID")
@click.option("--explain", is_flag=True, help="Show why names are one or stay apart: what weighs how much.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Show so many articles.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line with all of it.")
def show(name: tuple[str, ...], *, explain: bool, limit: int, as_json: bool) -> None:
    """Show one entity: its names by language, roles with dates, articles, and whom it may be as well.

    An id that was merged, split or read again leads to what it is now.

    \b
    otkuda entities show Ерлан Сапаров
    otkuda entities show 83a1f0c2d4e5b697 --explain
    otkuda entities show "МИД РФ" --json
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _show(" ".join(name), explain=explain, limit=limit, as_json=as_json)))


def _list(options: Options) -> int:
    from otkuda import store as kept
    from otkuda.collect.entities import resolve_all
    from otkuda.entities.spelling import plain

    words = tuple(part for word in options["words"] for part in plain(word).split())
    wanted = kept.Wanted(words, options["type"], options["is_open"], options["limit"] + 1)
    with opened_store(settings()) as store:
        resolve_all(store)
        with store.reading() as conn:
            found = kept.list_entities(conn, wanted)
            _listed(conn, found[: options["limit"]], as_json=options["as_json"])
            if not found:
                click.echo(_nothing(conn, wanted), err=True)
    if len(found) > options["limit"]:
        click.echo(f"the first {options['limit']:,}; more with --limit", err=True)
    return 0


def _listed(conn: Connection, found: list[StoredEntity], *, as_json: bool) -> None:
    from otkuda import store as kept

    if not as_json:
        _table(found)
        return
    from otkuda.cli.screen import write_line
    from otkuda.export.record import encode

    pairs = sorted(kept.open_pairs(conn, [one.id for one in found]))
    for one in found:
        others = [other for each, other in pairs if each == one.id]
        write_line(encode({**entity_record(one), "may_be": others}))


def entity_record(one: StoredEntity) -> dict[str, str | int | bool]:
    """Return what a JSON line says of an entity."""
    return {
        "id": one.id,
        "type": one.type,
        "name": one.name,
        "gender": one.gender,
        "mentions": one.mentions,
        "is_open": one.is_open,
    }


def _table(found: list[StoredEntity]) -> None:
    from rich.table import Table

    from otkuda.cli.screen import console, show_lines, text_of

    table = Table.grid(padding=(0, 2, 0, 0))
    for justify, is_long in (("right", False), ("left", True), ("left", False), ("left", False)):
        table.add_column(justify=justify, overflow="fold", no_wrap=not is_long)  # type: ignore[arg-type]
    for one in found:
        kind = f"{one.type}?" if one.is_open else one.type
        table.add_row(f"{one.mentions:,}", text_of(_short(one.name)), text_of(kind, "dim"), text_of(one.id, "dim"))
    if found:
        show_lines(console(), table)


def _nothing(conn: Connection, wanted: Wanted) -> str:
    from otkuda import store as kept

    if not kept.how_many_entities(conn):
        return "nobody is named yet; otkuda collect or otkuda import PATH takes articles in"
    return "nobody found; try a part of the name" + (", or leave out --open" if wanted.is_open else "")


def _show(name: str, *, explain: bool, limit: int, as_json: bool) -> int:
    from otkuda.collect.entities import resolve_all
    from otkuda.collect.portrait import portrait

    with opened_store(settings()) as store:
        resolve_all(store)
        with store.reading() as conn:
            found = portrait(conn, meant(conn, name), asked=name.strip().lower())
    if as_json:
        _in_json(found)
    else:
        from otkuda.cli.screen import console, show_lines

        show_lines(console(), *_lines(found, limit), *(_why(found) if explain else ()))
    return 0


def _in_json(found: Portrait) -> None:
    from otkuda.cli.screen import write_line
    from otkuda.export.cells import in_words
    from otkuda.export.record import encode

    line = {
        **entity_record(found.entity),
        "id": found.id,
        "names": [one._asdict() for one in found.names],
        "roles": [{**one._asdict(), "first": in_words(one.first), "last": in_words(one.last)} for one in found.roles],
        "wikidata": found.wikidata,
        "articles": [_article_record(one) for one in found.articles],
        "may_be": [entity_record(one) for one in found.may_be],
        "reasons": [one._asdict() for one in found.reasons],
    }
    write_line(encode(line))


def _article_record(one: InArticle) -> dict[str, str | None]:
    from otkuda.export.cells import in_words

    return {
        "url": one.url,
        "headline": one.headline,
        "outlet": one.outlet,
        "dated": in_words(one.dated),
        "mention": one.mention.id,
        "name": one.mention.name,
        "role": one.mention.role,
        "organization": one.mention.organization,
    }


def _lines(found: Portrait, limit: int) -> Iterator[RenderableType]:
    """Yield what is known of an entity."""
    from otkuda.cli.screen import address, text_of

    entity = found.entity
    yield text_of(_short(entity.name), "bold").append(f"  {entity.type}", "dim")
    yield text_of("  ".join((found.id, *found.wikidata)), "dim")
    for one in found.names:
        yield text_of(f"  {one.language or '—'}  {_short(one.name)}  {one.mentions:,}")
    for held in found.roles:
        yield text_of(f"  {_days(held)}  {_short(_role(held))}")
    for other in found.may_be:
        yield text_of(f"  may be {_short(other.name)}  {other.id}", "italic")
    yield text_of(f"articles: {len(found.articles):,}", "dim")
    for article in found.articles[-limit:][::-1]:
        parts = (f"{article.dated:%Y-%m-%d}", article.outlet, article.headline)
        yield text_of("  " + _short(" · ".join(part for part in parts if part)))
        yield text_of(f"  {article.mention.id}  {_short(article.mention.name)}", "dim")
        if article.url:
            yield address(article.url)


def _why(found: Portrait) -> Iterator[RenderableType]:
    """Yield what speaks for and against, feature by feature."""
    from otkuda.cli.screen import text_of

    yield text_of("why", "dim")
    for one in found.reasons:
        yield text_of(f"  {_called(one.name, one.said)} ~ {_called(one.other, one.other_said)}")
        yield text_of(f"    {_sum(one)}", "dim")


def _called(name: str, said: str) -> str:
    return _short(f"{name} ({said})" if said else name)


def _sum(one: Reason) -> str:
    """Return the features with their weights, and what they say together."""
    parts = " ".join(f"{feature} {weight:+g}" for feature, weight in one.features)
    return f"{one.answer} {one.weight:+g}: {parts}" if parts else one.answer


def _role(held: Held) -> str:
    return ", ".join(part for part in (held.role, held.organization) if part)


def _days(held: Held) -> str:
    if held.first is None or held.last is None:
        return "no date"
    first, last = (_day(one) for one in (held.first, held.last))
    return first if first == last else f"{first} – {last}"


def _day(when: datetime) -> str:
    return f"{when:%Y-%m-%d}"


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
