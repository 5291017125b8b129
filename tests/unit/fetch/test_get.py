"""Fetching from a loopback server: pages, redirects, limits, and one line for each failure."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

import otkuda
from otkuda.errors import FetchError
from otkuda.fetch import Page, get

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "<h1>Мост открыт</h1>".encode("cp1251")

ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "page": (200, {"Content-Type": "Text/HTML; charset=windows-1251"}, PAGE),
    "missing": (404, {}, b""),
    "broken": (503, {}, b""),
    "odd": (799, {}, b""),
    "empty": (205, {}, b""),
    "loop": (301, {"Location": "/loop"}, b""),
    "nowhere": (301, {"Location": "http://a\x01b/"}, b""),
    "file": (301, {"Location": "file:///etc/hostname"}, b""),
    "gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
    "deflate": (200, {"Content-Encoding": "deflate"}, zlib.compress(PAGE)),
    "bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(30_000_000))),
    "double": (200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(PAGE))),
    "damaged": (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b nonsense"),
    "unknown": (200, {"Content-Encoding": "x-own"}, PAGE),
}


class Site(BaseHTTPRequestHandler):
    """A site whose paths say how it answers."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer as the path says."""
        action = self.path.strip("/").split("/")[0]
        if action in ANSWERS:
            self.answer(*ANSWERS[action])
        else:
            getattr(self, f"answer_{action}")()

    def answer_agent(self) -> None:
        """Say who asks."""
        self.answer(200, {}, self.headers["User-Agent"].encode())

    def answer_to(self) -> None:
        """Redirect to the rest of the path: /to/page, /to/http:/10.0.0.1/."""
        target = self.path.removeprefix("/to/").replace(":/", "://", 1)
        self.answer(302, {"Location": target if "://" in target else f"/{target}"})

    def answer_endless(self) -> None:
        """Send without end and without a length."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.pour(b"x" * 100_000, 0)

    def answer_slow(self) -> None:
        """Send a byte now and then."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.pour(b"x", 0.05)

    def answer_slowhead(self) -> None:
        """Send a head that never ends, a byte now and then."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.pour(b"x", 0.05)

    def answer_short(self) -> None:
        """Promise more than is sent."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"x")
        self.close_connection = True

    def answer_noise(self) -> None:
        """Answer in no known language."""
        self.wfile.write(b"\x00\x01\x02 no HTTP\r\n\r\n")
        self.close_connection = True

    def pour(self, piece: bytes, pause: float) -> None:
        """Send a piece until the other side has had enough."""
        self.close_connection = True
        end = time.monotonic() + 20
        try:
            while time.monotonic() < end:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            return

    def answer(self, status: int, headers: dict[str, str], content: bytes = b"") -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Keep quiet."""


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


def near(url: str, *, timeout: float = 20, limit: int = 1_000_000) -> Page:
    """Fetch from loopback."""
    return get(url, timeout=timeout, limit=limit, allow_private=True)


def failure(url: str, *, timeout: float = 20, limit: int = 1_000_000) -> str:
    """Return the one line of a failure."""
    with pytest.raises(FetchError) as caught:
        near(url, timeout=timeout, limit=limit)
    line = str(caught.value)
    assert line.isprintable()
    assert ";" in line
    return line


def test_page(site: str) -> None:
    """A page comes with its bytes untouched and with what HTTP declared."""
    page = near(f"{site}/page")
    assert replace(page, headers=(), fetched=None) == Page(f"{site}/page", PAGE, "windows-1251", "text/html")
    assert ("content-length", str(len(PAGE))) in page.headers


def test_names_itself(site: str) -> None:
    """The program says who it is."""
    assert near(f"{site}/agent").content == f"otkuda/{otkuda.__version__} (+https://otkuda.example)".encode()


@pytest.mark.parametrize("path", ["gzip", "deflate"])
def test_decompresses(site: str, path: str) -> None:
    """Compressed pages are decompressed."""
    assert near(f"{site}/{path}").content == PAGE


def test_follows_redirects(site: str) -> None:
    """The page's address is where the redirects ended."""
    assert near(f"{site}/to/to/page").url == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("missing", "404 (Not Found); check the address"),
        ("broken", "503 (Service Unavailable); try again later"),
        ("odd", "answered 799; "),
        ("empty", "answered 205 (Reset Content); "),
        ("loop", "more than 10 redirects"),
        ("nowhere", "http"),
        ("file", "not an HTTP address"),
        ("damaged", "its compression is damaged"),
        ("unknown", "compressed in an unknown way (x-own)"),
        ("double", "compressed in an unknown way"),
        ("bomb", "larger than 1,000,000 bytes"),
        ("endless", "larger than 1,000,000 bytes"),
        ("short", "does not speak HTTP as it should"),
        ("noise", "does not speak HTTP as it should"),
    ],
)
def test_failure_in_one_line(site: str, path: str, says: str) -> None:
    """Each failure names the address, what is wrong and what to do."""
    line = failure(f"{site}/{path}")
    assert says in line
    assert line.startswith(("http://127.0.0.1", "file:/etc"))


