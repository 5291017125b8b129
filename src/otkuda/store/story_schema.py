"""The tables of stories as queries see them; all of them can be computed again."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Integer, LargeBinary, Table

from otkuda.store.columns import Instant, Structure, Words
from otkuda.store.schema import metadata

# What an article tells, as it is compared, and the keys by which it is found; ``day`` is counted from 1970.
story_items = Table(
    "story_items",
    metadata,
    Column("telling", BigInteger, primary_key=True),
    Column("day", Float),
    Column("keys", LargeBinary),
    Column("told", Structure),
)

story_keys = Table(
    "story_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("day", Float, primary_key=True),
    Column("telling", BigInteger, primary_key=True),
)

# Two articles that may be of one story.
story_pairs = Table(
    "story_pairs",
    metadata,
    Column("one", BigInteger, primary_key=True),
    Column("other", BigInteger, primary_key=True),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Words, primary_key=True),
    Column("headline", Words),
    Column("since", Instant),
    Column("until", Instant),
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("story_id", Words, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("version_id", Words),
    Column("url", Words),
)

story_redirects = Table(
    "story_redirects",
    metadata,
    Column("old", Words, primary_key=True),
    Column("new", Words),
)
