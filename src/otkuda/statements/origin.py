"""Where a statement was first said: a page of the archive, an occasion that several heard, or not in the archive."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from otkuda.statements.way import is_own, outside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from otkuda.statements.kinship import Judge
    from otkuda.statements.way import Edge, Teller

_HEARD = 2  # articles that heard the words themselves make an occasion


def first_page(tellers: Sequence[Teller], edges: Mapping[str, Edge], judge: Judge) -> Teller | None:
    """Return the article where the words stand first; None where that is none of them.

    It takes them from nobody, in the archive or outside it, and others say that they have them from there, or it is the
    page of the speaker's own organization.
    """
    told = {one: edge for one, edge in edges.items() if edge.ground != "inferred"}
    votes = Counter(_end(one, told).id for one in tellers if one.id in told)
    own = {one.id for one in tellers if is_own(one, judge)}
    free = [one for one in tellers if one.id not in edges and outside(one, tellers, judge) is None]
    likely = [one for one in tellers if one.id in own] or [one for one in free if votes[one.id]]
    likely = likely or [one for one in tellers if _is_where_most_lead(one, tellers, edges, votes[one.id])]
    return max(likely, key=lambda one: (votes[one.id], one.id), default=None)


def _is_where_most_lead(one: Teller, tellers: Sequence[Teller], edges: Mapping[str, Edge], votes: int) -> bool:
    """Have most of the others the words from a page that names but its own body: «Комитет сообщает»?"""
    keys = {other.telling.key for other in tellers} - {one.telling.key}
    is_body = all(source.type == "organization" for source in one.chain)
    return one.id not in edges and is_body and votes >= _HEARD and votes * 2 >= len(keys)


def _end(one: Teller, edges: Mapping[str, Edge]) -> Teller:
    while one.id in edges:
        one = edges[one.id].source
    return one


def is_occasion(tellers: Sequence[Teller], edges: Mapping[str, Edge], judge: Judge) -> bool:
    """Did several articles hear the words themselves?"""
    first = [one for one in tellers if one.id not in edges and outside(one, tellers, judge) is None]
    return len({one.telling.key for one in first}) >= _HEARD
