"""Whose photo or text it is: credits, read from the words of the text.

A credit opens a line or a sentence («Фото: …»), stands in brackets or after ©, ends at the end of the sentence and
holds nothing but names. An ordinary sentence with the word «фото» in it is never one: where the words that follow
are no names, there is no credit. The words are in ``credits.tsv`` of each language.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from operator import methodcaller
from typing import TYPE_CHECKING, NamedTuple, cast

from otkuda.article.datelines import read_datelines
from otkuda.article.holders import (
    LONGEST,
    Holders,
    from_genitive,
    is_person,
    is_sure,
    read_holders,
    words,
)
from otkuda.article.signatures import Found, bylines, labelled_behind, skipped, slashed
from otkuda.lang.every import nominative
from otkuda.model import Credit, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from otkuda.model import CreditType

_LABELS = ("label", "bare", "by", "byline", "source")
_BY = frozenset({"by", "byline"})  # before people
_NO_CREDIT = "-"  # «Editing by …»: neither the text nor a picture is theirs
_OPENERS = re.compile(r"(?:^|\n|(?:^|\n)[—–-]|[.!?…»”\")\],;/|(\[•·])[ \t\xa0\r]*\Z")
_MARK = re.compile(r"\s?:\s?|\s+[—–-]\s+|\s*(?=©)|[ \xa0]+")
_END = re.compile(r"(?<=[\w»”\")]{2})[.!?…](?=\s|$)|\n|[\])]?\Z")
_CLOSES = re.compile(r"(?<=\w[ \xa0])©[^\n©]{4,60}$", re.MULTILINE)  # «Вид на мост © Анна Лесная»
_AFTER_SIGN = re.compile(r"[ \xa0]?(?:(?:[Фф]ото|[Pp]hoto|[Сс]урет)\s?:[ \xa0]?)?")  # «© Фото: Анна Лесная»
_LINE_BEGIN = re.compile(r"(?:^|\n)[ \t(\[•—–-]*\Z")
_NEXT = re.compile(r"[ \t.;,|/]+")
_PLACE = re.compile(r"\s(?:in|from)\s[A-Z].*")  # «Reporting by Una Farrow in Marden»
_LINE_END = re.compile(r"[ \t.)\]\r]{0,9}(?:\n|\Z)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b(?:[Пп]рава|[Rr]ights|[Ққ]ұқық)")


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
    found += [one for one in [*slashed(text), *labelled_behind(text)] if _is_apart(one, found)]
    found += [line for line in bylines(text, _end(text, found)) if _is_apart(line, found)]
    return tuple(sorted(found, key=lambda one: one.skip))


def _is_apart(one: Found, found: list[Found]) -> bool:
    return all(one.skip.end <= other.skip.start or other.skip.end <= one.skip.start for other in found)


def _datelines(text: str) -> Iterator[Found]:
    for holders, span, whole in read_datelines(text):
        credit = Credit("text", holders.agency, holders.author, span) if holders else None
        yield Found(credit, whole)


def _labelled(text: str) -> Iterator[Found]:
    """Yield the credits that a word or © opens."""
    end = 0
    frame = _frame(text)
    for match in _labels(text, 0, len(text)):
        opening = _open(text, match) if match.start() >= end else None
        found = _read(text, opening, frame) if opening else None
        if found:
            end = found.skip.end
            yield found


def _labels(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the labels of a stretch in its order."""
    found = chain(*(pattern.finditer(text, start, end) for pattern in (_label_pattern(), _small_label_pattern())))
    return sorted(found, key=methodcaller("start"))


@cache
def _label_pattern() -> re.Pattern[str]:
    """Match a label in the shapes «Фото» and «ФОТО».

    One choice in which each branch opens with a letter of its own: `re` then skips at once to where one may begin, and
    tries only the branch that begins so.
    """
    return re.compile("|".join([*_branches(lambda label: [label, label.upper()]), "©"]))


@cache
def _small_label_pattern() -> re.Pattern[str]:
    """Match «фото» after a bracket or a stroke, and after a comma («Текст: Иван Петров, фото: …»)."""
    return re.compile(rf"[(\[/|,;]\s?(?:{'|'.join(_branches(lambda label: [label.lower()]))})")


def _branches(shapes: Callable[[str], list[str]]) -> list[str]:
    with_colon = [shape for part in ("label", "source") for label in words(part) for shape in shapes(label)]
    free = [shape for part in ("bare", "by", "byline") for label in words(part) for shape in shapes(label)]
    return [
        *(branch + r"(?=\s?:)" for branch in _by_letter(with_colon)),
        *(branch + r"(?![\w-])" for branch in _by_letter(free)),
    ]


