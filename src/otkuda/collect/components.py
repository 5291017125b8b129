"""Components grouped again: those that some keys touch, from profiles alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from otkuda import store
from otkuda.collect.counting import opened
from otkuda.collect.judging import decisions_on
from otkuda.entities.clustering import Judge, cluster
from otkuda.entities.grouping import Grouped, gender_of, grouped, names_of, shown
from otkuda.entities.profile import by_date
from otkuda.entities.spelling import plain
from otkuda.store import StoredEntity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    from otkuda.collect.counting import Difference
    from otkuda.entities import Decision
    from otkuda.store import StoredMention, StoredProfile


class _Component(NamedTuple):
    """Profiles that keys hold together, as they are kept."""

    keys: set[str]
    profiles: set[str]


class Touched(NamedTuple):
    """The profiles that are touched, by key, as they were and as they are."""

    before: Mapping[str, StoredProfile]
    after: Mapping[str, StoredProfile]


def regroup(conn: Connection, seeds: set[str], differing: Difference, touched: Touched) -> None:
    """Group the components again that hold the keys ``seeds``, and write what changed."""
    before, after = touched
    components = _components(conn, seeds)
    beside = {key for one in components for key in one.profiles} - after.keys()
    profiles = {**after, **store.get_profiles(conn, beside)}
    decisions = decisions_on(conn, (one.own for one in profiles.values() if one.own))
    found = [one for each in components for one in _grouped([profiles[key] for key in each.profiles], decisions)]
    old = {one.entity_id for one in (*profiles.values(), *before.values()) if one.entity_id}
    _write_profiles(conn, profiles, found, touched)
    _write_entities(conn, found, old)
    _redirect(conn, differing, before, profiles)


def _components(conn: Connection, seeds: set[str]) -> list[_Component]:
    """Return the components that hold the keys."""
    tied: dict[str, set[str]] = {}
    known: set[str] = set()
    asked = seeds
    while asked:
        known |= asked
        more = store.tied_by(conn, asked)
        tied.update(more)
        asked = {key for keys in more.values() for key in keys} - known
    return _parted(tied)


def _parted(tied: Mapping[str, set[str]]) -> list[_Component]:
    """Part profiles into those that share no key."""
    by_key: dict[str, _Component] = {}
    for profile, keys in tied.items():
        whole = _Component(set(keys), {profile})
        for met in {id(by_key[key]): by_key[key] for key in keys if key in by_key}.values():
            larger, smaller = (met, whole) if len(met.keys) > len(whole.keys) else (whole, met)
            larger.keys.update(smaller.keys)
            larger.profiles.update(smaller.profiles)
            by_key.update(dict.fromkeys(smaller.keys, larger))
            whole = larger
        by_key.update(dict.fromkeys(keys, whole))
    return list({id(one): one for one in by_key.values()}.values())


def _grouped(profiles: Iterable[StoredProfile], decisions: Iterable[Decision]) -> Iterator[Grouped]:
    return grouped(cluster([opened(one) for one in profiles], Judge(decisions)))


def _write_profiles(
    conn: Connection, profiles: Mapping[str, StoredProfile], found: Iterable[Grouped], touched: Touched
) -> None:
    """Write the touched profiles, and to which entity others belong, where that changed."""
    now = {one.key: (each.id, each.is_apart) for each in found for one in each.members}
    placed = {key: replace(profiles[key], entity_id=its[0], is_apart=its[1]) for key, its in now.items()}
    before = {**profiles, **dict.fromkeys(touched.after), **touched.before}
    changed = (one for key, one in placed.items() if one != before[key])
    store.put_profiles(conn, changed)


def _write_entities(conn: Connection, found: Iterable[Grouped], old: set[str]) -> None:
    """Write the entities that changed, and which may be which; remove those that are no more."""
    rows = {one.id: _entity(one) for one in found}
    before = store.get_entities(conn, old | rows.keys())
    store.put_entities(conn, (one for one in rows.values() if before.get(one.id) != one), before.keys() - rows.keys())
    pairs = {(one.id, other) for one in found for other in one.may_be}
    known = store.open_pairs(conn, old | rows.keys())
    store.put_open_pairs(conn, {one for one, _ in known ^ pairs}, _of_changed(pairs, known))


def _of_changed(pairs: set[tuple[str, str]], known: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the pairs of all whose pairs changed."""
    changed = {one for one, _ in known ^ pairs}
    return {pair for pair in pairs if pair[0] in changed}


def _entity(one: Grouped) -> StoredEntity:
    names = names_of(one.members)
    words = "\n".join(sorted({plain(name) for _, name in names}))
    kind, gender, count = one.members[0].like.type, gender_of(one.members), sum(names.values())
    return StoredEntity(one.id, kind, shown(one.members, names), gender, count, words, bool(one.may_be), one.is_apart)


def _redirect(
    conn: Connection, differing: Difference, before: Mapping[str, StoredProfile], profiles: Mapping[str, StoredProfile]
) -> None:
    """Let ids lead on whose mentions are gone: to what the article says instead, else to what was beside them."""
    leads: dict[str, str | None] = {}
    ids = {one.entity_id for one in before.values()}
    for one in differing.gone:
        was = before.get(one.profile)
        if was and (was.is_apart or one.id in ids):
            leads[one.id] = _instead(one, differing.rows.values()) or _remaining(was, profiles)
    store.put_redirects(conn, leads)


def _instead(gone: StoredMention, rows: Iterable[StoredMention]) -> str | None:
    """Return the mention that the article has in the place of one that is gone."""
    same = (one for one in rows if (one.article_id, one.type) == (gone.article_id, gone.type))
    alike = sorted((one.name != gone.name, one.id) for one in same if _shares_word(one.name, gone.name))
    return alike[0][1] if alike else None


def _shares_word(one: str, other: str) -> bool:
    return not set(plain(one).split()).isdisjoint(plain(other).split())


def _remaining(was: StoredProfile, profiles: Mapping[str, StoredProfile]) -> str | None:
    """Return the earliest mention that was of the same entity and is still there; none of an open name's."""
    beside = [one for one in profiles.values() if one.entity_id == was.entity_id and not was.is_apart]
    turns = sorted((by_date(one.earliest_dated), one.earliest) for one in beside)
    return turns[0][1] if turns else None
