"""A look at a text becomes attributions: every source is named, and told how sure it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.attribution.word import reader
from otkuda.model import Attribution, Source, Span
from otkuda.text.sentences import cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.attribution.ordered.sight import Finding, Link, Sight
    from otkuda.lang.language import Language
    from otkuda.model import Article
    from otkuda.text.sentences import Document

    Look = Callable[[Document, Language], Sight]

_LETTER = re.compile(r"\w")


def read(article: Article, language: Language, skip: tuple[Span, ...], look: Look) -> tuple[Attribution, ...]:
    """Return the attributions of an article written in ``language``, in the order of the text."""
    sight = look(cut(article.text, reader(language.analyse), language.abbreviations, skip), language)
    return tuple(_attribution(article.text, finding) for finding in sight.findings)


def _attribution(text: str, finding: Finding) -> Attribution:
    content = tuple(Span(a, b) for a, b in sorted(finding.content) if _LETTER.search(text, a, b))
    chain = tuple(source for link in finding.chain if (source := _source(link)) is not None)
    cue = Span(*finding.cue) if finding.cue else None
    return Attribution(content, cue, chain, finding.kind, finding.rule, finding.certainty)


def _source(link: Link) -> Source | None:
    if link.mention is None:
        return None
    return Source(Span(link.mention.start, link.mention.end), link.mention.name, link.mention.type or "unnamed")