@pytest.mark.parametrize("path", ["slow", "slowhead"])
def test_time_is_bounded_as_a_whole(site: str, path: str) -> None:
    """A server that sends a byte now and then gets no longer than one that sends none."""
    begin = time.monotonic()
    assert "it took too long" in failure(f"{site}/{path}", timeout=0.5)
    assert time.monotonic() - begin < 5


def test_silent_server() -> None:
    """A server that takes the connection and says nothing is given up."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "it took too long" in failure(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=0.5)


def test_closed_port() -> None:
    """Nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "no connection" in failure(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1"],
)
def test_private_hosts_are_refused(host: str) -> None:
    """However it is spelled, an address of this machine or its network is not connected to."""
    with pytest.raises(FetchError, match="private network"):
        get(f"http://{host}:9/", timeout=5)


def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the address that counts, and one private address among public ones is enough."""

    def resolve(*_: object, **__: object) -> list[object]:
        return [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError, match="private network"):
        get("http://zarya.example/", timeout=5)


def test_a_name_that_leads_elsewhere_the_second_time(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is looked up once for a connection, and what was checked is connected to (DNS rebinding)."""
    from otkuda.fetch import connection

    asked: list[object] = []
    lookup = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: int, **more: int) -> object:
        if host != "zarya.example":
            return lookup(host, port, *rest, **more)
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port))]

    monkeypatch.setattr(connection, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    address = site.replace("127.0.0.1", "zarya.example")
    assert get(f"{address}/page", timeout=5).content == PAGE
    assert asked == ["zarya.example"]
    with pytest.raises(FetchError, match="private network"):
        get(f"{address}/page", timeout=5)


def test_a_redirect_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each hop is checked like the first."""
    from otkuda.fetch import connection

    monkeypatch.setattr(connection, "is_public", lambda address: address == "127.0.0.1")
    assert get(f"{site}/to/page", timeout=5).content == PAGE
    with pytest.raises(FetchError, match="private network"):
        get(f"{site}/to/http:/10.0.0.1/", timeout=5)


@pytest.mark.parametrize(
    "url", ["", "//x", "zarya", "ftp://zarya.example/", "file:///etc/passwd", "http://", "http://[", "http://a\x00b/"]
)
def test_no_address(url: str) -> None:
    """What is no HTTP address is said to be none, without a traceback."""
    with pytest.raises(FetchError) as caught:
        get(url, timeout=5)
    assert str(caught.value).isprintable()


def test_slow_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver that hangs counts against the time."""
    hang = threading.Event()

    def resolve(*_: object, **__: object) -> list[object]:
        hang.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError, match="too long"):
        get("http://zarya.example/", timeout=0.3)
    hang.set()
