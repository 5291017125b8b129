"""Whom a role without a name means: «министр», «глава ведомства», «женщина», «собеседник издания»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.anaphor import number_of
from otkuda.attribution.candidate import NEAR, ROLE
from otkuda.attribution.entity import GENERIC, STRANGERS, Body, Person, as_noun, stems
from otkuda.attribution.phrase_head import OWNERS
from otkuda.attribution.word import word
from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otkuda.attribution.candidate import Bonus, Fits, Memory
    from otkuda.attribution.cast import Cast
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.phrase import Phrase
    from otkuda.lang.language import Language
    from otkuda.text.tokens import Token

ANOTHER = frozenset(
    "второй другой третий еще иной один некий каждый любой некоторый неназванный безымянный анонимный".split()
)
NAMELESS = ("назваться", "представиться", "анонимн", "неназванн", "остаться")  # «не пожелавший назваться»
REFUSAL = 9  # nodes behind a role in which its bearer refuses to be named
VOICES = frozenset({"собеседник", "собеседница"})  # whoever has just spoken, whose ever they are
ASKERS = frozenset({"корреспондент", "журналист", "ведущий", "интервьюер"})  # who ask; their guest is «собеседник»
LONE_VOICES = frozenset("докладчик докладчица оратор выступающий рассказчик рассказчица инсайдер респондент".split())
HARMED = frozenset(
    "свидетель свидетельница очевидец очевидица потерпевший потерпевшая пострадавший пострадавшая заявитель "
    "заявительница истец истица сосед соседка мать отец".split()
)  # who is no suspect
IN_PLACE = frozenset({"в", "во", "на", "из", "от"})
STRICT = frozenset({"lay", "craft", "school", "medicine"})  # such a role means nobody of another field
COURT = frozenset({"law"})  # who of a court is no bare name, which may be anybody's before it
LIVING = frozenset({"lay", "anyone", "crime", "craft", "school"})  # who is called «мужчина», «женщина»
AIDES = frozenset(  # somebody else's, who is often left without a name
    "пресс-секретарь адвокат адвокатесса защитник защитница помощник помощница советник советница заместитель "
    "заместительница секретарь пресс-атташе юрист агент менеджер переводчик переводчица врач продавец продавщица "
    "водитель охранник директор".split()
)
LOCAL = frozenset(  # whose heads are often left without a name
    "район округ город село деревня поселок область край школа гимназия лицей колледж садик детсад больница "
    "поликлиника клиника роддом полиция отдел отделение управление департамент часть прокуратура суд администрация "
    "мэрия акимат служба цех участок магазин кафе ферма двор дом подъезд следствие".split()
)
ANYBODY = frozenset({"anyone"})
JUST = 3  # sentences back in which the one is named whom «чемпион мира» tells more about
EITHER = frozenset({"звезда", "телезвезда", "модель", "легенда"})  # feminine words for men, too
GAIN = {
    "role": 3.0,
    "synonym": 2.8,
    "field": 1.0,
    "other": -1.5,
    "body": 2.0,
    "unnamed": 2.5,
    "stranger": -0.3,
    "held": -0.6,
    "gender": -1.0,
}


def _lemmas(nodes: Iterable[Token]) -> Iterable[str]:
    return (lemma for node in nodes for lemma in (node.low, *word(node).lemmas))


class Mention:
    """A role as it stands in the text, ``rest`` the words behind its noun; ``gender`` is that of the verb or noun."""

    __slots__ = ("at", "clause", "features", "gender", "own", "phrase", "rest", "title")

    def __init__(self, clause: Clause, phrase: Phrase, title: str, gender: str) -> None:
        self.clause, self.phrase, self.title = clause, phrase, title
        self.features = clause.language.titles.get(title, frozenset({"unnamed"}))
        self.at = clause.nodes[phrase.first].start
        self.own = next((f.gender for f in phrase.forms if f.gender), "")
        self.gender = gender or ("femn" if "femn" in self.features and title not in EITHER else "")
        self.rest = clause.nodes[phrase.head + 1 : phrase.last]

    @property
    def modifiers(self) -> Sequence[Token]:
        """The words before its noun («российский лидер»)."""
        return self.clause.nodes[self.phrase.first : self.phrase.head]

    @property
    def is_alone(self) -> bool:
        """One word."""
        return self.phrase.last - self.phrase.first == 1

    @property
    def is_emphatic(self) -> bool:
        """«сам министр», «этот чиновник», «тот же тренер»."""
        return any({"сам", "этот", "тот"} & set(word(n).lemmas) for n in self.modifiers)

    @property
    def is_new(self) -> bool:
        """«второй чиновник», «неназванный дипломат», «следователь, не пожелавший назваться»."""
        behind = self.clause.nodes[self.phrase.last : self.phrase.last + REFUSAL]
        return any(ANOTHER & set(word(n).lemmas) for n in self.modifiers) or any(
            n.low.startswith(NAMELESS) for n in [*self.rest, *behind]
        )

    @property
    def is_owned(self) -> bool:
        """«его пресс-секретарь»: somebody else's."""
        return any(n.low in OWNERS for n in self.modifiers)

    @property
    def is_of_anybody(self) -> bool:
        """«представитель ведомства»: of whatever body is talked about."""
        return len(self.rest) == 1 and not GENERIC.isdisjoint(word(self.rest[0]).lemmas)

    @property
    def is_of_named(self) -> bool:
        """«министр обороны США», «тренер «Зари»», «президент клуба»; not «глава района», «начальник полиции»."""
        return any(n.is_capital or n.kind == QUOTE for n in self.rest) or LOCAL.isdisjoint(_lemmas(self.rest))

    @property
    def is_biography(self) -> bool:
        """Does it tell what somebody is or was: «автор романа», «бывший глава банка», «немецкий специалист»?"""
        if "biography" in self.features or any("бывший" in word(n).lemmas for n in self.modifiers):
            return True
        countries = self.clause.language.countries
        origin = any(lemma in countries for n in self.modifiers for lemma in word(n).lemmas)
        return origin and not self.rest and self.title in self.clause.language.hypernyms

    @property
    def has_field(self) -> bool:
        """«художник по свету»: whoever has a field of their own is somebody else."""
        k, nodes = self.phrase.head + 1, self.clause.nodes
        return k < len(nodes) and nodes[k].low == "по"

    @property
    def is_placed(self) -> bool:
        """«собеседник в клубе»."""
        return any(n.low in IN_PLACE for n in self.rest)

    @property
    def is_headline(self) -> bool:
        """Does it stand in the text's first paragraph, where those are meant who are named below?"""
        return self.clause.sentence.paragraph == 0


