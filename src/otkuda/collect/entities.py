"""Entities brought up to date with what was kept, read again or forgotten: by components, whatever the order.

The store marks each article whose readings change. Here whom a marked article names is laid beside what was known of
it; the profiles that differ, or were counted by other rules, are counted again, and the components that their keys
touch are grouped again, no other. It is done in the transaction that changed the readings, or, where that program was
killed or another one, by the next that writes; beside a server, in a thread.
"""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

from otkuda import store
from otkuda.collect.components import Touched, regroup
from otkuda.collect.counting import Difference, count, keys_of
from otkuda.collect.judging import ALIAS, Decided, decided_in
from otkuda.collect.naming import Mentioned, full_names, mention_at, mentioned
from otkuda.collect.repeating import repeating
from otkuda.collect.rules import transliterates
from otkuda.entities.profile import own_of, profile_key
from otkuda.store import StoredMention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection

    from otkuda.entities import Mention
    from otkuda.store import Store

AT_ONCE = 100  # articles
EVERY, REST = 10.0, 0.1  # seconds
A_FEW = 20  # articles, for which nobody waits long
IN_PASSING = 200  # of those marked before, that whoever writes resolves beside its own


def resolve(conn: Connection, most: int = IN_PASSING) -> int:
    """Bring entities up to date with the marked articles, at most so many. Returns how many there were."""
    done = 0
    while done < most:
        wanted = min(AT_ONCE, most - done)
        ids = store.unresolved_articles(conn, wanted)
        if ids:
            _resolve(conn, ids, transliterate=transliterates(conn))
            store.drop_marks(conn, ids)
        done += len(ids)
        if len(ids) < wanted:
            break
    return done


def resolve_all(kept_in: Store) -> None:
    """Bring entities up to date with all marked articles, some at a time."""
    with kept_in.reading() as conn:
        left = store.how_many_unresolved(conn)
    while left:
        with kept_in.writing() as conn:
            left = resolve(conn)


@contextmanager
def resolving(kept_in: Store, complain: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Bring entities up to date in a thread until the end, so that what other rules or a killed program left is done.

    A few articles at a time, with a rest between: others write meanwhile.
    """
    with repeating("entities", EVERY, lambda stopped: _resolve_beside(kept_in, stopped), complain):
        yield


def _resolve_beside(kept_in: Store, stopped: Callable[[], bool]) -> None:
    with kept_in.reading() as conn:
        left = store.how_many_unresolved(conn)
    while left and not stopped():
        with kept_in.writing() as conn:
            left = resolve(conn, A_FEW)
        time.sleep(REST)


def _resolve(conn: Connection, article_ids: list[str], *, transliterate: bool) -> None:
    found = _named(conn, article_ids)
    decided = decided_in(conn, article_ids, found.mentions)
    differing = _difference(found.mentions, store.mentions_in(conn, article_ids), decided)
    stale = store.stale_among(conn, {one.profile for one in differing.rows.values()} | differing.again)
    differing.again.update(stale)
    store.put_mentions(conn, differing.written, (one.id for one in differing.gone))
    store.put_naming(conn, found.links, found.versions)
    before, after = count(conn, differing)
    seeds = {key for keys in store.profile_keys_of(conn, before).values() for key in keys}
    fresh = {key: one for key, one in after.items() if one.own or one.key not in before or key in stale}
    keys = {key: keys_of(one, transliterate=transliterate) | decided.get(one.own, set()) for key, one in fresh.items()}
    store.drop_stale(conn, stale)
    store.remove_profiles(conn, before.keys() - after.keys())
    store.put_profile_keys(conn, keys)
    regroup(conn, seeds.union(*keys.values()), differing, Touched(before, after))


def _named(conn: Connection, article_ids: list[str]) -> Mentioned:
    """Return whom articles name, and whom judgements that stand in the place of one."""
    found = mentioned(store.named_in(conn, article_ids))
    aliases = store.get_judgements(conn, (one for one in article_ids if one.startswith(ALIAS)))
    for one in aliases.values():
        found.mentions.update({mention.id: mention for mention in map(mention_at, one.said)})
    return found


def _difference(found: dict[str, Mention], known: Iterable[StoredMention], decided: Decided) -> Difference:
    """Lay whom articles name beside what was known of it.

    Where anything but a new article changed, or a person has decided, the profiles are counted again.
    """
    rows = {identity: _row(identity, one, is_decided=identity in decided) for identity, one in found.items()}
    before = {one.id: one for one in known}
    names, names_before = _persons(rows.values()), _persons(before.values())
    shaken = {article for article, its in names_before.items() if names.get(article) != its}
    changed = {one.id for one in rows.values() if before.get(one.id, one) != one or one.article_id in shaken}
    changed |= decided.keys() & rows.keys()
    gone = [one for one in before.values() if one.id not in rows]
    again = {one.profile for one in gone} | {rows[one].profile for one in changed}
    again |= {before[one].profile for one in changed & before.keys()}
    return Difference(
        fresh=[(rows[identity].profile, one) for identity, one in found.items() if identity not in before],
        gone=gone,
        written=[one for one in rows.values() if before.get(one.id) != one],
        rows=rows,
        again=again,
    )


def _persons(rows: Iterable[StoredMention]) -> dict[str, set[str]]:
    """Return the full names of persons by article; an article without any has an empty set."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in rows:
        found[one.article_id] |= full_names([one.name]) if one.type == "person" else set()
    return found


def _row(identity: str, one: Mention, *, is_decided: bool) -> StoredMention:
    key = profile_key(one, own_of(one, is_decided=is_decided))
    return StoredMention(
        identity, one.article, key, one.type, one.language, one.name, one.role, one.organization, one.date
    )
