"""text → the words that a search goes by: letters and digits, small letters, «ё» as «е», with their offsets.

A hyphen parts words («вице-премьер» is found by «премьер»), a decimal sign does not («4,5» is «4.5»), and each
ideograph is a word. Marks of stress, soft hyphens and characters without width are left out of the form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

POINT = "·"  # stands in a number for its decimal sign
LONGEST = 60  # characters of a form; what is longer is no word of a language

_IGNORED = "\u0300-\u036f\u00ad\u200b-\u200d"
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|\d+(?:[.,]\d+)+|(?:[^\W_{_IDEOGRAPH}][{_IGNORED}]*)+")
_MARKS = re.compile(f"[{_IGNORED}]")


class SearchWord(NamedTuple):
    """A word: its form for searching, where it stands, and whether it begins with a capital letter."""

    form: str
    start: int
    end: int
    is_capital: bool


def search_words(text: str, start: int = 0, end: int | None = None) -> Iterator[SearchWord]:
    """Give the words of a text, or of a stretch of it, in order.

    >>> [word.form for word in search_words("Ещё 4,5 % вице-премьеров")]
    ['еще', '4·5', 'вице', 'премьеров']
    """
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        form = fold(word)
        if form:  # a place among the ideographs that holds none leaves nothing
            yield SearchWord(form, *match.span(), word[0].isupper())


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word in the form by which it is compared."""
    if word.isascii():
        return word.lower().replace(",", POINT).replace(".", POINT)[:LONGEST]
    if _MARKS.search(word):
        word = _MARKS.sub("", unicodedata.normalize("NFC", word))
    word = word.casefold().replace("ё", "е")
    return (word if word.isalnum() else "".join(one for one in word if one.isalnum() or one in POINT))[:LONGEST]
