"""Names of persons as they run in a sentence: which words make one, and the cases that all of them agree in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from otkuda.attribution.word import Form, word
from otkuda.text.tokens import DASHES, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.lang.language import Language
    from otkuda.text.tokens import Token

PARTICLES = frozenset("бен ибн аль эль фон ван де да ди дель дер оглы оглу кызы улы уулу заде бин ад ас ла ле абу дос".split())
BEHIND = frozenset("кызы улы уулу оглы оглу заде".split())  # particles that close a name or stand in its middle
LONGEST = 6  # words of a name
_ROMAN = re.compile(r"[IVX]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІіЇїЄєҐґЎў'’ʼ-]+")
_PATRONYMIC = re.compile(r"(?:вич|вн|ьич|ичн)(?:а|у|ем|ом|е|ы|ой)?$")


class NameRun(NamedTuple):
    """Nodes ``first`` to ``last`` that name a person, in one of the (case, gender) pairs."""

    first: int
    last: int
    cases: frozenset[tuple[str, str]]

    def forms(self, low: str) -> tuple[Form, ...]:
        """What the name may be, as the forms of its first word."""
        return tuple(Form(low, case, "sing", gender) for case, gender in sorted(self.cases))


@dataclass(slots=True)
class NameReader:
    """Finds names of persons among the nodes of one sentence; each place is looked at once."""

    nodes: Sequence[Token]
    language: Language
    text: str
    known: dict[int, NameRun | None] = field(default_factory=dict)

    def run(self, k: int) -> NameRun | None:
        """The name of two words or more that begins at node ``k``: «Сергея Лаврова», «Ж.-К. Юнкер», «Си Цзиньпин»."""
        if k not in self.known:
            self.known[k] = self._run(k) if self._may_open(k) else None
        return self.known[k]

    def is_initial(self, k: int) -> bool:
        """A capital and a full stop: «Н.»."""
        nodes = self.nodes
        return len(nodes[k].text) == 1 and nodes[k].is_capital and nodes[k].kind == WORD and k + 1 < len(nodes) and nodes[k + 1].text == "."

    def is_given(self, k: int) -> bool:
        """Is the word a given name, or a compound of given names («Касым-Али»)?"""
        text = self.nodes[k].text
        if not text[0].isupper():
            return False
        given = self.language.names.is_given_name
        return bool(given(text)) or "-" in text and any(given(part) for part in text.split("-"))

    def _may_open(self, k: int) -> bool:
        nodes = self.nodes
        if not self._is_word(k) or k + 1 >= len(nodes):
            return False
        return self.is_initial(k) or self._is_word(k + 1) or nodes[k + 1].low in PARTICLES

    def _is_word(self, k: int) -> bool:
        """A capitalized word in Cyrillic that is no abbreviation."""
        node = self.nodes[k]
        return node.kind == WORD and node.is_capital and not (len(node.text) > 1 and node.text.isupper()) and bool(_CYRILLIC.fullmatch(node.text))

    def _run(self, k: int) -> NameRun | None:
        if self.is_initial(k):
            return self._initials(k)
        last = self._end(k)
        while last - k > 1:
            if self._is_personal(k, last):
                cases = self._cases(k, last)
                if cases:
                    return NameRun(k, last, cases)
            last -= 1
            while last > k and not self._is_word(last - 1):
                last -= 1
        return None

    def _initials(self, k: int) -> NameRun | None:
        """«Н. Пшембаев», «Ж.-К. Трише», «М.Б. Иванов»."""
        nodes, j = self.nodes, k
        while j + 1 < len(nodes) and (self.is_initial(j) or nodes[j].text in DASHES and self.is_initial(j + 1)):
            j += 2 if self.is_initial(j) else 1
        if j >= len(nodes) or not self._is_word(j) or j - k > 2 * LONGEST:
            return None
        return NameRun(k, j + 1, self.language.names.cases(nodes[j].text))

    def _end(self, k: int) -> int:
        """Behind the last node that may belong to the name."""
        nodes, j = self.nodes, k + 1
        while j < len(nodes) and j - k < LONGEST:
            if self._is_word(j) and not self.is_initial(j) or nodes[j].low in BEHIND or j > k and _ROMAN.fullmatch(nodes[j].text):
                j += 1
            elif nodes[j].low in PARTICLES and self._leads_on(j):
                j += 1
            else:
                break
        return j

    def _leads_on(self, j: int) -> bool:
        """A particle with a capital behind it, or one more particle: «фон дер Ляйен»."""
        nodes = self.nodes
        after = next((i for i in range(j + 1, min(j + 3, len(nodes))) if nodes[i].low not in PARTICLES), -1)
        return after > 0 and self._is_word(after)

    def _is_personal(self, k: int, last: int) -> bool:
        """A given name or an eastern family name opens it, a given name closes it, or no list knows its words."""
        nodes = self.nodes
        words = [j for j in range(k, last) if self._is_word(j)]
        if len(words) < 2 or self._is_title(k) and self.is_given(words[1]):  # noqa: PLR2004 — «Аким Ерлан Сапаров»
            return False
        if self.language.names.opens_eastern_name(nodes[k].text) and not word(nodes[k + 1]).is_place:
            return True
        if self.is_given(k):
            return all(self._continues(words, at) for at in range(1, len(words)))
        if self.is_given(words[1]):  # «Иванов Иван», «Иванова Ивана Ивановича»
            rest = words[2:]
            return self._may_be_surname(k) and all(_PATRONYMIC.search(nodes[j].low) or nodes[j].low in BEHIND for j in rest)
        return all(not word(nodes[j]).is_known or word(nodes[j]).is_surname for j in words) and len(words) == 2  # noqa: PLR2004

    def _continues(self, words: list[int], at: int) -> bool:
        """May the word stand in a name behind the words before it? One surname ends it."""
        k = words[at]
        info = word(self.nodes[k])
        if at == 1:
            return not (info.is_place and not info.is_name and not self.language.names.looks_like_surname(self.nodes[k].text) and len(words) > 2)  # noqa: PLR2004
        before = words[at - 1]
        if self.is_given(before) or _PATRONYMIC.search(self.nodes[before].low) or self.nodes[k - 1].low in PARTICLES:
            return True
        return not info.is_known and not self.is_given(k) or bool(_PATRONYMIC.search(self.nodes[k].low))

    def _may_be_surname(self, k: int) -> bool:
        info = word(self.nodes[k])
        return (info.is_surname or not info.is_known) and not info.is_place

    def _is_title(self, k: int) -> bool:
        return any(form.lemma in self.language.titles for form in word(self.nodes[k]).nouns)

    def _cases(self, k: int, last: int) -> frozenset[tuple[str, str]]:
        return self.language.names.cases(self.text[self.nodes[k].start : self.nodes[last - 1].end])
