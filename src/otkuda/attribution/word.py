"""What a word form may do in a sentence: noun, modifier, verb, preposition; worked out once for each form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from otkuda.text.tokens import WORD

if TYPE_CHECKING:
    from otkuda.text.tokens import Token

CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
VERBAL = frozenset({"VERB", "INFN", "GRND", "PRTF", "PRTS", "ADJS"})
_STRESS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d]")
_RARE = 0.03  # a reading less likely than this is not believed where a better one stands
_FUNCTION = frozenset({"PREP", "CONJ", "PRCL", "INTJ"})


class Form(NamedTuple):
    """One inflected reading."""

    lemma: str
    case: str
    number: str
    gender: str


class Verb(NamedTuple):
    """One verbal reading: ``pos`` as pymorphy3 has it (VERB, INFN, GRND, PRTF, PRTS, ADJS)."""

    lemma: str
    pos: str
    number: str
    gender: str
    person: str
    tense: str
    passive: bool
    case: str


@dataclass(frozen=True, slots=True)
class Word:
    """The readings of a form, sorted by what they do."""

    pos: str  # of the likeliest reading
    nouns: tuple[Form, ...]
    modifiers: tuple[Form, ...]
    pronouns: tuple[Form, ...]
    verbs: tuple[Verb, ...]
    lemmas: tuple[str, ...]
    is_name: bool  # a personal name in the dictionary
    is_surname: bool
    is_place: bool
    is_known: bool
    is_animate: bool

    def has_case(self, case: str) -> bool:
        """May it stand in this case, as noun or pronoun?"""
        return any(form.case == case for form in self.nouns + self.pronouns)


NOTHING = Word("", (), (), (), (), (), is_name=False, is_surname=False, is_place=False, is_known=False, is_animate=False)


def word(token: Token) -> Word:
    """Return what a token may do; ``NOTHING`` for numbers, marks and quotations."""
    found: Word | None = token.word
    if found is None:
        found = token.word = _word(_STRESS.sub("", token.text.lower()), token.analyse) if token.kind == WORD else NOTHING
    return found


def word_of(text: str, beside: Token) -> Word:
    """Return what a word given as text may do, in the language of a token beside it."""
    return _word(text.lower(), beside.analyse)


@lru_cache(maxsize=100_000)
def _word(low: str, analyse: Any) -> Word:
    readings = [r for r in analyse(low) if r.score >= _RARE] or list(analyse(low)[:1])
    if not readings:
        return NOTHING
    top = readings[0].pos
    if top in _FUNCTION and readings[0].score > 0.5:  # noqa: PLR2004 — more likely than not
        readings = [r for r in readings if r.pos in _FUNCTION or r.pos == "NPRO" or r.pos in VERBAL and r.score > 0.2]  # noqa: PLR2004
    return Word(
        pos=top,
        nouns=_forms(readings, "NOUN") or _forms(readings, "NUMR"),
        modifiers=_forms(readings, "ADJF", "PRTF", "NUMR"),
        pronouns=_forms(readings, "NPRO"),
        verbs=tuple(_verb(r) for r in readings if r.pos in VERBAL),
        lemmas=tuple(dict.fromkeys(r.lemma for r in readings)),
        is_name=any(r.grammemes & {"Name", "Surn", "Patr"} for r in readings),
        is_surname=any("Surn" in r.grammemes for r in readings),
        is_place=any("Geox" in r.grammemes and r.is_known for r in readings),
        is_known=any(r.is_known for r in readings),
        is_animate=any("anim" in r.grammemes and r.pos == "NOUN" for r in readings),
    )


def _forms(readings: list[Any], *parts: str) -> tuple[Form, ...]:
    forms: dict[Form, None] = {}
    for r in readings:
        if r.pos in parts and not ("voct" in r.grammemes):
            cases = CASES if "Fixd" in r.grammemes else {r.case}
            for case in cases:
                forms[Form(r.lemma, case, r.number, r.gender)] = None
    return tuple(forms)


def _verb(r: Any) -> Verb:
    grammemes = r.grammemes
    person = next((p for p in ("1per", "2per", "3per") if p in grammemes), "")
    tense = next((t for t in ("past", "pres", "futr") if t in grammemes), "impr" if "impr" in grammemes else "")
    return Verb(r.lemma, r.pos, r.number, r.gender, person, tense, "pssv" in grammemes, r.case)
