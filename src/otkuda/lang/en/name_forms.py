"""What a single word of a name may be: whose given name, and in which case."""

from __future__ import annotations

from functools import cache, lru_cache

from otkuda.lang.en.dictionary import PACKAGE
from otkuda.lang.lexicon import rows

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")  # as the rules name them; a form without «'s» may be any
POSSESSIVE = ("'s", "’s")
_PLURAL = ("s'", "s’")


def split_possessive(word: str) -> tuple[str, bool]:
    """Return a word without its «'s», and whether it had one.

    >>> split_possessive("Pell’s"), split_possessive("James'"), split_possessive("Pell")
    (('Pell', True), ('James', True), ('Pell', False))
    """
    if word.endswith(POSSESSIVE):
        return word[:-2], True
    return (word[:-1], True) if word.endswith(_PLURAL) else (word, False)


@lru_cache(maxsize=50_000)
def given_readings(word: str) -> frozenset[tuple[str, str]]:
    """Return the (gender, case) pairs that a word may stand in as a given name; none for any other word.

    >>> sorted(given_readings("Dalia’s"))
    [('femn', 'gent')]
    """
    name, is_possessive = split_possessive(word)
    gender = _given_names().get(name.lower())
    genders = ("masc", "femn") if gender == "both" else (gender,) if gender else ()
    return frozenset((one, case) for one in genders for case in (("gent",) if is_possessive else CASES))


@cache
def _given_names() -> dict[str, str]:
    return {row[0].lower(): row[1] for row in rows(PACKAGE, "given_names.tsv")}
