"""Datelines: «МОСКВА, 19 фев — РИА Новости.», «ЛОНДОН, 9 августа. /ТАСС/.», «АЛМАТЫ. 5 мая. КазТАГ —».

The agency that a dateline names is a text credit, not a link of a chain; the whole dateline is no news text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from otkuda.article.holders import Holders, is_agency, is_person, words
from otkuda.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACE = r"(?P<place>[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][\w.’-]{1,25}(?:[ /][\w(][\w.)’-]{0,25}){0,3})"
_NAME = r"[«\"“]?[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][^\n/—–()]{1,40}?"
_DASH = r"\s*[—–-]{1,2}\s"
# The ways in which the agency stands after place and date, the plainest first.
_AGENCIES = (
    rf"[/(](?:[Кк]орр?\.\s?)?(?P<slashed>{_NAME})[/)]\s*(?:[.:,]|{_DASH}|\s)",
    rf"[—–-]{{1,2}}\s(?P<dashed>{_NAME})\s?(?:\.\s|/[^\n/]{{1,40}}/\s?\.|$)",
    rf"(?P<opened>{_NAME})(?:(?:\s/(?P<author>[^\n/]{{1,40}})/)?{_DASH}|\.\s(?=[«\"А-ЯЁA-Z]))",
)
_UNDATED = re.compile(
    rf"^[ \t]*(?P<place>[А-ЯЁӘҒҚҢӨҰҮҺІ][А-ЯЁӘҒҚҢӨҰҮҺІ -]{{2,30}})"
    rf"(?:[.,]\s(?P<opened>[^\n/—–.]{{2,30}}?)(?:{_DASH}|\.\s)|\s?/(?P<slashed>{_NAME})/[\s.,—–-]{{1,4}})",
    re.MULTILINE,
)


def read_datelines(text: str) -> Iterator[tuple[Holders, Span, Span]]:
    """Yield what each dateline names, the span of the agency and the span of the dateline, in the order of the text."""
    for match in _dated().finditer(text):
        group = next(name for name in ("slashed", "dashed", "opened") if match[name])
        if group == "opened" and not is_agency(match[group].strip(" .,")):
            continue  # «Астана. 3 июня. Президент — гарант Конституции»
        yield _holders(match[group], match["author"]), _trimmed(text, *match.span(group)), Span(*match.span())
    for match in _UNDATED.finditer(text):
        group = "opened" if match["opened"] else "slashed"
        if group == "slashed" or is_agency(match[group].strip()):
            yield _holders(match[group], None), _trimmed(text, *match.span(group)), Span(*match.span())


def _holders(names: str, author: str | None) -> Holders:
    """Read «РИА Новости, Иван Петров» and «КАЗИНФОРМ /Иван Петров/»."""
    agency, _, rest = names.strip(" .,\xa0").partition(", ")
    author = author or (rest if is_person(rest) else None)
    return Holders(agency, author)


def _trimmed(text: str, start: int, end: int) -> Span:
    words_ = text[start:end]
    return Span(start + len(words_) - len(words_.lstrip(" .,")), end - len(words_) + len(words_.rstrip(" .,\xa0")))


@cache
def _dated() -> re.Pattern[str]:
    months = "|".join(words("month"))
    date = rf"\d{{1,2}}\s(?:{months})\w{{0,6}}\.?(?:\s20\d\d(?:\s?г(?:ода|\.)?)?)?"
    agencies = "|".join(_AGENCIES)
    place_first = rf"{_PLACE}\s?[.,]\s{date}"
    date_first = rf"{date},\s{_PLACE.replace('<place>', '<place_last>')}"
    return re.compile(rf"^[ \t]*(?:{place_first}|{date_first})\s?[.,]?\s?(?:{agencies})", re.MULTILINE)
