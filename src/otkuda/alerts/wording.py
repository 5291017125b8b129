"""How alerts read: a subject, a text, a record for programs. The words are in ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from otkuda.text.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from otkuda.store.watching_records import Alert, Watchlist

SHORT = 120  # characters of words in a subject
_BLANKS = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\0": " ", "\u2028": " ", "\u2029": " "})


class Letter(NamedTuple):
    """What is sent: a subject of one line, a text, and the same as a record."""

    subject: str
    text: str
    record: dict[str, Any]


@cache
def words_in(tongue: str) -> Mapping[str, str]:
    """Return the words of a language of the interface."""
    found = tomllib.loads(resources.files("otkuda.alerts").joinpath("words.toml").read_text(encoding="utf-8"))
    words: Mapping[str, str] = found[tongue if tongue in LANGUAGES else "en"]
    return words


def letter_of(told: Sequence[Alert], watched: Watchlist, pages: str | None) -> Letter:
    """Return what is sent of alerts."""
    words = words_in(watched.tongue)
    first = headline_of(told[0], watched.tongue) if told else words["nothing"]
    subject = first if len(told) <= 1 else words["several"].format(many=len(told))
    parts = ["\n".join(_lines(one, words, pages)) for one in told]
    text = "\n\n".join([*parts, words["because"].format(name=one_line(watched.name, SHORT))])
    record = {
        "type": "alerts",
        "watchlist": {"id": watched.id, "name": watched.name},
        "alerts": [record_of(one, pages) for one in told],
    }
    return Letter(f"{one_line(watched.name, 60)}: {subject}", text, record)


def headline_of(one: Alert, tongue: str) -> str:
    """Return an alert in one line: what happened, who said what."""
    words = words_in(tongue)
    said = words["said"].format(speaker=one_line(one.speaker or words["nobody"], 80), words=one_line(one.text, SHORT))
    return f"{words[one.kind]}: {said}"


def text_of(one: Alert, tongue: str, pages: str | None) -> str:
    """Return an alert as a text of some lines."""
    return "\n".join(_lines(one, words_in(tongue), pages))


def _lines(one: Alert, words: Mapping[str, str], pages: str | None) -> Iterator[str]:
    speaker = ", ".join(filter(None, (one.speaker or words["nobody"], one.role)))
    yield f"{words[one.kind]} — {one_line(speaker, 200)}"
    yield f"«{one_line(one.text, 1_000)}»"
    if one.before or one.after:
        yield words["instead"].format(before=one_line(one.before or "—", 200), after=one_line(one.after or "—", 200))
    place = ", ".join(filter(None, (one.outlet, f"{one.published:%Y-%m-%d %H:%M} UTC" if one.published else None)))
    yield one_line(f"{place}: {one.url}" if one.url else place, 3_000)
    if page := page_of(one, pages):
        yield page


def page_of(one: Alert, pages: str | None) -> str | None:
    """Return where the statement's page is; None where that is not known."""
    return f"{pages}/statement/{one.statement_id}" if pages else None


def record_of(one: Alert, pages: str | None) -> dict[str, Any]:
    """Return an alert as a record for programs."""
    return {
        "id": one.id,
        "kind": one.kind,
        "made": one.made.isoformat(),
        "statement": one.statement_id,
        "page": page_of(one, pages),
        "speaker": one.speaker,
        "role": one.role,
        "text": one.text,
        "language": one.language,
        "outlet": one.outlet,
        "url": one.url,
        "published": one.published.isoformat() if one.published else None,
        "outlets": one.outlets,
        "difference": {"what": one.what, "before": one.before, "after": one.after} if one.what else None,
    }


def one_line(text: str, most: int) -> str:
    """Return a text in one line of at most so many characters, without what turns a line round or ends it."""
    line = " ".join(text.translate(_BLANKS).split())
    shown = "".join(sign for sign in line if sign.isprintable())
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"
