"""A segment of a sentence, what stands between two of its marks: a main clause, a relative one, a participle …"""

from __future__ import annotations

from msgspec import Struct

from otkuda.attribution.word import Word, word
from otkuda.text.tokens import DASHES, WORD, Token

AND = frozenset("и а но да или однако зато либо".split())
SUBORDINATE = frozenset(
    "если хотя когда пока поскольку потому ибо чтобы как так едва словно будто раз где куда откуда кто какой "
    "чей чем".split()
)


class Segment(Struct, gc=False):
    """Nodes ``first`` to ``last`` of a sentence, between two marks; ``opener`` is the mark before it."""

    first: int
    last: int
    opener: str
    nodes: list[Token]  # of the sentence
    found: str = ""  # its kind, once somebody has asked

    @property
    def kind(self) -> str:
        """main, and, that, sub, relative, participle, gerund or other."""
        if not self.found:
            self.found = self._kind()
        return self.found

    def _kind(self) -> str:
        words = [k for k in range(self.first, self.last) if self.nodes[k].kind == WORD][:3]
        if not words:
            return "other"
        low = self.nodes[words[0]].low
        if low in {"что", "чтобы"}:
            return "sub" if len(words) > 1 and self.nodes[words[1]].low in {"касается", "до"} else "that"
        if self.first and any(self._is_relative(k) for k in words):
            return "relative"
        if low in AND:
            return "and"
        if low in SUBORDINATE and not (low == "как" and len(words) < 2):
            return "relative" if low in {"где", "куда", "откуда"} and self.first else "sub"
        return self._kind_by_form(words)

    def _is_relative(self, k: int) -> bool:
        if not self.nodes[k].low.startswith(("котор", "чей", "чь")):
            return False
        return not {"который", "чей"}.isdisjoint(word(self.nodes[k]).lemmas)

    def _kind_by_form(self, words: list[int]) -> str:
        for k in words:
            info = word(self.nodes[k])
            if any(v.pos == "GRND" for v in info.verbs) and info.pos in {"GRND", "PREP"}:
                return "gerund"
            if info.pos not in {"PRCL", "ADVB", "CONJ"}:
                break
        words = self._behind_manner(words)
        first = word(self.nodes[words[0]])
        if len(words) == 1 and self.nodes[self.last : self.last + 1] and self.nodes[self.last].text in DASHES:
            return "main"  # «…, подозреваемый — Джон Миллер»
        if self.opener == "," and _may_be_participle(first) and not self._modifies_next(words):
            return "main" if self._has_finite(words[0] + 1) else "participle"  # «…, подозреваемый ранее судим»
        if self.opener == "," and first.pos == "ADJF" and len(words) > 1 and word(self.nodes[words[1]]).pos == "PREP":
            return "participle"  # «источник, знакомый с ходом переговоров, сообщил»
        return "main"

    def _behind_manner(self, words: list[int]) -> list[int]:
        """«не приехавший», «первым рассказавший»: the words from the participle on."""
        if len(words) < 2:
            return words
        info = word(self.nodes[words[0]])
        how = any(f.case == "ablt" for f in info.modifiers) and not info.nouns
        leads = how and word(self.nodes[words[1]]).pos == "PRTF"
        aside = info.pos == "ADVB" and word(self.nodes[words[1]]).pos == "PRTF"  # «ранее обвинивший»
        return words[1:] if leads or aside or self.nodes[words[0]].low in {"не", "уже", "еще"} else words

    def _has_finite(self, first: int) -> bool:
        return any(word(node).is_finite for node in self.nodes[first : self.last])

    def _modifies_next(self, words: list[int]) -> bool:
        if len(words) < 2 or words[1] != words[0] + 1 or self.nodes[words[1]].is_capital:
            return False
        after = word(self.nodes[words[1]])
        nouns = {f.case for f in after.nouns}
        if (
            "accs" in nouns
            and not after.is_animate
            and not any(word(n).is_finite for n in self.nodes[words[1] : self.last])
        ):
            return False  # «чиновник, видевший план, рассказал»
        return bool(nouns & {f.case for f in word(self.nodes[words[0]]).modifiers} & {"nomn"})


def _may_be_participle(info: Word) -> bool:
    """«форума, прошедшего в мае, …»: a participle, though the dictionary knows it for an adjective or a thing, too."""
    doubtful = info.pos == "ADJF" or (info.pos == "NOUN" and all(f.gender == "neut" for f in info.nouns))
    return info.pos == "PRTF" or (doubtful and any(verb.pos == "PRTF" for verb in info.verbs))
