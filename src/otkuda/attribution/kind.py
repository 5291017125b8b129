"""direct, indirect or mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.clause import Clause
    from otkuda.attribution.finding import Finding, Scene
    from otkuda.model import Kind
    from otkuda.text.tokens import Token

POINTING = frozenset({"anaphor", "so_thinks", "such_opinion", "thus"})  # to the sentence before, quoted or not
MIXED_WORDS = 2
NAME_WORDS = 3  # as many words with a capital among them name something


def kind_of(scene: Scene, finding: Finding) -> Kind:
    """Direct where the words are quoted whole, mixed where two or more running words of a clause are."""
    if finding.is_direct:
        return "direct"
    clause = finding.clause
    quotes = [
        (k, n)
        for k, n in enumerate(clause.nodes)
        if n.kind == QUOTE and any(a <= n.start < b or n.start < a <= n.end for a, b in finding.content)
    ]
    for _, node in quotes:
        if len(finding.content) == 1 and finding.content[0] == scene.inside(node):
            return "direct"
    blocks = [c for c in finding.content if not clause.sentence.start <= c[0] <= clause.sentence.end]
    if blocks and finding.rule not in POINTING:
        return "mixed" if len(finding.content) > len(blocks) else "direct"
    return "mixed" if any(_is_speech(scene, clause, k, n) for k, n in quotes) else "indirect"


def _is_speech(scene: Scene, clause: Clause, k: int, node: Token) -> bool:
    """Two or more running words that are nobody's name."""
    tokens = [t for t in scene.document.tokens[node.first : node.last] if t.kind in {WORD, QUOTE}]
    if len(tokens) < MIXED_WORDS:
        return False
    first = tokens[0]
    if len(tokens) <= NAME_WORDS and any(t.kind == WORD and t.is_capital for t in tokens):
        return False  # «закон Иванова»
    if first.is_capital:
        return len(tokens) > 6 or clause.nodes[k - 1].text == ":"
    return True
