"""The sites of the newsroom on loopback. Which of them is meant, the Host of the request says."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from otkuda.demo.pages import Sent, answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from otkuda.demo.newsroom import Newsroom

_NOT_MODIFIED = 304


@contextmanager
def served(newsroom: Newsroom, now: Callable[[], datetime]) -> Iterator[str]:
    """Serve the newsroom as it is ``now``, and give the address that its hosts are asked at: «http://127.0.0.1:40123»."""

    class Handler(BaseHTTPRequestHandler):
        """Answers one connection."""

        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_GET(self) -> None:
            """Answer one request."""
            host = (self.headers.get("Host") or "").partition(":")[0].lower()
            self.tell(answer(newsroom, host, self.path.partition("?")[0].lstrip("/"), now()))

        def tell(self, sent: Sent) -> None:
            """Send an answer; nothing but its mark where the asker has it already."""
            content = sent.content.encode()
            mark = f'"{blake2b(content, digest_size=8).hexdigest()}"'
            is_known = self.headers.get("If-None-Match") == mark
            self.send_response(_NOT_MODIFIED if is_known else sent.status)
            self.send_header("Content-Type", sent.kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("ETag", mark)
            self.end_headers()
            if not is_known:
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it overrides
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
