"""The words of a phrase that are the name of a person: «глава исполкома "Единой России" Андрей Воробьев»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.attribution.entity import as_noun
from otkuda.attribution.name_run import CALLED, CALLING, PARTICLES
from otkuda.attribution.word import word
from otkuda.text.tokens import WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.attribution.clause import Clause
    from otkuda.attribution.phrase import Phrase
    from otkuda.text.tokens import Token

STAGE = frozenset(  # go by names in Latin letters
    "рэпер блогер блогерша диджей певец певица музыкант стример пользователь художник артист исполнитель".split()
)
SURNAMES = ("ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ова", "ева", "ёва", "ина", "ына", "ская", "цкая")
AGED = re.compile(r"\d+-летн")


def name_part(clause: Clause, phrase: Phrase) -> tuple[int, int]:
    """Nodes of the personal name inside a phrase, or an empty range.

    The name is the last run of capitalized words: «глава исполкома "Единой России" Андрей Воробьев».
    """
    nodes = clause.nodes
    last = phrase.last
    if phrase.name < 0:
        return last, last
    if is_called(nodes, phrase.name):
        return phrase.name, last
    run = clause.reader.names.run(phrase.name)
    if run is not None and run.last <= last:
        return run.first, run.last
    if nodes[last - 1].text == ")":
        last = next((k for k in range(last - 1, phrase.first, -1) if nodes[k].text == "("), last)
    first = last
    while first > max(phrase.first, phrase.name) and _is_name_node(nodes, first - 1, phrase):
        first -= 1
    titled = phrase.head < phrase.name == first and last - first == 2  # «Един Мушич»: «един» is a word, too
    if not titled and not _has_given(clause, first, last):
        while first < last and _is_common_word(nodes[first]) and not (last - first == 1 and first):
            first += 1
    while first < last and nodes[first].text[0].isascii() and not nodes[last - 1].text[0].isascii():
        first += 1  # «аналитик Brightwater Линь Юйцин»
    first = _given_first(clause, first, last)
    while first < last and (
        (nodes[first].low in PARTICLES and not nodes[first].is_capital) or nodes[first].text in {".", "-", "—", "–"}
    ):
        first += 1
    return first, last


def is_called(nodes: list[Token], k: int) -> bool:
    """«под ником kefir_dev»: is it a name in the nominative, whatever the case of the phrase?"""
    return k > 1 and nodes[k - 1].low in CALLED and nodes[k - 2].low in CALLING


def _has_given(clause: Clause, first: int, last: int) -> bool:
    """Is there a given name or an initial among the nodes?"""
    return any(
        (len(n.text) == 1 and n.is_capital) or clause.reader.is_given(k)
        for k, n in enumerate(clause.nodes[first:last], first)
        if n.kind == WORD
    )


def _is_common_word(node: Token) -> bool:
    info = word(node)
    return node.kind == WORD and info.is_known and not info.is_name


def _given_first(clause: Clause, first: int, last: int) -> int:
    """What stands before a given name («Роскомнадзора Вадим Ампелонский») is no part of it, but for a surname."""
    nodes = clause.nodes
    given = next(
        (
            k
            for k in range(first, last)
            if nodes[k].kind == WORD and len(nodes[k].text) > 1 and clause.reader.is_given(k)
        ),
        -1,
    )
    titled = (
        given >= 0 and given + 1 < last and any(f.lemma in clause.language.titles for f in word(nodes[given]).nouns)
    )
    if titled and nodes[given + 1].kind == WORD and clause.reader.is_given(given + 1):  # «Аким Ерлан Сапаров»
        return given + 1
    if given <= first:
        return first
    if last - given <= 2 and given - first == 1 and _may_be_surname(nodes[first]) and _ends_name(nodes, given, last):
        return first
    return first if any(n.low in PARTICLES for n in nodes[first:given]) else given


def _may_be_surname(node: Token) -> bool:
    info = word(node)
    return info.is_surname or (not info.is_known and not info.is_place)


def _ends_name(nodes: list[Token], given: int, last: int) -> bool:
    """Nothing, or a patronymic, follows the given name."""
    return given + 1 == last or nodes[given + 1].low.endswith(
        ("вич", "вна", "вича", "вны", "вичу", "вне", "вичем", "вной", "улы", "кызы", "ична", "ичны", "ич", "ича")
    )


def _is_name_node(nodes: list[Token], k: int, phrase: Phrase) -> bool:
    node = nodes[k]
    if node.kind == WORD:
        if node.low in PARTICLES:
            return True
        return node.is_capital and not is_abbreviation(node)
    return (node.text == "." and k > phrase.first and len(nodes[k - 1].text) == 1) or (
        node.text == "-" and k > phrase.first and nodes[k - 1].text == "."
    )


def is_abbreviation(node: Token) -> bool:
    """Return whether a word is written in capitals."""
    return len(node.text) > 1 and node.text.isupper()


def is_personal(clause: Clause, phrase: Phrase, span: tuple[int, int], known: Callable[[str], object]) -> bool:
    """Return whether the nodes of ``span`` name a person; ``known`` finds one already named by a word."""
    first, last = span
    nodes = clause.nodes
    words = [n for n in nodes[first:last] if n.kind == WORD]
    if not words or is_called(nodes, first):
        return bool(words)
    if first and nodes[first - 1].low == "имени":
        return False  # «театр имени Евгения Вахтангова»
    heads, language = _heads_of_name(clause, phrase, first), clause.language
    if heads & language.titles.keys():
        return _is_titled_name(clause, phrase, first, words, heads)
    if any(head in nouns for head in heads for nouns in (language.outlets, language.organizations, language.documents)):
        return False
    if clause.reader.names.run(first) is not None or (first and AGED.match(nodes[first - 1].low)):
        return True
    if any(clause.reader.is_given(k) for k in range(first, last) if nodes[k].kind == WORD) and not (
        len(words) == 1 and word(words[0]).is_place
    ):
        return True
    if any(len(w.text) == 1 for w in words):
        return True
    one = words[-1]
    info = word(one)
    thing = info.is_place or one.text[0].isascii() or (info.is_known and not (info.is_animate or info.is_name))
    if phrase.head < first and word(nodes[phrase.head]).is_animate and not thing:  # no «Номад Капитал»
        return True
    return _is_surname(first, one, known) if len(words) == 1 else _is_strange_name(words)


def _is_titled_name(clause: Clause, phrase: Phrase, first: int, words: list[Token], heads: set[str]) -> bool:
    """«аким Алматау» and «аналитик Goldman Sachs» name nobody."""
    if words[0].text[0].isascii() and words[-1].text[0].isascii():
        return not STAGE.isdisjoint(heads)
    alone = len(words) == 1 and phrase.head < first  # but «пострадавший Быков»
    place = alone and word(words[0]).is_place and not clause.reader.is_given(first)
    return clause.reader.names.run(first) is not None or not place


def _is_surname(first: int, one: Token, known: Callable[[str], object]) -> bool:
    """«Рябов заявил»; a common word at the head of a sentence is none."""
    info = word(one)
    free = first > 0 or not info.is_known or one.low.endswith(SURNAMES)
    return known(one.text) is not None or (info.is_surname and not info.is_place and free)


def _is_strange_name(words: list[Token]) -> bool:
    one, info = words[-1], word(words[-1])
    if info.is_surname or (not info.is_known and not one.text[0].isascii()):
        return True
    head = word(words[0])
    return not head.is_known and not words[0].text[0].isascii() and not any(word(w).is_place for w in words)


def _heads_of_name(clause: Clause, phrase: Phrase, first: int) -> set[str]:
    """What stands before a name in its phrase: the noun, or a title that looks like a modifier («пострадавший»)."""
    if phrase.head < first:
        return {clause.nodes[phrase.head].low, *phrase.lemmas()}
    before = clause.nodes[phrase.first : first]
    modifiers = {lemma for node in before for lemma in (*word(node).lemmas, *as_noun(node.low))}
    return modifiers & clause.language.titles.keys() if phrase.first < first else set()
