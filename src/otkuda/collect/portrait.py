"""All that is known of one entity: names, roles with dates, articles, what it may be as well, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from otkuda import store
from otkuda.collect.counting import opened
from otkuda.entities.grouping import held, names_of
from otkuda.entities.matching import compare
from otkuda.entities.spelling import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from otkuda.entities import Held
    from otkuda.entities.profile import Profile
    from otkuda.entities.weights import Answer
    from otkuda.store import InArticle, StoredEntity

MOST_FOUND = 10  # entities of one name that are told
MOST_REASONS = 200


class Name(NamedTuple):
    """A name in a language, and how many mentions have it."""

    language: str
    name: str
    mentions: int


class Reason(NamedTuple):
    """Why two ways of naming somebody are one or may be: the features with their weights, and the sum."""

    name: str
    said: str
    other: str
    other_said: str
    answer: Answer
    weight: float
    features: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is known of an entity. ``id`` is the one by which it is known now."""

    id: str
    entity: StoredEntity
    names: tuple[Name, ...]
    roles: tuple[Held, ...]
    wikidata: tuple[str, ...]
    articles: tuple[InArticle, ...]
    may_be: tuple[StoredEntity, ...]
    reasons: tuple[Reason, ...] = ()


def found(conn: Connection, words: str) -> list[StoredEntity]:
    """Return the entities that a person may mean: by id, by a whole name, else by words of names, the best known first.

    Of those that carry a whole name, the open ones are left out where others are there.
    """
    by_id = store.get_entity(conn, words.strip().lower())
    if by_id:
        return [by_id]
    name = plain(words).strip()
    some = store.list_entities(conn, store.Wanted((name,), limit=MOST_FOUND * MOST_FOUND)) if name else []
    some = some or store.list_entities(conn, store.Wanted(tuple(name.split()), limit=MOST_FOUND)) if name else []
    whole = [one for one in some if name in one.words.split("\n")] or some
    return [one for one in whole if not one.is_open] or whole


def portrait(conn: Connection, entity: StoredEntity, *, asked: str = "", articles: int | None = None) -> Portrait:
    """Return what is known of an entity, with so many of its articles, the earliest; by default with all.

    ``asked`` is the id of one of its mentions, if that was asked for.
    """
    profiles = [opened(one) for one in store.profiles_of(conn, entity.id)]
    identity = store.current_id(conn, asked) or entity.id
    alone = entity.is_apart and identity != entity.id
    mentions = store.get_mentions(conn, [identity]) if alone else store.mentions_of(conn, entity.id, articles)
    others = [other for _, other in sorted(store.open_pairs(conn, [entity.id]))]
    known = store.get_entities(conn, others)
    names = sorted(names_of(profiles).items(), key=lambda one: (one[0][0], -one[1], one[0][1]))
    return Portrait(
        identity,
        entity,
        tuple(Name(language, name, count) for (language, name), count in names),
        held(profiles),
        store.wikidata_of(conn, [one.own for one in profiles if one.own]),
        tuple(store.articles_naming(conn, mentions)),
        tuple(known[one] for one in others if one in known),
        tuple(_reasons(conn, profiles, others)),
    )


def _reasons(conn: Connection, profiles: list[Profile], others: Iterable[str]) -> list[Reason]:
    """Say of each way of naming what ties it to the fullest one, and what speaks for those that it may be as well."""
    fullest = min(profiles, key=lambda one: (one.level, -one.count, one.key))
    reasons = [_reason(one, fullest, 1) for one in profiles if one is not fullest]
    rivals = [opened(one) for other in others for one in store.profiles_of(conn, other)]
    return (reasons + [_reason(fullest, one, len({*others}) or 1) for one in rivals])[:MOST_REASONS]


def _reason(one: Profile, other: Profile, carriers: int) -> Reason:
    verdict = compare(one, other, carriers)
    return Reason(
        one.like.name, _said(one), other.like.name, _said(other), verdict.answer, verdict.weight, verdict.features
    )


def _said(one: Profile) -> str:
    return ", ".join(part for part in (one.like.role, one.like.organization) if part)
