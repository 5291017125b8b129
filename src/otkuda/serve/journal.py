"""What the server says of its own work: lines of JSON on standard error, and the figures of ``metrics.py``.

A line is one line whatever a stranger sends, since JSON writes a line end as an escape. Query strings, cookies, headers
and forms are never written; a secret of ours that stands in a path or in the words of an error is left out.
"""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING, Any

import structlog

from otkuda.serve import view
from otkuda.serve.access.admission import ROUTE
from otkuda.serve.access.who import NOBODY, WHO

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from otkuda.serve.access.who import Who
    from otkuda.serve.metrics import Figures

_SECRET = re.compile(r"\bot[ks]_[\w-]{8,}")
_LONGEST = 500  # characters of a path


def log() -> structlog.typing.WrappedLogger:
    """Return what writes a line of JSON to standard error."""
    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def without_secrets(_logger: object, _method: str, told: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave out what looks like a session or a token, and what acts in a terminal.

    >>> without_secrets(None, "info", {"path": "/x/otk_0123456789abcdef", "status": 404})
    {'path': '/x/…', 'status': 404}
    """
    return {name: _clean(value) if isinstance(value, str) else value for name, value in told.items()}


def _clean(value: str) -> str:
    return _SECRET.sub("…", view.one_line(value))


class Journal:
    """Counts and times each request; writes a line of it where that is asked for."""

    def __init__(self, app: ASGIApp, figures: Figures, *, is_written: bool) -> None:
        self.app = app
        self.figures = figures
        self.is_written = is_written

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = time.perf_counter()
        try:
            await self.app(scope, receive, send_noting)
        finally:
            seconds = time.perf_counter() - started
            self.figures.answered(scope.get(ROUTE), scope["method"], status, seconds)
            if self.is_written:
                _write(scope, status, seconds)


def _write(scope: Scope, status: int, seconds: float) -> None:
    who: Who = scope.get(WHO, NOBODY)
    client = scope.get("client")
    log().info(
        "request",
        method=scope["method"],
        path=scope["path"][:_LONGEST],
        route=scope.get(ROUTE),
        status=status,
        ms=round(seconds * 1000, 1),
        user=who.name or None,
        address=client[0] if client else None,
    )
