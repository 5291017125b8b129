"""What people decided about appearances, and what that does to articles and to the pairs of their passages.

A later decision goes before an earlier one; the order in which articles or decisions come changes nothing. Who speaks
is decided in each article alone (``correcting``), what is one statement among several (``ruled``).
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda.model import Decision
from otkuda.statements.anchoring import anchor_at, extent, find
from otkuda.statements.correcting import by_article, corrected
from otkuda.statements.kinship import Telling
from otkuda.statements.matching import Pair
from otkuda.statements.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from otkuda.model import Anchor, Appearance, Carrier, DecisionKind, Source, Span
    from otkuda.statements.passages import Passage

Fate = Literal["stands", "undone", "overruled", "unfit"]
Place = tuple[str, int]

_DIGEST = 8  # bytes of an id


class Fated(NamedTuple):
    """A decision and what has become of it.

    It *stands*, was *undone*, is *overruled* by a later one, or is *unfit*: its words are not there any more.
    """

    decision: Decision
    fate: Fate


def decide(  # noqa: PLR0913 - the fields of a decision
    kind: DecisionKind,
    made: datetime,
    first: tuple[Anchor, ...] = (),
    second: tuple[Anchor, ...] = (),
    *,
    speaker: Source | None = None,
    undoes: str | None = None,
    by: str | None = None,
) -> Decision:
    """Return a decision with its id: the hash of all that it says."""
    fields = repr((kind, made.timestamp(), tuple(map(tuple, first)), tuple(map(tuple, second)), speaker, undoes, by))
    digest = blake2b(fields.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()
    return Decision(digest, kind, made, first, second, speaker, undoes, by)


def anchors_of(appearance: Appearance, telling: Telling) -> tuple[Anchor, ...]:
    """Return the anchors of an appearance in its article as it was read: one for each passage that it is made of.

    Of a sentence that holds what was found to be no quotation it is the quotation.
    """
    spans = set(appearance.spans)
    exact = [one for one in telling.passages if spans.issuperset(one.spans)]
    return anchored(exact or [one for one in telling.passages if _is_within(extent(one), spans)], telling)


def _is_within(place: Span, spans: Iterable[Span]) -> bool:
    return any(span.start <= place.start and place.end <= span.end for span in spans)


def anchored(passages: Iterable[Passage], telling: Telling) -> tuple[Anchor, ...]:
    """Return the anchors of passages of an article."""
    return tuple(anchor_at(telling.key, telling.article.text, extent(one)) for one in passages)


def touched(decision: Decision) -> frozenset[str]:
    """Return the articles whose statements a decision may change, as its anchors name them."""
    return frozenset(anchor.article for anchor in (*decision.first, *decision.second))


def tied(articles: Iterable[str], decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the articles that merges and splits tie to some of these, also through others; with these, if any do."""
    sides: defaultdict[str, set[str]] = defaultdict(set)
    for one in _binding(decisions):
        for article in touched(one):
            sides[article] |= touched(one)
    found: set[str] = set()
    new = {article for article in articles if article in sides}
    while new:
        found |= new
        new = {other for article in new for other in sides[article]} - found
    return frozenset(found)


