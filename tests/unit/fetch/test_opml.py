"""Lists of sources, in and out."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.errors import UnreadableError
from otkuda.fetch.opml import Outline, read_opml, write_opml

NOW = datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
LIST = """<?xml version="1.0" encoding="windows-1251"?>
<opml version="1.0"><head><title>Мои ленты</title></head><body>
<outline text="Регионы" title="Регионы">
  <outline text="Север"><outline type="rss" text="Заря &amp; Ко" xmlUrl="https://zarya.example/rss?a=1&amp;b=2"
   htmlUrl="https://zarya.example/"/></outline>
  <outline title='Степной "вестник" > 1' xmlurl='https://stepnoy.example/rss'></outline>
</outline>
<!-- <outline xmlUrl="https://hidden.example/rss"/> -->
<outline text="Сайт без ленты" htmlUrl="https://site.example/"/>
<outline text="Пусто"/><outline text="Файл" xmlUrl="file:///etc/passwd"/>
<outline text="Ещё раз" xmlUrl="https://stepnoy.example/rss"/>
</body></opml>"""


def test_read() -> None:
    """Sources with their folders; outlines without an address are none."""
    assert read_opml(LIST.encode("cp1251")) == (
        Outline("Заря & Ко", "https://zarya.example/rss?a=1&b=2", "https://zarya.example/", ("Регионы", "Север")),
        Outline('Степной "вестник" > 1', "https://stepnoy.example/rss", None, ("Регионы",)),
        Outline("Сайт без ленты", None, "https://site.example/"),
        Outline("Ещё раз", "https://stepnoy.example/rss"),
    )


def test_write() -> None:
    """What is written is XML by anybody's reading, and reads back the same."""
    outlines = read_opml(LIST.encode())
    written = write_opml(outlines, title="Ленты & сайты", created=NOW)
    root = ET.fromstring(written)  # noqa: S314 - our own
    assert root.attrib["version"] == "2.0"
    assert root.findtext("head/title") == "Ленты & сайты"
    assert root.findtext("head/dateCreated") == "Tue, 09 Jun 2026 08:00:00 +0000"
    assert set(read_opml(written)) == set(outlines)


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
addresses = st.sampled_from(["https://zarya.example/rss", "https://stepnoy.example/a?b=1&c=2"])
outlines = st.builds(
    Outline,
    title=names.map(str.split).map(" ".join).filter(bool),
    feed=addresses,
    home=st.one_of(st.none(), addresses),
    folders=st.lists(names.map(str.split).map(" ".join).filter(bool), max_size=3).map(tuple),
)


@given(st.lists(outlines, max_size=5, unique=True))
def test_any_list_comes_back(sources: list[Outline]) -> None:
    """Whatever the names are; signs that XML does not allow are blanks."""
    written = write_opml(sources, title="x", created=NOW)
    ET.fromstring(written)  # noqa: S314 - our own
    assert len(read_opml(written)) <= len(sources)
    assert {(one.feed, one.home) for one in read_opml(written)} == {(one.feed, one.home) for one in sources}


@pytest.mark.parametrize("content", [b"", b"<rss/>", b"\x00\x01", "мост".encode()])
def test_no_list(content: bytes) -> None:
    """What is no list is said to be none."""
    with pytest.raises(UnreadableError):
        read_opml(content)


@pytest.mark.parametrize("piece", ["<outline>", "<outline ", '<outline text="', "</outline>", "<outline a='", "<!--"])
def test_hostile_lists_take_bounded_time(piece: str) -> None:
    """What repeats a hundred thousandfold ends."""
    begin = time.process_time()
    read_opml(("<opml><body>" + piece * 100_000).encode())
    deep = "<opml>" + '<outline text="a">' * 100_000 + '<outline xmlUrl="https://zarya.example/rss"/>'
    read_opml(deep.encode())
    assert time.process_time() - begin < 10


def test_deep_folders_are_written() -> None:
    """Folders in folders end at twenty."""
    deep = Outline("Заря", "https://zarya.example/rss", None, ("а",) * 2000)
    [read] = read_opml(write_opml([deep], title="x", created=NOW))
    assert read.folders == ("а",) * 20
