"""Who may be meant: everybody whom the text has named so far, ranked by how likely the words at hand mean them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from otkuda.attribution.entity import Body, Person, Seen, stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from otkuda.text.sentences import Document, Sentence

    Fits = Callable[[Person | Body], bool]
    Bonus = Callable[[Person | Body], float]

FAR = 60  # how many of those who appeared or spoke are looked back at
NEAR = 1500  # characters within which a pronoun finds its person
NEW = 80  # characters from the first mention of somebody, within which it is that mention
FIRST = 0.4  # on top, for the one whom the sentence before brings in as its subject
FRESH = 2.3  # just brought in by name («Вызвали кассира Лидию Котову. По её словам»)


class Weights(NamedTuple):
    """What speaks for a candidate; ``fade`` is lost with every sentence since then."""

    spoken: float  # spoke
    subject: float  # is the subject, outside of what others say, of this sentence or the one before
    before: float  # was a subject further back
    named: float  # was named in another place
    inside: float  # was named in what somebody else says
    often: float  # times the logarithm of how often the text names them
    fade: float


PRONOUN = Weights(spoken=3.2, subject=3.1, before=1.2, named=0.8, inside=0.3, often=0.03, fade=0.25)
ROLE = Weights(spoken=2.0, subject=2.5, before=1.2, named=1.4, inside=0.6, often=0.5, fade=0.15)
BODY = Weights(spoken=2.0, subject=2.0, before=1.0, named=1.4, inside=1.0, often=0.3, fade=0.2)
OUTLET = Weights(spoken=2.0, subject=2.0, before=1.5, named=1.4, inside=1.0, often=0.1, fade=0.2)


class Found(NamedTuple):
    """The likeliest candidate and how safe the choice is, 0 to 1."""

    entity: Person | Body
    certainty: float


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


class Memory:
    """Who has appeared and who has spoken, in the order of the text."""

    def __init__(self, document: Document, seen: list[Seen], inner: Iterable[tuple[int, int]]) -> None:
        """``seen``: everybody, in the order of the text; ``inner``: the stretches that somebody says."""
        self.seen = seen
        self.spoken: list[Seen] = []
        self.carriers: list[Seen] = []
        self.outer = document.sentences
        self.sentences = [sentence.start for sentence in self.outer]
        self.order = [one.at for one in seen]
        self.rows = [bisect_right(self.sentences, at) for at in self.order]
        self.appeared = [one.entity for one in seen]  # held, that no other may have the id of one of them
        self.counts = Counter(map(id, self.appeared))
        self.inner = _merged(inner)
        self.end = len(document.text) + 1
        self.starts = [token.start for token in document.tokens]
        self.voices: list[
            tuple[int, int, Person | Body, bool]
        ] = []  # stretches of speech, whose they are, is it direct
        self.speakers: dict[int, Person | Body] = {}  # by the first mark of a quotation
        self.said: list[tuple[str, Person | Body]] = []  # contents, and whose they are
        self.content = ""  # that of the finding at hand
        self.origin = 0  # where it begins, if it is direct speech: whoever speaks was in mind before it
        self.certainty = 1.0  # of what has been chosen since it was last set to 1

    def choose(
        self,
        at: int,
        fits: Fits,
        weights: Weights = PRONOUN,
        bonus: Bonus = lambda _: 0.0,
        low: int = 0,
    ) -> Person | Body | None:
        """Return the likeliest before ``at`` that fits, and lower ``certainty`` to that of the choice."""
        found = self.best(at, fits, weights, bonus, low)
        if found is None:
            return None
        self.doubt(found.certainty)
        return found.entity

    def doubt(self, certainty: float) -> None:
        """Note that what was chosen is no safer than this."""
        self.certainty = min(self.certainty, certainty)

    def best(
        self,
        at: int,
        fits: Fits,
        weights: Weights = PRONOUN,
        bonus: Bonus = lambda _: 0.0,
        low: int = 0,
    ) -> Found | None:
        """Return the likeliest of those between ``low`` and ``at`` that fit; None where nobody does."""
        ranked = sorted(self._rated(at, fits, weights, bonus, low).values(), key=lambda rated: rated[:2], reverse=True)
        if not ranked:
            return None
        value, _, entity = ranked[0]
        margin = value - ranked[1][0] if len(ranked) > 1 else 2.0
        return Found(entity, 0.6 + min(margin, 2.0) / 5)

    def _rated(
        self, at: int, fits: Fits, weights: Weights, bonus: Bonus, low: int
    ) -> dict[int, tuple[float, int, Person | Body]]:
        """What each is worth, and where it was worth that last: of equals the later one is chosen."""
        rated: dict[int, tuple[float, int, Person | Body]] = {}
        extra: dict[int, float] = {}
        for seen, worth in self._events(at, weights):
            entity = seen.entity
            key = id(entity)
            if seen.at < low:
                continue
            if key not in extra:
                extra[key] = bonus(entity) + weights.often * log2(1 + self.counts[key]) if fits(entity) else -99.0
            if extra[key] > -99.0:
                value = worth + extra[key]
                if key not in rated or rated[key][:2] < (value, seen.at):
                    rated[key] = value, seen.at, entity
        return rated

    def _events(self, at: int, weights: Weights) -> Iterable[tuple[Seen, float]]:
        """Whoever appeared or spoke before ``at``, with what that is worth now."""
        here = bisect_right(self.sentences, self.origin if 0 < self.origin < at else at)
        inside = self.is_inside(at)
        last = next((s for s in reversed(self.spoken) if s.at < at), None)
        for seen in self.spoken[-FAR:]:
            if seen.at < at:
                away = max(0, here - bisect_right(self.sentences, seen.at))
                worth = weights.inside if not inside and self.is_inside(seen.at) else weights.spoken
                yield seen, worth - weights.fade * away - (0 if seen is last else 0.3)
        for seen in self.carriers[-FAR:]:
            if seen.at < at:
                yield seen, weights.spoken - 0.5 - weights.fade * max(0, here - bisect_right(self.sentences, seen.at))
        stop = bisect_left(self.order, at)
        for k in range(max(0, stop - FAR), stop):
            yield self.seen[k], self._worth(k, max(0, here - self.rows[k]), weights)

    def _worth(self, k: int, away: int, weights: Weights) -> float:
        seen = self.seen[k]
        if self.is_inside(seen.at):
            return weights.inside - weights.fade * away
        fresh = away <= 1 and seen.at - seen.entity.first <= NEW and isinstance(seen.entity, Person)
        if seen.strong:
            return (weights.subject if away <= 1 else weights.before) - weights.fade * away + FIRST * fresh
        return (FRESH if fresh else weights.named) - weights.fade * away

    def sentence_at(self, at: int) -> Sentence:
        """Return the sentence in which an offset lies."""
        return self.outer[max(0, bisect_right(self.sentences, at) - 1)]

    def sentences_back(self, at: int, count: int) -> int:
        """Where the sentence begins that stands ``count`` before that of an offset."""
        here = bisect_right(self.sentences, at)
        return self.sentences[max(0, here - 1 - count)] if self.sentences else 0

    def is_inside(self, at: int) -> bool:
        """Does the offset lie in what somebody says? Those named there are talked about, they do not talk."""
        k = bisect_right(self.inner, (at, self.end)) - 1
        return k >= 0 and self.inner[k][1] > at

    def correct(self, at: int, entity: Person | Body) -> None:
        """The role at this offset, taken for somebody unnamed («мужчина»), means a person of the text."""
        k = bisect_left(self.order, at)
        if k < len(self.order) and self.order[k] == at:
            seen = self.seen[k]
            if isinstance(seen.entity, Body) and seen.entity.type == "unnamed" and seen.entity is not entity:
                seen.entity = entity

    def before(self, at: int) -> list[Seen]:
        """Who has appeared before an offset, the latest first."""
        k = bisect_left(self.order, at)
        return self.seen[max(0, k - FAR) : k][::-1]

    def last_spoken(self, at: int, fits: Fits = lambda _: True) -> Seen | None:
        """Who spoke last before an offset."""
        return next((s for s in reversed(self.spoken[-FAR:]) if s.at < at and fits(s.entity)), None)

    def teller(self, fits: Fits, least: float = 0.0) -> Person | Body | None:
        """Who says below what the headline says: most of its words, else whoever fits and speaks first."""
        sought = stems(self.content)
        shares = [(len(sought & stems(said)) / max(1, len(sought)), e) for said, e in self.said if fits(e)]
        best = max(shares, key=lambda share: share[0], default=None)
        return best[1] if best is not None and best[0] >= least else None

    def hear(self, content: Iterable[tuple[int, int]], entity: Person | Body, *, direct: bool) -> None:
        """Remember whose words a content is, so that «я» in it finds them."""
        for start, end in content:
            self.voices.append((start, end, entity, direct))
            at = bisect_left(self.starts, start)
            for index in range(max(0, at - 2), at):
                if self.starts[index] >= start - 3:
                    self.speakers[index] = entity

    def speech_start(self, at: int) -> int:
        """Return where the direct speech begins that holds an offset, the offset where none does."""
        around = (start for start, end, _, is_direct in self.voices[-FAR:] if is_direct and start <= at < end)
        return min(around, default=at)

    def voice(self, sentence: Sentence | None, at: int, *, direct: bool = False) -> Person | Body | None:
        """Whose speech an offset stands in; ``direct``: direct speech alone counts."""
        while sentence is not None and sentence.around is not None:
            speaker = self.speakers.get(sentence.around.index)
            if speaker is not None:
                return speaker
            sentence = sentence.outer
        recent = reversed(self.voices[-FAR:])
        return next(
            (entity for start, end, entity, is_direct in recent if start <= at < end and is_direct >= direct), None
        )
