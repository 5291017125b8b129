"""Whether a statement is one: others to join it with, and what people decided of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from otkuda.serve.pages.article_view import Held
from otkuda.statements.decisions import standing
from otkuda.statements.kinship import Telling
from otkuda.store.decisions import decisions_about
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter
from otkuda.store.items import item_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from otkuda.export import Told
    from otkuda.model import Anchor, Appearance, Decision
    from otkuda.serve.asking import Asked
    from otkuda.store.feed_records import Item

SHOWN = 8  # others
_ARTICLES = 1_000  # in which decisions are looked for
_KINDS = frozenset({"merge", "split", "differs"})
_ADDRESS = re.compile(r"/statement/([0-9a-f]{1,64})\b")


class Joining(NamedTuple):
    """What is looked for to join a statement with and what is found, what was decided of it, and what just now."""

    words: str
    found: tuple[Item, ...]
    made: tuple[Held, ...]
    last: Held | None
    confirmed: frozenset[str]  # the appearances of which a person said that they differ


def joining(conn: Connection, told: Told, asked: Asked) -> Joining:
    """Return what the page of a statement tells of that."""
    decided = tuple(_decided(conn, told))
    made = tuple(map(_held, decided))
    last = next((one for one in made if one.decision.id == asked.get("decided")), None)
    words = asked.get("join", "")
    found = tuple(_others(conn, told.statement.id, words)) if words else ()
    return Joining(words, found, made, last, frozenset(_confirmed(told, decided)))


def _confirmed(told: Told, decided: Iterable[Decision]) -> Iterable[str]:
    differing = [anchor for one in decided if one.kind == "differs" for anchor in one.first]
    for one in told.appearances if differing else ():
        if any(_is_of(anchor, {_key(told, one): [one.text]}) for anchor in differing):
            yield one.id


def _others(conn: Connection, mine: str, words: str) -> Iterable[Item]:
    """Return other statements that have the words, or the one at the address that is given."""
    address = _ADDRESS.search(words)
    found = [item_of(conn, address[1])] if address else feed(conn, Filter(words), limit=SHOWN + 1).items
    return [one for one in found if one and one.id != mine][:SHOWN]


def _decided(conn: Connection, told: Told) -> Iterable[Decision]:
    """Yield the decisions on statements that are of the words of this one, the latest first."""
    texts: dict[str, list[str]] = {}
    for each in told.appearances:
        texts.setdefault(_key(told, each), []).append(each.text)
    for one in standing(decisions_about(conn, [*texts][:_ARTICLES])):
        if one.kind in _KINDS and any(_is_of(anchor, texts) for anchor in (*one.first, *one.second)):
            yield one


def _key(told: Told, one: Appearance) -> str:
    return Telling(told.carriers[one.carrier]).key


def _is_of(anchor: Anchor, texts: dict[str, list[str]]) -> bool:
    its = texts.get(anchor.article, ())
    return bool(anchor.exact) and any(one in anchor.exact or anchor.exact in one for one in its)


def _held(one: Decision) -> Held:
    return Held(one, len({anchor.article for anchor in one.first}))
