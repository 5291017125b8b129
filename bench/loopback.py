"""Servers of an invented web on one loopback port, told apart by the Host header."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answering: TypeAlias = "Callable[[Request], None]"


class Request(BaseHTTPRequestHandler):
    """One request; ``host`` and ``path`` say what is asked, ``body`` what is sent."""

    protocol_version = "HTTP/1.1"
    host = ""
    body = b""
    server: ThreadingHTTPServer

    def give(
        self, content: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **more: str
    ) -> None:
        """Answer as a server that is well. ``more`` are headers, their names with underscores."""
        body = content.encode() if isinstance(content, str) else content
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **more}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, *_: object) -> None:
        """Say nothing: those who ask are killed in the middle."""


@contextmanager
def served(answer: Answering) -> Iterator[str]:
    """Serve while the block lasts. Gives the setting that sends every ``*.example`` host there."""

    class Handler(Request):
        def do_GET(self) -> None:
            self.host = self.headers.get("Host", "").partition(":")[0]
            answer(self)

        def do_POST(self) -> None:
            self.body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.do_GET()

    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"*.example=http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
