"""What a person decides on entities: merge, split, other names; and whether each decision still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda import store
from otkuda.collect.entities import resolve
from otkuda.collect.judging import ALIAS
from otkuda.errors import InputError
from otkuda.store import Anchor, Judgement
from otkuda.store.columns import id_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from otkuda.store import StoredMention

State = Literal["holds", "gone", "against"]
_EVERY = 1_000_000_000
MOST = 500  # mentions of an open name that one decision is about


class By(NamedTuple):
    """When something was decided, and by whom, if that is known."""

    when: datetime
    who: str | None = None


class Standing(NamedTuple):
    """A decision and how it stands.

    ``gone``: words that it is about are in no article any more. ``against``: another decision speaks against it.
    """

    judgement: Judgement
    state: State


def merge(conn: Connection, ids: Sequence[str], by: By) -> str:
    """Decide that entities are one. Returns the id of it; ``InputError`` where they cannot be."""
    mentions = {one.id: one for one in store.get_mentions(conn, ids)}
    chosen = [mentions[one] for one in dict.fromkeys(ids)]
    if len({one.type for one in chosen}) > 1:
        raise InputError("they are of different types; only two of one type can be one")
    if len({store.current_id(conn, one.id) for one in chosen}) < 2:  # noqa: PLR2004 - of two
        raise InputError("they are one already; otkuda entities show has it")
    _decide(conn, "merge", chosen, by)
    now = {store.current_id(conn, one.id) or "" for one in chosen}
    if len(now) > 1:
        raise InputError("a split speaks against it; otkuda entities judgements shows which, --remove ID takes it back")
    return now.pop()


def split(conn: Connection, entity_id: str, leaving: Sequence[str], by: By) -> str:
    """Decide that mentions are not the entity that they are in, but one of their own. Returns the id of that."""
    inside = store.mentions_of(conn, entity_id)
    goes = [one for one in inside if one.id in set(leaving) or one.article_id in set(leaving)]
    stays = [one for one in inside if one not in goes]
    if not goes:
        raise InputError("it has no such mention or article; otkuda entities show has them")
    if not stays:
        raise InputError("nothing of it would stay; name fewer mentions or articles")
    _decide(conn, "split", [stays[0], *goes], by)
    return store.current_id(conn, goes[0].id) or ""


def part(conn: Connection, entity_id: str, other_id: str, by: By) -> str:
    """Decide that an entity is not another one that it may have been. Returns its id."""
    goes, stays = store.mentions_of(conn, entity_id, MOST), store.mentions_of(conn, other_id, 1)
    if store.current_id(conn, entity_id) == store.current_id(conn, other_id):
        raise InputError("they are one; split it")
    _decide(conn, "split", [*stays, *goes], by)
    return store.current_id(conn, goes[0].id) or ""


def identify(conn: Connection, entity_id: str, other_id: str, by: By) -> str:
    """Decide that an entity is another one, with all mentions of a name that stood open. Returns the id of both."""
    known = store.get_entity(conn, entity_id)
    is_apart = known is not None and known.is_apart
    its = [one.id for one in store.mentions_of(conn, entity_id, MOST)] if is_apart else [entity_id]
    return merge(conn, [other_id, *its], by)


def decided_on(conn: Connection, mention_ids: Iterable[str]) -> list[Judgement]:
    """Return the decisions that stand on some mentions, the latest first."""
    found = store.get_judgements(conn, {one.judgement_id for one in store.fits_on(conn, mention_ids)})
    return sorted(found.values(), key=lambda one: (one.made, one.id), reverse=True)


def _decide(conn: Connection, kind: Literal["merge", "split"], chosen: Sequence[StoredMention], by: By) -> None:
    said = tuple(_anchor(conn, one) for one in chosen)
    identity = id_of(kind, *(one.id for one in chosen))
    store.add_judgements(conn, [Judgement(identity, kind, by.when, by.who, said)])
    resolve(conn, _EVERY)


def _anchor(conn: Connection, one: StoredMention) -> Anchor:
    url = store.article_url(conn, one.article_id)
    return Anchor(one.article_id, url, one.type, one.language, one.name, one.role, one.organization)


def name_all(conn: Connection, named: Iterable[Judgement]) -> int:
    """Take in names that a person gave, and resolve. Returns how many are new."""
    new = store.add_judgements(conn, named)
    resolve(conn, _EVERY)
    return new


def alias(said: Sequence[Anchor], wikidata: str | None, by: By) -> Judgement:
    """Return the judgement that names are those of one; it stands in the place of an article that says so."""
    key = sorted(repr(one[2:]) for one in said)
    identity = f"{ALIAS}{id_of(wikidata, *key)}"
    placed = tuple(one._replace(article_id=identity) for one in said)
    return Judgement(identity, "alias", by.when, by.who, placed, wikidata)


def take_back(conn: Connection, identity: str) -> Judgement:
    """Forget a decision; ``InputError`` where there is none with this id."""
    found = store.remove_judgement(conn, identity)
    if found is None:
        raise InputError(f"{identity}: no such judgement; otkuda entities judgements lists them")
    resolve(conn, _EVERY)
    return found


def standings(conn: Connection) -> list[Standing]:
    """Return all decisions in the order in which they were made, and how each stands."""
    made = store.list_judgements(conn)
    at: dict[str, list[str | None]] = {one.id: [None] * len(one.said) for one in made}
    for fit in store.fits_of(conn, at):
        at[fit.judgement_id][fit.position] = fit.mention_id
    now = store.entity_ids(conn, {one for each in at.values() for one in each if one})
    return [Standing(one, _state(one, [now.get(each or "") for each in at[one.id]])) for one in made]


def _state(one: Judgement, entities: list[str | None]) -> State:
    if None in entities:
        return "gone"
    first, rest = entities[0], set(entities[1:])
    if one.kind == "split":
        return "against" if first in rest else "holds"
    return "holds" if rest <= {first} else "against"
