"""pymorphy3 and its dictionary: the one door to them; nothing else imports pymorphy3.

What the dictionary holds is read from its tables: that gives what ``MorphAnalyzer.parse`` does, at a fraction of the
cost. Words that it does not hold are left to ``MorphAnalyzer``, which guesses them from their endings and parts.
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pymorphy3 import MorphAnalyzer
    from pymorphy3.tagset import OpencorporaTag


class Analysis(Struct, frozen=True, gc=False):
    """One reading of a word form. Grammemes are pymorphy3's (OpenCorpora's) three- and four-letter names."""

    lemma: str  # with «е» for «ё»
    pos: str  # NOUN, ADJF, VERB, INFN, PRTF, PRTS, GRND, NPRO, ADVB, PREP, CONJ, ...
    case: str  # nomn, gent, datv, accs, ablt, loct or ""
    number: str  # sing, plur or ""
    gender: str  # masc, femn, neut or ""
    grammemes: frozenset[str]
    score: float
    is_known: bool  # in the dictionary, not guessed from its ending


Grammar = tuple[str, str, str, str, frozenset[str]]  # pos to grammemes
Place = tuple[int, int]  # a paradigm, and the number of a form in it
Written = tuple[str, Place]  # a form as the dictionary writes it, and where it stands

_CASES = {"gen2": "gent", "acc2": "accs", "loc2": "loct", "gen1": "gent", "loc1": "loct", "voct": "nomn"}
_ENDING = 3  # letters in which the forms of a word that the dictionary does not hold may differ, at most
_RUSSIAN = re.compile("[а-яё]{4,}")
_MILLION = 1_000_000  # probabilities are kept as whole millionths


class _Slot(Struct, frozen=True, gc=False):
    """A place in a paradigm: where the stem stands in a form there, and which letters stand around it in the lemma."""

    start: int
    end: int | None
    lemma_before: str
    lemma_after: str
    grammar: Grammar
    key: str

    def lemma(self, form: str) -> str:
        """Return the lemma of a form at this place, with «е» for «ё»."""
        return (self.lemma_before + form[self.start : self.end] + self.lemma_after).replace("ё", "е")


@cache
def analyzer() -> MorphAnalyzer:
    """Return pymorphy3's analyzer with its dictionary, loaded once."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


def look_up(low: str) -> tuple[Analysis, ...]:
    """Return the readings of a form in small letters, the likeliest first; none where the dictionary holds no such."""
    whole, known = analyzer(), True
    found = whole.dictionary.words.similar_items(low, whole.char_substitutes)
    slots = [(form, _SLOTS[place]) for form, places in found for place in places]
    if len(slots) < 2:
        return tuple([Analysis(slot.lemma(form), *slot.grammar, 1.0, known) for form, slot in slots])
    probability = whole.prob_estimator.p_t_given_w.get
    weights = [probability(low + slot.key, 0) / _MILLION for _, slot in slots]
    if not any(weights):
        weights = [1 / len(slots)] * len(slots)
    readings = [
        # as ``lemma`` has it, without a call for each of some thousand readings
        Analysis(
            (slot.lemma_before + form[slot.start : slot.end] + slot.lemma_after).replace("ё", "е"),
            *slot.grammar,
            weight,
            known,
        )
        for (form, slot), weight in zip(slots, weights, strict=True)
    ]
    readings.sort(key=_score, reverse=True)
    return tuple(readings)


def guess(word: str, *, is_known: bool) -> tuple[Analysis, ...]:
    """Return what pymorphy3 makes of a word with all its means."""
    parses = [] if is_known else _by_analogy(word)
    return tuple(
        Analysis(plain(lemma), *_grammar(tag), score, is_known)
        for _, tag, lemma, score, _ in parses or analyzer().parse(word)
    )


def _by_analogy(low: str) -> list[Any]:
    """Return what a word in Russian letters, which no dictionary holds, may be by its beginning and its ending.

    That is what ``MorphAnalyzer.parse`` comes to behind all that is for initials, numbers, marks, Latin and hyphens.
    """
    if not _RUSSIAN.fullmatch(low) or analyzer().prob_estimator.p_t_given_w.has_keys_with_prefix(f"{low}:"):
        return []
    seen: set[Any] = set()
    for units in _analogies():
        found = [parse for unit in units for parse in unit.parse(low, low, seen)]
        if found:
            part = 1.0 / sum(parse[3] for parse in found)
            return [(*parse[:3], parse[3] * part, parse[4]) for parse in found]
    return []


@cache
def _analogies() -> tuple[tuple[Any, ...], ...]:
    """Return what guesses such words, the surest first, over the dictionary that is loaded."""
    from pymorphy3 import units
    from pymorphy3.lang.ru.config import KNOWN_PREFIXES

    groups = (units.KnownPrefixAnalyzer(KNOWN_PREFIXES),), (units.UnknownPrefixAnalyzer(), units.KnownSuffixAnalyzer())
    for unit in itertools.chain(*groups):
        unit.init(analyzer())
    return groups


def plain(word: str) -> str:
    """Return a word with «е» for «ё»."""
    return word.replace("ё", "е")


_score = attrgetter("score")


def place_of(low: str, analysis: Analysis) -> Written | None:
    """Return where a form in small letters stands in the dictionary with that reading; None where it does not."""
    reading = analysis.lemma, analysis.pos, analysis.case, analysis.number, analysis.gender, analysis.grammemes
    return next((one for one in _written(low) if _read(one) == reading), None)


def _written(low: str) -> list[Written]:
    """Return a form as the dictionary writes it, with «ё» or without, and where that stands."""
    whole = analyzer()
    found = whole.dictionary.words.similar_items(low, whole.char_substitutes)
    return [(form, place) for form, places in found for place in places]


