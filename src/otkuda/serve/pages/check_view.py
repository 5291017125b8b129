"""What the page of a check shows: the draft with its quotations marked, and beside each paragraph what they are."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from otkuda.serve.checked import Days, in_rows, sites, wording
from otkuda.serve.desk import LONGEST
from otkuda.serve.view import printable
from otkuda.store.articles import article_id_of
from otkuda.store.statements import statements_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from otkuda.model import Article, Span
    from otkuda.serve.checked import Part
    from otkuda.statements import Checked, Outcome, Place
    from otkuda.store import Coverage, NewsSource

Tone = Literal["same", "differs", "open"]
_LONGEST_ADDRESS = 2_000
_LINKED = 200  # verdicts that are led from to a statement
_DIFFERS: frozenset[Outcome] = frozenset({"altered", "wrong speaker"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: a text, else an address, and whether what the draft says in its own words is checked too."""

    text: str = ""
    address: str = ""
    indirect: bool = False

    @classmethod
    def of(cls, form: Mapping[str, object]) -> Asked:
        """Return what a form has; a browser sends a new line as two signs."""
        text, address = (str(form.get(name) or "") for name in ("text", "address"))
        return cls(text.replace("\r\n", "\n"), address.strip()[:_LONGEST_ADDRESS], bool(form.get("indirect")))

    @property
    def whole_address(self) -> str:
        """The address with its scheme, which people leave out."""
        return self.address if "://" in self.address else f"https://{self.address}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft, what its quotations are, and what was searched."""

    draft: Article
    found: tuple[Checked, ...]
    covered: Coverage


class Piece(NamedTuple):
    """A stretch of the draft: plain, or of the quotation with a number; ``is_first`` is where that begins."""

    text: str
    verdict: Verdict | None = None
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class At:
    """Where words stand in the store: the place, its article and statement with us."""

    place: Place
    article: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one quotation is; ``parts`` are the two wordings where they can be laid beside each other."""

    number: int
    checked: Checked
    at: At | None
    otherwise: At | None
    parts: tuple[Part, ...]

    @property
    def tone(self) -> Tone:
        """What it is in a colour: only what differs has one that calls."""
        if self.checked.is_passed:
            return "same"
        return "differs" if self.checked.outcome in _DIFFERS else "open"

    @property
    def kinds(self) -> list[str]:
        """What sorts of things differ, each once."""
        place = self.checked.place
        return list(dict.fromkeys(one.what for one in place.nearness.differences)) if place else []


class _Mark(NamedTuple):
    start: int
    end: int
    verdict: Verdict
    is_first: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the draft, and what the quotations are that begin in it."""

    pieces: tuple[Piece, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the page shows of a draft, and what was searched."""

    shown: Shown
    rows: tuple[Row, ...]
    verdicts: tuple[Verdict, ...]
    sites: tuple[tuple[str, str | None], ...]
    unreached: tuple[tuple[NewsSource, tuple[Days, ...]], ...]

    @property
    def is_cut(self) -> bool:
        """Was the draft longer than what is looked at?"""
        return len(self.shown.draft.text) >= LONGEST

    def counted(self) -> dict[Outcome, list[Verdict]]:
        """Return the verdicts by what they are, in the order in which they come."""
        groups: dict[Outcome, list[Verdict]] = {}
        for one in self.verdicts:
            groups.setdefault(one.checked.outcome, []).append(one)
        return groups


def report(conn: Connection, shown: Shown) -> Report:
    """Return what the page shows of a draft that was checked."""
    verdicts = tuple(_verdict(conn, number, one) for number, one in enumerate(shown.found, 1))
    unreached = tuple((source, tuple(in_rows(days))) for source, days in shown.covered.unreached)
    rows = tuple(_rows(shown.draft, verdicts))
    return Report(shown, rows, verdicts, tuple(sites(shown.found, shown.covered)), unreached)


def _verdict(conn: Connection, number: int, one: Checked) -> Verdict:
    is_linked = number <= _LINKED
    at, otherwise = (_at(conn, place, is_linked=is_linked) for place in (one.place, one.otherwise))
    parts = tuple(wording(one.quotation.text, one.place)) if one.place else ()
    return Verdict(number, one, at, otherwise, parts)


def _at(conn: Connection, place: Place | None, *, is_linked: bool) -> At | None:
    if place is None:
        return None
    url = place.carrier.article.url
    if not url or not is_linked:
        return At(place, None, None)
    held = ((one.id, each) for one in statements_at(conn, url) for each in one.appearances)
    here = ((id_, each) for id_, each in held if each.carrier == place.carrier.id)
    statement = next((id_ for id_, each in here if any(_meet(span, place.span) for span in each.spans)), None)
    return At(place, article_id_of(conn, url), statement)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _rows(draft: Article, verdicts: Sequence[Verdict]) -> Iterator[Row]:
    """Yield the paragraphs that are not empty."""
    text = printable(draft.text)
    marks = _marks(verdicts)
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        pieces = tuple(_pieces(text, start, end, marks))
        if line.strip():
            yield Row(pieces, tuple(one.verdict for one in pieces if one.verdict and one.is_first))
        start = end + 1


def _marks(verdicts: Sequence[Verdict]) -> list[_Mark]:
    """Return what is marked, in order; where quotations cross, the second begins where the first ends."""
    spans = sorted((span, one.number) for one in verdicts for span in one.checked.quotation.spans)
    marks: list[_Mark] = []
    seen: set[int] = set()
    for (start, end), number in spans:
        start = max(start, marks[-1].end if marks else 0)  # noqa: PLW2901 - where it is free
        if end > start:
            marks.append(_Mark(start, end, verdicts[number - 1], number not in seen))
            seen.add(number)
    return marks


def _pieces(text: str, start: int, end: int, marks: Sequence[_Mark]) -> Iterator[Piece]:
    """Yield a paragraph in pieces."""
    at = start
    for mark in islice(marks, bisect_right(marks, start, key=lambda one: one.end), None):
        if mark.start >= end:
            break
        begin = max(mark.start, start)
        if begin > at:
            yield Piece(text[at:begin])
        at = min(mark.end, end)
        yield Piece(text[begin:at], mark.verdict, mark.is_first and mark.start >= start)
    if end > at:
        yield Piece(text[at:end])
