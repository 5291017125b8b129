"""Words → the keys under which a search index holds them, so that one form of a word finds the others.

The key of a word in a text is the set of the lemmas that it may have, as one token («стали»: «сталь¦стать»). A word of
a query is turned into all the keys that share a likely lemma with it: «сталь» finds «стали» and «сталью», never «стал».
So each word takes one place in the index, phrases stay exact, and no reading has to be chosen in the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.lang.ru.dictionary import analyzer
from otkuda.lang.ru.morphology import analyse

if TYPE_CHECKING:
    from snowballstemmer import EnglishStemmer

JOINT = "¦"
LIKELY = 0.1  # of the score of the likeliest reading: a query for «Иванов» is none for «Иван»
LONGEST = 100  # characters of a key

_CYRILLIC = re.compile(r"[а-яәғқңөұүһі]+")
_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
_LATIN = re.compile("[a-z]+")
# «Токаев» is «токай» to the dictionary, and «Токаевым» nothing that it knows: the ending tells the surname
_SURNAME = re.compile("(..+(?:[ое]в|[иы]н))(?:а|у|ым|ом|е|ой|ою|ы|ых|ыми)?")
# number, whose it is, case: «мектеп-тер-ім-ізде»
_KAZAKH_ENDINGS = re.compile(
    "(?<=...)(?:[лдт][ае]р)?(?:[ыі]?м[ыі]з|[ыі]ң[ыі]з|с?[ыі]|[ыі][мң])?"
    "(?:[нтд][ыі]ң|[нтд]?[ае]н|[нтд][ыі]|[тд][ае]|н?д[ае]|[ғгқк][ае]|[мбп]ен)?$"
)
_KAZAKH_STEM = 6  # letters
_KAZAKH_VOICED = str.maketrans("бгғ", "пкқ")  # «мектеп», «мектебі»


@lru_cache(maxsize=200_000)
def index_key(form: str, language: str | None = None, is_capital: bool = False) -> str:  # noqa: FBT001, FBT002 - cached by place
    """Return the key of a word in a text of a language; the form is folded (``otkuda.text.search_words``).

    >>> index_key("стали")
    'сталь¦стать'
    """
    if _CYRILLIC.fullmatch(form):
        if language == "kk" or _KAZAKH_LETTERS.search(form):
            return _kazakh(form)
        return _joined(_russian(form) | (_surname(form) if is_capital else frozenset()))
    return _english(form) if _LATIN.fullmatch(form) else form


@lru_cache(maxsize=10_000)
def query_keys(form: str, language: str | None = None) -> frozenset[str]:
    """Return the keys under which a word of a query is to be looked for; with a language, only in texts of that.

    >>> sorted(query_keys("сталь", "ru"))
    ['сталь', 'сталь¦стать']
    """
    if not _CYRILLIC.fullmatch(form):
        return frozenset({index_key(form)})
    if language == "kk":
        return frozenset({_kazakh(form)})
    keys = {key for lemma in _likely(form) | _surname(form) for key in _keys_of(lemma)}
    keys |= {index_key(form), index_key(form, None, True)}  # noqa: FBT003
    return frozenset(keys | ({_kazakh(form)} if language is None else set()))


def _russian(form: str) -> frozenset[str]:
    return frozenset(analysis.lemma for analysis in analyse(form)) or frozenset({form})


def _surname(form: str) -> frozenset[str]:
    found = _SURNAME.fullmatch(form)
    return frozenset({found.group(1)} if found else ())


def _likely(form: str) -> frozenset[str]:
    readings = analyse(form)
    return frozenset(one.lemma for one in readings if one.score >= LIKELY * readings[0].score) or frozenset({form})


@lru_cache(maxsize=10_000)
def _keys_of(lemma: str) -> frozenset[str]:
    """The keys of all forms of a lemma, with a capital letter and without."""
    parses = [parse for parse in analyzer().parse(lemma) if parse.normal_form.replace("ё", "е") == lemma]
    forms = {form.word.replace("ё", "е") for parse in parses for form in parse.lexeme} | {lemma}
    forms |= {lemma + ending for ending in _ENDINGS} if _surname(lemma) == {lemma} else set()
    keys = {index_key(form, None, capital) for form in forms for capital in (False, True)}
    return frozenset(key for key in keys if lemma in key.split(JOINT))


_ENDINGS = ("а", "у", "ым", "ом", "е", "ой", "ою", "ы", "ых", "ыми")


def _joined(lemmas: frozenset[str]) -> str:
    return JOINT.join(sorted(lemmas))[:LONGEST]


def _kazakh(form: str) -> str:
    """The beginning of a word without its commonest endings, for now: too much for long roots that share one."""
    return JOINT + _KAZAKH_ENDINGS.sub("", form)[:_KAZAKH_STEM].translate(_KAZAKH_VOICED)


@lru_cache(maxsize=50_000)
def _english(form: str) -> str:
    return str(_stemmer().stemWord(form))


@lru_cache(maxsize=1)
def _stemmer() -> EnglishStemmer:
    from snowballstemmer import EnglishStemmer

    return EnglishStemmer()
