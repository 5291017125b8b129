"""Of what type a source is that no list of names knows: by its noun, its look, and what it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.attribution.entity import GENERIC, stems
from otkuda.attribution.word import Word, word
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.cast import Cast
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Finding, Link
    from otkuda.attribution.phrase import Phrase
    from otkuda.lang.language import Language
    from otkuda.text.tokens import Token

REPORTS = frozenset({"сообщать", "информировать"})
PLACES = frozenset({"turn", "told", "talk", "page", "origin"})  # links whose name in quotation marks is an outlet
SOME = frozenset(
    "один одна одного одной двое трое многие некоторые часть большинство ряд другой другая другие второй вторая вторые "
    "третий третья третьи остальные прочие иные".split(),
)
PAPERS = frozenset(  # words that names of media end in: «Коммерческие вести», «Спорт-ФМ»
    "вести вестник новости известия ведомости курьер телеграф репортер обозреватель таймс радио тв фм инфо times news "
    "post tribune herald journal daily fm tv info".split()
)
AGENTS = ("ица", "ист", "ник", "тель", "ка")  # how unknown nouns for persons end


class Kinds:
    """Types of the sources of one text."""

    def __init__(self, cast: Cast, language: Language) -> None:
        self.cast = cast
        self.language = language

    def kind(self, clause: Clause, phrase: Phrase, lemmas: set[str], link: Link, finding: Finding | None) -> str:
        """Return ``organization``, ``outlet``, ``unnamed``, or ``person`` for a noun that means some person."""
        known = self.cast.body_type(clause, phrase)
        if known is not None:
            return known
        if link.type == "outlet":
            return "outlet"
        if lemmas & GENERIC:
            return "organization" if any(f.number == "sing" for f in phrase.forms) else "unnamed"
        unnamed = self.language.unnamed
        if lemmas & unnamed.keys():
            features = frozenset().union(*(unnamed.get(lemma, frozenset()) for lemma in lemmas))
            return "outlet" if "outlet" in features else "organization" if "org" in features else "unnamed"
        return self._guess(clause, phrase, link, finding)

    def carries(self, link: Link, finding: Finding | None) -> bool:
        """«передает «Исток»», «пишет «Заря»», and whoever names a source of his own, is an outlet."""
        verb = link.verb
        if verb is not None:
            features = self.language.cues.get(verb.lemma, frozenset())
            if "carry" in features or (verb.lemma in REPORTS and verb.tense == "pres"):
                return True
        links = finding.links if finding is not None else []
        return link.how != "origin" and any(other.how == "origin" for other in links)

    def _guess(self, clause: Clause, phrase: Phrase, link: Link, finding: Finding | None) -> str:
        node = clause.nodes[phrase.head]
        if link.how == "place" and node.kind == WORD and not node.is_capital:
            return "organization"
        if node.kind == QUOTE:
            return self._quoted(clause.inner_text(node), link, finding)
        info = word(node)
        if node.is_capital and not info.is_name and self.carries(link, finding):
            return "outlet"
        if node.low in SOME or _is_described(phrase, info):
            return "unnamed"
        if _is_noun_for_person(phrase, node, info):
            return "person"
        if phrase.first == 0 and _is_several(phrase, node, info):
            return "unnamed"
        if phrase.first == 0 and phrase.last == 1 and not info.is_known and node.low.endswith(AGENTS):
            return "person"
        if _is_lone_modifier(phrase, info) and (not node.is_capital or (info.is_name and not info.is_place)):
            return "person"
        return "organization" if node.is_capital or _is_thing(info) else "unnamed"

    def _quoted(self, name: str, link: Link, finding: Finding | None) -> str:
        """A name in quotation marks."""
        if name[:1].islower():
            return "unnamed"
        if self.carries(link, finding):
            return "outlet"
        known = next((b for b in self.cast.bodies if stems(b.name) == stems(name)), None)
        if known is not None and (known.head or link.how not in PLACES):
            return known.type
        words = re.split(r"[\s-]+", name.lower())
        is_paper = words[0] in self.language.outlets or not PAPERS.isdisjoint(words)
        return "outlet" if link.how in PLACES or is_paper else "organization"


def _is_thing(info: Word) -> bool:
    """«национальный парк», «станция»: a thing that speaks is a body."""
    return bool(info.nouns) and info.is_known and not info.is_animate and info.pos == "NOUN"


def _is_noun_for_person(phrase: Phrase, node: Token, info: Word) -> bool:
    """A lone animate noun in the singular («наездник»)."""
    if not info.is_animate or not info.is_known or info.is_name or phrase.last - phrase.first > 1:
        return False
    return (not node.is_capital or phrase.first == 0) and any(f.number == "sing" for f in phrase.forms)


def _is_described(phrase: Phrase, info: Word) -> bool:
    """«Сантехник по вызову»: a common noun for somebody at the head of a sentence, with more words."""
    common = info.is_animate and info.is_known and not info.is_name
    return common and phrase.first == phrase.head == 0 and phrase.last > 1


def _is_several(phrase: Phrase, node: Token, info: Word) -> bool:
    """A plural at the head of a sentence («Зоозащитники»)."""
    nominative = [f for f in phrase.forms if f.case == "nomn"]
    return node.is_capital and not info.is_name and bool(phrase.forms) and all(f.number == "plur" for f in nominative)


def _is_lone_modifier(phrase: Phrase, info: Word) -> bool:
    """An adjective or participle that stands for a person («потерпевшая»)."""
    return bool(info.modifiers) and not info.nouns and phrase.last - phrase.first == 1
