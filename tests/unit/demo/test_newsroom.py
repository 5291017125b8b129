"""The invented newsroom: what stands in its files holds together, and is published when it says."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from otkuda.demo import Newsroom, newsroom

if TYPE_CHECKING:
    from otkuda.demo.newsroom import Text

START = datetime(2026, 3, 11, 12, 0, 31, tzinfo=UTC)
EDITED = "https://zarechye.example/novosti/4421.html"
_ADDRESS = re.compile(r"https?://[^)\s]+")


@pytest.fixture(scope="module")
def room() -> Newsroom:
    """The newsroom as of a fixed moment."""
    return newsroom(START)


def address(one: Text) -> str:
    """Return where a text stands."""
    return one.outlet.home + one.path


def test_all_is_invented(room: Newsroom) -> None:
    """Every host, of outlets and in texts, is under a name that is nobody's."""
    hosts = [one.host for one in room.outlets]
    linked = [url for one in room.texts for url in _ADDRESS.findall(one.body)]
    assert linked
    assert not [host for host in hosts if not host.endswith(".example")]
    assert not [url for url in linked if not re.match(r"https://[\w-]+\.example/", url)]


def test_size(room: Newsroom) -> None:
    """About fifty articles, the larger part in Russian, some in Kazakh and in English; every outlet has one."""
    languages = Counter(one.outlet.language for one in room.texts)
    assert 45 <= len(room.addresses) <= 65
    assert languages["ru"] > len(room.texts) / 2
    assert min(languages["kk"], languages["en"]) >= 8
    assert {one.outlet for one in room.texts} == set(room.outlets)


def test_links_lead_to_what_was_there(room: Newsroom) -> None:
    """A text links only articles of the newsroom that were out before it."""
    first = {address(one): one.ago for one in sorted(room.texts, key=lambda one: one.ago)}
    late = [(address(one), url) for one in room.texts for url in _ADDRESS.findall(one.body) if first[url] <= one.ago]
    assert late == []


def test_an_edit(room: Newsroom) -> None:
    """A later text takes the place of an earlier one: the same address and publication, another text and edit."""
    outlet = room.outlet_at("zarechye.example")
    assert outlet
    [before] = [one for one in room.printed(outlet, START - timedelta(minutes=15)) if one.url == EDITED]
    [after] = [one for one in room.printed(outlet, START) if one.url == EDITED]
    assert before.published == before.modified == after.published
    assert after.modified - after.published == timedelta(minutes=139)
    assert before.text.body != after.text.body


def test_nothing_is_out_before_its_time(room: Newsroom) -> None:
    """A year earlier there is nothing; a quarter of an hour before the start all outlets have something."""
    assert not any(room.printed(one, START - timedelta(days=365)) for one in room.outlets)
    assert all(room.printed(one, START - timedelta(minutes=15)) for one in room.outlets)


def test_newest_first(room: Newsroom) -> None:
    """A site lists the newest first, by its own clock, to the minute."""
    outlet = room.outlet_at("dala-media.example")
    assert outlet
    times = [one.published for one in room.printed(outlet, START)]
    assert times == sorted(times, reverse=True)
    assert {one.utcoffset() for one in times} == {timedelta(hours=5)}
    assert {(one.second, one.microsecond) for one in times} == {(0, 0)}


def test_no_such_outlet(room: Newsroom) -> None:
    """A host that is nobody's is nobody's."""
    assert room.outlet_at("nobody.example") is None
