"""Whom a text speaks of: persons and bodies, and where they appear."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct, field

STEM = 5  # letters in which two forms of a name agree
_WORD = re.compile(r"\w+")
_LETTERS = str.maketrans("ёўқғҳіңөұү", "еукгхиноуу")
GENERIC = frozenset(
    "ведомство организация компания издание агентство газета портал телеканал канал журнал орган структура "
    "учреждение предприятие корпорация фирма телекомпания радиостанция министерство регулятор информагентство "
    "сайт еженедельник таблоид департамент перевозчик застройщик производитель оператор подрядчик ресурс холдинг "
    "концерн госкомпания госкорпорация авиакомпания нацкомпания ритейлер ретейлер вуз медучреждение инстанция".split()
)
STRANGERS = frozenset(
    "человек мама мать папа отец муж жена брат сестра сын дочь бабушка дедушка сосед соседка друг подруга "
    "источник собеседник очевидец очевидица свидетель свидетельница житель жительница прохожий пассажир клиент "
    "сотрудник сотрудница".split()
)
_PARTICIPLES = (
    (("ого", "ому", "ыми", "ый", "ым", "ом", "ые", "ых"), "ый"),
    (("щего", "щему", "щими", "щий", "щим", "щем", "щие", "щих"), "щий"),
    (("шего", "шему", "шими", "ший", "шим", "шем", "шие", "ших"), "ший"),
)
_PARTICIPLE_ENDINGS = tuple(ending for endings, _ in _PARTICIPLES for ending in endings)


Words = str | Callable[[], str] | None  # what a text says, or what works it out once it is asked for


class Person(Struct, eq=False, gc=False):
    """One person of the text: the fullest name so far, in the nominative, and what the text calls them."""

    name: str
    gender: str
    roles: set[str] = field(default_factory=set)
    said_role: Words = None
    said_organization: Words = None
    said_office: Words = None  # the words behind the role, an organization or not («города»)
    first: int = 0
    sure: bool = False  # was the name once read in a case that leaves no doubt?

    @property
    def role(self) -> str | None:
        """What they are, in the nominative."""
        return _told(self.said_role)

    @property
    def organization(self) -> str | None:
        """Whose they are, in the nominative."""
        return _told(self.said_organization)

    @property
    def office(self) -> str | None:
        """The words behind the role, in the nominative."""
        return _told(self.said_office)


def _told(words: Words) -> str | None:
    return words() if callable(words) else words


class Body(Struct, eq=False, gc=False):
    """An organization, outlet or unnamed group: the fullest name so far, its head noun, its type."""

    called: str | Callable[[], str]  # its name, or what works it out once it is asked for
    head: str
    type: str
    first: int = 0
    number: str = "sing"
    gender: str = ""

    @property
    def name(self) -> str:
        """Its name, in the nominative."""
        if not isinstance(self.called, str):
            self.called = self.called()
        return self.called

    @name.setter
    def name(self, name: str) -> None:
        self.called = name


class Seen(Struct, gc=False):
    """An entity at a place of the text; ``strong`` where it is a subject or a source."""

    at: int
    entity: Person | Body
    strong: bool


@lru_cache(maxsize=20_000)
def stems(name: str) -> frozenset[str]:
    """The first letters of the words of a name."""
    return frozenset([w[:STEM] for w in _WORD.findall(plain(name))])


def as_noun(low: str) -> set[str]:
    """«обвиняемого» → «обвиняемый», «нападающим» → «нападающий»: what a participle that has become a noun is called."""
    if not low.endswith(_PARTICIPLE_ENDINGS):
        return set()
    for endings, last in _PARTICIPLES:
        for ending in endings:
            if low.endswith(ending) and len(low) > len(ending) + 3:
                return {low[: -len(ending)] + last}
    return set()


def plain(text: str) -> str:
    """Small letters, those of neighbouring alphabets as Russian writes them («Тўраев» is «Тураев»)."""
    return text.lower().translate(_LETTERS)
