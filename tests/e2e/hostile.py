"""An invented web of one healthy site and many that wish a collector ill."""

from __future__ import annotations

import gzip
import time
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.loopback import Request

YEAR = 31_536_000
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'
PAGE = """<!doctype html><html><head><meta charset="{charset}"><title>Мост открыт</title></head><body><article>
<h1>Мост открыт</h1><p>В посёлке Атбасар открыли мост через Ишим. Его строили два года, движение пустили утром.</p>
<p>«Ехать стало ближе», — сказал аким Ерлан Сапаров.</p>{more}</article></body></html>"""
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ха">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + ']><rss version="2.0"><channel><title>&m;</title><item><title>&m;</title></item></channel></rss>'
)
OUTER = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM '
    '"http://127.0.0.1/y"> %y;]><rss version="2.0"><channel><title>&x;</title></channel></rss>'
)
QUADRATIC = (
    f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"а" * 50_000}">]><rss version="2.0"><channel>'
    f"<title>{'&a;' * 50_000}</title></channel></rss>"
)
# Where a redirect must not lead; the port is that of the servers themselves.
INSIDE = {
    "loopback": "http://127.0.0.1:{port}/secret",
    "cloud": "http://169.254.169.254/latest/meta-data/",
    "six": "http://[::1]:{port}/secret",
    "mapped": "http://[::ffff:127.0.0.1]:{port}/secret",
    "decimal": "http://2130706433:{port}/secret",
    "hexadecimal": "http://0x7f000001:{port}/secret",
    "short": "http://127.1:{port}/secret",
    "name": "http://localhost:{port}/secret",
    "file": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:{port}/secret",
}


