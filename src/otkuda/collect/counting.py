"""Profiles counted: what all mentions of one name say together, kept so that copies cost nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from otkuda import store
from otkuda.collect.naming import full_names
from otkuda.entities import Mention, profile
from otkuda.entities.mention import digest
from otkuda.entities.profile import Profile, Turn, by_date, company, profile_key
from otkuda.entities.told import Told, profile_from, told_by
from otkuda.store import StoredProfile, StoredSpan

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from otkuda.entities.mention import EntityType
    from otkuda.store import StoredMention


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in some articles: mentions that came, each with the key of its profile, and those that went.

    ``rows`` are all mentions of the articles as they are now, ``written`` those that are to be written, ``again`` the
    keys of profiles that are to be counted from their mentions.
    """

    fresh: list[tuple[str, Mention]]
    gone: list[StoredMention]
    written: list[StoredMention]
    rows: dict[str, StoredMention]
    again: set[str]


def count(conn: Connection, differing: Difference) -> tuple[dict[str, StoredProfile], dict[str, StoredProfile]]:
    """Return the profiles that are touched, as they were and as they are."""
    before = store.get_profiles(conn, differing.again | {key for key, _ in differing.fresh})
    merged: dict[str, Profile] = {}
    for key, mention in differing.fresh:
        if key not in differing.again:
            if key not in merged:
                merged[key] = opened(before[key]) if key in before else Profile(mention, _own(mention, key))
            merged[key].add(mention)
    after = _counted(conn, differing.again) | {key: _stored(key, one) for key, one in merged.items()}
    known = {key: before[key] for key in after.keys() & before.keys()}
    return before, after | {
        key: replace(after[key], entity_id=one.entity_id, is_apart=one.is_apart) for key, one in known.items()
    }


def _counted(conn: Connection, keys: set[str]) -> dict[str, StoredProfile]:
    """Return profiles as their mentions make them now."""
    found, beside = {}, store.beside(conn, keys)
    for one in store.sums_of(conn, keys):
        own = one.earliest if profile_key(_like(one), one.earliest) == one.key else ""
        others = company(replace(_like(one), others=tuple(full_names(beside.get(one.key, ())))))
        found[one.key] = replace(one, own=own, others=tuple(sorted(others)[: profile.OTHERS]))
    return found


def _own(mention: Mention, key: str) -> str:
    return mention.id if profile_key(mention, mention.id) == key else ""


def _stored(key: str, one: Profile) -> StoredProfile:
    like, told = one.like, told_by(one)
    said = (like.type, like.language, like.name, like.role, like.organization)
    (is_undated, date), earliest = told.earliest
    spans = tuple(StoredSpan(*span) for span in told.spans)
    return StoredProfile(key, one.own, *said, told.mentions, earliest, None if is_undated else date, spans, told.others)


def _like(one: StoredProfile) -> Mention:
    kind: EntityType = one.type  # type: ignore[assignment]
    return Mention("", one.earliest_dated, one.language, one.name, kind, one.role, one.organization)


def opened(one: StoredProfile) -> Profile:
    """Return a profile as it is compared."""
    turn = Turn(by_date(one.earliest_dated), one.earliest)
    return profile_from(_like(one), one.own, Told(one.mentions, turn, one.spans, one.others))


def keys_of(one: StoredProfile, *, transliterate: bool) -> set[str]:
    """Return the keys that tie a profile into its component, all of one length."""
    return {digest(key) for key in profile.keys_of(opened(one), transliterate=transliterate)}
