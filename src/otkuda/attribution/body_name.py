"""What a phrase that names an organization or an outlet is called, and which of the two it is."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from otkuda.attribution.personal_name import is_abbreviation
from otkuda.attribution.phrase_name import NAMED_ALONE
from otkuda.attribution.word import word
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.attribution.clause import Clause
    from otkuda.attribution.phrase import Phrase
    from otkuda.lang.language import Language
    from otkuda.text.tokens import Token

OWN = re.compile(
    r"^(?:свой|своя|своё|свое|свои|своем|своём|своей|собственный|собственная|собственное|его|её|ее|их)\s+",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"(?:The )?(?:[A-Z][\w.&']* )+(?:Times|Post|Journal|News|Herald|Telegraph|Gazette|Tribune|Chronicle|Mail|Observer|"
    r"Ledger|Lantern|Mirror|Review|Magazine|Press|Radio|Today|Weekly|TV)\b"
)
_FIRM = re.compile(r"[A-Za-z] (?:Ltd|LLC|Inc|Corp|Plc|AG|GmbH|AB|ASA|Oy|NV|SA|SE|Group|Holdings?|Airlines|Bank)$")
SITES = frozenset("сайт веб-сайт страница страничка аккаунт паблик группа чат блог микроблог".split())


class BodyNames:
    """Names bodies in the nominative, as a language has it."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def body_type(self, clause: Clause, phrase: Phrase) -> str | None:
        """organization, outlet or None."""
        language = self.language
        node = clause.nodes[phrase.head]
        if node.kind == QUOTE:
            inner = clause.inner_text(node)
            return "outlet" if language.outlet_named(inner) else None
        texts = {node.text, node.low, clause.reader.two_words(phrase), *[form.lemma for form in phrase.forms]}
        whole = clause.sentence_text(phrase.first, phrase.last).strip("«»\"“”„'")
        common = not language.organizations.keys().isdisjoint(texts)  # «Власти заявили»
        if node.is_capital and self._is_listed(phrase, whole, node.text, common=common):
            return None if self._is_another_word(clause, phrase) else "outlet"
        if _PRESS.match(whole) or (
            node.low in {"сети", "сеть", "сетью"} and clause.nodes[phrase.first].low.startswith("социальн")
        ):
            return "outlet"
        if whole[-1:].isascii() and _FIRM.search(whole):
            return "organization"
        if not language.outlets.keys().isdisjoint(texts):
            if self._are_reporters(phrase):
                return None
            if language.organizations.keys().isdisjoint(texts):
                return "outlet"
            if self._holds_people(clause, phrase):
                return None  # «группа учёных»
            modifiers = {lemma for n in clause.nodes[phrase.first : phrase.head] for lemma in word(n).lemmas}
            press = modifiers & {"информационный", "новостной", "телеграфный"} or phrase.first == phrase.head
            return "outlet" if press and not self._followed_by_preposition(clause, phrase) else "organization"
        if "." in node.text[1:-1] and node.kind == WORD:
            return "outlet"
        return None if language.organizations.keys().isdisjoint(texts) else "organization"

    def _is_listed(self, phrase: Phrase, whole: str, head: str, *, common: bool) -> bool:
        """Is a phrase the name of an outlet of the list, or the head that opens it?"""
        named = self.language.outlet_named
        if named(whole) is not None and (not common or phrase.last - phrase.first > 1):
            return True
        return phrase.first == phrase.head and not common and named(head) is not None

    def _is_another_word(self, clause: Clause, phrase: Phrase) -> bool:
        """«Интерес подогрел мэр»: a common word at the head of a sentence that looks like a form of «Интер»."""
        node = clause.nodes[phrase.head]
        if not self._begins_sentence(clause, phrase.head) or node.text in self.language.outlet_names:
            return False
        return phrase.first == phrase.head and word(node).is_known and not (word(node).is_name or node.text.isupper())

    def _are_reporters(self, phrase: Phrase) -> bool:
        """«репортёры»: several who stand for no outlet."""
        features = (self.language.outlets.get(form.lemma, frozenset()) for form in phrase.forms)
        return any("stands_for" in f for f in features) and all(form.number == "plur" for form in phrase.forms)

    def _holds_people(self, clause: Clause, phrase: Phrase) -> bool:
        k = phrase.head + 1
        inner = clause.reader.phrase(k, phrase.last, frozenset({"gent"})) if k < phrase.last else None
        head = clause.nodes[inner.head] if inner is not None else None
        return head is not None and not head.is_capital and word(head).is_animate

    def _followed_by_preposition(self, clause: Clause, phrase: Phrase) -> bool:
        return any(n.low in {"по", "при"} for n in clause.nodes[phrase.head + 1 : phrase.last])

    def body_name(self, clause: Clause, phrase: Phrase, kind: str) -> str:
        """Its name in the nominative: the proper name alone behind «газета», «агентство», «компания»."""
        name = self._body_name(clause, phrase, kind)
        if kind == "outlet":
            return self.language.outlet_named(name) or OWN.sub("", name)
        return OWN.sub("", name)

    def _body_name(self, clause: Clause, phrase: Phrase, kind: str) -> str:
        nodes = clause.nodes
        head = nodes[phrase.head]
        named = phrase.name == phrase.head or (
            phrase.head
            and head.is_capital
            and phrase.head + 1 < phrase.last
            and nodes[phrase.head + 1].is_capital
            and (not word(head).is_known or head.low in self.language.outlets)
        )
        if head.kind == WORD and named and phrase.first == phrase.head:
            last = next((k for k in range(phrase.head, phrase.last) if nodes[k].text == "("), phrase.last)
            return self.plain(clause.sentence_text(phrase.head, last), self.case_of(phrase), clause, phrase)
        proper = self._proper(clause, phrase)
        if proper and head.kind == WORD and self._drops_head(clause, phrase, kind):
            return proper
        if head.kind == QUOTE and phrase.first == phrase.head:
            return clause.inner_text(head)
        text = clause.sentence_text(phrase.first, phrase.last)
        return self.plain(text, self.case_of(phrase), clause, phrase)

    def _drops_head(self, clause: Clause, phrase: Phrase, kind: str) -> bool:
        texts = {clause.nodes[phrase.head].low, *phrase.lemmas()}
        if kind == "outlet":
            return not texts & SITES
        return bool(texts & NAMED_ALONE)

    def _proper(self, clause: Clause, phrase: Phrase) -> str:
        """The name in quotation marks or in capitals at the phrase's end."""
        nodes = clause.nodes
        end = next((k for k in range(phrase.head + 1, phrase.last) if nodes[k].text == "("), phrase.last)
        for k in range(phrase.head + 1, end):
            if nodes[k].kind == QUOTE:
                return clause.inner_text(nodes[k])
        first = next(
            (
                k
                for k in range(phrase.head + 1, end)
                if nodes[k].kind == WORD
                and ("." in nodes[k].text[1:-1] or nodes[k].is_capital)
                and (nodes[k].text[0].isascii() or not self._is_genitive(nodes[k]))
            ),
            -1,
        )
        if first < 0:
            return ""
        last = next((k for k in range(first, phrase.last) if nodes[k].text == "("), phrase.last)
        return clause.sentence_text(first, last)

    def _is_genitive(self, node: Token) -> bool:
        info = word(node)
        return any(f.case == "gent" for f in info.nouns + info.modifiers) and not any(
            f.case == "nomn" and f.number == "sing" for f in info.nouns
        )

    def plain(self, text: str, case: str, clause: Clause, phrase: Phrase) -> str:
        """A phrase in the nominative, its first letter as inside a sentence."""
        return self.named_later(text, case, clause, phrase)()

    def named_later(self, text: str, case: str, clause: Clause, phrase: Phrase) -> Callable[[], str]:
        """What works out the same: most of those who are seen in a text nobody asks for by name."""
        first = clause.nodes[phrase.first]
        is_small = first.is_capital and self._begins_sentence(clause, phrase.first) and self._is_common(first)
        return partial(_in_nominative, self.language, text, case, is_small=is_small)

    def _begins_sentence(self, clause: Clause, k: int) -> bool:
        return (
            k == 0
            or all(n.kind not in {WORD, QUOTE} for n in clause.nodes[:k])
            or clause.nodes[k - 1].text in {":", "—", "–"}
        )

    def _is_common(self, node: Token) -> bool:
        info = word(node)
        if info.is_name or info.is_place or is_abbreviation(node):
            return False
        return info.is_known or (node.low.endswith(("ы", "и")) and not node.text[0].isascii())  # «Зоозащитники»

    def case_of(self, phrase: Phrase) -> str:
        """The case that a phrase most likely stands in, or ""."""
        cases = phrase.cases
        if len(cases) == 1:
            return next(iter(cases))
        if (
            "nomn" in cases
            and all(f.number == "plur" for f in phrase.forms if f.case == "nomn")
            and any(f.number == "sing" for f in phrase.forms)
        ):
            cases = cases - {"nomn"}  # «следствия», «администрации»: rarely several
        return next((case for case in ("nomn", "gent", "loct", "datv") if case in cases), "")


def _in_nominative(language: Language, text: str, case: str, *, is_small: bool) -> str:
    name = language.names.nominative_phrase(text, case=case)
    return name[:1].lower() + name[1:] if is_small else name
