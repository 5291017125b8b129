"""robots.txt, by RFC 9309."""

from __future__ import annotations

import time

import pytest

from otkuda.fetch import AGENT
from otkuda.fetch.robots import parse_robots

RULES = """\ufeff# Заря
User-agent: *
Disallow: /admin/
Disallow: /*.pdf$
Crawl-delay: 10

User-agent: otkuda
User-agent: other
Allow: /search/about
Disallow: /search
Crawl-delay: 2
Request-rate: 1/5

Sitemap: https://zarya.example/sitemap.xml
Sitemap: https://zarya.example/sitemap.xml
""".encode()


@pytest.mark.parametrize(
    ("path", "ours", "theirs"),
    [
        ("/", True, True),
        ("/admin/1", True, False),
        ("/a.pdf", True, False),
        ("/a.pdf?x", True, True),
        ("/search?q=1", False, True),
        ("/search/about", True, True),
        ("/robots.txt", True, True),
    ],
)
def test_rules(path: str, ours: bool, theirs: bool) -> None:  # noqa: FBT001 - two columns of a table
    """A group that names the program counts instead of the one for all; the longest rule decides."""
    robots = parse_robots(RULES, 200)
    assert robots.allows(f"https://zarya.example{path}", AGENT) == ours
    assert robots.allows(f"https://zarya.example{path}", "another/1.0") == theirs


def test_delay_and_sitemaps() -> None:
    """The longer of two wishes; sitemaps once each."""
    robots = parse_robots(RULES, 200)
    assert (robots.delay(AGENT), robots.delay("another/1.0")) == (5, 10)
    assert robots.sitemaps == ("https://zarya.example/sitemap.xml",)


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (200, False),
        (404, True),
        (403, True),
        (410, True),
        (429, False),
        (500, False),
        (503, False),
        (0, False),
        (302, False),
    ],
)
def test_status(status: int, allowed: bool) -> None:  # noqa: FBT001 - a column of a table
    """No rules forbid nothing; rules that cannot be had forbid everything for now."""
    robots = parse_robots(b"User-agent: *\nDisallow: /", status)
    assert robots.allows("https://zarya.example/", AGENT) == allowed
    assert robots.is_reachable == (status in {200, 404, 403, 410})


def test_limits() -> None:
    """What stands behind 500 kB is not read."""
    padding = b"# " + b"x" * 500_000 + b"\n"
    assert parse_robots(padding + b"User-agent: *\nDisallow: /", 200).allows("https://zarya.example/", AGENT)
    many = b"".join(b"Sitemap: https://zarya.example/%d\n" % number for number in range(1000))
    assert len(parse_robots(many, 200).sitemaps) == 100


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"<html>", b"User-agent: *\nCrawl-delay: nan", b"Disallow"])
def test_nonsense(content: bytes) -> None:
    """What is no rule forbids nothing."""
    robots = parse_robots(content, 200)
    assert robots.allows("https://zarya.example/", AGENT)
    assert robots.delay(AGENT) is None


def test_hostile_rules_take_bounded_time() -> None:
    """A name for each rule and a rule for each name; patterns of stars."""
    begin = time.process_time()
    names = b"".join(b"User-agent: a%d\n" % number for number in range(15_000))
    assert parse_robots(names + b"Disallow: /x\n" * 15_000, 200).allows("https://zarya.example/x", AGENT)
    stars = b"User-agent: *\nDisallow: /" + b"*a" * 1_000 + b"b$\n"
    assert parse_robots(stars, 200).allows("https://zarya.example/" + "a" * 5_000, AGENT)
    assert time.process_time() - begin < 5
