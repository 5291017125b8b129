"""tokens → paragraphs → sentences whose quotations are one node each.

A full stop inside quotation marks does not end the sentence around them; what stands inside is cut into sentences
of its own, one level deeper.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple

from otkuda.text.quotes import mark_single, pair
from otkuda.text.tokens import BREAK, DASHES, MARK, NUMBER, QUOTE, STOPS, WORD, Token, quote_token, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MOST_NODES = 400  # in a sentence; what runs on longer is cut, so that work on a sentence stays bounded
DEEPEST = 3  # quotations inside quotations that are still read


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence: its nodes, the paragraph it stands in, and the quotation around it, if any."""

    nodes: list[Token]
    paragraph: int
    depth: int = 0
    around: Token | None = None
    outer: Sentence | None = None
    inner: dict[int, list[Sentence]] = field(default_factory=dict)  # by the index of the quotation's first mark

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.nodes[0].start

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.nodes[-1].end


@dataclass(slots=True, eq=False)
class Document:
    """A text cut up: its tokens, paragraphs (as ranges of tokens) and outer sentences in order."""

    text: str
    tokens: list[Token]
    paragraphs: list[tuple[int, int]]
    sentences: list[Sentence]


def cut(
    text: str,
    read: Callable[[str], Any],
    abbreviations: frozenset[str],
    skip: tuple[tuple[int, int], ...] = (),
    single_quotes: Callable[[str], list[tuple[int, int]]] | None = None,
) -> Document:
    """Return the text as sentences; stretches in ``skip`` (credits) belong to none.

    ``single_quotes`` finds the offsets of the single marks that quote, in a language that writes apostrophes too.
    """
    tokens = _outside(tokenize(text, read), sorted((span[0], span[1]) for span in skip))
    paragraphs = _paragraphs(tokens)
    if single_quotes:
        mark_single(tokens, single_quotes(text))
    pairs = pair(tokens, paragraphs)
    document = Document(text, tokens, paragraphs, [])
    _join_spread(document, pairs)
    layout = _Layout(tokens, pairs, sorted(pairs), abbreviations)
    for number, bounds in enumerate(document.paragraphs):
        document.sentences += _sentences(layout, bounds, number, None)
    return document


def _outside(tokens: list[Token], skip: list[tuple[int, int]]) -> list[Token]:
    """The tokens that begin in none of the stretches, which are in order."""
    if not skip:
        return tokens
    kept: list[Token] = []
    at = 0
    for token in tokens:
        while at < len(skip) and skip[at][1] <= token.start:
            at += 1
        if at == len(skip) or token.start < skip[at][0]:
            token.index = len(kept)
            kept.append(token)
    return kept


def _paragraphs(tokens: list[Token]) -> list[tuple[int, int]]:
    breaks = [token.index for token in tokens if token.kind == BREAK]
    between = zip([0, *(at + 1 for at in breaks)], [*breaks, len(tokens)], strict=True)
    return [(low, high) for low, high in between if low < high]


def _join_spread(document: Document, pairs: dict[int, int]) -> None:
    """Make one paragraph of those that a quotation spans."""
    joined: list[tuple[int, int]] = []
    reach = -1
    opening = sorted(pairs)
    at = 0
    for low, high in document.paragraphs:
        if joined and low <= reach:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
        while at < len(opening) and opening[at] < high:
            reach = max(reach, pairs[opening[at]])
            at += 1
    document.paragraphs = joined


class _Layout(NamedTuple):
    """The tokens of a text, which marks close which quotations, and the words that keep their stop."""

    tokens: list[Token]
    pairs: dict[int, int]
    openings: list[int]  # the first marks of the pairs, in order
    abbreviations: frozenset[str]


def _sentences(
    layout: _Layout, bounds: tuple[int, int], paragraph: int, outer: tuple[Sentence, Token] | None
) -> list[Sentence]:
    depth = outer[0].depth + 1 if outer else 0
    found = []
    for nodes in _split(_nodes(layout, bounds), layout.tokens, layout.abbreviations):
        sentence = Sentence(nodes, paragraph, depth, outer[1] if outer else None, outer[0] if outer else None)
        found.append(sentence)
        if depth < DEEPEST:
            for node in nodes:
                if node.kind == QUOTE and node.last - node.first > 1:
                    inside = (node.first, node.last)
                    sentence.inner[node.index] = _sentences(layout, inside, paragraph, (sentence, node))
    return found