def _binding(decisions: Iterable[Decision]) -> list[Decision]:
    return [one for one in standing(decisions) if one.kind in {"merge", "split"}]


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that nobody undid, the latest first; an undoing may itself be undone."""
    return [one for one in _not_undone(decisions) if one.kind != "undo"]


def is_undone(decision_id: str, decisions: Iterable[Decision]) -> bool:
    """Was a decision, or an undoing, undone?"""
    return all(one.id != decision_id for one in _not_undone(decisions))


def _not_undone(decisions: Iterable[Decision]) -> list[Decision]:
    undone: set[str] = set()
    found = []
    for one in _latest_first(decisions):
        if one.id not in undone:
            found.append(one)
            undone |= {one.undoes} if one.undoes else set()
    return found


def _latest_first(decisions: Iterable[Decision]) -> list[Decision]:
    each = {one.id: one for one in decisions}
    return sorted(each.values(), key=lambda one: (one.made, one.id), reverse=True)


def decided(carriers: Iterable[Carrier], decisions: Iterable[Decision]) -> list[Carrier]:
    """Return articles as people corrected them: whose words are whose, which they are, and what is no quotation."""
    made = _correcting(decisions)
    return [corrected(one, made.get(Telling(one).key, ()))[0] for one in carriers] if made else list(carriers)


def _correcting(decisions: Iterable[Decision]) -> Mapping[str, list[Decision]]:
    """Return by articles which decisions on their words stand, the earliest first."""
    return by_article(reversed(standing(decisions)))


def ruled(tellings: Sequence[Telling], pairs: Sequence[Pair], decisions: Iterable[Decision]) -> list[Pair]:
    """Return the pairs of passages of articles (as they are ``decided``) with what people decided of pairs."""
    bonds, _ = _bonds(tellings, decisions)
    kept = [pair for pair in pairs if frozenset((pair.one.place, pair.other.place)) not in bonds.verdicts]
    passages = {one.place: one for telling in tellings for one in telling.passages} if bonds.verdicts else {}
    found = ((sorted(both), name) for both, name in bonds.verdicts.items())
    return [*kept, *(Pair(passages[one], passages[other], weigh((name,))) for (one, other), name in sorted(found))]


class _Bonds:
    """Which passages must be one statement and which must not; what is said first holds."""

    def __init__(self) -> None:
        self.verdicts: dict[frozenset[Place], str] = {}
        self._whole: dict[Place, frozenset[Place]] = {}
        self._apart: defaultdict[Place, set[Place]] = defaultdict(set)

    def merge(self, first: frozenset[Place], second: frozenset[Place]) -> bool:
        """Make passages one; False where some of them, or those that are one with them, must not be."""
        both = first | second
        whole = frozenset[Place]().union(*(self._with(one) for one in both))
        if any(not whole.isdisjoint(self._apart[one]) for one in whole):
            return False
        self._whole.update(dict.fromkeys(whole, whole))
        self.verdicts.update({frozenset(pair): "merged" for pair in combinations(sorted(both), 2)})
        return True

    def part(self, first: frozenset[Place], second: frozenset[Place]) -> bool:
        """Keep passages apart; False where some of them must be one."""
        pairs = list(product(first, second))
        if any(other in self._with(one) for one, other in pairs):
            return False
        for one, other in pairs:
            self._apart[one].add(other)
            self._apart[other].add(one)
        self.verdicts.update({frozenset(pair): "parted" for pair in pairs})
        return True

    def _with(self, one: Place) -> frozenset[Place]:
        return self._whole.get(one, frozenset({one}))


def _bonds(tellings: Iterable[Telling], decisions: Iterable[Decision]) -> tuple[_Bonds, dict[str, bool]]:
    """Return what decisions demand of passages, and which have found their words: did they take effect?"""
    bonds, effects = _Bonds(), dict[str, bool]()
    binding = _binding(decisions)
    by_article: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in tellings if binding else ():
        by_article[telling.key].append(telling)
    for one in binding:
        first, second = (_places(anchors, by_article) for anchors in (one.first, one.second))
        if first and second:
            effects[one.id] = (bonds.merge if one.kind == "merge" else bonds.part)(first, second)
    return bonds, effects


def _places(anchors: Iterable[Anchor], by_article: Mapping[str, list[Telling]]) -> frozenset[Place]:
    """Return where the words of anchors stand, in all versions of their articles."""
    each = ((anchor, telling) for anchor in anchors for telling in by_article.get(anchor.article, ()))
    found = (find(anchor, telling.passages) for anchor, telling in each)
    return frozenset(one.place for one in found if one)


def fates(carriers: Iterable[Carrier], decisions: Sequence[Decision]) -> tuple[Fated, ...]:
    """Return what has become of each decision in these articles, the latest first."""
    made = _correcting(decisions)
    effects: dict[str, bool] = {}
    tellings = []
    for one in carriers:
        changed, found = corrected(one, made.get(Telling(one).key, ()))
        tellings.append(Telling(changed))
        effects |= {each: effects.get(each, False) or is_held for each, is_held in found.items()}
    effects |= _bonds(tellings, decisions)[1]
    keyed: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        keyed[telling.key].append(telling)
    seen = [one for one in standing(decisions) if one.kind == "differs"]
    effects |= {one.id: True for one in seen if _places(one.first, keyed)}
    valid = {one.id for one in standing(decisions)}
    return tuple(Fated(one, _fate(one, effects, valid)) for one in _latest_first(decisions) if one.kind != "undo")


def _fate(one: Decision, effects: Mapping[str, bool], valid: set[str]) -> Fate:
    if one.id not in valid:
        return "undone"
    if one.id not in effects:
        return "unfit"
    return "stands" if effects[one.id] else "overruled"


def unfit(carriers: Iterable[Carrier], decisions: Sequence[Decision]) -> tuple[Fated, ...]:
    """Return the decisions that have no effect: undone, overruled by later ones, or their words are gone."""
    return tuple(one for one in fates(carriers, decisions) if one.fate != "stands")
