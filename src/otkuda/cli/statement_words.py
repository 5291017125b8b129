"""What the cards of statements and stories say in words: outlets, times between articles, changes, grounds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from otkuda.serve.view import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from otkuda.export import Told
    from otkuda.export.telling import Wordings
    from otkuda.model import Appearance, Carrier, Relation

_LONG = 60  # characters of a wording that is told in a line
_ORDER: tuple[Relation, ...] = ("verbatim", "shortened", "paraphrase", "translation", "altered")
_DIFFERS = "differs"
_UNITS = ((86_400, "day", "days"), (3_600, "h", "h"), (60, "min", "min"))


def outlet_of(carrier: Carrier) -> str:
    """Return who publishes an article, in a line; its host where it does not say."""
    from otkuda.text.urls import host_of

    article = carrier.article
    return shortened(article.outlet or host_of(article.url or "") or article.url or "an article without address", _LONG)


def when_of(carrier: Carrier) -> str:
    """Return when an article was published, with its offset, for others have other clocks; else when it was seen."""
    from otkuda.cli.screen import clock

    article = carrier.article
    if article.published is None:
        return f"seen {clock(carrier.seen)}" if carrier.seen else "without date"
    if article.published_until:
        return f"{article.published:%Y-%m-%d}"
    return article.published.isoformat(sep=" ", timespec="minutes")


def between(earlier: Carrier, later: Carrier) -> str:
    """Return how long after the one the other was published; empty where one of them does not say."""
    one, other = earlier.article, later.article
    if one.published is None or other.published is None:
        return ""
    if one.published_until or other.published_until:
        days = (other.published.date() - one.published.date()).days
        return f"{_many(abs(days))} {'later' if days > 0 else 'earlier'}" if days else "the same day"
    return in_words(other.published - one.published)


def in_words(passed: timedelta) -> str:
    """Return a time that passed.

    >>> from datetime import timedelta
    >>> in_words(timedelta(hours=3)), in_words(timedelta(days=-1)), in_words(timedelta(seconds=5))
    ('3 h later', '1 day earlier', 'at once')
    """
    seconds = passed.total_seconds()
    for unit, one, many in _UNITS:
        count = int(abs(seconds) // unit)
        if count:
            return f"{count:,} {one if count == 1 else many} {'later' if seconds > 0 else 'earlier'}"
    return "at once"


def _many(days: int) -> str:
    return "1 day" if days == 1 else f"{days:,} days"


def relation_of(one: Appearance) -> str:
    """Return what a reader calls the relation; nobody is said to have distorted anything."""
    return _DIFFERS if one.relation == "altered" else one.relation


def relations(ones: Iterable[Appearance]) -> str:
    """Return how many stand in which relation: «9 verbatim · 1 differs»."""
    counts = Counter(one.relation for one in ones)
    names = {**dict.fromkeys(_ORDER, ""), "altered": _DIFFERS}
    told = [(counts[one], names[one] or one) for one in _ORDER if counts[one]]
    return " · ".join(f"{count:,} {'differ' if name == _DIFFERS and count > 1 else name}" for count, name in told)


def change_of(words: Wordings) -> str:
    """Return one thing that is not the same, in a line: «number: «412» → «400»»."""
    original, now = (f"«{shortened(text, _LONG)}»" if text.strip() else "" for text in words[1:])
    if original and now:
        return f"{words.what}: {original} → {now}"
    if original or now:
        return f"{words.what}: {original} left out" if original else f"{words.what}: {now} added"
    return words.what


def edge_of(told: Told, one: Appearance) -> str:
    """Return what shows where an appearance is from, and how long after: «linked · 3 h later», «inferred, 64 %».

    Where the clock is against it: «linked, though 4 h earlier».
    """
    source = told.source_of(one)
    if one.step is None or source is None:
        return ""
    ground = f"inferred, {one.step.strength:.0%}" if one.step.ground == "inferred" else one.step.ground
    passed = between(told.carriers[source.carrier], told.carriers[one.carrier])
    if one.step.against_clock:
        return f"{ground}, though {passed}" if passed else f"{ground}, though seen earlier; one of both has no date"
    is_in_doubt = passed.endswith("earlier")  # one of the pages names no zone
    return line_of((ground, None if is_in_doubt else passed))


def line_of(parts: Iterable[str | None], between: str = " · ") -> str:
    """Return what there is of some parts in one line."""
    return between.join(one_line(part) for part in parts if part)
