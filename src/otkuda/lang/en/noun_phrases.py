"""Noun phrases, as a name has them: without the article before and the possessive behind."""

from __future__ import annotations

import re
from functools import cache

from otkuda.lang.en.dictionary import PACKAGE
from otkuda.lang.en.name_forms import split_possessive
from otkuda.lang.lexicon import rows

_ARTICLE = re.compile(r"(the|an?)\s+(?=\S)", re.IGNORECASE)


def nominative_phrase(phrase: str, *, case: str = "") -> str:
    """Return a noun phrase as a name: «the ministry's» is «ministry», «The Beacon's editor» «Beacon's editor».

    The «The» of an outlet that is known to have it is its name's own. ``case`` "nomn" says that there is no possessive.

    >>> nominative_phrase("the defence ministry’s"), nominative_phrase("The Astana Times")
    ('defence ministry', 'The Astana Times')
    """
    whole = phrase if case == "nomn" else split_possessive(phrase)[0]
    article = _ARTICLE.match(whole)
    if not article or (article[1] == "The" and whole[article.end() :] in _with_article()):
        return whole
    return whole[article.end() :]


@cache
def _with_article() -> frozenset[str]:
    return frozenset(row[0] for row in rows(PACKAGE, "outlets.tsv") if "article" in row[1].split(","))
