"""The persons of one text: which names are one person's, and the fullest of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.attribution.candidate import FAR
from otkuda.attribution.entity import Person

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Mention
    from otkuda.lang.language import Names

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?\.?")


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters; initials keep their stop («о.»), and stand apart («Е.Мәнжуов»).

    >>> words_of("О. Шарипов"), words_of("J.K. Tarrow")
    (['о.', 'шарипов'], ['j.', 'k.', 'tarrow'])
    """
    return [w if len(w) == 2 else w.rstrip(".") for w in _WORD.findall(name.replace(".", ". ").lower())]


class Persons:
    """Everybody whom a text names, in the order of their first names in it."""

    def __init__(self, names: Names, patronymics: tuple[str, ...]) -> None:
        self.names = names
        self.patronymics = patronymics
        self.known: list[Person] = []
        self.by_role: dict[str, list[Person]] = {}  # in the order in which they are first called so
        self._latest: dict[str, list[Person]] = {}  # by each word of their names, who was named last at the end

    def named(self, mention: Mention) -> Person:
        """Return the person whom a mention names, made known if new; the fullest name is kept, and all roles."""
        name = self._in_order(_BRACKETS.sub("", mention.name))
        gender = mention.gender if mention.gender in {"masc", "femn"} else self._gender(name)
        words = words_of(name)
        person = self._find(words, gender)
        if person is None:
            person = Person(name, gender, first=mention.start)
            self.known.append(person)
        elif _is_fuller(words, words_of(person.name)) or self._has_surname_for_patronymic(words, words_of(person.name)):
            person.name = name
        person.gender = person.gender or gender
        self._note_roles(person, mention)
        for word in set(words):
            latest = self._latest.setdefault(word, [])
            if person in latest:
                latest.remove(person)
            latest.append(person)
        return person

    def _has_surname_for_patronymic(self, words: list[str], known: list[str]) -> bool:
        """«Әділ Пшенов» after «Әділ Серікұлы»."""
        return len(words) == len(known) == 2 and known[1].endswith(self.patronymics) and words[1] != known[1]

    def _gender(self, name: str) -> str:
        return self.names.gender_of(name) if " " in name else ""

    def _in_order(self, name: str) -> str:
        """«Қонбаева Қарлығаш» → «Қарлығаш Қонбаева»: the given name first, unless the family name always leads."""
        words = name.split()
        if len(words) != 2 or self.names.opens_eastern_name(words[0]):
            return name
        given = self.names.is_given_name
        swapped = given(words[1]) and not self.names.may_be_given_name(words[0])  # «Асылбек Дүйсен» stays
        swapped = swapped and self.names.looks_like_surname(words[0])
        return f"{words[1]} {words[0]}" if swapped and not self.names.looks_like_surname(words[1]) else name

    def _note_roles(self, person: Person, mention: Mention) -> None:
        for role in mention.roles:
            if role not in person.roles:
                person.roles.add(role)
                for called in {role, role.rpartition(" ")[2]}:  # a health minister is «the minister»
                    self.by_role.setdefault(called, []).append(person)
        person.said_role = person.said_role or mention.role
        person.said_office = person.said_office or (mention.owner.name if mention.owner is not None else None)
        if mention.owner is not None and mention.owner.kind == "body":
            person.said_organization = person.said_organization or mention.owner.name

    def _find(self, words: list[str], gender: str) -> Person | None:
        """The person who may be called so, the one named last of several."""
        alike = {id(p): p for w in words for p in reversed(self._latest.get(w, ()))}
        if all(map(_is_initial, words)):  # «М.Г.:»
            alike = {id(p): p for p in self.known[-FAR:][::-1]}
        fits = [p for p in alike.values() if _agree(p.gender, gender) and self._may_be(words, words_of(p.name))]
        if len(fits) < 2:
            return fits[0] if fits else None
        return next((p for p in fits if set(words_of(p.name)) == set(words)), fits[0])

    def _may_be(self, words: list[str], known: list[str]) -> bool:
        """May two names be one person's: also «Әділ Серікұлы» and «Әділ Пшенов»?"""
        if len(words) == len(known) == 2 and words[0] == known[0]:
            return words[1] == known[1] or words[1].endswith(self.patronymics) != known[1].endswith(self.patronymics)
        return _may_be(words, known)


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _is_fuller(words: list[str], known: list[str]) -> bool:
    if len(words) != len(known):
        return len(words) > len(known)
    return sum(map(len, words)) > sum(map(len, known)) and any(_is_initial(w) for w in known)


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "."


def _may_be(words: list[str], known: list[str]) -> bool:
    """May two names be one person's: do all words of the shorter stand in the longer, initials by their letter?"""
    short, long = sorted((words, known), key=len)
    if len(short) == 1:
        # a surname, or, of a name without one, the first («Fahmi», «Anwar»)
        return short[0] in {long[-1], long[0]} or (short[0] in long and len(long) > 2)
    left = list(long)
    for word in short:
        match = next((other for other in left if _same_word(word, other)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _same_word(one: str, other: str) -> bool:
    if _is_initial(one) or _is_initial(other):
        return one[0] == other[0]
    return one == other
