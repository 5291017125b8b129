"""Feeds of all formats, and feeds that keep to none."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from otkuda.errors import UnreadableError
from otkuda.fetch.feeds import parse_feed
from otkuda.model import Entry, Listing, Reference

URL = "https://zarya.example/feed/rss.xml"
ALMATY = ZoneInfo("Asia/Almaty")

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Заря</title><link>https://zarya.example/</link><language>ru-RU</language><ttl>15</ttl>
<atom:link href="https://zarya.example/feed/rss.xml" rel="self"/><atom:link href="?page=2" rel="next"/>
<image><title>Знак</title><link>https://zarya.example/logo</link></image>
<item>
<title>Мост &amp;laquo;Ишим&amp;raquo; <![CDATA[<b>открыт</b>]]></title>
<link>https://zarya.example/1.html?utm_source=rss&amp;id=1#comments</link>
<guid isPermaLink="false">zarya-1</guid>
<pubDate>Tue, 09 Jun 2026 13:00:00 +0300</pubDate>
<dc:creator>Инна Бекетова</dc:creator><author>desk@zarya.example (Пётр Яшин)</author>
<description><![CDATA[<p>Проезд&nbsp;бесплатный.</p><p>Подробности — в «Заре».</p>]]></description>
<content:encoded><![CDATA[<p>Проезд бесплатный, <a href="/2.html">сообщили</a> в акимате.</p>]]></content:encoded>
<source url="https://stepnoy.example/rss">Степной вестник</source>
</item>
<item><title>Второй</title><link>/2.html</link><pubDate>9 Jun 2026 14:00:00</pubDate></item>
</channel></rss>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://zarya.example/feed"><title>Заря</title><link>https://zarya.example/</link>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency><dc:language>ru</dc:language>
<items><rdf:Seq><rdf:li rdf:resource="https://zarya.example/1.html"/></rdf:Seq></items></channel>
<item rdf:about="https://zarya.example/1.html"><title>Мост открыт</title><link>https://zarya.example/1.html</link>
<dc:date>2026-06-09T13:00:00+03:00</dc:date><dc:creator>Инна Бекетова</dc:creator></item>
<item rdf:about="https://zarya.example/2.html"><title>Второй</title></item>
</rdf:RDF>"""

RSS_090 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>Заря</title><link>https://zarya.example/</link></channel>
<item><title>Мост открыт</title><link>https://zarya.example/1.html</link></item></rdf:RDF>"""

RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd" [<!ENTITY mine "x">]>
<rss version="0.91"><channel><title>Заря</title><link>https://zarya.example/</link>
<item><title>Мост открыт</title><link>https://zarya.example/1.html</link></item></channel></rss>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="kk" xml:base="https://zarya.example/news/">
<title type="html">&lt;b&gt;Таң&lt;/b&gt;</title><link href="https://zarya.example/"/>
<link rel="self" href="https://zarya.example/atom"/><link rel="prev-archive" href="2025.xml"/>
<entry xml:lang="ru-KZ"><title>Мост открыт</title><id>tag:zarya.example,2026:1</id>
<link rel="enclosure" href="1.jpg"/><link rel="alternate" type="text/html" href="1.html"/>
<published>2026-06-09T13:00:00+03:00</published><updated>2026-06-09T14:00:00+03:00</updated>
<author><name>Инна Бекетова</name><email>desk@zarya.example</email></author><author><name>Пётр Яшин</name></author>
<summary>Проезд бесплатный.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Проезд <b>бесплатный</b>.</p></div></content>
<source><title>Степной вестник</title><link href="https://stepnoy.example/"/></source></entry>
<entry><title>Екінші</title><link href="2.html"/><content>5 &lt; 6
екі жол</content></entry>
</feed>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Заря", "home_page_url": "https://zarya.example/",
"next_url": "https://zarya.example/feed.json?page=2", "language": "ru",
"items": [
 {"id": "https://zarya.example/1.html", "title": "Мост открыт", "content_html": "<p>Проезд.</p>", "summary": "Да",
  "date_published": "2026-06-09T13:00:00+03:00", "authors": [{"name": "Инна Бекетова"}]},
 {"id": 2, "url": "/2.html", "content_text": "5 < 6", "author": {"name": "Пётр Яшин"}},
 {"id": "3"}, {"id": "4", "url": 5}, 6, null
]}"""


def read(feed: str | bytes, *, charset: str | None = None) -> Listing:
    """Read a feed of an outlet in Almaty."""
    return parse_feed(feed if isinstance(feed, bytes) else feed.encode(), url=URL, charset=charset, zone=ALMATY)


def items(*bodies: str) -> str:
    """Return an RSS feed whose items have a title, a link and the rest that is given."""
    inside = "".join(
        f"<item><title>Новость {number}</title><link>https://zarya.example/{number}</link>{body}</item>"
        for number, body in enumerate(bodies)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Заря</title>{inside}</channel></rss>'


def only(body: str) -> Entry:
    """Return the one entry of a feed."""
    [entry] = read(items(body)).entries
    return entry


def test_rss() -> None:
    """RSS 2.0 with what is usually added to it."""
    listing = read(RSS)
    assert (listing.title, listing.home, listing.language, listing.every) == (
        "Заря",
        "https://zarya.example/",
        "ru",
        900,
    )
    assert listing.parts == ("https://zarya.example/?page=2",)
    first, second = listing.entries
    assert first.url == "https://zarya.example/1.html?id=1"
    assert first.id == "zarya-1"
    assert first.headline == "Мост «Ишим» открыт"
    assert first.published is not None
    assert first.published.start == datetime(2026, 6, 9, 10, tzinfo=UTC)
    assert first.authors == ("Пётр Яшин", "Инна Бекетова")
    assert first.summary == "Проезд бесплатный. Подробности — в «Заре»."
    assert first.content == '<p>Проезд бесплатный, <a href="/2.html">сообщили</a> в акимате.</p>'
    assert first.source == Reference("Степной вестник", "https://stepnoy.example/rss")
    assert second.url == "https://zarya.example/2.html"
    assert second.published is not None
    assert second.published.start.utcoffset() == timedelta(hours=5)


def test_rdf() -> None:
    """RSS 1.0: items beside the channel, dates of the Dublin Core, an address that only «about» states."""
    listing = read(RDF)
    assert (listing.title, listing.language, listing.every) == ("Заря", "ru", 900)
    first, second = listing.entries
    assert (first.url, first.authors) == ("https://zarya.example/1.html", ("Инна Бекетова",))
    assert first.published is not None
    assert first.published.start == datetime(2026, 6, 9, 10, tzinfo=UTC)
    assert second.url == "https://zarya.example/2.html"


@pytest.mark.parametrize("feed", [RSS_090, RSS_091], ids=["0.90", "0.91"])
def test_old_rss(feed: str) -> None:
    """What Netscape began."""
    listing = read(feed)
    assert (listing.title, listing.home, listing.left_out) == ("Заря", "https://zarya.example/", 0)
    assert [(entry.url, entry.headline) for entry in listing.entries] == [
        ("https://zarya.example/1.html", "Мост открыт")
    ]


def test_atom() -> None:
    """Atom 1.0: its own base, languages, content as markup and as text, archives."""
    listing = read(ATOM)
    assert (listing.title, listing.home, listing.language) == ("Таң", "https://zarya.example/", "kk")
    assert listing.parts == ("https://zarya.example/news/2025.xml",)
    first, second = listing.entries
    assert (first.url, first.id) == ("https://zarya.example/news/1.html", "tag:zarya.example,2026:1")
    assert first.published is not None
    assert first.modified is not None
    assert first.modified.start - first.published.start == timedelta(hours=1)
    assert (first.language, second.language) == ("ru", "kk")
    assert first.authors == ("Инна Бекетова", "Пётр Яшин")
    assert first.content is not None
    assert "<p>Проезд <b>бесплатный</b>.</p>" in first.content
    assert first.source == Reference("Степной вестник", "https://stepnoy.example/")
    assert second.content == "<p>5 &lt; 6</p>\n<p>екі жол</p>"


def test_json_feed() -> None:
    """JSON Feed, with items of the wrong shape left out and counted."""
    listing = read(JSON)
    assert (listing.title, listing.home, listing.language) == ("Заря", "https://zarya.example/", "ru")
    assert listing.parts == ("https://zarya.example/feed.json?page=2",)
    first, second = listing.entries
    assert (first.url, first.headline, first.summary) == ("https://zarya.example/1.html", "Мост открыт", "Да")
    assert first.published is not None
    assert (first.authors, second.authors) == (("Инна Бекетова",), ("Пётр Яшин",))
    assert (second.url, second.id, second.content) == ("https://zarya.example/2.html", "2", "<p>5 &lt; 6</p>")
    assert listing.left_out == 4


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Tue, 09 Jun 2026 13:00:00 +0500", "2026-06-09T13:00:00+05:00"),
        ("Tue, 09 Jun 26 13:00:00 EST", "2026-06-09T13:00:00-05:00"),
        ("9 Jun 2026 13:00:00 MSK", "2026-06-09T13:00:00+03:00"),
        ("Tue, 09 Jun 2026 13:00:00 GMT", "2026-06-09T13:00:00+00:00"),
        ("Tue, 09 Jun 2026 13:00:00", "2026-06-09T13:00:00+05:00"),
        ("Fri, 09 Jun 2023 13:00:00", "2023-06-09T13:00:00+06:00"),
        ("Tue Jun  9 13:00:00 2026", "2026-06-09T13:00:00+05:00"),
        ("Tue Jun 9 13:00:00 UTC 2026", "2026-06-09T13:00:00+00:00"),
        ("2026-06-09T13:00:00.25Z", "2026-06-09T13:00:00+00:00"),
        ("2026-06-09 13:00", "2026-06-09T13:00:00+05:00"),
        ("9 июня 2026, 13:00", "2026-06-09T13:00:00+05:00"),
        ("09.06.2026 13:00:00", "2026-06-09T13:00:00+05:00"),
    ],
)
def test_dates(stated: str, expected: str) -> None:
    """A time that names no zone is the outlet's, in the zone as it was on that day."""
    published = only(f"<pubDate>{stated}</pubDate>").published
    assert published is not None
    assert (published.start.isoformat(), published.end) == (expected, None)


