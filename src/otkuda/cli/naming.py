"""Whom a user means by a name or an id: one entity, or one line that says how to name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from otkuda.serve.view import one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.store import StoredEntity

_SHOWN = 5


def meant(conn: Connection, name: str) -> StoredEntity:
    """Return the entity that is meant; one line where there is none, or more than one."""
    from otkuda.collect.portrait import found

    some = found(conn, name)
    if not some:
        raise click.ClickException(f"{one_line(name)}: nobody is called so; otkuda entities list finds names")
    if len(some) > 1:
        shown = ", ".join(f"{one.id} ({one_line(one.name)[:60]})" for one in some[:_SHOWN])
        more = "" if len(some) <= _SHOWN else " and others"
        raise click.ClickException(f"{one_line(name)}: several are called so; name one by its id: {shown}{more}")
    return some[0]


def meant_id(conn: Connection, name: str) -> str:
    """Return the id of the entity that is meant; of one mention, where its id was given and its name stays open."""
    from otkuda.store import current_id

    return current_id(conn, name.strip().lower()) or meant(conn, name).id
