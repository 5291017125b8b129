"""text → tokens: words, numbers, marks and line ends, with their offsets.

A token knows where it stands and how its language analyses words; a quotation that is treated as one node of a
sentence is a token too (kind ``quote``) that remembers the tokens inside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

WORD, NUMBER, MARK, BREAK, QUOTE = "word", "number", "mark", "break", "quote"

_LETTER = r"[^\W\d_][\u0300-\u036f\u00ad\u200b-\u200d]*"
_PLAIN = r"[А-Яа-яЁё]+(?![\w‑’'\u0300-\u036f\u00ad\u200b-\u200d-]|\.\w)"  # what most words are, told at once
_TOKEN = re.compile(
    rf"""(?P<break>\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])
    |(?P<word>{_PLAIN}|(?:https?://\S+?(?=[\s,;)»”"]|$)
      |@?\w+(?:[-.]\w+)*\.(?i:ru|kz|com|net|org|info|uz|kg|ua|by|su|tv|me|io|рф|қаз|example|uk|de|fr|az|am|ge|tj|eu|news|media)\b
      |\d+(?:[-‑](?={_LETTER}{_LETTER}))(?:{_LETTER})+(?:[-‑](?:{_LETTER})+)*
      |(?:{_LETTER})+(?:[-‑’'](?:{_LETTER}|\d)+)*))
    |(?P<number>\d+(?:[.,:]\d+)*)
    |(?P<mark>''|``|\.\.\.+|--+|\S)""",
    re.VERBOSE,
)

_ARTICLE = re.compile("(?:аль|эль|ас|аш|ар|ад|ат|ан|аз|бен|бин)[-‑][А-ЯЁ]")  # «аль-Харури» is a name all the same

DASHES = frozenset({"—", "–", "-", "--", "---", "―", "−", "‒", "‑"})
STOPS = frozenset({".", "!", "?", "…", "...", "....", "‥"})


class Token:
    """One word, number, mark or line end; ``low`` is it in lower case, «ё» as «е», stress marks dropped."""

    __slots__ = ("analyse", "end", "first", "index", "is_capital", "kind", "last", "low", "start", "text", "word")

    def __init__(self, kind: str, text: str, start: int, analyse: Callable[[str], tuple[Any, ...]]) -> None:
        self.kind = kind
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.low = text.lower().replace("ё", "е")
        self.is_capital = text[0].isupper() or (text[0] in "абэ" and _ARTICLE.match(text) is not None)
        self.index = self.first = self.last = -1
        self.analyse = analyse
        self.word: Any = None  # what the word may do, once somebody has asked

    def __repr__(self) -> str:
        return f"{self.text!r}@{self.start}"


def tokenize(text: str, analyse: Callable[[str], tuple[Any, ...]]) -> list[Token]:
    """Return the tokens of a text; white space between them is not kept."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = Token(match.lastgroup or MARK, match.group(), match.start(), analyse)
        token.index = len(tokens)
        tokens.append(token)
    return tokens


def quote_token(tokens: list[Token], first: int, last: int) -> Token:
    """Return one node for the quotation whose marks are tokens ``first`` and ``last``."""
    opening = tokens[first]
    node = Token(QUOTE, opening.text, opening.start, opening.analyse)
    node.end = tokens[last].end
    node.index, node.first, node.last = first, first + 1, last
    return node
