"""The web page of a public Telegram channel → a listing: each message that says something is an entry.

The page is ``https://t.me/s/NAME``; it shows the last twenty messages and links those before them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from otkuda.errors import UnreadableError
from otkuda.fetch import markup
from otkuda.fetch.kinds import is_telegram
from otkuda.model import Entry, Listing, Reference
from otkuda.text.dates import read_date
from otkuda.text.pages import tree_of
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from otkuda.model import Page

_NAME = re.compile(r"[a-zA-Z]\w{3,31}", re.ASCII)
_PLACES = frozenset("joinchat share proxy socks login addstickers addemoji addtheme setlanguage confirmphone".split())
_POST = re.compile(r"\w{4,32}/\d{1,12}", re.ASCII)
_MOST = 1_000  # messages; a page has twenty
_TEXT = ".tgme_widget_message_text.js-message_text, .tgme_widget_message_text:not(.js-message_reply_text)"
_KEPT = frozenset("a b strong i em u s del code pre blockquote br".split())
_BREAKS = re.compile(r"(?:\s*<br ?/?>\s*){2,}")
_LONGEST_HEADLINE = 300  # characters


def channel_url(url: str) -> str | None:
    """Return the web page of the channel that an address names, or None where it names none.

    >>> channel_url("https://t.me/zarya_news"), channel_url("t.me/s/zarya_news/17?single")
    ('https://t.me/s/zarya_news', 'https://t.me/s/zarya_news')
    """
    full = canonical(url if "://" in url else f"https://{url}")
    if full is None or not is_telegram(full):
        return None
    steps = [step for step in urlsplit(full).path.split("/") if step]
    name = next((step for step in steps if step != "s"), "")
    return f"https://t.me/s/{name}" if _NAME.fullmatch(name) and name.lower() not in _PLACES else None


def parse_channel(page: Page) -> Listing:
    """Return the messages of a channel's page, the oldest first, and the page with those before them as a part.

    An entry's address is the message's own (``https://t.me/NAME/123``), its content the text as HTML, its ``source``
    whose message is forwarded. Messages without a text are left out and counted. Raises ``UnreadableError`` where the
    page shows no messages.
    """
    tree = tree_of(markup.text_of(page.content, page.charset))
    messages = tree.css(".tgme_widget_message[data-post]")[:_MOST]
    if not messages and not tree.css_first(".tgme_channel_history"):
        message = f"{page.url}: no messages; the channel is private, or shows none on the web"
        raise UnreadableError(message)
    entries = [entry for message in messages if (entry := _entry(message, page.url))]
    title = tree.css_first(".tgme_channel_info_header_title, .tgme_header_title")
    return Listing(
        tuple(entries),
        title=_line(title) or None,
        home=_home(page.url),
        parts=tuple(dict.fromkeys(_before(tree, page.url))),
        left_out=len(messages) - len(entries),
    )


def _entry(message: LexborNode, url: str) -> Entry | None:
    post = message.attributes.get("data-post") or ""
    text = message.css_first(_TEXT) or message.css_first(".tgme_widget_message_poll_question")
    if not _POST.fullmatch(post) or text is None or not (content := _content(text, url)):
        return None
    time = message.css_first(".tgme_widget_message_date time[datetime]")
    author = message.css_first(".tgme_widget_message_from_author")
    return Entry(
        url=f"https://t.me/{post}",
        id=post,
        headline=_headline(content),
        published=read_date(time.attributes.get("datetime")) if time else None,
        content=content,
        authors=(_line(author),) if author and _line(author) else (),
        source=_forwarded(message, url),
    )


def _content(text: LexborNode, url: str) -> str:
    """Return a message's text as paragraphs, with nothing in it but links, emphasis and line ends."""
    others = {node.tag for node in text.traverse() if node.tag} - _KEPT - {text.tag}
    text.unwrap_tags([tag for tag in others if tag[:1].isalpha()])
    for node in text.css("*"):
        if node.mem_id == text.mem_id:
            continue
        address = canonical(node.attributes.get("href") or "", url) if node.tag == "a" else None
        for name in list(node.attributes):
            del node.attrs[name]
        if address:
            node.attrs["href"] = address
    inside = (text.inner_html or "").strip()
    pieces = (piece.strip() for piece in _BREAKS.split(inside))
    return "\n".join(f"<p>{piece}</p>" for piece in pieces if markup.plain(piece))


def _headline(content: str) -> str | None:
    first = re.split(r"<br ?/?>|</p>", content, maxsplit=1)[0]
    line = markup.plain(first)
    return line if 0 < len(line) <= _LONGEST_HEADLINE else None


def _forwarded(message: LexborNode, url: str) -> Reference | None:
    """Return whose message is passed on: a channel with its address, a person without one."""
    name = message.css_first(".tgme_widget_message_forwarded_from_name")
    if name is None or not _line(name):
        return None
    return Reference(_line(name), canonical(name.attributes.get("href") or "", url) if name.tag == "a" else None)


def _before(tree: LexborHTMLParser, url: str) -> list[str]:
    """Return the page of the messages before these."""
    nodes = tree.css('a.tme_messages_more[href*="before="], link[rel="prev"][href*="before="]')
    return [address for node in nodes if (address := canonical(node.attributes.get("href") or "", url))]


def _home(url: str) -> str | None:
    channel = channel_url(url)
    return channel.replace("/s/", "/", 1) if channel else None


def _line(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""
