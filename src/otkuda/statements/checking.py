"""The quotations of a draft against articles: word for word, otherwise, somebody else's, or not found.

Nothing is «verbatim» or «shortened» but what has every one of its words, in one order, in the place that is shown.
Attributions are looked at first, then any stretch of an article: an address, a transcript, what nobody is named for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from otkuda.model import Span
from otkuda.statements.nearness import Nearness, held_to
from otkuda.statements.quotations import Quotation, joined, quotations
from otkuda.statements.searching import Runs, Stretch
from otkuda.statements.strangers import is_quoted, is_strange
from otkuda.statements.telling import tellings
from otkuda.statements.voices import Voices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otkuda.model import Article, Attribution, Carrier, Source
    from otkuda.statements.kinship import Answer, Judge

Outcome = Literal["verbatim", "shortened", "altered", "wrong speaker", "translation", "paraphrase", "not found"]

PASSED = frozenset({"verbatim", "shortened"})
RETOLD = PASSED | {"translation", "paraphrase"}  # what one's own words for somebody's may be
_BEST = 24  # stretches of different words that are compared with one quotation
_NEAR = 0.25  # of the runs of the best stretch that make another worth comparing
_FEW = 4  # words that anybody may have said: they count where their speaker says them
_LARGELY = 0.7  # of the words that make another wording of them, not another quotation
_LATEST = datetime.max.replace(tzinfo=UTC)
_SPEAKERS: tuple[Answer | None, ...] = ("same", "open", "different", None)
_ORDER: tuple[Outcome, ...] = ("verbatim", "shortened", "altered", "paraphrase", "translation")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of a quotation stand, or what comes nearest.

    ``words`` are those that the quotation was compared with, ``span`` is where they stand in the article.
    ``attribution`` is whose they are there; None where the article does not say. ``agreement`` says whether the draft
    gives them to the same; None where that cannot be said: a body and a person, nobody is named. ``voice`` is the
    person on whose own page the words stand as the page's own.
    """

    carrier: Carrier
    span: Span
    words: str
    nearness: Nearness
    attribution: Attribution | None
    agreement: Answer | None = None
    voice: Source | None = None

    @property
    def source(self) -> Source | None:
        """Whose words they are by the article."""
        return self.attribution.chain[-1] if self.attribution and self.attribution.chain else self.voice

    @property
    def outcome(self) -> Outcome:
        """What a quotation is whose best place this is."""
        if self.agreement == "different" and self.nearness.outcome in {*PASSED, "altered"}:
            return "wrong speaker"
        return self.nearness.outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation and what it is: ``place`` is the best that was found, the earliest of equal ones.

    ``others`` is the number of other articles that are as good. ``otherwise`` is the earliest place with other words
    or another speaker: the other one of two that the archive has.
    """

    quotation: Quotation
    outcome: Outcome
    place: Place | None = None
    others: int = 0
    otherwise: Place | None = None

    @property
    def is_passed(self) -> bool:
        """Is nothing to be mended?"""
        return self.outcome in (RETOLD if self.quotation.is_retelling else PASSED)


def check(
    draft: Article, known: Sequence[Carrier], *, judge: Judge | None = None, indirect: bool = False
) -> tuple[Checked, ...]:
    """Return what each quotation of a draft is by the articles that are known, in the order of the draft.

    ``judge`` says whether two sources, each as its article names it, are one; without it no speaker is wrong.
    ``indirect`` checks what the draft tells in its own words as well. Time grows with the length of all articles, and
    with the number of quotations times a bounded number of comparisons.

    >>> from otkuda import read
    >>> from otkuda.model import Carrier
    >>> draft = read("«Мост через реку откроют в июне», — сказал аким Ерлан Сапаров.")
    >>> archive = [Carrier("1", read("«Мост через реку откроют в мае», — сообщил аким Ерлан Сапаров."))]
    >>> [(one.outcome, one.place.nearness.differences[0].what) for one in check(draft, archive)]
    [('altered', 'date')]
    """
    found = quotations(draft, indirect=indirect)
    likely = _likely(found, known)
    speakers = _Speakers(draft, known, judge)
    return tuple(_Checking(speakers, one).best(places) for one, places in zip(found, likely, strict=True))


def _likely(found: Sequence[Quotation], known: Sequence[Carrier]) -> list[list[Stretch]]:
    """Return for each quotation the stretches that share runs of words with it."""
    stretches: list[list[Stretch]] = [[] for _ in found]
    runs = Runs([one.text for one in found])
    for carrier in known:
        for number, stretch in runs.stretches(carrier):
            stretches[number].append(stretch)
    lacking = [number for number, one in enumerate(found) if not runs.has_most(number, stretches[number])]
    for number, carrier, span in tellings(found, lacking, known):
        stretches[number].append(Stretch(carrier, span, 0))
    return stretches


class _Speakers:
    """Whether those are one to whom the draft and an article give words."""

    def __init__(self, draft: Article, known: Sequence[Carrier], judge: Judge | None) -> None:
        self.draft = draft
        self.judge = judge
        self.voices = Voices(known, judge) if judge else None

    def voice(self, article: Article, said: Attribution | None) -> Source | None:
        """Return whose page words stand on that the article gives to nobody."""
        return self.voices.of(article) if self.voices and said is None else None

    def agreement(self, quotation: Quotation, article: Article, chain: Sequence[Source], at: int) -> Answer | None:
        """Say whether the draft gives the words to one of those who hand them on in an article, of the same kind.

        What an article quotes, and nobody was found for, is at least not of a person whom it never names.
        """
        ours = quotation.source
        if self.judge is None or ours is None:
            return None
        if not chain:
            is_own = self.judge.is_own(ours, article)
            return "different" if is_quoted(article.text, at) and not is_own and is_strange(ours, article) else None
        alike = [one for one in reversed(chain) if one.type == ours.type]
        answers = [self.judge.agree(ours, self.draft, one, article) for one in alike]
        return "same" if "same" in answers else next(iter(answers), None)


class _Checking:
    """One quotation, and what it was compared with already: a thousand copies are one comparison."""

    def __init__(self, speakers: _Speakers, quotation: Quotation) -> None:
        self.speakers = speakers
        self.quotation = quotation
        self.known: dict[tuple[str, str], Nearness | None] = {}

    def best(self, stretches: Sequence[Stretch]) -> Checked:
        """Return what the quotation is by the best of all its places."""
        places: dict[str, list[Place]] = defaultdict(list)
        most = max((stretch.runs for stretch in stretches), default=0)
        likely = (stretch for stretch in stretches if not stretch.runs or stretch.runs >= most * _NEAR)
        for stretch in sorted(likely, key=lambda one: (-one.runs, _since(one.carrier), one.carrier.id)):
            for place in self._places(stretch):
                places[stretch.carrier.id].append(place)
        ranked = sorted((min(found, key=_rank) for found in places.values()), key=_rank)
        if not ranked:
            return Checked(self.quotation, "not found")
        first, otherwise = _chosen(ranked)
        others = [one for one in ranked if one.outcome == first.outcome and one is not first]
        return Checked(self.quotation, first.outcome, first, len(others), otherwise)

    def _places(self, stretch: Stretch) -> Iterator[Place]:
        """Yield what the attributions in a stretch say, and the stretch itself."""
        carrier, text = stretch.carrier, stretch.carrier.article.text
        here = [one for one in carrier.article.attributions if _share(one.content, stretch.span)]
        for said in here:
            whole = Span(said.content[0].start, said.content[-1].end)
            yield from self._place(carrier, whole, joined(text, said.content), said)
        yield from self._place(carrier, stretch.span, text[slice(*stretch.span)], None)

    def _place(self, carrier: Carrier, span: Span, words: str, said: Attribution | None) -> Iterator[Place]:
        nearness = self._nearness(words, carrier.article.language or self.quotation.language)
        if nearness is None:
            return
        if span.end - span.start == len(words):
            span = _narrowed(span, nearness)
        said = said or max(carrier.article.attributions, key=lambda one: _share(one.content, span), default=None)
        said = said if said and _share(said.content, span) else None
        voice = self.speakers.voice(carrier.article, said)
        chain = said.chain if said else (voice,) if voice else ()
        agreement = self.speakers.agreement(self.quotation, carrier.article, chain, span.start)
        if not _is_chance(nearness) or (agreement != "different" and chain):
            yield Place(carrier, span, words, nearness, said, agreement, voice)

    def _nearness(self, words: str, language: str) -> Nearness | None:
        key = (words, language)
        if key not in self.known:
            if len(self.known) >= _BEST:
                return None
            self.known[key] = held_to(self.quotation, words, language)
        return self.known[key]


def _is_chance(nearness: Nearness) -> bool:
    """May anybody have said so few words? A whole sentence of four may not be met by chance."""
    return nearness.words < _FEW or (nearness.words == _FEW and nearness.outcome != "verbatim")


def _share(content: Iterable[Span], span: Span) -> int:
    """Return how many characters of a stretch a content has."""
    return sum(max(0, min(one.end, span.end) - max(one.start, span.start)) for one in content)


def _since(carrier: Carrier) -> datetime:
    since = carrier.article.published or carrier.seen
    return since if since and since.tzinfo else _LATEST


def _narrowed(span: Span, nearness: Nearness) -> Span:
    """Return of a stretch of an article what a quotation has words of."""
    equal = [edit.original for edit in nearness.alignment if edit.operation == "equal"]
    return Span(span.start + equal[0].start, span.start + equal[-1].end) if equal else span


def _rank(place: Place) -> tuple[object, ...]:
    """Return what places are ordered by: word for word, how near, by the right one, by anyone, how early.

    Another person whom one article names is told by that article, though others name nobody.
    """
    wording = place.nearness.outcome
    speaker = _SPEAKERS.index(place.agreement)
    order = (_since(place.carrier), place.carrier.id, place.carrier.version, len(place.words))
    if wording in PASSED:
        return (0, speaker, _ORDER.index(wording), place.attribution is None, *order)
    return (1, -place.nearness.share, speaker, _ORDER.index(wording), *order)


def _chosen(ranked: Sequence[Place]) -> tuple[Place, Place | None]:
    """Return the place that decides, and the earliest that has the words otherwise, or from somebody else.

    A draft may repeat a fault of one article: it is one all the same, where an earlier article has other words, and no
    fewer articles do, or where an earlier article has another speaker, and more do.
    """
    first = ranked[0]
    others = [one for one in ranked if _is_otherwise(one)] if first.outcome in PASSED else []
    if not others:
        return first, None
    otherwise = min(others, key=lambda one: _since(one.carrier))
    passed = [one for one in ranked if one.outcome in PASSED]
    is_earlier = _since(otherwise.carrier) < min(_since(one.carrier) for one in passed)
    more = len(set(map(_address, others))) - len(set(map(_address, passed)))
    if is_earlier and more >= (otherwise.outcome == "wrong speaker"):
        return otherwise, first
    return first, otherwise


def _is_otherwise(place: Place) -> bool:
    """Has a place another meaning, or another speaker?"""
    near = place.nearness
    is_meant = any(one.what != "words" for one in near.differences)
    is_anothers = place.outcome == "wrong speaker" and place.source is not None
    return is_anothers or (place.outcome == "altered" and is_meant and near.share >= _LARGELY)


def _address(place: Place) -> str:
    return place.carrier.article.url or place.carrier.id
