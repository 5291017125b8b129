"""A statement in short, as the feed shows it and is filtered by: counted when the statement is made."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from otkuda.export.telling import key_of, told
from otkuda.statements.matter import matter_of
from otkuda.store.feed_records import Differing, Summary, Summed, weight_of
from otkuda.store.readings import host_of, outlet_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from otkuda.export.telling import Told
    from otkuda.model import Appearance, Carrier, Statement
    from otkuda.statements.kinship import Telling
    from otkuda.statements.matter import Matter
    from otkuda.statements.passages import Passage

CHANGES = 3  # that are shown in short,
LONGEST = 120  # and characters of each
OWN = "own"  # the kind of what an outlet prints as its own text
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def summed(statement: Statement, passages: Iterable[Passage], known: Mapping[str, Telling]) -> Summed:
    """Return what is written beside a statement that was made of passages of articles."""
    first = statement.appearances[0].carrier
    carriers = {one.carrier: known[one.carrier].carrier for one in statement.appearances}
    return short_of(statement, carriers, matter_of(passages, known[first].passages))


def short_of(statement: Statement, carriers: Mapping[str, Carrier], matter: Matter) -> Summed:
    """Return the same of a statement of which is known what it speaks of."""
    one = told(statement, carriers)
    if one is None:
        raise ValueError(f"no article of statement {statement.id}")
    outlets = frozenset(name for each in one.appearances for name in _names(one, each))
    return Summed(_summary(one), outlets, *matter)


def _summary(one: Told) -> Summary:
    """Return a statement in short."""
    statement = one.statement
    first, source = one.appearances[0], one.speaker
    when = [_published(one.carriers[each.carrier]) for each in one.appearances]
    seen = [_seen(one.carriers[each.carrier]) for each in one.appearances]
    outlets = _by_outlet(one)
    origin = set(statement.origin.appearances)
    first_hand = _count(outlets, (each.id for each in one.appearances if each.id in origin))
    independent = _count(outlets, (each.id for each in one.appearances if not _is_copy(each)))
    return Summary(
        statement_id=statement.id,
        speaker_type=source.type if source else None,
        role=source.role if source else None,
        organization=source.organization if source else None,
        articles=len(one.first),
        outlets=len(outlets),
        first_hand=first_hand,
        independent=independent,
        differing=len({key_of(each) for each in one.appearances if each.relation == "altered"}),
        languages=tuple(sorted({each.language for each in one.appearances})),
        kinds=tuple(sorted({_kind(one, each) for each in one.appearances})),
        changes=tuple(islice(_changes(one), CHANGES)),
        has_primary=statement.origin.kind == "page",
        first_outlet=_outlet(one, first),
        first_url=first.url,
        first_at=when[0],
        since=min(when),
        active=max(when),
        first_seen=min(seen),
        last_seen=max(seen),
        weight=weight_of(min(when), first_hand + independent),
    )


def _published(carrier: Carrier) -> datetime:
    """When it was published; what says that it is of tomorrow was published when it was seen, at the latest."""
    seen = _seen(carrier)
    return min(carrier.article.published or seen, seen)


def _seen(carrier: Carrier) -> datetime:
    return carrier.seen or carrier.article.published or _NEVER


def _by_outlet(one: Told) -> dict[str, set[str]]:
    """Return the ids of the appearances by outlet."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in one.appearances:
        found[next(_names(one, each), each.carrier)].add(each.id)
    return found


def _names(one: Told, each: Appearance) -> Iterator[str]:
    """Yield by what the outlet of an appearance is asked for, its name and its host, as names are compared."""
    article = one.article(each)
    host = host_of(article.url) if article.url else None
    yield from filter(None, (outlet_key(name) for name in (article.outlet, host) if name))


def _outlet(one: Told, each: Appearance) -> str | None:
    article = one.article(each)
    return article.outlet or (host_of(article.url) if article.url else None)


def _count(outlets: Mapping[str, set[str]], ids: Iterable[str]) -> int:
    wanted = set(ids)
    return sum(not wanted.isdisjoint(held) for held in outlets.values())


def _is_copy(each: Appearance) -> bool:
    return each.step is not None and each.relation != "paraphrase"


def _kind(one: Told, each: Appearance) -> str:
    said = one.attribution(each)
    return said.kind if said else OWN


def _changes(one: Told) -> Iterator[Differing]:
    """Yield what differs, each once."""
    seen = set()
    for each in one.appearances:
        if each.relation == "altered":
            for what, original, appearance in one.wordings(each):
                found = Differing(what, original[:LONGEST], appearance[:LONGEST])
                if found not in seen:
                    seen.add(found)
                    yield found