def test_a_day() -> None:
    """A date without a time is the whole day there."""
    published = only("<pubDate>9 Jun 2026</pubDate>").published
    assert published is not None
    assert published.start == datetime(2026, 6, 9, tzinfo=timezone(timedelta(hours=5)))
    assert published.end == published.start + timedelta(days=1)


@pytest.mark.parametrize("stated", ["", "soon", "31 Feb 2026 10:00:00 GMT", "0", "Tue, 99 Jun 2026 13:00:00 GMT"])
def test_no_date(stated: str) -> None:
    """A date that does not exist is none."""
    assert only(f"<pubDate>{stated}</pubDate>").published is None


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("<link>https://zarya.example/1</link>", "https://zarya.example/1"),
        ('<link href="https://zarya.example/1"/>', "https://zarya.example/1"),
        ("<link><![CDATA[ https://zarya.example/?a=1&b=2 ]]></link>", "https://zarya.example/?a=1&b=2"),
        ("<link>https://zarya.example/?a=1&b=2</link>", "https://zarya.example/?a=1&b=2"),
        ("<link>https://zarya.example/?a=1&amp;amp;copy=2</link>", "https://zarya.example/?a=1&copy=2"),
        ("<guid>https://zarya.example/1</guid>", "https://zarya.example/1"),
        ('<guid isPermaLink="true">https://zarya.example/1</guid>', "https://zarya.example/1"),
        ("<link></link><guid>https://zarya.example/1</guid>", "https://zarya.example/1"),
        ("<link>javascript:alert(1)</link><guid>https://zarya.example/1</guid>", "https://zarya.example/1"),
        ('<guid isPermaLink="false">https://zarya.example/1</guid>', None),
        ("<guid>zarya-1</guid>", None),
        ("", None),
    ],
)
def test_addresses(body: str, url: str | None) -> None:
    """The link, else an identifier that is an address; without either the entry is left out and counted."""
    listing = read(f'<rss version="2.0"><channel><item><title>Мост</title>{body}</item></channel></rss>')
    assert [entry.url for entry in listing.entries] == ([url] if url else [])
    assert listing.left_out == (0 if url else 1)


