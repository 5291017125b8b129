"""What each word form of a language may do, told once for each form: parts of speech and what the tables know."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from otkuda.attribution.svo.letters import CLOSED
from otkuda.lang.language import Language, load
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

NONE: frozenset[str] = frozenset()
Table = dict[str, frozenset[str]]


class Lex(Struct, frozen=True, gc=False):
    """A word form. ``tags``: the letters (see ``tags.py``) of all that it may be, the likeliest first."""

    low: str
    tags: str
    small: str  # the same of what begins with a small letter: «march» is no month
    noun: str = ""  # lemma as a noun
    verb: str = ""  # lemma as a verb
    cue: frozenset[str] = NONE  # features of the verb
    announces: frozenset[str] = NONE  # features of the noun that announces a content
    number: str = ""
    gender: str = ""
    is_possessive: bool = False
    is_known: bool = True
    is_place: bool = False
    is_name: bool = False  # a given name
    is_negative: bool = False  # «not», «didn't»
    roles: frozenset[str] = NONE  # what the word is for in grammar.tsv


class Lexis(dict[str, Lex]):
    """The words of a language by their forms in small letters, with its tables."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.package = f"otkuda.lang.{language.code}"
        self.grammar = _grammar(self.package)
        self.phrasal = _phrasal(self.package)
        self.openers = _openers(self.package)
        self.hearsay = frozenset(row[0] for row in rows(self.package, "parentheticals.tsv") if "agentless" in row[1])
        self.approximators = _approximators(self.package)
        self.phrase_words = _phrase_words(self.package)
        self.speaking = self.grammar["speaking"]
        self.giving = self.grammar["giving"]
        self.aged = tuple(self.grammar["aged"])
        self.parties = tuple(self.grammar["party"])
        self.agents = tuple(self.grammar["agent"])
        listed = rows(self.package, "outlet_heads.tsv")
        self.outlet_heads = frozenset(row[0].lower() for row in listed if "last" in row[1])
        self.outlet_openers = frozenset(row[0].lower() for row in listed if "first" in row[1])
        small = (row[0] for row in rows(self.package, "particles.tsv"))
        self.particles = frozenset(word for word in small if not CLOSED.issuperset(self[word].tags))  # no «as», «an»

    def __missing__(self, low: str) -> Lex:
        """Read a form that is met for the first time."""
        if len(self) > _MOST:
            self.clear()
        made = self[low] = self._read(low)
        return made

    def _read(self, low: str) -> Lex:
        readings = self.language.analyse(low)
        plain = low.replace("’", "'")
        host = self.language.names.nominative_person(plain)
        verb = next((r.lemma for r in readings if r.pos in _VERBAL), "")
        nouns = [r for r in readings if r.pos == "NOUN" or "Poss" in r.grammemes]
        noun = next((r.lemma for r in nouns), "")
        short = low if "short" in self.language.cues.get(low, NONE) else ""
        first = nouns[0] if nouns else (readings[0] if readings else None)
        tags = _tags(low, readings, self)
        is_month = "month" in self.grammar_of.get(plain, NONE)
        return Lex(
            low=low,
            tags=tags,
            small=_tags(low, readings, self, is_month=is_month) if is_month else tags,
            noun=noun,
            verb=verb or short,
            cue=self.language.cues.get(verb or short, NONE),
            announces=self.language.nouns.get(noun, NONE),
            number=first.number if first else "",
            gender=first.gender if first else "",
            is_possessive=any(r.case == "gent" and r.pos == "NOUN" for r in readings),
            is_known=bool(readings and readings[0].is_known),
            is_place=any("Geox" in r.grammemes for r in readings),
            is_name=bool(self.language.names.is_given_name(host)),
            is_negative=any("Negt" in r.grammemes for r in readings),
            roles=self.grammar_of.get(plain, NONE),
        )

    @property
    def grammar_of(self) -> Mapping[str, frozenset[str]]:
        """What each word of grammar.tsv is for."""
        return _roles_of(self.package)


_MOST = 200_000
_VERBAL = frozenset({"VERB", "INFN", "GRND", "PRTF"})


@cache
def lexis(code: str) -> Lexis:
    """Return the words of a language: one store for the run."""
    return Lexis(load(code))


@cache
def _grammar(package: str) -> dict[str, frozenset[str]]:
    return {role: frozenset(words.split()) for role, words, _ in rows(package, "grammar.tsv")}


