"""Whom an article cannot have given words to: it quotes them, and never names him."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.statements.names import skeleton
from otkuda.text.search_words import search_words

if TYPE_CHECKING:
    from otkuda.model import Article, Source

_LEAST = 2  # words of a name that is one person's
_SHORT = 3  # consonants of a name that are told apart in every spelling
_OPEN = re.compile('[«„“"][^«»„“”"]*$')
_HELD = 8  # articles that are held as they were read


def is_quoted(text: str, at: int) -> bool:
    """Is a quotation mark open at a place of a text, in its paragraph?

    >>> is_quoted("Ответ был таким: «Мост закроют».", 18), is_quoted("Мост «Есиль» закроют.", 13)
    (True, False)
    """
    return bool(_OPEN.search(text, text.rfind("\n", 0, at) + 1, at))


def is_strange(source: Source, article: Article) -> bool:
    """Is a person, told by a full name, named nowhere in an article, in whatever case and alphabet?

    >>> from otkuda.model import Source
    >>> from otkuda import read
    >>> page = read("Ерболова встретили у моста.")
    >>> [is_strange(Source(None, name, "person"), page) for name in ("Марат Ерболов", "Алия Сапарова", "аким")]
    [False, True, False]
    """
    words = source.entity.split()
    if source.type != "person" or len(words) < _LEAST:
        return False
    known = _words(" ".join(filter(None, (article.text, *article.authors, article.outlet))))
    return not any(_is_known(word, known) for word in words)


@lru_cache(maxsize=_HELD)
def _words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a text, and their consonants in one alphabet."""
    forms = frozenset(word.form for word in search_words(text))
    return forms, frozenset(map(skeleton, forms))


def _is_known(name: str, known: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Begins a word of the text as a part of a name does?"""
    form = next((word.form for word in search_words(name)), "")
    sound, (forms, sounds) = skeleton(form), known
    if len(sound) >= _SHORT:
        return any(one.startswith(sound) for one in sounds)
    return not sound or any(one.startswith(form) for one in forms)
