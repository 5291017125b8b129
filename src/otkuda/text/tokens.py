"""text → tokens: words, numbers, marks and line ends, with their offsets.

A token knows where it stands and how its language analyses words; a quotation that is treated as one node of a
sentence is a token too (kind ``quote``) that remembers the tokens inside it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

WORD, NUMBER, MARK, BREAK, QUOTE = "word", "number", "mark", "break", "quote"

STRESS = re.compile(r"[\u0300-\u036f\u00ad\u200b-\u200d]")
_LETTER = r"[^\W\d_][\u0300-\u036f\u00ad\u200b-\u200d]*"
_PLAIN = (  # what most words are, told at once
    r"[A-Za-zА-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+(?![\w‑’'\u0300-\u036f\u00ad\u200b-\u200d-]|\.\w|://)"
)
_LONE = '[,;:!?«»()—–"“”„]|\\.(?!\\.\\.)'  # marks with which no longer token begins
_ACTING = r"\b[Ии]\.о\.(?=\s+[а-яё])"  # «и.о. министра»: one word
_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_TOKEN = re.compile(
    rf"""[ ]?(  # a blank is no token; it is passed over at once
    {_PLAIN}|{_LONE}|\r\n|[{_BREAKS}]
    |{_ACTING}|https?://\S+?(?=[\s,;)»”"]|$)
    |@?\w+(?:[-.]\w+)*\.(?i:ru|kz|com|net|org|info|uz|kg|ua|by|su|tv|me|io|рф|қаз|example|uk|de|fr|az|am|ge|tj|eu|news|media)\b
    |\d+(?:[-‑](?={_LETTER}{_LETTER}|[йяюемх]\b))(?:{_LETTER})+(?:[-‑](?:{_LETTER})+)*
    |(?:{_LETTER})+(?:[-‑’'](?:{_LETTER}|\d)+)*
    |\d+(?:[.,:]\d+)*
    |''|``|\.\.\.+|--+|\S)""",
    re.VERBOSE,
)
_HAS_LETTER = re.compile(r"[^\W\d_]")

_ARTICLE = re.compile("(?:аль|эль|ас|аш|ар|ад|ат|ан|аз|бен|бин)[-‑][А-ЯЁ]")  # «аль-Харури» is a name all the same

DASHES = frozenset({"—", "–", "-", "--", "---", "―", "−", "‒", "‑"})
STOPS = frozenset({".", "!", "?", "…", "...", "....", "‥"})


OPENING = 8  # letters by which most words are told to be none of a list, in any form


class Token(Struct, eq=False, gc=False):
    """One word, number, mark or line end; ``low`` is it in lower case, «ё» as «е», stress marks dropped."""

    kind: str
    text: str
    start: int
    end: int
    low: str
    opening: str  # the first letters of ``low``
    is_capital: bool  # does it start with a capital letter?
    read: Callable[[str], Any]  # what tells of a form in small letters what the word may do
    index: int = -1
    first: int = -1  # of a quotation: the tokens between its marks
    last: int = -1
    word: Any = None  # what the word may do, once somebody has asked

    def __repr__(self) -> str:
        return f"{self.text!r}@{self.start}"


def tokenize(text: str, read: Callable[[str], Any]) -> list[Token]:
    """Return the tokens of a text; white space between them is not kept."""
    tokens, end = [], 0
    for index, found in enumerate(_TOKEN.findall(text)):
        start = text.index(found, end)  # nothing but white space lies between
        end = start + len(found)
        kind, low, opening, is_capital = _look(found)
        tokens.append(Token(kind, found, start, end, low, opening, is_capital, read, index))
    return tokens


@lru_cache(maxsize=100_000)
def _look(text: str) -> tuple[str, str, str, bool]:
    """Return a token's kind, it in small letters, their first ones, and whether it begins with a capital one."""
    low = text.lower().replace("ё", "е")
    if text.isalpha():
        return WORD, low, low[:OPENING], text[0].isupper()
    is_capital = text[0].isupper() or (text[0] in "абэ" and _ARTICLE.match(text) is not None)
    low = STRESS.sub("", low) or low
    return _kind(text), low, low[:OPENING], is_capital


def _kind(text: str) -> str:
    if _HAS_LETTER.search(text):
        return WORD
    if text[0].isdecimal():
        return NUMBER
    return BREAK if text[0] in _BREAKS else MARK


def quote_token(tokens: list[Token], first: int, last: int) -> Token:
    """Return one node for the quotation whose marks are tokens ``first`` and ``last``."""
    opening = tokens[first]
    marks = QUOTE, opening.text, opening.start, tokens[last].end, opening.low
    return Token(*marks, opening.opening, opening.is_capital, opening.read, first, first + 1, last)
