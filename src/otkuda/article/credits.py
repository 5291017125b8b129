"""Whose photo or text it is: credits, read from the words of the text.

A credit opens a line or a sentence («Фото: …»), stands in brackets or after ©, ends at the end of the sentence and
holds nothing but names. An ordinary sentence with the word «фото» in it is never one: where the words that follow
are no names, there is no credit. The words are in ``lang/ru/credits.tsv``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

from otkuda.article.datelines import read_datelines
from otkuda.article.holders import (
    LONGEST,
    Holders,
    is_agency,
    is_person,
    is_press_office,
    is_sure,
    nominative,
    read_holders,
    words,
)
from otkuda.model import Credit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.model import CreditType

_LABELS = ("label", "bare", "byline", "source")
_OPENERS = re.compile(r"(?:^|\n|[.!?…»”\")\],;/|(\[•·])[ \t\xa0\r]*\Z")
_MARK = re.compile(r"\s?:\s?|\s+[—–-]\s+|\s*(?=©)|[ \xa0]+")
_END = re.compile(r"(?<=[\w»”\")]{2})[.!?…](?=\s|$)|\n|[\])]?\Z")
_BYLINE = re.compile(r"(?P<author>[^,|/\n]{5,40})(?:\s?[,|/]\s?(?P<outlet>[«\"“]?[^,\n]{2,40}))?")
_CLOSES = re.compile(r"(?<=\w[ \xa0])©[^\n©]{4,60}$", re.MULTILINE)  # «Вид на мост © Анна Лесная»
_AFTER_SIGN = re.compile(r"[ \xa0]?(?:[Фф]ото\s?:[ \xa0]?)?")  # «© Фото: Анна Лесная»
_LINE_BEGIN = re.compile(r"(?:^|\n)[ \t(\[•]*\Z")
_LINE_END = re.compile(r"[ \t.)\]\r]{0,9}(?:\n|\Z)")
_WITH_FOR = re.compile(r"(?:специально )?для ")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b[Пп]рава\b")


class Found(NamedTuple):
    """A credit (None for «© 2026 «Заря»», a line that is no news and credits nothing) and what to skip of the text."""

    credit: Credit | None
    skip: Span


class Frame(NamedTuple):
    """Where the headline begins, and the last two lines: «Источник: мост закроют» is a headline, not a source line."""

    headline: int
    closing: int


class Opening(NamedTuple):
    """The words that open a credit: their label, whether a colon follows, and where the names begin."""

    label: str
    part: str
    has_colon: bool
    start: int
    names: int


def find_credits(text: str) -> tuple[Credit, ...]:
    r"""Return the credits in ``text``, in its order.

    >>> find_credits("Мост открыт\n\nФото: РИА Новости/Алексей Майшев")[0].author
    'Алексей Майшев'
    """
    return tuple(found.credit for found in _find(text) if found.credit)


def credit_lines(text: str) -> tuple[Span, ...]:
    """Return the lines, or parts of lines, of ``text`` that are credits and no news text, in its order.

    >>> credit_lines("Мост. Фото: Kazlenta.example")
    (Span(start=6, end=28),)
    """
    return tuple(found.skip for found in _find(text))


@lru_cache(maxsize=1)  # asked for the credits of an article, then for the lines that hold them
def _find(text: str) -> tuple[Found, ...]:
    found = [*_datelines(text), *_labelled(text)]
    found += [
        line
        for line in _bylines(text, _end(text, found))
        if all(line.skip.start != other.skip.start for other in found)
    ]
    return tuple(sorted(found, key=lambda one: one.skip))


def _datelines(text: str) -> Iterator[Found]:
    for holders, span, whole in read_datelines(text):
        yield Found(Credit("text", holders.agency, holders.author, span), whole)


def _labelled(text: str) -> Iterator[Found]:
    """Yield the credits that a word or © opens."""
    end = 0
    frame = _frame(text)
    for match in _label_pattern().finditer(text):
        opening = _open(text, match) if match.start() >= end else None
        found = _read(text, opening, frame) if opening else None
        if found:
            end = found.skip.end
            yield found


@cache
def _label_pattern() -> re.Pattern[str]:
    """Match a label in the shapes «Фото» and «ФОТО», and «фото» after a bracket or a stroke.

    One flat choice in which each branch opens with a letter or a sign of its own: `re` then skips at once to where
    one may begin, ten times as fast as with nested choices.
    """
    free = [(label, r"(?![\w-])") for part in ("bare", "byline") for label in words(part)]
    with_colon = [(label, r"(?=\s?:)") for part in ("label", "source") for label in words(part)]
    labels = sorted(free + with_colon, key=lambda label: len(label[0]), reverse=True)
    branches = [case(label) + after for case in (str, str.upper) for label, after in labels]
    small = "|".join(label.lower() + after for label, after in labels)
    before_colon = "|".join(label.lower() for label, _ in labels)
    branches += [rf"{re.escape(sign)}\s?(?:{small})" for sign in "([/|"]
    branches += [rf"{sign}\s(?:{before_colon})(?=\s?:)" for sign in ",;"]
    return re.compile("|".join([*branches, "©"]))


@cache
def _parts() -> dict[str, tuple[str, str]]:
    """Return for each label its part and what it credits."""
    return {label.lower(): (part, what) for part in _LABELS for label, what in words(part).items()}


def _open(text: str, match: re.Match[str]) -> Opening | None:
    label = match.group().lstrip("([/|,; \t\xa0\n")
    start = match.end() - len(label)
    if not _OPENERS.search(text, max(0, start - 3), start) and not (label == "©" and _CLOSES.match(text, start)):
        return None
    if label == "©":
        after = _AFTER_SIGN.match(text, match.end())
        return Opening(label, "sign", has_colon=True, start=start, names=after.end() if after else match.end())
    mark = _MARK.match(text, match.end())
    if not mark or "\n" in mark.group():
        return None
    has_colon = mark.group().strip() != "" or text.startswith("©", mark.end())
    return Opening(label, _parts()[label.lower()][0], has_colon, start, mark.end())


def _read(text: str, opening: Opening, frame: Frame) -> Found | None:
    """Read the names after a label, or None where the words are no credit."""
    end = _names_end(text, opening)
    names = text[opening.names : end]
    span = Span(opening.start, end)
    if opening.part == "sign" and _YEAR.search(names):
        return Found(None, _skip(text, span))
    if names.lower() in words("own"):
        return Found(None, _skip(text, span))
    holders = read_holders(names)
    if holders is None or not _is_credit(opening, text, span, frame):
        return None
    if not opening.has_colon:
        holders = _from_genitive(holders)
    what = "photo" if opening.part == "sign" else _parts()[opening.label.lower()][1]
    return Found(Credit(cast("CreditType", what), holders.agency, holders.author, span), _skip(text, span))


def _names_end(text: str, opening: Opening) -> int:
    """Return where the names end: at the sentence's or the line's end, the closing bracket, or the next label."""
    limit = min(len(text), opening.names + LONGEST + 2)
    ends = [limit]
    if (stop := _END.search(text, opening.names, limit)) is not None:
        ends.append(stop.start())
    if text[opening.start - 1 : opening.start] in {"(", "["}:
        ends += [place for mark in ")]" if (place := text.find(mark, opening.names, limit)) >= 0]
    for match in _label_pattern().finditer(text, opening.names, limit):
        if match.group() != "©" and _open(text, match):
            ends.append(match.start())
            break
    end = max(min(ends), opening.names)
    return opening.names + len(text[opening.names : end].rstrip(" \t\r\xa0.,;|/"))


def _is_credit(opening: Opening, text: str, span: Span, frame: Frame) -> bool:
    """Tell whether label, names and place agree."""
    names = text[opening.names : span.end]
    if opening.part == "source":
        return span.start >= frame.closing
    if opening.part == "byline":
        return _is_alone(text, span) and (opening.has_colon or is_person(names))
    if opening.has_colon:
        return True
    if is_person(nominative(names)) and span.start == frame.headline:
        return False  # «Фото Анны Лесной» as a headline is a title
    return opening.part == "bare" and is_sure(names)


def _from_genitive(holders: Holders) -> Holders:
    """«Фото Анны Лесной» names Анна Лесная; «Фото ТАСС» an agency."""
    if holders.author is not None and holders.author != nominative(holders.author):
        return Holders(holders.agency, nominative(holders.author))
    person = nominative(holders.agency) if holders.agency and holders.author is None else None
    return Holders(None, person) if person != holders.agency and person and is_person(person) else holders


def _frame(text: str) -> Frame:
    headline = len(text) - len(text.lstrip())
    last = _line_start(text, len(text.rstrip()))
    closing = _line_start(text, len(text[:last].rstrip()))
    return Frame(headline, closing if closing > headline else max(last, headline + 1))


def _line_start(text: str, end: int) -> int:
    return text.rfind("\n", 0, end) + 1


def _is_alone(text: str, span: Span) -> bool:
    return bool(_LINE_BEGIN.search(text, max(0, span.start - 9), span.start) and _LINE_END.match(text, span.end))


def _skip(text: str, span: Span) -> Span:
    """Return the credit with the brackets, the full stop and the blanks around it that belong to it."""
    start, end = span
    if text[start - 1 : start] in {"(", "["} and text[end : end + 1] in {")", "]"}:
        start, end = start - 1, end + 1
    return Span(start, end + (text[end : end + 1] == "."))


def _end(text: str, found: list[Found]) -> int:
    """Return where the text ends without the credits that close it."""
    end = len(text.rstrip())
    for one in sorted(found, key=lambda one: one.skip, reverse=True):
        if one.skip.end >= end and text[: one.skip.start].endswith("\n"):
            end = len(text[: one.skip.start].rstrip())
    return end


def _bylines(text: str, end: int) -> Iterator[Found]:
    """Yield «Иван Петров, «Заря»» and «Пресс-служба МЧС» where they stand alone under the headline or at the end."""
    for line, before in _byline_places(text, end):
        if before and is_press_office(text[line.start : line.end]):
            yield Found(Credit("text", text[line.start : line.end], None, line), line)
        match = _BYLINE.fullmatch(text, *line)
        if not match or text[:before].rstrip(" .,!?…\r\n")[-1:] in {"»", '"', "”", "“"}:
            continue  # a name under a quotation is its speaker
        outlet = _WITH_FOR.sub("", (match["outlet"] or "").strip())
        if (is_agency(outlet) if outlet else before > 0) and _is_byline(match):
            yield Found(Credit("text", outlet.strip('«»"“”') or None, match["author"].strip(), line), line)


def _is_byline(match: re.Match[str]) -> bool:
    author = match["author"].strip()
    return bool(author) and author.count(" ") in {1, 2} and is_person(author)


def _byline_places(text: str, end: int) -> Iterator[tuple[Span, int]]:
    """Yield the second line that is not blank and the last one, each with where the line before it may end."""
    first = len(text) - len(text.lstrip())
    headline_end = text.find("\n", first)
    if headline_end < 0:
        return
    last = text.rfind("\n", 0, end) + 1
    second = headline_end + len(text[headline_end:last]) - len(text[headline_end:last].lstrip())
    second_end = text.find("\n", second)
    if second < last and second_end > 0:
        yield Span(second, second_end), 0
    if last > first:
        yield Span(last, end - (text[end - 1] == "." and text[end - 2].isalpha())), last
