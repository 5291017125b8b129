"""The tables as queries see them. ``migrations/`` makes them; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Integer, LargeBinary, MetaData, Table

from otkuda.store.columns import Instant, Structure, Words

metadata = MetaData()


def _id(name: str = "id") -> Column[str]:
    return Column(name, Words, primary_key=True)


sources = Table(
    "sources",
    metadata,
    _id(),
    Column("url", Words),
    Column("kind", Words),
    Column("listing", Words),
    Column("title", Words),
    Column("home", Words),
    Column("language", Words),
    Column("zone", Words),
    Column("pace", Float),
    Column("proxy", Words),
    Column("paused", Boolean),
    Column("added", Instant),
    Column("due", Instant),
    Column("interval", Float),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("last_success", Instant),
    Column("failures", Integer),
    Column("error", Words),
    Column("gone", Boolean),
)

source_days = Table(
    "source_days",
    metadata,
    _id("source_id"),
    Column("day", Integer, primary_key=True),
    Column("polls", Integer),
    Column("failures", Integer),
    Column("entries", Integer),
    Column("unreadable", Integer),
)

hosts = Table(
    "hosts",
    metadata,
    _id("host"),
    Column("next_at", Instant),
    Column("delay", Float),
    Column("robots", LargeBinary),
    Column("robots_status", Integer),
    Column("robots_fetched", Instant),
)

addresses = Table(
    "addresses",
    metadata,
    _id(),
    Column("url", Words),
    Column("source_id", Words),
    Column("entry", Structure),
    Column("state", Words),
    Column("found", Instant),
    Column("appeared", Instant),
    Column("due", Instant),
    Column("looks", Integer),
    Column("attempts", Integer),
    Column("reason", Words),
    Column("etag", Words),
    Column("last_modified", Words),
)

contents = Table(
    "contents",
    metadata,
    _id("sha256"),
    Column("size", BigInteger),
    Column("body", LargeBinary),
)

articles = Table(
    "articles",
    metadata,
    _id(),
    Column("url", Words),
    Column("missing_at", Instant),
    Column("missing_why", Words),
)

versions = Table(
    "versions",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("id", Words),
    Column("article_id", Words),
    Column("is_latest", Boolean),
    Column("read_by", Words),
    Column("dated", Instant),
    Column("outlet_key", Words),
    Column("host", Words),
    Column("text", Words),
    Column("headline", Words),
    Column("outlet", Words),
    Column("authors", Structure),
    Column("published", BigInteger),
    Column("published_offset", Integer),
    Column("published_until", BigInteger),
    Column("published_until_offset", Integer),
    Column("modified", BigInteger),
    Column("modified_offset", Integer),
    Column("language", Words),
    Column("url", Words),
)

sightings = Table(
    "sightings",
    metadata,
    _id(),
    Column("article_id", Words),
    Column("version_id", Words),
    Column("seen", Instant),
    Column("content", Words),
    Column("url", Words),
    Column("requested", Words),
    Column("status", Integer),
    Column("charset", Words),
    Column("content_type", Words),
    Column("headers", Structure),
)

attributions = Table(
    "attributions",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("id", Words),
    Column("version_id", Words),
    Column("position", Integer),
    Column("dated", Instant),
    Column("kind", Words),
    Column("content", Structure),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("rule", Words),
    Column("confidence", Float),
    Column("evidence", Structure),
)

links = Table(
    "links",
    metadata,
    _id("attribution_id"),
    Column("position", Integer, primary_key=True),
    Column("mention_start", Integer),
    Column("mention_end", Integer),
    Column("entity", Words),
    Column("type", Words),
    Column("role", Words),
    Column("organization", Words),
)

credit_lines = Table(
    "credits",
    metadata,
    _id("version_id"),
    Column("position", Integer, primary_key=True),
    Column("what", Words),
    Column("agency", Words),
    Column("author", Words),
    Column("text_start", Integer),
    Column("text_end", Integer),
)

# ``leads_to`` is the id of the article that stands at ``url``, whether it is kept or not.
hyperlinks = Table(
    "hyperlinks",
    metadata,
    _id("version_id"),
    Column("position", Integer, primary_key=True),
    Column("text_start", Integer),
    Column("text_end", Integer),
    Column("url", Words),
    Column("leads_to", Words),
)

tombstones = Table(
    "tombstones",
    metadata,
    _id("article_id"),
    Column("url", Words),
    Column("forgotten", Instant),
    Column("reason", Words),
)

import_positions = Table(
    "import_positions",
    metadata,
    _id("file"),
    Column("position", Words),
    Column("saved", Instant),
)

to_group = Table(
    "to_group",
    metadata,
    Column("ticket", BigInteger, primary_key=True),
    Column("version_id", Words),
    Column("article_id", Words),
)

# ``keys`` are those by which others are found that carry the same; of many exact copies only some are found by them.
# ``ticket`` is that with which it was grouped last.
tellings = Table(
    "tellings",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("version_id", Words),
    Column("digest", BigInteger),
    Column("is_found", Boolean),
    Column("ticket", BigInteger),
    Column("keys", LargeBinary),
)

telling_keys = Table(
    "telling_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("telling", BigInteger, primary_key=True),
)

# Two passages, each by the number of its telling and its position there; ``features`` with the weight of each.
pairs = Table(
    "pairs",
    metadata,
    Column("one", BigInteger, primary_key=True),
    Column("one_position", Integer, primary_key=True),
    Column("other", BigInteger, primary_key=True),
    Column("other_position", Integer, primary_key=True),
    Column("weight", Float),
    Column("features", Structure),
)

statements = Table(
    "statements",
    metadata,
    _id(),
    Column("speaker", Words),
    Column("text", Words),
    Column("language", Words),
    Column("origin_kind", Words),
    Column("origin_appearances", Structure),
    Column("origin_url", Words),
    Column("origin_named", Words),
)

# ``place`` is that among the appearances of the statement, ``position`` that of the attribution in its article.
appearances = Table(
    "appearances",
    metadata,
    _id("statement_id"),
    Column("place", Integer, primary_key=True),
    Column("id", Words),
    Column("version_id", Words),
    Column("url", Words),
    Column("version", Integer),
    Column("language", Words),
    Column("spans", Structure),
    Column("text", Words),
    Column("position", Integer),
    Column("speaker", Words),
    Column("relation", Words),
    Column("changes", Structure),
    Column("against", Words),
    Column("step", Structure),
)

# Which statement a passage is of.
members = Table(
    "members",
    metadata,
    Column("telling", BigInteger, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("statement_id", Words),
)

redirects = Table("redirects", metadata, _id("old"), Column("new", Words))

decisions = Table(
    "decisions",
    metadata,
    _id(),
    Column("kind", Words),
    Column("made", Instant),
    Column("made_by", Words),
    Column("entity", Words),
    Column("type", Words),
    Column("role", Words),
    Column("organization", Words),
    Column("undoes", Words),
)

# ``side`` is 1 for the first appearance that a decision speaks of, 2 for the second.
decision_anchors = Table(
    "decision_anchors",
    metadata,
    _id("decision_id"),
    Column("side", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("article", Words),
    Column("exact", Words),
    Column("prefix", Words),
    Column("suffix", Words),
)
