"""pymorphy3 and its dictionary: the one door to them; nothing else imports pymorphy3.

What the dictionary holds is read from its tables: that gives what ``MorphAnalyzer.parse`` does, at a fraction of the
cost. Words that it does not hold are left to ``MorphAnalyzer``, which guesses them from their endings and parts.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
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
Place = tuple[str, int, int]  # a form as the dictionary writes it, its paradigm, its number in that

_CASES = {"gen2": "gent", "acc2": "accs", "loc2": "loct", "gen1": "gent", "loc1": "loct", "voct": "nomn"}
_ENDING = 3  # letters in which the forms of a word that the dictionary does not hold may differ, at most
_MILLION = 1_000_000  # probabilities are kept as whole millionths


class _Slot(NamedTuple):
    """A place in a paradigm: how many letters stand around the stem there, and which around it in the lemma."""

    before: int
    after: int
    lemma_before: str
    lemma_after: str
    grammar: Grammar
    key: str


@cache
def analyzer() -> MorphAnalyzer:
    """Return pymorphy3's analyzer with its dictionary, loaded once."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


def look_up(low: str) -> tuple[Analysis, ...]:
    """Return the readings of a form in small letters, the likeliest first; none where the dictionary holds no such."""
    readings = [_read(place) for place in _places(low)]
    if len(readings) < 2:
        return tuple(Analysis(lemma, *grammar, 1.0, is_known=True) for lemma, grammar, _ in readings)
    probability = analyzer().prob_estimator.p_t_given_w.get
    weights = [probability(low + key, 0) for _, _, key in readings]
    least, unit = (0, _MILLION) if any(weights) else (1, len(readings))
    found = [
        Analysis(lemma, *grammar, (weight or least) / unit, is_known=True)
        for (lemma, grammar, _), weight in zip(readings, weights, strict=True)
    ]
    return tuple(sorted(found, key=_score, reverse=True))


def guess(word: str, *, is_known: bool) -> tuple[Analysis, ...]:
    """Return what pymorphy3 makes of a word with all its means."""
    parses = analyzer().parse(word)
    return tuple(Analysis(plain(p.normal_form), *_grammar(p.tag), p.score, is_known) for p in parses)


def plain(word: str) -> str:
    """Return a word with «е» for «ё»."""
    return word.replace("ё", "е")


_score = attrgetter("score")


def place_of(low: str, analysis: Analysis) -> Place | None:
    """Return where a form in small letters stands in the dictionary with that reading; None where it does not."""
    grammar = analysis.pos, analysis.case, analysis.number, analysis.gender, analysis.grammemes
    return next((place for place in _places(low) if _read(place)[:2] == (analysis.lemma, grammar)), None)


def _places(low: str) -> list[Place]:
    """Return where a form stands in the dictionary, «ё» written or not."""
    whole = analyzer()
    found = whole.dictionary.words.similar_items(low, whole.char_substitutes)
    return [(form, paradigm, index) for form, places in found for paradigm, index in places]


def _read(place: Place) -> tuple[str, Grammar, str]:
    """Return the lemma, the grammar and the key of a place."""
    form, paradigm, index = place
    before, after, lemma_before, lemma_after, grammar, key = _slot(paradigm, index)
    lemma = lemma_before + form[before : len(form) - after] + lemma_after
    return plain(lemma), grammar, key


@cache
def _slot(paradigm: int, index: int) -> _Slot:
    before, after = _around(paradigm, index)
    numbers = analyzer().dictionary.paradigms[paradigm]
    grammar, key = _tag(numbers[len(numbers) // 3 + index])
    return _Slot(len(before), len(after), *_around(paradigm, 0), grammar, key)


@cache
def _around(paradigm: int, index: int) -> tuple[str, str]:
    """Return what stands before and behind the stem at a place of a paradigm."""
    tables = analyzer().dictionary
    numbers = tables.paradigms[paradigm]  # of all suffixes, then of all tags, then of all prefixes
    return tables.paradigm_prefixes[numbers[len(numbers) // 3 * 2 + index]], tables.suffixes[numbers[index]]


@cache
def _tag(number: int) -> tuple[Grammar, str]:
    """Return what a tag says, and the tag as the table of probabilities has it behind a word."""
    tag = analyzer().dictionary.gramtab[number]
    return _grammar(tag), f":{tag}"


@cache
def _grammar(tag: OpencorporaTag) -> Grammar:
    """Return what a tag says; the dictionary has some thousands of them."""
    case = str(tag.case or "")
    return (
        str(tag.POS or ""),
        _CASES.get(case, case),
        str(tag.number or ""),
        str(tag.gender or ""),
        frozenset(tag.grammemes),
    )


def openings(lemma: str, letters: int) -> set[str]:
    """Return the first letters of all forms of the words whose lemma it is, with «е» for «ё».

    >>> sorted(openings("писать", 3))
    ['пис', 'пиш']
    """
    found, places = {lemma[:letters]}, [place for place in _places(lemma) if _read(place)[0] == lemma]
    for form, paradigm, index in places:
        before, after = _around(paradigm, index)
        stem = form[len(before) : len(form) - len(after)]
        found.update([plain((before + stem + after)[:letters]) for before, after in _all_around(paradigm)])
    if not places and len(lemma) < letters + _ENDING:
        parses = [parse for parse in analyzer().parse(lemma) if plain(parse.normal_form) == lemma]
        found.update(plain(form.word)[:letters] for parse in parses for form in parse.lexeme)
    return found


@cache
def _all_around(paradigm: int) -> frozenset[tuple[str, str]]:
    """Return what stands before and behind the stem in any form of a paradigm."""
    return frozenset(_around(paradigm, index) for index in range(len(_tags(paradigm))))


def inflected(place: Place, target: frozenset[str]) -> str:
    """Return the form of the same word with the grammemes ``target``; "" where it has none such."""
    form, paradigm, index = place
    wanted = _index_of(paradigm, index, target)
    if wanted < 0:
        return ""
    (before, after), slot = _around(paradigm, wanted), _slot(paradigm, index)
    return before + form[slot.before : len(form) - slot.after] + after


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
