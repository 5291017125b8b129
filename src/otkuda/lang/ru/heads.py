"""The head of a noun phrase: which word it is, how it is read, and which words before it agree with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from otkuda.lang.ru.bodies import features_of_heads, fixed_names, is_listed_alone, plain, role_nouns
from otkuda.lang.ru.morphology import analyse

if TYPE_CHECKING:
    from otkuda.lang.ru.dictionary import Analysis

ADJECTIVES = frozenset({"ADJF", "PRTF"})
_CYRILLIC_TAIL = re.compile(r"[а-яё]+$", re.IGNORECASE)
_POSSESSIVES = frozenset({"его", "ее", "её", "их"})
_SELDOM = 0.005
_NEAR = 7  # words between a participle and its noun: «близкого к следствию источника»


class Token(Struct, frozen=True, gc=False):
    """A word or a mark of a phrase, with its offsets in it."""

    start: int
    end: int
    word: str


class Head(Struct, frozen=True, gc=False):
    """A reading of the phrase: the place of its head, how that is read, what agrees with it, how likely."""

    place: int
    reading: Analysis
    modifiers: tuple[tuple[int, Analysis], ...]
    score: float


def head_of(tokens: tuple[Token, ...], case: str) -> Head | None:
    """Return the best reading of the phrase, or nothing where its first word does not decline."""
    start = 1 if plain(tokens[0].word) in _POSSESSIVES and len(tokens) > 1 else 0
    word = tokens[start].word
    if not _CYRILLIC_TAIL.search(word) or is_listed_alone(word):
        return None
    heads = [head for reading in _readings(word) for head in _headed(tokens, start, reading)]
    return max(heads, key=lambda head: _preference(head, case), default=None)


def _readings(word: str) -> tuple[Analysis, ...]:
    """Return the declined readings of a word; of «Telegram-канале» those of its Russian part."""
    return tuple(reading for reading in analyse(russian_part(word)) if reading.case or "Fixd" in reading.grammemes)


def russian_part(word: str) -> str:
    """Return the part of a word that declines: «канале» of «Telegram-канале», else the word."""
    before, dash, after = word.rpartition("-")
    return after if dash and before.isascii() else word


def _headed(tokens: tuple[Token, ...], start: int, reading: Analysis) -> list[Head]:
    """Return the phrases that ``reading`` of the first word may open."""
    if reading.pos in ADJECTIVES or reading.pos == "NUMR":
        found = _noun_of(tokens, start, reading)
        bare = Head(start, reading, (), reading.score - (1.5 if reading.gender == "neut" else 1))
        return [found] if found else [bare] if reading.pos != "NUMR" else []
    if reading.pos in {"NOUN", "NPRO"}:
        return [Head(start, reading, (), reading.score)]
    return []


def _noun_of(tokens: tuple[Token, ...], start: int, first: Analysis) -> Head | None:
    """Return the phrase whose noun agrees with its first word; nothing for «одного из членов»."""
    modifiers = [(start, first)]
    governs = False
    for index in range(start + 1, min(start + _NEAR, len(tokens))):
        word = tokens[index].word
        if word == "из" or not word[0].isalpha():
            return None
        if any(reading.pos in {"PREP", "INFN"} for reading in analyse(word)[:1]) and first.pos in ADJECTIVES:
            governs = True
            continue
        noun = agreeing(word, first, frozenset({"NOUN"}))
        adjective = agreeing(word, first, ADJECTIVES)
        if adjective and not (noun and noun.score > adjective.score) and _more(tokens, index, first):
            modifiers.append((index, adjective))
        elif governs and not (noun and noun.lemma in role_nouns()):
            continue  # «знакомого с ходом расследования чиновника»: its own words stand before the noun
        elif noun or _is_fixed(word, first):
            return Head(index, noun or first, tuple(modifiers), first.score + 1 + (noun.score if noun else 0))
        elif not is_adverb(word):
            return None
    return None


def _more(tokens: tuple[Token, ...], index: int, first: Analysis) -> bool:
    """Say whether a word after ``index`` may be the noun or one more adjective of the phrase."""
    if index + 1 >= len(tokens):
        return False
    word = tokens[index + 1].word
    return bool(agreeing(word, first, ADJECTIVES | {"NOUN"})) or _is_fixed(word, first) or is_adverb(word)


def is_adverb(word: str) -> bool:
    """Say whether a word may stand between a participle and its noun: «не», «хорошо»."""
    return any(reading.pos in {"ADVB", "PRCL"} for reading in analyse(word)[:1])


def _is_fixed(word: str, first: Analysis) -> bool:
    """Say whether a word is an undeclined name that ``first`` may stand before: «украинского МИД»."""
    return plain(word) in fixed_names() and first.pos in ADJECTIVES and first.gender in _genders(word)


def _genders(word: str) -> frozenset[str]:
    """Return the genders that an undeclined name may have by the lists; any where they do not say."""
    genders = frozenset({"masc", "femn", "neut"})
    return genders & features_of_heads().get(plain(word), frozenset()) or genders


def agreeing(word: str, first: Analysis, kinds: frozenset[str]) -> Analysis | None:
    """Return the likeliest reading of ``word`` that agrees with ``first``."""
    for reading in analyse(russian_part(word)):
        if reading.score < _SELDOM:
            return None  # «и» and «к» may be nouns, the names of letters
        if reading.pos in kinds and _agree(first, reading):
            return reading
    return None


def _agree(one: Analysis, other: Analysis) -> bool:
    """Say whether two readings agree in case, number and gender. A numeral has «двух чиновников», «двум чиновникам»."""
    if one.case != other.case:
        return one.pos == "NUMR" and one.case == "nomn" and other.case == "gent"
    if one.pos == "NUMR":
        return other.number == "plur"
    if one.number != other.number:
        return False
    return one.number == "plur" or not one.gender or not other.gender or one.gender == other.gender or _common(other)


def _common(reading: Analysis) -> bool:
    return "Ms-f" in reading.grammemes or "ms-f" in reading.grammemes


def _is_expected(lemma: str, number: str) -> bool:
    """Say whether the lists hold a noun in this number: «власти», not «власть»; «пресс-служба», not «пресс-службы»."""
    features = features_of_heads().get(lemma)
    if features is None or "name" in features:
        return number == "sing" and lemma in role_nouns()
    return ("plur" in features) == (number == "plur")


def _preference(head: Head, case: str) -> float:
    """Return how likely a reading is: the case of the sentence first, then agreement, the lists, the dictionary."""
    reading, score = head.reading, head.score
    found = head.modifiers[0][1].case if head.modifiers else reading.case
    if case:
        score += 4 if found == case else 0
    elif found == "nomn":
        score += 0.6
    if _is_expected(plain(reading.lemma), reading.number):
        score += 1.1 if found == "gent" and reading.number == "sing" else 0.7
    return score
