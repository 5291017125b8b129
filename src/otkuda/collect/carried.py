"""Which statements articles carry once what was found is written, though nothing is written yet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from otkuda.store import story_index
from otkuda.store.statements import appearing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from otkuda.model import Statement


class Carried:
    """The statements of a store, some of which give place to others."""

    def __init__(self, conn: Connection, old: Collection[str], made: Iterable[Statement]) -> None:
        """``old`` are the ids of those that go, ``made`` those that come."""
        self.conn = conn
        self.old = old
        self.within: defaultdict[str, set[str]] = defaultdict(set)  # the versions in which those appear that come
        self.of: defaultdict[str, set[str]] = defaultdict(set)  # those that come, by the versions in which they appear
        for statement in made:
            for appearance in statement.appearances:
                self.within[statement.id].add(appearance.carrier)
                self.of[appearance.carrier].add(statement.id)

    def by(self, version_ids: Collection[str]) -> dict[str, frozenset[str]]:
        """Return for each of some versions the statements that it carries."""
        kept = story_index.carried(self.conn, version_ids)
        return {one: kept.get(one, frozenset()).difference(self.old).union(self.of.get(one, ())) for one in version_ids}

    def carrying(self, statement_ids: Collection[str]) -> set[str]:
        """Return the versions that carry one of some statements."""
        kept = appearing(self.conn, {one for one in statement_ids if one not in self.old})
        return set(kept).union(*(self.within.get(one, ()) for one in statement_ids))

    def changed(self) -> set[str]:
        """Return the versions that carry others than before."""
        before = appearing(self.conn, self.old)
        return {one for one in before.keys() | self.of.keys() if before.get(one) != self.of.get(one)}
