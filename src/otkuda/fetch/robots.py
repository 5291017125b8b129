"""robots.txt: which addresses of a host may be asked, and how often (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

LARGEST = 500_000  # bytes; what stands behind them is not read (the standard asks for 500 KiB at least)
_MOST_SITEMAPS = 100


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host allows. ``is_reachable`` is False where its rules could not be had: then nothing is allowed now."""

    is_reachable: bool
    sitemaps: tuple[str, ...] = ()
    _rules: Protego | None = field(default=None, repr=False, compare=False)

    def allows(self, url: str, agent: str) -> bool:
        """Tell whether a program of this name may ask an address of the host."""
        if not self.is_reachable:
            return False
        return self._rules is None or self._rules.can_fetch(url, _product(agent))

    def delay(self, agent: str) -> float | None:
        """Return how many seconds the host asks to wait between two requests, or None where it does not say."""
        if self._rules is None:
            return None
        delay, rate = self._rules.crawl_delay(_product(agent)), self._rules.request_rate(_product(agent))
        stated = [delay, rate.seconds / rate.requests if rate else None]
        return max((seconds for seconds in stated if seconds is not None), default=None)


def parse_robots(content: bytes, status: int) -> Robots:
    """Return what the answer to ``/robots.txt`` means; ``status`` is its HTTP status, 0 where there was no answer.

    A page that is not there (4xx) forbids nothing. A server that fails (5xx), that asks for patience (429) or that
    does not answer forbids everything for now.
    """
    if status in range(HTTPStatus.OK, HTTPStatus.MULTIPLE_CHOICES):
        from protego import Protego

        text = content[:LARGEST].decode("utf-8-sig", "replace").replace("\0", " ")
        rules = Protego.parse(text)
        return Robots(is_reachable=True, sitemaps=tuple(dict.fromkeys(rules.sitemaps))[:_MOST_SITEMAPS], _rules=rules)
    is_absent = status in range(HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)
    return Robots(is_reachable=is_absent and status != HTTPStatus.TOO_MANY_REQUESTS)


def _product(agent: str) -> str:
    """Return the program's name out of its User-Agent: ``otkuda`` of ``otkuda/0.1.0 (+https://…)``."""
    return agent.partition("/")[0].strip()
