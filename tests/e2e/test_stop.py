"""Asked to stop (SIGTERM), processes end what is under way and then themselves; behind a proxy they tell who asked."""

from __future__ import annotations

import json
import re
import socket
import sys
import threading
import time
import urllib.request
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from otkuda.collect.pulse import collecting
from otkuda.store import NewsSource, add_source, latest, open_store, source_id
from tests.e2e.processes import end, start
from tests.serve.people import PASSWORD, add, token

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its processes are not ended by signals")

FORM = {"content-type": "application/x-www-form-urlencoded"}
SLOW = 2.0  # seconds until the site answers
PAGE = "<html><head><title>Мост</title></head><body><article><h1>Мост</h1><p>{}</p></article></body></html>".format(
    "«Мост готов, движение пустят утром в понедельник», — сказал аким Ерлан Сапаров на встрече с жителями. " * 5
)
FEED = """<rss version="2.0"><channel><title>Заря</title><item><title>Мост</title>
<link>https://zarya.example/1</link></item></channel></rss>"""


@contextmanager
def slow_site() -> Iterator[tuple[str, threading.Event]]:
    """Give a site that takes its time, and what is set once it is asked for a page."""
    asked = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = {"/1": ("text/html", PAGE), "/feed": ("application/rss+xml", FEED)}.get(self.path, ("", ""))
            if self.path == "/1":
                asked.set()
                time.sleep(SLOW)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def address_of(process: subprocess.Popen[str]) -> str:
    """Return where a server says that it serves."""
    assert process.stdout
    found = re.search(r"http://(\S+?)(/\S*)", process.stdout.readline())
    assert found
    for _ in range(200):
        with socket.socket() as tried:
            host, port = found[1].rsplit(":", 1)
            if tried.connect_ex((host, int(port))) == 0:
                return found[1]
        time.sleep(0.05)
    raise AssertionError("it does not answer")


def test_the_server_answers_what_is_under_way(tmp_path: Path) -> None:
    """A request that was being answered is answered, then the process ends with 0 and not a word."""
    with slow_site() as (origin, asked):
        process = start(tmp_path, "serve", "--port", "0", OTKUDA_ROUTES=f"*.example={origin}")
        with closing(HTTPConnection(address_of(process), timeout=60)) as connection:
            form = urlencode({"address": "https://zarya.example/1"})
            connection.request("POST", "/check", form, FORM)
            assert asked.wait(60)
            process.terminate()
            answer = connection.getresponse()
            assert answer.status == 200
            assert "Мост готов" in answer.read().decode()
    done = end(process)
    assert (done.status, done.err) == (0, "")


def test_the_collector_keeps_what_is_under_way(tmp_path: Path) -> None:
    """What had been asked is kept whole, and it says that it has ended."""
    with slow_site() as (origin, asked):
        now, url = datetime.now(UTC), "https://zarya.example/feed"
        with open_store(tmp_path / "otkuda.sqlite") as store, store.writing() as conn:
            add_source(conn, NewsSource(source_id(url), url, "feed", url, now, due=now))
        process = start(tmp_path, "collect", "--watch", OTKUDA_ROUTES=f"*.example={origin}")
        assert asked.wait(60)
        process.terminate()
        done = end(process)
    assert done.status == 0, done.err
    with open_store(tmp_path / "otkuda.sqlite") as store, store.reading() as conn:
        beat = collecting(conn, datetime.now(UTC))
        assert beat
        assert beat.ended
        assert latest(conn, "https://zarya.example/1")


def test_behind_a_proxy(tmp_path: Path) -> None:
    """Who is trusted says whose request it is and that it came over https; who is not says nothing."""
    with open_store(tmp_path / "otkuda.sqlite") as store:
        add(store)
        header = token(store)
    options = ("--port", "0", "--name", "news.example", "--root", "/otkuda", "--log")
    process = start(tmp_path, "serve", *options, OTKUDA_TRUSTED_PROXIES="127.0.0.1, 10.0.0.0/8")
    address = address_of(process)
    handed_on = {"host": "news.example", "x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.7, 10.1.1.1"}
    form = urlencode({"name": "Алия", "password": PASSWORD}).encode()
    with closing(HTTPConnection(address, timeout=60)) as connection:
        connection.request("POST", "/login", form, handed_on | FORM | {"origin": "https://news.example"})
        answer = connection.getresponse()
        cookie = answer.headers["set-cookie"]
        assert (answer.status, answer.headers["location"]) == (303, "/otkuda/")
        assert "Secure" in cookie
        assert "Path=/otkuda" in cookie
        answer.read()
        connection.request("GET", "/", headers={"host": "news.example", "accept": "text/html"})
        answer = connection.getresponse()
        assert answer.headers["location"] == "/otkuda/login?back=%2Fotkuda%2F"
        answer.read()
    request = urllib.request.Request(f"http://{address}/metrics", headers=header | {"host": "127.0.0.1"})
    with urllib.request.urlopen(request, timeout=60) as metrics:  # noqa: S310 - ours
        assert b'route="/login"' in metrics.read()
    process.terminate()
    lines = [json.loads(line) for line in end(process).err.splitlines()]
    assert [line["address"] for line in lines] == ["198.51.100.7", "127.0.0.1", "127.0.0.1"]
    assert [line["user"] for line in lines] == [None, None, "Алия"]
