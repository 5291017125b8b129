"""The head of a noun phrase: which word it is, what it may be, what stands before it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from otkuda.attribution.agreement import agrees, any_case, surname_cases, surname_forms
from otkuda.attribution.name_run import UNDECLINED, NameReader, NameRun
from otkuda.attribution.word import CASES, Form, Word, word, word_of
from otkuda.text.tokens import NUMBER, QUOTE, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.lang.language import Language
    from otkuda.text.tokens import Token

LONGEST_ABBREVIATION = 12  # letters; what is longer is shouting
GENITIVE = frozenset({"gent"})
NOT_DECLINED = frozenset({"PREP", "CONJ", "PRCL", "ADVB", "INFN", "GRND", "COMP", "PRED"})
LONGEST_TRAIT = 7  # nodes from a participle to its noun
AGENTS = tuple("щик чик ист лог ер ор тель ник вед граф мен щица чица истка ница тельница".split())
SOMEBODY = tuple(
    "погибш умерш пострадавш потерпевш обвиняем подсудим подозреваем задержанн осужденн осуждённ убит пропавш "
    "заболевш выживш".split()
)  # participles that stand for somebody: «родственники погибшего»
COUNTS = frozenset("три несколько немало".split())
NEAR = frozenset({"знакомый", "близкий", "осведомлённый"})
STRESS = frozenset("сам сама самого самой самому самим саму сами самих".split())
OWNERS = frozenset({"его", "ее", "их"})
_case, _lemma = attrgetter("case"), attrgetter("lemma")


class Phrase(Struct, gc=False):
    """Nodes ``first`` to ``last`` (half-open) of a sentence; ``head`` is the index of its head."""

    first: int
    last: int
    head: int
    forms: tuple[Form, ...]  # what the head may be, after agreement
    name: int = -1  # index of the first word of a personal or proper name in it
    is_joint: bool = False

    @property
    def cases(self) -> frozenset[str]:
        """Cases it may stand in."""
        return frozenset(map(_case, self.forms))

    def lemmas(self) -> tuple[str, ...]:
        """Possible lemmas of the head."""
        return tuple(dict.fromkeys(map(_lemma, self.forms)))


@dataclass(slots=True)
class HeadReader(ABC):
    """Finds the word that heads a phrase, and what that word may be."""

    nodes: Sequence[Token]
    language: Language
    text: str
    capitals: list[int]  # the nodes that are written with a capital
    names: NameReader = field(init=False)
    known: dict[tuple[int, frozenset[str]], list[tuple[int, Phrase | None]]] = field(default_factory=dict)  # by stop

    def __post_init__(self) -> None:
        self.names = NameReader(self.nodes, self.language, self.text, self.capitals)

    @abstractmethod
    def phrase(self, at: int, stop: int, wanted: frozenset[str] = CASES) -> Phrase | None:
        """Return the phrase that begins at node ``at`` in one of the wanted cases, or None."""

    def _head(self, at: int, stop: int, wanted: frozenset[str]) -> tuple[int, tuple[Form, ...]]:
        """Return the head of a phrase that begins at node ``at`` and what it may be; (-1, ()) where none begins."""
        agreed: list[Form] | None = None
        for k in range(at, stop):
            node = self.nodes[k]
            if node.kind == QUOTE:
                return (k, self._quote_forms(node, wanted)) if k == at or agreed is not None else (-1, ())
            low = node.low
            if node.kind == NUMBER or (low in OWNERS and self._owns(k, stop, wanted)):
                continue
            if low in STRESS and k + 1 < stop and self.nodes[k + 1].is_capital:
                continue  # «сам Берец», «самой Йылдыз»: it says nothing of the name behind it
            if agreed is not None and (low == "же" or self._joins(k, stop, agreed)):
                continue  # «того же издания», «западных и арабских стран»
            if node.kind != WORD:
                return -1, ()
            info = word(node)
            named = self._named_head(k, stop, wanted, agreed) if node.is_capital else None
            if named is None and agreed is None and (info.pos == "NUMR" or low in COUNTS):
                named = self._counted(k, stop, wanted, info)
            if named is not None:
                alone = agreed is not None and named[0] < 0 and self._is_somebody_at(k - 1)
                return (k - 1, tuple(agreed or ())) if alone else named  # «адвокат семьи погибшего Анна Орлова»
            modifies = [f for f in info.modifiers if f.case in wanted and (agreed is None or agrees(f, agreed))]
            noun = self._noun_forms(k, info, wanted, agreed)
            if not modifies or not self._goes_on(k, stop, modifies, noun=bool(noun)):
                behind = self._behind_trait(k, stop, wanted, modifies) if modifies else None
                return behind or self._last_word(k, noun, modifies)
            agreed = modifies
        return -1, ()

    def _is_somebody_at(self, k: int) -> bool:
        """«погибшего», «восставших»: a participle that has become a noun."""
        info = word(self.nodes[k])
        several = info.pos == "PRTF" and any((f.case, f.number) == ("gent", "plur") for f in info.modifiers)
        return several or self.nodes[k].low.startswith(SOMEBODY)

    def _behind_trait(
        self, k: int, stop: int, wanted: frozenset[str], modifies: list[Form]
    ) -> tuple[int, tuple[Form, ...]] | None:
        """«приехавший из Твери болельщик»: the noun behind the words that belong to a participle."""
        near = NEAR & set(word(self.nodes[k]).lemmas)  # «двух знакомых с ситуацией банкиров»
        if (word(self.nodes[k]).pos != "PRTF" and not near) or k + 1 >= stop:
            return None
        after = word(self.nodes[k + 1])  # «пожелавший остаться неизвестным сотрудник», «опрошенные газетой врачи»
        led = after.pos in {"PREP", "INFN", "ADVB"} or self._is_agent(k, stop, modifies)
        led = led or any(f.case == "ablt" for f in after.nouns + after.pronouns)
        if not led and not self._is_foreign(k + 1):
            return None
        for j in range(k + 2, min(k + LONGEST_TRAIT, stop)):
            if self.nodes[j].kind != WORD or word(self.nodes[j]).is_finite:
                return None
            head, forms = self._head(j, stop, wanted)
            agreed = tuple(f for f in forms if agrees(f, modifies))
            lemmas = {f.lemma for f in agreed}
            speaks = word(self.nodes[head]).is_animate or lemmas & (
                self.language.speakers | self.language.documents.keys()
            )
            if word(self.nodes[j - 1]).pos != "PREP" and agreed and speaks:
                return head, agreed
        return None

    def _last_word(self, k: int, noun: tuple[Form, ...], modifies: list[Form]) -> tuple[int, tuple[Form, ...]]:
        """A noun, or a modifier by itself («обвиняемый», «погибший»), heads the phrase; else nothing does."""
        if noun:
            return k, noun
        if modifies and not any(v.pos in {"VERB", "GRND"} for v in word(self.nodes[k]).verbs):
            return k, tuple(modifies)
        return -1, ()

    def _counted(self, k: int, stop: int, wanted: frozenset[str], info: Word) -> tuple[int, tuple[Form, ...]] | None:
        """«два собеседника», «пять новых школ»: a numeral in the nominative with its noun in the genitive."""
        readings = {"nomn", "accs"} if info.pos != "NUMR" else {f.case for f in info.modifiers + info.nouns}
        cases = readings & {"nomn", "accs"} & wanted
        if not cases or k + 1 >= stop or self.nodes[k + 1].kind != WORD:
            return None
        head, forms = self._head(k + 1, stop, frozenset({"gent"}))
        if not forms or not word(self.nodes[head]).nouns:
            return None
        return head, tuple(Form(forms[0].lemma, case, "plur", "") for case in sorted(cases))

    def _named_head(
        self, k: int, stop: int, wanted: frozenset[str], agreed: list[Form] | None
    ) -> tuple[int, tuple[Form, ...]] | None:
        """A person's name is the head: «Сергея Лаврова», «бывшему Сергею Лаврову»."""
        run = self._run(k, stop)
        if run is None:
            return None
        forms = tuple(f for f in run.forms(self.nodes[k].low) if f.case in wanted and (not agreed or agrees(f, agreed)))
        return (k, forms) if forms else (-1, ())

    def _owns(self, k: int, stop: int, wanted: frozenset[str]) -> bool:
        """«его представителя», «её ведомство»: a possessive, not the phrase itself."""
        if k + 1 >= stop or self.nodes[k + 1].kind != WORD:
            return False
        info = word(self.nodes[k + 1])
        if info.pos in {"VERB", "INFN", "PREP", "CONJ", "ADVB", "PRCL", "GRND"}:
            return False
        return any(f.case in wanted for f in info.nouns + info.modifiers)

    def _run(self, k: int, stop: int) -> NameRun | None:
        run = self.names.run(k)
        return run if run is not None and run.last <= stop else None

    def _quote_forms(self, quote: Token, wanted: frozenset[str]) -> tuple[Form, ...]:
        """«Интерфаксу» in quotation marks is a dative all the same."""
        name = self.quoted(quote)
        known = self.language.outlet_named(name)
        if " " not in name and name[:1].isupper():
            info = word_of(name, quote)
            cases = {f.case for f in info.nouns}
            strange = not info.is_known and name.endswith("е")  # «Береке»: may be its nominative
            if "datv" in cases and not strange and "nomn" not in cases and name not in self.language.outlet_names:
                return tuple(f for f in any_case(name.lower(), wanted) if f.case in cases)
        if known is not None and known != name and name.lower().endswith(("у", "ю", "ям", "ам")):
            return tuple(f for f in any_case(name.lower(), wanted) if f.case == "datv")
        return any_case(quote.low, wanted)

    def _goes_on(self, k: int, stop: int, modifies: list[Form], *, noun: bool) -> bool:
        """Is the word at ``k`` a modifier of what follows, rather than a head?"""
        if k + 2 < stop and self.nodes[k + 1].low == "же":
            k += 1
        if k + 1 >= stop:
            return False
        after = self.nodes[k + 1]
        if after.kind == QUOTE:
            return not noun and not self._is_agent(k, stop, modifies)
        if after.kind == NUMBER:
            return True
        if after.kind != WORD or self.is_initial(k + 1):
            return False
        if self._joins(k + 1, stop, modifies):
            return not noun
        info = word(after)
        return any(agrees(f, modifies) for f in info.nouns + info.modifiers) or (not noun and self._is_foreign(k + 1))

    def _is_agent(self, k: int, stop: int, modifies: list[Form]) -> bool:
        """«полученном «Зарёй» письме»: a name in quotation marks between a participle and its noun."""
        if (
            self.nodes[k + 1].kind != QUOTE
            or word(self.nodes[k]).pos != "PRTF"
            or k + 2 >= stop
            or self.nodes[k + 2].is_capital
        ):
            return False
        after = word(self.nodes[k + 2])
        return any(agrees(f, modifies) for f in after.nouns + after.modifiers)

    def _joins(self, k: int, stop: int, modifies: list[Form]) -> bool:
        """«западных и арабских стран»: «и» between two modifiers of one noun."""
        if self.nodes[k].low not in {"и", "или"} or k + 2 >= stop or self.nodes[k + 2].kind != WORD:
            return False
        seconds = [f for f in word(self.nodes[k + 1]).modifiers if agrees(f, modifies)]
        return bool(seconds) and any(agrees(f, seconds) for f in word(self.nodes[k + 2]).nouns)

    def _noun_forms(self, k: int, info: Word, wanted: frozenset[str], agreed: list[Form] | None) -> tuple[Form, ...]:
        node = self.nodes[k]
        is_plain = not node.is_capital and node.low.isalpha() and not node.low[0].isascii()
        if not is_plain and (self._is_foreign(k) or self._opens_foreign_name(k, info)):
            return any_case(node.low, wanted)
        forms = [f for f in info.nouns + info.pronouns if f.case in wanted]
        odd = (
            node.is_capital
            and (not info.is_known or self._is_odd_surname(node, info))
            and (k or self.language.names.looks_like_surname(node.text))
            and self.language.outlet_named(node.text) is None  # «рассказал Викиновостям»
        )
        if odd or (node.is_capital and self.names.is_surname(k)):
            forms += [f for f in surname_forms(node.low) if f.case in wanted and f not in forms]
            if "nomn" not in wanted and self.names.is_surname(k) and surname_cases(node.low) == {"nomn"}:
                forms += any_case(node.low, wanted)  # «по словам Дудник» after «Жанна Дудник»
            if wanted == GENITIVE and node.low.endswith("е"):
                forms.append(Form(node.low, "gent", "sing", ""))  # «директор порта Вилья-Норте»
        if agreed is not None:
            forms = [f for f in forms if agrees(f, agreed)]
        if forms and not node.is_capital and info.pos in NOT_DECLINED:
            forms = [f for f in forms if f in info.pronouns]
        return tuple(forms)

    def _opens_foreign_name(self, k: int, info: Word) -> bool:
        """«Си Цзинь», «Мо Фарах»: inside a sentence a capital on a word that is no noun, and another behind it."""
        nodes = self.nodes
        if not k or not nodes[k].is_capital or info.nouns or info.modifiers or k + 1 >= len(nodes):
            return False
        return nodes[k + 1].kind == WORD and nodes[k + 1].is_capital and nodes[k - 1].kind == WORD

    def _is_odd_surname(self, node: Token, info: Word) -> bool:
        """«Лапин»: in the dictionary, but only as another word in an oblique case."""
        if any(f.case == "nomn" for f in info.nouns):
            return False
        return node.low.endswith(("ов", "ев", "ин", "ын", "ский", "цкий")) or self.language.names.looks_like_surname(
            node.text
        )

    @staticmethod
    def pronoun(k: int) -> Phrase:
        """The pronoun at node ``k`` as a phrase of its own."""
        return Phrase(k, k + 1, k, ())

    def quoted(self, quote: Token) -> str:
        """The words between quotation marks."""
        return self.text[quote.start + len(quote.text) : quote.end - len(quote.text)].strip()

    def is_given(self, k: int) -> bool:
        """Is the word a given name, or a compound of given names («Касым-Али»)?"""
        return self.names.is_given(k)

    def is_initial(self, k: int) -> bool:
        """A capital and a full stop: «Н.»."""
        return self.names.is_initial(k)

    def _is_foreign(self, k: int) -> bool:
        """A Latin word, a domain, an abbreviation in capitals: it may stand in any case."""
        node = self.nodes[k]
        if node.kind != WORD:
            return False
        text = node.text
        if text.isalpha() and not node.is_capital:
            return text[0].isascii() and node.low not in self.language.titles
        if "." in text[:-1] or (text[0].isascii() and text[0].isalpha()):
            return node.low not in self.language.titles  # «и.о.»
        short = 1 < len(text) <= LONGEST_ABBREVIATION and text[0].isupper() and text[-1].isupper()  # «МИД», «КазНУ»
        return short or (node.is_capital and "-" in text and node.low.endswith(UNDECLINED))

    def _is_proper(self, k: int) -> bool:
        node = self.nodes[k]
        if node.kind != WORD or not node.is_capital:
            return False
        info = word(node)
        if self._is_title_at(k) and self._leads(k):
            return False  # «Аким Ерлан Сапаров», «Аким заявил» at the start: a title that is a name, too
        if not self.language.anaphoric.isdisjoint([form.lemma for form in info.nouns]):
            return False  # «Стройкомпания «Вега»»
        if self.opens_as_agent(k):
            return False
        if info.is_name or not info.is_known or info.is_place or self.names.is_surname(k):
            return True
        return self._is_foreign(k) or self.is_given(k)

    def _leads(self, k: int) -> bool:
        """Does the word open the sentence, or does a capital or a genitive follow it?"""
        after = self.nodes[k + 1] if k + 1 < len(self.nodes) else self.nodes[k]
        return not k or after.is_capital or any(f.case == "gent" for f in word(after).nouns)

    def opens_as_agent(self, k: int) -> bool:
        """«Тестировщик завода Пётр Лосев»: at the head of a sentence a noun that no list knows, by its ending."""
        node = self.nodes[k]
        if k or word(node).is_known or not node.low.endswith(AGENTS) or k + 1 >= len(self.nodes):
            return False
        after = word(self.nodes[k + 1])
        owned = not self.nodes[k + 1].is_capital and any(f.case == "gent" for f in after.nouns + after.modifiers)
        return self.nodes[k + 1].kind == WORD and (owned or self.names.run(k + 1) is not None)

    def _is_title_at(self, k: int) -> bool:
        return not self.language.titles.keys().isdisjoint(map(_lemma, word(self.nodes[k]).nouns))

    def _has_title(self, phrase: Phrase) -> bool:
        return not self.language.titles.keys().isdisjoint(map(_lemma, phrase.forms))
