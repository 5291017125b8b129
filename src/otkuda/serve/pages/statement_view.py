"""What the page of a statement shows: its way, its appearances with what differs, how much of it each outlet has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from otkuda.export.telling import key_of
from otkuda.serve.differing import has_same_words, in_context, pieces
from otkuda.serve.distance import distance
from otkuda.serve.pictures.counts import counted
from otkuda.serve.pictures.coverage import coverage
from otkuda.serve.pictures.way import NARROW, WIDE, Point, drawn
from otkuda.serve.view import Said
from otkuda.serve.way import source_key, stops

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.collect.changes import Piece
    from otkuda.export import Told
    from otkuda.export.telling import Wordings
    from otkuda.model import Appearance, Carrier, Ground, Relation, Statement, What
    from otkuda.serve.distance import Distance
    from otkuda.serve.evidence import Explaining
    from otkuda.serve.pictures.counts import Counts
    from otkuda.serve.pictures.coverage import Coverage
    from otkuda.serve.pictures.way import Picture
    from otkuda.serve.way import Stop

COPIES = 50  # copies of one appearance that are listed with it
_NAMED = 4  # outlets that are named of those alike
_MOST_PIECES = 80  # of a word diff; of more a reader sees nothing
_RELATIONS: tuple[Relation, ...] = ("verbatim", "shortened", "paraphrase", "translation", "altered")
_GROUNDS: tuple[Ground, ...] = ("linked", "named")


class Row(NamedTuple):
    """An article on the way. ``passed`` is how long after its source, ``after`` how long after the first article."""

    stop: Stop
    source: Carrier | None
    passed: Distance | None
    after: Distance | None
    coverage: Coverage | None
    changes: tuple[What, ...]

    @property
    def mark(self) -> str:
        """What shape it has in the picture."""
        if self.stop.relation == "altered":
            return "differs"
        if self.stop.is_origin:
            return "origin"
        return "retold" if self.stop.relation in {"paraphrase", "translation"} else "same"

    @property
    def is_against(self) -> bool:
        """Whether it is dated before its source."""
        return bool(self.stop.appearance.step and self.stop.appearance.step.against_clock)


class Share(NamedTuple):
    """Articles that have the same of the first text's words in the same relation, and how many more there are."""

    row: Row
    carriers: tuple[Carrier, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Way:
    """The rows of the way, their pictures for a wide and for a narrow screen, who has how much, and when it was."""

    rows: tuple[Row, ...]
    shares: tuple[Share, ...]
    wide: Picture
    narrow: Picture
    counts: Counts | None


class Telling(NamedTuple):
    """An appearance, how the article hands it to its speaker, what differs from ``against``, and its copies."""

    one: Appearance
    carrier: Carrier
    said: Said | None
    after: Distance | None
    against: Carrier | None
    changes: tuple[Wordings, ...]
    diff: tuple[Piece, ...]
    original: str | None
    copies: tuple[Carrier, ...]
    more: int
    why: tuple[str, ...]


class First(NamedTuple):
    """Where the words were first said: a page (its article), or who heard them; what shows it, with how many."""

    carrier: Carrier | None
    heard: tuple[Carrier, ...]
    shown_by: tuple[tuple[Ground, int], ...]


def with_translations(statement: Statement) -> Statement:
    """Return a statement in which words of another language than its own count as translated.

    The first article in each language is what others in it are compared with, and nothing is what it is compared with.
    """
    first = set(statement.origin.appearances)
    appearances = (
        replace(one, relation="translation")
        if one.against is None and one.language != statement.language and one.id not in first
        else one
        for one in statement.appearances
    )
    return replace(statement, appearances=tuple(appearances))


def first_of(told: Told) -> First:
    """Return where a statement was first said, as far as its articles show."""
    origin = told.statement.origin
    first = next((told.by_id[one] for one in origin.appearances if one in told.by_id), None)
    if origin.kind != "page" or first is None:
        return First(None, told.heard if origin.kind == "occasion" else (), ())
    shown = told.shown_by(first)
    return First(told.carriers[first.carrier], (), tuple((one, shown[one]) for one in _GROUNDS if shown[one]))


def relations_of(told: Told) -> tuple[tuple[Relation, int], ...]:
    """Return in which relations articles carry a statement, and how many in each; where it was first said apart."""
    first = set(told.statement.origin.appearances)
    differing = {key_of(one) for one in told.appearances if one.relation == "altered"}
    carried = ((key, one) for key, one in told.first.items() if one.id not in first)
    counts = Counter("altered" if key in differing else one.relation for key, one in carried)
    return tuple((one, counts[one]) for one in _RELATIONS if counts[one])


def way_of(told: Told) -> Way:
    """Return the way of a statement with its pictures."""
    rows = tuple(_row(told, stop) for stop in stops(told))
    points = [_point(row) for row in rows]
    moments = [article.published for one in told.first.values() if (article := told.article(one)).published]
    return Way(rows, _shares(rows), drawn(points, WIDE), drawn(points, NARROW), counted(moments))


def _row(told: Told, stop: Stop) -> Row:
    key = key_of(stop.appearance)
    here = [one for one in told.appearances if key_of(one) == key]
    from_key = source_key(told, key)
    source = told.carriers[told.first[from_key].carrier] if from_key else None
    covered = (coverage(one, told.by_id.get(one.against or "", one)) for one in here if one.relation != "translation")
    return Row(
        stop,
        source,
        distance(source, stop.carrier) if source else None,
        _after(told, stop.carrier),
        max(filter(None, covered), key=lambda one: one.share, default=None),
        tuple(dict.fromkeys(change.what for one in here for change in one.changes)),
    )


def _shares(rows: Sequence[Row]) -> tuple[Share, ...]:
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault((row.mark, row.stop.relation, row.coverage, row.changes), []).append(row)
    return tuple(_share(alike) for alike in found.values())


def _share(rows: Sequence[Row]) -> Share:
    single = [row.stop.carrier for row in rows if not row.stop.folded]
    folded = sum(row.stop.folded for row in rows)
    return Share(rows[0], tuple(single[:_NAMED]), len(single[_NAMED:]) + folded)


def _point(row: Row) -> Point:
    article = row.stop.carrier.article
    return Point(article.published, article.published_until, row.stop.source, row.is_against)


def _after(told: Told, carrier: Carrier) -> Distance | None:
    """Return how long after the first article one was published; None for that one, and where clocks differ."""
    first = told.carriers[told.appearances[0].carrier]
    passed = distance(first, carrier) if first.id != carrier.id else None
    return passed if passed and passed.is_later else None


def grouped(told: Told) -> tuple[tuple[Appearance, ...], ...]:
    """Return the appearances, those in the same words together: first what differs, then the others."""
    groups: dict[tuple[str, ...], list[Appearance]] = {}
    for one in told.distinct:
        groups.setdefault((one.text, one.relation, one.language, one.speaker or ""), []).append(one)
    return tuple(map(tuple, sorted(groups.values(), key=lambda group: group[0].relation != "altered")))


def needed(told: Told, groups: Sequence[Sequence[Appearance]]) -> set[str]:
    """Return the versions whose texts are needed to show some groups, and who speaks."""
    leads = (told.appearances[0], *(group[0] for group in groups))
    originals = (told.by_id[one.against] for one in leads if one.against in told.by_id)
    return {one.carrier for one in (*leads, *originals)}


def tellings(told: Told, groups: Sequence[Sequence[Appearance]], why: Explaining | None) -> Iterator[Telling]:
    """Yield the groups as they are shown, with the evidence where it is asked for."""
    for one, *copies in groups:
        original = told.by_id.get(one.against or "")
        differs = original is not None and one.relation == "altered"
        diff = tuple(in_context(pieces(one, original))) if original and differs else ()
        is_readable = bool(diff) and len(diff) <= _MOST_PIECES
        yield Telling(
            one,
            told.carriers[one.carrier],
            _said(told, one),
            _after(told, told.carriers[one.carrier]),
            told.carriers[original.carrier] if original else None,
            tuple(told.wordings(one)),
            diff if is_readable else (),
            original.text if original and differs and not is_readable and not has_same_words(one, original) else None,
            tuple(told.carriers[copy.carrier] for copy in copies[:COPIES]),
            max(0, len(copies) - COPIES),
            tuple(why.appearance(one)) if why else (),
        )


def _said(told: Told, one: Appearance) -> Said | None:
    """Return the attribution with its number in the article, as the article's page shows it."""
    found = told.attribution(one)
    return Said(told.article(one).attributions.index(found) + 1, 0, found) if found else None
