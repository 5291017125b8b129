"""``otkuda check``: each quotation of a draft against what is kept, and what was searched."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.inputs import gather, is_url
from otkuda.cli.reading import Failed
from otkuda.cli.running import ended_cleanly

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias, Unpack

    from sqlalchemy import Connection

    from otkuda.model import Article, Carrier
    from otkuda.statements import Checked
    from otkuda.store import Coverage

    Lookup: TypeAlias = Callable[..., Sequence[Carrier]]

ALL_PASSED, SOMETHING_DIFFERS, UNUSABLE = 0, 1, 2
_NOTHING_KEPT = "nothing is kept to check against; otkuda add URL and otkuda collect, or otkuda import PATH"


class Options(TypedDict):
    """What the user asked for."""

    path: str
    indirect: bool
    as_json: bool
    timeout: float


@click.command(no_args_is_help=True)
@click.argument("path", metavar="FILE | URL | -")
@click.option("--indirect", is_flag=True, help="Check what the draft tells in its own words as well.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a quotation.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Give the reading of the draft up after so long; 0: never.",
)
def check(**options: Unpack[Options]) -> None:
    """Check the quotations of a draft against all that is kept.

    Each is verbatim (or honestly shortened), altered, somebody else's, a translation, a retelling, or not found: with
    the place, and both wordings where they differ. At the end it is said what was searched, and what was not.

    \b
    otkuda check draft.txt
    otkuda check https://zarya.example/1.html --indirect
    pandoc draft.docx -t plain | otkuda check - --json

    Exit status: 0 all verbatim or shortened, 1 something is not, 2 wrong usage, or the draft could not be read.
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(options)))


def _run(options: Options) -> int:
    from otkuda.collect.lookup import candidates

    draft = _draft(options["path"], options["timeout"])
    with opened_store(settings()) as store, store.reading() as conn:
        return _checked(conn, draft, candidates, options)


def _checked(conn: Connection, draft: Article, lookup: Lookup, options: Options) -> int:
    from otkuda.pipeline import check as held_against
    from otkuda.store import coverage

    covered = coverage(conn)
    if not covered.articles:
        click.echo(_NOTHING_KEPT, err=True)
        return UNUSABLE
    known = lookup(conn, draft, indirect=options["indirect"])
    found = held_against(draft, known, indirect=options["indirect"])
    _show(draft, found, covered, as_json=options["as_json"])
    if not found:
        click.echo("no quotations in the draft; --indirect checks what it tells in its own words", err=True)
    return ALL_PASSED if all(one.is_passed for one in found) else SOMETHING_DIFFERS


def _show(draft: Article, found: Sequence[Checked], covered: Coverage, *, as_json: bool) -> None:
    from otkuda.cli.screen import write_line

    if as_json:
        from otkuda.export.checked_record import checked_record
        from otkuda.export.record import encode

        for one in found:
            write_line(encode(checked_record(draft, one, covered)))
        return
    from otkuda.cli.checked import card
    from otkuda.cli.screen import console, show_lines

    show_lines(console(), *card(found, covered))


def _draft(path: str, timeout: float) -> Article:
    """Return the draft with what is attributed in it; one line and status 2 where it cannot be read."""
    from otkuda.cli.read import read_all

    if not is_url(path) and Path(path).is_dir():
        raise click.UsageError(f"{path}: a folder; name one draft")
    done = next(read_all(gather((path,)), jobs=1, timeout=timeout))
    if isinstance(done, Failed):
        click.echo(f"otkuda: {done.path}: {done.message}", err=True)
        sys.exit(UNUSABLE)
    return done.article
