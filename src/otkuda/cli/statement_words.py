"""What the cards of statements and stories say in words: outlets, times between articles, changes, grounds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from otkuda.serve.distance import Distance, distance
from otkuda.serve.view import one_line, publisher_of, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otkuda.export import Told
    from otkuda.export.telling import Wordings
    from otkuda.model import Appearance, Carrier, Relation
    from otkuda.serve.distance import Unit

_LONG = 60  # characters of a wording that is told in a line
_ORDER: tuple[Relation, ...] = ("verbatim", "shortened", "paraphrase", "translation", "altered")
_DIFFERS = "differs"
_UNITS: dict[Unit, tuple[str, str]] = {"day": ("day", "days"), "hour": ("h", "h"), "minute": ("min", "min")}


def outlet_of(carrier: Carrier) -> str:
    """Return who publishes an article, in a line; its host where it does not say."""
    return publisher_of(carrier.article) or "an article without address"


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
    found = distance(earlier, later)
    return in_words(found) if found else ""


def in_words(passed: Distance) -> str:
    """Return how long after.

    >>> in_words(Distance(3, "hour")), in_words(Distance(1, "day", is_later=False)), in_words(Distance(0, "minute"))
    ('3 h later', '1 day earlier', 'at once')
    """
    if not passed.many:
        return "the same day" if passed.unit == "day" else "at once"
    unit = _UNITS[passed.unit][passed.many > 1]
    return f"{passed.many:,} {unit} {'later' if passed.is_later else 'earlier'}"


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
