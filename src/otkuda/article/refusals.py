"""What is no article, told by its size or its first bytes, and how that is said: what, and what to do."""

from __future__ import annotations

import re

from otkuda.errors import UnreadableError

LIMIT = 50_000_000  # bytes
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


def unreadable(name: str, what: str, advice: str) -> UnreadableError:
    """Return the error of an input that holds no article, as one line."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    return UnreadableError(f"{shown}: {what}; {advice}")


def refuse_others(content: bytes, name: str) -> None:
    """Raise ``UnreadableError`` for what is no text by its size or its first bytes."""
    if not content:
        raise unreadable(name, "empty", "give a file with a news text")
    if len(content) > LIMIT:
        raise unreadable(name, f"larger than {LIMIT // 1_000_000} MB", "cut it into articles")
    for pattern, what, advice in _KINDS:
        if pattern.match(content):
            raise unreadable(name, what, advice)
