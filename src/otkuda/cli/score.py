"""How well predicted attributions agree with gold ones: pure figures, no files.

Words are compared, not characters: a content is the set of the words that it touches, and two contents overlap by the
share of their words that both have. Attributions are paired one to one, the greatest overlap first; what is asked of
a pair depends on the figure:

    content      words inside any content
    found        pairs with overlap >= 0.5
    exact        pairs with overlap >= 0.9
    source       the found whose origin (last link) is the right entity; speaker: under its fullest name too
    kind         the found of the right kind
    cue          the found with a gold cue whose cue overlaps it by half
    type         the found from the right named origin that give it the right type
    ATTRIBUTION  pairs with overlap >= 0.7 and the right origin; such a prediction is called right
    relay        whole chains right, of the chains of two or more links
    credits      agency and author right

A figure is a ``Ratio``; those that are asked of the found have no ``predicted``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, get_args

from otkuda.cli.sameness import WORD, Link, jaccard, same_chain, same_origin, stems
from otkuda.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otkuda.model import Credit

Offsets = tuple[int, int]
Pair = tuple[int, int]

FOUND, RIGHT, EXACT = 0.5, 0.7, 0.9
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Reading:
    """One attribution of either side; ``rule`` and ``certain`` are the reader's own."""

    content: tuple[Offsets, ...]
    cue: Offsets | None
    chain: tuple[Link, ...]
    kind: Kind
    rule: str = ""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """What one side, gold or predicted, says of a document."""

    readings: tuple[Reading, ...] = ()
    credits: tuple[Credit, ...] = ()


