"""The shallow syntax of one sentence: which phrase is the subject of a verb, beside it or clauses away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct

from otkuda.attribution.constituent import NOMINATIVE, Constituents
from otkuda.attribution.layout import FINITE
from otkuda.attribution.phrase import Phrase
from otkuda.attribution.word import CASES, Form, Verb, word
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.segment import Segment


def _modifies(participle: Verb, noun: Form) -> bool:
    """«соседка по площадке, попросившая»: it agrees with «соседка»."""
    return (participle.case, participle.number) == (noun.case, noun.number or participle.number) and (
        participle.number == "plur" or not noun.gender or participle.gender == noun.gender
    )


def _is_alike(form: Form, gender: str, number: str) -> bool:
    return form.number == number and (number == "plur" or not gender or not form.gender or form.gender == gender)


class Subject(Struct, gc=False):
    """Who does what the verb says: a phrase of this sentence, or None where it is dropped.

    ``how`` is left, right, relative (its antecedent in ``stands_for``), place («в полиции сообщили») or dropped.
    """

    phrase: Phrase | None
    how: str
    stands_for: Phrase | None = None
    until: int = -1  # node behind an apposition that belongs to the mention


@dataclass(slots=True, eq=False)
class Clause(Constituents):
    """A sentence in which each verb finds its subject."""

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
                return self._before_insert(index, verb, place) or Subject(place, "place")
        swallowed = self._swallowed(k, segment, verb)
        if swallowed is not None:
            return Subject(swallowed, "left")
        return self._earlier(k, index, verb) or Subject(None, "dropped")

    def _behind_insert(self, index: int, verb: Verb) -> Phrase | None:
        """«сообщил, выступая на форуме, глава района», «сказал, в частности, он»: who stands behind an insert."""
        at, count = index + 1, len(self.segments)
        while at < count and self.segments[at].opener == "," and self._is_insert(self.segments[at]):
            at += 1
        if at == index + 1 or at >= count or self.segments[at].opener != ",":
            return None
        segment = self.segments[at]
        found = self.reader.phrase(segment.first, segment.last, NOMINATIVE)
        if found is None or not self.agrees(found, verb) or not self.can_tell(found):
            return None
        return found if self.finite(found.last, segment.last) < 0 else None

    def _is_insert(self, segment: Segment) -> bool:
        """A gerund, a participle or «в частности»: what may stand between a verb and its subject."""
        return segment.kind in {"gerund", "participle"} or self.aside_at(segment.first, segment.last) == segment.last

    def _before_insert(self, index: int, verb: Verb, place: Phrase) -> Subject | None:
        """«Учёные из Кембриджа, чья статья вышла в мае, полагают»: they do, not the town that they are from."""
        whole = self._interrupted(index)
        if whole < 0 or place.first >= self.segments[whole].last:
            return None
        found = self.left_in(self.segments[whole].first, self.segments[whole].last, verb)
        return Subject(found, "left") if found is not None and found.first < place.first < found.last else None

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
            if found is None:
                continue
            if seek == self._right and (self._rather_object(found, k) or self._rather_told(found, k, verb)):
                continue
            place = self._rather_place(found, k, index, verb)
            if place:
                return Subject(place, "place")
            return self._with_apposition(found, "right" if seek == self._right else "left", verb)
        behind = self._behind_insert(index, verb) if after else None
        return self._with_apposition(behind, "right", verb) if behind is not None else None

    def _rather_object(self, found: Phrase, k: int) -> bool:
        """«Депутаты приняли закон и обязали банки раскрыть счета»: behind «и» a verb keeps its subject."""
        if not k or self.nodes[k - 1].low not in {"и", "но"} or found.name >= 0 or found.first != k + 1:
            return False
        again = self.reader.phrase(found.first, found.last) or found
        return "accs" in again.cases and self.finite(self.segments[self.segment_at(k)].first, k) >= 0

    def _rather_told(self, found: Phrase, k: int, verb: Verb) -> bool:
        """«Дипломат, видевший план, рассказал «Заре»»: what may be no subject, where that stands before an aside."""
        if found.first != k + 1 or not self._may_be_told(found):
            return False
        whole = self._interrupted(self.segment_at(k))
        whole = whole if whole >= 0 else self._apposed_before(k)
        segment = self.segments[whole] if whole >= 0 else None
        return segment is not None and self.left_in(segment.first, segment.last, verb) is not None

    def _apposed_before(self, k: int) -> int:
        """«Инвестор, фонд Blue Yurt, заявил «Заре»»: the apposition right before the verb that opens its segment."""
        index = self.segment_at(k)
        if index < 2 or self.segments[index].first != k or self.segments[index].opener != ",":
            return -1
        before = self.segments[index - 1]
        phrase = self._apposed(before)
        return index - 1 if phrase is not None and phrase.last == before.last else -1

    def _may_be_told(self, found: Phrase) -> bool:
        """A name that does not decline («РБК»), or a thing in what may be the accusative («назвал вердикт»)."""
        again = self.reader.phrase(found.first, found.last) or found
        head = self.nodes[found.head]
        thing = found.name < 0 and "accs" in again.cases and not word(head).is_animate
        return thing or len(again.cases) == len(CASES) or head.text[0].isascii()

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
            and self._is_bare_title(found)
            and (found.first, segment.opener) == (segment.first, ",")
        ):
            before = self.segments[index - 1]
            name = self.left_in(before.first, before.last, verb) if found.last == segment.last else None
            if name is not None and name.name >= 0 and name.last == before.last:
                return Subject(name, how, until=found.last)
        if found.last == segment.last and index + 1 < len(self.segments) and found.name >= 0:
            after = self.segments[index + 1]
            title = self._apposed(after)
            if title is not None and self._is_bare_title(title) and self._closes(title.last, after.last):
                return Subject(found, how, until=title.last)
        return Subject(self.named_behind(found), how)

    def _is_bare_title(self, phrase: Phrase) -> bool:
        """«замглавы Минфина», «аналитик Goldman Sachs»: a title, and at most the name of a firm."""
        named = phrase.name >= 0 and not self.nodes[phrase.name].text[0].isascii()
        return not named and self._has_title(phrase)

    def _apposed(self, segment: Segment, cases: frozenset[str] = NOMINATIVE) -> Phrase | None:
        """The phrase that opens a segment behind a comma, in one of the cases."""
        return self.reader.phrase(segment.first, segment.last, cases) if segment.opener == "," else None

    def named_behind(self, found: Phrase) -> Phrase:
        """«капитан команды, студент Баир Цыренов»: the same with the name that stands behind a second title."""
        index = self.segment_at(found.first)
        if found.name >= 0 or found.last != self.segments[index].last:
            return found
        one = word(self.nodes[found.head]).pos in {"NUMR", "ADJF"}  # «одного из авторов, профессора Льва Усова»
        body = self._is_body(found)
        if not (one or body or self._has_title(found)):
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

    def _rather_place(self, found: Phrase, k: int, index: int, verb: Verb) -> Phrase | None:
        """«В мэрии "Ъ" сообщили»: a name that is not declined was told, those in the place said it."""
        if verb.number != "plur":
            return None
        found = self.reader.phrase(found.first, found.last) or found  # in any case, not the nominative alone
        thing = (
            "accs" in found.cases
            and found.name < 0
            and not word(self.nodes[found.head]).is_animate
            and bool(word(self.nodes[found.head]).nouns)  # «учёные из Твери сообщили»
            and self.reader.language.unnamed.keys().isdisjoint(found.lemmas())  # «источники в парламенте сообщили»
            and not found.is_joint
        )
        undeclined = len(found.cases) == len(CASES) and found.first == found.head
        return self.place(k, index) if thing or undeclined else None

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

    def antecedent(self, at: int) -> Phrase | None:
        """Return whom «которого» at a node means: «дипломат, по словам которого бои идут»."""
        index = self.segment_at(at)
        before = self.segments[index - 1] if index else None
        phrases = self.phrases_in(before.first, before.last) if before is not None else []
        of_pronoun = [(f.gender, f.number) for f in word(self.nodes[at]).modifiers]
        parts = (self._agreeing_part(p, gender, number) for p in reversed(phrases) for gender, number in of_pronoun)
        fitting = (p for p in parts if any(_is_alike(f, *one) for f in p.forms for one in of_pronoun))
        return next((p for p in fitting if self.can_tell(p)), phrases[-1] if phrases else None)

    def agent(self, k: int) -> Phrase | None:
        """Return who did what a passive verb at node ``k`` says: «министром поручено», «отмечено ведомством»."""
        segment = self.segments[self.segment_at(k)]
        found = (
            self.reader.phrase(p.first, p.last, frozenset({"ablt"}))
            for p in self.phrases_in(segment.first, segment.last)
            if "ablt" in p.cases
            and "nomn" not in p.cases
            and (not p.first or word(self.nodes[p.first - 1]).pos != "PREP")
        )
        return next((p for p in found if p is not None and self.can_tell(p)), None)

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
