"""Where a statement was first said: a page of the archive, an occasion that several heard, or not in the archive."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from otkuda.statements.way import LEAST, is_own, outside, overlap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from otkuda.statements.tellers import Teller, Tellers
    from otkuda.statements.way import Edge

_HEARD = 2  # articles that heard the words themselves make an occasion


def first_page(tellers: Tellers, edges: Mapping[str, Edge]) -> Teller | None:
    """Return the article where the words stand first; None where that is none of them.

    It takes them from nobody, in the archive or outside it, and others say that they have them from there, or it is the
    page of the speaker's own organization. What several heard and wrote down is on no first page, whichever is linked.
    """
    told = {one: edge for one, edge in edges.items() if edge.ground != "inferred"}
    votes = Counter(_end(one, told).id for one in tellers if one.id in told)
    free = _free(tellers, edges)
    likely = [one for one in tellers if is_own(one, tellers)]
    if not likely:
        likely = [one for one in free if votes[one.id]]
        if any(one in likely for one in transcripts(tellers, edges)):
            return None
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
    return len({one.telling.key for one in _free(tellers, edges)}) >= _HEARD


def transcripts(tellers: Tellers, edges: Mapping[str, Edge]) -> list[Teller]:
    """Return the articles that wrote down what they heard, each in its own way, where several did."""
    written = [one for one in _free(tellers, edges) if one.is_transcript]
    others = {(one.runs, one.telling.key): one for one in written}.values()
    return [one for one in written if any(_heard_apart(one, other) for other in others)]


def _free(tellers: Tellers, edges: Mapping[str, Edge]) -> list[Teller]:
    """Return those that have the words from nobody, in the archive or outside it."""
    return [one for one in tellers if one.id not in edges and outside(one, tellers) is None]


def _heard_apart(one: Teller, other: Teller) -> bool:
    """Did two write down the same words each by itself: quoted in one language, and neither a copy of the other?"""
    if one.telling.key == other.telling.key or one.telling.article.language != other.telling.article.language:
        return False
    return max(overlap(one, other), overlap(other, one)) < LEAST


def named_outside(tellers: Tellers, edges: Mapping[str, Edge], language: str) -> str | None:
    """Return what most of the articles name or link as their source that is not in the archive; None for nothing.

    Articles in the language go before others: «Telegram-канал», "Telegram channel". Of as many it is the earliest.
    """
    found = [(one, name) for one in tellers if one.id not in edges and (name := outside(one, tellers))]
    near = [(one, name) for one, name in found if one.telling.article.language == language] or found
    votes = Counter(name for _, name in near)
    first = min(near, key=lambda each: (-votes[each[1]], *each[0].turn, each[1]), default=None)
    return first[1] if first else None