@cache
def _roles_of(package: str) -> dict[str, frozenset[str]]:
    found: Table = {}
    for role, words in _grammar(package).items():
        for word in words:
            found[word] = found.get(word, NONE) | {role}
    return found


@cache
def _phrasal(package: str) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """«point out», «call for»: by the verb's lemma, the other word and the features of both."""
    found: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    for verb, other, features, _ in rows(package, "phrasal_cues.tsv"):
        found[verb] = (*found.get(verb, ()), (other, frozenset(features.split())))
    return found


@cache
def _openers(package: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """«according to»: the words that stand before a source, by the first of them, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words, features, _ in rows(package, "parentheticals.tsv"):
        parts = tuple(words.split())
        if "source" in features and "…" not in parts:
            found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(many, key=len, reverse=True)) for first, many in found.items()}


@cache
def _approximators(package: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """«at least», «up to»: the words that stand before a number, by the first of them, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words, _, place, _example in rows(package, "approximators.tsv"):
        if place != "after":
            found.setdefault(words.split()[0], []).append(tuple(words.split()))
    return {first: tuple(sorted(many, key=len, reverse=True)) for first, many in found.items()}


@cache
def _phrase_words(package: str) -> dict[str, frozenset[str]]:
    """«words», «view»: the prepositions before whose they are, by the noun."""
    found: dict[str, frozenset[str]] = {}
    for _, forms, features, _example in rows(package, "phrases.tsv"):
        for form in forms.split():
            found[form] = frozenset(features.split())
    return found


def _tags(low: str, readings: tuple[Any, ...], words: Lexis, *, is_month: bool = False) -> str:
    if "." in low[1:-1] and low[-1].isalpha():
        return "m"  # an address: «beacon.example»
    if not readings:
        return "#" if low[:1].isdigit() else "n"
    return _of_readings(low, readings, words, is_month=is_month)


def _of_readings(low: str, readings: tuple[Any, ...], words: Lexis, *, is_month: bool) -> str:
    roles = words.grammar_of.get(low.replace("’", "'"), NONE)
    if "time" in roles and not is_month:
        return "T"
    if "to" in roles:
        return "pt"
    found: dict[str, None] = dict.fromkeys(letter for r in readings for letter in _letters(r, roles))
    if "which_time" in roles and words.language.names.nominative_person(low) != low:
        return "h"
    if (not readings[0].is_known and found.keys() == {"n"}) or ("-" in low and found.keys() <= {"n", "a"}):
        found["i"] = None  # «to refund», «to double-bag»
    if "adverb" in roles:
        found["r"] = None
    if "m" in found and len(found) > 1:
        del found["m"]
    return "".join(found)


_NAMES = frozenset({"Orgn", "Geox", "Name"})


def _letters(reading: Any, roles: frozenset[str]) -> str:  # noqa: ANN401 - morphologies share no type
    pos, grammemes = reading.pos, reading.grammemes
    if pos in _PLAIN:
        return _PLAIN[pos] if pos != "CONJ" else ("c" if roles & {"and", "but"} else "s")
    if pos == "NOUN" and grammemes & _NAMES:
        return "m"
    if pos == "NOUN":
        return "h" if reading.case == "gent" else ("N" if reading.number == "plur" else "n")
    if pos == "NPRO":
        return _pronoun(reading, roles)
    if pos == "ADJF":
        return "d" if "Apro" in grammemes else "a"
    if pos == "ADVB" and "Cntr" in grammemes:
        return "O"
    if pos == "ADVB":
        return "q" if "Ques" in grammemes else "r"
    if pos == "PRTF":
        return "e"
    return _finite(grammemes) if pos == "VERB" else ""


_PLAIN = {"PREP": "p", "CONJ": "s", "INFN": "i", "GRND": "g", "NUMR": "#", "PRCL": "r", "INTJ": "r"}


def _pronoun(reading: Any, roles: frozenset[str]) -> str:  # noqa: ANN401
    grammemes = reading.grammemes
    if "Cntr" in grammemes:
        return "O"
    if "Relt" in grammemes:
        return "w"
    if reading.case == "gent":
        return "o" if "Poss" in grammemes else "d"
    return "q" if "question" in roles else ("u" if reading.case == "accs" else "o")


def _finite(grammemes: frozenset[str]) -> str:
    if "Auxl" in grammemes:
        return "x"
    return "v" if "past" in grammemes else ("z" if "3per" in grammemes else "b")
