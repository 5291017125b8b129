"""A language as the reading rules use it: its morphology and its words, read from its folder."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from otkuda.lang.lexicon import rows
from otkuda.text.language import LANGUAGES
from otkuda.text.tokens import OPENING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Words = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Names:
    """What a language knows of names: their nominative, their gender, their cases."""

    nominative_person: Callable[..., str]
    nominative_phrase: Callable[..., str]
    gender_of: Callable[[str], str]
    is_given_name: Callable[[str], str]
    given_readings: Callable[[str], Any]
    looks_like_surname: Callable[[str], bool]
    cases: Callable[[str], frozenset[tuple[str, str]]]  # (case, gender) pairs of a whole name
    opens_eastern_name: Callable[[str], bool]
    may_be_given_name: Callable[[str], bool]


class Stand(NamedTuple):
    """What a noun may stand for alone: for any body of its fields or only for one that is called so."""

    is_any: bool
    fields: frozenset[str]
    shorts: tuple[str, ...]  # how the short names of such bodies begin: «Мин»


@dataclass(frozen=True, slots=True)
class Language:
    """Morphology and word lists of one language; each word list maps a lemma to its features."""

    code: str
    order: str  # of its words: free (cases tell who does what), svo or sov (their places do)
    analyse: Callable[[str], tuple[Any, ...]]
    cues: Words
    cue_openings: frozenset[str]  # first letters (OPENING) of every form of every cue
    nouns: Words
    noun_openings: frozenset[str]  # the same of every noun that announces a content
    phrases: Mapping[str, frozenset[str]]  # by word form: «словам»
    titles: Words
    organizations: Words
    outlets: Words
    anaphoric: frozenset[str]  # lemmas of organizations and outlets that may stand for one named before
    documents: Words
    unnamed: Words
    patronymics: tuple[str, ...]  # how they end
    openers: frozenset[str]  # lemmas of titles, organizations, outlets and documents
    openings: frozenset[str]  # the same of those without a hyphen
    speakers: frozenset[str]  # lemmas of titles, organizations, outlets and unnamed sources
    roles: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]  # title → (of what, titles it stands for)
    countries: Mapping[str, str]  # «американский», «Вашингтон»: what tells of a country → that country
    hypernyms: Words  # «чиновник»: words for somebody whom the text has named by another title
    bodies: Mapping[str, Stand]  # «ведомство»: nouns that stand alone for a body named before
    outlet_names: frozenset[str]  # as they are written: «Время» is one, «время» is none
    abbreviations: frozenset[str]
    asides: frozenset[tuple[str, ...]]  # «в свою очередь»: what stands between commas and says nothing
    names: Names
    single_quotes: Callable[[str], list[tuple[int, int]]] | None  # where single marks are apostrophes too: which quote

    def outlet_named(self, text: str) -> str | None:
        """The known outlet that the words name, in whatever case they stand; None for any other.

        >>> load("ru").outlet_named("Медузы")
        'Медуза'
        """
        if text in self.outlet_names:
            return text
        alike = _outlets_by_start(self.code).get(text[:4].lower())
        return next((name for name in alike if _is_form(text, name)), None) if alike else None


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")


def _words(package: str, name: str) -> Words:
    """Column one holds lemmas, column two features; a last column is the example."""
    found: Words = {}
    for row in rows(package, name):
        features = frozenset(row[1].replace(",", " ").split()) if len(row) > 2 else frozenset()
        if name == "outlets.tsv" and "name" in features:
            continue
        for lemma in row[0].split() if name == "cues.tsv" else [row[0]]:
            key = _plain(lemma)
            found[key] = found.get(key, frozenset()) | features
    return found


@cache
def _outlets_by_start(code: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in sorted(load(code).outlet_names):
        found.setdefault(name[:4].lower(), []).append(name)
    return {start: tuple(names) for start, names in found.items()}


def _is_form(text: str, name: str) -> bool:
    """Do the words differ in their last letters alone («Эха Москвы», «Эхо Москвы»)?"""
    ours, theirs = text.split(), name.split()
    return len(ours) == len(theirs) and all(_differs_in_ending(a, b) for a, b in zip(ours, theirs, strict=True))


def _differs_in_ending(one: str, other: str) -> bool:
    if one == other:
        return True
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    stem = len(other) - (2 if other.endswith(("ие", "ия", "ий")) else 1)
    return (
        shared >= max(2, stem)
        and len(one) - shared <= 3
        and one[0].isupper() == other[0].isupper()
        and not one.isascii()
    )


def _with_prefixes(titles: Words, package: str) -> Words:
    """«вице-министр», «экс-мэр»: every title takes the prefixes of titles."""
    prefixed = {
        f"{prefix}-{title}": features
        for prefix, _ in rows(package, "prefixes.tsv")
        for title, features in titles.items()
    }
    return prefixed | titles


def _roles(package: str) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for title, of, roles, _ in rows(package, "roles.tsv"):
        found.setdefault(title, []).append((_plain(of), tuple(_plain(role) for role in roles.split())))
    return {title: tuple(entries) for title, entries in found.items()}


def _bodies(package: str) -> dict[str, Stand]:
    return {
        _plain(noun): Stand(for_whom == "any", frozenset(fields.split()), tuple(shorts.strip("-").split()))
        for noun, for_whom, fields, shorts, _ in rows(package, "bodies.tsv")
    }


def _names(package: str) -> Names:
    names = importlib.import_module(f"{package}.names")
    return Names(
        nominative_person=names.nominative_person,
        nominative_phrase=importlib.import_module(f"{package}.noun_phrases").nominative_phrase,
        gender_of=names.gender_of,
        is_given_name=names.is_given_name,
        looks_like_surname=names.looks_like_surname,
        cases=names.name_cases,
        opens_eastern_name=names.opens_eastern_name,
        may_be_given_name=names.may_be_given_name,
        given_readings=importlib.import_module(f"{package}.name_forms").given_readings,
    )


def _single_quotes(package: str) -> Callable[[str], list[tuple[int, int]]] | None:
    if importlib.util.find_spec(f"{package}.apostrophes") is None:
        return None
    found: Callable[[str], list[tuple[int, int]]] = importlib.import_module(f"{package}.apostrophes").single_quotes
    return found


def _openings(lemmas: Iterable[str], letters: int, package: str) -> frozenset[str]:
    """Return the first letters of every form of the lemmas: what a cheap look at a word goes by."""
    openings = importlib.import_module(f"{package}.dictionary").openings
    return frozenset().union(*(openings(lemma, letters) for lemma in lemmas))


@cache
def load(code: str) -> Language:
    """Return the language of an ISO 639-1 code; KeyError where otkuda does not read it.

    >>> "say" in load("ru").cues["сообщить"]
    True
    """
    if code not in LANGUAGES:
        raise KeyError(code)
    package = f"otkuda.lang.{code}"
    phrases = {
        _plain(form): frozenset(row[2].split()) for row in rows(package, "phrases.tsv") for form in row[1].split()
    }
    morphology = importlib.import_module(f"{package}.morphology")
    cues, nouns = _words(package, "cues.tsv"), _words(package, "nouns.tsv")
    titles = _with_prefixes(_words(package, "titles.tsv"), package)
    organizations, outlets, documents, unnamed = (
        _words(package, f"{name}.tsv") for name in ("organizations", "outlets", "documents", "unnamed")
    )
    openers = frozenset(titles) | frozenset(organizations) | frozenset(outlets) | frozenset(documents)
    return Language(
        code=code,
        order=importlib.import_module(package).ORDER,
        analyse=morphology.analyse,
        cues=cues,
        cue_openings=_openings(cues, OPENING, package),
        nouns=nouns,
        noun_openings=_openings(nouns, OPENING, package),
        phrases=phrases,
        titles=titles,
        organizations=organizations,
        outlets=outlets,
        outlet_names=frozenset(row[0] for row in rows(package, "outlets.tsv") if "name" in row[1]),
        anaphoric=frozenset(
            noun for nouns in (organizations, outlets) for noun, features in nouns.items() if "anaphoric" in features
        ),
        documents=documents,
        unnamed=unnamed,
        patronymics=tuple(row[0] for row in rows(package, "fathers_names.tsv") if row[2] != "word"),
        openers=openers,
        openings=_openings(filter(str.isalpha, openers), OPENING, package),
        speakers=frozenset(titles) | frozenset(organizations) | frozenset(outlets) | frozenset(unnamed),
        roles=_roles(package),
        countries={_plain(word): row[0] for row in rows(package, "countries.tsv") for word in row[1].split()},
        hypernyms=_words(package, "hypernyms.tsv"),
        bodies=_bodies(package),
        abbreviations=frozenset(_words(package, "abbreviations.tsv")),
        asides=frozenset(tuple(_plain(row[0]).split()) for row in rows(package, "asides.tsv")),
        names=_names(package),
        single_quotes=_single_quotes(package),
    )
