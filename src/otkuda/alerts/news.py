"""Which change of a statement is news to a watchlist, and by what it is known to have been told.

A statement is met once, under the id that it has then: whatever is one statement with it later (a reprint, a
translation, an earlier sighting that comes late, another statement that turns out to be the same) is not new. What else
happens to it is news once for what it is, not for each article in which it does. Nothing is told of what is read with
doubt; that waits until somebody tells it more plainly.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from otkuda.alerts.differing import changed_to
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from otkuda.model import Appearance
    from otkuda.store.feed_records import Differing
    from otkuda.store.standing import Standings
    from otkuda.store.watching_records import Known, NewsKind, Watchlist

KINDS: tuple[NewsKind, ...] = ("new", "deleted", "edited", "differing", "origin")  # what goes before what
SURE = 0.85  # of an attribution that is told; below lie headlines, left out subjects, who is only meant by a role
FRESH = timedelta(days=3)  # what was published longer before it came is history that is taken in, no news
NEW: NewsKind = "new"


class Fact(NamedTuple):
    """Something that is so of a statement: by what it is known (``key``), since when, the appearance that shows it.

    ``differing`` is what differs, in both wordings; ``turned`` is by what it is known should the origin turn out to be
    the other one.
    """

    kind: NewsKind
    key: str
    since: datetime
    shown_by: Appearance | None = None
    differing: Differing | None = None
    turned: str | None = None


def is_sure(one: Standings) -> bool:
    """Is it certain enough who says it?"""
    return one.statement.speaker is not None and one.confidence >= SURE


def facts(one: Standings) -> list[Fact]:
    """Return what is so of a statement, each thing once."""
    found = [*_new(one), *_differing(one), *_edited(one), *_deleted(one), *_origin(one)]
    return list({fact.key: fact for fact in reversed(found)}.values())[::-1]


def news(found: Iterable[Fact], watched: Watchlist, known: Known | None, since: datetime) -> list[Fact]:
    """Return what of the facts of a statement is to be told: what is wanted, not known, and came since then.

    Of each appearance one thing is told: who edits words and so makes them differ has edited them.
    """
    told = known.news if known else frozenset()
    came = [fact for fact in found if fact.key not in told and fact.since > since and fact.kind in watched.kinds]
    by_shown: dict[str, Fact] = {}
    for fact in sorted(came, key=lambda fact: KINDS.index(fact.kind)):
        if _is_change(fact, known):
            by_shown.setdefault(fact.shown_by.id if fact.shown_by else fact.kind, fact)
    return list(by_shown.values())


def _is_change(fact: Fact, known: Known | None) -> bool:
    """Is it more than what was so from the beginning? An origin is news only where there was another before."""
    if fact.kind == NEW:
        return known is None
    return fact.kind != "origin" or (known is not None and any(one.startswith("origin") for one in known.news))


def _new(one: Standings) -> Iterator[Fact]:
    if one.summary.since >= one.summary.first_seen - FRESH:
        yield Fact(NEW, NEW, one.summary.first_seen)


def _differing(one: Standings) -> Iterator[Fact]:
    """A difference is known by what it is, and what it is changed to: who copies or translates it tells nothing new."""
    for each in one.statement.appearances:
        came = _came(one, each) if each.relation == "altered" else None
        if came:
            for change in one.differing[each.id]:
                turned = change._replace(original=change.appearance, appearance=change.original)
                keys = (f"differing {way.what} {changed_to(way, each.language)}" for way in (change, turned))
                yield Fact("differing", next(keys), came, each, change, next(keys))


def _came(one: Standings, each: Appearance) -> datetime | None:
    """Return when the article of an appearance came; None where it was old by then."""
    head = one.heads.get(each.carrier)
    seen, published = (head.carrier.seen, head.carrier.article.published) if head else (None, None)
    return seen if seen and (published is None or published >= seen - FRESH) else None


def _edited(one: Standings) -> Iterator[Fact]:
    """The same article has it in other words than in the version before."""
    for article_id, versions in _by_article(one).items():
        for before, after in pairwise(versions):
            seen = one.heads[after.carrier].carrier.seen
            if seen and after.version > before.version and _words(after) != _words(before):
                yield Fact("edited", f"edited {article_id} {' '.join(_words(after))[:500]}", seen, after)


def _deleted(one: Standings) -> Iterator[Fact]:
    """The page is gone, or its last version has the words no more."""
    for article_id, versions in _by_article(one).items():
        stand = one.articles.get(article_id)
        if stand and stand.missing:
            yield Fact("deleted", f"deleted {article_id}", stand.missing, versions[-1])
        elif stand and not stand.is_open and stand.version > max(each.version for each in versions):
            yield Fact("deleted", f"deleted {article_id}", stand.seen, versions[-1])


def _origin(one: Standings) -> Iterator[Fact]:
    origin, by_id = one.statement.origin, {each.id: each for each in one.statement.appearances}
    if origin.kind == "page" and origin.appearances and (first := by_id.get(origin.appearances[0])):
        head = one.heads.get(first.carrier)
        if head and head.carrier.seen:
            yield Fact("origin", f"origin {head.article_id}", head.carrier.seen, first)
    elif origin.named:
        yield Fact("origin", f"origin named {origin.named}", one.summary.last_seen)
    else:
        yield Fact("origin", "origin unknown", one.summary.first_seen)


def _by_article(one: Standings) -> dict[str, list[Appearance]]:
    """Return for each article the appearances in its versions, the first version first, in each the fullest one."""
    found: dict[str, dict[int, Appearance]] = {}
    for each in one.statement.appearances:
        head = one.heads.get(each.carrier)
        if head and each.position is not None:
            held = found.setdefault(head.article_id, {})
            if each.version not in held or len(held[each.version].text) < len(each.text):
                held[each.version] = each
    return {article: [held[number] for number in sorted(held)] for article, held in found.items()}


def _words(one: Appearance) -> tuple[str, ...]:
    return tuple(word.form for word in search_words(one.text))
