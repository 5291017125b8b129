"""Which phrases of a sentence may be the subject of a verb, or the place where its words were said."""

from __future__ import annotations

from dataclasses import dataclass

from otkuda.attribution.entity import GENERIC
from otkuda.attribution.layout import FINITE, Layout
from otkuda.attribution.phrase import LOOSE, Phrase
from otkuda.attribution.segment import AND
from otkuda.attribution.word import CASES, Verb, word
from otkuda.text.tokens import DASHES, NUMBER, QUOTE, WORD

NOMINATIVE = frozenset({"nomn"})
OBLIQUE = CASES - {"nomn"}
CIRCLES = frozenset({"круг", "круги", "окружение"})
SINCE = frozenset({"с", "со"})  # «донеслось с галёрки»
THAT_ONE = frozenset(
    "тот та те двое трое четверо пятеро первый первая второй вторая третий третья четвертый другой другая последний "
    "последняя остальные прочие иные".split()
)
THEM = frozenset({"них", "нас"})
MASS = frozenset("ряд большинство часть группа множество половина треть десяток сотня процент доля".split())


@dataclass(slots=True, eq=False)
class Constituents(Layout):
    """Looks for what a verb may go with to its left, to its right, and behind prepositions."""

    def _is_body(self, phrase: Phrase) -> bool:
        """A common noun for a body: «оператор», «компания», «министерство»."""
        lemmas = {self.nodes[phrase.head].low, *phrase.lemmas()}
        known = GENERIC, self.language.organizations.keys(), self.language.outlets.keys()
        return not all(words.isdisjoint(lemmas) for words in known)

    def has_subject(self, first: int, k: int) -> bool:
        """Does the finite verb at ``k`` have a subject of its own among the nodes from ``first`` on?"""
        verb = next((v for v in word(self.nodes[k]).verbs if v.pos in FINITE), None)
        return verb is not None and self.left_in(first, k, verb) is not None

    def can_speak(self, phrase: Phrase) -> bool:
        """A person, a body, a writing or a name; a mere thing that looks like an accusative is none."""
        if (
            "accs" not in phrase.cases
            or phrase.name >= 0
            or self.nodes[phrase.head].kind == QUOTE
            or len(phrase.cases) == len(CASES)
        ):
            return True
        language = self.language
        head = word(self.nodes[phrase.head])
        if phrase.head and self.nodes[phrase.head].is_capital:
            return True
        if head.is_animate or head.pronouns:
            return True
        if not head.nouns or head.pos == "NUMR":  # «один из чиновников», «два собеседника»
            return (
                self.nodes[phrase.head].low in THAT_ONE | language.titles.keys()
                or (head.pos == "PRTF" and not self.nodes[phrase.head].low.endswith(("ое", "ее")))
                or any(word(n).is_animate or n.low in THEM for n in self.nodes[phrase.first : phrase.last])
            )
        lemmas = {self.nodes[phrase.head].low, *phrase.lemmas()}
        return bool(lemmas & language.speakers or lemmas & language.documents.keys() or lemmas & MASS)

    def can_tell(self, phrase: Phrase) -> bool:
        """A person, a body, a writing or a name; no meeting and no mere thing."""
        head, language = self.nodes[phrase.head], self.language
        lemmas = {head.low, *phrase.lemmas()}
        if head.is_capital or head.kind == QUOTE or word(head).is_animate:
            return True
        return bool(lemmas & (language.speakers | language.documents.keys()))

    def _right(self, k: int, index: int, verb: Verb) -> Phrase | None:
        stop = self.segments[index].last
        j = k + 1
        while j < stop:
            step, phrase = self._item(j, stop)
            if phrase is not None and not self.agrees(phrase, verb):
                phrase = self._jointly(phrase, stop, verb) or phrase
            if phrase is None and self.is_infinitive(j):
                return None
            if phrase is not None and (phrase.is_joint or (self.agrees(phrase, verb) and self.can_speak(phrase))):
                if phrase.is_joint:
                    return phrase
                return self._instead(phrase, stop, verb) or self._widen(self._as_subject(phrase, stop), stop)
            if not step or (self.is_finite(j) and phrase is None):
                return None
            if (
                phrase is not None
                and j == k + 1
                and phrase.cases == NOMINATIVE
                and verb.gender == "neut"
                and verb.person == ""
            ):
                return phrase  # «сообщило фирма»: an author's slip
            j = step
        return None

    def _jointly(self, phrase: Phrase, stop: int, verb: Verb) -> Phrase | None:
        """«Тренер и капитан заявили»: two in the singular under a plural verb."""
        if verb.number != "plur" or "nomn" not in phrase.cases:
            return None
        joint = self._widen(self._as_subject(phrase, stop), stop)
        return joint if joint.is_joint else None

    def _as_subject(self, phrase: Phrase, stop: int) -> Phrase:
        """Read again as a nominative: «Критики Алиева» has then one meaning."""
        again = self.reader.phrase(phrase.first, stop, NOMINATIVE)
        return again if again is not None and again.head == phrase.head else phrase

    def _instead(self, phrase: Phrase, stop: int, verb: Verb) -> Phrase | None:
        """«сообщил "Ъ" глава пресс-службы», «цитирует Сапарова пресс-служба»: the nominative behind is the subject."""
        quoted = "words" in self.language.cues.get(verb.lemma, ()) and "accs" in phrase.cases
        anything = len(phrase.cases) == len(CASES) and phrase.first == phrase.head
        if not (quoted or anything) or phrase.last >= stop:
            return None
        _, second = self._behind_when(phrase.last, stop)
        if second is None or len(second.cases) == len(CASES) or not self.agrees(second, verb):
            return None
        return self._widen(second, stop) if anything or "accs" not in second.cases else None

    def _behind_when(self, j: int, stop: int) -> tuple[int, Phrase | None]:
        """The next constituent that stands behind no preposition: «сообщил РИА Новости в среду глава района»."""
        step, phrase = self._item(j, stop)
        while phrase is None and step and step < stop and word(self.nodes[j]).pos == "PREP":
            j = step
            step, phrase = self._item(j, stop)
        return step, phrase

    def _left(self, k: int, index: int, verb: Verb, low: int = -1) -> Phrase | None:
        return self.left_in(low if low >= 0 else self.segments[index].first, k, verb)

    def left_in(self, first: int, last: int, verb: Verb) -> Phrase | None:
        """Return the subject of a verb among nodes ``first`` to ``last``, or None."""
        best: Phrase | None = None
        j, ruled = first, False  # what stands behind another verb is that verb's, up to the next «и»
        while j < last:
            step, phrase = self._item(j, last)
            ruled = (ruled or self.is_finite(j)) and self.nodes[j].low not in AND
            joint = self._jointly(phrase, last, verb) if phrase is not None and not self.agrees(phrase, verb) else None
            if joint is not None:
                best, step = joint, joint.last
            elif phrase is not None and self.agrees(phrase, verb) and self.can_speak(phrase):
                sure = "accs" not in phrase.cases
                if (
                    (best is None and not (ruled and self._may_be_object(phrase)))
                    or sure
                    or (best is not None and "accs" in best.cases)
                ):
                    best = self._widen(self._as_subject(phrase, last), last)
                    step = best.last
            elif phrase is None and step == j + 1 and self.is_finite(j) and j not in self.asides:
                best = None
            j = step or j + 1
        return best

    def _may_be_object(self, phrase: Phrase) -> bool:
        """«призвал вести дневник и пообещал»: a thing that may be an accusative."""
        return "accs" in phrase.cases and phrase.name < 0 and not word(self.nodes[phrase.head]).is_animate

    def _item(self, j: int, stop: int) -> tuple[int, Phrase | None]:
        """The next constituent: where it ends, and the phrase if it may be a subject. 0 ends the search."""
        node = self.nodes[j]
        if j in self.asides:
            return j + 1, None
        if node.kind == WORD:
            info = word(node)
            if info.pos == "PREP" and not self.reader.is_initial(j):
                inner = self.reader.phrase(j + 1, stop, OBLIQUE) if j + 1 < stop else None
                return (inner.last if inner else j + 1), None
            if node.low in {"и", "или"}:
                return 0, None
            if node.low in {"это", "этом", "все", "всё", "то", "что"} and not self._heads(j, stop):
                return j + 1, None
        if node.kind == QUOTE and not self.is_name_quote(j):
            return j + 1, None
        if node.kind not in {WORD, QUOTE, NUMBER}:
            return (j + 1 if node.text == "." else 0), None
        phrase = self.reader.phrase(j, stop)
        if phrase is None:
            return j + 1, None
        return phrase.last, phrase

    def is_name_quote(self, j: int) -> bool:
        """May the quotation be a name: a few words that begin with a capital and end no sentence?"""
        node = self.nodes[j]
        inner = self.inner_text(node)
        if j and self.nodes[j - 1].text == ":":
            return False
        if j + 1 < len(self.nodes) and self.nodes[j + 1].text in DASHES:
            return False
        if j + 2 < len(self.nodes) and self.nodes[j + 1].text == "," and self.nodes[j + 2].text in DASHES:
            return False
        return node.last - node.first <= 7 and not inner[:1].islower() and inner[-1:] not in ".!?…,"

    def _heads(self, j: int, stop: int) -> bool:
        return j + 1 < stop and any(f.case == "nomn" for f in word(self.nodes[j + 1]).nouns)

    def agrees(self, phrase: Phrase, verb: Verb) -> bool:
        """May the phrase be the subject of the verb?"""
        low = self.nodes[phrase.head].low
        if verb.person == "1per" and verb.tense != "past":
            return low in {"я", "мы"}
        if low in {"я", "мы"} and verb.tense != "past" and verb.person:
            return False
        return any(self._form_agrees(form, phrase, verb) for form in phrase.forms if form.case == "nomn")

    def _form_agrees(self, form: object, phrase: Phrase, verb: Verb) -> bool:
        number, gender, lemma = form.number, form.gender, form.lemma  # type: ignore[attr-defined]
        if phrase.is_joint or lemma in MASS:
            return True
        if verb.number and number and number != verb.number:
            return False
        if verb.number != "sing" or verb.tense != "past" or not gender or not verb.gender or gender == verb.gender:
            return True
        if verb.gender == "femn" and (lemma in self.language.titles or phrase.name > phrase.head):
            return True  # «геохимик Аояма Сидзука предположила»
        head = self.nodes[phrase.head]
        return (
            head.is_capital
            and phrase.name == phrase.head
            and self.language.names.is_given_name(head.text) in {"", "both", verb.gender}
        )

    def _widen(self, phrase: Phrase, stop: int, cases: frozenset[str] = NOMINATIVE) -> Phrase:
        """«комиссия и сотрудники департамента»: two sources joined by «и» are one."""
        k = phrase.last
        if k + 1 < stop and self.nodes[k].low == "и":
            second = self.reader.phrase(k + 1, stop, cases)
            if second is not None and not self.is_finite(k + 1):
                return Phrase(phrase.first, second.last, phrase.head, phrase.forms, phrase.name, is_joint=True)
        return phrase

    def place(self, k: int, index: int) -> Phrase | None:
        """«в полиции сообщили», «говорится в докладе»: the phrase behind в, на, из, nearest to the verb."""
        segment = self.segments[index]
        verbs = (j for j in range(k - 1, segment.first, -1) if self.is_finite(j) and j not in self.asides)
        other = next(verbs, segment.first)
        edges = [(k + 1, segment.last), (other, k)]  # «Учёные из Твери выяснили и сообщили»
        whole = self._interrupted(index)
        if whole >= 0:  # «В завещании, которое зачитал нотариус, сказано», «В акте, имеющемся в редакции, сказано»
            edges.append((self.segments[whole].first, self.segments[whole].last))
        if self._is_bare(index) and segment.kind not in {"that", "sub"}:
            edges.append((0, segment.first))
        for first, last in edges:
            found = self._place_in(first, last, k)
            if found is not None:
                return found
        return None

    def _is_bare(self, index: int) -> bool:
        """Has the sentence no verb before this segment, but for the author's own «напомним»?"""
        return all(
            self.finite(s.first, s.last) < 0 or (s.last - s.first == 1 and self.nodes[s.first].low.endswith("м"))
            for s in self.segments[:index]
        )

    def _place_in(self, first: int, last: int, k: int) -> Phrase | None:
        best = None
        j = first
        heard = SINCE if any("sound" in self.language.cues.get(v.lemma, ()) for v in word(self.nodes[k]).verbs) else ()
        while j < last:
            node = self.nodes[j]
            if node.kind == WORD and node.low in {"в", "во", "на", "из", *heard} and j + 1 < last:
                cases = frozenset({"gent"}) if node.low in {"из", "с", "со"} else frozenset({"loct"})
                phrase = self.reader.phrase(j + 1, last, cases)
                if phrase is None and "loct" in cases:  # «в сети»: its locative is a rare reading
                    phrase = self.reader.phrase(j + 1, last, frozenset({"datv"}))
                if phrase is not None:
                    if self.is_source_place(phrase) or (j == k + 1 and not self._is_loose(phrase)):
                        phrase = self._widen(phrase, last, cases)
                        if first > k:
                            return phrase
                        best = phrase
                    j = phrase.last
                    continue
            elif node.low == "там":
                return Phrase(j, j + 1, j, ())
            elif first > k and (self.is_finite(j) or self.is_infinitive(j)):
                return best  # «пообещали не вылезать из судов»
            j += 1
        return best

    def _is_loose(self, phrase: Phrase) -> bool:
        return bool({self.nodes[phrase.head].low, *phrase.lemmas()} & LOOSE) or self.nodes[phrase.first].kind == NUMBER

    def is_source_place(self, phrase: Phrase) -> bool:
        """Can the phrase behind «в» speak? Not a day, a month, an occasion."""
        lemmas = {self.nodes[phrase.head].low, *phrase.lemmas()}
        language = self.language
        if any(
            lemmas & words
            for words in (
                GENERIC,
                language.organizations.keys(),
                language.outlets.keys(),
                language.documents.keys(),
                CIRCLES,
            )
        ):
            return True
        if self.reader.two_words(phrase) in language.organizations:
            return True  # «в Белом доме»
        head = self.nodes[phrase.head]
        return (
            not lemmas & LOOSE and self.nodes[phrase.first].kind != NUMBER and (head.kind == QUOTE or head.is_capital)
        )
