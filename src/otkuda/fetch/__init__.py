"""The one HTTP client: an address in, a page out.

Bounded in time, in size (also after decompression) and in redirects, and kept off private networks. Every failure is
a ``FetchError`` of one line: what, where, what to do next.
"""

from __future__ import annotations

from otkuda.model import Page

__all__ = ["Page", "get"]


def get(url: str, *, timeout: float = 20, limit: int = 20_000_000, allow_private: bool = False) -> Page:
    """Fetch a page.

    ``timeout`` is in seconds and covers everything: names, redirects, the last byte. ``limit`` is in bytes, after
    decompression. Addresses of loopback, private and other special networks are refused unless ``allow_private``.
    Proxies from the environment are not used, because they would connect for us, unchecked.

    Raises ``FetchError``, one line for a person.
    """
    from otkuda.fetch.client import Limits, fetch

    return fetch(url, Limits(timeout, limit, allow_private=allow_private))