def _nodes(layout: _Layout, bounds: tuple[int, int]) -> list[Token]:
    tokens, pairs, openings = layout.tokens, layout.pairs, layout.openings
    nodes: list[Token] = []
    index, high = bounds
    for opening in openings[bisect_left(openings, index) : bisect_left(openings, high)]:
        close = pairs[opening]
        if index <= opening and close < high:
            node = quote_token(tokens, opening, close)
            while node.last - node.first > 1 and pairs.get(node.first) == node.last - 1:  # ''«…»'': marks inside marks
                node.first, node.last = node.first + 1, node.last - 1
            nodes += [*tokens[index:opening], node]
            index = close + 1
    nodes += tokens[index:high]
    return list(dropwhile(_is_break, nodes))


def _is_break(node: Token) -> bool:
    return node.kind == BREAK


def _split(nodes: list[Token], tokens: list[Token], abbreviations: frozenset[str]) -> list[list[Token]]:
    found: list[list[Token]] = []
    first = 0
    for at, node in enumerate(nodes):
        if node.kind != WORD and _ends(nodes, at, tokens, abbreviations):
            found += _pieces(nodes[first:at] if node.kind == BREAK else nodes[first : at + 1])
            first = at + 1
    return found + _pieces(nodes[first:])


def _pieces(nodes: list[Token]) -> list[list[Token]]:
    """Return the nodes of a sentence in one piece, unless they are too many."""
    return [nodes[first : first + MOST_NODES] for first in range(0, len(nodes), MOST_NODES)]


def _ends(nodes: list[Token], at: int, tokens: list[Token], abbreviations: frozenset[str]) -> bool:
    """Does a sentence end at this node?"""
    node = nodes[at]
    if node.kind == BREAK:
        return True
    if at + 1 == len(nodes):
        return False
    after = nodes[at + 1]
    if node.kind == QUOTE:
        return (
            _is_full(tokens[node.last - 1])
            and after.kind in {WORD, QUOTE}
            and (after.is_capital or after.kind == QUOTE)
        )
    if node.text in {")", "]"}:
        return nodes[at - 1].text in STOPS and after.kind == WORD and after.is_capital
    if node.kind != MARK or node.text not in STOPS or (after.start == node.end and after.kind != QUOTE):
        return False
    if after.text in STOPS or after.text in {")", "]", ","}:
        return False
    if node.text == "." and at and _is_abbreviation(nodes, at, abbreviations):
        return False
    return _may_start(nodes, at + 1)


def _is_full(last: Token) -> bool:
    return last.text in STOPS


def _may_start(nodes: list[Token], at: int) -> bool:
    node = nodes[at]
    if node.text in DASHES:
        return at + 1 < len(nodes) and _may_start(nodes, at + 1)
    if node.text in {"он", "она", "они"}:
        return len(nodes[at - 2].text) > 3 if at > 1 else True
    return node.kind in {NUMBER, QUOTE} or not node.text[0].islower()


_MEASURES = frozenset(("m", "mph", "kmh", "km", "kg", "am", "pm", "ft", "in", "sec", "min", "hr", "hrs", "etc"))
_STARTERS = frozenset(
    "the a an it he she they we you this that these those there his her its their our but and when after as if".split()
)
_UNITS = frozenset(  # behind a number they end a sentence too
    "г гг руб млн млрд тыс р др долл коп тг м км в вв см мм дм кг га мин сек ч шт л т чел кв куб проц сут мес "
    "янв фев февр мар апр авг сен сент окт ноя нояб дек".split()
)


def _is_abbreviation(nodes: list[Token], at: int, abbreviations: frozenset[str]) -> bool:
    before = nodes[at - 1]
    if before.kind != WORD:
        return False
    after = nodes[at + 1]
    if len(before.text) == 1 and before.is_capital:
        return not _is_no_initial(nodes, at - 1, after)  # an initial: «С. Лавров»
    if before.low not in abbreviations:
        return False
    if before.low in _MEASURES and after.is_capital and after.low in _STARTERS:
        return False  # «at 10 a.m. The bus»
    if before.low not in _UNITS or not after.is_capital or at < 2:
        return True
    return not (_is_counted(nodes, at - 1) or before.low == "др")


def _is_no_initial(nodes: list[Token], at: int, after: Token) -> bool:
    """«wrote on X. Officials», «plan B. The», «до 30°С. Об этом»: a letter behind a small word or a sign, by itself."""
    if at > 0 and nodes[at - 1].text == _DEGREE:
        return True
    behind_small = at > 0 and nodes[at - 1].kind == WORD and not nodes[at - 1].is_capital
    return behind_small and (nodes[at].text == _NETWORK or (after.is_capital and after.low in _STARTERS))


_NETWORK, _DEGREE = "X", "°"


def _is_counted(nodes: list[Token], at: int) -> bool:
    """«12 руб.», «12 млрд руб.», «12 тыс. кв. м.»: does a number stand before the units that end at a node?"""
    while at > 0 and (nodes[at].low in _UNITS or nodes[at].text == "."):
        at -= 1
    return nodes[at].kind == NUMBER