def _read(one: Written) -> tuple[str, str, str, str, str, frozenset[str]]:
    """Return the lemma and the grammar of a form."""
    form, place = one
    return _SLOTS[place].lemma(form), *_SLOTS[place].grammar


class _Slots(dict[Place, _Slot]):
    """The places that have been asked for."""

    def __missing__(self, place: Place) -> _Slot:
        paradigm, index = place
        numbers, around_lemma = _paradigm(paradigm)
        before, after = _around(numbers, index)
        ends = len(before), -len(after) or None
        slot = self[place] = _Slot(*ends, *around_lemma, *_tag(numbers[len(numbers) // 3 + index]))
        return slot


_SLOTS = _Slots()


@cache
def _paradigm(number: int) -> tuple[Sequence[int], tuple[str, str]]:
    """Return the numbers of a paradigm, as ``_around`` takes them, and what stands around the stem in its lemma."""
    numbers = analyzer().dictionary.paradigms[number]
    return numbers, _around(numbers, 0)


def _around(numbers: Sequence[int], index: int) -> tuple[str, str]:
    """Return what stands before and behind the stem at a place of a paradigm.

    ``numbers`` are those of all its suffixes, then of all tags, then of all prefixes.
    """
    tables = analyzer().dictionary
    return tables.paradigm_prefixes[numbers[len(numbers) // 3 * 2 + index]], tables.suffixes[numbers[index]]


@cache
def _tag(number: int) -> tuple[Grammar, str]:
    """Return what a tag says, and the tag as the table of probabilities has it behind a word."""
    tag = analyzer().dictionary.gramtab[number]
    return _grammar(tag), f":{tag}"


@cache
def _grammar(tag: OpencorporaTag) -> Grammar:
    """Return what a tag says; the dictionary has some thousands of them."""
    grammemes = tag.grammemes
    pos, case, number, gender = [
        next(iter(every & grammemes), "") for every in (tag.PARTS_OF_SPEECH, tag.CASES, tag.NUMBERS, tag.GENDERS)
    ]
    return pos, _CASES.get(case, case), number, gender, grammemes


def openings(lemma: str, letters: int) -> set[str]:
    """Return the first letters of all forms of the words whose lemma it is, with «е» for «ё».

    >>> sorted(openings("писать", 3))
    ['пис', 'пиш']
    """
    found, places = {lemma[:letters]}, [one for one in _written(lemma) if _read(one)[0] == lemma]
    for form, (paradigm, index) in places:
        slot = _SLOTS[paradigm, index]
        stem = form[slot.start : slot.end]
        found.update([plain((before + stem + after)[:letters]) for before, after in _all_around(paradigm)])
    if not places and len(lemma) < letters + _ENDING:
        parses = [parse for parse in analyzer().parse(lemma) if plain(parse.normal_form) == lemma]
        found.update(plain(form.word)[:letters] for parse in parses for form in parse.lexeme)
    return found


@cache
def _all_around(paradigm: int) -> frozenset[tuple[str, str]]:
    """Return what stands before and behind the stem in any form of a paradigm."""
    numbers = analyzer().dictionary.paradigms[paradigm]
    return frozenset(_around(numbers, index) for index in range(len(numbers) // 3))


def declined_like(lemma: str, model: str) -> list[tuple[str, Analysis]]:
    """Return the forms, in small letters, of a place that the dictionary does not hold, by one that it holds.

    >>> [form for form, _ in declined_like("шымкент", "ташкент")][:2]
    ['шымкент', 'шымкента']
    """
    stem, endings = _declension(model)
    own = lemma.removesuffix(model[len(stem) :])
    return [(own + ending, Analysis(lemma, *grammar, 1 / len(endings), is_known=True)) for ending, grammar in endings]


@cache
def _declension(place: str) -> tuple[str, list[tuple[str, Grammar]]]:
    """Return what the forms of a place begin with, and their endings with their grammar."""
    every = next(parse for parse in analyzer().parse(place) if "Geox" in parse.tag).lexeme
    letters = itertools.takewhile(
        lambda column: len(set(column)) == 1, zip(*(form.word for form in every), strict=False)
    )
    stem = "".join(column[0] for column in letters)
    return stem, [(form.word[len(stem) :], _grammar(form.tag)) for form in every]


def inflected(written: Written, target: frozenset[str]) -> str:
    """Return the form of the same word with the grammemes ``target``; "" where it has none such."""
    form, (paradigm, index) = written
    wanted = _index_of(paradigm, index, target)
    if wanted < 0:
        return ""
    before, after = _around(analyzer().dictionary.paradigms[paradigm], wanted)
    slot = _SLOTS[paradigm, index]
    return before + form[slot.start : slot.end] + after


def _tags(paradigm: int) -> list[OpencorporaTag]:
    """Return the tags of all forms of a paradigm."""
    tables = analyzer().dictionary
    numbers = tables.paradigms[paradigm]
    third = len(numbers) // 3
    return [tables.gramtab[number] for number in numbers[third : 2 * third]]


@cache
def _index_of(paradigm: int, index: int, target: frozenset[str]) -> int:
    """Return the number of the form with the grammemes ``target`` that is most like the one at ``index``, or -1."""
    tags = _tags(paradigm)
    for wanted in target, analyzer().dictionary.Tag.fix_rare_cases(target):
        found = [other for other, tag in enumerate(tags) if wanted <= tag.grammemes]
        if found:
            own = tags[index].updated_grammemes(wanted)
            return max(found, key=lambda at: len(own & tags[at].grammemes) - 0.1 * len(own ^ tags[at].grammemes))
    return -1
