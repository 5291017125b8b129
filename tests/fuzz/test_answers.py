"""Invariant: whatever a server sends, asking it ends in time with an answer or a ``FetchError`` of one line."""

from __future__ import annotations

import gzip
import random
import socketserver
import threading
from typing import TYPE_CHECKING, ClassVar

import pytest

from otkuda.errors import FetchError
from otkuda.fetch import Limits, Request, ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.fetch import Answer

PACKED = gzip.compress(b"<h1>Most</h1>" * 50)
SAMPLES = [
    b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 4\r\nETag: "7"\r\n\r\nMost',
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nCache-Control: max-age=9\r\n\r\n4\r\nMost\r\n0\r\nX: 1\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(PACKED) + PACKED,
    b"HTTP/1.1 301 Moved\r\nLocation: /other\r\nSet-Cookie: a=b; Expires=Tue, 09 Jun 2026\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.0 503 Busy\r\nRetry-After: Tue, 09 Jun 2026 08:00:00 GMT\r\nDate: Tue, 09 Jun 2026 07:00:00 GMT\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304 Not Modified\r\nExpires: 0\r\nAge: 5\r\n\r\n",
]
NOISE = (b"\xff", b"\0", b"\r\n", b"\r\n\r\n", b":", b" ", b"", b"9999999999", b"utf-7", b"http://[", b"//\x01", b"%")


class Liar(socketserver.StreamRequestHandler):
    """A server that sends what it is told to."""

    says: ClassVar[bytes] = b""

    def handle(self) -> None:
        """Read the request's head, send, close."""
        while self.rfile.readline().strip():
            pass
        self.wfile.write(self.says)


class Server(socketserver.ThreadingTCPServer):
    """A server whose broken connections are what is tested."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def liar() -> Iterator[str]:
    """Serve on loopback; return the address."""
    with Server(("127.0.0.1", 0), Liar) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def damaged(chance: random.Random) -> bytes:
    """Return an answer with some of its bytes changed, moved and lost."""
    content = bytearray(chance.choice(SAMPLES))
    for _ in range(chance.randrange(6)):
        place, there = chance.randrange(len(content)), chance.randrange(len(content))
        piece = content[place : place + chance.randrange(20)]
        content[there : there + chance.choice((0, 1, 8))] = chance.choice((*NOISE, bytes(piece)))
    return bytes(content[: chance.choice((len(content), chance.randrange(len(content) + 1)))])


def once(url: str) -> Answer | FetchError:
    """Ask; return the answer, or why there is none."""
    try:
        return ask(url, Request(Limits(seconds=1, size=10_000, allow_private=True)))
    except FetchError as error:
        return error


@pytest.mark.parametrize("seed", range(20))
def test_any_answer(liar: str, seed: int) -> None:
    """Answers of each kind, damaged."""
    chance = random.Random(seed)  # noqa: S311 - no secret, repeatable damage
    for _ in range(15):
        Liar.says = damaged(chance)
        answer = once(liar)
        if isinstance(answer, FetchError):
            assert str(answer).isprintable()
        else:
            assert 100 <= answer.page.status <= 999
            assert len(answer.page.content) <= 10_000