class Ratio(NamedTuple):
    """Hits among the predicted and among the gold ones."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that hit; 0 where there are none."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was hit; 0 where there is none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Fault(NamedTuple):
    """What went wrong: SOURCE (found, but from another origin), MISSED or FALSE."""

    what: str
    gold: Reading | None
    predicted: Reading | None


Scores = dict[str, Ratio]


def score(text: str, gold: Side, predicted: Side) -> tuple[Scores, tuple[Fault, ...]]:
    """Return the figures of one document, and its faults. Raises ``ValueError`` where a span lies outside ``text``.

    The figures are those of the head of this file, and «found direct», «ATTRIBUTION direct» and the like by kind,
    «rule NAME» (the right among the predicted) and «certain» (the right among the certain; ``gold``: all predicted).
    """
    for reading in (*gold.readings, *predicted.readings):
        _check(reading, len(text))
    document = _Document(text, gold, predicted)
    return _summed(_figures(document)), tuple(_faults(document))


def total(scores: Iterable[Scores]) -> Scores:
    """Return the figures of all documents together."""
    return _summed(pair for one in scores for pair in one.items())


def _summed(figures: Iterable[tuple[str, Ratio]]) -> Scores:
    sums: dict[str, Ratio] = {}
    for name, ratio in figures:
        sums[name] = Ratio(*map(sum, zip(sums.get(name, Ratio()), ratio, strict=True)))
    return sums


class _Document:
    """Both sides of a document, their words and pairs, each worked out once."""

    def __init__(self, text: str, gold: Side, predicted: Side) -> None:
        self._words = [match.span() for match in WORD.finditer(text)]
        self.sides = gold, predicted
        self.gold, self.predicted = gold.readings, predicted.readings
        self.gold_words = [self.touched(reading.content) for reading in self.gold]
        self.predicted_words = [self.touched(reading.content) for reading in self.predicted]

    def touched(self, spans: Iterable[Offsets]) -> frozenset[int]:
        """Return the places of the words that any of the spans touches."""
        return frozenset(
            place
            for start, end in spans
            for place, (first, last) in enumerate(self._words)
            if first < end and start < last
        )

    def is_from_same(self, i: int, j: int) -> bool:
        """Whether gold i and predicted j have the same origin."""
        return same_origin(self.gold[i].chain, self.predicted[j].chain)

    @cached_property
    def overlaps(self) -> list[tuple[float, bool, int, int]]:
        """Every gold and predicted attribution that touch, the greatest overlap first, then the same origin."""
        overlaps = (
            (jaccard(ours, theirs), i, j)
            for i, ours in enumerate(self.gold_words)
            for j, theirs in enumerate(self.predicted_words)
        )
        return sorted(((much, self.is_from_same(i, j), i, j) for much, i, j in overlaps if much), reverse=True)

    def pairs(self, least: float) -> list[Pair]:
        """Return the one-to-one pairs whose overlap is at least ``least``."""
        found: list[Pair] = []
        for much, _, i, j in self.overlaps:
            if much >= least and all(i != a and j != b for a, b in found):
                found.append((i, j))
        return found

    @cached_property
    def found(self) -> list[Pair]:
        """The pairs that count as found."""
        return self.pairs(FOUND)

    @cached_property
    def right(self) -> list[Pair]:
        """The pairs that count as right."""
        return [(i, j) for i, j in self.pairs(RIGHT) if self.is_from_same(i, j)]

    def ratio(self, pairs: Sequence[Pair]) -> Ratio:
        """Return pairs among all attributions."""
        return Ratio(len(pairs), len(self.predicted), len(self.gold))


def _figures(document: _Document) -> Iterator[tuple[str, Ratio]]:
    yield "content", _content(document)
    yield "found", document.ratio(document.found)
    yield "exact", document.ratio(document.pairs(EXACT))
    yield "ATTRIBUTION", document.ratio(document.right)
    yield "relay", _relay(document)
    yield "credits", _credits(*document.sides)
    for i, j in document.found:
        yield from _of_found(document, i, j)
    yield from _by_kind(document)
    yield from _of_predicted(document)


def _content(document: _Document) -> Ratio:
    ours: frozenset[int] = frozenset().union(*document.gold_words)
    theirs: frozenset[int] = frozenset().union(*document.predicted_words)
    return Ratio(len(ours & theirs), len(theirs), len(ours))


def _relay(document: _Document) -> Ratio:
    chains = [(document.gold[i].chain, document.predicted[j].chain) for i, j in document.found]
    return Ratio(
        hit=sum(len(gold) > 1 and same_chain(gold, predicted) for gold, predicted in chains),
        predicted=sum(len(reading.chain) > 1 for reading in document.predicted),
        gold=sum(len(reading.chain) > 1 for reading in document.gold),
    )


def _credits(gold: Side, predicted: Side) -> Ratio:
    ours, theirs = (Counter(map(_names, side.credits)) for side in (gold, predicted))
    return Ratio((ours & theirs).total(), theirs.total(), ours.total())


def _names(credit: Credit) -> tuple[frozenset[str], frozenset[str]]:
    return stems(credit.agency or ""), stems(credit.author or "")


def _of_found(document: _Document, i: int, j: int) -> Iterator[tuple[str, Ratio]]:
    """What is asked of a found attribution, each yes or no."""
    gold, predicted = document.gold[i], document.predicted[j]
    same = document.is_from_same(i, j)
    yield "source", _one(yes=same)
    yield "speaker", _one(yes=same and _fullest(gold) == _fullest(predicted))
    yield "kind", _one(yes=gold.kind == predicted.kind)
    if gold.cue:
        yield "cue", _one(yes=_same_cue(document, gold.cue, predicted.cue))
    if same and gold.chain:
        yield "type", _one(yes=gold.chain[-1].type == predicted.chain[-1].type)


def _one(*, yes: bool) -> Ratio:
    return Ratio(hit=int(yes), gold=1)


def _fullest(reading: Reading) -> frozenset[str]:
    return stems(reading.chain[-1].entity) if reading.chain else frozenset()


def _same_cue(document: _Document, gold: Offsets, predicted: Offsets | None) -> bool:
    if predicted is None:
        return False
    return gold == predicted or jaccard(document.touched([gold]), document.touched([predicted])) >= FOUND


def _by_kind(document: _Document) -> Iterator[tuple[str, Ratio]]:
    """Found: by the kind that gold gives. ATTRIBUTION: a hit has the same kind on both sides."""
    for reading in document.gold:
        yield f"found {reading.kind}", Ratio(gold=1)
        yield f"ATTRIBUTION {reading.kind}", Ratio(gold=1)
    for reading in document.predicted:
        yield f"ATTRIBUTION {reading.kind}", Ratio(predicted=1)
    for i, _ in document.found:
        yield f"found {document.gold[i].kind}", Ratio(hit=1)
    for i, j in document.right:
        if document.gold[i].kind == document.predicted[j].kind:
            yield f"ATTRIBUTION {document.gold[i].kind}", Ratio(hit=1)


def _of_predicted(document: _Document) -> Iterator[tuple[str, Ratio]]:
    """The right ones by rule, and of the certain ones."""
    right = {j for _, j in document.right}
    for j, reading in enumerate(document.predicted):
        yield f"rule {reading.rule}", Ratio(int(j in right), 1, 0)
        yield "certain", Ratio(int(reading.certain and j in right), int(reading.certain), 1)


def _faults(document: _Document) -> Iterator[Fault]:
    hits, finds = {i for i, _ in document.found}, {j for _, j in document.found}
    for i, j in document.found:
        if not document.is_from_same(i, j):
            yield Fault("SOURCE", document.gold[i], document.predicted[j])
    yield from (Fault("MISSED", one, None) for i, one in enumerate(document.gold) if i not in hits)
    yield from (Fault("FALSE", None, one) for j, one in enumerate(document.predicted) if j not in finds)


def _check(reading: Reading, length: int) -> None:
    for start, end in (*reading.content, *([reading.cue] if reading.cue else [])):
        if not 0 <= start < end <= length:
            message = f"a span outside the text: [{start}, {end}] of {length}"
            raise ValueError(message)
