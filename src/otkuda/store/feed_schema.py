"""The tables of the feed as queries see them: what a page says of a statement in short, and what readers did with it.

What is derived goes with its statement. ``marks`` and ``readers`` are people's own, and never removed by computing.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, Table

from otkuda.store.columns import Instant, Structure, Words
from otkuda.store.schema import metadata

# ``attribution`` is the number of one that hands the words to the speaker.
summaries = Table(
    "summaries",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("statement_id", Words),
    Column("attribution", BigInteger),
    Column("speaker_type", Words),
    Column("role", Words),
    Column("organization", Words),
    Column("articles", Integer),
    Column("outlets", Integer),
    Column("first_hand", Integer),
    Column("independent", Integer),
    Column("differing", Integer),
    Column("languages", Structure),
    Column("kinds", Structure),
    Column("changes", Structure),
    Column("has_primary", Boolean),
    Column("first_outlet", Words),
    Column("first_url", Words),
    Column("first_at", Instant),
    Column("since", Instant),
    Column("active", Instant),
    Column("first_seen", Instant),
    Column("last_seen", Instant),
    Column("weight", Instant),
)

# What a statement speaks of, by the numbers that ``otkuda.statements.matter`` gives.
matters = Table(
    "matters",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("own", LargeBinary),
    Column("around", LargeBinary),
)

story_summaries = Table(
    "story_summaries",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("story_id", Words),
    Column("articles", Integer),
    Column("outlets", Integer),
    Column("wordings", Integer),
    Column("languages", Structure),
    Column("since", Instant),
    Column("active", Instant),
    Column("first_seen", Instant),
    Column("last_seen", Instant),
    Column("weight", Instant),
)


def _facets(name: str) -> Table:
    """By what a statement or a story is chosen (``facet_key``), in both orders of the feed."""
    return Table(
        name,
        metadata,
        Column("facet", BigInteger, primary_key=True),
        Column("active", Instant, primary_key=True),
        Column("number", BigInteger, primary_key=True),
        Column("weight", Instant),
    )


facets = _facets("facets")
story_facets = _facets("story_facets")

# The attributions of which a statement is made, both by their numbers. A corrected one is of another speaker than was
# read: ``summaries.attribution`` is one that has the right one speak, if an article has any.
spoken = Table(
    "spoken",
    metadata,
    Column("attribution", BigInteger, primary_key=True),
    Column("number", BigInteger),
    Column("is_corrected", Boolean),
)

# What a reader did with the statement or story of an id, which may be an old one.
marks = Table(
    "marks",
    metadata,
    Column("reader", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("read", Instant),
    Column("starred", Instant),
)

readers = Table("readers", metadata, Column("reader", Words, primary_key=True), Column("looked", Instant))
