"""What a word form is to the rules of a verb-last language: worked out once for each form."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from otkuda.attribution.sov.vocabulary import Entry, Says, vocabulary
from otkuda.text.tokens import STRESS, WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.attribution.sov.vocabulary import Vocabulary
    from otkuda.text.sentences import Sentence
    from otkuda.text.tokens import Token

Candidate = tuple[tuple[str, ...], Entry]
OWNED = frozenset({"poss3", "poss1sg", "poss1pl", "poss2frm", "poss2sg"})
_NOMINAL = frozenset({"NOUN", "NPRO", "INFN", "PRTF", "ADJF", "NUMR"})
_VERBAL = frozenset({"VERB", "PRTF", "GRND", "INFN"})
_PLURALS = ("лар", "лер", "дар", "дер", "тар", "тер")
_SHORT = 5  # letters of a noun that is too short to be told by its ending
_ORDINAL = re.compile("[ыі]нш[ыі]$")  # «жиырмасыншы»
_BELIEVED = 0.2  # what a form may be besides its likeliest reading


class Word(Struct, frozen=True, eq=False, gc=False):
    """A form: its likeliest reading, and which lists know it."""

    low: str
    bare: str  # without the case ending
    lemma: str
    pos: str
    case: str
    number: str
    says: Says
    entries: tuple[Candidate, ...]  # of lists, by the words that must stand before it
    may_say: bool  # may a verb of saying begin here?
    is_known: bool

    @property
    def is_owned(self) -> bool:
        """Does it bear the ending of the owned («министрлігі»)?"""
        return not self.says.isdisjoint(OWNED)

    @property
    def is_infinitive(self) -> bool:
        """Is it a verbal noun, of a verb that no list may hold («ішуге»)?"""
        return self.pos == "INFN" or (self.pos == "NOUN" and not self.is_known and self.lemma[-1:] in {"у", "ю"})

    @property
    def is_content(self) -> bool:
        """Is it a verb made a noun («келгенін»)?"""
        return self.pos in {"PRTF", "INFN"} and bool(self.case)


NO_WORD = Word("", "", "", "", "", "", frozenset(), (), may_say=False, is_known=False)


@cache
def reader(code: str) -> Callable[[str], Word]:
    """Return what reads the words of a language, each form once."""
    known = vocabulary(code)
    return lru_cache(maxsize=100_000)(lambda low: _word(known, low))


def _word(known: Vocabulary, low: str) -> Word:
    plain = STRESS.sub("", low)
    readings = known.language.analyse(plain)
    if not readings:
        return NO_WORD
    first = next((one for one in readings if one.pos not in _NOMINAL or one.case), readings[0])
    if not first.is_known and plain.endswith(known.agents):
        first = next((one for one in readings if one.lemma == plain and one.pos == "NOUN"), first)
    bare = low[: len(low) - first.tail].rstrip("-‑") if first.tail else low
    says = {one.lemma for one in readings if one.pos in _VERBAL and one.score > _BELIEVED} | {first.lemma}
    may_say = low in known.firsts or not says.isdisjoint(known.verbs)
    return Word(
        low, bare, first.lemma, "NUMR" if _ORDINAL.search(first.lemma) else first.pos, first.case, first.number, first.grammemes,
        _candidates(known, bare, first.lemma, first.number, first.pos), may_say, first.is_known,
    )  # fmt: skip


def _candidates(known: Vocabulary, bare: str, lemma: str, number: str, pos: str) -> tuple[Candidate, ...]:
    """Return the entries whose last word this may be: as it stands without its case, or by its lemma."""
    if pos not in {"NOUN", "INFN", "ADJF", "PRTF"}:
        return ()
    exact = [entry for entry in known.entries.get(bare, ())]
    loose = [] if lemma == bare else [entry for entry in known.entries.get(lemma, ())]
    if number == "plur":
        loose += [entry for ending in _PLURALS for entry in known.entries.get(lemma + ending, ())]
        loose = [entry for entry in loose if entry[1].list in {"title", "unnamed", "organization", "outlet", "document"}]
    if not exact and not loose and pos == "NOUN" and len(lemma) > _SHORT and lemma.endswith(known.agents):
        exact = [] if _ORDINAL.search(lemma) else [((), Entry("title", lemma, frozenset({"person", "unnamed"})))]
    return tuple(sorted((*exact, *loose), key=lambda entry: len(entry[0]), reverse=True))


class Line:
    """A sentence with what its nodes are to the rules."""

    __slots__ = ("known", "low", "nodes", "sentence", "words")

    def __init__(self, sentence: Sentence, read: Callable[[str], Word], known: Vocabulary) -> None:
        """Read the words of a sentence."""
        self.known = known
        self.sentence = sentence
        self.nodes: list[Token] = sentence.nodes
        self.words = [read(node.low) if node.kind == WORD else NO_WORD for node in self.nodes]
        self.low = [node.low for node in self.nodes]

    def __len__(self) -> int:
        """Return how many nodes it has."""
        return len(self.nodes)
