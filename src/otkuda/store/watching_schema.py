"""The tables of watchlists as queries see them: what people watch, what they were told, what is to be sent to whom.

People's own, never computed again: that something was told stays true when statements are made anew.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table

from otkuda.store.columns import Instant, Structure, Words
from otkuda.store.schema import metadata

watchlists = Table(
    "watchlists",
    metadata,
    Column("id", Words, primary_key=True),
    Column("name", Words),
    Column("made", Instant),
    Column("since", Instant),
    Column("words", Words),
    Column("speaker", Words),
    Column("entity", Words),
    Column("outlet", Words),
    Column("kinds", Structure),
    Column("tongue", Words),
    Column("quiet", Words),
    Column("digest", Words),
    Column("zone", Words),
    Column("made_by", Words),
    Column("paused", Boolean),
)

targets = Table(
    "targets",
    metadata,
    Column("id", Words, primary_key=True),
    Column("watch_id", Words),
    Column("channel", Words),
    Column("address", Words),
    Column("secret", Words),
    Column("removed", Instant),
)

# Statements that are to be looked at; ``noted`` is when that was seen first.
changed_statements = Table(
    "changed_statements",
    metadata,
    Column("ticket", BigInteger, primary_key=True),
    Column("statement_id", Words),
    Column("noted", Instant),
)

# ``subject`` is the id that the statement of an appearance had when a watchlist met it first.
told_appearances = Table(
    "told_appearances",
    metadata,
    Column("watch_id", Words, primary_key=True),
    Column("appearance_id", Words, primary_key=True),
    Column("subject", Words),
)

# What is no news any more of a subject; without ``alert_id`` it was so from the beginning.
told_news = Table(
    "told_news",
    metadata,
    Column("watch_id", Words, primary_key=True),
    Column("subject", Words, primary_key=True),
    Column("news", Words, primary_key=True),
    Column("alert_id", Words),
)

# ``number`` is the order in which they were made, ``version_id`` that of the article in which the words stand.
alerts = Table(
    "alerts",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("id", Words),
    Column("watch_id", Words),
    Column("kind", Words),
    Column("statement_id", Words),
    Column("made", Instant),
    Column("speaker", Words),
    Column("role", Words),
    Column("text", Words),
    Column("language", Words),
    Column("outlet", Words),
    Column("url", Words),
    Column("published", Instant),
    Column("outlets", Integer),
    Column("what", Words),
    Column("before", Words),
    Column("after", Words),
    Column("version_id", Words),
)

# What is to be sent: ``due`` is None where it was sent or given up. The id is the key that every attempt carries.
messages = Table(
    "messages",
    metadata,
    Column("id", Words, primary_key=True),
    Column("target_id", Words),
    Column("made", Instant),
    Column("due", Instant),
    Column("state", Words),
    Column("attempts", Integer),
    Column("sent", Instant),
    Column("error", Words),
    Column("reason", Words),
    Column("said", Words),
)

message_alerts = Table(
    "message_alerts",
    metadata,
    Column("message_id", Words, primary_key=True),
    Column("alert_id", Words, primary_key=True),
)