def _by_letter(labels: list[str]) -> list[str]:
    """Return a choice as a choice of first letters and what may follow each: «Фото|Видео|Фотограф», «Ф(?:ото|…)|В…»."""
    rest: dict[str, list[str]] = {}
    for label in sorted(set(labels), key=lambda label: (-len(label), label)):
        rest.setdefault(label[0], []).append(re.escape(label[1:]))
    return [f"{letter}(?:{'|'.join(endings)})" for letter, endings in rest.items()]


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
    if text[match.start()] in ",;" and not has_colon:
        return None
    return Opening(label, _parts()[label.lower()][0], has_colon, start, mark.end())


def _read(text: str, opening: Opening, frame: Frame) -> Found | None:
    """Read the names after a label, or None where the words are no credit."""
    end = _names_end(text, opening)
    names = text[opening.names : end]
    span = Span(opening.start, end)
    if opening.part == "sign" and _YEAR.search(names):
        return Found(None, skipped(text, span))
    if names.lower() in words("own"):
        return Found(None, skipped(text, span))
    holders = read_holders(_PLACE.sub("", names) if opening.part == "byline" else names, is_by=opening.part in _BY)
    if holders is None or not _is_credit(opening, holders, text, span, frame):
        return None
    if not opening.has_colon:
        holders = from_genitive(holders)
    what = "photo" if opening.part == "sign" else _parts()[opening.label.lower()][1]
    if what == _NO_CREDIT:
        return Found(None, skipped(text, span))
    return Found(Credit(cast("CreditType", what), holders.agency, holders.author, span), skipped(text, span))


def _names_end(text: str, opening: Opening) -> int:
    """Return where the names end: at the sentence's or the line's end, the closing bracket, or the next label."""
    limit = min(len(text), opening.names + LONGEST + 2)
    ends = [limit]
    if (stop := _END.search(text, opening.names, limit)) is not None:
        ends.append(stop.start())
    if text[opening.start - 1 : opening.start] in {"(", "["}:
        ends += [place for mark in ")]" if (place := text.find(mark, opening.names, limit)) >= 0]
    for match in _labels(text, opening.names, limit):
        if match.group() != "©" and _open(text, match):
            ends.append(match.start())
            break
    end = max(min(ends), opening.names)
    return opening.names + len(text[opening.names : end].rstrip(" \t\r\xa0.,;|/"))


def _is_credit(opening: Opening, holders: Holders, text: str, span: Span, frame: Frame) -> bool:
    """Tell whether label, names and place agree."""
    names = text[opening.names : span.end]
    if opening.part == "source":
        return span.start >= frame.closing
    if opening.part == "byline":
        is_people = holders.author is not None and (holders.agency is None or is_sure(holders.agency))
        return _is_alone(text, span) and (opening.has_colon or is_people)
    if opening.has_colon:
        return True
    if is_person(nominative(names)) and span.start == frame.headline:
        return False  # «Фото Анны Лесной» as a headline is a title
    return opening.part in {"bare", "by"} and is_sure(names, is_by=opening.part == "by")


def _frame(text: str) -> Frame:
    headline = len(text) - len(text.lstrip())
    last = _line_start(text, len(text.rstrip()))
    closing = _line_start(text, len(text[:last].rstrip()))
    return Frame(headline, closing if closing > headline else max(last, headline + 1))


def _line_start(text: str, end: int) -> int:
    return text.rfind("\n", 0, end) + 1


def _is_alone(text: str, span: Span) -> bool:
    """Tell whether no other words stand in the line but further labels: «(Reporting by …; Editing by …)»."""
    begins = _LINE_BEGIN.search(text, max(0, span.start - 9), span.start) or _begins_with_label(text, span.start)
    following = _NEXT.match(text, span.end)
    ends = _LINE_END.match(text, span.end) or (following and _label_pattern().match(text, following.end()))
    return bool(begins and ends)


def _begins_with_label(text: str, at: int) -> bool:
    line = text[_line_start(text, at) : at]
    return len(line) <= LONGEST and _label_pattern().match(line.lstrip(" \t([•")) is not None


def _end(text: str, found: list[Found]) -> int:
    """Return where the text ends without the credits that close it."""
    end = len(text.rstrip())
    for one in sorted(found, key=lambda one: one.skip, reverse=True):
        if one.skip.end >= end and text[: one.skip.start].endswith("\n"):
            end = len(text[: one.skip.start].rstrip())
    return end