def test_the_address_before_the_counter() -> None:
    """A feed that counts clicks names the true address beside."""
    feed = items("<feedburner:origLink>https://zarya.example/true</feedburner:origLink>")
    assert read(feed).entries[0].url == "https://zarya.example/true"
    space = '<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    assert read(feed.replace("<rss", space)).entries[0].url == "https://zarya.example/true"


def test_other_vocabularies() -> None:
    """What another vocabulary calls a title or a link is none; a prefix for the feed's own is as good as none."""
    own = '<own:title xmlns:own="urn:x">Нет</own:title><own:link xmlns:own="urn:x">https://zarya.example/x</own:link>'
    feed = f'<rss version="2.0"><channel><item>{own}<title>Да</title><link>https://zarya.example/1</link></item></channel></rss>'
    assert [(entry.url, entry.headline) for entry in read(feed).entries] == [("https://zarya.example/1", "Да")]
    prefixed = (
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Да</a:title>'
        '<a:link type="application/json" href="/1.json"/><a:link href="/1"/></a:entry></a:feed>'
    )
    assert [(entry.url, entry.headline) for entry in read(prefixed).entries] == [("https://zarya.example/1", "Да")]


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("<content:encoded>&lt;p&gt;Да&lt;/p&gt;</content:encoded>", "<p>Да</p>"),
        ("<content:encoded><p>Да <b>или</b> нет</p></content:encoded>", "<p>Да <b>или</b> нет</p>"),
        ("<yandex:full-text>Да &amp; нет\n\nИли</yandex:full-text>", "<p>Да &amp; нет</p>\n<p>Или</p>"),
        ("<turbo:content><![CDATA[<p>Да</p>]]></turbo:content>", "<p>Да</p>"),
        ("<content:encoded></content:encoded><yandex:full-text>Да</yandex:full-text>", "<p>Да</p>"),
        ("<media:content url='x.jpg'/>", None),
        ("<description>Да</description>", None),
    ],
)
def test_content(body: str, content: str | None) -> None:
    """Where the feed carries the whole text, also under prefixes that it does not declare."""
    assert only(body).content == content


@pytest.mark.parametrize(
    ("stated", "every"),
    [
        ("<ttl>30</ttl>", 1800),
        ("<ttl>0</ttl>", None),
        ("<ttl>x</ttl>", None),
        ("<ttl>99999999</ttl>", 30 * 86_400),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86_400),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>24</sy:updateFrequency>", 3600),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600),
        ("<ttl>120</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 7200),
        ("", None),
    ],
)
def test_every(stated: str, every: int | None) -> None:
    """How long the publisher asks to wait, bounded to a month."""
    assert read(items("").replace("<channel>", f"<channel>{stated}")).every == every


