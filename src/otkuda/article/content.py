"""Bytes → ``Article``: what they are is seen from the bytes, never from the name of the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.article.clock import UNKNOWN, Clock
from otkuda.article.page import page_article
from otkuda.article.plain import from_text
from otkuda.article.refusals import refuse_others, unreadable
from otkuda.text.encoding import declared_charset, decode

if TYPE_CHECKING:
    from otkuda.model import Article

_BEGINNING = 4_000  # characters that decide whether a text is a page
_MOST_CONTROLS = 0.1  # of the characters; a text file may hold some, a program is full of them

_PAGE = re.compile(
    r"\A(?:\s|<!--.{0,2000}?-->|<\?[^>]{0,300}>)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|article|main|section|header|div|table|h1|p)\b[^>]*>"
    r"|^[ \t]*<(?:!doctype\s+html|html)\b[^>]*>",  # warnings of a script may stand before the page
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def from_bytes(  # noqa: PLR0913 - what is known of a page beside its bytes
    content: bytes,
    *,
    name: str,
    charset: str | None = None,
    url: str | None = None,
    clock: Clock = UNKNOWN,
    listed: str | None = None,
) -> Article:
    """Return the article that ``content`` holds, a plain text or an HTML page.

    ``name`` is what to call the input in an error, ``charset`` what HTTP declared, ``url`` where it was fetched,
    ``clock`` what is known of the time beside the page, ``listed`` the headline by which a feed lists it.
    A text is kept as it stands, line ends and control characters too; only a byte order mark is dropped.
    Raises ``UnreadableError``, one line that names the input and says what to do.

    >>> from_bytes("Мост открыт".encode("cp1251"), name="most.txt").text
    'Мост открыт'
    """
    refuse_others(content, name)
    text = decode(content, declared=(charset, declared_charset(content)))
    if text is None or _is_binary(text):
        raise unreadable(
            name, "neither text nor HTML", "give a news text or an HTML page; if it is text, save it as UTF-8"
        )
    if not text.strip("\ufeff\0 \t\r\n\f\v\xa0"):
        raise unreadable(name, "empty", "give a file with a news text")
    if not _PAGE.search(text[:_BEGINNING]):
        return from_text(text)
    return page_article(text, name=name, url=url, clock=clock, listed=listed)


def _is_binary(text: str) -> bool:
    beginning = text[:65_536]
    return len(_CONTROL.findall(beginning)) > _MOST_CONTROLS * len(beginning)
