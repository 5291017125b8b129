"""Datelines: «МОСКВА, 19 фев — РИА Новости.», «АЛМАТЫ. 5 мая. КазТАГ —», «BEIRUT, March 7 (Reuters) -».

The agency that a dateline names is a text credit, not a link of a chain; the whole dateline is no news text, whether it
names an agency or only place and day («MARDEN, Nov 22 —»).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from otkuda.article.holders import Holders, any_of, is_agency, is_person, read_holders, words
from otkuda.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_UPPER = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z"
_PLACE = rf"(?P<place>[{_UPPER}][\w.’-]{{1,25}}(?:[ /][\w(][\w.)’-]{{0,25}}){{0,3}}(?:, [{_UPPER}]\w{{2,20}})?)"
_NAME = rf"[«\"“]?[{_UPPER}][^\n/—–()]{{1,40}}?"
_DASH = r"\s*[—–-]{1,2}\s"
# The ways in which the agency stands after place and date, the plainest first; «bare» has none.
_AGENCIES = (
    rf"[/(](?:[Кк]орр?\.\s?)?(?P<slashed>{_NAME})[/)]\s*(?:[.:,]|{_DASH}|\s)",
    rf"[—–-]{{1,2}}\s(?P<dashed>{_NAME})\s?(?:\.\s|/[^\n/]{{1,40}}/\s?\.|$)",
    rf"(?P<opened>{_NAME})(?:(?:\s/(?P<author>[^\n/]{{1,40}})/)?{_DASH}|\.\s(?=[«\"{_UPPER}]))",
)
_UNDATED = re.compile(
    rf"^[ \t]*(?P<place>[А-ЯЁӘҒҚҢӨҰҮҺІ][А-ЯЁӘҒҚҢӨҰҮҺІ -]{{2,30}})"
    rf"(?:[.,]\s(?P<opened>[^\n/—–.]{{2,30}}?)(?:{_DASH}|\.\s)|\s?/(?P<slashed>{_NAME})/[\s.,—–-]{{1,4}})",
    re.MULTILINE,
)
_BRACKETED = re.compile(rf"\((?P<bracketed>{_NAME})\){_DASH}")  # «MARDEN (Reuters) -», «(Reuters) -»
_BEFORE_BRACKET = re.compile(rf"[ \t]*(?:{_PLACE}\s)?")
_LONGEST_PLACE = 80
_ADDRESS = re.compile(
    rf"\n[ \t]*(?P<address>[\w-]+\.[A-Za-z]{{2,9}}{_DASH})(?=[«\"“{_UPPER}])"
)  # «Marden.Net - Verified …»


def read_datelines(text: str) -> Iterator[tuple[Holders | None, Span, Span]]:
    """Yield what each dateline names, the span of the agency and the span of the dateline, in the order of the text.

    One that names no agency has None, and its own span twice.
    """
    for match in _dated().finditer(text):
        group = next((name for name in ("slashed", "dashed", "opened") if match[name]), None)
        if group is not None and _names_agency(match[group], group):
            yield _found(text, match, group)
        elif bare := _bare().match(text, match.start()):
            yield None, Span(*bare.span()), Span(*bare.span())
    for match in _UNDATED.finditer(text):
        group = "opened" if match["opened"] else "slashed"
        if group == "slashed" or is_agency(match[group].strip()):
            yield _found(text, match, group)
    for match in _BRACKETED.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        before = match.start() - start < _LONGEST_PLACE and _BEFORE_BRACKET.fullmatch(text, start, match.start())
        if before and is_agency(match["bracketed"]):
            yield _found(text, match, "bracketed", start)
    for match in _ADDRESS.finditer(text):  # the outlet itself
        yield None, Span(*match.span("address")), Span(*match.span("address"))


def _names_agency(name: str, group: str) -> bool:
    """«Астана. 3 июня. Президент — гарант Конституции», «MARDEN, Nov 22 — The bridge is open.» name none."""
    if group == "opened":
        return is_agency(name.strip(" .,"))
    return name.casefold() not in words("nobody") and (
        group == "slashed" or read_holders(name.strip(" .,")) is not None
    )


def _found(text: str, match: re.Match[str], group: str, start: int | None = None) -> tuple[Holders, Span, Span]:
    author = match["author"] if "author" in match.re.groupindex else None
    whole = Span(match.start() if start is None else start, match.end())
    return _holders(match[group], author), _trimmed(text, *match.span(group)), whole


def _holders(names: str, author: str | None) -> Holders:
    """Read «РИА Новости, Иван Петров» and «КАЗИНФОРМ /Иван Петров/»."""
    agency, _, rest = names.strip(" .,\xa0").partition(", ")
    author = author or (rest if is_person(rest) else None)
    return Holders(agency, author)


def _trimmed(text: str, start: int, end: int) -> Span:
    words_ = text[start:end]
    return Span(start + len(words_) - len(words_.lstrip(" .,")), end - len(words_) + len(words_.rstrip(" .,\xa0")))


@cache
def _date() -> str:
    """Return the pattern of «5 мая 2026 года», «12 мамыр», «Nov 22, 2026»."""
    months = rf"(?:{any_of('month')})\w{{0,6}}\.?"
    return rf"(?:\d{{1,2}}\s{months}|{months}\s\d{{1,2}})(?:,?\s20\d\d(?:\s?(?:г(?:ода|\.)?|ж(?:ыл\w*|\.)))?)?"


@cache
def _dated() -> re.Pattern[str]:
    agencies = "|".join(_AGENCIES)
    place_first = rf"{_PLACE}\s?[.,]\s{_date()}"
    date_first = rf"{_date()},\s{_PLACE.replace('<place>', '<place_last>')}"
    return re.compile(rf"^[ \t]*(?:{place_first}|{date_first})\s?[.,]?\s?(?:{agencies}|(?={_DASH}))", re.MULTILINE)


@cache
def _bare() -> re.Pattern[str]:
    """Match a dateline in capitals that names place and day alone."""
    return re.compile(rf"[ \t]*[{_UPPER}][{_UPPER} /’-]{{2,40}}(?:, [{_UPPER}][\w.]{{1,20}})?,\s{_date()}{_DASH}")
