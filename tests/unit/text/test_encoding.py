"""Which character encoding bytes are in."""

from __future__ import annotations

import codecs

import pytest

from otkuda.text.encoding import declared_charset, decode

TEXTS = [
    "Мост через Ишим открыли на месяц раньше срока",
    "«Мост откроют в мае», — сказал аким Ерлан Сапаров.\r\nЖители рады.",
    "МОСТ ОТКРЫТ В АТБАСАРЕ",
    "В Унцукуле — снег",
    "Сев начнётся позже: земля ещё холодная",
]
ENCODINGS = [
    "utf-8",
    "cp1251",
    "koi8-r",
    "cp866",
    "iso8859-5",
    "utf-16-le",
    "utf-16-be",
    "utf-8-sig",
    "utf-16",
    "utf-32",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", TEXTS)
def test_russian_without_a_declaration(text: str, encoding: str) -> None:
    """A line is enough to tell; a byte order mark is dropped."""
    content = text.encode(encoding, "ignore")
    assert decode(content) == content.decode(encoding)


@pytest.mark.parametrize("declared", ["utf-8", "koi8-r", "latin-1", "rot13", "zip", "undefined", "x" * 30, "\x00"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_wrong_declaration_is_found_out(text: str, declared: str) -> None:
    """Bytes in windows-1251 stay Russian whatever the page calls them."""
    content = text.encode("cp1251")
    assert decode(content, declared=(declared, None)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_utf_8_that_calls_itself_windows_1251(text: str) -> None:
    """The reverse is as common."""
    assert decode(text.encode(), declared=("windows-1251",)) == text


@pytest.mark.parametrize("encoding", ["kz1048", "utf-8"])
def test_kazakh(encoding: str) -> None:
    """The Kazakh code page of Windows is told from the Russian one."""
    text = "Қазақстан Президенті жаңа көпірдің ашылуына қатысты"
    assert decode(text.encode(encoding)) == text


def test_macintosh() -> None:
    """The Macintosh's Cyrillic differs from windows-1251 in capitals."""
    text = "Новости: в Унцукуле и Казани, в Москве и Рязани Открыли Новый Мост"
    assert decode(text.encode("mac-cyrillic")) == text


def test_western() -> None:
    """English with accents and curly quotation marks."""
    text = "The “café” of señor Muñoz — it’s open"
    assert decode(text.encode("cp1252")) == text


def test_utf_8_with_a_fault_stays_utf_8() -> None:
    """A cut or patched file is no reason to read it all as something else."""
    content = ("Мост открыт. " * 50).encode()
    assert decode(content[:-2] + b"\xd0") is not None
    assert (decode(content + b"\xff") or "").startswith("Мост открыт. Мост")


@pytest.mark.parametrize("text", ["Мост \ud800 открыт", "\udfff"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_lone_surrogates_survive(text: str, encoding: str) -> None:
    """What some program wrote as half a character is kept."""
    content = (codecs.BOM_UTF16_LE if encoding == "utf-16" else b"") + text.encode(
        "utf-16-le" if encoding == "utf-16" else encoding, "surrogatepass"
    )
    assert decode(content) == text


def test_noise_is_no_text() -> None:
    """Bytes of no language."""
    noise = bytes((index * 7919 + index // 3 * 104729) % 256 for index in range(5000))
    assert decode(noise.replace(b"\0", b"\x81")) is None


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1251">', "windows-1251"),
        (b"<META http-equiv='Content-Type' content='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="cp1251"?>', "cp1251"),
        (b"<p>charset=utf-8</p>", None),
        (b"", None),
    ],
)
def test_declared_charset(head: bytes, charset: str | None) -> None:
    """What the page's own head says."""
    assert declared_charset(head) == charset
