"""The tables of entities as queries see them.

What is derived (mentions, profiles, entities) can be computed again from attributions; what a person decided
(judgements) is apart, anchored by words and address, and never removed by computing.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table

from otkuda.store.columns import Instant, Structure, Words
from otkuda.store.schema import metadata

# A mention: whom an article names, once, in however many versions and chains. Its article is a judgement's id where a
# person gave the name. ``profile`` is the key of all mentions that say the same.
mentions = Table(
    "mentions",
    metadata,
    Column("id", Words, primary_key=True),
    Column("article_id", Words),
    Column("profile", Words),
    Column("type", Words),
    Column("language", Words),
    Column("name", Words),
    Column("role", Words),
    Column("organization", Words),
    Column("dated", Instant),
)

# The link of a chain → its mention, and the outlet of a version → its mention.
naming = Table(
    "naming",
    metadata,
    Column("attribution_id", Words, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("mention_id", Words),
)

publishers = Table(
    "publishers",
    metadata,
    Column("version_id", Words, primary_key=True),
    Column("mention_id", Words),
)

# A name with what is said of it: how many mentions, the earliest, roles with dates. It belongs to one entity, or, where
# it stays open between several (``is_apart``), each of its mentions is an entity by itself.
profiles = Table(
    "profiles",
    metadata,
    Column("key", Words, primary_key=True),
    Column("own", Words),
    Column("type", Words),
    Column("language", Words),
    Column("name", Words),
    Column("role", Words),
    Column("organization", Words),
    Column("mentions", Integer),
    Column("earliest", Words),
    Column("earliest_dated", Instant),
    Column("spans", Structure),
    Column("others", Structure),
    Column("entity_id", Words),
    Column("is_apart", Boolean),
)

profile_keys = Table(
    "profile_keys",
    metadata,
    Column("key", Words, primary_key=True),
    Column("profile", Words, primary_key=True),
)

entities = Table(
    "entities",
    metadata,
    Column("id", Words, primary_key=True),
    Column("type", Words),
    Column("name", Words),
    Column("gender", Words),
    Column("mentions", Integer),
    Column("words", Words),
    Column("is_open", Boolean),
    Column("is_apart", Boolean),
)

may_be = Table(
    "may_be",
    metadata,
    Column("entity_id", Words, primary_key=True),
    Column("other_id", Words, primary_key=True),
)

# An id that was an entity's and whose mention is gone → a mention that was beside it.
entity_redirects = Table(
    "entity_redirects",
    metadata,
    Column("id", Words, primary_key=True),
    Column("mention_id", Words),
)

# Articles whose readings changed since entities were last brought up to date.
unresolved = Table("unresolved", metadata, Column("article_id", Words, primary_key=True))

# Profiles that were counted and grouped by rules that hold no more.
stale_profiles = Table("stale_profiles", metadata, Column("profile", Words, primary_key=True))

# By which rules entities were resolved; one row.
resolving = Table(
    "resolving",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("rules", Words),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Words, primary_key=True),
    Column("kind", Words),
    Column("made", Instant),
    Column("who", Words),
    Column("said", Structure),
    Column("wikidata", Words),
)

# Where the words that a judgement is about stand now: the mention, or None where they fit nothing any more.
anchors = Table(
    "anchors",
    metadata,
    Column("judgement_id", Words, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("article_id", Words),
    Column("mention_id", Words),
)
