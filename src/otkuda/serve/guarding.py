"""What stands before every page: whom it answers, what a browser may do with the answer.

Pages are asked for by the names in ``hosts`` only, so that no other site's name that leads to this machine (DNS
rebinding) reads them. What changes anything must come from a page of ours: browsers say so in ``Sec-Fetch-Site`` and
``Origin`` (Fetch Metadata, W3C), so that forms need no tokens. Programs say neither, and bring no cookie of a session:
what brings one must say where it is from.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from otkuda.serve.access.who import COOKIE
from otkuda.serve.journal import log

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    Answer = Callable[[Request], Response]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# «same-origin», not «no-referrer»: with that a browser hides where a form came from, from us too.
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_DEEPEST = 8  # calls that are logged
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS = frozenset({"same-origin", "none"})


class Guard:
    """Refuse what is not asked from a page of ours, and put the headers of ``HEADERS`` on every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], refused: Answer, broken: Answer) -> None:
        self.app = app
        self.hosts = hosts
        self.refused = refused
        self.broken = broken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        is_begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        try:
            await self._answering(scope)(scope, receive, send_guarded)
        except Exception as error:
            log().error("fault", path=scope["path"], error=repr(error), where=_where(error))
            if is_begun:
                raise
            await self.broken(Request(scope))(scope, receive, send_guarded)

    def _answering(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not is_host(host, self.hosts):
            return PlainTextResponse("otkuda does not answer under this name; see otkuda serve --help\n", 421)
        if scope["method"] not in _SAFE and not is_from_us(headers, host, has_session=COOKIE in Request(scope).cookies):
            return self.refused(Request(scope))
        return self.app


def _where(error: Exception) -> list[str]:
    """Return the calls that led to an error, the innermost last."""
    return [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(error.__traceback__)[-_DEEPEST:]]


def is_host(host: str, hosts: frozenset[str]) -> bool:
    """Whether a ``Host`` header names one of ours, with any port.

    >>> is_host("127.0.0.1:8000", frozenset({"127.0.0.1"})), is_host("evil.example", frozenset({"127.0.0.1"}))
    (True, False)
    """
    try:
        return "*" in hosts or urlsplit(f"//{host}").hostname in hosts
    except ValueError:
        return False


def is_from_us(headers: Headers, host: str, *, has_session: bool = False) -> bool:
    """Whether a request that changes something comes from a page of ours, or from no browser at all."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if has_session and site is None and origin is None:
        return False
    if site is not None and site not in _OURS:
        return False
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()
