"""Bytes → text: which character encoding a page or a file is in.

A declaration (HTTP, ``<meta>``, XML) is a hint, never an order: pages in windows-1251 that call themselves UTF-8
are common, and so is the reverse. Bytes that are UTF-8 are read as UTF-8, because a text in another encoding hardly
ever is by chance; everything else goes to the encoding in which it looks most like Russian, Kazakh or English.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from functools import cache

_SAMPLE = 20_000  # bytes from the first that is not ASCII
_DECLARED = re.compile(
    rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})|<\?xml[^>]{1,100}encoding=["']([\w.:-]+)""",
    re.IGNORECASE,
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Each with how much less often than windows-1251 it is met, as a logarithm. The Macintosh's differs from
# windows-1251 in capitals only, so that one odd capital must not bring it in.
_SINGLE_BYTE = {
    "cp1251": 0.0,
    "koi8-r": -1.0,
    "cp866": -1.0,
    "iso8859-5": -2.0,
    "mac-cyrillic": -6.0,
    "kz1048": -2.0,
    "cp1252": -2.0,
}

# How often a letter is met among the letters of Russian news, in thousandths.
_RUSSIAN = (
    "о108 е84 а83 и75 н67 т63 с54 р48 в45 л42 к34 м31 д30 п28 у25 я19 ы18 ь17 з16 г16 б15 ч13 й12 х9 ж8 ш7 ю6 ц6"
    " щ4 э3 ф3 ъ1 ё1"
)
_KAZAKH = "ә4 ғ4 қ6 ң4 ө3 ұ3 ү3 һ1 і8"
_PUNCTUATION = "«»—–…№“”„’\xa0"
_RARE = math.log(1e-5)  # what no text holds: box drawing, control characters, half a ligature
_MIXED = math.log(1e-4)  # Cyrillic and Latin letters, or a capital after a small letter, within one word
_DECLARED_BONUS = 1.5  # a hint, that decides between equals
_LEAST_LIKELY = -6.0  # a sign, on the average; Russian has -3.2, noise -9
_SLACK = -15.0  # what a page with few such signs may lack: one odd word in English
_FEW_FAULTS = 0.02  # of the letters: UTF-8 that was cut or patched stays UTF-8


def declared_charset(content: bytes) -> str | None:
    """Return the charset that the page's own head names, or None.

    >>> declared_charset(b'<meta charset="windows-1251">')
    'windows-1251'
    """
    match = _DECLARED.search(content[:4096])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def decode(content: bytes, *, declared: tuple[str | None, ...] = ()) -> str | None:
    """Return ``content`` as text without its byte order mark, or None where no encoding makes a text of it.

    ``declared`` holds what HTTP and the page say, in any order. Lone surrogates that are written as UTF-8 or UTF-16
    survive. Linear in the length.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _faulty(content[len(mark) :], encoding)
    if wide := _wide(content):
        return _faulty(content, wide)
    try:
        return content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return _decode_other(content, declared)


def _decode_other(content: bytes, declared: tuple[str | None, ...]) -> str | None:
    """Decode what is not UTF-8 throughout."""
    patched = content.decode("utf-8", "replace")
    wide = sum(1 for sign in patched[:_SAMPLE] if sign > "\x7f")
    if patched[:_SAMPLE].count("\ufffd") <= max(1, wide * _FEW_FAULTS) and wide > 1 and patched.count("\ufffd") <= wide:
        return patched
    encoding = _likeliest(content, frozenset(filter(None, map(_known, declared))))
    return content.decode(encoding, "replace") if encoding else None


def _faulty(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return content.decode(encoding, "replace")


def _wide(content: bytes) -> str | None:
    """Return UTF-16 without a mark: every other byte is then the same one or two high bytes."""
    sample = content[:2000]
    if len(sample) < 4 or (b"\0" not in sample and b"\4" not in sample):
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if high.count(0) + high.count(4) >= 0.9 * len(high) and len(set(sample)) > 2:
            return encoding
    return None


def _known(name: str | None) -> str | None:
    """Return Python's name of a declared charset that we try, or None: a page may name ``rot13`` or nonsense."""
    try:
        found = codecs.lookup((name or "").strip()).name
    except (LookupError, ValueError):
        return None
    return found if found in _SINGLE_BYTE else None


def _likeliest(content: bytes, declared: frozenset[str]) -> str | None:
    sample = _sample(content)
    scores = {
        encoding: _score(sample.decode(encoding, "replace")) + rarity + _DECLARED_BONUS * (encoding in declared)
        for encoding, rarity in _SINGLE_BYTE.items()
    }
    best = max(scores, key=lambda encoding: scores[encoding])
    signs = sum(1 for byte in sample if byte > 0x7F)
    return best if scores[best] >= _LEAST_LIKELY * signs + _SLACK else None


def _sample(content: bytes) -> bytes:
    """Return the bytes from a little before the first that is not ASCII."""
    first = re.search(rb"[\x80-\xff]", content)
    start = max(0, first.start() - 1) if first else 0
    return content[start : start + _SAMPLE]


def _score(text: str) -> float:
    """Return how likely the text is: the sum of the logarithms over its signs that are not ASCII."""
    likely = _likelihoods()
    singles = Counter(text)
    score = sum(count * likely.get(sign, _RARE) for sign, count in singles.items() if sign > "\x7f")
    return score + _MIXED * sum(1 for _ in _misfits().finditer(text))


@cache
def _likelihoods() -> dict[str, float]:
    shares = {entry[0]: int(entry[1:]) / 1000 for entry in f"{_RUSSIAN} {_KAZAKH}".split()}
    capitals = {letter.upper(): share / 2 for letter, share in shares.items()}
    marks = dict.fromkeys(_PUNCTUATION, 0.005)
    latin = dict.fromkeys("éèüöäßçñáíóúàêôâîšžřčşğı", 0.001)
    return {sign: math.log(share) for sign, share in (latin | marks | capitals | shares).items()}


@cache
def _misfits() -> re.Pattern[str]:
    """Match what stands in no word: «мОст», «cafй», a Latin letter with an accent among Cyrillic ones."""
    small, capital = "а-яёәғқңөұүһі", "А-ЯЁӘҒҚҢӨҰҮҺІ"
    accented = "À-ÖØ-öø-ÿ"
    return re.compile(
        f"(?<=[{small}])[{capital}](?=[{small}])|(?<=[a-zA-Z])[{small}{capital}]|(?<=[{accented}])[{accented}]"
        f"|(?<=[{small}])[{capital}]|(?<![{small}{capital}a-zA-Z0-9.!?])[”’»–—…№\xa0](?=[{small}])"
    )
