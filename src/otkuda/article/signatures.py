"""Credits without a label before the names: told by their place and their shape.

«REUTERS/Jane Roe» under the headline, «(Reuters photo)» behind a caption, «Иван Петров, «Заря»» under the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from otkuda.article.holders import (
    any_of,
    from_genitive,
    is_agency,
    is_person,
    is_press_office,
    is_sure,
    may_be_person,
    read_holders,
    words,
)
from otkuda.model import Credit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.model import CreditType

_BYLINE = re.compile(r"(?P<author>[^,|/\n]{5,40})(?:\s?[,|/]\s?(?P<outlet>[«\"“]?[^,:\n]{2,40}))?")
_SLASHED = re.compile(r"(?P<agency>[^\n/|]{2,40}?)\s?/\s?(?P<author>[^\n/|()]{4,40})")  # «REUTERS/Jane Roe»
_IN_BRACKETS = re.compile(rf"\({_SLASHED.pattern}\)")
_LINE = re.compile(r"[^\n]+")
_REMARK = re.compile(r"[(\[]|[—–-] |[.!?] ")
_SECOND_LINE = re.compile(r"\s*+\S[^\n]*\n\s*+(?P<line>\S[^\n]*)\n")


class Found(NamedTuple):
    """A credit (None for «© 2026 «Заря»», a line that is no news and credits nothing) and what to skip of the text."""

    credit: Credit | None
    skip: Span


def skipped(text: str, span: Span) -> Span:
    """Return the credit with the brackets, the full stop and the blanks around it that belong to it."""
    start, end = span
    if text[start - 1 : start] in {"(", "["} and text[end : end + 1] in {")", "]"}:
        start, end = start - 1, end + 1
    return Span(start, end + (text[end : end + 1] == "."))


def slashed(text: str) -> Iterator[Found]:
    """Yield «REUTERS/Jane Roe» where it stands alone under the headline or in brackets behind a caption."""
    second = _second_line(text)
    under = _SLASHED.fullmatch(text, *second) if second else None
    for match in [*([under] if under else []), *_IN_BRACKETS.finditer(text)]:
        if is_agency(match["agency"]) and may_be_person(match["author"]):
            span = Span(match.start("agency"), match.end("author"))
            yield Found(Credit("photo", match["agency"], match["author"], span), skipped(text, span))


def labelled_behind(text: str) -> Iterator[Found]:
    """Yield «(Reuters photo)», «— ТАСС фотосы»: the label behind names that begin a line, brackets or a remark."""
    for line in _LINE.finditer(text):
        said = line.group().rstrip(" .)]\t\r")
        if not said.endswith(_labels_behind()):
            continue
        names, _, label = _REMARK.split(said)[-1].rpartition(" ")
        end = line.start() + len(said)
        if is_sure(names) and (holders := read_holders(names)):
            span = Span(end - len(label) - 1 - len(names), end)
            yield Found(Credit(_what(label), *from_genitive(holders), span), skipped(text, span))


@cache
def _labels_behind() -> tuple[str, ...]:
    return tuple(f" {label}" for label in words("behind"))


def _what(label: str) -> CreditType:
    return cast("CreditType", words("behind")[label])


def bylines(text: str, end: int) -> Iterator[Found]:
    """Yield «Иван Петров, «Заря»» and «Пресс-служба МЧС» where they stand alone under the headline or at the end."""
    for line, before in _byline_places(text, end):
        if before and is_press_office(text[line.start : line.end]):
            yield Found(Credit("text", text[line.start : line.end], None, line), line)
        match = _BYLINE.fullmatch(text, *line)
        if not match or text[:before].rstrip(" .,!?…\r\n")[-1:] in {"»", '"', "”", "“"}:
            continue  # a name under a quotation is its speaker
        outlet = _between().sub("", (match["outlet"] or "").strip())
        if (is_agency(outlet) if outlet else before > 0) and _is_byline(match):
            yield Found(Credit("text", outlet.strip('«»"“”') or None, match["author"].strip(), line), line)


@cache
def _between() -> re.Pattern[str]:
    """Match «для» of «Иван Петров, для «Зари»»."""
    return re.compile(rf"\A(?:{any_of('between')})\s")


def _is_byline(match: re.Match[str]) -> bool:
    author = match["author"].strip()
    return bool(author) and author.count(" ") in {1, 2} and is_person(author)


def _byline_places(text: str, end: int) -> Iterator[tuple[Span, int]]:
    """Yield the second line that is not blank and the last one, each with where the line before it may end."""
    second, last = _second_line(text), text.rfind("\n", 0, end) + 1
    if second and second.start < last:
        yield second, 0
    if last > len(text) - len(text.lstrip()):
        yield Span(last, end - (text[end - 1] == "." and text[end - 2].isalpha())), last


def _second_line(text: str) -> Span | None:
    """Return the line below the headline, where another follows it."""
    match = _SECOND_LINE.match(text)
    return Span(*match.span("line")) if match else None
