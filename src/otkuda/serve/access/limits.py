"""How often something may be asked, and how soon a password may be tried again. Memory is bounded, time passed in."""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

MOST = 20_000  # keys that are remembered; those that came longest ago are forgotten
_MINUTE = 60.0
_REMEMBERED = 3_600.0  # seconds
_NETWORK = 64  # bits of an IPv6 address that are one customer


class _Level(NamedTuple):
    left: float
    at: float


@dataclass
class Limits:
    """A bucket for each key: ``rate`` may be taken a minute, and as much at once; 0 limits nothing."""

    rate: float
    _levels: OrderedDict[str, _Level] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str, cost: float, now: float) -> int:
        """Take from a key's bucket. Returns 0, or after how many seconds there will be enough.

        >>> limits = Limits(2)
        >>> [limits.take("a", 1, 0.0) for _ in range(3)], limits.take("b", 1, 0.0), limits.take("a", 1, 30.0)
        ([0, 0, 30], 0, 0)
        """
        if not self.rate:
            return 0
        with self._lock:
            level = self._levels.pop(key, _Level(self.rate, now))
            left = min(self.rate, level.left + (now - level.at) * self.rate / _MINUTE)
            missing = min(cost, self.rate) - left
            self._levels[key] = _Level(left if missing > 0 else left - min(cost, self.rate), now)
            while len(self._levels) > MOST:
                self._levels.popitem(last=False)
        return ceil(missing * _MINUTE / self.rate) if missing > 0 else 0


class _Tries(NamedTuple):
    many: int
    until: float  # when the next may come
    last: float


@dataclass
class BackOff:
    """After some ``free`` tries with a key, each has to wait twice as long as the one before, ``longest`` at most.

    A try is counted before its outcome is known, so that many at once gain nothing.
    """

    free: int
    longest: float
    _tries: OrderedDict[str, _Tries] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str, now: float) -> int:
        """Count a try. Returns 0, or after how many seconds one may come: then it is not counted.

        >>> waits = BackOff(free=2, longest=60)
        >>> [waits.take("a", 0.0) for _ in range(4)], waits.take("a", 2.0), waits.take("a", 3.0)
        ([0, 0, 0, 2], 0, 3)
        """
        with self._lock:
            before = self._tries.pop(key, _Tries(0, now, now))
            if now < before.until:
                self._tries[key] = before
                return ceil(before.until - now)
            many = 1 if now > before.last + _REMEMBERED else before.many + 1
            self._tries[key] = _Tries(many, now + self._pause(many), now)
            while len(self._tries) > MOST:
                self._tries.popitem(last=False)
        return 0

    def give_back(self, key: str) -> None:
        """Count the last try with a key no more: it was right. Those before it, which were wrong, stay."""
        with self._lock:
            before = self._tries.get(key)
            if before:
                self._tries[key] = before._replace(many=before.many - 1, until=before.last)

    def forget(self, key: str) -> None:
        """Forget all tries with a key."""
        with self._lock:
            self._tries.pop(key, None)

    def _pause(self, many: int) -> float:
        return 0.0 if many <= self.free else min(2.0 ** min(many - self.free, 30), self.longest)


def network_of(address: str) -> str:
    """Return what counts as one address: of IPv6 the network that a customer has.

    >>> network_of("203.0.113.9"), network_of("2001:db8::1"), network_of("unix")
    ('203.0.113.9', '2001:db8::/64', 'unix')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4 or found.ipv4_mapped:  # noqa: PLR2004 - the version of the protocol
        return str(getattr(found, "ipv4_mapped", None) or found)
    return str(ipaddress.ip_network((found, _NETWORK), strict=False))
