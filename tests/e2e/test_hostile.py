"""One run over a healthy source and many hostile ones: bounded time and memory, a reason for each, nobody held up."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from bench.loopback import served

from .hostile import INSIDE, PAGES, SOURCES, HostileWeb
from .processes import Run, otkuda

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LITERAL = ("http://127.0.0.1:{port}/secret", "http://[::1]:{port}/secret", "http://2130706433:{port}/secret")
TIMEOUT = 2.0
LIMIT = 180.0  # seconds of the run; on a free machine it takes a fifth
MOST_MEMORY = 900.0  # MB of all processes

# What the sources that are no feed of ours are refused for, each in its own words.
REASONS = {
    "silent": "took too long",
    "hang": "took too long",
    "trickle": "took too long",
    "endless": "larger than",
    "heads": "does not speak HTTP",
    "circles": "redirects",
    "ping": "redirects",
    "pong": "redirects",
    "broken": "answered 500",
    "year": "answered 503",
    "bomb_": "larger than",
    "nested": "compressed in an unknown way",
    "inside": "",
    **dict.fromkeys(INSIDE, "private network"),
    "file": "not an HTTP address",
    "gopher": "not an HTTP address",
}


class World:
    """The hostile web after one collect."""

    def __init__(self, web: HostileWeb, run: Run, sources: list[dict[str, Any]], health: str) -> None:
        self.web = web
        self.run = run
        self.sources = {one["source"]["listing"]: one["source"] for one in sources}
        self.health = health

    def error(self, kind: str) -> str | None:
        """Return what is the matter with a source."""
        error: str | None = self.sources[f"https://{kind}.example/rss.xml"]["error"]
        return error

    def event(self, url: str) -> dict[str, Any]:
        """Return the last that was told of an address."""
        return next(event for event in reversed(self.run.events) if event["url"] == url)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One pass over all of them."""
    folder = tmp_path_factory.mktemp("hostile")
    web = HostileWeb()
    with served(web.answer) as routes:
        environment = {"OTKUDA_ROUTES": routes, "OTKUDA_TIMEOUT": str(TIMEOUT)}
        port = routes.rpartition(":")[2]
        _follow(folder, [one.format(port=port) for one in LITERAL])
        run = otkuda(folder, "collect", seconds=LIMIT, **environment)
        found = otkuda(folder, "sources", "--json").out.splitlines()
        yield World(web, run, [json.loads(line) for line in found], otkuda(folder, "sources").out)
        web.is_over = True


def _follow(folder: Path, literal: list[str]) -> None:
    hosts = [*SOURCES, *INSIDE, *PAGES]
    urls = [f"https://{host}.example/rss.xml" for host in hosts] + literal
    outlines = "".join(f'<outline type="rss" xmlUrl="{url}"/>' for url in urls)
    file = folder / "all.opml"
    file.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    assert otkuda(folder, "sources", "import", str(file)).status == 0


def test_it_ends_well(world: World) -> None:
    """The run ends by itself, with nothing said but its events."""
    assert world.run.status == 0
    assert world.run.lines == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_is_bounded(world: World) -> None:
    """All processes together stay within bounds."""
    assert 0 < world.run.peak < MOST_MEMORY


def test_the_healthy_source_is_not_held_up(world: World) -> None:
    """All of its articles are kept in the same run. That it gets its turn is tested where the clock is made up."""
    kept = [place for place, event in enumerate(world.run.events) if "zarya.example" in event["url"]]
    assert [world.run.events[place]["event"] for place in kept] == ["listed", *["kept"] * 5]


@pytest.mark.parametrize(("kind", "reason"), REASONS.items())
def test_a_source_is_refused_with_the_reason(world: World, kind: str, reason: str) -> None:
    """The reason stands with the source."""
    assert reason in (world.error(kind) or "")
    assert world.error(kind)


def test_nothing_inside_is_asked(world: World) -> None:
    """No redirect and no address of this machine, however it is written, leads to a request."""
    assert world.web.secrets == 0
    literal = [source["error"] for listing, source in world.sources.items() if "/secret" in listing]
    assert len(literal) == len(LITERAL)
    assert all("private network" in error for error in literal)


@pytest.mark.parametrize("kind", ["laughs", "outer", "quadratic"])
def test_bombs_of_xml_are_plain_feeds(world: World, kind: str) -> None:
    """A document type makes no entities: what is left is read."""
    assert world.error(kind) is None


def test_a_server_that_asks_for_a_year(world: World) -> None:
    """It is asked again tomorrow."""
    source = world.sources["https://year.example/rss.xml"]
    assert 86_000 < _seconds(source["due"]) - _seconds(source["added"]) < 90_000


def test_a_million_entries(world: World) -> None:
    """What is beyond the limit of a feed is left out; the rest is known, and asked in turn."""
    (listed,) = [event for event in world.run.events if event["url"] == "https://million.example/rss.xml"]
    assert listed["new"] == 10_000


def test_endless_rules(world: World) -> None:
    """Of an endless robots.txt its beginning counts."""
    assert world.event("https://rules.example/0.html")["event"] == "kept"


def test_a_lie_about_the_charset(world: World) -> None:
    """The text is read as it is meant."""
    assert world.event("https://liar.example/0.html")["event"] == "kept"


@pytest.mark.parametrize("kind", PAGES)
def test_pages_that_are_hard_to_parse(world: World, kind: str) -> None:
    """Each is kept or unreadable, and its source is well."""
    assert world.error(kind) is None
    assert world.event(f"https://{kind}.example/0.html")["event"] in {"kept", "unreadable"}


def test_a_sitemap_that_contains_itself(world: World, tmp_path: Path) -> None:
    """There is an end, and one line that says what it is."""
    del world
    with served(HostileWeb().answer) as routes:
        done = otkuda(tmp_path, "add", "https://self.example/map.xml", "--since", "2020-01-01", OTKUDA_ROUTES=routes)
    assert done.status == 1
    said = "otkuda: https://self.example/map.xml: it lists nothing; give the address of a feed, or of the site"
    assert done.lines == [said]


def _seconds(when: str) -> float:
    return datetime.fromisoformat(when).timestamp()
