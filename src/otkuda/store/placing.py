"""Which statements appear in a version of an article, and in how many articles besides."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, case, distinct, func, select

from otkuda.model import Span
from otkuda.store.schema import appearances

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select


class Placed(NamedTuple):
    """Where a statement appears in a version of an article; in how many articles in all, in how many in these words."""

    statement_id: str
    spans: tuple[Span, ...]
    articles: int
    alike: int


def placed_in(conn: Connection, version_id: str) -> list[Placed]:
    """Return which statements appear in a version of an article, in the order of its text."""
    rows = conn.execute(_placing(), {"version": version_id})
    found = (Placed(one, tuple(Span(*span) for span in spans), *counts) for one, spans, *counts in rows)
    return sorted(found, key=lambda one: one.spans)


@cache
def _placing() -> Select[Any]:
    here, there = appearances.alias("here"), appearances.alias("there")
    together = here.join(there, there.c.statement_id == here.c.statement_id)
    address = func.coalesce(there.c.url, there.c.version_id)
    alike = case((there.c.text == here.c.text, address))
    shown = (here.c.statement_id, here.c.spans, func.count(distinct(address)), func.count(distinct(alike)))
    chosen = select(*shown).select_from(together).where(here.c.version_id == bindparam("version"))
    return chosen.group_by(here.c.statement_id, here.c.place, here.c.spans)