class Roles:
    """Roles without a name, in one text."""

    def __init__(self, memory: Memory, cast: Cast, language: Language) -> None:
        self.memory = memory
        self.cast = cast
        self.language = language

    def title(self, clause: Clause, phrase: Phrase, lemmas: set[str]) -> str | None:
        """The title that a phrase's head is, or None."""
        lemmas = lemmas | as_noun(clause.nodes[phrase.head].low)
        titles = self.language.titles
        return next((lemma for lemma in lemmas if lemma in titles), None) or next(
            (lemma for lemma in lemmas if lemma in self.language.hypernyms), None
        )

    def person(self, mention: Mention, *, label: bool) -> Person | Body | None:
        """Return the person whom a role in the singular means, or None where it is somebody new and unnamed."""
        if mention.title in VOICES:
            return self._voice(mention)
        if mention.title in LONE_VOICES and mention.is_alone:
            said = self._voice(mention)
            return said or self.memory.choose(
                mention.at, lambda e: isinstance(e, Person) and self._agrees(e, mention.gender), ROLE
            )
        inside = self.memory.voice(mention.clause.sentence, mention.at, direct=True)
        wanted = {mention.title: GAIN["role"]} if self._may_be_known(mention) and not mention.is_new else {}
        if wanted:
            wanted |= {role: GAIN["synonym"] for role in self._synonyms(mention) if role != mention.title}
        definite = inside is None and not label and self._is_definite(mention)
        fields = self._fields({mention.title}) if definite else frozenset()
        fits, gains = self._fitting(mention, wanted, fields, inside), self._gains(mention, wanted, fields)
        found = self.memory.choose(mention.at, fits, ROLE, gains)
        if found is not None or mention.is_new:
            return found
        below = self._below(mention, wanted, inside)
        return self._told_of(mention) if below is None and inside is None and not label else below

    def _may_be_known(self, mention: Mention) -> bool:
        return mention.is_alone or "role" in mention.features or mention.is_of_anybody

    def _told_of(self, mention: Mention) -> Person | Body | None:
        """«чемпион мира», «бывший глава банка», «немецкий учёный»: more about the one whom the text has just named.

        So is «министр обороны США» where that one has no title yet: nobody brings in a minister without a name.
        """
        tells = mention.is_biography or ("role" in mention.features and mention.title not in AIDES)
        if not tells or mention.is_owned or mention.has_field:
            return None
        fields = self._fields({mention.title}) or ANYBODY
        may_be = self._fitting(mention, {}, fields, None)

        def fits(entity: Person | Body) -> bool:
            if not isinstance(entity, Person) or not may_be(entity):
                return False
            theirs = self._roles_of(entity)
            known = bool(fields & self._fields(theirs) - ANYBODY)
            return mention.is_biography or known or (mention.is_of_named and not theirs)

        gains = self._gains(mention, {}, fields)
        found = self.memory.choose(mention.at, fits, ROLE, gains, self.memory.sentences_back(mention.at, JUST))
        self.memory.doubt(0.8)
        return found

    def _is_definite(self, mention: Mention) -> bool:
        """One word, «сам министр», «бывший министр»: such a role may mean somebody called otherwise."""
        return not (mention.is_new or mention.is_owned) and (
            mention.is_alone or mention.is_emphatic or ("role" in mention.features and not mention.rest)
        )

    def _fitting(
        self, mention: Mention, wanted: dict[str, float], fields: frozenset[str], inside: Person | Body | None
    ) -> Fits:
        """Whether somebody may be meant: by a role like this one, or by one of the same field of life."""
        gender = mention.gender or (mention.own if "anyone" in fields else "")

        before = self._contrasted(mention)

        def fits(entity: Person | Body) -> bool:
            if entity is inside or entity is before:
                return False
            if isinstance(entity, Body):
                return bool(fields) and entity.first < mention.at and self._is_stranger(mention, entity, gender)
            if not self._agrees(entity, gender):
                return False
            roles = self._roles_of(entity)
            if wanted.keys() & roles and not self._of_another(mention, entity):
                return True
            if self._is_head(mention, entity):
                return True
            theirs = self._fields(roles)
            if "office" in mention.features and theirs:
                return False  # «прокурор» is not the headmaster
            if fields == COURT and not theirs:
                return False  # «следователь» is not the one whom the court has arrested
            return bool(fields) and (not fields <= STRICT or not theirs or bool(fields & theirs) or "anyone" in theirs)

        return fits

    def _contrasted(self, mention: Mention) -> Person | Body | None:
        """«Глава Чечни потребовал извинений, а сенатор заявил»: behind «а» somebody else than before it."""
        first, nodes = mention.phrase.first, mention.clause.nodes
        if not first or nodes[first - 1].low != "а":
            return None
        low = mention.clause.sentence.start
        subjects = (seen for seen in self.memory.before(mention.at) if seen.strong and seen.at >= low)
        return next((seen.entity for seen in subjects), None)

    def _is_stranger(self, mention: Mention, body: Body, gender: str) -> bool:
        """«жительница посёлка», then «женщина»: somebody without a name, called by two nouns."""
        if body.type != "unnamed" or body.number != "sing":
            return False
        if body.head == mention.title:
            return True
        mine, theirs = self._fields({mention.title}), self._fields({body.head})
        if (gender and body.gender != gender) or body.head in VOICES or body.head == "источник":
            return False
        if "crime" in mine:
            return body.head not in HARMED and bool(theirs & {"lay", "anyone", "crime"})
        return "anyone" in mine

    def _gains(self, mention: Mention, wanted: dict[str, float], fields: frozenset[str]) -> Bonus:
        """What the roles of a candidate add to its rank."""
        around = [*mention.modifiers, *mention.rest]
        said = stems(" ".join(n.text for n in around)) | self._countries([mention.title, *_lemmas(around)])

        def bonus(entity: Person | Body) -> float:
            if isinstance(entity, Body):
                return GAIN["unnamed"] if entity.head == mention.title else GAIN["stranger"]
            roles = self._roles_of(entity)
            alike = max((gain for role, gain in wanted.items() if role in roles), default=0.0)
            alike = alike or GAIN["synonym"] * self._is_head(mention, entity)
            if not alike and fields:
                theirs = self._fields(roles)
                alike = self._by_field(fields, theirs)
            theirs = self._office(entity) if said and entity.office else frozenset()
            of_body = GAIN["body"] if said & theirs else 0.0
            return (
                alike
                + of_body
                + (GAIN["gender"] if not mention.gender and mention.own == "masc" and entity.gender == "femn" else 0.0)
            )

        return bonus

    def _by_field(self, fields: frozenset[str], theirs: frozenset[str]) -> float:
        """What the field of life is worth: «мужчина» may be anybody, and is seldom the minister."""
        if fields & theirs:
            return GAIN["field"]
        if "anyone" in fields:
            return 0.0 if not theirs or theirs & LIVING else GAIN["held"]
        return GAIN["other"] if theirs else 0.0

    def _office(self, person: Person) -> frozenset[str]:
        """The stems of the words of somebody's office, and the countries that they tell of."""
        words = (person.office or "").lower().split()
        return stems(person.office or "") | self._countries(words)

    def _countries(self, words: Iterable[str]) -> frozenset[str]:
        known = self.language.countries
        return frozenset(known[w] for w in words if w in known)

    def _roles_of(self, person: Person) -> set[str]:
        return person.roles | {person.role.rpartition(" ")[2].lower()} if person.role else person.roles

    def _voice(self, mention: Mention) -> Person | Body | None:
        """«собеседник агентства»: whoever has just spoken, unless it is another."""
        last = self.memory.last_spoken(mention.at, lambda e: isinstance(e, Person) or e.head not in ASKERS)
        if (
            last is None
            or mention.is_new
            or mention.is_placed
            or mention.at - last.at > NEAR
            or number_of(last.entity) != "sing"
        ):
            return None
        self.memory.doubt(0.7)
        return last.entity if isinstance(last.entity, Person) or last.entity.type == "unnamed" else None

    def _of_another(self, mention: Mention, person: Person) -> bool:
        """«глава МИД» is not the head of another ministry."""
        theirs = person.office or ""
        if mention.title not in person.roles:
            return False
        if theirs and mention.rest and mention.rest[0].low == "по":  # «директор по маркетингу»
            return not stems(" ".join(n.text for n in mention.rest[1:])) & stems(theirs)
        named = [n.text for n in mention.rest if n.text.istitle()]
        offices = {n.text for n in mention.rest if n.text.isupper()} & set(
            theirs.split()
        )  # «глава МИД России», «МИД РФ»
        return (
            bool(named)
            and not offices
            and any(w[:1].isupper() for w in theirs.split())
            and not stems(" ".join(named)) & stems(theirs)
        )

    def _synonyms(self, mention: Mention) -> set[str]:
        """«глава государства» is the president, «глава МВД» a minister."""
        rest = {lemma for node in mention.rest for lemma in word(node).lemmas}
        former = {mention.title.removeprefix("экс-")} - {mention.title}  # «бывшего мэра Ломова», then «экс-мэр»
        return former | {
            role
            for of, roles in self.language.roles.get(mention.title, ())
            if not of or of in rest or of == "*"
            for role in roles
        }

    def _is_head(self, mention: Mention, person: Person) -> bool:
        """«министр иностранных дел» is the one who was called «глава МИД»."""
        theirs = {w.lower() for w in (person.office or "").split()}
        return any(
            of in theirs and mention.title in roles
            for title in self._roles_of(person)
            for of, roles in self.language.roles.get(title, ())
        )

    def _agrees(self, person: Person, gender: str) -> bool:
        return not gender or person.gender in {"", gender}

    def _below(self, mention: Mention, wanted: dict[str, float], inside: Person | Body | None) -> Person | None:
        """Somebody named only below: by the same role, or in the headline by one of the same field."""
        fitting = [
            p
            for p in self.cast.persons
            if p is not inside and self._agrees(p, mention.gender) and not self._of_another(mention, p)
        ]
        called = [p for p in fitting if wanted.keys() & self._roles_of(p)]
        may_be = "role" in mention.features or (mention.is_alone and mention.title in self.language.hypernyms)
        if called or inside is not None or not (mention.is_headline and self.cast.headed) or not may_be:
            self.memory.doubt(0.8)
            return self._first(called)
        self.memory.doubt(0.6)
        fields = self._fields({mention.title})
        like = [p for p in fitting if fields & self._fields(p.roles)]
        return self._first(like or [p for p in fitting if p.roles] or fitting)

    def _first(self, persons: list[Person]) -> Person | None:
        """Who of them says what the headline says, else who is named first."""
        found = self.memory.teller(lambda e: e in persons)
        return found if isinstance(found, Person) else next(iter(persons), None)

    def _fields(self, roles: set[str]) -> frozenset[str]:
        known = self.language.hypernyms
        return frozenset().union(
            *(known.get(role) or known.get(role.rpartition("-")[2], frozenset()) for role in roles)
        )

    def somebody(self, clause: Clause, phrase: Phrase, lemmas: set[str], at: int) -> Person | Body | None:
        """Whom a noun for a person that no list of titles knows means («наездник»)."""
        if lemmas & STRANGERS:
            return None
        gender = "femn" if next((f.gender for f in phrase.forms if f.gender), "") == "femn" else ""
        if self.memory.voice(clause.sentence, at, direct=True) is not None:
            return None
        self.memory.doubt(0.6)
        return self.memory.choose(at, lambda e: isinstance(e, Person) and self._agrees(e, gender), ROLE)
