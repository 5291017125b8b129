"""``otkuda watch``: be told when somebody says something, or when what was said is told otherwise."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypedDict

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.running import ended_cleanly
from otkuda.errors import OtkudaError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Unpack

    from sqlalchemy import Connection

    from otkuda.alerts.making import Wish
    from otkuda.store.watching_records import Alert, Watchlist

_WEEK = 7  # days


class Options(TypedDict):
    """What the user wants to watch."""

    name: str
    words: str
    speaker: str
    entity: str
    outlet: str
    on: tuple[str, ...]
    mail: tuple[str, ...]
    webhook: tuple[str, ...]
    telegram: tuple[str, ...]
    secret: str
    quiet: str
    digest: str
    zone: str
    language: str


_KINDS = ("new", "differing", "edited", "deleted", "origin")
_OPTIONS = (
    click.option("--words", default="", metavar="WORDS", help="What is said has these words, in any form."),
    click.option("--speaker", default="", metavar="NAME", help="Who speaks, in any case, or a part of the name."),
    click.option("--entity", default="", metavar="ID", help="Who speaks, by the id of otkuda entities."),
    click.option("--outlet", default="", metavar="NAME", help="Which outlet carries it, by name or host."),
    click.option("--on", multiple=True, type=click.Choice(_KINDS), default=("new",), help="What is news; repeatable."),
    click.option("--mail", multiple=True, metavar="ADDRESS", help="Tell it by mail; repeatable."),
    click.option("--webhook", multiple=True, metavar="URL", help="Post it there, signed; repeatable."),
    click.option("--telegram", multiple=True, metavar="CHAT", help="Tell it in a Telegram chat; repeatable."),
    click.option("--secret", default="", metavar="SECRET", help="Sign webhooks with it; else one is made and shown."),
    click.option("--quiet", default="", metavar="HOURS", help="Send nothing then: 22:00-07:00."),
    click.option("--digest", default="", metavar="WHEN", help="Send all together: hourly, or at a time such as 08:00."),
    click.option("--zone", default="UTC", show_default=True, metavar="ZONE", help="Whose clock that is: Asia/Almaty."),
    click.option("--language", default="ru", show_default=True, type=click.Choice(("ru", "kk", "en"))),
)


@click.group()
def watch() -> None:
    """Watch for what somebody says, or on a matter, and be told once.

    A watchlist tells of what is new: not of a reprint, a translation, an earlier sighting that comes late. While
    otkuda collect --watch or otkuda serve runs, it is told by mail, webhook or Telegram, and always as a feed on the
    page /watch.

    \b
    otkuda watch add Мост --words "мост -паром" --speaker Одинцов --mail desk@zarya.example
    otkuda watch try Мост
    otkuda watch test Мост
    otkuda watch list
    """  # noqa: D301 - click takes this mark for: keep these lines


def _wanting(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@watch.command(no_args_is_help=True)
@click.argument("name")
@_wanting
def add(**options: Unpack[Options]) -> None:
    """Make a watchlist.

    \b
    otkuda watch add Министр --speaker "Айгуль Серикова" --on new --on differing --telegram @newsdesk
    otkuda watch add Вода --words "водоканал OR тариф" --outlet zarya.example --digest 08:00 --zone Asia/Almaty
    """  # noqa: D301 - click takes this mark for: keep these lines
    from otkuda.alerts.making import keep_wish
    from otkuda.store.watching import targets_of

    with opened_store(settings()) as store:
        with store.writing() as conn:
            made = keep_wish(conn, _wish(options), datetime.now(UTC))
            secrets = {one.secret for one in targets_of(conn, made.id) if one.secret} - {options["secret"].strip()}
        _say(f"{made.id} · {made.name}")
        for secret in secrets:
            click.echo(f"webhooks are signed with {secret}")


@watch.command("list")
def list_them() -> None:
    """List the watchlists: what each watches, how often it told, what waits and what failed."""
    from otkuda.store.outbox import how_many_messages
    from otkuda.store.watching import how_many_alerts, list_watchlists

    with opened_store(settings()) as store, store.reading() as conn:
        told, sent = how_many_alerts(conn), how_many_messages(conn)
        for one in list_watchlists(conn):
            many, last = told.get(one.id, (0, None))
            counts = [f"{count} {state}" for state, count in sorted(sent.get(one.id, {}).items())]
            when = f", the last {last:%Y-%m-%d %H:%M}" if last else ""
            parts = [one.id[:12], one.name, _what(one), f"{many} told{when}", *counts, "paused" if one.paused else ""]
            _say(" · ".join(filter(None, parts)))


@watch.command(no_args_is_help=True)
@click.argument("name", metavar="NAME|ID")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show so many alerts.")
def show(name: str, limit: int) -> None:
    """Show a watchlist: where it tells, what it told, what failed and why."""
    from otkuda.store.outbox import messages_of
    from otkuda.store.watching import alerts_of, targets_of

    with opened_store(settings()) as store, store.reading() as conn:
        one = _meant(conn, name)
        _say(f"{one.id} · {one.name} · {_what(one)}")
        for target in targets_of(conn, one.id):
            signed = f", signed with {target.secret}" if target.secret else ""
            _say(f"{target.channel} {target.address}{signed}", "  ")
        _list(alerts_of(conn, one.id, limit), one)
        for letter in messages_of(conn, one.id):
            if letter.message.error:
                state, error = letter.message.state, letter.message.error
                _say(f"{letter.target.channel} {letter.target.address}: {state}: {error}", "  ")


@watch.command("try", no_args_is_help=True)
@click.argument("name", metavar="NAME|ID")
@click.option("--days", type=click.IntRange(1, 366), default=_WEEK, show_default=True, help="Look so far back.")
def try_it(name: str, days: int) -> None:
    """Say what a watchlist would have told of the last days; nobody is told, nothing is written."""
    from otkuda.alerts.trying import would_tell

    now = datetime.now(UTC)
    with opened_store(settings()) as store, store.reading() as conn:
        one = _meant(conn, name)
        found = would_tell(conn, one, now - timedelta(days=days), now)
        _list(found, one)
        click.echo(f"{len(found):,} in {days} days")


@watch.command(no_args_is_help=True)
@click.argument("name", metavar="NAME|ID")
def test(name: str) -> None:
    """Send a trial to each address of a watchlist, and say what came of it. Exit status: 0 all taken, 1 not all."""
    sys.exit(ended_cleanly(lambda: _test(name)))


@watch.command(no_args_is_help=True)
@click.argument("name", metavar="NAME|ID")
def pause(name: str) -> None:
    """Let a watchlist tell nothing until it is resumed."""
    with opened_store(settings()) as store, _changed(store, name) as change:
        change(lambda one: replace(one, paused=True))


@watch.command(no_args_is_help=True)
@click.argument("name", metavar="NAME|ID")
def resume(name: str) -> None:
    """Let a watchlist tell again, of what comes from now on."""
    from otkuda.alerts.making import resumed

    with opened_store(settings()) as store, _changed(store, name) as change:
        change(lambda one: resumed(one, datetime.now(UTC)))


@watch.command(no_args_is_help=True)
@click.argument("name", metavar="NAME|ID")
def remove(name: str) -> None:
    """Remove a watchlist, with what it told and what waits."""
    from otkuda.store.watching import drop_watchlist

    with opened_store(settings()) as store, store.writing() as conn:
        drop_watchlist(conn, _meant(conn, name).id)


def _wish(options: Options) -> Wish:
    from otkuda.alerts.making import Wish

    return Wish(
        name=options["name"],
        words=options["words"],
        speaker=options["speaker"],
        entity=options["entity"],
        outlet=options["outlet"],
        kinds=options["on"],
        tongue=options["language"],
        quiet=options["quiet"],
        digest=options["digest"],
        zone=options["zone"],
        emails=options["mail"],
        webhooks=options["webhook"],
        telegrams=options["telegram"],
        secret=options["secret"],
        allow_private=settings().allow_private,
    )


def _test(name: str) -> int:
    from otkuda.alerts.trying import send_trial
    from otkuda.alerts.world import world_of
    from otkuda.store.watching import targets_of

    chosen = settings()
    failed = 0
    with opened_store(chosen) as store:
        with store.reading() as conn:
            one = _meant(conn, name)
            targets = targets_of(conn, one.id)
        for target in targets:
            try:
                send_trial(target, one, world_of(chosen))
                _say(f"{target.channel} {target.address}: taken")
            except OtkudaError as error:
                failed += 1
                _say(f"{target.channel} {target.address}: {error}")
        if not targets:
            click.echo("no addresses; what it tells stands in its feed on /watch", err=True)
    return 1 if failed else 0


@contextmanager
def _changed(store: Any, name: str) -> Iterator[Callable[[Callable[[Watchlist], Watchlist]], None]]:  # noqa: ANN401
    from otkuda.store.watching import put_watchlist

    with store.writing() as conn:
        one = _meant(conn, name)
        yield lambda change: put_watchlist(conn, change(one))


def _meant(conn: Connection, name: str) -> Watchlist:
    """Return the watchlist that a name, an id or its beginning means; one line where that is none, or several."""
    from otkuda.store.watching import list_watchlists

    known = list_watchlists(conn)
    found = [one for one in known if one.name == name] or [one for one in known if name and one.id.startswith(name)]
    if len(found) != 1:
        what = "several watchlists; name one by its id" if found else "no watchlist; otkuda watch list has them"
        raise click.ClickException(f"{name}: {what}")
    return found[0]


def _what(one: Watchlist) -> str:
    parts = (("words", one.words), ("speaker", one.speaker), ("entity", one.entity), ("outlet", one.outlet))
    watched = [f"{name}: {value}" for name, value in parts if value]
    return "; ".join([*watched, f"on {', '.join(one.kinds)}"])


def _list(found: Iterable[Alert], one: Watchlist) -> None:
    from otkuda.alerts.wording import headline_of

    for alert in found:
        _say(f"{alert.made:%Y-%m-%d %H:%M} {headline_of(alert, one.tongue)} {alert.url or ''}", "  ")


def _say(line: str, indent: str = "") -> None:
    from otkuda.serve.view import one_line

    click.echo(indent + one_line(line))
