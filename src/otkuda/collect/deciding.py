"""A person's decisions and the store: which words are meant, what is kept, and what has become of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from otkuda.errors import InputError
from otkuda.model import Anchor, Carrier
from otkuda.statements.anchoring import anchor_at, extent, places, stretch
from otkuda.statements.correcting import CORRECTING
from otkuda.statements.decisions import anchored, anchors_of, decide, decided, fates, is_undone, standing, touched
from otkuda.statements.kinship import Telling
from otkuda.store.decisions import decisions_about, decisions_of, keep_decisions, versions_named
from otkuda.store.outlets import last_versions
from otkuda.store.statements import appearance_of, carriers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from otkuda.model import Article, Decision, DecisionKind, Source, Span
    from otkuda.statements.decisions import Fated
    from otkuda.statements.passages import Passage


class Meant(NamedTuple):
    """An article in one of its versions, and its words that are meant."""

    version_id: str
    article: Article
    words: str


def keep_decision(  # noqa: PLR0913 - the fields of a decision
    conn: Connection,
    kind: DecisionKind,
    first: tuple[Anchor, ...],
    second: tuple[Anchor, ...] = (),
    *,
    speaker: Source | None = None,
    by: str | None = None,
) -> Decision:
    """Keep what is decided now, and return it. InputError where both sides are the same words."""
    if set(first) & set(second):
        raise InputError("both are the same appearance; name two")
    made = decide(kind, _after(decisions_of(conn)), first, second, speaker=speaker, by=by)
    keep_decisions(conn, [made])
    return made


def undo_decision(conn: Connection, decision_id: str, *, by: str | None = None) -> Decision:
    """Undo a decision, or an undoing, and return the undoing. InputError where there is none, or it is undone."""
    known = decisions_of(conn)
    if all(one.id != decision_id for one in known):
        raise InputError(f"{decision_id}: no such decision; otkuda judge list shows them")
    if is_undone(decision_id, known):
        raise InputError(f"{decision_id}: undone already")
    made = decide("undo", _after(known), undoes=decision_id, by=by)
    keep_decisions(conn, [made])
    return made


def confirmed_of(conn: Connection, outlet: str) -> int:
    """Return in how many of an outlet's last articles a person confirmed that words differ."""
    made = [one for one in standing(decisions_of(conn)) if one.kind == "differs"]
    mine = set(last_versions(conn, outlet)) if made else set()
    named = versions_named(conn, {anchor.article for one in made for anchor in one.first})
    return len({article_id for version_id, article_id in named if version_id in mine})


def _after(known: Iterable[Decision]) -> datetime:
    """Return now, or, where another clock went ahead, a moment behind all decisions: the last one goes before them."""
    return max([datetime.now(UTC), *(one.made + timedelta(microseconds=1) for one in known)])


def as_decided(conn: Connection, carrier: Carrier) -> tuple[Telling, tuple[Decision, ...]]:
    """Return an article as people corrected it, and the decisions on it, the earliest first, with all undoings."""
    made = decisions_about(conn, [Telling(carrier).key])
    return Telling(decided([carrier], made)[0]), made


def corrected_articles(conn: Connection) -> Iterator[tuple[str, Article]]:
    """Yield the articles whose words people corrected, as they are now, each with its id, in the order of these."""
    made = decisions_of(conn)
    standing_ = [one for one in standing(made) if one.kind in CORRECTING]
    versions = defaultdict[str, list[str]](list)
    for version_id, article_id in versions_named(conn, {name for one in standing_ for name in touched(one)}):
        versions[article_id].append(version_id)
    for article_id, ids in sorted(versions.items()):
        last = max(carriers_of(conn, ids).values(), key=lambda one: one.version)
        (told,) = decided([last], made)
        if told is not last:
            yield article_id, told.article


def anchors_of_words(meant: Meant) -> tuple[Anchor, ...]:
    """Return the anchors of the passage that some words of an article are in. InputError where that is not one."""
    telling = Telling(Carrier(meant.version_id, meant.article))
    found = places(Anchor(telling.key, meant.words), meant.article.text)
    held = {one.position: (one, place) for place in found if (one := _around(place, telling.passages))}
    whole = [one for one, place in held.values() if 2 * _shared(place, extent(one)) >= _length(extent(one))]
    likely = [one for one in whole if one.attribution] or whole or [one for one, _ in held.values()]
    if not likely:
        raise InputError("these words are not in it; copy them as they stand there")
    if len(likely) > 1:
        raise InputError(f"these words stand there {len(likely)} times; give more of them")
    return anchored(likely, telling)


def words_in(given: Anchor, article: Article) -> tuple[Anchor, ...]:
    """Return the anchors of words wherever they stand in an article; with words around them, of the likest place."""
    found = places(given, article.text)
    if found and (len(found) == 1 or given.prefix or given.suffix):
        found = [place for place in [stretch(given, article.text)] if place]
    return tuple(anchor_at(given.article, article.text, place) for place in found)


def _around(place: Span, passages: Iterable[Passage]) -> Passage | None:
    """Return the shortest passage that has most of a place, of those that somebody says if there are any."""
    found = [one for one in passages if 2 * _shared(place, extent(one)) > _length(place)]
    return min(found, key=lambda one: (one.attribution is None, len(one.text)), default=None)


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _length(one: Span) -> int:
    return one.end - one.start


def anchors_of_appearance(conn: Connection, appearance_id: str) -> tuple[Anchor, ...]:
    """Return the anchors of an appearance by its id. InputError where there is none."""
    appearance = appearance_of(conn, appearance_id)
    if appearance is None:
        raise InputError("no appearance of this id; otkuda statement prints them")
    carrier = carriers_of(conn, [appearance.carrier]).get(appearance.carrier)
    if carrier is None:
        return ()
    read, told = Telling(carrier), as_decided(conn, carrier)[0]
    either = (told, read) if appearance.speaker is not None else (read, told)
    return next(filter(None, (anchors_of(appearance, one) for one in either)), ())


def fates_in(conn: Connection) -> tuple[Fated, ...]:
    """Return what has become of each decision that is kept, the latest first."""
    made = decisions_of(conn)
    named = {name for one in made for name in touched(one)}
    held = carriers_of(conn, [version_id for version_id, _ in versions_named(conn, named)])
    return fates(held.values(), made)
