"""Who is who by the API: the mentions of a speaker, what is decided on them, and undoing that."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException

from otkuda.archive import judged, speakers
from otkuda.archive.judged_records import JudgementShown, MentionLine
from otkuda.archive.records import SpeakerShown
from otkuda.archive.wanted import Id, Judgements, Paged
from otkuda.collect import decisions
from otkuda.collect.decisions import MOST, By
from otkuda.collect.entities import resolve_all
from otkuda.errors import InputError
from otkuda.export.feeds import FeedEntry
from otkuda.export.linked import Node, known
from otkuda.serve.api.described import Acting, Listing, Showing, found
from otkuda.serve.api.entries import lines_of, title_of
from otkuda.serve.api.nodes import id_of
from otkuda.serve.rendering import reader_of
from otkuda.serve.view import one_line
from otkuda.store import get_entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection
    from starlette.requests import Request

    from otkuda.serve.api.described import Operation


class Another(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The other speaker, by its id."""

    other: Id


class Leaving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which mentions leave a speaker, by their ids, or by those of their articles."""

    mentions: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=MOST)]


def merge(request: Request, asked: Another) -> SpeakerShown:
    """Decide that a speaker is another one. 409 where that is not there, or they cannot be one."""
    return _decided(request, lambda conn, one, by: decisions.identify(conn, one, _named(conn, asked), by))


def part(request: Request, asked: Another) -> SpeakerShown:
    """Decide that a speaker is not another one that it may have been."""
    return _decided(request, lambda conn, one, by: decisions.part(conn, one, _named(conn, asked), by))


def split(request: Request, asked: Leaving) -> SpeakerShown:
    """Decide that some mentions are somebody else, who is answered."""
    return _decided(request, lambda conn, one, by: decisions.split(conn, one, asked.mentions, by))


def undo(request: Request, _: None) -> JudgementShown:
    """Take a decision back; it is answered as it was."""
    one, store = request.path_params["id"], request.app.state.store
    resolve_all(store)
    with store.writing() as conn:
        shown: JudgementShown = found(judged.judgement(conn, one))
        decisions.take_back(conn, one)
    return shown


def _decided(request: Request, decide: Callable[[Connection, str, By], str]) -> SpeakerShown:
    store, by = request.app.state.store, By(datetime.now(UTC), reader_of(request).name or None)
    resolve_all(store)
    try:
        with store.writing() as conn:
            now = decide(conn, found(get_entity(conn, request.path_params["id"])).id, by)
            shown: SpeakerShown = found(speakers.speaker(conn, now))
    except InputError as error:
        raise HTTPException(409, str(error)) from error
    return shown


def _named(conn: Connection, asked: Another) -> str:
    other = get_entity(conn, asked.other)
    if other is None:
        raise HTTPException(409, "there is no other speaker of this id")
    return other.id


def _mention_node(one: MentionLine) -> Node:
    page: Node | None = {"@type": "NewsArticle", "@id": one.url, "headline": one.headline} if one.url else None
    return known({"@type": "Thing", "@id": id_of("mention", one.id), "name": one.name, "subjectOf": page})


def _mention_entry(one: MentionLine, base: str) -> FeedEntry:
    return FeedEntry(
        id=id_of("mention", one.id),
        url=f"{base}/article/{quote(one.article)}" if one.article else base,
        title=title_of(one.name, one.headline),
        text=lines_of(one.name, one.role, one.organization, one.headline, one.outlet),
        updated=one.dated,
        about=one.url,
    )


def _judgement_node(one: JudgementShown) -> Node:
    agent: Node | None = {"@type": "Person", "name": one.by} if one.by else None
    return known(
        {
            "@type": ["Action", "prov:Activity"],
            "@id": id_of("judgement", one.id),
            "name": one.kind,
            "endTime": one.made.isoformat(),
            "agent": agent,
        }
    )


def _judgement_entry(one: JudgementShown, base: str) -> FeedEntry:
    names = ", ".join(dict.fromkeys(each.name for each in one.said))
    return FeedEntry(
        id=id_of("judgement", one.id),
        url=f"{base}/api/v1/judgements/{quote(one.id)}",
        title=title_of(one.kind, names),
        text=lines_of(one.kind, names, one.state),
        updated=one.made,
        published=one.made,
        author=one.by and one_line(one.by),
    )


IDENTITY: tuple[Operation, ...] = (
    Listing(
        path="/speakers/{id}/mentions",
        name="listMentions",
        tag="speakers",
        summary="The mentions that are one speaker, the newest first",
        query=Paged,
        item=MentionLine,
        find=lambda one: judged.mentions(one.conn, one.id, one.wanted),
        node=_mention_node,
        entry=_mention_entry,
        home="/speakers",
    ),
    Acting(
        path="/speakers/{id}/merge",
        name="mergeSpeakers",
        tag="speakers",
        summary="A speaker is another one; the two as one are answered",
        body=Another,
        answer=SpeakerShown,
        act=merge,
        status=201,
        refuses=(409,),
    ),
    Acting(
        path="/speakers/{id}/part",
        name="partSpeakers",
        tag="speakers",
        summary="A speaker is not another one that it may have been",
        body=Another,
        answer=SpeakerShown,
        act=part,
        status=201,
        refuses=(409,),
    ),
    Acting(
        path="/speakers/{id}/split",
        name="splitSpeaker",
        tag="speakers",
        summary="Some mentions are somebody else, who is answered",
        body=Leaving,
        answer=SpeakerShown,
        act=split,
        status=201,
        refuses=(409,),
    ),
    Listing(
        path="/judgements",
        name="listJudgements",
        tag="judgements",
        summary="What people decided on who is who, the latest first",
        query=Judgements,
        item=JudgementShown,
        find=lambda one: judged.judgements(one.conn, one.wanted),
        node=_judgement_node,
        entry=_judgement_entry,
        home="/speakers",
    ),
    Showing(
        path="/judgements/{id}",
        name="showJudgement",
        tag="judgements",
        summary="Such a decision, and how it stands",
        answer=JudgementShown,
        find=lambda one: judged.judgement(one.conn, one.id),
        node=_judgement_node,
    ),
    Acting(
        path="/judgements/{id}/undo",
        name="undoJudgement",
        tag="judgements",
        summary="Take such a decision back; it is answered as it was",
        body=None,
        answer=JudgementShown,
        act=undo,
    ),
)
