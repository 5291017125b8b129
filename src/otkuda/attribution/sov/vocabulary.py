"""The words of a verb-last language as the rules ask for them; all of them stand in its folder."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from otkuda.lang.language import load
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from otkuda.lang.language import Language

Says = frozenset[str]
Entries = dict[str, list[tuple[tuple[str, ...], "Entry"]]]  # by the last word: those before it, what they are


class Entry(NamedTuple):
    """A word or words of a list: which list, how it writes them, what it says of them."""

    list: str
    lemma: str
    says: Says


class Vocabulary(Struct, frozen=True, eq=False):
    """The lists of a language."""

    language: Language
    saying: Callable[..., Any]
    entries: Entries
    phrases: Mapping[str, Says]  # «айтуынша», by form
    postpositions: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by the first word: the words and the case
    anaphors: Mapping[str, tuple[tuple[str, ...], ...]]  # by the first word
    openers: Mapping[str, tuple[tuple[str, ...], ...]]  # «сонымен қатар», by the first word, the longest first
    asides: Mapping[str, tuple[tuple[str, ...], ...]]  # the same, and «айта кетерлігі»
    traps: Mapping[tuple[str, str], Says]
    places: frozenset[str]  # lemmas of nouns that make a name that of a place
    proper: frozenset[str]  # words that are written with a capital letter: «Ресей»
    times: frozenset[str]  # lemmas of nouns that say when
    predicates: frozenset[str]  # «жоқ»: words that end a sentence as a verb does
    quantities: frozenset[str]  # «бір» of «тұрғындардың бірі»
    honorifics: frozenset[str]  # «мырза», behind a name
    askers: frozenset[str]  # «сұхбаттасқан», before who asks in an interview
    alike: Mapping[int, str]  # Latin letters that are written for those of the language
    pronouns: frozenset[str]
    grammar: Mapping[str, tuple[str, ...]]  # small words and endings by what they are
    agents: tuple[str, ...]  # endings of nouns for those who do something
    firsts: frozenset[str]  # with which a verb of several words begins
    verbs: frozenset[str]  # that say something, alone or behind other words
    referring: frozenset[str]  # verbs of «сілтеме жасау»: whose words another repeats


@cache
def vocabulary(code: str) -> Vocabulary:
    """Return the lists of a language, read once."""
    package, language = f"otkuda.lang.{code}", load(code)
    compounds = rows(package, "compounds.tsv")
    grammar = {row[0]: tuple(row[1].split()) for row in rows(package, "grammar.tsv")}
    cues = rows(package, "cues.tsv")
    return Vocabulary(
        language,
        importlib.import_module(f"{package}.sayings").saying,
        _entries(language, package),
        _phrases(package),
        _postpositions(package),
        _by_first(rows(package, "anaphors.tsv")),
        _by_first(rows(package, "openers.tsv")),
        _by_first((*rows(package, "openers.tsv"), *rows(package, "asides.tsv"))),
        _traps(package),
        frozenset(row[0] for row in rows(package, "places.tsv")),
        frozenset(row[0] for row in rows(package, "words.tsv") if row[1] == "NOUN" and row[2][:1].isupper()),
        frozenset(row[0] for row in rows(package, "times.tsv")),
        frozenset(row[0] for row in rows(package, "predicates.tsv")),
        frozenset(row[0] for row in rows(package, "quantities.tsv")),
        frozenset(row[0] for row in rows(package, "honorifics.tsv")),
        frozenset(row[0] for row in rows(package, "askers.tsv")),
        {ord(pair[0]): pair[1] for pair in grammar["alike"]},
        frozenset(word for name in ("I", "we", "he", "they") for word in grammar[name]),
        grammar,
        tuple(row[0] for row in rows(package, "agents.tsv")),
        frozenset(row[0].split()[0] for row in compounds),
        frozenset(verb for row in cues for verb in row[0].split()) | {row[1] for row in compounds},
        frozenset(
            [verb for row in cues if "refer" in row[1].split() for verb in row[0].split()]
            + [f"{row[0]} {row[1]}" for row in compounds if "refer" in row[2].split()]
        ),
    )


def _entries(language: Language, package: str) -> Entries:
    found: Entries = {}
    lists = {
        "title": dict(language.titles),
        "organization": dict(language.organizations),
        "outlet": dict(language.outlets),
        "document": dict(language.documents),
        "unnamed": dict(language.unnamed),
        "outlet name": {
            row[0]: frozenset(row[1].split(",")) for row in rows(package, "outlets.tsv") if "name" in row[1]
        },
        "occasion": {row[0]: frozenset[str]() for row in rows(package, "occasions.tsv")},
    }
    for name, words in lists.items():
        for lemma, says in words.items():
            *before, last = lemma.lower().split()
            found.setdefault(last, []).append((tuple(before), Entry(name.split()[0], lemma, says)))
    for entries in found.values():
        entries.sort(key=lambda entry: len(entry[0]), reverse=True)
    return found


def _phrases(package: str) -> dict[str, Says]:
    found: dict[str, Says] = {}
    for row in rows(package, "phrases.tsv"):
        for form in row[1].split():
            found[form] = found.get(form, frozenset()) | frozenset(row[2].replace("-", " ").split())
    return found


def _postpositions(package: str) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, case, _example in rows(package, "postpositions.tsv"):
        split = tuple(words.split())
        found.setdefault(split[0], []).append((split, case))
    return {first: tuple(sorted(every, key=lambda one: -len(one[0]))) for first, every in found.items()}


def _by_first(entries: tuple[tuple[str, ...], ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in entries:
        split = tuple(row[0].lower().split())
        found.setdefault(split[0], []).append(split)
    return {first: tuple(sorted(every, key=len, reverse=True)) for first, every in found.items()}


def _traps(package: str) -> dict[tuple[str, str], Says]:
    return {(row[0], row[1]): frozenset({row[2]}) for row in rows(package, "traps.tsv")}
