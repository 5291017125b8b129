"""The word lists that a comparison goes by, as its rules use them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from otkuda.lang.language import Language, load
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Value = TypeVar("Value")


class Numeral(NamedTuple):
    """A number in words: what it is worth, and how it joins others (``numerals.tsv``)."""

    value: float
    kind: str


class Measure(NamedTuple):
    """What a unit measures, and how much of it."""

    name: str
    factor: float


class DateWord(NamedTuple):
    """A word of dates: what it tells, and the number (from and to)."""

    what: str
    low: int
    high: int
    is_capital: bool  # a word of dates only with a capital letter: "May"


class Approximator(NamedTuple):
    """What makes a number inexact: how, and where it stands."""

    kind: str
    place: str


class Listable(Protocol):
    """What a phrase of a list may be made of: a word of a text, or a unit."""

    @property
    def key(self) -> str:
        """It, folded."""

    @property
    def forms(self) -> frozenset[str]:
        """The key and the lemmas that it may have."""


class Found(NamedTuple, Generic[Value]):
    """A phrase of a list in a text: how many words it has, and what it is there for."""

    length: int
    value: Value


class Phrases(Generic[Value]):
    """Phrases of a list by their first word; of those that fit the longest is found."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in entries:
            words = tuple(phrase.lower().replace("ё", "е").split())
            self._by_first.setdefault(words[0], []).append((words, value))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Sequence[Listable], index: int) -> Found[Value] | None:
        """Return the longest phrase that begins with a word, each word of it by form or lemma; None where none does."""
        best: Found[Value] | None = None
        forms = words[index].forms & self._by_first.keys()
        for form in sorted(forms, key=lambda one: (one != words[index].key, one)):
            for phrase, value in self._by_first[form]:
                if (best is None or len(phrase) > best.length) and _fits(phrase, words, index):
                    best = Found(len(phrase), value)
        return best


def _fits(phrase: tuple[str, ...], words: Sequence[Listable], index: int) -> bool:
    return index + len(phrase) <= len(words) and all(
        form in words[at].forms for at, form in enumerate(phrase, start=index)
    )


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists of one language."""

    language: Language
    numerals: dict[str, tuple[Numeral, ...]]
    ranges: frozenset[tuple[str, str]]  # what opens a range, and what joins its ends: «между … и»
    measures: Phrases[Measure]
    calendar: Phrases[DateWord]
    dated: frozenset[str]  # single words of dates, numbers and measures, which may be parts of one: "mid-May"
    approximators: Phrases[Approximator]
    hedges: Phrases[str]
    negators: Phrases[str]
    conditionals: Phrases[str]
    contrasts: Phrases[str]
    universals: Phrases[str]
    light: frozenset[str]  # verbs that only help another
    strengths: Phrases[int]
    spellings: tuple[tuple[str, str], ...]
    counting: frozenset[str]  # words with which a quantity or a date in words may begin


def _kinds(package: str, name: str) -> Phrases[str]:
    return Phrases((row[0], row[1]) for row in rows(package, name))


def _phrases(package: str, name: str) -> Phrases[str]:
    return Phrases((row[0], row[0]) for row in rows(package, name))


def _numerals(package: str) -> dict[str, tuple[Numeral, ...]]:
    found: dict[str, tuple[Numeral, ...]] = {}
    for word, value, kind, _ in rows(package, "numerals.tsv"):
        key = word.replace("ё", "е")
        found[key] = (*found.get(key, ()), Numeral(float(value), kind))
    return found


def _calendar(package: str) -> list[tuple[str, DateWord]]:
    found = []
    for word, what, number, _ in rows(package, "calendar.tsv"):
        low, _, high = number.strip("-").partition("-")
        found.append((word, DateWord(what, int(low or 0), int(high or low or 0), word[0].isupper())))
    return found


@cache
def lists(code: str) -> Lists:
    """Return the lists of an ISO 639-1 code; KeyError where otkuda does not read the language.

    >>> lists("ru").numerals["двенадцать"][0].value
    12.0
    """
    language, package = load(code), f"otkuda.lang.{code}"
    numerals, calendar = _numerals(package), _calendar(package)
    measures = rows(package, "units.tsv")
    single = {row[0] for row in measures if " " not in row[0]} | {
        word for word, numeral in numerals.items() if numeral[0].kind not in {"range", "joint", "article"}
    }
    return Lists(
        language=language,
        numerals=numerals,
        ranges=frozenset(
            (word.split()[0], word.split()[1]) for word, (numeral, *_) in numerals.items() if numeral.kind == "range"
        ),
        measures=Phrases((row[0], Measure(row[1], float(row[2]))) for row in measures),
        calendar=Phrases(calendar),
        dated=frozenset(single | {word.lower() for word, _ in calendar if " " not in word}),
        approximators=Phrases((row[0], Approximator(row[1], row[2])) for row in rows(package, "approximators.tsv")),
        hedges=_kinds(package, "hedges.tsv"),
        negators=_kinds(package, "negators.tsv"),
        conditionals=_kinds(package, "conditionals.tsv"),
        contrasts=_phrases(package, "contrasts.tsv"),
        universals=_phrases(package, "universals.tsv"),
        light=frozenset(row[0] for row in rows(package, "light_verbs.tsv")),
        strengths=Phrases((row[0], int(row[1])) for row in rows(package, "cue_strengths.tsv")),
        spellings=tuple((row[0], row[1]) for row in rows(package, "spellings.tsv")),
        counting=frozenset(numerals) | _firsts([*numerals, *(word for word, _ in calendar)]),
    )


def _firsts(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(one.lower().replace("ё", "е").split()[0] for one in phrases)