def bomb(megabytes: int) -> bytes:
    """Return so many megabytes of blanks, packed a thousand to one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(b" " * 1_000_000) for _ in range(megabytes)]
    return b"".join([*pieces, packer.flush()])


class HostileWeb:
    """Answers by the first part of the host's name. ``secrets`` counts what was asked that must not be."""

    def __init__(self) -> None:
        self.secrets = 0
        self.is_over = False
        self._bomb = bomb(300)

    def answer(self, request: Request) -> None:
        """Answer one request."""
        kind = request.host.removesuffix(".example")
        if request.path == "/secret":
            self.secrets += 1
            request.give("secret")
        elif kind.endswith(".million"):
            request.give("", status=503, Retry_After=str(YEAR))
        elif request.path == "/robots.txt" and kind not in {"silent", "rules"}:
            request.give("", "text/plain", 404)
        elif request.path.endswith(".html"):
            self._article(request, kind)
        else:
            (getattr(self, f"_{kind}", None) or self._feed)(request)

    def _feed(self, request: Request, count: int = 1) -> None:
        kind = request.host.removesuffix(".example")
        if kind in INSIDE:
            self._redirect(request, INSIDE[kind].format(port=request.server.server_port))
            return
        items = "".join(f"<item><link>https://{request.host}/{n}.html</link></item>" for n in range(count))
        request.give(FEED.format(host=request.host, items=items), "application/xml")

    def _article(self, request: Request, kind: str) -> None:
        more = PAGES[kind]() if kind in PAGES else ""
        if kind == "liar":
            request.give(PAGE.format(charset="utf-8", more=more).encode("cp1251"), "text/html; charset=koi8-r")
        else:
            request.give(PAGE.format(charset="utf-8", more=more))

    def _zarya(self, request: Request) -> None:
        self._feed(request, 5)

    def _silent(self, request: Request) -> None:
        self._drip(request, [])

    def _hang(self, request: Request) -> None:
        self._drip(request, [])

    def _trickle(self, request: Request) -> None:
        self._start(request)
        self._drip(request, (b"a" for _ in range(100)), 0.5)

    def _endless(self, request: Request) -> None:
        self._start(request)
        piece = b"<item><link>https://endless.example/1.html</link></item>" * 1_000
        self._drip(request, (piece for _ in range(200_000)), 0)

    def _heads(self, request: Request) -> None:
        request.send_response(200)
        request.flush_headers()
        self._drip(request, (b"X-%d: %s\r\n" % (n, b"x" * 1_000) for n in range(10_000_000)), 0)

    def _circles(self, request: Request) -> None:
        self._redirect(request, request.path)

    def _ping(self, request: Request) -> None:
        self._redirect(request, "https://pong.example/rss.xml")

    def _pong(self, request: Request) -> None:
        self._redirect(request, "https://ping.example/rss.xml")

    def _broken(self, request: Request) -> None:
        request.give("", status=500)

    def _year(self, request: Request) -> None:
        request.give("", status=503, Retry_After=str(YEAR))

    def _bomb_(self, request: Request) -> None:
        request.give(self._bomb, "application/xml", Content_Encoding="gzip")

    def _nested(self, request: Request) -> None:
        request.give(gzip.compress(self._bomb), "application/xml", Content_Encoding="gzip, gzip")

    def _inside(self, request: Request) -> None:
        request.give(gzip.compress(self._bomb), "application/xml", Content_Encoding="gzip")

    def _laughs(self, request: Request) -> None:
        request.give(LAUGHS, "application/xml")

    def _outer(self, request: Request) -> None:
        request.give(OUTER, "application/xml")

    def _quadratic(self, request: Request) -> None:
        request.give(QUADRATIC, "application/xml")

    def _million(self, request: Request) -> None:
        items = "".join(f"<item><link>https://m{n % 9}.million.example/{n}</link></item>" for n in range(250_000))
        request.give(FEED.format(host=request.host, items=items), "application/xml")

    def _self(self, request: Request) -> None:
        inner = f"<sitemap><loc>https://{request.host}{request.path}</loc></sitemap>"
        request.give(f"<sitemapindex>{inner * 1_000}</sitemapindex>", "application/xml")

    def _rules(self, request: Request) -> None:
        if request.path != "/robots.txt":
            self._feed(request)
            return
        self._start(request, "text/plain")
        self._drip(request, (b"Disallow: /*no*no*no$\n" * 10_000 for _ in range(500)), 0)

    def _redirect(self, request: Request, target: str) -> None:
        request.give("", status=302, Location=target)

    def _start(self, request: Request, kind: str = "application/xml") -> None:
        request.close_connection = True
        request.send_response(200)
        request.send_header("Content-Type", kind)
        request.end_headers()

    def _drip(self, request: Request, pieces: Iterator[bytes] | list[bytes], pause: float = 0.1) -> None:
        """Send piece after piece, then nothing, until the other side has had enough."""
        for piece in pieces:
            request.wfile.write(piece)
            if pause:
                time.sleep(pause)
            if self.is_over:
                return
        while not self.is_over:
            time.sleep(0.05)


def _json(depth: int) -> str:
    return f'<script type="application/ld+json">{"[" * depth}</script>'


# What the pages of the healthy-looking feeds hold besides their text.
PAGES: dict[str, Callable[[], str]] = {
    "spans": lambda: "<p>" + "<span>мост </span>" * 100_000 + "</p>",
    "deep": lambda: "<div>" * 100_000,
    "bold": lambda: "<p><b><i>" * 15_000,
    "quotes": lambda: "<p>" + "«" * 50_000 + "</p>",
    "line": lambda: "<p>" + "сказал мэр " * 5_000 + "</p>",
    "data": lambda: _json(100_000),
    "cells": lambda: "<table>" * 2_000 + "<tr><td>1" * 2_000,
    "attributes": lambda: "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">мост</p>",
    "comments": lambda: "<!--" * 200_000,
    "entities": lambda: "&amp" * 50_000,
}
SOURCES = (
    "silent hang trickle endless heads circles ping pong broken year bomb_ nested inside laughs outer quadratic "
    "million rules liar zarya"
).split()
