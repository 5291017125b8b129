"""Receivers on loopback: a web server that answers as it is told to, and a mail server that takes all or none."""

from __future__ import annotations

import socket
import threading
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Got(NamedTuple):
    """What was posted."""

    path: str
    headers: dict[str, str]
    body: bytes


class Reply(NamedTuple):
    """How the server answers."""

    status: int = 200
    body: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Web:
    """What was posted so far, and how the next are answered: as listed, then with 200."""

    origin: str = ""
    got: list[Got] = field(default_factory=list)
    replies: deque[Reply] = field(default_factory=deque)


@contextmanager
def web() -> Iterator[Web]:
    """Give a web server that takes what is posted."""
    held = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            held.got.append(Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            reply = held.replies.popleft() if held.replies else Reply()
            self.send_response(reply.status)
            for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    held.origin = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Post:
    """A mail server: what it took, and what it answers to a recipient."""

    port: int = 0
    answer: str = "250 ok"
    mails: list[bytes] = field(default_factory=list)


@contextmanager
def post() -> Iterator[Post]:
    """Give a mail server that speaks as little SMTP as a client needs (RFC 5321)."""
    held = Post()
    listening = socket.create_server(("127.0.0.1", 0))
    held.port = listening.getsockname()[1]
    thread = threading.Thread(target=_serve, args=(listening, held), daemon=True)
    thread.start()
    try:
        yield held
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def _serve(listening: socket.socket, held: Post) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, connection.makefile("rwb", buffering=0) as stream:
            stream.write(b"220 here\r\n")
            for line in iter(stream.readline, b""):
                stream.write(_answered(line.strip().upper(), stream, held) + b"\r\n")


def _answered(command: bytes, stream: socket.SocketIO, held: Post) -> bytes:
    if command.startswith(b"RCPT"):
        return held.answer.encode()
    if command == b"DATA":
        stream.write(b"354 go on\r\n")
        held.mails.append(b"".join(iter(stream.readline, b".\r\n")))
    return b"221 bye" if command == b"QUIT" else b"250 ok"
