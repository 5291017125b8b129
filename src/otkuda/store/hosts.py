"""Hosts: when each may be asked again, and its robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from otkuda.store.records import Host
from otkuda.store.rows import put, record, values
from otkuda.store.schema import hosts

if TYPE_CHECKING:
    from sqlalchemy import Connection


def get_host(conn: Connection, host: str) -> Host | None:
    """Return what is known of a host; None for one that was never asked."""
    row = conn.execute(select(hosts).where(hosts.c.host == host)).first()
    return record(Host, row) if row else None


def put_host(conn: Connection, host: Host) -> None:
    """Write what is known of a host now."""
    put(conn, hosts, values(host))
