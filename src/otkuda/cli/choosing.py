"""The options by which commands on the store choose: whose words, where, when, in which language."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, get_args

import click

from otkuda.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.model import Moment
    from otkuda.store import Query

Command = TypeVar("Command", bound="Callable[..., Any]")


class Choice(TypedDict):
    """What the user chose."""

    speaker: str | None
    outlet: str | None
    kind: Kind | None
    since: str | None
    until: str | None
    language: str | None


_OPTIONS = (
    click.option("--speaker", metavar="NAME", help="Only words of this source; the surname is enough."),
    click.option("--outlet", metavar="NAME", help="Only this outlet: its name or its host."),
    click.option("--kind", type=click.Choice(get_args(Kind)), help="Only what is quoted, reported, or both in one."),
    click.option("--since", metavar="DATE", help="Only from then on: 2026-03-11, or 2026-03-11T10:05+05:00."),
    click.option("--until", metavar="DATE", help="Only to then; a day is meant with all of it."),
    click.option("--language", metavar="CODE", help="Only texts in this language: ru, kk, en."),
)


def choosing(command: Command) -> Command:
    """Give a command the options of a ``Choice``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def query_of(choice: Choice, words: str = "") -> Query:
    """Return what the user asks the store for. A wrong date is a wrong use."""
    from otkuda.store import Query

    since, until = (_moment(choice["since"], "--since"), _moment(choice["until"], "--until"))
    return Query(
        words,
        speaker=choice["speaker"],
        outlet=choice["outlet"],
        kind=choice["kind"],
        since=since.start if since else None,
        until=(until.end or until.start) if until else None,
        language=choice["language"].lower() if choice["language"] else None,
    )


def instant_of(text: str | None, option: str) -> datetime | None:
    """Return when a date that a user wrote begins, by this computer's clock."""
    moment = _moment(text, option)
    return moment.start if moment else None


def _moment(text: str | None, option: str) -> Moment | None:
    if text is None:
        return None
    from otkuda.text.dates import read_date

    moment = read_date(text, _here())
    if moment is None:
        raise click.BadParameter("no date; write it as 2026-03-11 or 2026-03-11T10:05+05:00", param_hint=option)
    return moment


def _here() -> tzinfo:
    """Return the zone of this computer's clock, as it is ahead of UTC today."""
    return datetime.now().astimezone().tzinfo or UTC
