"""A brief as a spreadsheet (XLSX), a line a statement; its cells are texts, which never run."""

from __future__ import annotations

from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, TypeVar

from otkuda.export.columns import Column, Table
from otkuda.serve.brief_words import carrier_line, differing_line, first_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from otkuda.export.brief import Entry
    from otkuda.serve.pages.brief_view import Brief
    from otkuda.serve.words import Words

T = TypeVar("T")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(brief: Brief, words: Words) -> bytes:
    """Return a brief as the bytes of a spreadsheet."""
    from otkuda.export.spreadsheet import write

    with NamedTemporaryFile(suffix=".xlsx") as file:
        write(file, columns(words), brief.entries)  # type: ignore[arg-type]  # a file with a name, as it asks for
        file.seek(0)
        return file.read()


def columns(words: Words) -> Table[Entry, Entry]:
    """Return the columns of a brief, with their heads in a language."""
    return Table(
        "statements",
        (
            Column(words("brief.speaker"), "text", lambda one: one.speaker),
            Column(words("brief.role"), "text", lambda one: one.standing),
            Column(words("brief.words"), "text", lambda one: one.words),
            Column(words("brief.first"), "text", lambda one: first_line(one, words)),
            Column(words("brief.first_url"), "text", lambda one: one.firsts[0].url if one.firsts else None),
            Column(words("brief.outlets"), "whole", lambda one: one.outlets),
            Column(words("brief.carried"), "list", lambda one: _told(one.carriers, carrier_line, words)),
            Column(words("brief.urls"), "list", lambda one: tuple(each.url for each in one.carriers if each.url)),
            Column(words("brief.differs"), "list", lambda one: _told(one.differing, differing_line, words)),
            Column(words("brief.note"), "text", lambda one: one.note),
        ),
        iter,
    )


def _told(those: Iterable[T], line: Callable[[T, Words], str], words: Words) -> tuple[str, ...]:
    return tuple(line(one, words) for one in those)
