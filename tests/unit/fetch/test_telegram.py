"""The web page of a channel."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from otkuda.errors import UnreadableError
from otkuda.fetch.telegram import channel_url, parse_channel
from otkuda.model import Listing, Page, Reference

TEXT = """<b>Мост <i class="emoji" style="background-image:url('//x')"><b>🌉</b></i> открыт</b><br/><br/>
Проезд бесплатный,
<a href="https://zarya.example/most?utm_source=tg" target="_blank" onclick="return confirm('?')">сообщили</a> в
<tg-spoiler>акимате</tg-spoiler>.<br/>Подробнее — позже"""
FORWARD = """<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;<a
 class="tgme_widget_message_forwarded_from_name" href="https://t.me/akimat_example/12"><span>Акимат</span></a></div>"""
REPLY = """<a class="tgme_widget_message_reply" href="https://t.me/zarya_news/9"><div
 class="tgme_widget_message_text js-message_reply_text">Раньше</div></a>"""


def message(number: int, text: str | None = TEXT, before: str = "") -> str:
    """Return a message in the channel's markup."""
    inside = "" if text is None else f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="zarya_news/{number}">
<div class="tgme_widget_message_bubble">{before}{inside}<div class="tgme_widget_message_footer">
<span class="tgme_widget_message_views">1.2K</span><span class="tgme_widget_message_meta"><span
 class="tgme_widget_message_from_author" dir="auto">Инна Бекетова</span>, <a class="tgme_widget_message_date"
 href="https://t.me/zarya_news/{number}"><time datetime="2026-06-09T13:00:00+05:00">13:00</time></a></span>
</div></div></div></div>"""


def read(*messages: str) -> Listing:
    """Read a channel's page with these messages."""
    content = f"""<html><body><div class="tgme_channel_info"><div class="tgme_channel_info_header_title"><span>Заря
</span></div></div><section class="tgme_channel_history js-message_history">
<div><a href="/s/zarya_news?before=10" class="tme_messages_more js-messages_more"></a></div>{"".join(messages)}
<div><a href="/s/zarya_news?after=12" class="tme_messages_more js-messages_more"></a></div></section></body></html>"""
    return parse_channel(Page("https://t.me/s/zarya_news", content.encode(), "utf-8", "text/html"))


def test_a_message() -> None:
    """Its address, time, author, text; its marks of the page are gone, its links stay."""
    listing = read(message(10, before=FORWARD + REPLY), message(11, "Коротко"))
    first, second = listing.entries
    assert (first.url, first.id) == ("https://t.me/zarya_news/10", "zarya_news/10")
    assert first.headline == "Мост 🌉 открыт"
    assert first.published is not None
    assert first.published.start == datetime(2026, 6, 9, 8, tzinfo=UTC)
    assert first.authors == ("Инна Бекетова",)
    assert first.content is not None
    assert first.content.startswith("<p><b>Мост <i><b>🌉</b></i> открыт</b></p>\n<p>Проезд бесплатный,")
    assert '<a href="https://zarya.example/most">сообщили</a>' in first.content
    assert "в\nакимате.<br>Подробнее" in first.content
    assert first.source == Reference("Акимат", "https://t.me/akimat_example/12")
    assert (second.content, second.source) == ("<p>Коротко</p>", None)


def test_the_channel() -> None:
    """Its name, its home, and the page with what came before."""
    listing = read(message(10))
    assert (listing.title, listing.home) == ("Заря", "https://t.me/zarya_news")
    assert listing.parts == ("https://t.me/s/zarya_news?before=10",)


def test_a_forward_of_a_person() -> None:
    """Who has no address is named without one."""
    person = '<div><span class="tgme_widget_message_forwarded_from_name">Пётр Яшин</span></div>'
    assert read(message(10, before=person)).entries[0].source == Reference("Пётр Яшин", None)


@pytest.mark.parametrize("text", [None, "", "<br/>", '<i class="emoji"></i>'])
def test_messages_without_a_text(text: str | None) -> None:
    """A picture is no text: left out and counted."""
    listing = read(message(10, text), message(11))
    assert (len(listing.entries), listing.left_out) == (1, 1)


@pytest.mark.parametrize("post", ["", "zarya_news", "zarya_news/x", "../../x/1", "zarya_news/1?x"])
def test_hostile_posts(post: str) -> None:
    """An address that is no message's is left out."""
    assert read(message(10).replace("zarya_news/10", post)).left_out == 1


def test_no_channel() -> None:
    """A page without messages says so; an empty channel has none."""
    with pytest.raises(UnreadableError, match="no messages"):
        parse_channel(Page("https://t.me/zarya_news", b"<html><div class='tgme_page'></div>", None, None))
    assert read().entries == ()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://t.me/zarya_news", "https://t.me/s/zarya_news"),
        ("https://t.me/s/zarya_news?before=5", "https://t.me/s/zarya_news"),
        ("t.me/zarya_news/17", "https://t.me/s/zarya_news"),
        ("http://www.telegram.me/zarya_news", "https://t.me/s/zarya_news"),
        ("https://t.me/joinchat/AAAA", None),
        ("https://t.me/+AAAABBBB", None),
        ("https://t.me/", None),
        ("https://zarya.example/zarya_news", None),
        ("", None),
    ],
)
def test_the_page_of_a_channel(url: str, expected: str | None) -> None:
    """Whatever address of a channel is given, its web page is asked."""
    assert channel_url(url) == expected
