"""text → words: folded, so that typography does not count, with their lemmas and the marks between them.

Letter case, «ё», stress marks, soft hyphens, the kind of quotation marks, dashes and spaces leave no trace in
``Word.key``. What the marks divide (sentences, clauses) is kept beside the words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from otkuda.statements.lists import Lists, lists
from otkuda.text.quotes import MARKS as QUOTATION_MARKS
from otkuda.text.tokens import BREAK, MARK, STOPS, STRESS, Token, tokenize

SIGNS = frozenset("$€₸£₽¥")  # of money, before the sum or behind it
_SIGNS = SIGNS | {"%"}  # marks that are read aloud as words
_ELLIPSIS = re.compile(r"\.\.|…|‥")
_LIKELY = 0.1  # of the score of the likeliest reading
_AS_LIKELY = 0.5  # of that score: «ішпеуге» may be a negative verb
_HYPHEN = re.compile("[-‑]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or number of a text."""

    key: str  # it, folded
    start: int
    end: int
    forms: frozenset[str]  # the key and the lemmas that it may have
    grammemes: frozenset[str]  # of its likeliest reading
    is_capital: bool
    is_initial: bool  # does it open a sentence or a quotation?
    sentence: int  # the number of its sentence
    marks: str  # what stands between it and the word before


def read_words(text: str, code: str) -> list[Word]:
    """Return the words of a text in the language of a code.

    >>> [word.key for word in read_words("Всё — «ещё»: 5 %.", "ru")]
    ['все', 'еще', '5', '%']
    """
    found: list[Word] = []
    tables = lists(code)
    marks, sentence, is_initial = "", 0, True
    for token in tokenize(text, tables.language.analyse):
        if token.kind in {MARK, BREAK} and token.text not in _SIGNS:
            marks += token.text if token.kind == MARK else "\n"
            is_initial = is_initial or (token.text in QUOTATION_MARKS and marks[:-1].strip() != "")
            continue
        if found and _ends(found[-1], marks, token, tables):
            sentence, is_initial = sentence + 1, True
        for start, end in _parts(token, tables):
            word = text[start:end]
            low = _fold(word)
            forms, grammemes = _readings(low, code)
            capital = word[:1].isupper()
            found.append(Word(_spelled(low, code), start, end, forms, grammemes, capital, is_initial, sentence, marks))
            marks, is_initial = "", False
    return found


def _ends(before: Word, marks: str, token: Token, tables: Lists) -> bool:
    """Does a sentence end between a word and a token? «им. Абая», «А. Сеитов» and «… – сказал он» do not end one."""
    if "\n" in marks:
        return True
    if not any(mark in STOPS for mark in marks) or token.text[:1].islower():
        return False
    return marks[0] != "." or not (before.key in tables.language.abbreviations or _is_initial_letter(before))


def _is_initial_letter(word: Word) -> bool:
    return len(word.key) == 1 and word.is_capital


def _parts(token: Token, tables: Lists) -> list[tuple[int, int]]:
    """Return where the words of a token stand: "thirty-five", "mid-May", «14-қыркүйек» are two each, «14-го» is one."""
    pieces = _HYPHEN.split(token.text)
    if len(pieces) == 1 or not all(piece.isdigit() or _is_dated(piece, tables) for piece in pieces):
        return [(token.start, token.end)]
    found, start = [], token.start
    for piece in pieces:
        found.append((start, start + len(piece)))
        start += len(piece) + 1
    return found


def _is_dated(piece: str, tables: Lists) -> bool:
    forms, _ = _readings(_fold(piece), tables.language.code)
    return len(piece) > 1 and not tables.dated.isdisjoint(forms)


@lru_cache(maxsize=200_000)
def _fold(text: str) -> str:
    low = STRESS.sub("", unicodedata.normalize("NFC", text).lower()).replace("ё", "е")
    return low.replace("‑", "-").replace("’", "'") or text


@lru_cache(maxsize=200_000)
def _spelled(low: str, code: str) -> str:
    """Return a word in the one of its spellings that stands for all: "harbour" is "harbor"."""
    for one, other in lists(code).spellings:
        low = low.replace(one, other)
    return low


@lru_cache(maxsize=200_000)
def _readings(low: str, code: str) -> tuple[frozenset[str], frozenset[str]]:
    readings = lists(code).language.analyse(low)
    if not readings:
        return frozenset({low}), frozenset()
    least, best = _LIKELY * readings[0].score, readings[0]
    is_negative = any(
        {"neg", "INFN"} <= one.grammemes and "INFN" in best.grammemes and one.score >= _AS_LIKELY * best.score
        for one in readings
    )
    grammemes = best.grammemes | {"neg"} if is_negative else best.grammemes
    return frozenset({low, *(one.lemma for one in readings if one.score >= least)}), grammemes


def has_ellipsis(marks: str) -> bool:
    """Do the marks between two words say that something was left out there?"""
    return _ELLIPSIS.search(marks) is not None
