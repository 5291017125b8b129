"""``otkuda judge``: what a person decides about statements, and what has become of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypedDict, get_args

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.grouping import group
from otkuda.errors import InputError
from otkuda.model import SourceType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Unpack

    from otkuda.model import Decision, DecisionKind, Source
    from otkuda.statements.decisions import Fated

_SHORT = 60  # characters of words that are shown
_WHY = {
    "stands": "",
    "undone": "undone",
    "overruled": "a later decision goes before it",
    "unfit": "its words are not there any more",
}


class Told(TypedDict):
    """Which words are meant in what is an address, and who says so."""

    words: tuple[str, ...]
    by: str | None


def _telling(command: Callable[..., Any]) -> Callable[..., Any]:
    words = click.option("--words", multiple=True, metavar="WORDS", help="The words meant in a URL; one for each URL.")
    return words(_by(command))


def _by(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--by", metavar="NAME", help="Who decides; it is kept with the decision.")(command)


@click.group()
def judge() -> None:
    """Decide what is one statement, whose words they are and which, what is no quotation, what was missed.

    An APPEARANCE is its id, as otkuda statement prints it, or the URL of an article with --words. Decisions are kept
    apart from what otkuda works out, hold the words in their article, survive otkuda reread, and are never deleted: a
    later one goes before an earlier one.

    \b
    otkuda judge merge 5d0c7bb2a1f0e9c4 91ab03ffe2d47c58
    otkuda judge split 5d0c7bb2a1f0e9c4 https://zarya.example/1.html --words "мост откроют"
    otkuda judge speaker https://zarya.example/1.html --words "мост откроют" "Глеб Одинцов"
    otkuda judge no-quotation 5d0c7bb2a1f0e9c4
    otkuda judge span 5d0c7bb2a1f0e9c4 "мост откроют в мае"
    otkuda judge missed https://zarya.example/1.html "Глеб Одинцов" --words "мост ещё не готов"
    otkuda judge list --unfit
    """  # noqa: D301 - click takes this mark for: keep these lines


@judge.command(no_args_is_help=True)
@click.argument("first", metavar="APPEARANCE")
@click.argument("second", metavar="APPEARANCE")
@_telling
def merge(first: str, second: str, **told: Unpack[Told]) -> None:
    """Decide that two appearances are one statement."""
    _decide("merge", (first, second), told)


@judge.command(no_args_is_help=True)
@click.argument("first", metavar="APPEARANCE")
@click.argument("second", metavar="APPEARANCE")
@_telling
def split(first: str, second: str, **told: Unpack[Told]) -> None:
    """Decide that two appearances are two statements."""
    _decide("split", (first, second), told)


@judge.command(no_args_is_help=True)
@click.argument("appearance", metavar="APPEARANCE")
@click.argument("name", metavar="NAME")
@click.option("--type", "kind", type=click.Choice(get_args(SourceType)), default="person", show_default=True)
@click.option("--role", metavar="ROLE", help="What the speaker is: «министр».")
@click.option("--organization", metavar="NAME", help="Where the speaker is that.")
@_telling
def speaker(
    appearance: str, name: str, kind: SourceType, role: str | None, organization: str | None, **told: Unpack[Told]
) -> None:
    """Decide whose words an appearance is."""
    from otkuda.model import Source

    if not name.strip():
        raise click.BadParameter("say who speaks", param_hint="NAME")
    _decide("speaker", (appearance,), told, Source(None, name.strip(), kind, role, organization))


@judge.command("no-quotation", no_args_is_help=True)
@click.argument("appearance", metavar="APPEARANCE")
@_telling
def no_quotation(appearance: str, **told: Unpack[Told]) -> None:
    """Decide that an article hands words to nobody: they are its own."""
    _decide("no_quotation", (appearance,), told)


@judge.command(no_args_is_help=True)
@click.argument("appearance", metavar="APPEARANCE")
@click.argument("right", metavar="RIGHT_WORDS")
@_telling
def span(appearance: str, right: str, **told: Unpack[Told]) -> None:
    """Decide which words are said: others than were read."""
    _decide("span", (appearance,), told, right=right)


@judge.command(no_args_is_help=True)
@click.argument("url", metavar="URL")
@click.argument("name", metavar="NAME")
@_by
@click.option("--words", required=True, metavar="WORDS", help="The words, as they stand in the article.")
def missed(url: str, name: str, by: str | None, words: str) -> None:
    """Decide that words of an article are somebody's which were read as nobody's."""
    from otkuda.cli.meaning import standing
    from otkuda.collect.deciding import keep_decision
    from otkuda.model import Source

    if not name.strip():
        raise click.BadParameter("say who speaks", param_hint="NAME")
    with opened_store(settings()) as store:
        with _one_line(), store.writing() as conn:
            anchors = standing(conn, url, words)
            made = keep_decision(conn, "missed", anchors, speaker=Source(None, name.strip(), "person"), by=by)
        group(store)
    click.echo("\n".join(_said(made)))


@judge.command(no_args_is_help=True)
@click.argument("decision", metavar="ID")
@_by
def undo(decision: str, by: str | None) -> None:
    """Undo a decision; an undoing can be undone, too. `otkuda judge list` shows the ids."""
    from otkuda.collect.deciding import undo_decision

    with opened_store(settings()) as store:
        with _one_line(), store.writing() as conn:
            made = undo_decision(conn, decision, by=by)
        group(store)
    click.echo(f"{made.id}: {decision} is undone")


@judge.command("list")
@click.option("--unfit", is_flag=True, help="Only those without effect, and why.")
def list_decisions(*, unfit: bool) -> None:
    """Show the decisions, the latest first, and what has become of each."""
    from otkuda.collect.deciding import fates_in

    with opened_store(settings()) as store, store.reading() as conn:
        found = fates_in(conn)
    for one in found:
        if not unfit or one.fate != "stands":
            for line in _lines(one):
                click.echo(line)
    if not found:
        click.echo("No decisions yet. otkuda judge --help says how they are made.", err=True)


@judge.command("export", no_args_is_help=True)
@click.argument("file", metavar="FILE")
def export_decisions(file: str) -> None:
    """Write all decisions to a file of JSON Lines, for another archive."""
    from otkuda.export.decisions import write_decisions
    from otkuda.export.files import new_file
    from otkuda.store.decisions import decisions_of

    with opened_store(settings()) as store:
        with store.reading() as conn:
            found = decisions_of(conn)
        with new_file(file) as target:
            count = write_decisions(target, found)
    click.echo(f"{file}: {count:,} decisions", err=True)


@judge.command("import", no_args_is_help=True)
@click.argument("file", metavar="FILE")
def import_decisions(file: str) -> None:
    """Take in the decisions of a file, all or none; those that are known already stay as they are."""
    from otkuda.export.decisions import read_decisions
    from otkuda.store.decisions import keep_decisions

    try:
        with open(file, "rb") as lines:  # noqa: PTH123 - one line at a time
            found = list(read_decisions(lines))
    except OSError as error:
        raise click.FileError(file, error.strerror or str(error)) from None
    except InputError as error:
        raise click.ClickException(f"{file}: {error}; nothing was imported") from None
    with opened_store(settings()) as store:
        with store.writing() as conn:
            new = keep_decisions(conn, found)
        group(store)
    click.echo(f"{file}: {new:,} new decisions, {len(found) - new:,} known already", err=True)


def _decide(
    kind: DecisionKind,
    appearances: tuple[str, ...],
    told: Told,
    speaker: Source | None = None,
    right: str | None = None,
) -> None:
    from otkuda.cli.meaning import anchors_meant, standing
    from otkuda.collect.deciding import keep_decision

    with opened_store(settings()) as store:
        with store.reading() as conn, _one_line():
            meant = anchors_meant(conn, appearances, told["words"])
            meant += [standing(conn, meant[0][0].article, right, meant[0][0])] if right is not None else []
        with _one_line(), store.writing() as conn:
            made = keep_decision(conn, kind, *meant, speaker=speaker, by=told["by"])
        group(store)
    click.echo("\n".join(_said(made)))


@contextmanager
def _one_line() -> Iterator[None]:
    """Say in one line what cannot be decided."""
    try:
        yield
    except InputError as error:
        raise click.ClickException(str(error)) from None


def _lines(one: Fated) -> Iterable[str]:
    first, *others = _said(one.decision)
    why = _WHY[one.fate]
    return [f"{first}  [{why}]" if why else first, *others]


def _said(one: Decision) -> list[str]:
    """Return a decision in lines: what and when, then the words that it speaks of."""
    from otkuda.serve.view import one_line, shortened

    name = f" {one.speaker.entity}" if one.speaker else ""
    by = f" by {one.by}" if one.by else ""
    head = one_line(f"{one.id}  {one.made:%Y-%m-%d %H:%M}  {one.kind.replace('_', '-')}{name}{by}")
    held = [f"  «{shortened(anchor.exact, _SHORT)}» {one_line(anchor.article)}" for anchor in (*one.first, *one.second)]
    return [head, *held]
