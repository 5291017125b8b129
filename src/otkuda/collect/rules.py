"""By which rules the entities of a store are resolved, and over languages or in each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.pipeline import READ_BY
from otkuda.store.unresolved import resolve_anew, resolved_by

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.store import Store

_BY_LANGUAGE = "each language by itself"


def use_rules(kept_in: Store, *, transliterate: bool) -> None:
    """Let entities be resolved by the present rules, over languages or in each; where they were not, all are anew.

    That is done by whoever writes next; until then pages have what there was.
    """
    rules = READ_BY if transliterate else f"{READ_BY}, {_BY_LANGUAGE}"
    with kept_in.reading() as conn:
        is_so = resolved_by(conn) == rules
    if not is_so:
        with kept_in.writing() as conn:
            resolve_anew(conn, rules)


def transliterates(conn: Connection) -> bool:
    """Tell whether names are met over languages."""
    return not (resolved_by(conn) or "").endswith(_BY_LANGUAGE)
