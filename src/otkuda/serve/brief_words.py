"""A brief in words, the same on a page, in a document and in a table."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from otkuda.serve.view import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otkuda.export.brief import Carrier, Differing, Entry
    from otkuda.export.statement_record import ChangeRecord
    from otkuda.serve.pages.brief_view import Brief
    from otkuda.serve.words import Words

MOST = 40  # carriers that are named
_LONG = 80  # characters of a wording


def carrier_line(one: Carrier, words: Words) -> str:
    """Return who carries something, and when."""
    when = when_of(one.published, words)
    return f"{one_line(one.outlet)}, {when}" if when else one_line(one.outlet)


def carriers_line(those: Sequence[Carrier], words: Words) -> str:
    """Return who carry something, and when; of very many the first, and how many more."""
    told = "; ".join(carrier_line(one, words) for one in those[:MOST])
    return f"{told}; {words('statement.and_more', n=len(those) - MOST)}" if len(those) > MOST else told


def made_line(brief: Brief, words: Words) -> str:
    """Return when a brief was made, with the clock that its times go by."""
    return words("brief.made", when=f"{words.moment(brief.made)} ({words.clock(brief.made)})")


def when_of(published: str | None, words: Words) -> str:
    """Return a time of ISO 8601 as a reader writes it; empty where there is none."""
    try:
        return words.moment(datetime.fromisoformat(published)) if published else ""
    except ValueError:
        return ""


def first_line(one: Entry, words: Words) -> str:
    """Return where something was first said, as far as the articles show."""
    if one.firsts:
        told = carriers_line(one.firsts, words)
        return words("brief.heard", who=told) if one.first == "occasion" else told
    return words("brief.named", what=one_line(one.named)) if one.named else words("brief.absent")


def change_line(one: ChangeRecord, words: Words) -> str:
    """Return one thing that differs: «число: «412» → «400»»."""
    there, here = (f"«{shortened(text, _LONG)}»" if text.strip() else "—" for text in (one.original, one.appearance))
    return f"{words(f'what.{one.what}')}: {there} → {here}"


def differing_line(one: Differing, words: Words) -> str:
    """Return who has other words, and which."""
    told = "; ".join(change_line(each, words) for each in one.changes)
    return f"{one_line(one.carrier.outlet)} — {told}" if told else one_line(one.carrier.outlet)


def speaker_line(one: Entry, words: Words) -> str:
    """Return who said it, with the role."""
    name = one_line(one.speaker) if one.speaker else words("read.nobody")
    return f"{name}, {one_line(one.standing)}" if one.standing else name
