"""Noun phrases of a sentence: patterns of its letters, and what the tables know of their heads."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from otkuda.attribution.svo.lexis import NONE
from otkuda.lang.language import load
from otkuda.lang.lexicon import rows

if TYPE_CHECKING:
    from otkuda.attribution.svo.lexis import Lex, Lexis
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.lang.language import Language

PHRASE = re.compile(
    r"""d*(?:(?<=d)T(?=[#nN]))?
    \#?(?:[ahm]|\#(?!(?<=n\#)a*N)|(?<=\#)d|n|N(?![mhdN#])|r(?=[ae][a#]*[nN])|(?<=[dahm#,])e(?=[an#N])|(?<=[dahm])g(?=[nN])|,(?=[a][anN])(?<=a,)|(?<=[dam])"(?=[anN]))*
    (?:N|(?<=[nhm#])N?|(?<=d)[oN]|(?<=da))
    |[ouO]""",
    re.VERBOSE,
)


class Head(NamedTuple):
    """What a noun, or several words that end in it, may stand for."""

    kind: str  # title, unnamed, body, outlet, document
    lemma: str
    features: frozenset[str]
    words: int


@cache
def heads(code: str) -> dict[str, Head]:
    """Return by the words in small letters what they may stand for; the first table that holds them tells."""
    language = load(code)
    found: dict[str, Head] = {}
    for kind, table in _tables(language):
        for words, features in table.items():
            found.setdefault(words, Head(kind, words, features, words.count(" ") + 1))
    return found


MOST_WORDS = 4


def _tables(language: Language) -> tuple[tuple[str, dict[str, frozenset[str]]], ...]:
    return (
        ("place", {name.lower(): f for name, f in language.outlets.items() if "place" in f}),
        ("unnamed", {words: f for words, f in language.unnamed.items() if "sing" not in f}),
        ("title", language.titles),
        ("outlet", {name.lower(): f for name, f in language.outlets.items() if "place" not in f}),
        ("body", {name.lower(): f for name, f in language.organizations.items()}),
        ("document", language.documents),
        ("unnamed", language.unnamed),
    )


def head_of(words: list[Lex], code: str) -> Head | None:
    """Return what the last words of a phrase stand for, the longest that the tables hold."""
    table = heads(code)
    lows = [lex.low for lex in words[-MOST_WORDS:]]
    if not lows:
        return None
    lemma = words[-1].noun or lows[-1]
    for first in range(len(lows)):
        before = " ".join(lows[first:-1])
        for last in (lows[-1], lemma):
            if found := table.get(f"{before} {last}" if before else last):
                return found
    prefix, hyphen, last = lemma.partition("-")
    return table.get(last) if hyphen and prefix in _prefixes(code) else None  # «the ex-minister»


@cache
def _prefixes(code: str) -> frozenset[str]:
    """Return what may stand before a title with a hyphen."""
    return frozenset(row[0] for row in rows(f"otkuda.lang.{code}", "prefixes.tsv"))


def features_of(head: Head | None) -> frozenset[str]:
    """Return the features of a head; none where there is none."""
    return head.features if head else NONE


def extend(line: Line, phrase: Phrase, lexis: Lexis) -> None:
    """Take in what belongs to a noun: «residents of the old town», «the Ministry of Health»."""
    named = line.tags[phrase.end - 1] == "m" and not _is_title(line, phrase, lexis.language.code)
    if line.tags[phrase.end - 1] not in "nNmo#":
        return
    at = phrase.end
    at += line.letter(at) == "a" and line.letter(at + 1) == "p"  # «people familiar with the matter»
    while line.letter(at) == "p" and (after := line.phrase_at.get(at + 1)) is not None:
        low = line.low(at)
        in_name = named and (line.nodes[at].is_capital or _is_purpose(line, at, lexis))  # «Parents Against Crime»
        if (
            not in_name
            and low not in lexis.grammar["of"]
            and (low not in lexis.grammar["attached"] or (named and low not in lexis.grammar["naming"]))
        ):
            return
        if named and line.tags[after.end - 1] != "m":
            return
        if (not named and _is_apart(line, after, lexis.language.code)) or line.tags[after.start] in "ouO":
            return
        at = phrase.until = after.end
        line.ending[at] = phrase
        while named and line.letter(at) == "c" and line.letter(at + 1) == "m" and line.letter(after.start) == "m":
            at = phrase.until = line.phrase_at[at + 1].end if at + 1 in line.phrase_at else at + 2
            line.ending[at] = phrase


def _is_purpose(line: Line, at: int, lexis: Lexis) -> bool:
    """«the Committee to Protect Journalists»."""
    lex = line.lexes[at + 1] if at + 1 < len(line.lexes) else None
    is_name = line.letter(at + 1) == "m" and lex is not None and "i" in lex.tags
    return is_name and line.low(at) in lexis.grammar["to"]


def _is_title(line: Line, phrase: Phrase, code: str) -> bool:
    """«Ambassador to Norway»: a title, though it is written as a name."""
    lex = line.lexes[phrase.end - 1]
    found = heads(code).get(lex.low) if lex is not None else None
    return found is not None and found.kind == "title"


def _is_apart(line: Line, phrase: Phrase, code: str) -> bool:
    """Is it where or when something is said, which belongs to the verb: «the mayor in a statement»?"""
    words = [lex for lex in line.lexes[phrase.start : phrase.end] if lex]
    head = head_of(words, code)
    last = words[-1] if words else None
    is_outlet = line.letter(phrase.start) == "m" and line.nodes[phrase.start].text in load(code).outlet_names
    return (
        is_outlet
        or (head is not None and head.kind in {"document", "place"})
        or (last is not None and "period" in last.roles)
    )
