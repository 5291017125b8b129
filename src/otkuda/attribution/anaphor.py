"""Who a pronoun means, and who the subject is that a verb leaves unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.candidate import ROLE
from otkuda.attribution.entity import Body, Person, stems
from otkuda.attribution.phrase import LOOSE
from otkuda.attribution.word import word

if TYPE_CHECKING:
    from otkuda.attribution.candidate import Fits, Memory
    from otkuda.attribution.cast import Cast
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.word import Verb

HE = frozenset("он его него нему ему им ним нем сам".split())
SHE = frozenset("она ее нее ней ей сама".split())
THEY = frozenset("они их них ними им ними сами".split())
THAT = {"тот": "masc", "та": "femn", "те": "plur"}
SPEAKERS = frozenset("я мы мой наш нашему моему нами мной мне меня нас нам".split())
SINGLE = frozenset("я мой моему мной мне меня".split())
TALKS = frozenset(
    "сайт интервью эфир беседа разговор программа выпуск колонка комментарий сми микроблог блог страница аккаунт "
    "соцсеть twitter facebook telegram-канал телеграм-канал".split()
)  # no paper is called so
ASKS = tuple("погов говор бесед побесед интервью расспр спрос спраш разговор рассказ встрет узна ответ отвеч".split())
OBJECTS = frozenset({"datv", "accs"})
HUMAN = 2.2  # a pronoun in the singular means a person rather than a body
OPENING = 50  # characters within which a sentence without a subject has its verb
BEHIND = 200  # characters within which somebody is named whom a pronoun has meant before
CLOSE = 400  # characters within which a dropped plural subject continues


def number_of(entity: Person | Body) -> str:
    """``sing`` or ``plur``."""
    return entity.number if isinstance(entity, Body) else "sing"


def is_human(entity: Person | Body, gender: str) -> bool:
    """Is it one person of that gender, as far as the text shows it?"""
    if isinstance(entity, Person):
        return entity.gender in {"", gender}
    return entity.type == "unnamed" and entity.number == "sing" and gender in {entity.gender, "femn"}


def agrees(entity: Person | Body, gender: str) -> bool:
    """May a verb in the singular of that gender have it for its subject?"""
    if isinstance(entity, Body):
        return entity.number == "sing" and entity.gender == gender
    return not entity.gender or not gender or entity.gender == gender


class Anaphors:
    """Pronouns and dropped subjects of one text."""

    def __init__(self, memory: Memory, cast: Cast, outlet: str | None) -> None:
        self.memory = memory
        self.cast = cast
        self.outlet = outlet

    def pronoun(self, low: str, clause: Clause, at: int, *, possessive: bool) -> Person | Body | None:
        """Return whom a pronoun means; inside a quotation it is not the one who speaks there."""
        other = self.memory.voice(clause.sentence, at, direct=True)
        if low in THAT:
            return self._that_one(THAT[low], at)
        if low in THEY and (possessive or low != "им"):
            return self._first_of(at, other, lambda e: number_of(e) == "plur", lambda e: isinstance(e, Body))
        if low not in SHE and low not in HE:
            return self.memory.choose(at, lambda e: e is not other)
        gender = "femn" if low in SHE else "masc"
        genders = {gender} if low in SHE | {"он", "сам"} else {"masc", "neut"}  # «его» is a ministry's, too
        found = self.memory.choose(
            at,
            lambda e: e is not other and (is_human(e, gender) or any(agrees(e, one) for one in genders)),
            bonus=lambda e: HUMAN if is_human(e, gender) else 0.0,
        )
        return found or self._behind(at, gender)

    def _behind(self, at: int, gender: str) -> Person | None:
        """««Это конец», — сказал он. Полковник Арно Вебер подал в отставку»: named right after the pronoun."""
        if self.memory.is_inside(at):
            return None
        near = (s.entity for s in self.cast.seen if at < s.at < at + BEHIND and s.strong)
        self.memory.doubt(0.7)
        return next((e for e in near if isinstance(e, Person) and is_human(e, gender)), None)

    def _first_of(self, at: int, other: Person | Body | None, *conditions: Fits) -> Person | Body | None:
        """The likeliest that meets the first condition which anybody meets."""
        for fits in conditions:
            found = self.memory.choose(at, lambda e, fits=fits: e is not other and fits(e))  # type: ignore[misc]
            if found is not None:
                return found
        return None

    def _that_one(self, gender: str, at: int) -> Person | Body | None:
        """«тот»: not the one who has just spoken, but the one spoken of last."""
        last = self.memory.last_spoken(at)
        seen = next(
            (
                s
                for s in self.memory.before(at)
                if self._is_that(s.entity, gender) and (last is None or s.entity is not last.entity)
            ),
            None,
        )
        self.memory.doubt(0.7)
        return seen.entity if seen else None

    def _is_that(self, entity: Person | Body, gender: str) -> bool:
        return number_of(entity) == "plur" if gender == "plur" else is_human(entity, gender)

    def unsaid(self, verb: Verb | None, clause: Clause, at: int, *, dropped: bool) -> Person | Body | None:
        """Return the subject that a verb continues («Также отметил, что»)."""
        if verb is not None and verb.person == "1per":
            return self.speaker(clause, at, several=verb.number == "plur")
        if verb is not None and verb.number == "plur" and dropped:
            return self._several(clause, at)
        other = self.memory.voice(clause.sentence, at, direct=True)
        if verb is None or verb.tense != "past" or verb.number == "plur":
            number = verb.number if verb is not None else ""
            return self._first_of(at, other, lambda e: not number or number_of(e) == number, lambda _: True)
        gender = verb.gender
        if other is not None and dropped and agrees(other, gender):
            return other  # «Не просил ни о чём», in direct speech: «я»
        return self._first_of(at, other, lambda e: agrees(e, gender))

    def _several(self, clause: Clause, at: int) -> Body | None:
        """«Также отметили, что»: those who spoke in the sentence before; else it is nobody in particular."""
        last = self.memory.last_spoken(at)
        if last is None or clause.sentence.around is not None:
            return None
        if last.at < clause.sentence.start and at - clause.sentence.start > OPENING:
            return None
        if not isinstance(last.entity, Body) or self._has_object(clause, at):
            return None
        is_many = last.entity.number == "plur" or last.entity.type != "unnamed"
        self.memory.doubt(0.7)
        return last.entity if is_many and at - last.at < CLOSE else None

    def _has_object(self, clause: Clause, at: int) -> bool:
        """«Родным велели ждать», «работы обещали начать»: behind its object a verb has nobody for its subject."""
        k = next((k for k, node in enumerate(clause.nodes) if node.start >= at), 0)
        first = clause.segments[clause.segment_at(k)].first
        phrases = clause.phrases_in(first, k)
        bare = (p for p in phrases if p.first == first or word(clause.nodes[p.first - 1]).pos != "PREP")
        return any(p.cases & OBJECTS and LOOSE.isdisjoint(p.lemmas()) for p in bare)

    def partner(self, clause: Clause, *, asks: bool) -> Person | Body | None:
        """Return who asks in an interview that a sentence opens, the outlet, or who answers there."""
        at = clause.sentence.start
        self.memory.doubt(0.8)
        if not asks:
            addressed = self._addressed(clause)
            return addressed or self.memory.choose(at, lambda e: isinstance(e, Person), ROLE)
        asked = {id(s.entity) for s in self.memory.before(at) if self._asks_there(s.at)}
        asker = self.memory.choose(
            at, lambda e: id(e) in asked and isinstance(e, Body) and e.type == "outlet" and e.head not in TALKS
        )
        outlet = Body(self.outlet, self.outlet, "outlet") if self.outlet else None
        return asker or outlet or Body("корреспондент", "корреспондент", "unnamed")

    def _asks_there(self, at: int) -> bool:
        """«журнал «Лад» поговорил с ней», «рассказала «Заре»»: may whoever is named there be the one who asks?"""
        nodes = self.memory.sentence_at(at).nodes
        return any(node.low.startswith(ASKS) for node in nodes)

    def _addressed(self, clause: Clause) -> Person | None:
        """«— Айгерим, в фильме сорок слов»: whom the first question names."""
        nodes = clause.nodes
        comma = next((k for k, node in enumerate(nodes[:4]) if node.text == ","), 0)
        words = stems(clause.sentence_text(1, comma)) if comma > 1 and nodes[1].is_capital else frozenset()
        return next((p for p in self.cast.persons if words & stems(p.name)), None)

    def speaker(self, clause: Clause, at: int, *, several: bool) -> Person | Body | None:
        """Return whom «я» and «мы» mean: the one whose words are quoted; outside quotations the outlet itself."""
        voice = self.memory.voice(clause.sentence, at)
        if voice is not None:
            self.memory.doubt(0.8 if several else 0.95)
            return voice
        self.memory.doubt(0.4)
        if self.outlet:
            return Body(self.outlet, self.outlet, "outlet")
        if not several:
            return self.memory.choose(at, lambda e: isinstance(e, Person), ROLE)
        return self.memory.choose(at, lambda e: isinstance(e, Body) and e.type == "outlet" and e.head not in TALKS)
