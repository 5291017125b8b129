"""The outbox: messages that wait, in the order in which they are due, and what came of each attempt.

A message is written in the transaction that writes its alerts. It is sent after that, one of a target at a time, and
what came of it is written then: a program that dies in between sends the one that was in the air again, under its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select, update

from otkuda.store.rows import put_new, record, values
from otkuda.store.watching import alerts_with
from otkuda.store.watching_records import Alert, Message, Target
from otkuda.store.watching_schema import message_alerts, messages, targets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from otkuda.store.watching_records import Channel


class Letter(NamedTuple):
    """A message with where it goes and what it tells."""

    message: Message
    target: Target
    alerts: tuple[Alert, ...]


def put_message(conn: Connection, one: Message, alert_ids: Iterable[str]) -> None:
    """Let a message wait with alerts; to one that waits already they are added."""
    put_new(conn, messages, values(one))
    put_new(conn, message_alerts, *({"message_id": one.id, "alert_id": alert} for alert in alert_ids))


def due_letter(conn: Connection, now: datetime, channels: Collection[Channel]) -> Letter | None:
    """Return the message that is due the longest, to a target of some channels that is still told; None for none."""
    joined = messages.join(targets, targets.c.id == messages.c.target_id)
    its = (messages.c.due <= now, targets.c.removed.is_(None), targets.c.channel.in_(channels))
    chosen = select(messages).select_from(joined).where(*its)
    row = conn.execute(chosen.order_by(messages.c.due, messages.c.made, messages.c.id).limit(1)).first()
    return _letter(conn, row) if row else None


def _letter(conn: Connection, row: Row[Any]) -> Letter:
    message = record(Message, row)
    target = conn.execute(select(targets).where(targets.c.id == message.target_id)).one()
    told = select(message_alerts.c.alert_id).where(message_alerts.c.message_id == message.id)
    return Letter(message, record(Target, target), tuple(alerts_with(conn, conn.execute(told).scalars().all())))


def write_attempt(conn: Connection, one: Message) -> None:
    """Write what came of an attempt."""
    conn.execute(update(messages).where(messages.c.id == one.id).values(**values(one)))


def put_off(conn: Connection, target_id: str, until: datetime) -> None:
    """Let nothing go to a target before then: what is behind the one that failed waits with it."""
    its = (messages.c.target_id == target_id, messages.c.due < until)
    conn.execute(update(messages).where(*its).values(due=until))


def send_again(conn: Connection, message_id: str, now: datetime) -> None:
    """Let a message that was given up go out again, under its id."""
    its = (messages.c.id == message_id, messages.c.state == "failed")
    conn.execute(update(messages).where(*its).values(state="waiting", due=now, attempts=0))


def messages_of(conn: Connection, watch_id: str, limit: int = 50, *, after: str | None = None) -> list[Letter]:
    """Return what a watchlist sent and is to send, the last first, behind the message ``after``."""
    columns = messages.c
    joined = messages.join(targets, targets.c.id == columns.target_id)
    chosen = select(messages).select_from(joined).where(targets.c.watch_id == watch_id)
    if after is not None:
        made = select(columns.made).where(columns.id == after).scalar_subquery()
        chosen = chosen.where((columns.made < made) | ((columns.made == made) & (columns.id > after)))
    rows = conn.execute(chosen.order_by(columns.made.desc(), columns.id).limit(limit)).all()
    return [_letter(conn, row) for row in rows]


def message_with(conn: Connection, watch_id: str, message_id: str) -> Letter | None:
    """Return a message of a watchlist; None where it has none of this id."""
    joined = messages.join(targets, targets.c.id == messages.c.target_id)
    its = (targets.c.watch_id == watch_id, messages.c.id == message_id)
    row = conn.execute(select(messages).select_from(joined).where(*its)).first()
    return _letter(conn, row) if row else None


def how_many_messages(conn: Connection) -> dict[str, dict[str, int]]:
    """Return for each watchlist how many of its messages are in which state."""
    joined = messages.join(targets, targets.c.id == messages.c.target_id)
    both = (targets.c.watch_id, messages.c.state)
    found: dict[str, dict[str, int]] = {}
    for watch, state, many in conn.execute(select(*both, func.count()).select_from(joined).group_by(*both)):
        found.setdefault(watch, {})[state] = many
    return found
