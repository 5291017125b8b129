"""What a word form may do in a sentence: noun, modifier, verb, preposition; worked out once for each form."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from otkuda.text.tokens import STRESS, WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from otkuda.text.tokens import Token

ORDER = ("nomn", "gent", "datv", "accs", "ablt", "loct")
CASES = frozenset(ORDER)
VERBAL = frozenset({"VERB", "INFN", "GRND", "PRTF", "PRTS", "ADJS"})
COMMON = "="  # before a form whose small letters say that it is nobody's surname: «попросил жильцов»
PROPER = "^"  # before a form that the dictionary does not hold and a capital makes no verb: «депутат Жулдыз»
_RARE = 0.03  # a reading less likely than this is not believed where a better one stands
_HARDLY = 0.01  # unless it means people
_PEOPLE = frozenset({"NOUN", "anim", "nomn", "plur"})
_FUNCTION = frozenset({"PREP", "CONJ", "PRCL", "INTJ"})


class Form(Struct, frozen=True, gc=False):
    """One inflected reading."""

    lemma: str
    case: str
    number: str
    gender: str


class Verb(Struct, frozen=True, gc=False):
    """One verbal reading: ``pos`` as pymorphy3 has it (VERB, INFN, GRND, PRTF, PRTS, ADJS)."""

    lemma: str
    pos: str
    number: str
    gender: str
    person: str
    tense: str
    passive: bool
    case: str


class Word(Struct, frozen=True, gc=False):
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
    is_finite: bool  # a personal verb or a short participle, before anything else that it may be

    @property
    def is_declined(self) -> bool:
        """May it be anything that has cases?"""
        return bool(self.nouns or self.modifiers or self.pronouns)

    def has_case(self, case: str) -> bool:
        """May it stand in this case, as noun or pronoun?"""
        return any(form.case == case for form in self.nouns + self.pronouns)


NOTHING = Word(
    "",
    (),
    (),
    (),
    (),
    (),
    is_name=False,
    is_surname=False,
    is_place=False,
    is_known=False,
    is_animate=False,
    is_finite=False,
)


def word(token: Token) -> Word:
    """Return what a token may do; ``NOTHING`` for numbers, marks and quotations."""
    found: Word = token.word or _first_read(token)
    return found


def _first_read(token: Token) -> Word:
    found: Word = token.read(token.text.lower()) if token.kind == WORD else NOTHING
    if found.is_surname and found.is_known and token.text.islower():
        found = token.read(COMMON + token.text)
    if found.is_finite and not found.is_known and token.is_capital:
        found = token.read(PROPER + token.text.lower())
    token.word = found
    return found


def word_of(text: str, beside: Token) -> Word:
    """Return what a word given as text may do, in the language of a token beside it."""
    found: Word = beside.read(text.lower())
    return found


@cache
def reader(analyse: Callable[[str], tuple[Any, ...]]) -> Callable[[str], Word]:
    """Return what reads the words of a language, each form once."""
    return lru_cache(maxsize=100_000)(partial(_word, analyse))


def _word(analyse: Callable[[str], tuple[Any, ...]], low: str) -> Word:
    if low.startswith(COMMON):
        return _word(lambda form: _common(analyse(form)), low.removeprefix(COMMON))
    if low.startswith(PROPER):
        return _word(lambda form: _declined(analyse(form)), low.removeprefix(PROPER))
    readings = _believed(analyse(low if low.isalpha() else STRESS.sub("", low)))
    return _sorted(readings) if readings else NOTHING


def _sorted(readings: Sequence[Any]) -> Word:
    """The readings by what they do."""
    forms: dict[str, dict[Form, None]] = {}  # by what they are declined as, in order, without repeats
    verbs: list[Verb] = []
    traits: set[str] = set()
    lemmas: dict[str, None] = {}
    for r in readings:
        use, lemma = _use(r.pos, r.grammemes), r.lemma
        lemmas[lemma] = None
        for part in use.parts:
            alike = forms.setdefault(part, {})
            for case in ORDER if use.is_fixed else (r.case,):
                alike[Form(lemma, case, r.number, r.gender)] = None
        if r.pos in VERBAL:
            verbs.append(Verb(lemma, r.pos, r.number, r.gender, use.person, use.tense, use.is_passive, r.case))
        traits.update(use.traits)
    first, nouns = readings[0], tuple(forms.get("NOUN") or forms.get("NUMR") or ())
    return Word(
        first.pos,
        nouns,
        tuple(forms.get("ADJF", ())),
        tuple(forms.get("NPRO", ())),
        tuple(verbs),
        tuple(lemmas),
        is_name=not traits.isdisjoint(_NAMES),
        is_surname="Surn" in traits,
        is_place="Geox" in traits and first.is_known,
        is_known=first.is_known,
        is_animate="anim" in traits,
        is_finite="finite" in traits and (first.pos in _FINITE or first.pos == "ADJS" or not nouns),
    )


def _common(every: tuple[Any, ...]) -> tuple[Any, ...]:
    """The readings that are no surname; all of them where there is no other."""
    return tuple([r for r in every if "Surn" not in r.grammemes]) or every


def _declined(every: tuple[Any, ...]) -> tuple[Any, ...]:
    """The readings that are no verb; all of them where there is no other."""
    return tuple([r for r in every if r.pos not in VERBAL]) or every


def _believed(every: Sequence[Any]) -> Sequence[Any]:
    """The readings without those that are too rare; of a preposition or conjunction hardly any other."""
    if len(every) < 2:
        return every
    # «энергетики» are who speaks, though rare
    readings = [r for r in every if r.score >= _RARE or (r.score > _HARDLY and r.grammemes >= _PEOPLE)]
    if len(readings) < len(every):
        believed = {(r.lemma, r.number, r.gender) for r in readings if r.pos == "ADJF" and r.case == "nomn"}
        readings = [
            r
            for r in every
            if r in readings
            or (r.pos == "ADJF" and r.case == "accs" and (r.lemma, r.number, r.gender) in believed)  # «такой прогноз»
        ]
    readings = readings or [every[0]]
    if readings[0].pos in _FUNCTION and readings[0].score > 0.5:
        return [r for r in readings if r.pos in _FUNCTION or r.pos == "NPRO" or (r.pos in VERBAL and r.score > 0.2)]
    return readings


class _Use(Struct, frozen=True, gc=False):
    """What a tag lets a word do."""

    parts: tuple[str, ...]  # of speech that it is declined as
    is_fixed: bool
    person: str
    tense: str
    is_passive: bool
    traits: tuple[str, ...]  # and "finite"


@cache
def _use(pos: str, grammemes: frozenset[str]) -> _Use:
    traits = _TRAITS if pos == "NOUN" else _TRAITS - {"anim"}
    return _Use(
        () if "voct" in grammemes else _PARTS.get(pos, ()),
        "Fixd" in grammemes,
        next((p for p in ("1per", "2per", "3per") if p in grammemes), ""),
        next((t for t in ("past", "pres", "futr") if t in grammemes), "impr" if "impr" in grammemes else ""),
        "pssv" in grammemes,
        (*(grammemes & traits), *(("finite",) if pos in _FINITE else ())),
    )


_PARTS = {"NOUN": ("NOUN",), "NUMR": ("NUMR", "ADJF"), "ADJF": ("ADJF",), "PRTF": ("ADJF",), "NPRO": ("NPRO",)}
_FINITE = frozenset({"VERB", "PRTS"})
_NAMES = frozenset({"Name", "Surn", "Patr"})
_TRAITS = _NAMES | {"Geox", "anim"}
