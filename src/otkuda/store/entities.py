"""Mentions, profiles and entities as they are kept: what an arrival reads and writes of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from otkuda.store.among import SOME, among, of_some, remove_among, slices
from otkuda.store.columns import instant, microseconds
from otkuda.store.entity_records import Named, StoredEntity, StoredMention, StoredProfile, StoredSpan
from otkuda.store.entity_schema import (
    entities,
    entity_redirects,
    may_be,
    mentions,
    naming,
    profile_keys,
    profiles,
    publishers,
)
from otkuda.store.rows import put, put_new, record, values
from otkuda.store.schema import attributions, links, versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Row, Select

NAMES = ("person", "organization", "outlet")


def named_in(conn: Connection, article_ids: Iterable[str]) -> list[Named]:
    """Return whom all versions of some articles name: the links of chains, and the outlets."""
    found: list[Named] = []
    for some in slices(article_ids):
        found += [Named(*row) for row in conn.execute(_in_chains(), {SOME: some})]
        found += [
            Named(row.article_id, row.id, None, 0, "outlet", row.outlet or row.host, None, None, *row[3:])
            for row in conn.execute(_outlets(), {SOME: some})
            if row.outlet or row.host
        ]
    return found


@cache
def _in_chains() -> Select[Any]:
    """Build the query for the links in the chains of articles, as ``Named`` has them."""
    one, link, said = versions.c, links.c, attributions.c
    joined = links.join(attributions, said.id == link.attribution_id).join(versions, one.id == said.version_id)
    names = (link.type, link.entity, link.role, link.organization)
    chosen = select(one.article_id, one.id, said.id, link.position, *names, one.language, one.dated)
    return chosen.select_from(joined).where(one.article_id.in_(of_some()), link.type.in_(NAMES))


@cache
def _outlets() -> Select[Any]:
    one = versions.c
    shown = (one.article_id, one.id, one.outlet, one.language, one.dated, one.host)
    return select(*shown).where(one.article_id.in_(of_some()))


def mentions_in(conn: Connection, article_ids: Iterable[str]) -> list[StoredMention]:
    """Return the mentions of some articles."""
    return [record(StoredMention, row) for row in among(conn, mentions.c.article_id, article_ids)]


def get_mentions(conn: Connection, ids: Iterable[str]) -> list[StoredMention]:
    """Return the mentions with these ids."""
    return [record(StoredMention, row) for row in among(conn, mentions.c.id, ids)]


def put_mentions(conn: Connection, rows: Iterable[StoredMention], gone: Iterable[str]) -> None:
    """Write mentions, and remove those that are gone."""
    remove_among(conn, mentions.c.id, gone)
    put(conn, mentions, *(values(one) for one in rows))


def put_naming(
    conn: Connection, of_links: Iterable[tuple[str, int, str]], of_versions: Iterable[tuple[str, str]]
) -> None:
    """Write which link of which attribution is which mention, and which is the outlet of which version."""
    put(conn, naming, *({"attribution_id": a, "position": at, "mention_id": m} for a, at, m in of_links))
    put(conn, publishers, *({"version_id": version, "mention_id": m} for version, m in of_versions))


def get_profiles(conn: Connection, keys: Iterable[str]) -> dict[str, StoredProfile]:
    """Return the profiles with these keys, by key."""
    return {row.key: _profile(row) for row in among(conn, profiles.c.key, keys)}


def profiles_of(conn: Connection, entity_id: str) -> list[StoredProfile]:
    """Return the profiles of an entity, in the order of their keys."""
    chosen = select(profiles).where(profiles.c.entity_id == entity_id).order_by(profiles.c.key)
    return [_profile(row) for row in conn.execute(chosen)]


def _profile(row: Row[Any]) -> StoredProfile:
    spans = tuple(
        StoredSpan(role, organization, *(None if day is None else instant(day) for day in days))
        for role, organization, *days in row.spans
    )
    return StoredProfile(**{**row._mapping, "spans": spans, "others": tuple(row.others)})  # noqa: SLF001 - SQLAlchemy's public name


def remove_profiles(conn: Connection, gone: Iterable[str]) -> None:
    """Remove profiles with their keys."""
    gone = list(gone)
    remove_among(conn, profile_keys.c.profile, gone)
    remove_among(conn, profiles.c.key, gone)


def put_profiles(conn: Connection, rows: Iterable[StoredProfile]) -> None:
    """Write profiles."""
    put(conn, profiles, *(values(one) | {"spans": [_span(span) for span in one.spans]} for one in rows))


def _span(span: StoredSpan) -> list[str | int | None]:
    days = (None if day is None else microseconds(day) for day in (span.first, span.last))
    return [span.role, span.organization, *days]


def put_profile_keys(conn: Connection, keys: Mapping[str, Iterable[str]]) -> None:
    """Write by which keys profiles are tied to others, in the place of those before."""
    remove_among(conn, profile_keys.c.profile, keys)
    put_new(conn, profile_keys, *({"key": key, "profile": one} for one, its in keys.items() for key in sorted(its)))


def profile_keys_of(conn: Connection, profile_ids: Iterable[str]) -> dict[str, set[str]]:
    """Return the keys of profiles."""
    columns = profile_keys.c
    found: dict[str, set[str]] = {}
    for row in among(conn, columns.profile, profile_ids, columns.key, columns.profile):
        found.setdefault(row.profile, set()).add(row.key)
    return found


def tied_by(conn: Connection, keys: Iterable[str]) -> dict[str, set[str]]:
    """Return the profiles that have one of the keys, each with all its keys."""
    found: dict[str, set[str]] = {}
    for some in slices(keys):
        for key, profile in conn.execute(_tied(), {SOME: some}):
            found.setdefault(profile, set()).add(key)
    return found


@cache
def _tied() -> Select[Any]:
    ours, theirs = profile_keys.alias("ours"), profile_keys.alias("theirs")
    joined = ours.join(theirs, ours.c.profile == theirs.c.profile)
    return select(theirs.c.key, theirs.c.profile).distinct().select_from(joined).where(ours.c.key.in_(of_some()))


def sums_of(conn: Connection, keys: Iterable[str]) -> list[StoredProfile]:
    """Return profiles as their mentions make them, with nobody beside them yet; none for one without a mention.

    Names that a person gave are not counted: they have no date.
    """
    columns = mentions.c
    said: dict[str, list[StoredSpan]] = {}
    counts: dict[str, int] = {}
    first: dict[str, StoredMention] = {}
    keys = list(keys)
    both = (columns.profile, columns.role, columns.organization)
    days = (func.min(columns.dated), func.max(columns.dated))
    turn = func.row_number().over(
        partition_by=columns.profile, order_by=(columns.dated.is_(None), columns.dated, columns.id)
    )
    for some in slices(keys):
        sums = select(*both, *days, func.count(columns.dated)).where(columns.profile.in_(some)).group_by(*both)
        for profile, *span, count in conn.execute(sums):
            said.setdefault(profile, []).append(StoredSpan(*span))
            counts[profile] = counts.get(profile, 0) + count
        turns = select(mentions, turn.label("turn")).where(columns.profile.in_(some)).subquery()
        for row in conn.execute(
            select(*(turns.c[column.name] for column in mentions.columns)).where(turns.c.turn == 1)
        ):
            first[row.profile] = record(StoredMention, row)
    return [
        StoredProfile(
            key, "", one.type, one.language, one.name, one.role, one.organization, counts[key], one.id, one.dated,
            tuple(sorted(said[key], key=repr)), (),
        )
        for key, one in first.items()
    ]  # fmt: skip


def beside(conn: Connection, keys: Iterable[str]) -> dict[str, set[str]]:
    """Return the names of the persons that articles (no judgements) name beside the mentions of profiles."""
    ours, theirs = mentions.alias("ours"), mentions.alias("theirs")
    joined = ours.join(theirs, ours.c.article_id == theirs.c.article_id)
    found: dict[str, set[str]] = {}
    for some in slices(keys):
        chosen = select(ours.c.profile, theirs.c.name).distinct().select_from(joined)
        is_wanted = (ours.c.profile.in_(some), theirs.c.type == "person", theirs.c.dated.is_not(None))
        for profile, name in conn.execute(chosen.where(*is_wanted)):
            found.setdefault(profile, set()).add(name)
    return found


def get_entities(conn: Connection, ids: Iterable[str]) -> dict[str, StoredEntity]:
    """Return the entities with these ids, by id."""
    return {row.id: record(StoredEntity, row) for row in among(conn, entities.c.id, ids)}


def put_entities(conn: Connection, rows: Iterable[StoredEntity], gone: Iterable[str]) -> None:
    """Write entities, and remove those that are gone."""
    remove_among(conn, entities.c.id, gone)
    put(conn, entities, *(values(one) for one in rows))


def open_pairs(conn: Connection, ids: Iterable[str]) -> set[tuple[str, str]]:
    """Return which of some entities may be which others."""
    columns = may_be.c
    return {(row.entity_id, row.other_id) for row in among(conn, columns.entity_id, ids)}


def put_open_pairs(conn: Connection, ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> None:
    """Write which of some entities may be which others, in the place of what was written of them."""
    remove_among(conn, may_be.c.entity_id, ids)
    put_new(conn, may_be, *({"entity_id": one, "other_id": other} for one, other in sorted(pairs)))


def put_redirects(conn: Connection, leads: Mapping[str, str | None]) -> None:
    """Write where ids lead whose mentions are gone: to another mention, or to none."""
    put(conn, entity_redirects, *({"id": one, "mention_id": other} for one, other in leads.items()))
