"""The one HTTP client, and the readers of what lists articles: feeds, sitemaps, channels, front pages.

It asks and posts. Bounded in time, in size (also after decompression) and in redirects, and kept off private networks.
Every failure is a ``FetchError`` of one line: what, where, what to do next. The readers are pure: bytes in, ``Listing``
out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from otkuda.fetch.asking import AGENT, Answer, Limits, Posted, Request, Route
from otkuda.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["AGENT", "Answer", "Limits", "Page", "Posted", "Request", "Route", "ask", "get", "post"]


def get(url: str, *, timeout: float = 20, limit: int = 20_000_000, allow_private: bool = False) -> Page:
    """Fetch a page.

    ``timeout`` is in seconds and covers everything: names, redirects, the last byte. ``limit`` is in bytes, after
    decompression. Addresses of loopback, private and other special networks are refused unless ``allow_private``.
    Proxies from the environment are not used, because they would connect for us, unchecked.

    Raises ``FetchError``, one line for a person, also where the server answers that there is no page.
    """
    from otkuda.fetch.client import page_of

    return page_of(ask(url, Request(Limits(timeout, limit, allow_private=allow_private))))


def ask(url: str, request: Request, *, clock: Callable[[], datetime] | None = None) -> Answer:
    """Ask an address once, as ``request`` says. ``clock`` tells when the page is seen.

    Raises ``FetchError`` where there is no answer; its ``reason`` says why, ``is_passing`` whether it may pass.
    """
    from otkuda.fetch.client import fetch

    return fetch(url, request, clock or _now)


def post(url: str, body: bytes, headers: Mapping[str, str], request: Request) -> Posted:
    """Send a body to an address once, as ``request`` says, under the same checks as everything that is asked.

    Raises ``FetchError`` where there is no answer. A redirect is an answer, and not followed.
    """
    from otkuda.fetch.client import send

    return send(url, body, headers, request, _now)


def _now() -> datetime:
    return datetime.now(UTC)
