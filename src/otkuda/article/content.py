"""Bytes → ``Article``: what they are is seen from the bytes, never from the name of the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.article.encoding import declared_charset, decode
from otkuda.article.page import page_article
from otkuda.article.plain import from_text
from otkuda.errors import UnreadableError

if TYPE_CHECKING:
    from otkuda.model import Article

LIMIT = 50_000_000  # bytes
_BEGINNING = 4_000  # characters that decide whether a text is a page
_MOST_CONTROLS = 0.1  # of the characters; a text file may hold some, a program is full of them
_ARCHIVE = "unpack it and give the files in it"
_CONVERT = "convert it to text first, for example with LibreOffice"
_PICTURE = "its text would have to be recognized first (OCR)"

# The first bytes, what they are, and what to do; the first that fits is taken.
_SIGNATURES = (
    (rb"\s{0,99}%PDF-", "a PDF", "convert it to text first, for example with pdftotext"),
    (rb"PK\x03\x04.{0,4000}?word/", "a Word document", _CONVERT),
    (rb"PK\x03\x04.{0,4000}?(?:xl|ppt)/", "an Office document", _CONVERT),
    (rb"PK\x03\x04.{0,99}mimetypeapplication/(?:epub|vnd)", "an OpenDocument or e-book file", _CONVERT),
    (rb"PK(?:\x03\x04|\x05\x06)", "a ZIP archive", _ARCHIVE),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", _CONVERT),
    (rb"\{\\rtf", "an RTF document", _CONVERT),
    (rb"\x1f\x8b|BZh\d1AY|\xfd7zXZ\0|7z\xbc\xaf\x27\x1c|Rar!\x1a|\x28\xb5\x2f\xfd", "a compressed file", _ARCHIVE),
    (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*|....ftyp(?:avif|heic)", "an image", _PICTURE),
    (rb"ID3|OggS|fLaC|RIFF....(?:WAVE|AVI )|....ftyp|\x1aE\xdf\xa3", "a sound or a film", "give its transcript"),
    (rb"\x7fELF|MZ.{0,200}\0|\xca\xfe\xba\xbe", "a program", "give a news text or an HTML page"),
    (rb"SQLite format 3\0|PAR1", "a database", "export its articles as text files"),
    (rb"WARC/[01]\.", "a web archive", "take the pages out of it first"),
    (rb"\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?<(?:rss|feed|rdf:RDF)\b", "a feed", "give the address of an article"),
)
_KINDS = tuple((re.compile(pattern, re.DOTALL), what, advice) for pattern, what, advice in _SIGNATURES)

_PAGE = re.compile(
    r"\A(?:\s|<!--.{0,2000}?-->|<\?[^>]{0,300}>)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|article|main|section|header|div|table|h1|p)\b[^>]*>"
    r"|^[ \t]*<(?:!doctype\s+html|html)\b[^>]*>",  # warnings of a script may stand before the page
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def from_bytes(content: bytes, *, name: str, charset: str | None = None, url: str | None = None) -> Article:
    """Return the article that ``content`` holds, a plain text or an HTML page.

    ``name`` is what to call the input in an error, ``charset`` what HTTP declared, ``url`` where it was fetched.
    A text is kept as it stands, line ends and control characters too; only a byte order mark is dropped.
    Raises ``UnreadableError``, one line that names the input and says what to do.

    >>> from_bytes("Мост открыт".encode("cp1251"), name="most.txt").text
    'Мост открыт'
    """
    _refuse(content, name)
    text = decode(content, declared=(charset, declared_charset(content)))
    if text is None or _is_binary(text):
        raise unreadable(
            name, "neither text nor HTML", "give a news text or an HTML page; if it is text, save it as UTF-8"
        )
    if not text.strip("\ufeff\0 \t\r\n\f\v\xa0"):
        raise unreadable(name, "empty", "give a file with a news text")
    return page_article(text, name=name, url=url) if _PAGE.search(text[:_BEGINNING]) else from_text(text)


def unreadable(name: str, what: str, advice: str) -> UnreadableError:
    """Return the error of an input that holds no article, as one line."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    return UnreadableError(f"{shown}: {what}; {advice}")


def _refuse(content: bytes, name: str) -> None:
    """Raise for what is no text by its size or its first bytes."""
    if not content:
        raise unreadable(name, "empty", "give a file with a news text")
    if len(content) > LIMIT:
        raise unreadable(name, f"larger than {LIMIT // 1_000_000} MB", "cut it into articles")
    for pattern, what, advice in _KINDS:
        if pattern.match(content):
            raise unreadable(name, what, advice)


def _is_binary(text: str) -> bool:
    beginning = text[:65_536]
    return len(_CONTROL.findall(beginning)) > _MOST_CONTROLS * len(beginning)
