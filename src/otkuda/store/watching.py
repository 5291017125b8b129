"""Watchlists and where they tell; what they told, and what is no news to them any more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from otkuda.store.among import among
from otkuda.store.columns import id_of, microseconds
from otkuda.store.rows import put, put_new, record, values
from otkuda.store.schema import appearances, redirects
from otkuda.store.watching_records import Alert, Known, Target, Watchlist
from otkuda.store.watching_schema import alerts, targets, told_appearances, told_news, watchlists

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Connection, Row

    from otkuda.model import Statement
    from otkuda.store.watching_records import Channel

_OF_ALERT = [alerts.c[name] for name in Alert.__slots__]


def watch_id(name: str, made: datetime) -> str:
    """Return the id of a watchlist that is made now."""
    return id_of("watchlist", name, microseconds(made))


def put_watchlist(conn: Connection, one: Watchlist) -> None:
    """Keep a watchlist, or what was changed in it."""
    put(conn, watchlists, values(one))


def get_watchlist(conn: Connection, id: str) -> Watchlist | None:  # noqa: A002 - what it is
    """Return the watchlist with an id; None where there is none."""
    return next(map(_watchlist, conn.execute(select(watchlists).where(watchlists.c.id == id))), None)


def list_watchlists(conn: Connection) -> list[Watchlist]:
    """Return the watchlists in the order in which they were made."""
    rows = conn.execute(select(watchlists).order_by(watchlists.c.made, watchlists.c.id))
    return [_watchlist(row) for row in rows]


def _watchlist(row: Row[Any]) -> Watchlist:
    return replace(record(Watchlist, row), kinds=tuple(row.kinds))


def set_targets(conn: Connection, watch_id: str, wanted: Collection[Target], now: datetime) -> None:
    """Let a watchlist tell these and no others. One that is there already keeps its secret and what waits for it."""
    gone = update(targets).where(targets.c.watch_id == watch_id, targets.c.removed.is_(None))
    conn.execute(gone.values(removed=now))
    put_new(conn, targets, *map(values, wanted))
    back = update(targets).where(targets.c.id.in_([one.id for one in wanted]))
    conn.execute(back.values(removed=None))


def target_id(watch_id: str, channel: Channel, address: str) -> str:
    """Return the id of a target."""
    return id_of("target", watch_id, channel, address)


def targets_of(conn: Connection, watch_id: str) -> list[Target]:
    """Return where a watchlist tells now."""
    chosen = select(targets).where(targets.c.watch_id == watch_id, targets.c.removed.is_(None))
    return [record(Target, row) for row in conn.execute(chosen.order_by(targets.c.channel, targets.c.address))]


def known_of(conn: Connection, statements: Collection[Statement]) -> dict[str, dict[str, Known]]:
    """Return what each watchlist knows of statements, by their ids now: through every id and appearance they had."""
    home = {each.id: one.id for one in statements for each in one.appearances} | {one.id: one.id for one in statements}
    home |= {row.old: row.new for row in among(conn, redirects.c.new, [one.id for one in statements])}
    met = told_appearances.c
    columns = (met.watch_id, met.appearance_id, met.subject)
    subjects: dict[tuple[str, str], set[str]] = {}
    for watch_id, appearance_id, subject in among(conn, met.appearance_id, home, *columns):
        subjects.setdefault((watch_id, home[appearance_id]), set()).add(subject)
    news = _news_of(conn, set().union(*subjects.values()))
    found: dict[str, dict[str, Known]] = {}
    for (watch_id, one), its in subjects.items():
        told = (news.get((watch_id, subject), ()) for subject in its)
        found.setdefault(watch_id, {})[one] = Known(frozenset(its), frozenset().union(*told))
    return found


def _news_of(conn: Connection, subjects: Collection[str]) -> dict[tuple[str, str], set[str]]:
    """Return what is no news any more of subjects, by watchlist and subject."""
    columns = told_news.c
    found: dict[tuple[str, str], set[str]] = {}
    for watch_id, subject, one in among(
        conn, columns.subject, subjects, columns.watch_id, columns.subject, columns.news
    ):
        found.setdefault((watch_id, subject), set()).add(one)
    return found


def put_known(
    conn: Connection, watch_id: str, subject: str, statement: Statement, news: Mapping[str, str | None]
) -> None:
    """Write that a watchlist has met a statement, and what is no news of it any more, each with the alert if any."""
    its = {"watch_id": watch_id, "subject": subject}
    ids = dict.fromkeys((statement.id, *(one.id for one in statement.appearances)))
    put_new(conn, told_appearances, *({**its, "appearance_id": one} for one in ids))
    put_new(conn, told_news, *({**its, "news": one, "alert_id": alert} for one, alert in news.items()))


def put_alerts(conn: Connection, made: Iterable[Alert]) -> None:
    """Write what is told; one that is there already stays as it is."""
    put_new(conn, alerts, *map(values, made))


def alerts_of(
    conn: Connection, watch_id: str, limit: int = 100, skip: int = 0, *, after: str | None = None
) -> list[Alert]:
    """Return what a watchlist told, the last first, behind the alert ``after``, without the first ``skip`` of them."""
    chosen = select(*_OF_ALERT).where(alerts.c.watch_id == watch_id)
    if after is not None:
        chosen = chosen.where(alerts.c.number < select(alerts.c.number).where(alerts.c.id == after).scalar_subquery())
    return [_alert(row) for row in conn.execute(chosen.order_by(alerts.c.number.desc()).limit(limit).offset(skip))]


def alerts_with(conn: Connection, ids: Collection[str]) -> list[Alert]:
    """Return alerts by their ids, in the order in which they were made."""
    chosen = select(alerts.c.number, *_OF_ALERT).where(alerts.c.id.in_(ids)).order_by(alerts.c.number)
    return [_alert(row) for row in conn.execute(chosen)]


def _alert(row: Row[Any]) -> Alert:
    return Alert(**{name: getattr(row, name) for name in Alert.__slots__})


def how_many_alerts(conn: Connection) -> dict[str, tuple[int, datetime]]:
    """Return for each watchlist that told something how often, and when last."""
    columns = alerts.c
    chosen = select(columns.watch_id, func.count(), func.max(columns.made)).group_by(columns.watch_id)
    return {watch: (many, last) for watch, many, last in conn.execute(chosen)}


def forget_alerts(conn: Connection, version_ids: Collection[str]) -> None:
    """Take the words of versions out of what was told: theirs, and those that others differ from."""
    gone = {"text": "", "speaker": None, "role": None, "url": None, "before": None, "after": None}
    conn.execute(update(alerts).where(alerts.c.version_id.in_(version_ids)).values(**gone))
    its = select(appearances.c.id).where(appearances.c.version_id.in_(version_ids))
    met, told = told_appearances.c, told_news.c
    joined = told_news.join(told_appearances, (met.watch_id == told.watch_id) & (met.subject == told.subject))
    beside = select(told.alert_id).select_from(joined).where(met.appearance_id.in_(its), told.alert_id.is_not(None))
    conn.execute(update(alerts).where(alerts.c.id.in_(beside)).values(before=None, after=None))


def drop_watchlist(conn: Connection, id: str) -> None:  # noqa: A002 - what it is
    """Remove a watchlist with all that it told and all that waits."""
    conn.execute(delete(watchlists).where(watchlists.c.id == id))
