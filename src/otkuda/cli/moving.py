"""``otkuda migrate-store``: a store into the other database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from otkuda.cli.progress import counted
from otkuda.cli.running import ended_cleanly
from otkuda.errors import OtkudaError

if TYPE_CHECKING:
    from otkuda.store import Store


@click.command("migrate-store", no_args_is_help=True)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def migrate_store(source: str, target: str) -> None:
    """Copy a store into an empty one: from SQLite to PostgreSQL, or back.

    FROM and TO are each a file or an address of PostgreSQL. All goes along: articles and statements, decisions,
    dossiers, users, watchlists and what they told, what is to be collected when. Each table is read again at its end
    and must be the same row for row; its line says how many rows it has, and their digest. TO is filled whole or not at
    all. FROM stays as it is; stop what works on it before, for what it writes meanwhile does not go along.

    \b
    otkuda migrate-store otkuda.sqlite postgresql://otkuda@db.example/otkuda
    otkuda migrate-store postgresql://otkuda@db.example/otkuda otkuda.sqlite
    otkuda migrate-store old.sqlite "$OTKUDA_DATABASE" > tables.txt
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _migrate(source, target)))


def _migrate(source: str, target: str) -> int:
    from otkuda.store import open_store

    if "://" not in source and not Path(source).is_file():
        raise click.ClickException(f"{source}: no such store; the store of this machine is otkuda.sqlite in its folder")
    try:
        with open_store(source) as old, open_store(target) as new, old.lock("collect"):
            _move(old, new)
    except OtkudaError as error:
        raise click.ClickException(str(error)) from None
    return 0


def _move(old: Store, new: Store) -> None:
    from otkuda.store.moving import how_many, move

    rows = 0
    with counted(move(old, new), how_many(old), "copying and checking") as steps:
        for done in steps:
            if done is not None:
                rows += done.rows
                click.echo(f"{done.table}\t{done.rows}\t{done.digest}")
    click.echo(f"{new.where}: {rows:,} rows, each as in {old.where}", err=True)
