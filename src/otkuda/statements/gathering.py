"""Articles → statements: the passages of all that are one, where each has them from, and what became of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

from otkuda.model import Appearance, Change, Origin, Span, Statement, Step
from otkuda.statements.change import compare
from otkuda.statements.clustering import P, cluster
from otkuda.statements.correcting import DECIDED
from otkuda.statements.decisions import decided, ruled
from otkuda.statements.kinship import Telling
from otkuda.statements.matching import longest_run, match
from otkuda.statements.origin import first_page, is_occasion, named_outside, transcripts
from otkuda.statements.passages import joined
from otkuda.statements.tellers import Teller, Tellers
from otkuda.statements.way import edges, is_against_clock
from otkuda.statements.weighing import SAME
from otkuda.text.search_words import search_words
from otkuda.text.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from otkuda.model import Carrier, Decision, Relation
    from otkuda.statements.clustering import Bond, Placed
    from otkuda.statements.kinship import Answer, Judge
    from otkuda.statements.matching import Pair
    from otkuda.statements.passages import Passage
    from otkuda.statements.way import Edge

_DIGEST = 8  # bytes of an id
_compared = lru_cache(maxsize=5_000)(compare)  # copies are compared once
_GAP = 80  # characters between two parts of one quotation: «…», – сказал он. – «…»


def gather(carriers: Iterable[Carrier], judge: Judge, decisions: Sequence[Decision] = ()) -> tuple[Statement, ...]:
    """Return the statements of articles, in the order of their ids; the order of the articles does not matter."""
    tellings = [Telling(one) for one in decided(sorted(carriers, key=lambda one: one.id), decisions)]
    pairs = [pair for one, other in combinations(tellings, 2) for pair in match(one, other, judge)]
    return statements_of(tellings, pairs, judge, decisions)


def statements_of(
    tellings: Sequence[Telling], pairs: Sequence[Pair], judge: Judge, decisions: Sequence[Decision] = ()
) -> tuple[Statement, ...]:
    """Return the statements of articles (as they are ``decided``) of which the pairs of passages are known."""
    by_id = {one.carrier.id: one for one in tellings}
    passages = [passage for one in tellings for passage in one.passages]
    groups = groups_of(passages, ruled(tellings, pairs, decisions))
    return tuple(sorted((statement_of(group, by_id, judge) for group in groups), key=lambda one: one.id))


def groups_of(passages: Sequence[P], pairs: Sequence[Bond]) -> list[list[P]]:
    """Return the passages of each statement, all of whose pairs are known; of those that nothing ties, each alone.

    Passages that no chain of pairs leads to change nothing, so that a part of an archive can be grouped by itself.
    """
    groups = cluster(passages, pairs)
    _take_in_own(groups, {one.place: one for one in passages}, pairs)
    return groups


def statement_of(group: Sequence[Passage], tellings: Mapping[str, Telling], judge: Judge) -> Statement:
    """Return the statement of a group of passages; ``tellings`` are their articles by the ids of the versions."""
    return _Making(group, tellings, judge).statement()


def _take_in_own(groups: list[list[P]], passages: Mapping[tuple[str, int], P], pairs: Iterable[Bond]) -> None:
    """Put what outlets print as their own with the statement that it is most like.

    What one article gives to a body every outlet may print as news; only its very words are an appearance. What is
    only near a statement belongs to it where it stands beside it: «Билет пока не подорожает. «Цену мы повышать не
    планируем»».
    """
    number = {passage.place: at for at, group in enumerate(groups) for passage in group}
    is_certain = [_is_certain(group) for group in groups]
    parted = {frozenset((pair.one.place, pair.other.place)) for pair in pairs if pair.verdict.is_parted}
    best: dict[tuple[str, int], tuple[float, int]] = {}
    for pair in pairs:
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            at = None if one.is_said or one.place in number else number.get(other.place)
            if (
                at is not None
                and (is_certain[at] or pair.verdict.is_verbatim)
                and not _is_apart(one, groups[at], parted)
            ):
                best[one.place] = max(best.get(one.place, (0.0, 0)), (pair.verdict.weight, -at))
    taken = {place: -at for place, (weight, at) in best.items() if weight >= SAME}
    known = number | taken
    for place, (_, at) in sorted(best.items(), key=lambda each: (-each[1][0], each[0])):
        is_of_it = place in taken or _is_beside(passages[place], known, -at)
        if is_of_it and not _is_apart(passages[place], groups[-at], parted):
            groups[-at].append(passages[place])


def _is_certain(group: Sequence[Placed]) -> bool:
    """Does a person say it, or do several articles say of a body that it said so?"""
    return any(one.is_persons for one in group) or len({one.place[0] for one in group}) > 1


def _is_beside(passage: Placed, number: Mapping[tuple[str, int], int], at: int) -> bool:
    """Does a passage stand beside one of a group?"""
    article, place = passage.place
    return at in {number.get((article, place - 1)), number.get((article, place + 1))}


def _is_apart(passage: Placed, group: Iterable[Placed], parted: Collection[frozenset[tuple[str, int]]]) -> bool:
    """Did a person decide that a passage is not one with some of a group?"""
    return bool(parted) and any(frozenset((passage.place, one.place)) in parted for one in group)


def _appearing(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages of a statement in one article as its appearances there, the fullest said ones first.

    Neighbours are one; a headline that the text below it tells again is none of its own.
    """
    told = [one for one in passages if not one.is_headline]
    kept = sorted(told or passages, key=lambda one: one.position)
    runs: list[list[Passage]] = []
    for one in kept:
        if runs and _goes_on(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    found = [joined(run) for run in runs]
    return tuple(sorted(found, key=lambda one: (one.attribution is None, -len(one.words), one.place)))


def _goes_on(one: Passage, other: Passage) -> bool:
    """Does the one go on with the other: is nothing between them but who says it?

    What an outlet prints as its own before a quotation leads to it, and a heading may repeat it: it is told twice.
    """
    if one.attribution is None and other.attribution and other.attribution.kind == "direct":
        return False
    if other.attribution is None and longest_run(one.words, other.words) == len(other.words):
        return False
    return other.position == one.position + 1 and other.spans[0].start - one.spans[-1].end <= _GAP


class _Making:
    """A group of passages as it becomes a statement."""

    def __init__(self, group: Sequence[Passage], tellings: Mapping[str, Telling], judge: Judge) -> None:
        held: defaultdict[str, list[Passage]] = defaultdict(list)
        for passage in group:
            held[passage.carrier.id].append(passage)
        self.judge = judge
        self.tellers = Tellers((Teller(tellings[one], _appearing(passages)) for one, passages in held.items()), judge)
        self.edges = edges(self.tellers)
        self.page = first_page(self.tellers, self.edges)
        self.first = [self.page] if self.page else transcripts(self.tellers, self.edges)
        self._attested = cache(self._attested_in)
        self._is_given = cache(self._is_given_by_others)
        self._id = cache(appearance_id)

    def statement(self) -> Statement:
        """Return the statement."""
        placed = [(one, passage) for one in sorted(self.tellers, key=lambda one: one.turn) for passage in one.passages]
        appearances = tuple(self._appearance(*one) for one in placed)
        original = self._attested(placed[0][1].language)
        return Statement(
            appearances[0].id,
            next((one.speaker for one in appearances if one.speaker), None),
            original.text,
            original.language,
            appearances,
            self._origin(original.language),
        )

    def _origin(self, language: str) -> Origin:
        if self.page:
            texts = tuple(self._id(one) for one in self.page.passages)
            return Origin("page", texts, self.page.telling.article.url)
        if is_occasion(self.tellers, self.edges):
            return Origin("occasion")
        return Origin("absent", named=named_outside(self.tellers, self.edges, language))

    def _original(self, passage: Passage) -> Passage:
        """Return what an appearance is compared with: the nearest words at the origin, else the best attested.

        Who copied one of two transcripts is compared with that one, and the transcripts with the best attested.
        """
        if not self.first or (self.page is None and any(passage in one.passages for one in self.first)):
            return self._attested(passage.language)
        same = _in_language(passage.language, [one for teller in self.first for one in teller.passages])
        return max(same, key=lambda one: (len(one.keys & passage.keys), one.attribution is not None, len(one.words)))

    def _attested_in(self, language: str) -> Passage:
        """Return the words of the origin, of most who heard them, or of most articles."""
        same = _in_language(language, [one for teller in self.first or self.tellers for one in teller.passages])
        attested = Counter(one.words for one in same)
        return max(same, key=lambda one: (one.attribution is not None, attested[one.words], len(one.words), one.place))

    def _appearance(self, teller: Teller, passage: Passage) -> Appearance:
        original = self._original(passage)
        relation, changes = self._compared(passage, original)
        article = passage.carrier.article
        return Appearance(
            id=self._id(passage),
            carrier=passage.carrier.id,
            url=article.url,
            version=passage.carrier.version,
            language=passage.language,
            spans=passage.spans,
            text=passage.text,
            position=_position(passage),
            speaker=passage.source.entity if passage.source else None,
            relation=relation,
            changes=changes,
            against=None if original is passage else self._id(original),
            step=self._step(teller),
        )

    def _compared(self, passage: Passage, original: Passage) -> tuple[Relation, tuple[Change, ...]]:
        if original is passage:
            return "verbatim", ()
        found = _compared(
            passage.told,
            original.told,
            language=passage.language,
            original_language=original.language,
        )
        changes = tuple(
            Change(one.what, passage.in_article(one.appearance), original.in_article(one.original))
            for one in found.changes
            if passage.attribution or one.what != "glued"  # what an outlet prints as its own is nobody's quotation
        )
        if self._is_of_another(passage, original):
            return "altered", (*changes, Change("speaker", Span(0, 0), Span(0, 0)))
        return ("paraphrase" if found.changes and not changes else found.relation), changes

    def _is_of_another(self, passage: Passage, original: Passage) -> bool:
        """Are the words given to somebody else than at their origin, and to the same by some other article?"""
        return self._agree(passage, original) == "different" and self._is_given(original)

    def _is_given_by_others(self, original: Passage) -> bool:
        """Does another article give the words to the same as they are given to at their origin?"""
        others = (one for teller in self.tellers for one in teller.passages if one.carrier is not original.carrier)
        return any(self._agree(one, original) == "same" for one in others)

    def _agree(self, one: Passage, other: Passage) -> Answer:
        if one.source is None or other.source is None:
            return "open"
        return self.judge.agree(one.source, one.carrier.article, other.source, other.carrier.article)

    def _step(self, teller: Teller) -> Step | None:
        edge: Edge | None = self.edges.get(teller.id)
        if edge is None:
            return None
        taken = self._id(edge.source.passages[0])
        return Step(taken, edge.ground, edge.strength, is_against_clock(teller, edge.source))


def _in_language(language: str, passages: Sequence[Passage]) -> Sequence[Passage]:
    """Return those in a language, or all where none is."""
    return [one for one in passages if one.language == language] or passages


def _position(passage: Passage) -> int | None:
    """Return which of its article's attributions it is; None where no rule found it."""
    found = passage.attribution
    if found is None or found.rule == DECIDED:
        return None
    return passage.carrier.article.attributions.index(found)


def appearance_id(passage: Passage) -> str:
    """Return the id of a passage as an appearance: the hash of its article's address, the version and its words.

    Neither offsets nor the id of the version are of it, so that it lasts where a page is extracted otherwise.
    """
    carrier = passage.carrier
    address = canonical(carrier.article.url or "") or carrier.id
    words = " ".join(word.form for word in search_words(passage.text))
    fields = (address, str(carrier.version), words, str(passage.repeat))
    return blake2b("\x1f".join(fields).encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()
