"""Collect an invented newsroom from loopback, as a user would, and hold what is kept against its truth.

    python -m bench.newsroom ../shared/newsroom/dev

Every outlet is added by its front page, which this script makes. The edited articles are served in their first version,
and, once the clock has gone on by eleven minutes, in their last.

A world may bring its own hosts instead (front pages, feeds of any kind, robots.txt, sitemaps, redirects): then
``site/hosts.json`` says for each host and path, with its query, the ``file`` under ``site``; where it is no HTML page
with status 200, its ``type``, ``status``, ``location``; and the file after the edit, ``later``. The truth of such a
world may give for an article ``versions`` and ``foreign``: texts that its body must not hold.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from otkuda import store as kept
from otkuda.collect.adding import Finder, Wishes, source_of
from otkuda.collect.run import Collector
from otkuda.collect.world import opened_net
from otkuda.errors import OtkudaError
from otkuda.fetch import Limits, Route
from otkuda.store import open_store

if TYPE_CHECKING:
    from otkuda.store import Store, Version

LEAST = 0.98
FEED = "/rss.xml"
FRONT = """<!doctype html><html><head><meta charset="utf-8"><title>{host}</title>{link}</head>
<body><h1>{host}</h1><ul>{items}</ul></body></html>"""
LINK = '<link rel="alternate" type="application/rss+xml" title="{host}" href="{feed}">'


@dataclass
class Newsroom:
    """What each host serves: host → path → bytes; ``later`` takes its place after the edit."""

    pages: dict[str, dict[str, bytes]] = field(default_factory=dict)
    later: dict[str, dict[str, bytes]] = field(default_factory=dict)
    heads: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
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
    foreign: tuple[str, ...] = ()


def load(folder: Path) -> Newsroom:
    """Read the events and feeds of a newsroom."""
    room = Newsroom()
    if (folder / "site").exists():
        return load_site(room, folder)
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
            said = [
                seen["text"]
                for words in truth["statements"]
                for seen in words["appearances"]
                if seen["file"] == one["file"]
            ]
            room.truth.append(
                Truth(
                    one["url"],
                    one["headline"],
                    one["outlet"],
                    one["language"],
                    datetime.fromisoformat(one["published"]),
                    tuple(said),
                    2 if one["version_of"] else 1,
                    one["url"].encode() in feeds.get(one["outlet"], b""),
                )
            )
    for number, (host, feed) in enumerate(sorted(feeds.items())):
        at = FEED if number % 3 else "/feed"  # every third outlet names no feed on its front page
        items = "".join(f'<li><a href="{path}">…</a></li>' for path in sorted(room.pages.get(host, {})))
        link = LINK.format(host=host, feed=FEED) if number % 3 else ""
        room.pages.setdefault(host, {})["/"] = FRONT.format(host=host, link=link, items=items).encode()
        room.pages[host][at] = feed
    return room


def load_site(room: Newsroom, folder: Path) -> Newsroom:
    """Read a world that brings its own hosts."""
    for host, paths in json.loads((folder / "site" / "hosts.json").read_text(encoding="utf-8")).items():
        for path, one in paths.items():
            room.pages.setdefault(host, {})[path] = (folder / "site" / one["file"]).read_bytes()
            room.heads[host, path] = {name: str(one[name]) for name in ("type", "status", "location") if name in one}
            if "later" in one:
                room.later.setdefault(host, {})[path] = (folder / "site" / one["later"]).read_bytes()
    for event in sorted(folder.glob("e*/truth.json")):
        truth = json.loads(event.read_text(encoding="utf-8"))
        seen = [seen for words in truth["statements"] for seen in words["appearances"]]
        for one in truth["articles"]:
            room.truth.append(
                Truth(
                    one["url"],
                    one["headline"],
                    one["outlet"],
                    one["language"],
                    datetime.fromisoformat(one["published"]),
                    tuple(text["text"] for text in seen if text["file"] == one["file"]),
                    one.get("versions", 1),
                    is_listed=True,
                    foreign=tuple(one.get("foreign", ())),
                )
            )
    return room


def serve(room: Newsroom) -> ThreadingHTTPServer:
    """Serve every host of the newsroom on one loopback port, told apart by the Host header."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers.get("Host", "").partition(":")[0]
            room.asked[host] += 1
            path = self.path if room.heads else urlsplit(self.path).path
            head = room.heads.get((host, path), {})
            content = room.pages.get(host, {}).get(path)
            self.send_response(404 if content is None else int(head.get("status", "200")))
            body = b"<h1>404</h1>" if content is None else content
            is_feed = body.lstrip().startswith(b"<?xml")
            self.send_header("Content-Type", head.get("type", "application/xml" if is_feed else "text/html"))
            if "location" in head:
                self.send_header("Location", head["location"])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main() -> int:
    """Collect, compare, print. Returns 0 where at least 98 % of the fields are right."""
    if len(sys.argv) != 1 + 1:
        print(__doc__)
        return 2
    room = load(Path(sys.argv[1]))
    server = serve(room)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "otkuda.sqlite") as store:
        collect(store, room, f"http://127.0.0.1:{server.server_port}")
        faults, fields = compare(store, room)
    server.shutdown()
    for fault in faults:
        print(fault)
    share = 1 - len(faults) / fields
    print(f"{fields - len(faults)} of {fields} fields right: {share:.1%}; {sum(room.asked.values())} requests")
    return 0 if share >= LEAST else 1


