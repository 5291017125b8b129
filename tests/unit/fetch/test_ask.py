"""Asking once: conditions, what the headers say of the next request, moves, proxies, and why there is no answer."""

from __future__ import annotations

import pickle
import socket
import socketserver
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest

from otkuda.errors import FetchError, FetchReason
from otkuda.fetch import AGENT, Answer, Limits, Request, ask

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
NEAR = Limits(seconds=10, size=100_000, allow_private=True)

# path: status, headers
ANSWERS: dict[str, tuple[int, dict[str, str]]] = {
    "/page": (200, {"Content-Type": "text/html; charset=utf-8", "ETag": '"7"', "Last-Modified": "Tue, 09 Jun 2026"}),
    "/gone": (410, {}),
    "/busy": (429, {"Retry-After": "120"}),
    "/lasting": (301, {"Location": "/page"}),
    "/lasting/twice": (308, {"Location": "/lasting"}),
    "/passing": (302, {"Location": "/lasting"}),
    "/mixed": (301, {"Location": "/passing"}),
    "/lost": (301, {"Location": "/gone"}),
    "/loop": (301, {"Location": "/loop"}),
    "/file": (302, {"Location": "file:///etc/hostname"}),
    "/near": (302, {"Location": "http://10.0.0.1/"}),
    "/unknown": (200, {"Content-Encoding": "br"}),
    "/fresh": (200, {"Cache-Control": "public, max-age=600", "Age": "60"}),
}


class Site(BaseHTTPRequestHandler):
    """A site that answers as ``ANSWERS`` says, and keeps what it was asked."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        """Answer."""
        self.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        path = "/" + self.path.split("//", 1)[-1].partition("/")[2] if "//" in self.path else self.path
        if path == "/headers":
            self.pour(b"X-More: " + b"y" * 1000 + b"\r\n")
            return
        status, headers = ANSWERS[path]
        if path == "/page" and self.headers["If-None-Match"] == '"7"':
            status, headers = 304, {"ETag": '"7"'}
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        body = b"" if status == 304 else b"<h1>\xd0\x9c\xd0\xbe\xd1\x81\xd1\x82</h1>"
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def pour(self, piece: bytes) -> None:
        """Send headers until the other side has had enough."""
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        end = time.monotonic() + 10
        try:
            while time.monotonic() < end:
                self.wfile.write(piece)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Keep quiet."""


class Tunnel(socketserver.StreamRequestHandler):
    """A proxy that refuses every tunnel and says so."""

    def handle(self) -> None:
        """Refuse."""
        self.rfile.readline()
        self.wfile.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")


class Server(ThreadingHTTPServer):
    """A server whose broken connections are what is tested."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve the site on loopback; return its address."""
    with Server(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def once(url: str, request: Request | None = None) -> Answer:
    """Ask from loopback, at a known time."""
    return ask(url, request or Request(NEAR), clock=lambda: NOW)


def why(url: str, request: Request | None = None) -> FetchReason:
    """Return why there is no answer."""
    with pytest.raises(FetchError) as caught:
        once(url, request)
    assert str(caught.value).isprintable()
    return caught.value.reason


def test_an_answer_says_what_it_is(site: str) -> None:
    """The page with its status, headers and time; the validators for the next request."""
    answer = once(f"{site}/page")
    page = answer.page
    assert (page.status, page.url, page.requested, page.fetched) == (200, f"{site}/page", None, NOW)
    assert page.content.decode() == "<h1>Мост</h1>"
    assert ("etag", '"7"') in page.headers
    assert (answer.etag, answer.last_modified, answer.moved) == ('"7"', "Tue, 09 Jun 2026", None)


def test_unchanged_is_an_answer(site: str) -> None:
    """What is kept is named in the request; that it is unchanged comes back as 304."""
    answer = once(f"{site}/page", Request(NEAR, etag='"7"', last_modified="Tue, 09 Jun 2026 08:00:00 GMT"))
    assert (answer.page.status, answer.page.content, answer.etag) == (304, b"", '"7"')
    sent = Site.asked[-1][1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"7"', "Tue, 09 Jun 2026 08:00:00 GMT")


@pytest.mark.parametrize("etag", ["a\r\nX-Own: 1", "é", "x" * 5000, ""])
def test_a_hostile_validator_is_not_sent(site: str, etag: str) -> None:
    """A validator that would break the request is left out."""
    assert once(f"{site}/page", Request(NEAR, etag=etag)).page.status == 200
    assert "if-none-match" not in Site.asked[-1][1]
    assert "x-own" not in Site.asked[-1][1]


@pytest.mark.parametrize(("path", "status"), [("/gone", 410), ("/busy", 429)])
def test_a_refusal_is_an_answer(site: str, path: str, status: int) -> None:
    """4xx and 5xx are for the caller to decide on."""
    assert once(f"{site}{path}").page.status == status


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/page", None),
        ("/lasting", "/page"),
        ("/lasting/twice", "/page"),
        ("/passing", None),
        ("/mixed", "/passing"),
        ("/lost", None),
    ],
)
def test_moves(site: str, path: str, moved: str | None) -> None:
    """Only what moved for good, before anything passing, and to something that is there, is asked elsewhere."""
    assert once(f"{site}{path}").moved == (moved and f"{site}{moved}")


