"""What the commands on the store share on a screen: a console, texts that cannot act, dates, names."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from otkuda.serve.view import one_line, printable, standing

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console, RenderableType
    from rich.text import Text

    from otkuda.model import Article, Attribution

WIDEST = 100


def console() -> Console:
    """Return a console on standard output that shows texts as they stand."""
    from rich.console import Console

    wide = Console().width
    return Console(width=min(wide, WIDEST), highlight=False, markup=False, emoji=False, legacy_windows=False)


def show_lines(out: Console, *parts: RenderableType) -> None:
    """Write parts one under the other, without blanks at the ends of the lines; what has no blanks is never broken."""
    from rich.text import Text

    for part in parts:
        with out.capture() as taken:
            out.print(part, soft_wrap=isinstance(part, Text) and bool(part.no_wrap))
        click.echo("\n".join(line.rstrip(" ") for line in taken.get().split("\n")), nl=False, color=is_coloured())


def write_line(line: bytes) -> None:
    """Write a line for a program to standard output."""
    if sys.stdout is None:
        raise click.ClickException("standard output is closed")
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def is_coloured() -> bool:
    """Whether standard output shows colours; elsewhere signs must do."""
    from rich.console import Console

    shown = Console(file=sys.stdout)
    return shown.is_terminal and not shown.no_color and shown.color_system is not None


def text_of(words: str, style: str = "") -> Text:
    """Return words that cannot act on a terminal, in their lines."""
    from rich.text import Text

    return Text(printable(words), style=style, overflow="fold")


def address(url: str) -> Text:
    """Return an address in a line of its own that is never broken, so that it can be clicked and copied."""
    from rich.text import Text

    return Text(f"  {one_line(url)}", style="dim", no_wrap=True)


def speaker_of(said: Attribution) -> Text:
    """Return the speaker with role and organization, or that nobody is named."""
    if not said.chain:
        return text_of("nobody is named", "italic")
    source = said.chain[-1]
    name = text_of(one_line(source.entity), "bold")
    more = standing(source)
    return name.append(f"  {more}", "dim") if more else name


def published_in_words(article: Article, seen: datetime) -> str:
    """Return when an article was published, as it says itself: a day, or a time there; else when it was seen here.

    A time zone is left out where the article states its own clock.
    """
    if article.published is None:
        return f"seen {clock(seen)}"
    return f"{article.published:%Y-%m-%d}" if article.published_until else f"{article.published:%Y-%m-%d %H:%M}"


def clock(when: datetime) -> str:
    """Return a time of ours by this computer's clock, with its zone."""
    with suppress(OverflowError, OSError):  # at the ends of the calendar
        when = when.astimezone()
    return when.isoformat(sep=" ", timespec="minutes")
