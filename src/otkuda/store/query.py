"""What a user types into a search → a tree. No input is an error: what cannot be an operator is a word.

``санкции экспорт`` (both), ``"санкции против"`` (side by side), ``санкц*`` (words that begin so), ``a OR b``,
``NOT a``, ``-a``, parentheses. Operators are in capitals. Words are found in all their forms, in phrases too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from otkuda.text.search_words import search_words

LONGEST = 64  # words and signs of a query; the rest is left out

DEEPEST = 8  # parentheses in parentheses; those within are not looked at

_PART = re.compile(
    r'"([^"]*)(?:"|$)|«([^»]*)(?:»|$)|“([^”]*)(?:”|$)|([()])|(?<![^\s(])(?P<minus>-)(?=["«“(\w])|[^\s()"«»“”]+'
)
_OPERATORS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class Words:
    """Forms that stand side by side: one word, or a phrase."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """A word that begins so."""

    start: str


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be found."""

    node: Node


@dataclass(frozen=True, slots=True)
class All:
    """What must be found together; of nothing, everything."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """What one of is enough."""

    nodes: tuple[Node, ...]


Node: TypeAlias = Words | Prefix | Not | All | Any
_Part: TypeAlias = str | Words | Prefix  # an operator or a parenthesis, or what is looked for


def parse_query(text: str) -> Node:
    """Return the tree of a query. An empty one, or one without a word, is ``All(())``.

    >>> parse_query("мост -паром")
    All(nodes=(Words(forms=('мост',)), Not(node=Words(forms=('паром',)))))
    """
    return _Parser(_sound(_parts(text))).either()


def _parts(text: str) -> list[_Part]:
    found: list[_Part] = []
    for match in _PART.finditer(text):
        part = match.group()
        phrase = next((group for group in match.groups()[:3] if group is not None), None)
        if phrase is not None:
            found.append(Words(_forms(phrase)))
        elif match["minus"]:
            found.append("NOT")
        elif part in _OPERATORS or part in "()":
            found.append(part)
        else:
            found.extend(_of_word(part))
        if len(found) >= LONGEST:
            break
    return [part for part in found if part != Words(())]


def _of_word(part: str) -> list[_Part]:
    """«вице-премьер» is a phrase; «вице-прем*» a word and a beginning."""
    forms = _forms(part)
    if part.endswith("*") and forms:
        return [*([Words(forms[:-1])] if forms[1:] else []), Prefix(forms[-1])]
    return [Words(forms)]


def _forms(text: str) -> tuple[str, ...]:
    return tuple(word.form for word in search_words(text))[:LONGEST]


def _sound(parts: list[_Part]) -> list[_Part]:
    """Close what is open, drop what closes nothing, take an operator without operands for a word."""
    depth, too_deep, sound = 0, 0, list[_Part]()
    for part, after in zip(parts, [*parts[1:], ")"], strict=False):
        before = sound[-1] if sound else "("
        if part == "(":
            too_deep += depth == DEEPEST
            sound += [part] if depth < DEEPEST else []
            depth += depth < DEEPEST
        elif part == ")" and too_deep:
            too_deep -= 1
        elif part == ")" and before == "(":
            depth -= bool(sound)
            del sound[-1:]  # «()» holds nothing
        elif part == ")":
            sound += [part] if depth else []
            depth -= bool(depth)
        elif part in _OPERATORS and (after == ")" or (part != "NOT" and before in ("(", *_OPERATORS))):
            sound.append(Words((str(part).lower(),)))
        elif part not in ("AND", "OR") or after not in ("AND", "OR"):
            sound.append(part)
    return sound


class _Parser:
    """Recursive descent, over parts that are sound."""

    def __init__(self, parts: list[_Part]) -> None:
        self.parts = parts[::-1]

    def next(self) -> _Part | None:
        return self.parts[-1] if self.parts else None

    def either(self) -> Node:
        nodes = [self.every()]
        while self.next() == "OR":
            self.parts.pop()
            nodes.append(self.every())
        some = tuple(node for node in nodes if node != All(()))
        return some[0] if len(some) == 1 else Any(some) if some else All(())

    def every(self) -> Node:
        nodes = []
        while (part := self.next()) is not None and part not in (")", "OR"):
            if part == "AND":
                self.parts.pop()
            else:
                nodes.append(self.one())
        some = tuple(node for node in nodes if node != All(()))
        return some[0] if len(some) == 1 else All(some)

    def one(self) -> Node:
        part = self.parts.pop()
        if part == "NOT":
            node = self.one() if self.next() not in (None, ")", "OR", "AND") else All(())
            if isinstance(node, Not):
                return node.node
            return All(()) if node == All(()) else Not(node)
        if part == "(":
            node = self.either()
            if self.next() == ")":
                self.parts.pop()
            return node
        return Words((part.lower(),)) if isinstance(part, str) else part
