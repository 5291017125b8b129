"""Who is who: the mentions that make a speaker, and what people decided on that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.archive.cursors import page
from otkuda.archive.judged_records import AnchorShown, JudgementShown, MentionLine
from otkuda.archive.records import Listed
from otkuda.collect.decisions import decided_on, standings
from otkuda.store import articles_naming, get_entity, mentions_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.archive.wanted import Judgements, Paged
    from otkuda.collect.decisions import Standing
    from otkuda.store import StoredMention
    from otkuda.store.who import InArticle


def judgements(conn: Connection, wanted: Judgements) -> Listed[JudgementShown]:
    """Return a page of what people decided on who is who, the latest first; of one speaker, where one is named."""
    made = standings(conn)[::-1]
    if wanted.speaker is not None:
        its = {one.id for one in decided_on(conn, [one.id for one in _mentions(conn, wanted.speaker)])}
        made = [one for one in made if one.judgement.id in its]
    found: Listed[Standing] = page(made, wanted, lambda one: one.judgement.id)
    return Listed(tuple(map(_shown, found.items)), found.cursor)


def _mentions(conn: Connection, speaker: str) -> list[StoredMention]:
    entity = get_entity(conn, speaker)
    return mentions_of(conn, entity.id) if entity else []


def judgement(conn: Connection, id: str) -> JudgementShown | None:  # noqa: A002 - what it is
    """Return such a decision by its id; None where there is none, or it was undone."""
    return next((_shown(one) for one in standings(conn) if one.judgement.id == id), None)


def _shown(one: Standing) -> JudgementShown:
    made = one.judgement
    said = tuple(AnchorShown(**each._asdict()) for each in made.said)
    return JudgementShown(made.id, made.kind, made.made, made.who, one.state, said, made.wikidata)


def mentions(conn: Connection, id: str, wanted: Paged) -> Listed[MentionLine] | None:  # noqa: A002 - what it is
    """Return a page of the mentions that are one speaker, the newest first; None where there is no such speaker."""
    entity = get_entity(conn, id)
    if entity is None:
        return None
    found: Listed[StoredMention] = page(mentions_of(conn, entity.id, newest=True), wanted, lambda one: one.id)
    within = {one.mention.id: one for one in articles_naming(conn, list(found.items))}
    return Listed(tuple(_line(one, within.get(one.id)) for one in found.items), found.cursor)


def _line(one: StoredMention, within: InArticle | None) -> MentionLine:
    return MentionLine(
        id=one.id,
        name=one.name,
        role=one.role,
        organization=one.organization,
        language=one.language,
        article=one.article_id if within else None,
        url=within.url if within else None,
        headline=within.headline if within else None,
        outlet=within.outlet if within else None,
        dated=one.dated,
    )