def test_where_it_was_asked(site: str) -> None:
    """A page that was redirected says what was asked for."""
    page = once(f"{site}/lasting").page
    assert (page.url, page.requested) == (f"{site}/page", f"{site}/lasting")


def test_when_to_ask_again(site: str) -> None:
    """The server's wishes reach the caller."""
    assert once(f"{site}/busy").retry_after == 120
    assert once(f"{site}/fresh").fresh_for == 540


def test_names_itself(site: str) -> None:
    """The program's name, or the one that the user set; feeds are asked for as feeds."""
    once(f"{site}/page")
    assert Site.asked[-1][1]["user-agent"] == AGENT
    once(f"{site}/page", Request(NEAR, agent="newsroom/1", accept="feed"))
    assert Site.asked[-1][1]["user-agent"] == "newsroom/1"
    assert "application/rss+xml" in Site.asked[-1][1]["accept"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/loop", "circles"), ("/file", "not_http"), ("/unknown", "undecodable"), ("/headers", "protocol")],
)
def test_why_there_is_no_answer(site: str, path: str, reason: FetchReason) -> None:
    """Each failure says what kind it is."""
    assert why(f"{site}{path}") == reason


def test_what_may_pass() -> None:
    """A failure that may pass is told from one that stays, also after it went to another process."""
    assert FetchError("x", "timeout").is_passing
    assert not FetchError("x", "private").is_passing
    assert pickle.loads(pickle.dumps(FetchError("x", "circles"))).reason == "circles"  # noqa: S301 - our own bytes


def test_private_addresses() -> None:
    """Refused, whatever is asked."""
    assert why("http://169.254.169.254/latest", Request(Limits(5))) == "private"
    assert why("http://localhost:9/", Request(Limits(5))) == "private"


def test_nobody_listens() -> None:
    """A closed port is no connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert why(f"http://127.0.0.1:{port}/") == "unreachable"


def test_through_a_proxy(site: str) -> None:
    """A proxy may be near: the user named it. It is asked for the whole address, with the name and password given."""
    proxy = site.replace("http://", "http://editor:secret@")
    request = Request(Limits(5, 100_000), proxy=proxy)
    assert once("http://zarya.example/page", request).page.content.decode() == "<h1>Мост</h1>"
    path, sent = Site.asked[-1]
    assert path == "http://zarya.example/page"
    assert sent["proxy-authorization"] == "Basic ZWRpdG9yOnNlY3JldA=="


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]", "localhost", "10.0.0.1"])
def test_a_proxy_is_not_asked_for_what_is_near(site: str, host: str) -> None:
    """What is asked of a proxy is checked as far as it can be."""
    assert why(f"http://{host}/page", Request(Limits(5, 100_000), proxy=site)) == "private"


def test_a_proxy_does_not_lead_near_by_redirect(site: str) -> None:
    """Each hop is checked."""
    assert why("http://zarya.example/near", Request(Limits(5, 100_000), proxy=site)) == "private"


def test_a_proxy_that_refuses() -> None:
    """The proxy's refusal is told from the site's; its password is not told."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Tunnel) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        proxy = f"http://editor:secret@127.0.0.1:{server.server_address[1]}"
        with pytest.raises(FetchError) as caught:
            once("https://zarya.example/", Request(Limits(5), proxy=proxy))
        server.shutdown()
        thread.join()
    assert caught.value.reason == "proxy"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1080", "nonsense", "http://", "http://["])
def test_no_proxy(proxy: str) -> None:
    """A setting that names no HTTP proxy is said to be none."""
    assert why("http://zarya.example/", Request(Limits(5), proxy=proxy)) == "proxy"