def collect(store: Store, room: Newsroom, origin: str) -> None:
    """Add every outlet by its front page, collect; then the edits, and collect again eleven minutes later."""
    clock = datetime.now(UTC)
    with opened_net(Limits(), routes=(Route("*.example", origin),)) as world:
        net = replace(world, now=lambda: clock)
        finder = Finder(net, 0, Wishes())
        for host in sorted(room.pages):
            try:
                source = source_of(finder.find(f"https://{host}/"), Wishes(), clock)
            except OtkudaError as error:
                print(f"{host}: {error}")
                continue
            with store.writing() as conn:
                kept.add_source(conn, source)
        Collector(store, net, 0, 8, lambda _: None).once()
        clock += timedelta(minutes=11)
        for host, pages in room.later.items():
            room.pages[host].update(pages)
        Collector(store, net, 0, 8, lambda _: None).once()


def compare(store: Store, room: Newsroom) -> tuple[list[str], int]:
    """Return what is wrong, and how many fields there are."""
    faults: list[str] = []
    fields = 0
    headlines = {truth.headline for truth in room.truth}
    for truth in room.truth:
        if not truth.is_listed:
            continue
        with store.reading() as conn:
            versions = kept.versions_of(conn, truth.url)
        right = checks(truth, versions, headlines)
        fields += len(right)
        faults += [f"{truth.url}: {name}: {detail}" for name, detail in right.items() if detail]
    return faults, fields


def checks(truth: Truth, versions: list[Version], headlines: set[str]) -> dict[str, str]:
    """Return for each field what is wrong with it, nothing where it is right."""
    if not versions:
        return dict.fromkeys(("kept", "headline", "outlet", "language", "published", "body", "versions"), "not kept")
    article = versions[-1].article
    body = folded(article.text.removeprefix(article.headline or ""))
    missing = [text for text in truth.texts if folded(text) not in folded(article.text)]
    strange = [one for one in (headlines | {*truth.foreign}) - {truth.headline} if folded(one) in body]
    return {
        "kept": "",
        "headline": wrong(truth.headline, article.headline),
        "outlet": wrong(truth.outlet, urlsplit(article.url or "").netloc),
        "language": wrong(truth.language, article.language),
        "published": wrong(truth.published, article.published),
        "body": f"lacks {missing}, holds {strange}" if missing or strange else "",
        "versions": wrong(truth.versions, len(versions)),
    }


def wrong(expected: object, got: object) -> str:
    """Return what is wrong where the two differ."""
    same = folded(expected) == folded(got) if isinstance(expected, str) and isinstance(got, str) else expected == got
    return "" if same else f"{got!r} for {expected!r}"


def folded(text: str) -> str:
    """Return a text with its blanks folded."""
    return re.sub(r"\s+", " ", text).strip()


if __name__ == "__main__":
    sys.exit(main())
