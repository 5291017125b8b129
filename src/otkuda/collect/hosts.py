"""How often a host is asked: one request at a time, and a pause between two, as long as the longest that is asked for.

The pauses outlive the program: a host that was asked by the last run is not asked at once by the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from otkuda.store import Host

if TYPE_CHECKING:
    from collections.abc import Callable

ROBOTS_KEPT = timedelta(hours=24)
ROBOTS_RETRIED = timedelta(minutes=10)  # after an answer that was no answer
LONGEST_DELAY = 60.0  # seconds; a robots.txt that asks for more shuts the door by other means


def host_of(url: str) -> str:
    """Return the host of an address, with its port where one is named.

    >>> host_of("https://Zarya.example:8443/a/1")
    'zarya.example:8443'
    """
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:  # a bracket that does not close
        return ""


@dataclass(slots=True)
class Hosts:
    """The hosts at work. ``known`` reads what the store has of one."""

    known: Callable[[str], Host | None]
    pause: float
    busy: set[str] = field(default_factory=set)
    _hosts: dict[str, Host] = field(default_factory=dict)

    def get(self, host: str) -> Host:
        """Return what is known of a host."""
        if host not in self._hosts:
            self._hosts[host] = self.known(host) or Host(host)
        return self._hosts[host]

    def renew(self, host: str) -> None:
        """Learn what others wrote of a host; what is asked of it must be asked by nobody else then."""
        self.drop(host)
        self.get(host)

    def put_off(self, host: str, until: datetime) -> None:
        """Do not try a host again before then; the store is not told."""
        self._hosts[host] = replace(self.get(host), next_at=until)

    def opens(self, host: str) -> datetime | None:
        """Return when the host may be asked, None for at once."""
        return self.get(host).next_at

    def is_open(self, host: str, now: datetime) -> bool:
        """Tell whether the host may be asked now."""
        opens = self.opens(host)
        return host not in self.busy and (opens is None or opens <= now)

    def take(self, host: str) -> None:
        """Begin a request; nobody else asks the host until ``free``."""
        self.busy.add(host)

    def free(self, host: Host, now: datetime, *, pace: float | None = None, wait: float | None = None) -> Host:
        """End a request. ``pace`` is the source's pause in seconds, ``wait`` what the server asked for just now."""
        delay = max(self.pause, pace or 0, min(host.delay or 0, LONGEST_DELAY), wait or 0)
        self._hosts[host.host] = after = replace(host, next_at=now + timedelta(seconds=delay))
        self.busy.discard(host.host)
        return after

    def drop(self, host: str) -> None:
        """Hold a host no longer that nothing is asked of now; the store has it."""
        self._hosts.pop(host, None)

    def leave(self, host: str) -> None:
        """End what needed no request after all."""
        self.busy.discard(host)


def robots_due(host: Host, now: datetime) -> bool:
    """Tell whether the robots.txt of a host must be asked for (again)."""
    if host.robots_fetched is None:
        return True
    kept = ROBOTS_KEPT if host.robots_status is not None and host.robots_status < 500 else ROBOTS_RETRIED  # noqa: PLR2004
    return host.robots_fetched + kept <= now
