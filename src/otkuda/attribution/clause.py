"""The shallow syntax of one sentence: its segments between commas, and which phrase is a verb's subject."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from otkuda.attribution.entity import GENERIC
from otkuda.attribution.phrase import LOOSE, Phrase, Reader
from otkuda.attribution.segment import AND, Segment
from otkuda.attribution.word import CASES, Form, Verb, word
from otkuda.text.tokens import DASHES, MARK, NUMBER, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.lang.language import Language
    from otkuda.text.sentences import Sentence
    from otkuda.text.tokens import Token

Marks = list[tuple[int, str]]  # the nodes that may part segments, in order
SPLIT = DASHES | {",", ";", ":", "(", ")"}
FINITE = frozenset({"VERB", "PRTS"})
NOMINATIVE = frozenset({"nomn"})
OBLIQUE = CASES - {"nomn"}
CIRCLES = frozenset({"круг", "круги", "окружение"})
SINCE = frozenset({"с", "со"})  # «донеслось с галёрки»
THAT_ONE = frozenset({"тот", "та", "те"})
LONGEST_ASIDE = 4  # words
MASS = frozenset("ряд большинство часть группа множество половина треть десяток сотня".split())


def _modifies(participle: Verb, noun: Form) -> bool:
    """«соседка по площадке, попросившая»: it agrees with «соседка»."""
    return (participle.case, participle.number) == (noun.case, noun.number or participle.number) and (
        participle.number == "plur" or not noun.gender or participle.gender == noun.gender
    )


class Subject(Struct, gc=False):
    """Who does what the verb says: a phrase of this sentence, or None where it is dropped.

    ``how`` is left, right, relative (its antecedent in ``stands_for``), place («в полиции сообщили») or dropped.
    """

    phrase: Phrase | None
    how: str
    stands_for: Phrase | None = None
    until: int = -1  # node behind an apposition that belongs to the mention


@dataclass(slots=True, eq=False)
class Clause:
    """A sentence with its segments."""

    sentence: Sentence
    language: Language
    text: str
    nodes: list[Token] = field(init=False)
    reader: Reader = field(init=False)
    segments: list[Segment] = field(init=False)
    asides: set[int] = field(init=False)  # nodes of brackets and of «, однако,» that part nothing
    cues: dict[int, Any] | None = None  # what ``cue.cues_in`` found, once it has looked

    def __post_init__(self) -> None:
        self.nodes = self.sentence.nodes
        self.reader = Reader(self.nodes, self.language, self.text)
        marks = [(k, node.text) for k, node in enumerate(self.nodes) if node.kind == MARK and node.text in SPLIT]
        self.asides = self._brackets(marks) | self._inserted(marks)
        self.segments = self._segments(marks)

    def _segments(self, marks: Marks) -> list[Segment]:
        found, first, opener = [], 0, ""
        for k, mark in marks:
            if k not in self.asides and not self._glues(k):
                if k > first:
                    found.append(Segment(first, k, opener, self.nodes))
                first, opener = k + 1, mark
        if first < len(self.nodes):
            found.append(Segment(first, len(self.nodes), opener, self.nodes))
        return found

    def _brackets(self, marks: Marks) -> set[int]:
        """Nodes of short brackets without a verb: «Данияр Токов (гендиректор компании)»."""
        inside: set[int] = set()
        opened = -1
        for k, mark in marks:
            if mark == "(":
                opened = k
            elif mark == ")" and opened >= 0:
                if (
                    k - opened <= 12
                    and self.finite(opened, k) < 0
                    and not any(n.low in {"по", "как"} for n in self.nodes[opened:k])
                ):
                    inside.update(range(opened, k + 1))
                opened = -1
        return inside

    def _inserted(self, marks: Marks) -> set[int]:
        """Nodes of «, однако,» between a subject and its verb: what stands before it has no verb yet."""
        inside: set[int] = set()
        for at, (k, mark) in enumerate(marks):
            last = self.aside_at(k + 1, len(self.nodes)) if mark == "," else 0
            if last and last < len(self.nodes) and self.nodes[last].text == ",":
                first = marks[at - 1][0] if at else -1
                if k - first > 1 and self.finite(first + 1, k) < 0:
                    inside.update(range(k, last + 1))
        return inside

    def aside_at(self, k: int, stop: int) -> int:
        """Return the node behind the aside that begins at node ``k``, or 0."""
        lows = tuple(node.low for node in self.nodes[k : min(k + LONGEST_ASIDE, stop)])
        return next((k + n for n in range(len(lows), 0, -1) if lows[:n] in self.language.asides), 0)

    def _glues(self, k: int) -> bool:
        """A hyphen inside «Ж.-К.» or «2008-2009»."""
        nodes, node = self.nodes, self.nodes[k]
        if node.text not in DASHES or not 0 < k < len(nodes) - 1:
            return False
        if nodes[k - 1].end == node.start == nodes[k + 1].start - 1 or nodes[k - 1].kind == nodes[k + 1].kind == QUOTE:
            return True
        after = nodes[k + 1]
        if after.kind != WORD or not (self._is_title(k + 1) or self.language.names.is_given_name(after.text)):
            return False
        before = range(max(0, k - 5), k)
        return any(self._is_title(j) for j in before) and not any(
            nodes[j].text in SPLIT or self.is_finite(j) for j in before
        )

    def _is_title(self, k: int) -> bool:
        return any(f.lemma in self.language.titles for f in word(self.nodes[k]).nouns)

    def phrases_in(self, first: int, last: int) -> list[Phrase]:
        """The phrases of nodes ``first`` to ``last``, in order."""
        found, k = [], first
        while k < last:
            phrase = self.reader.phrase(k, last) if word(self.nodes[k]).pos != "PREP" else None
            if phrase is None:
                k += 1
            else:
                found.append(phrase)
                k = phrase.last
        return found

    def segment_at(self, k: int) -> int:
        """Index of the segment that holds node ``k``."""
        for index, segment in enumerate(self.segments):
            if k < segment.last:
                return index
        return len(self.segments) - 1

    def finite(self, first: int, last: int) -> int:
        """Index of the first finite verb among nodes ``first`` to ``last``, or -1."""
        for k in range(first, last):
            if self.is_finite(k):
                return k
        return -1

    def is_finite(self, k: int) -> bool:
        """Is the node a finite verb (or a short participle, which is one too)?"""
        return word(self.nodes[k]).is_finite

    def sentence_text(self, first: int, last: int) -> str:
        """The words of nodes ``first`` to ``last`` as they stand in the text."""
        return self.text[self.nodes[first].start : self.nodes[last - 1].end] if first < last else ""

    def inner_text(self, quote: Token) -> str:
        """The words between quotation marks."""
        return self.reader.quoted(quote)

    def inner_first(self, quote: Token) -> str:
        """The part of speech of the first word between quotation marks."""
        inside = self.sentence.inner.get(quote.index)
        nodes = [n for n in inside[0].nodes if n.low != "не"] if inside else []
        return word(nodes[0]).pos if nodes else ""

    def is_infinitive(self, k: int) -> bool:
        """Is the node an infinitive?"""
        return word(self.nodes[k]).pos == "INFN"

    # ---- subject

    def remark_subject(self, k: int, verb: Verb, low: int) -> Subject:
        """The subject of a remark that begins at node ``low``: nobody named before it."""
        found = self.subject(k, verb, after=True)
        return found if found.phrase is None or found.phrase.first >= low else Subject(None, "dropped")

    def subject(self, k: int, verb: Verb, *, after: bool) -> Subject:
        """Return the subject of the verb at node ``k``; ``after``: it is sought behind the verb first."""
        index = self.segment_at(k)
        segment = self.segments[index]
        if verb.pos == "GRND":
            return self._subject_of_main(index, k) or Subject(None, "dropped")
        if verb.pos == "PRTF":
            return self._antecedent(index, verb, segment.first)
        if segment.kind == "relative" and not self._own_subject(segment, k, verb):
            return self._relative(index, verb)
        beside = self._beside(k, index, verb, after=after)
        if beside is not None:
            return beside
        if verb.person in {"1per", "2per"} and verb.tense != "past":
            return Subject(None, "dropped")
        thing = self._thing_before(k, segment, verb)
        if thing is not None:
            return Subject(thing, "left")
        if verb.number == "plur":
            place = self.place(k, index)
            if place is not None:
                return Subject(place, "place")
        swallowed = self._swallowed(k, segment, verb)
        if swallowed is not None:
            return Subject(swallowed, "left")
        return self._earlier(k, index, verb) or Subject(None, "dropped")

    def _swallowed(self, k: int, segment: Segment, verb: Verb) -> Phrase | None:
        """«По поводу принтера Асканио Вега пошутил»: the name right before a verb without another subject."""
        runs = (self.reader.names.run(j) for j in range(max(segment.first + 1, k - 4), k - 1))
        run = next((run for run in runs if run is not None and run.last == k), None)
        if run is None or word(self.nodes[run.first - 1]).pos == "PREP":
            return None
        phrase = Phrase(run.first, k, run.first, run.forms(self.nodes[run.first].low), run.first)
        return phrase if self.agrees(phrase, verb) else None

    def _beside(self, k: int, index: int, verb: Verb, *, after: bool) -> Subject | None:
        """The subject to the left or to the right of a verb, the likelier side first."""
        for seek in (self._right, self._left) if after else (self._left, self._right):
            found = seek(k, index, verb)
            if found is None or (seek == self._right and self._rather_object(found, k)):
                continue
            place = self._rather_place(found, k, index, verb)
            if place:
                return Subject(place, "place")
            return self._with_apposition(found, "right" if seek == self._right else "left", verb)
        return None

    def _rather_object(self, found: Phrase, k: int) -> bool:
        """«Депутаты приняли закон и обязали банки раскрыть счета»: behind «и» a verb keeps its subject."""
        again = self.reader.phrase(found.first, found.last) or found
        if not k or self.nodes[k - 1].low not in {"и", "но"} or "accs" not in again.cases or found.name >= 0:
            return False
        return found.first == k + 1 and self.finite(self.segments[self.segment_at(k)].first, k) >= 0

    def _thing_before(self, k: int, segment: Segment, verb: Verb) -> Phrase | None:
        """«Крупнейший профцентр страны потребовал»: a noun of no list, right before its verb."""
        first = next((j for j in range(segment.first, k) if word(self.nodes[j]).pos not in {"CONJ", "PRCL"}), k)
        phrase = self.reader.phrase(first, k, NOMINATIVE) if first < k else None
        if phrase is None or phrase.last != k or verb.number != "sing" or not self.agrees(phrase, verb):
            return None
        return phrase if word(self.nodes[phrase.head]).nouns else None

    def _with_apposition(self, found: Phrase, how: str, verb: Verb) -> Subject:
        """«Тамара Бойко, главный врач роддома, уточнила»; «говорит Пётр Гринько, фермер из района»."""
        index = self.segment_at(found.first)
        segment = self.segments[index]
        if (
            how == "left"
            and index
            and found.name < 0
            and self._has_title(found)
            and (found.first, segment.opener) == (segment.first, ",")
        ):
            before = self.segments[index - 1]
            name = self.left_in(before.first, before.last, verb) if found.last == segment.last else None
            if name is not None and name.name >= 0 and name.last == before.last:
                return Subject(name, how, until=found.last)
        if found.last == segment.last and index + 1 < len(self.segments) and found.name >= 0:
            after = self.segments[index + 1]
            title = self._apposed(after)
            if title is not None and title.name < 0 and self._has_title(title) and self._closes(title.last, after.last):
                return Subject(found, how, until=title.last)
        return Subject(self.named_behind(found), how)

    def _apposed(self, segment: Segment, cases: frozenset[str] = NOMINATIVE) -> Phrase | None:
        """The phrase that opens a segment behind a comma, in one of the cases."""
        return self.reader.phrase(segment.first, segment.last, cases) if segment.opener == "," else None

    def named_behind(self, found: Phrase) -> Phrase:
        """«капитан команды, студент Баир Цыренов»: the same with the name that stands behind a second title."""
        index = self.segment_at(found.first)
        one = word(self.nodes[found.head]).pos in {"NUMR", "ADJF"}  # «одного из авторов, профессора Льва Усова»
        body = self._is_body(found)
        if found.name >= 0 or found.last != self.segments[index].last or not (one or body or self._has_title(found)):
            return found
        name = self._apposed(self.segments[index + 1], found.cases) if index + 1 < len(self.segments) else None
        if name is None or not self._closes(name.last, self.segments[index + 1].last):
            return found
        if body and self._is_body(name) and (name.name >= 0 or self.nodes[name.last - 1].kind == QUOTE):
            return Phrase(found.first, name.last, name.head, name.forms, name.name)  # «оператор порта, компания «Юг»»
        if name.name < 0:
            return found
        is_person = self.reader.names.run(name.name) is not None
        return Phrase(found.first, name.last, found.head, found.forms, name.name) if is_person else found

    def _is_body(self, phrase: Phrase) -> bool:
        """A common noun for a body: «оператор», «компания», «министерство»."""
        lemmas = {self.nodes[phrase.head].low, *phrase.lemmas()}
        return bool(lemmas & (GENERIC | self.language.organizations.keys() | self.language.outlets.keys()))

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
                or any(word(n).is_animate for n in self.nodes[phrase.first : phrase.last])
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

    def _has_title(self, phrase: Phrase) -> bool:
        """A title, or any other noun for a person («бармен»)."""
        head = self.nodes[phrase.head]
        person = word(head).is_animate and not word(head).is_name and (phrase.first == 0 or not head.is_capital)
        return person or any(lemma in self.language.titles for lemma in phrase.lemmas())

    def _closes(self, k: int, last: int) -> bool:
        return k == last or (k == last - 1 and self.nodes[k].text == ".")

    def _rather_place(self, found: Phrase, k: int, index: int, verb: Verb) -> Phrase | None:
        """«В мэрии "Ъ" сообщили»: a name that is not declined was told, those in the place said it."""
        found = self.reader.phrase(found.first, found.last) or found  # in any case, not the nominative alone
        thing = (
            "accs" in found.cases
            and found.name < 0
            and not word(self.nodes[found.head]).is_animate
            and not found.is_joint
        )
        if verb.number != "plur" or not (thing or (len(found.cases) == len(CASES) and found.first == found.head)):
            return None
        return self.place(k, index)

    def _own_subject(self, segment: Segment, k: int, verb: Verb) -> bool:
        """«…, о чём он сказал»: a relative clause with a subject beside the pronoun."""
        for j in range(segment.first, min(segment.first + 3, segment.last)):
            info = word(self.nodes[j])
            if "который" in info.lemmas:
                if any(f.case == "nomn" for f in info.modifiers) and j == segment.first:
                    return False
                return (
                    self._left(k, self.segment_at(k), verb, low=j + 1) is not None
                    or self._right(k, self.segment_at(k), verb) is not None
                )
        return True

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
        """«сообщил "Ъ" глава пресс-службы»: a name that is not declined gives way to a nominative behind it."""
        if len(phrase.cases) < len(CASES) or phrase.first != phrase.head or phrase.last >= stop:
            return None
        _, second = self._item(phrase.last, stop)
        if second is None or len(second.cases) == len(CASES) or not self.agrees(second, verb):
            return None
        return self._widen(second, stop)

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
                if (best is None and not (ruled and self._may_be_object(phrase))) or sure or (best is not None and "accs" in best.cases):
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
        edges = [(k + 1, segment.last), (segment.first, k)]
        whole = self._interrupted(index)
        if self._is_bare(index) and segment.kind not in {"that", "sub"}:
            edges.append((0, segment.first))
        elif whole >= 0:  # «В завещании, которое зачитал нотариус, сказано»
            edges.append((self.segments[whole].first, self.segments[whole].last))
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
            for words in (language.organizations.keys(), language.outlets.keys(), language.documents.keys(), CIRCLES)
        ):
            return True
        head = self.nodes[phrase.head]
        return (
            not lemmas & LOOSE and self.nodes[phrase.first].kind != NUMBER and (head.kind == QUOTE or head.is_capital)
        )

    def _subject_of_main(self, index: int, k: int) -> Subject | None:
        """The subject of the finite verb that a gerund leans on."""
        own = self.finite(self.segments[index].first, k)
        if own >= 0:
            return self.subject(own, next(v for v in word(self.nodes[own]).verbs if v.pos in FINITE), after=False)
        order = list(range(index - 1, -1, -1)) + list(range(index + 1, len(self.segments)))
        for other in order:
            segment = self.segments[other]
            if segment.kind in {"relative", "participle", "gerund", "sub"}:
                continue
            k = self.finite(segment.first, segment.last)
            if k < 0:
                continue
            verb = next(v for v in word(self.nodes[k]).verbs if v.pos in FINITE)
            if segment.kind == "that":
                continue
            found = self.subject(k, verb, after=False)
            if found.phrase is not None:
                return found
        return None

    def _antecedent(self, index: int, verb: Verb, first: int) -> Subject:
        """The noun that a participle or a relative clause belongs to: the phrase just before the comma."""
        if first == 0 or index == 0:
            return Subject(None, "dropped")
        before = self.segments[index - 1]
        pronoun = next((f for f in word(self.nodes[first]).modifiers if f.case == "nomn"), None)
        phrases = self.phrases_in(before.first, before.last)
        if verb.pos == "PRTF":
            phrases = [p for p in phrases if any(_modifies(verb, f) for f in p.forms)] or phrases
        best = phrases[-1] if phrases else None
        if best is not None and pronoun is not None:
            best = self._agreeing_part(best, pronoun.gender, pronoun.number)
        if verb.pos == "PRTF" and best is not None:
            return Subject(best, "left")
        return Subject(None, "relative", best)

    def _agreeing_part(self, phrase: Phrase, gender: str, number: str) -> Phrase:
        """«на посту госсекретаря Хиллари Клинтон, которая»: the part of the phrase that «которая» fits."""
        for j in range(phrase.first, phrase.last):
            part = self.reader.phrase(j, phrase.last)
            if (
                part is not None
                and part.last == phrase.last
                and any(
                    f.number == number and (number == "plur" or not gender or not f.gender or f.gender == gender)
                    for f in part.forms
                )
            ):
                return part
        return phrase

    def _relative(self, index: int, verb: Verb) -> Subject:
        segment = self.segments[index]
        if not self._is_pronoun_subject(segment):
            main = self._subject_of_main(index, segment.first)
            fits = main is not None and main.phrase is not None and self.agrees(main.phrase, verb)
            return main if main is not None and fits else Subject(None, "dropped")  # «Сделка, которую считали решённой»
        at = next(
            (
                k
                for k in range(segment.first, min(segment.first + 3, segment.last))
                if "который" in word(self.nodes[k]).lemmas
            ),
            -1,
        )
        found = self._antecedent(index, verb, segment.first)
        if at < 0:
            return found
        pronoun = Phrase(at, at + 1, at, tuple(word(self.nodes[at]).modifiers))
        return Subject(pronoun, "relative", found.stands_for)

    def _is_pronoun_subject(self, segment: Segment) -> bool:
        """«который сказал», not «в котором сказал»."""
        return any(f.case == "nomn" for f in word(self.nodes[segment.first]).modifiers)

    def _interrupted(self, index: int) -> int:
        """«где чиновник, не пожелавший назваться, рассказывает»: the segment that the one at ``index`` goes on, or -1."""
        for other in range(index - 1, -1, -1):
            segment = self.segments[other]
            is_whole = self.finite(segment.first, segment.last) >= 0
            if segment.kind in {"participle", "gerund"} or (segment.kind == "relative" and is_whole):
                continue
            return -1 if is_whole or other == index - 1 else other
        return -1

    def _earlier(self, k: int, index: int, verb: Verb) -> Subject | None:
        """A subject left unsaid: that of the finite verb before it («Он выразил уверенность и отметил, что»)."""
        whole = self._interrupted(index)
        for other in range(index, -1, -1):
            segment = self.segments[other]
            aside = segment.kind in {"relative", "participle", "gerund", "sub", "that"} and other not in {index, whole}
            if aside or segment.opener == "(":
                continue
            if other == whole and segment.kind == "relative" and self._is_pronoun_subject(segment):
                return self._relative(other, verb)
            last = k if other == index else segment.last
            for j in range(last - 1, segment.first - 1, -1):
                if self.is_finite(j) and j != k:
                    found = self._subject_near(j, other, verb)
                    place = self._rather_place(found, j, other, verb) if found is not None else None
                    if place is not None:
                        return Subject(place, "place")  # «В мэрии не стали комментировать слухи, но отметили»
                    if found is not None:
                        return Subject(found, "earlier")
                    place = self._place_beside(j, other, verb)
                    if place is not None:
                        return Subject(place, "place")  # «В «Ветре» отказались от комментариев, но заявили»
            found = self.left_in(segment.first, last, verb) if other != index else None
            if found is not None:
                place = self._rather_place(found, last, other, verb)
                return Subject(place, "place") if place is not None else self._with_apposition(found, "left", verb)
        return None

    def _place_beside(self, j: int, index: int, verb: Verb) -> Phrase | None:
        """Where the plural verb at ``j``, which has no subject, and another after it are said to happen."""
        mine = next((v for v in word(self.nodes[j]).verbs if v.pos in FINITE), None)
        return self.place(j, index) if mine is not None and mine.number == verb.number == "plur" else None

    def _subject_near(self, j: int, index: int, verb: Verb) -> Phrase | None:
        mine = next((v for v in word(self.nodes[j]).verbs if v.pos in FINITE), None)
        if mine is None or (mine.number and verb.number and mine.number != verb.number):
            return None
        return self._left(j, index, verb) or self._right(j, index, verb)
