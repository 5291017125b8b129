"""The rules in their order, and what becomes of their findings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.attribution import (
    announced,
    asyndeton,
    by_words,
    direct,
    exchange,
    headline,
    indirect,
    infinitive,
    introduced,
    lead,
    noun_clause,
    parenthetical,
    small_clause,
    unmarked,
)
from otkuda.attribution.cast import Cast
from otkuda.attribution.confidence import confidence, evidence
from otkuda.attribution.finding import Finding, Scene
from otkuda.attribution.kind import kind_of
from otkuda.attribution.signs import CUE, NOUN, signs
from otkuda.attribution.speaker import Resolver
from otkuda.attribution.word import reader
from otkuda.model import Attribution, Span
from otkuda.text.sentences import cut
from otkuda.text.tokens import DASHES, QUOTE

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.attribution.clause import Clause
    from otkuda.lang.language import Language
    from otkuda.model import Article, Source

    Rule = Callable[[Scene, Clause], None]

_LETTER = re.compile(r"\w")

RULES = (
    headline.headline,
    unmarked.turn,
    direct.quote_then_cue,
    introduced.cue_then_quote,
    direct.remark_inside,
    unmarked.speech_without_marks,
    unmarked.colon_then_dash,
    indirect.that_clause,
    noun_clause.noun_clause,
    unmarked.cue_then_block,
    introduced.topic_then_words,
    lead.anaphor,
    lead.so_thinks,
    lead.such_opinion,
    lead.thus,
    by_words.by_words,
    parenthetical.how_clause,
    parenthetical.tail,
    indirect.plan,
    infinitive.infinitive,
    indirect.question,
    indirect.asked_before,
    small_clause.small_clause,
    asyndeton.colon_clause,
    asyndeton.inserted,
    asyndeton.comma_clause,
    headline.said_below,
    announced.noun_then_quote,
    announced.excerpt,
    announced.quoted_fragment,
    unmarked.quote_alone,
    exchange.interview,
    exchange.exchange,
    exchange.line_alone,
    lead.sources_of_outlet,
)

# Of what a sentence must hold something for a rule to find anything; the other rules look at every sentence.
_CUE, _COLON, _QUOTE, _NOUN = frozenset({CUE}), frozenset({":"}), frozenset({QUOTE}), frozenset({NOUN})
WANTED: dict[Rule, frozenset[str]] = {
    unmarked.turn: _COLON,
    direct.quote_then_cue: _QUOTE,
    introduced.cue_then_quote: _QUOTE,
    direct.remark_inside: _QUOTE,
    unmarked.speech_without_marks: DASHES,
    unmarked.colon_then_dash: _COLON,
    indirect.that_clause: indirect.THAT_OPENERS,
    noun_clause.noun_clause: _NOUN,
    unmarked.cue_then_block: _COLON,
    introduced.topic_then_words: _COLON,
    lead.anaphor: lead.POINTERS,
    lead.so_thinks: frozenset({"так"}),
    lead.such_opinion: _NOUN,
    lead.thus: lead.THUS,
    by_words.by_words: by_words.OPENERS,
    parenthetical.how_clause: frozenset({"как"}),
    parenthetical.tail: _CUE | _NOUN,
    indirect.plan: _NOUN,
    infinitive.infinitive: _CUE,
    indirect.question: indirect.QUESTION_WORDS,
    indirect.asked_before: frozenset({"не"}),
    small_clause.small_clause: _CUE,
    asyndeton.colon_clause: _COLON,
    asyndeton.inserted: _CUE | indirect.SO_TO_SAY,
    asyndeton.comma_clause: _CUE,
    headline.said_below: _QUOTE,
    announced.noun_then_quote: _NOUN,
    announced.excerpt: _QUOTE,
    announced.quoted_fragment: _QUOTE,
    unmarked.quote_alone: _QUOTE,
    lead.sources_of_outlet: lead.REFERS,
}
_SIGNS = frozenset[str]().union(*WANTED.values())


def read(article: Article, language: Language, skip: tuple[Span, ...] = ()) -> tuple[Attribution, ...]:
    """Return the attributions of an article written in ``language``, in the order of the text."""
    document = cut(article.text, reader(language.analyse), language.abbreviations, skip)
    scene = Scene(document, language)
    clauses = [clause for clause in scene.clauses if clause.nodes]
    holding = _holding(clauses)
    for rule in RULES:
        scene.rule, wanted = rule.__name__, WANTED.get(rule)
        for at in range(len(clauses)) if wanted is None else _that_hold(wanted, holding):
            rule(scene, clauses[at])
    if not scene.findings:
        return ()  # nobody asks who appears in the text
    resolver = Resolver(scene, Cast(scene), article.outlet)
    ordered = sorted(scene.findings, key=lambda f: (_is_headline(scene, f), _place(f)))
    made: list[tuple[Finding, Attribution]] = []
    for finding in ordered:
        if finding.said_at >= 0:
            continue
        if finding.content:
            made.append((finding, _attribution(scene, finding, resolver)))
        else:
            _add_origin(made, resolver.chain(finding))
    repeated = [a for f in ordered if f.said_at >= 0 and (a := _repeated(f, made)) is not None]
    return tuple(sorted([*repeated, *(a for _, a in made if a.content)], key=lambda a: a.content[0]))


def _holding(clauses: list[Clause]) -> dict[str, list[int]]:
    """Which sentences hold each of the signs that rules want."""
    holding: dict[str, list[int]] = {}
    for at, clause in enumerate(clauses):
        for sign in signs(clause) & _SIGNS:
            holding.setdefault(sign, []).append(at)
    return holding


def _that_hold(wanted: frozenset[str], holding: dict[str, list[int]]) -> list[int]:
    """Which sentences hold one of the signs, in their order."""
    return sorted({at for sign in wanted & holding.keys() for at in holding[sign]})


def _repeated(finding: Finding, made: list[tuple[Finding, Attribution]]) -> Attribution | None:
    """Words of the headline are those of the one who says them below, in the shortest speech that holds them."""
    at = finding.said_at
    speeches = [
        (sum(span.end - span.start for span in said.content), said)
        for heard, said in made
        if heard.is_direct and any(span.start <= at < span.end for span in said.content)
    ]
    if not speeches:
        return None
    said = min(speeches, key=lambda pair: pair[0])[1]
    content = tuple(Span(a, b) for a, b in finding.content)
    return replace(
        said,
        content=content,
        cue=None,
        chain=(replace(said.chain[-1], mention=None),) if said.chain else (),
        kind="direct",
        rule=finding.rule,
    )


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces in order; those that overlap made one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def _add_origin(made: list[tuple[Finding, Attribution]], chain: tuple[Source, ...]) -> None:
    """«Газета ссылается на источник»: lengthen the chain that ends in that paper; «адвокат сослался» is none."""
    if chain and chain[0].type not in {"outlet", "organization"}:
        return
    for at in range(len(made) - 1, max(-1, len(made) - 20), -1):
        finding, attribution = made[at]
        if attribution.chain and len(chain) > 1 and attribution.chain[-1].entity == chain[0].entity:
            made[at] = finding, replace(attribution, chain=attribution.chain + chain[1:])
            return


def _is_headline(scene: Scene, finding: Finding) -> bool:
    """Whom a headline means is known once the text below it is read."""
    return finding.clause.sentence.paragraph == 0 and scene.has_headline


def _place(finding: Finding) -> int:
    if finding.cue is not None and not finding.is_direct:
        return finding.cue[0]
    return finding.content[0][0] if finding.content else finding.clause.sentence.start


def _attribution(scene: Scene, finding: Finding, resolver: Resolver) -> Attribution:
    text = scene.document.text
    content = tuple(Span(a, b) for a, b in _apart(finding.content) if _LETTER.search(text, a, b))
    cue = Span(*finding.cue) if finding.cue else None
    chain = resolver.chain(finding)
    sure = confidence(text, finding.rule, chain, resolver.certainty)
    return Attribution(content, cue, chain, kind_of(scene, finding), finding.rule, sure, evidence(text, cue, chain))
