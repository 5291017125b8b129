"""Kazakh morphology: what a word form may be, by its endings and the word lists; kept for the run.

A form is cut at each place where its stem may end. What is behind must be a chain of endings that sounds as it has to
behind such a stem. Readings of listed stems go before guessed ones, and among the guessed those with more letters in
their endings, for long endings are seldom there by chance.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from otkuda.lang.kk.chains import NOUN, VERB, Chain, chains, ways
from otkuda.lang.kk.dictionary import Analysis, elided, irregular, known, parts_of_speech, reading
from otkuda.lang.kk.phonology import BACK, CLASSES, FRONT, is_vowel

if TYPE_CHECKING:
    from collections.abc import Iterator

_READABLE = re.compile(r"[0-9A-Za-zÀ-ɏЀ-ӿ@.:/_'’‑-]{1,60}")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]+")
_VOWEL = re.compile("[аәеёоөұүыіэюяуи]")
_HYPHEN = re.compile("[-‑]")
_VOICED = {"п": "б", "к": "г", "қ": "ғ"}
_VOICELESS = {voiced: letter for letter, voiced in _VOICED.items()}
_MOST = 8  # readings of a form

_LISTED = 30.0  # what puts readings of listed stems before all others, and those of listed whole words before these
_LISTED_WHOLE = 40.0
_BARE = 1.2  # how likely it is that letters that may be an ending are none, beside the weights of the endings
_MADE_VERB = re.compile("(?:л[ае]|[дт][ае]|л[ае][нс]|[тд][ыі]р|[қкғг][ыі]з|[ыі][лнс]|[ае][йл]т|с[ыі]н)$")
_CLUSTER = re.compile(r"[^аәеёоөұүыіэюяиуь][^аәеёоөұүыіэюяиуь]$")
_GOOD_CLUSTER = re.compile("(?:[нрлйс]т|[рл]к|нк|лп|рп|нш|рш|лқ|рқ|рс|нс|кс|нд|рд|мп|фт|кт)$")


@lru_cache(maxsize=200_000)
def analyse(word: str) -> tuple[Analysis, ...]:
    """Return the readings of a word form (any letter case), the likeliest first; none for what is no word.

    >>> analyse("министрлігінің")[0].lemma
    'министрлік'
    """
    low = word.lower()
    if word != low:
        return analyse(low)
    if not _READABLE.fullmatch(low):
        return ()
    if low in irregular():
        return irregular()[low]
    if not low.isalpha():
        return _joined_by_hyphen(low)
    return (_ranked(_readings(low)) if _CYRILLIC.fullmatch(low) else ()) or _foreign(low)


def _joined_by_hyphen(low: str) -> tuple[Analysis, ...]:
    """Return the readings of «ІІМ-нің», «tengri.example-ке», «Telegram-арнасында»."""
    *before, last = _HYPHEN.split(low)
    if not before or not last:
        return _foreign(low)
    head = low[: -len(last)]
    kinds = [chains(NOUN, letter, harmony) for letter in CLASSES for harmony in (BACK, FRONT)]
    found = [way for kind in kinds for way in kind.get(last, ())]
    if found:
        return _ranked(reading(head[:-1], way, is_known=False) for way in found)
    return tuple(replace(one, lemma=head + one.lemma) for one in analyse(last))


def _foreign(low: str) -> tuple[Analysis, ...]:
    """Return the reading of a word in other letters, to which nothing is known."""
    return (reading(low, Chain("NOUN", frozenset()), is_known=False),)


def _ranked(readings: Iterator[Analysis] | tuple[Analysis, ...]) -> tuple[Analysis, ...]:
    """Return different readings, the likeliest first, their scores as shares."""
    best: dict[tuple[str, frozenset[str]], Analysis] = {}
    for one in readings:
        key = one.lemma, one.grammemes
        if key not in best or best[key].score < one.score:
            best[key] = one
    found = sorted(best.values(), key=lambda one: one.score, reverse=True)[:_MOST]
    whole = sum(2.0**one.score for one in found)
    return tuple(replace(one, score=2.0**one.score / whole) for one in found)


def _readings(low: str) -> Iterator[Analysis]:
    if low in parts_of_speech():
        yield reading(low, Chain(parts_of_speech()[low], frozenset()), is_known=True, score=_LISTED_WHOLE)
    for end in range(1, len(low) + 1):
        yield from _nouns(low[:end], low[end:])
    for end in range(2, len(low)):
        yield from _verbs(low[:end], low[end:])
    for stem, rest in _made_up(low):
        yield from _verbs(stem, rest)


def _nouns(written: str, rest: str) -> Iterator[Analysis]:
    """Yield what a form may be as a noun that ends where ``rest`` begins."""
    found = ways(NOUN, written, rest)
    if not found or not _VOWEL.search(written):
        return
    for lemma in _noun_lemmas(written) if rest and is_vowel(rest[0]) else (written,):
        is_known = lemma in known(NOUN)
        for way in found:
            score = _likelihood(lemma, rest, way, is_known=is_known)
            yield reading(lemma, way, is_known=is_known, score=score)


def _noun_lemmas(written: str) -> tuple[str, ...]:
    """Return what a noun may be when a vowel stands behind it: «мектеб-і», «халқ-ы», «клуб-ы»."""
    found = [elided()[written]] if written in elided() else []
    if written[-1] in _VOICELESS:
        found.append(written[:-1] + _VOICELESS[written[-1]])
    if not (written[-1] in _VOICED and is_vowel(written[-2:-1])):
        found.append(written)
    return tuple(found)


def _made_up(low: str) -> Iterator[tuple[str, str]]:
    """Yield the stems and endings that one letter stands for: «қо-яды» is «қой-ады», «оқ-иды» is «оқы-йды»."""
    for at, letter in enumerate(low):
        if at and letter in "яю" and is_vowel(low[at - 1]):
            yield low[:at] + "й", ("а" if letter == "я" else "у") + low[at + 1 :]
        elif at and letter == "и":
            yield from ((low[:at] + vowel, "й" + low[at + 1 :]) for vowel in "ыі")


def _verbs(written: str, rest: str) -> Iterator[Analysis]:
    """Yield what a form may be as a verb whose stem ends where ``rest`` begins."""
    found = ways(VERB, written, rest)
    if not found or not _VOWEL.search(written) or (is_vowel(rest[0]) and _hardens(written)):
        return
    for way in found:
        lemma = written + "у" if rest[0] == "у" and written[-1] != "й" else infinitive(written)
        is_known = lemma in known(VERB)
        score = _likelihood(written, rest, way, is_known=is_known)
        yield reading(lemma, way, is_known=is_known, score=score)


def _hardens(written: str) -> bool:
    """Does a stem end in a letter that a vowel behind it would have softened?"""
    return written[-1] in _VOICED and is_vowel(written[-2:-1])


def infinitive(stem: str) -> str:
    """Return the verbal noun of a verb's stem.

    >>> infinitive("шық"), infinitive("оқы"), infinitive("қой"), infinitive("де")
    ('шығу', 'оқу', 'қою', 'деу')
    """
    if stem[-1] in "ыі":
        return stem[:-1] + "у"
    if stem[-1] == "й":
        return stem[:-1] + "ю"
    return (stem[:-1] + _VOICED[stem[-1]] if _hardens(stem) else stem) + "у"


def _likelihood(stem: str, rest: str, way: Chain, *, is_known: bool) -> float:
    """Return how likely a reading is; those of listed stems go before all others."""
    if is_known:
        liked = 4.0 * (not rest) + 0.5 * (way.part != "NOUN") + 0.2 * way.weight
        return _LISTED + liked - 0.4 * len(way.says) + 0.1 * len(stem)
    score = way.weight if rest else _BARE
    score -= (0.0, 8.0, 1.5)[len(stem)] if len(stem) < 3 else 0.0
    if way.part != "NOUN":
        score += (0.5 if _MADE_VERB.search(stem) and len(stem) > 4 else 0.0) - (1.0 if stem[-1] in "мғб" else 0.0)
        score -= 3.0 if stem[-1] == "у" and len(stem) > 3 else 0.0  # «тұрақтандыру-ды» is no «тұрақтандыруу»
    return score - _strangeness(stem, way.part) if rest else score


def _strangeness(stem: str, part: str) -> float:
    """Return what speaks against a stem that no list holds: few end in «ы», «б» or two consonants."""
    strange = 3.0 if _CLUSTER.search(stem) and not _GOOD_CLUSTER.search(stem) else 0.0
    if part == "NOUN":
        strange += 0.8 if stem[-1] in "ыі" and not stem.endswith(("шы", "ші", "ұлы")) else 0.0
        strange += 1.0 if stem[-1] in _VOICELESS else 0.0
    return strange
