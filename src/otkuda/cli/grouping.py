"""What every command that takes in articles ends with: they become part of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from otkuda.cli.progress import complaint, counted
from otkuda.cli.reading import Failed

if TYPE_CHECKING:
    from otkuda.store import Store


def group(store: Store) -> None:
    """Group what is kept and not grouped yet, with a bar where a person watches and there is much.

    A line for each article that could not be.
    """
    from otkuda.collect.grouping import group_new
    from otkuda.entities.judging import Judge
    from otkuda.store.grouping import how_many_waiting

    with store.reading() as conn:
        total = how_many_waiting(conn)
    if total:
        with counted(group_new(store, Judge()), total, "grouping") as done:
            faults = [Failed(one.url or one.version_id, one.fault) for one in done if one.fault]
        for one in faults:
            click.echo(complaint(one), err=True)
