"""Collect an invented newsroom from loopback, as a user would, and hold what is kept against its truth.

    python -m bench.newsroom ../shared/newsroom/dev

Every outlet is added by its front page, which this script makes. The edited articles are served in their first version,
and, once the clock has gone on by eleven minutes, in their last.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

FEED = "/rss.xml"
FRONT = """<!doctype html><html><head><meta charset="utf-8"><title>{host}</title>{link}</head>
<body><h1>{host}</h1><ul>{items}</ul></body></html>"""
LINK = '<link rel="alternate" type="application/rss+xml" title="{host}" href="{feed}">'


@dataclass
class Newsroom:
    """What each host serves: host → path → bytes; ``later`` takes its place after the edit."""

    pages: dict[str, dict[str, bytes]] = field(default_factory=dict)
    later: dict[str, dict[str, bytes]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    truth: list[Truth] = field(default_factory=list)


@dataclass(frozen=True)
class Truth:
    """One article as the truth has it, its last version; ``texts`` must stand in the body."""

    url: str
    headline: str
    outlet: str
    language: str
    published: datetime
    texts: tuple[str, ...]
    versions: int
    is_listed: bool


def load(folder: Path) -> Newsroom:
    """Read the events and feeds of a newsroom."""
    room = Newsroom()
    feeds = {path.stem + ".example": path.read_bytes() for path in sorted((folder / "feeds").iterdir())}
    for event in sorted(folder.glob("e*/truth.json")):
        truth = json.loads(event.read_text(encoding="utf-8"))
        replaced = {one["version_of"] for one in truth["articles"] if one["version_of"]}
        for one in truth["articles"]:
            place = urlsplit(one["url"])
            content = (event.parent / one["file"]).read_bytes()
            (room.later if one["version_of"] else room.pages).setdefault(place.netloc, {})[place.path] = content
            if one["file"] in replaced:
                continue
            said = [seen["text"] for words in truth["statements"] for seen in words["appearances"]
                    if seen["file"] == one["file"]]
            room.truth.append(Truth(
                one["url"], one["headline"], one["outlet"], one["language"], datetime.fromisoformat(one["published"]),
                tuple(said), 2 if one["version_of"] else 1, one["url"].encode() in feeds.get(one["outlet"], b""),
            ))
    for number, (host, feed) in enumerate(sorted(feeds.items())):
        at = FEED if number % 3 else "/feed"  # every third outlet names no feed on its front page
        items = "".join(f'<li><a href="{path}">…</a></li>' for path in sorted(room.pages.get(host, {})))
        link = LINK.format(host=host, feed=FEED) if number % 3 else ""
        room.pages.setdefault(host, {})["/"] = FRONT.format(host=host, link=link, items=items).encode()
        room.pages[host][at] = feed
    return room


def serve(room: Newsroom) -> ThreadingHTTPServer:
    """Serve every host of the newsroom on one loopback port, told apart by the Host header."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers.get("Host", "").partition(":")[0]
            room.asked[host] += 1
            content = room.pages.get(host, {}).get(urlsplit(self.path).path)
            self.send_response(200 if content else 404)
            body = content or b"<h1>404</h1>"
            is_feed = body.lstrip().startswith(b"<?xml")
            self.send_header("Content-Type", "application/xml" if is_feed else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
