"""A person's decisions laid on what articles say now: by the words and the address that they are anchored in."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from otkuda import store
from otkuda.collect.naming import mention_at
from otkuda.entities import Decision, match

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from otkuda.entities import Mention
    from otkuda.store import Anchor, Fit, Judgement

Decided: TypeAlias = "dict[str, set[str]]"  # mentions that a person has decided on, with the keys that tie them

ALIAS = "alias:"  # how the id of a judgement begins that stands in the place of an article


def decided_in(conn: Connection, article_ids: list[str], found: Mapping[str, Mention]) -> Decided:
    """Lay decisions on the mentions that articles have now. Returns those on which any stands."""
    fits = store.fits_in(conn, article_ids)
    judged = store.get_judgements(conn, {one.judgement_id for one in fits})
    now = [one._replace(mention_id=_fitting(judged[one.judgement_id].said[one.position], found)) for one in fits]
    store.put_fits(conn, (one for one, before in zip(now, fits, strict=True) if one != before))
    decided: Decided = {}
    for one in now:
        if one.mention_id:
            decided.setdefault(one.mention_id, set()).update(_ties(one, judged[one.judgement_id]))
    return decided


def _ties(one: Fit, judgement: Judgement) -> Iterable[str]:
    """Return the key that joins those whom a person joined; the first of a split stays behind."""
    return () if judgement.kind == "split" and one.position == 0 else (f"decided:{one.judgement_id}",)


def _fitting(anchor: Anchor, found: Mapping[str, Mention]) -> str | None:
    """Return the mention that an anchor means: in the same words, else of the same name, else the one that it fits."""
    meant = mention_at(anchor)
    if meant.id in found:
        return meant.id
    there = {identity: one for identity, one in found.items() if (one.article, one.type) == (meant.article, meant.type)}
    same = sorted(identity for identity, one in there.items() if one.name == meant.name)
    if same:
        return min(same, key=lambda identity: (there[identity].role != meant.role, identity))
    fitting = [identity for identity, one in there.items() if match(meant, one).answer == "same"]
    return fitting[0] if len(fitting) == 1 else None


def decisions_on(conn: Connection, mention_ids: Iterable[str]) -> list[Decision]:
    """Return what was decided on mentions, pair by pair."""
    named = {one.judgement_id for one in store.fits_on(conn, mention_ids)}
    judged = store.get_judgements(conn, named)
    standing: dict[str, list[Fit]] = {}
    for one in store.fits_of(conn, named):
        standing.setdefault(one.judgement_id, []).append(one)
    return [pair for identity, fits in standing.items() for pair in pairs(judged[identity], fits)]


def pairs(judgement: Judgement, fits: Iterable[Fit]) -> list[Decision]:
    """Return the pairs of mentions that a judgement joins or parts, of those that are there.

    What leaves in a split leaves together.
    """
    at = {one.position: one.mention_id for one in fits if one.mention_id}
    stays = at.pop(0, None) if judgement.kind == "split" else None
    together = [at[position] for position in sorted(at)]
    joined = [Decision(one, together[0], is_same=True) for one in together[1:] if one != together[0]]
    return joined + [Decision(one, stays, is_same=False) for one in together if stays and one != stays]
