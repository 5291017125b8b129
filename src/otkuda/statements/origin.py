"""Where a statement was first said: a page of the archive, an occasion that several heard, or not in the archive."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from otkuda.statements.way import is_own, outside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from otkuda.statements.tellers import Teller, Tellers
    from otkuda.statements.way import Edge

_HEARD = 2  # articles that heard the words themselves make an occasion


def first_page(tellers: Tellers, edges: Mapping[str, Edge]) -> Teller | None:
    """Return the article where the words stand first; None where that is none of them.

    It takes them from nobody, in the archive or outside it, and others say that they have them from there, or it is the
    page of the speaker's own organization.
    """
    told = {one: edge for one, edge in edges.items() if edge.ground != "inferred"}
    votes = Counter(_end(one, told).id for one in tellers if one.id in told)
    own = {one.id for one in tellers if is_own(one, tellers)}
    free = [one for one in tellers if one.id not in edges and outside(one, tellers) is None]
    likely = [one for one in tellers if one.id in own] or [one for one in free if votes[one.id]]
    if not likely:
        most = len({one.telling.key for one in tellers}) - 1
        likely = [one for one in tellers if one.id not in edges and _is_where_most_lead(one, votes[one.id], most)]
    return max(likely, key=lambda one: (votes[one.id], one.id), default=None)


def _is_where_most_lead(one: Teller, votes: int, others: int) -> bool:
    """Have most of the others the words from a page that names but its own body: «Комитет сообщает»?"""
    is_body = all(source.type == "organization" for source in one.chain)
    return is_body and votes >= _HEARD and votes * 2 >= others


def _end(one: Teller, edges: Mapping[str, Edge]) -> Teller:
    while one.id in edges:
        one = edges[one.id].source
    return one


def is_occasion(tellers: Tellers, edges: Mapping[str, Edge]) -> bool:
    """Did several articles hear the words themselves?"""
    first = [one for one in tellers if one.id not in edges and outside(one, tellers) is None]
    return len({one.telling.key for one in first}) >= _HEARD
