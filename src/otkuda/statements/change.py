"""An appearance of somebody's words beside the words at their origin: what relation it has, and what changed.

The relations are those of the first that fits: altered (the meaning is not the same any more), translation, paraphrase,
shortened, verbatim. Typography never counts, nor do the spelling of one country, and digits for words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.model import Change, Span
from otkuda.statements import meaning, wording
from otkuda.statements.alignment import align
from otkuda.statements.comparison import Comparison, Edit
from otkuda.statements.hedging import enabled
from otkuda.statements.lists import lists
from otkuda.statements.reading import Reading, of_units, said_by
from otkuda.statements.reversal import reversed_in
from otkuda.statements.stretches import Aligned, stretches
from otkuda.statements.told import tell
from otkuda.statements.units import read_units
from otkuda.statements.window import best_window, is_long
from otkuda.statements.words import read_words

if TYPE_CHECKING:
    from otkuda.model import Relation
    from otkuda.statements.alignment import Block
    from otkuda.statements.comparison import Operation
    from otkuda.statements.units import Unit

_OWN_WORDS = 0.7  # share of the appearance's words that make it the origin's own words, but for a few
_NEUTRAL = 2  # the grade of a cue that no list has (``cue_strengths.tsv``)
_NOWHERE = Span(0, 0)


class Cues(NamedTuple):
    """The words that hand the content to its speaker: in the appearance, and at the origin."""

    appearance: str
    original: str


def compare(
    appearance: str, original: str, *, language: str, original_language: str, cues: Cues | None = None
) -> Comparison:
    """Return how an appearance stands to the words at their origin, both in the languages of their ISO 639-1 codes.

    The original may be a whole page or transcript: then the sentences that fit best are looked at
    (``Comparison.window``). Raises ``KeyError`` for a language that otkuda does not read. Time grows with the sum of
    the lengths, and with the product of the appearance's and the window's, over 64.

    >>> found = compare("Мост закроют", "Мост не закроют", language="ru", original_language="ru")
    >>> found.relation, found.changes[0].what, found.changes[0].original
    ('altered', 'negation', Span(start=5, end=7))
    """
    ours, theirs = read_units(appearance, language), read_units(original, original_language)
    is_translation = language != original_language
    whole = Span(0, len(original))
    if is_long(ours, theirs):
        theirs = best_window(ours, theirs, is_translation=is_translation)
        theirs = theirs if is_translation else _trimmed(ours, theirs)
        whole = Span(theirs[0].start, theirs[-1].end) if theirs else _NOWHERE
    if [unit.key for unit in ours] == [unit.key for unit in theirs]:
        found = Comparison("verbatim", (), _same(ours, theirs), whole)
    else:
        readings = of_units(ours, language), of_units(theirs, original_language)
        found = _translated(*readings, whole) if is_translation else _in_one_language(*readings, whole)
    if cues and _grade(cues.appearance, language) > _grade(cues.original, original_language):
        return Comparison("altered", (*found.changes, Change("cue", _NOWHERE, _NOWHERE)), found.alignment, whole)
    return found


def _trimmed(ours: list[Unit], theirs: list[Unit]) -> list[Unit]:
    """Leave out the sentences of a window before and behind those of which the appearance has words."""
    shared = [block.b for block in _aligned(ours, theirs) if block.is_equal]
    if not shared:
        return theirs
    first, last = theirs[shared[0].start].sentence, theirs[shared[-1].stop - 1].sentence
    return [unit for unit in theirs if first <= unit.sentence <= last]


def _aligned(ours: list[Unit], theirs: list[Unit]) -> list[Block]:
    return align([unit.key for unit in ours], [unit.key for unit in theirs])


def _grade(cue: str, code: str) -> int:
    words = read_words(cue, code)
    strengths = lists(code).strengths
    return max((found.value for at in range(len(words)) if (found := strengths.at(words, at))), default=_NEUTRAL)


def _translated(ours: Reading, theirs: Reading, whole: Span) -> Comparison:
    told = tell(ours, theirs, said_by(ours, frozenset()), is_translation=True)
    changes = tuple(meaning.changes(told))
    return Comparison("altered" if changes else "translation", changes, (), whole)


def _in_one_language(ours: Reading, theirs: Reading, whole: Span) -> Comparison:
    blocks = _aligned(ours.units, theirs.units)
    shared = {place for block in blocks if block.is_equal for place in block.a}
    said = said_by(ours, shared)
    said_originally = said_by(theirs, {place for block in blocks if block.is_equal for place in block.b})
    pair = Aligned(ours, theirs, blocks, said, said_originally)
    told = tell(ours, theirs, said, is_translation=False)
    if len(shared) >= _OWN_WORDS * (len(ours.units) - len(said)):
        changes = tuple(wording.changes(pair)) or (*meaning.numbers(told), *reversed_in(told), *enabled(told))
    else:
        changes = (*meaning.changes(told), *wording.glued_on(pair))
    relation = "altered" if changes else _relation(pair)
    return Comparison(relation, changes, tuple(_edit(ours, theirs, block) for block in blocks), whole)


def _relation(pair: Aligned) -> Relation:
    """Return the relation of an appearance that changed nothing."""
    differing = stretches(pair)
    if any(stretch.a for stretch in differing):
        return "paraphrase"
    return "shortened" if differing else "verbatim"


def _edit(ours: Reading, theirs: Reading, block: Block) -> Edit:
    operation: Operation = "replaced" if block.a and block.b else "added" if block.a else "left out"
    spans = [
        reading.span(places) if places else reading.point(places.start)
        for reading, places in ((ours, block.a), (theirs, block.b))
    ]
    return Edit("equal" if block.is_equal else operation, spans[0], spans[1])


def _same(ours: list[Unit], theirs: list[Unit]) -> tuple[Edit, ...]:
    if not ours:
        return ()
    return (Edit("equal", Span(ours[0].start, ours[-1].end), Span(theirs[0].start, theirs[-1].end)),)
