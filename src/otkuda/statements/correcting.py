"""What people decided about the words of one article: whose and which they are, what nobody says, what was missed.

Where words begin and end is decided first, in the order in which it was said; then who says them. Each time the later
decision holds. Attributions keep their numbers: what was missed comes behind them, and what is no quotation is one of
no words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from otkuda.model import Attribution, Span
from otkuda.statements.anchoring import find, locate, stretch
from otkuda.statements.kinship import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from otkuda.model import Anchor, Article, Carrier, Decision, DecisionKind, Kind, Source

DECIDED = "decision"  # the rule of an attribution that only a person found
CORRECTING: frozenset[DecisionKind] = frozenset({"speaker", "no_quotation", "span", "missed"})
_HALF = 0.5  # of a place that an attribution must be
_OPENING, _CLOSING = "«„“\"'‘", "»“”\"'’"


def by_article(decisions: Iterable[Decision]) -> Mapping[str, list[Decision]]:
    """Return by articles what was decided of their words, in the order of ``decisions``."""
    found: defaultdict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        if one.kind in CORRECTING:
            for article in dict.fromkeys(anchor.article for anchor in one.first):
                found[article].append(one)
    return found


def corrected(carrier: Carrier, made: Iterable[Decision]) -> tuple[Carrier, dict[str, bool]]:
    """Return an article as it is decided, and which decisions have found their words: did they take effect?

    ``made`` are decisions on it that stand, the earliest first.
    """
    listed = list(made)
    if not listed:
        return carrier, {}
    work = _Work(carrier)
    for one in listed:
        work.bound(one)
    for one in listed:
        work.hand(one)
    changed = work.article()
    return (carrier if changed == carrier.article else replace(carrier, article=changed)), work.effects()


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who says what, by a decision: the words of a passage, which may be one of no attribution."""

    decision: Decision
    spans: tuple[Span, ...]


class _Work:
    """An article while it is corrected: its attributions by now, and which decision holds for each."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier
        self._read = Telling(carrier)
        self._attributions = list(carrier.article.attributions)
        self._extents: dict[int, Decision] = {}
        self._voices: dict[int | Span, _Voice] = {}
        self._fitting: set[str] = set()

    def bound(self, one: Decision) -> None:
        """Decide where words begin and end; what was missed becomes an attribution, unless it is one by now."""
        for anchor in self._here(one.first) if one.kind in {"span", "missed"} else ():
            wanted = self._here(one.second) if one.kind == "span" else [anchor]
            places = sorted(place for held in wanted if (place := stretch(held, self._read.article.text)))
            number = self._number(anchor) if places else None
            if number is None and places and one.kind == "missed":
                number = self._add(places[0], one.speaker)
            elif number is None and places:
                number = next((found for held in wanted if (found := self._number(held)) is not None), None)
            if number is not None:
                self._bound(number, places, one)

    def _bound(self, number: int, places: list[Span], one: Decision) -> None:
        old = self._attributions[number]
        self._attributions[number] = replace(old, content=_around(places, old.content), confidence=1.0)
        self._extents[number] = one
        if one.kind == "missed":
            self._voices[number] = _Voice(one, self._attributions[number].content)
        self._fitting.add(one.id)

    def _add(self, place: Span, speaker: Source | None) -> int:
        text = self._read.article.text
        kind: Kind = "direct" if _is_quoted(text, place) else "indirect"
        self._attributions.append(Attribution((place,), None, (speaker,) if speaker else (), kind, DECIDED, 1.0))
        return len(self._attributions) - 1

    def hand(self, one: Decision) -> None:
        """Decide who says words, or that nobody does."""
        for anchor in self._here(one.first) if one.kind in {"speaker", "no_quotation"} else ():
            number = self._number(anchor)
            passage = find(anchor, self._read.passages) if number is None else None
            if number is not None:
                self._hold(number, _Voice(one, self._attributions[number].content))
            elif passage:
                self._hold(passage.spans[0], _Voice(one, passage.spans))

    def _hold(self, place: int | Span, voice: _Voice) -> None:
        held = self._voices.get(place)
        if held is None or _turn(held.decision) < _turn(voice.decision):
            self._voices[place] = voice
        self._fitting.add(voice.decision.id)

    def _here(self, anchors: Iterable[Anchor]) -> list[Anchor]:
        return [one for one in anchors if one.article == self._read.key]

    def _number(self, anchor: Anchor) -> int | None:
        """Return which attribution an anchor holds, as the words are by now or as they were read."""
        place = locate(anchor, self._read.article.text)
        each = (_held(place, ones) for ones in (self._attributions, self._read.article.attributions)) if place else ()
        return next((number for number in each if number is not None), None)

    def article(self) -> Article:
        """Return the article by now."""
        attributions = list(self._attributions)
        for place, voice in sorted(self._voices.items(), key=lambda held: held[1].spans):
            speaker = voice.decision.speaker
            if isinstance(place, int):
                attributions[place] = _spoken(attributions[place], speaker)
            elif speaker:
                attributions.append(Attribution(voice.spans, None, (speaker,), "indirect", DECIDED, 1.0))
        return replace(self._carrier.article, attributions=tuple(attributions))

    def effects(self) -> dict[str, bool]:
        """Return which decisions have found their words, and whether each holds anywhere."""
        extents = {one.id for one in self._extents.values() if one.kind == "span"}
        holding = extents | {one.decision.id for one in self._voices.values()}
        return {one: one in holding for one in self._fitting}


def _turn(one: Decision) -> tuple[float, str]:
    return one.made.timestamp(), one.id


def _held(place: Span, attributions: Sequence[Attribution]) -> int | None:
    """Return which attribution has a place for its words, or most of them; None where none has."""
    fits = [(_fit(place, one), -number) for number, one in enumerate(attributions)]
    fit, number = max(fits, default=(0.0, 0))
    return -number if fit >= _HALF else None


def _fit(place: Span, one: Attribution) -> float:
    """Return which share of a place and of the words of an attribution is in both."""
    start, end = (one.content[0].start, one.content[-1].end) if one.content else (0, 0)
    return max(0, min(end, place.end) - max(start, place.start)) / (max(end, place.end) - min(start, place.start))


def _spoken(old: Attribution, speaker: Source | None) -> Attribution:
    """Return an attribution with another speaker, or one of nothing to nobody."""
    if speaker is None:
        return replace(old, content=(), cue=None, chain=())
    return replace(old, chain=(*old.chain[:-1], speaker), confidence=1.0)


def _around(places: list[Span], old: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return stretches without what in them says who speaks: «Мост, – сказал он, – откроют» stays two pieces."""
    if len(places) > 1:
        return tuple(places)
    (whole,) = places
    gaps = [Span(one.end, other.start) for one, other in pairwise(old)]
    within = [gap for gap in gaps if whole.start < gap.start and gap.end < whole.end]
    edges = [whole.start, *(edge for gap in within for edge in gap), whole.end]
    return tuple(Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True))


def _is_quoted(text: str, place: Span) -> bool:
    before, behind = text[: place.start].rstrip()[-1:], text[place.end :].lstrip(" .,!?…")[:1]
    return bool(before) and before in _OPENING and bool(behind) and behind in _CLOSING
