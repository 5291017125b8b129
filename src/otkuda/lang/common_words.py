"""Words that stand in news of anything: that two texts share them says little of what they are about."""

from __future__ import annotations

from functools import cache

from otkuda.lang.lexicon import rows

_OF_EACH = ("units.tsv", "calendar.tsv", "numerals.tsv")


@cache
def everyday_words(language: str) -> frozenset[str]:
    """Return the lemmas of such words in the language of a code, with «е» for «ё»: years, people, to begin, to give.

    >>> "год" in everyday_words("ru"), "мост" in everyday_words("ru")
    (True, False)
    """
    words = [word for row in rows("otkuda.lang", "common_words.tsv") if row[0] == language for word in row[1].split()]
    words += [row[0] for name in _OF_EACH for row in rows(f"otkuda.lang.{language}", name)]
    return frozenset(word.lower().replace("ё", "е") for word in words)
