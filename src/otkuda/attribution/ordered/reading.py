"""A look at a text becomes attributions: every source is named, and told how sure it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from otkuda.attribution.confidence import confidence, evidence
from otkuda.attribution.ordered.naming import Naming
from otkuda.attribution.word import reader
from otkuda.model import Attribution, Span
from otkuda.text.sentences import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.attribution.ordered.sight import Finding, Sight
    from otkuda.lang.language import Language
    from otkuda.model import Article
    from otkuda.text.sentences import Document

    Look = Callable[[Document, Language], Sight]

# Shares of right readings on the project's own articles, beside those that ``confidence`` knows.
RULES = dict.fromkeys(("infinitive", "gerund", "as_clause", "small_clause", "noun_clause", "headline", "turn"), 0.9)
BODY = 0.98
_LETTER = re.compile(r"\w")
_BACK = 20  # findings among which an origin looks for the chain that it lengthens


def read(article: Article, language: Language, skip: tuple[Span, ...], look: Look) -> tuple[Attribution, ...]:
    """Return the attributions of an article written in ``language``, in the order of the text."""
    document = cut(article.text, reader(language.analyse), language.abbreviations, skip, language.single_quotes)
    sight = look(document, language)
    naming = Naming(sight, language, article.outlet)
    headline = document.sentences[0].end if _has_headline(sight) else 0
    made: list[Attribution] = []
    for finding in sorted(_once(sight.findings), key=lambda f: (_place(f) < headline, _place(f))):
        if finding.is_origin:
            _lengthen(made, finding, naming)
        else:
            made.append(_attribution(article.text, finding, naming))
    return tuple(sorted((a for a in made if a.content), key=lambda a: a.content[0]))


def _once(findings: list[Finding]) -> list[Finding]:
    """The findings without those that read the same words again: the one with a cue counts."""
    kept: dict[tuple[tuple[int, int], ...], Finding] = {}
    for number, finding in enumerate(findings):
        key = tuple(sorted(finding.content)) or ((-number - 1, 0),)
        known = kept.get(key)
        if known is None or (known.cue is None and finding.cue is not None):
            kept[key] = finding
    return list(kept.values())


def _has_headline(sight: Sight) -> bool:
    """Is the first paragraph one sentence without a full stop, and does more follow?"""
    sentences = sight.document.sentences
    alone = len(sentences) > 1 and sentences[1].paragraph != sentences[0].paragraph
    return alone and sentences[0].nodes[-1].text != "."


def _place(finding: Finding) -> int:
    """Where a finding stands for the order in which speakers are remembered: quotations by their words."""
    if finding.cue is not None and finding.kind != "direct":
        return finding.cue[0]
    return finding.content[0][0] if finding.content else finding.cue[0] if finding.cue else 0


def _attribution(text: str, finding: Finding, naming: Naming) -> Attribution:
    content = tuple(Span(a, b) for a, b in sorted(finding.content) if _LETTER.search(text, a, b))
    cue = Span(*finding.cue) if finding.cue else None
    chain = naming.chain(finding)
    sure = finding.certainty * RULES.get(finding.rule, 1.0) * confidence(text, finding.rule, chain, naming.certainty)
    sure = round(sure * (BODY if chain and chain[-1].type == "organization" else 1.0), 2)
    return Attribution(content, cue, chain, finding.kind, finding.rule, sure, evidence(text, cue, chain))


def _lengthen(made: list[Attribution], finding: Finding, naming: Naming) -> None:
    """«The paper cited a source in …»: the chain that ends in that paper goes on to the source."""
    chain = naming.chain(finding)
    for at in range(len(made) - 1, max(-1, len(made) - _BACK), -1):
        if len(chain) > 1 and made[at].chain and made[at].chain[-1].entity == chain[0].entity:
            made[at] = replace(made[at], chain=made[at].chain + chain[1:])
            return
