"""The name of a body → what it says: its kind, its field and its own words, its place, the same over languages.

«МИД РФ», "Russian Foreign Ministry" and «Ресей СІМ» all say ministry, foreign, russia: short names are spelled out and
words looked up in tables (``short_bodies.tsv``, ``body_words.tsv``); what no table knows is met by its skeleton.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache

from otkuda.entities.spelling import plain, skeletons
from otkuda.entities.words import LONGEST, lemma, phrases, words
from otkuda.lang.concepts import concepts
from otkuda.lang.lexicon import rows

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,})[»”“\"]")
_ENDING = re.compile(r"[aeiou]+$")  # of a skeleton: «Тулпара» is «Тулпар»
_ADJECTIVE = re.compile(r"(?<=...)[aeiou]*(?:sk|[ldt]ik)$")  # of a skeleton: «костанайский» is of «Костанай»
_ACRONYM = 2  # letters at least
_TELLING = {"own", "name", "field", "rank"}  # words that tell a body from others of its kind and place


@dataclass(frozen=True, slots=True)
class Body:
    """What the name of a body says.

    ``fields`` are what tables know of its words, ``own`` the others, each word a tuple of what it may be; ``words`` are
    both, and tell it from other bodies of its kind and place; ``ranks`` are those that many bodies have («national»).
    ``acronym`` is the name where it is an abbreviation that no table knows, ``letters`` its first letters else.
    ``is_unit``: a part that speaks for the whole; ``is_common``: without a capital letter, as «следствие» is.
    """

    kinds: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    own: frozenset[tuple[str, ...]] = frozenset()
    places: frozenset[str] = frozenset()
    is_unit: bool = False
    is_common: bool = False
    acronym: str = ""
    letters: str = ""
    words: frozenset[tuple[str, ...]] = field(compare=False, default=frozenset())
    ranks: frozenset[str] = frozenset()

    @property
    def is_bare(self) -> bool:
        """Does the name say nothing of which body of its kind it is («министерство», «школа № 5»)?"""
        says = not self.is_common and any(len(one) > 1 and not one.isdigit() for word in self.own for one in word)
        return not (self.fields or says or self.places)


@lru_cache(maxsize=200_000)
def read_body(name: str, language: str) -> Body:
    """Return what the name of a body says.

    >>> one, other = read_body("МИД РФ", "ru"), read_body("Russian Foreign Ministry", "en")
    >>> (one.kinds, one.fields, one.places) == (other.kinds, other.fields, other.places)
    True
    """
    meant = _spelled_out(name[:LONGEST], language)
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    lemmas = words(meant, language)
    for phrase in (lemmas[place] for place in phrases(lemmas, _table(language))):
        means, concept = _table(language).get(phrase, ("own", ""))
        if means != "form" and (concept or phrase[0].isdigit() or len(phrase[0]) > 1):
            known, spoken_of = (concept,) if concept else (), _spoken_of(phrase, language) if means in _TELLING else ()
            found[means].add((*known, *spoken_of) or (phrase[0],))
    acronym = plain(name) if name.isupper() and name.isalpha() and meant == name else ""
    letters = "".join(word[0] for word in words(name, language))
    return Body(
        frozenset(one for one, *_ in found["kind"]),
        frozenset(one for one, *_ in found["field"] | found["rank"]),
        frozenset(found["own"] | found["name"]),
        frozenset(one for one, *_ in found["place"]),
        bool(found["unit"]),
        meant == meant.lower() and not meant.isascii(),
        acronym if len(acronym) >= _ACRONYM else "",
        letters if len(letters) > _ACRONYM else "",
        frozenset(found["own"] | found["name"] | found["field"] | found["rank"]),
        frozenset(one for one, *_ in found["rank"]),
    )


def _spoken_of(phrase: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return what a word may be: the numbers of its concepts, and its skeletons without the ending of a case."""
    if len(phrase) > 1 or phrase[0].isdigit():
        return ()
    (word,) = phrase
    known = (f"={one}" for one in sorted(concepts(frozenset({word}), language)))
    bare = [_ENDING.sub("", one) or one for one in skeletons(word)]
    return tuple(dict.fromkeys((*known, *bare, *(_ADJECTIVE.sub("", one) for one in bare))))


def _spelled_out(name: str, language: str) -> str:
    """Return a name with its short names spelled out; letter case tells «ЕК» from a word."""
    shorts = _shorts(language)
    for short in _spaced(language):
        name = name.replace(short, shorts[short]) if short in name else name
    return _WORD.sub(lambda match: shorts.get(match[0]) or _declined(match[0], language) or match[0], name)


def _declined(word: str, language: str) -> str:
    """Return what a short name stands for that declines («Минтранса»); one in capitals («ЕК») does not."""
    if not word[:1].isupper() or word.isupper():
        return ""
    return _declining(language).get(lemma(plain(word), language), "")


@cache
def _declining(language: str) -> dict[str, str]:
    return {lemma(plain(short), language): full for short, full in _shorts(language).items() if not short.isupper()}


@cache
def _shorts(language: str) -> dict[str, str]:
    if language not in {"ru", "kk", "en"}:
        return {}
    return {short: full for short, full, _ in rows(f"otkuda.lang.{language}", "short_bodies.tsv")}


@cache
def _spaced(language: str) -> tuple[str, ...]:
    return tuple(short for short in _shorts(language) if " " in short)


@cache
def _table(language: str) -> dict[tuple[str, ...], tuple[str, str]]:
    if language not in {"ru", "kk", "en"}:
        return {}
    table = rows(f"otkuda.lang.{language}", "body_words.tsv")
    return {words(text, language): (means, concept) for text, means, concept, _ in table}


def quoted(name: str) -> str:
    """Return what stands in quotation marks, or the whole name where nothing does.

    >>> quoted("агентство «Саяк»"), quoted("Саяк")
    ('Саяк', 'Саяк')
    """
    found = _QUOTED.search(name)
    return found[1] if found else name