BROKEN = {
    "ampersand": "<description>Рога & копыта &nbsp; &foo; &</description>",
    "control": "<description>Да\x0b\x00\x1f&#11;&#xFFFF;&#99999999;</description>",
    "less": "<description>5 < 6 <7 <</description>",
    "markup": "<description><b>Да<i>нет</b></description>",
    "unclosed": "<description><div><div>Да",
    "deep": "<description>" + "<div>" * 1000,
    "section": "<description><![CDATA[<p>Да</p></description>",
    "sections": "<description><![CDATA[<p>Да</description><author><![CDATA[нет]]></author>",
    "section end": "<description>Да ]]> нет</description>",
    "comment": "<!-- <item><link>https://zarya.example/x</link></item> --><description>Да</description>",
    "comment open": "<description>Да</description><!-- ",
    "attribute": "<description a=1 b='2 c=\"3>Да</description>",
    "prefix": "<x:y:z>1</x:y:z><:>",
    "tag": "<description>Да</descr",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_broken_costs_no_other_entry(fault: str) -> None:
    """The entries before and after are whole, and the broken one keeps what stands before the fault."""
    listing = read(items("", BROKEN[fault], "<author>Инна Бекетова</author>", ""))
    assert [entry.url for entry in listing.entries] == [f"https://zarya.example/{number}" for number in range(4)]
    assert [entry.headline for entry in listing.entries] == [f"Новость {number}" for number in range(4)]
    assert listing.entries[2].authors == ("Инна Бекетова",)
    assert listing.left_out == 0


def test_a_cut_feed() -> None:
    """What came before the end is kept."""
    feed = items(*[""] * 5).encode()
    listing = read(feed[: feed.index(b"/4</link>")])
    assert len(listing.entries) >= 4


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("cp1251", "windows-1251", None),
        ("cp1251", "utf-8", "utf-8"),
        ("utf-8", "windows-1251", "koi8-r"),
        ("koi8-r", "koi8-r", None),
        ("utf-16", "utf-16", None),
        ("utf-8", "nonsense", "nonsense"),
    ],
)
def test_charsets(encoding: str, declared: str, charset: str | None) -> None:
    """What is declared is a hint: the bytes decide."""
    feed = items("<description>Проезд по мосту бесплатный, сообщили в акимате.</description>")
    stated = feed.replace('version="1.0"', f'version="1.0" encoding="{declared}"', 1)
    assert read(stated.encode(encoding), charset=charset).entries[0].summary == (
        "Проезд по мосту бесплатный, сообщили в акимате."
    )


def test_one_byte_of_another_encoding() -> None:
    """A feed whose one entry holds bytes of another encoding keeps the others."""
    feed = items("", "<description>@</description>", "").encode()
    listing = read(feed.replace(b"@", "«Мост»".encode("cp1251")))
    assert [entry.headline for entry in listing.entries] == ["Новость 0", "Новость 1", "Новость 2"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body><p>RSS</p></body></html>",
        b"{}",
        b"[1]",
        b'{"version": "1"}',
        b"\x00\xff\xfe",
        b"GIF89a",
        b"{" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b"text",
    ],
)
def test_no_feed(content: bytes) -> None:
    """What is no feed is said to be none."""
    with pytest.raises(UnreadableError):
        read(content)


def test_an_empty_feed() -> None:
    """A feed may list nothing."""
    assert read('<rss version="2.0"><channel><title>Заря</title></channel></rss>') == Listing((), title="Заря")


BOMB = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "аааааааааа">' + "".join(
    f'<!ENTITY {chr(98 + number)} "{f"&{chr(97 + number)};" * 10}">' for number in range(9)
)
HOSTILE = {
    "entities": BOMB
    + "]><rss><channel><item><title>&j;</title><link>https://zarya.example/1</link></item></channel></rss>",
    "external": '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + items("<description>&a;</description>"),
    "address": items("<author>" + "a" * 200_000 + "@" + "a." * 200_000 + "</author>"),
    "sections": items("<description>" + "<![CDATA[" * 200_000),
    "section ends": items("<description>" + "<![CDATA[]]" * 200_000),
    "comments": items("<description>" + "<!--" * 200_000),
    "declarations": items("<description>" + "<!" * 200_000),
    "instructions": items("<description>" + "<?" * 200_000),
    "ampersands": items("<description>" + "&" * 500_000),
    "elements": items("<description>" + "<a>" * 200_000),
    "attributes": items("<description>" + '<a "' * 200_000),
    "attribute": items("<description " + 'a="" ' * 100_000 + ">"),
    "tags": items("<description>&lt;p " + "a" * 500_000),
    "names": items("<description>" + "<" + "a:" * 200_000),
    "empty items": items("<item>" * 300_000),
    "roots": "<rss" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_take_bounded_time(name: str) -> None:
    """Whatever repeats a hundred thousandfold ends in seconds, and nothing is read from elsewhere."""
    begin = time.process_time()
    try:
        listing = read(HOSTILE[name])
    except UnreadableError:
        listing = Listing(())
    assert time.process_time() - begin < 8
    assert len(repr(listing)) < 10_000_000
    assert "root:" not in repr(listing)


def test_too_many_entries_are_counted() -> None:
    """Beyond the limit entries are left out, and their number is told."""
    listing = read(items(*[""] * 10_005))
    assert (len(listing.entries), listing.left_out) == (10_000, 5)
