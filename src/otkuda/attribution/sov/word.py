"""What a word form is to the rules of a verb-last language: worked out once for each form."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from otkuda.attribution.sov.vocabulary import Entry, Says, vocabulary
from otkuda.text.tokens import STRESS, WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.attribution.sov.vocabulary import Vocabulary
    from otkuda.text.sentences import Document, Sentence
    from otkuda.text.tokens import Token

Candidate = tuple[tuple[str, ...], Entry]
OWNED = frozenset({"poss3", "poss1sg", "poss1pl", "poss2frm", "poss2sg"})
_NOMINAL = frozenset({"NOUN", "NPRO", "INFN", "PRTF", "ADJF", "NUMR"})
_VERBAL = frozenset({"VERB", "PRTF", "GRND", "INFN"})
_LATIN = re.compile("[a-zə]")
_LATIN_NAME = re.compile("[A-Za-zÀ-ɏ][\\dA-Za-zÀ-ɏ’'-]*(?:[-‑][^\\W\\d_A-Za-z]{1,5})?")
_SHORT = 5  # letters of a noun that is too short to be told by its ending
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
    is_infinitive: bool  # a verbal noun, of a verb that no list may hold too («ішуге»)

    @property
    def is_owned(self) -> bool:
        """Does it bear the ending of the owned («министрлігі»)?"""
        return not self.says.isdisjoint(OWNED)

    @property
    def is_content(self) -> bool:
        """Is it a verb made a noun («келгенін»)?"""
        return self.pos in {"PRTF", "INFN"} and bool(self.case)


NO_WORD = Word("", "", "", "", "", "", frozenset(), (), may_say=False, is_known=False, is_infinitive=False)


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
    pos = "NUMR" if plain.endswith(known.grammar["ordinal"]) and not first.is_known else first.pos
    loose = pos == "NOUN" and not first.is_known and first.lemma.endswith(known.grammar["infinitive"])
    return Word(
        low, bare, first.lemma, pos, first.case, first.number, first.grammemes,
        _candidates(known, bare, first, pos), may_say, first.is_known, pos == "INFN" or loose,
    )  # fmt: skip


def _candidates(known: Vocabulary, bare: str, reading: Any, pos: str) -> tuple[Candidate, ...]:  # noqa: ANN401
    """Return the entries whose last word this may be: as it stands without its case, or by its lemma."""
    if pos not in {"NOUN", "INFN", "ADJF", "PRTF"}:
        return ()
    lemma = reading.lemma
    exact = list(known.entries.get(bare, ()))
    loose = [] if lemma == bare else list(known.entries.get(lemma, ()))
    if reading.number == "plur":
        loose += [entry for ending in known.grammar["plural"] for entry in known.entries.get(lemma + ending, ())]
        loose = [entry for entry in loose if entry[1].list != "occasion"]
    if not exact and not loose and "-" in lemma:
        parts = known.entries.get(lemma.rpartition("-")[2], ())
        exact = [one for one in parts if "abbr" not in one[1].says]  # «Facebook-парақшасы», no «сондай-ақ»
    if not exact and not loose and pos == "NOUN" and len(lemma) > _SHORT and lemma.endswith(known.agents):
        exact = [((), Entry("title", lemma, frozenset({"person", "unnamed"})))]
    return tuple(sorted((*exact, *loose), key=lambda entry: len(entry[0]), reverse=True))


@lru_cache(maxsize=100_000)
def _one_script(known: Vocabulary, low: str) -> str:
    """«дедi» with a Latin letter as «деді»."""
    if low.isascii() or not _LATIN.search(low) or "-" in low:
        return low
    return low.translate(known.alike)


class Line:
    """A sentence with what its nodes are to the rules."""

    __slots__ = ("document", "known", "low", "nodes", "sentence", "words")

    def __init__(self, sentence: Sentence, document: Document, known: Vocabulary) -> None:
        """Read the words of a sentence."""
        read = reader(known.language.code)
        self.known, self.document = known, document
        self.sentence = sentence
        self.nodes: list[Token] = sentence.nodes
        self.low = [_one_script(known, node.low) if node.kind == WORD else node.low for node in self.nodes]
        words = zip(self.nodes, self.low, strict=True)
        self.words = [read(low) if node.kind == WORD else NO_WORD for node, low in words]

    def __len__(self) -> int:
        """Return how many nodes it has."""
        return len(self.nodes)


def matching(line: Line, at: int) -> list[tuple[int, Entry]]:
    """Return the entries that end at a word, each with the node where it begins."""
    found: list[tuple[int, Entry]] = []
    if not line.words[at].entries or _is_part(line, at):
        return found
    for before, entry in line.words[at].entries:
        first = at - len(before)
        if first < 0 or any(line.low[first + k] != one for k, one in enumerate(before)):
            continue
        if not entry.says.isdisjoint({"name", "abbr"}) and not line.nodes[first].is_capital:
            continue
        found.append((first, entry))
    return found


def is_paired(line: Line, at: int) -> bool:
    """«тұрғын үй», «баспасөз мәслихаты»: does a word mean something of its own together with the next?"""
    after = line.words[at + 1] if at + 1 < len(line) else NO_WORD
    return f"{line.low[at]}-{after.lemma}" in line.known.grammar["pairs"]


def _is_part(line: Line, at: int) -> bool:
    """«аға прокурор», «қазақстандық ғалым», «тұрғын үй»: is a word but a part of what the next one means?"""
    after = line.words[at + 1] if at + 1 < len(line) else NO_WORD
    if is_paired(line, at):
        return True
    is_title = any(entry.list == "title" for _, entry in after.entries)
    is_from = line.low[at].endswith(line.known.grammar["from"]) and after.number != "plur"
    is_from = is_from and all(entry.list == "title" for _, entry in line.words[at].entries)
    return is_title and (line.low[at] in line.known.grammar["senior"] or is_from)


@lru_cache(maxsize=10_000)
def is_latin(text: str) -> bool:
    """Is a word written in Latin letters, the Turkish ones too: «Tesla», «TürkHaber», «Tesla-ға»?"""
    return _LATIN_NAME.fullmatch(text) is not None


def text_of(line: Line, first: int, last: int, word: Word = NO_WORD) -> str:
    """Return the words of nodes without the ending of the last one."""
    tail = len(word.low) - len(word.bare)
    return line.document.text[line.nodes[first].start : line.nodes[last].end - tail].rstrip("-‑")
