"""robots.txt: which addresses of a host may be asked, and how often (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

LARGEST = 500_000  # bytes; what stands behind them is not read (the standard asks for 500 KiB at least)
_MOST_SITEMAPS = 100
_KEPT = 64  # hosts whose rules are kept read: a host is asked many times in a row
_AGENT_LINE = re.compile(r"^([ \t]*+user[- ]?agent[ \t]*+:?+[ \t]*+)([^#\n]*+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host allows. ``is_reachable`` is False where its rules could not be had: then nothing is allowed now."""

    is_reachable: bool
    _text: str = field(default="", repr=False)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The addresses of the host's sitemaps, once each."""
        return tuple(dict.fromkeys(_rules(self._text, "").sitemaps))[:_MOST_SITEMAPS]

    def allows(self, url: str, agent: str) -> bool:
        """Tell whether a program of this name may ask an address of the host."""
        return self.is_reachable and _rules(self._text, _product(agent)).can_fetch(url, _product(agent))

    def delay(self, agent: str) -> float | None:
        """Return how many seconds the host asks to wait between two requests, or None where it does not say."""
        product = _product(agent)
        rules = _rules(self._text, product)
        delay, rate = rules.crawl_delay(product), rules.request_rate(product)
        stated = [delay, rate.seconds / rate.requests if rate else None]
        return max((seconds for seconds in stated if seconds is not None), default=None)


def parse_robots(content: bytes, status: int) -> Robots:
    """Return what the answer to ``/robots.txt`` means; ``status`` is its HTTP status, 0 where there was no answer.

    A page that is not there (4xx) forbids nothing. A server that fails (5xx), that asks for patience (429) or that
    does not answer forbids everything for now.
    """
    if status in range(HTTPStatus.OK, HTTPStatus.MULTIPLE_CHOICES):
        text = content[:LARGEST].decode("utf-8-sig", "replace").replace("\0", " ")
        return Robots(is_reachable=True, _text=text)
    is_absent = status in range(HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)
    return Robots(is_reachable=is_absent and status != HTTPStatus.TOO_MANY_REQUESTS)


@lru_cache(maxsize=_KEPT)
def _rules(text: str, product: str) -> Protego:
    """Read the rules for one program. All others are one: a thousand names with a thousand rules make a million."""
    from protego import Protego

    def one(line: re.Match[str]) -> str:
        name = line[2].strip().lower()
        is_meant = name == "*" or (name.strip("*") in product if name.strip("*") else False)
        return line[0] if is_meant else f"{line[1]}-"

    return Protego.parse(_AGENT_LINE.sub(one, "\n".join(text.splitlines())))


def _product(agent: str) -> str:
    """Return the program's name out of its User-Agent: ``otkuda`` of ``otkuda/0.1.0 (+https://…)``."""
    return agent.partition("/")[0].strip().lower()
