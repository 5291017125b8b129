"""Bytes: what they are is seen from the bytes."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda import Article, UnreadableError
from otkuda.article import from_bytes
from otkuda.article.refusals import LIMIT


def read_or_refuse(content: bytes) -> Article | None:
    """Return the article, or None where it is refused in one line."""
    try:
        return from_bytes(content, name="a.txt")
    except UnreadableError as error:
        if not str(error).isprintable():
            raise AssertionError from error
        return None


def archive(*names: str) -> bytes:
    """Return a ZIP file with these empty files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "")
    return buffer.getvalue()


REFUSED = {
    "empty": b"",
    "blank": b" \r\n\t\n",
    "nothing but a mark": b"\xef\xbb\xbf",
    "zeros": bytes(1000),
    "PDF": b"%PDF-1.7\n%\xe2\xe3",
    "Word": archive("[Content_Types].xml", "word/document.xml"),
    "Office": archive("[Content_Types].xml", "xl/workbook.xml"),
    "ZIP": archive("a.txt"),
    "old Office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    "RTF": b"{\\rtf1\\ansi",
    "compressed": b"\x1f\x8b\x08\x00",
    "image": b"\x89PNG\r\n\x1a\n",
    "sound": b"ID3\x03",
    "program": b"\x7fELF\x02\x01",
    "database": b"SQLite format 3\x00",
    "web archive": b"WARC/1.0\r\n",
    "feed": b'<?xml version="1.0"?><rss version="2.0"></rss>',
    "neither text nor HTML": bytes(range(256)) * 20,
    "no article text": b"<html><body></body></html>",
    "larger than 50 MB": b"x" * (LIMIT + 1),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_in_one_line(kind: str) -> None:
    """The line names the input, what it is and what to do."""
    with pytest.raises(UnreadableError) as caught:
        from_bytes(REFUSED[kind], name="news\n.txt")
    line = str(caught.value)
    assert line.startswith("news\N{REPLACEMENT CHARACTER}.txt: ")
    assert "; " in line
    assert line.isprintable()
    if kind not in {"blank", "nothing but a mark", "zeros"}:
        assert kind in line


@pytest.mark.parametrize(
    "text",
    [
        "Мост открыт\r\n\r\nЖители рады.\r\n",
        "Мост\x07 открыт\x00, жители рады",
        "Мост < реки, реки > моста",
        "<Мост> открыт, «<p>» — знак абзаца",
        "BMW открыл завод. MZ и PK — буквы.",
        "Как сказано в <html> и <body>, мост открыт",
    ],
)
def test_a_text_file_is_decoded_and_otherwise_unchanged(text: str) -> None:
    """Line ends and control characters stay; a sign < makes no page."""
    assert from_bytes(text.encode(), name="a.txt").text == text
    assert from_bytes(b"\xef\xbb\xbf" + text.encode(), name="a.txt").text == text
    assert from_bytes(text.encode("cp1251"), name="a.txt", charset="utf-8").text == text


@pytest.mark.parametrize(
    "before", ["", "\n\n", "<!-- a -->", '<?xml version="1.0" encoding="utf-8"?>\n', "Warning: mysql\n"]
)
def test_a_page_is_seen_from_its_bytes(before: str) -> None:
    """Whatever the file is called."""
    page = f"{before}<!DOCTYPE html><html><body><h1>Мост</h1><p>{'В посёлке открыли мост. ' * 5}</p></body></html>"
    assert from_bytes(page.encode(), name="a.txt").headline == "Мост"
    assert from_bytes(page.encode("utf-16"), name="a.txt").headline == "Мост"


@pytest.mark.parametrize("piece", ["а", "Мост открыт. ", "«", "\x00а б", "<p>", "<div>а", "\ud800", "&amp;"])
def test_ten_megabytes_in_a_line(piece: str) -> None:
    """Read in seconds, or refused in one line."""
    content = (piece * (10_000_000 // len(piece.encode("utf-8", "surrogatepass")))).encode("utf-8", "surrogatepass")
    begin = time.process_time()
    read_or_refuse(content)
    assert time.process_time() - begin < 15


PIECES = st.sampled_from(
    [
        b"<html>",
        b"<p>",
        b"</p>",
        b"<h1>",
        b"<meta charset=koi8-r>",
        b"%PDF",
        "Фото: ".encode(),
        b"\xff\xfe",
        b"\x00",
        b"\r\n",
    ]
)


@given(st.binary(max_size=300) | st.lists(PIECES | st.binary(max_size=8), max_size=40).map(b"".join))
def test_any_bytes(content: bytes) -> None:
    """Bytes give an article, with every offset in its text, or one line."""
    article = read_or_refuse(content)
    if article is None:
        return
    assert article.text
    for credit in article.credits:
        assert credit.text is None or 0 <= credit.text.start < credit.text.end <= len(article.text)


@given(st.text(max_size=200), st.sampled_from(["utf-8", "cp1251", "koi8-r", "utf-16"]))
def test_any_text_in_any_encoding(text: str, encoding: str) -> None:
    """A text that UTF-8 holds comes back as it was; in other encodings nothing worse than another reading happens."""
    content = text.encode(encoding, "ignore")
    try:
        article = from_bytes(content, name="a.txt", charset=encoding)
    except UnreadableError:
        return
    assert article.text
