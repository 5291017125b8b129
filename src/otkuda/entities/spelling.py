"""Spellings of one name over Russian, Kazakh and English: an exact romanization, and a skeleton in which they meet.

The romanizations are those of published tables (``lang/*/romanization.tsv``): BGN/PCGN (Russian 1947, Kazakh 1979),
ISO 9:1995, GOST 7.79-2000 system B, the Kazakh Latin alphabet as published in 2021, and passports (ICAO Doc 9303 for
Russian, common practice for Kazakh). They tell letters apart; a skeleton (``lang/*/skeletons.tsv``) tells only names
apart: sounds that tables write in different ways are one («й», «ы», «и», "y", "i", "j"), doubled letters are single,
soft and hard signs are nothing. A letter that may stand for several sounds gives several skeletons, and two spellings
meet where they share one: «Джонсон» and «Йонас» both find their "J".
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from otkuda.lang.lexicon import rows

Scheme = Literal["bgn", "iso9", "national", "passport"]

MOST = 12  # skeletons of one word
_COLUMNS: dict[str, int] = {"bgn": 1, "iso9": 2, "national": 3, "passport": 4}
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻʹʺ`´′”", "'"))
_AFTER_VOWEL = frozenset("аеёиоуыэюяәөұүійъь")
_RUNS = ((re.compile(r"ii+"), "i"), (re.compile(r"ie"), "e"), (re.compile(r"(.)\1+"), r"\1"))


def romanize(name: str, scheme: Scheme = "passport", language: str = "ru") -> str:
    """Return a name in Latin letters by a published table; what is no letter of the table stays.

    ``national`` is GOST 7.79-2000 B for Russian and the official Latin alphabet for Kazakh. ``language`` is "ru" or
    "kk"; a name in Latin letters comes back as it is.

    >>> romanize("Юрий Щукин"), romanize("Есіл", "passport", "kk"), romanize("Щукин", "iso9")
    ('Iurii Shchukin', 'Yesil', 'Ŝukin')
    """
    table, found, at = _romanization(language, _COLUMNS[scheme]), [], 0
    low = name.lower()
    while at < len(low):
        opens = at == 0 or not low[at - 1].isalpha() or low[at - 1] in _AFTER_VOWEL
        size, latin = _letter(table, low, at, opens=opens)
        found.append(latin[:1].upper() + latin[1:] if name[at].isupper() else latin)
        at += size
    return "".join(found)


def _letter(table: dict[str, str], low: str, at: int, *, opens: bool) -> tuple[int, str]:
    """Return how many letters the row takes that fits best here, and what it says."""
    for size in (2, 1):
        letters = low[at : at + size]
        if opens and f"^{letters}" in table:
            return size, table[f"^{letters}"]
        if letters in table:
            return size, table[letters]
    return 1, low[at]


@cache
def _romanization(language: str, column: int) -> dict[str, str]:
    return {row[0]: row[column].replace("-", "") for row in rows(f"otkuda.lang.{language}", "romanization.tsv")}


def plain(word: str) -> str:
    """Return a word in the letters by which spellings of one script are compared: small, «ё» as «е», one apostrophe.

    >>> plain("О’Коннор-Ёлкина")
    "о'коннор-елкина"
    """
    low = unicodedata.normalize("NFC", word).casefold().translate(_APOSTROPHES)
    return low.replace("ё", "е").replace("‑", "-").replace("–", "-")


@lru_cache(maxsize=500_000)
def skeletons(word: str) -> tuple[str, ...]:
    """Return the skeletons of a word, the likeliest first; at most ``MOST``. Empty where it has no letter.

    >>> skeletons("Тоқаев") == skeletons("Tokayev") == skeletons("Tokaev") == ("tokaev",)
    True
    >>> set(skeletons("Хасан")) & set(skeletons("Hassan")), set(skeletons("Лавров")) & set(skeletons("Petrov"))
    ({'hasan'}, set())
    """
    found = [""]
    for ways in _ways(_prepared(word)):
        found = [before + way for before in found for way in ways][:MOST]
    return tuple(dict.fromkeys(one for one in map(_evened, found) if one))


@lru_cache(maxsize=20_000)
def initials(letter: str) -> frozenset[str]:
    """Return what the skeleton of a name may begin with that is shortened to ``letter`` («С», "Yu").

    >>> "s" in initials("С"), "i" in initials("Yu"), initials("Ш") & initials("С")
    (True, True, frozenset())
    """
    own = _table().get(f"{plain(letter)}.")
    return frozenset(own or (one[0] for one in skeletons(letter)))


@lru_cache(maxsize=200_000)
def romanized(word: str) -> frozenset[str]:
    """Return the spellings of a word in plain Latin letters by the tables that need few marks; of a Latin word itself.

    >>> sorted(romanized("Тоқаев"))
    ['tokayev', 'toqaev']
    """
    schemes: tuple[Scheme, ...] = ("bgn", "national", "passport")
    spellings = (romanize(plain(word), scheme, language) for scheme in schemes for language in ("ru", "kk"))
    bare = (re.sub(r"[’'ʹʺ”`-]", "", _without_marks(one)) for one in spellings)
    return frozenset(one for one in bare if one.isascii())


def meet(one: str, other: str) -> bool:
    """Say whether two words may be spellings of one name.

    >>> meet("Щукин", "Shchukin"), meet("Чжан", "Zhang"), meet("Лавров", "Петров")
    (True, True, False)
    """
    return not frozenset(skeletons(one)).isdisjoint(skeletons(other))


def _prepared(word: str) -> str:
    """Return small letters between «^» and «$», a letter without its own row as what it is made from."""
    low = unicodedata.normalize("NFC", word).casefold().translate(_APOSTROPHES)
    known = [one if one in _table() or not one.isalpha() else _without_marks(one) for one in low]
    return f"^{''.join(known)}$"


def _without_marks(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


def _ways(prepared: str) -> list[tuple[str, ...]]:
    """Return for each group of letters what it may become."""
    table, found, at = _table(), [], 0
    while at < len(prepared):
        size = next((size for size in range(_longest(), 0, -1) if prepared[at : at + size] in table), 0)
        if size:
            found.append(table[prepared[at : at + size]])
        elif prepared[at].isalnum():
            found.append((prepared[at],))
        at += size or 1
    return found


def _evened(text: str) -> str:
    for pattern, to in _RUNS:
        text = pattern.sub(to, text)
    return text


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Return what letters become: the rows of all languages, whose letters are mostly their own."""
    return {
        letters: tuple("" if one == "-" else one for one in to.split("/"))
        for language in ("kk", "ru", "en")
        for letters, to, _ in rows(f"otkuda.lang.{language}", "skeletons.tsv")
    }


@cache
def _longest() -> int:
    return max(map(len, _table()))
