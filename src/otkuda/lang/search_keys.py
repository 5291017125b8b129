"""Words → the keys under which a search index holds them, so that one form of a word finds the others.

The key of a word in a text is the set of the lemmas that it may have, as one token («стали»: «сталь¦стать»). A word of
a query is turned into all the keys that share a likely lemma with it: «сталь» finds «стали» and «сталью», never «стал».
So each word takes one place in the index, phrases stay exact, and no reading has to be chosen in the text.

Kazakh words have too many forms for that: their key is the likeliest lemma alone (``¦министрлік``). English lemmas are
stems, which are the same for the forms of words that no list holds. A query tells no language: its words are all that
they may be in any, and a lemma of the language that it most likely is in is looked for in the others too («министром»
finds «министрдің»).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.lang.every import languages_of
from otkuda.lang.ru.dictionary import analyzer
from otkuda.lang.ru.morphology import analyse

if TYPE_CHECKING:
    from collections.abc import Callable

    from snowballstemmer import EnglishStemmer

JOINT = "¦"
LIKELY = 0.1  # of the score of the likeliest reading: a query for «Иванов» is none for «Иван»
KAZAKH_LIKELY = 0.5  # guessed readings of Kazakh are many
LONGEST = 100  # characters of a key

# «Токаев» is «токай» to the dictionary, and «Токаевым» nothing that it knows: the ending tells the surname
_SURNAME = re.compile("(..+(?:[ое]в|[иы]н))(?:а|у|ым|ом|е|ой|ою|ы|ых|ыми)?")
_ENDINGS = ("а", "у", "ым", "ом", "е", "ой", "ою", "ы", "ых", "ыми")


@lru_cache(maxsize=200_000)
def index_key(form: str, language: str | None = None, is_capital: bool = False) -> str:  # noqa: FBT001, FBT002 - cached by place
    """Return the key of a word in a paragraph of a language; the form is folded (``otkuda.text.search_words``).

    A word whose letters that language has not is in the first that has them.

    >>> index_key("стали"), index_key("министрліктің"), index_key("said")
    ('сталь¦стать', '¦министрлік', 'say')
    """
    codes = languages_of(form)
    if not codes:
        return form
    key_of, _ = _KEYS[language if language in codes else codes[0]]
    return key_of(form, is_capital)[:LONGEST]


@lru_cache(maxsize=10_000)
def query_keys(form: str) -> tuple[str, ...]:
    """Return the keys under which a word of a query is to be looked for: its own in each language first.

    >>> query_keys("сталь")
    ('сталь', '¦сталь', 'сталь¦стать')
    """
    codes = languages_of(form)
    if not codes:
        return (form,)
    found = {index_key(form, code, is_capital): None for is_capital in (True, False) for code in codes}
    for code in codes:
        keys = frozenset[str]().union(*(_KEYS[code][1](lemma) for lemma in _LIKELY[code](form)))
        found |= dict.fromkeys(sorted(keys, key=lambda key: (len(key), key)))
    lent = {(code, lemma) for lemma in _LIKELY[codes[0]](form) for code in languages_of(lemma)}
    return tuple(found | dict.fromkeys(sorted(key for code, lemma in lent for key in _KEYS[code][1](lemma))))


def _russian_key(form: str, is_capital: bool) -> str:  # noqa: FBT001
    lemmas = frozenset(analysis.lemma for analysis in analyse(form)) or frozenset({form})
    return JOINT.join(sorted(lemmas | _surname(form) if is_capital else lemmas))


def _surname(form: str) -> frozenset[str]:
    found = _SURNAME.fullmatch(form)
    return frozenset({found.group(1)} if found else ())


def _likely_russian(form: str) -> frozenset[str]:
    readings = analyse(form)
    likely = frozenset(one.lemma for one in readings if one.score >= LIKELY * readings[0].score) or frozenset({form})
    return likely | _surname(form)


@lru_cache(maxsize=10_000)
def _russian_keys(lemma: str) -> frozenset[str]:
    """The keys of all forms of a lemma, with a capital letter and without."""
    parses = [parse for parse in analyzer().parse(lemma) if parse.normal_form.replace("ё", "е") == lemma]
    forms = {form.word.replace("ё", "е") for parse in parses for form in parse.lexeme} | {lemma}
    forms |= {lemma + ending for ending in _ENDINGS} if _surname(lemma) == {lemma} else set()
    keys = {index_key(form, "ru", capital) for form in forms for capital in (False, True)}
    return frozenset(key for key in keys if lemma in key.split(JOINT))


def _kazakh_key(form: str, is_capital: bool) -> str:  # noqa: FBT001
    from otkuda.lang.kk.morphology import analyse
    from otkuda.lang.kk.names import looks_like_surname, nominative_person

    if is_capital and looks_like_surname(form.capitalize()):
        return JOINT + nominative_person(form.capitalize()).lower()
    readings = analyse(form)
    return JOINT + (readings[0].lemma if readings else form)


def _likely_kazakh(form: str) -> frozenset[str]:
    from otkuda.lang.kk.morphology import analyse

    readings = analyse(form)
    likely = (one.lemma for one in readings if one.score >= KAZAKH_LIKELY * readings[0].score)
    return frozenset(likely) or frozenset({form})


def _kazakh_keys(lemma: str) -> frozenset[str]:
    return frozenset({JOINT + lemma})


def _english_key(form: str, _is_capital: bool) -> str:  # noqa: FBT001
    from otkuda.lang.en.morphology import analyse

    return JOINT.join(sorted({_stem(one.lemma if one.is_known else form) for one in analyse(form)})) or _stem(form)


def _likely_english(form: str) -> frozenset[str]:
    from otkuda.lang.en.morphology import analyse

    readings = [one for one in analyse(form) if one.is_known]
    return frozenset(one.lemma for one in readings if one.score >= LIKELY * readings[0].score) or frozenset({form})


@lru_cache(maxsize=10_000)
def _english_keys(lemma: str) -> frozenset[str]:
    from otkuda.lang.en.dictionary import forms

    found = {index_key(form, "en") for form in {lemma, *(slot.form for slot in forms(lemma) if slot.form.isalpha())}}
    return frozenset(key for key in found if _stem(lemma) in key.split(JOINT))


@lru_cache(maxsize=50_000)
def _stem(lemma: str) -> str:
    return str(_stemmer().stemWord(lemma))


@lru_cache(maxsize=1)
def _stemmer() -> EnglishStemmer:
    from snowballstemmer import EnglishStemmer

    return EnglishStemmer()


# For each language: the key of a form in a text, and the keys of all forms of a lemma.
_KEYS: dict[str, tuple[Callable[[str, bool], str], Callable[[str], frozenset[str]]]] = {
    "ru": (_russian_key, _russian_keys),
    "kk": (_kazakh_key, _kazakh_keys),
    "en": (_english_key, _english_keys),
}
_LIKELY: dict[str, Callable[[str], frozenset[str]]] = {
    "ru": _likely_russian,
    "kk": _likely_kazakh,
    "en": _likely_english,
}
