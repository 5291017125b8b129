"""What ``otkuda check`` found, as a card for the screen and as a JSON line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.serve.checked import in_rows, sites, wording
from otkuda.serve.view import one_line, shortened, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.console import RenderableType
    from rich.text import Text

    from otkuda.model import Source
    from otkuda.statements import Checked, Outcome, Place
    from otkuda.store import Coverage

SIGNS: dict[Outcome, tuple[str, str]] = {
    "verbatim": ("✓", "color(28)"),
    "shortened": ("✓", "color(28)"),
    "altered": ("≠", "color(161)"),
    "wrong speaker": ("!", "color(161)"),
    "translation": ("≈", "color(130)"),
    "paraphrase": ("≈", "color(130)"),
    "not found": ("✗", "color(161)"),
}
_MOST_NAMED = 5  # sources, and days of a gap
_CONTEXT = 40  # characters of unchanged text beside a difference
_OURS, _THEIRS = ("{+", "+}", "color(28)"), ("[-", "-]", "color(161) strike")


def card(found: Sequence[Checked], covered: Coverage) -> Iterator[RenderableType]:
    """Yield what each quotation is, then what was searched."""
    for one in found:
        yield from _lines(one)
        yield ""
    yield from searched(found, covered)


def _lines(one: Checked) -> Iterator[RenderableType]:
    from rich.padding import Padding

    from otkuda.cli.screen import text_of

    sign, style = SIGNS[one.outcome]
    yield text_of(f"{sign} ", style).append_text(text_of(_heading(one), "bold"))
    for words in _wordings(one):
        yield Padding(words, (0, 0, 0, 2))
    if one.place:
        more = f" · {one.others} more" if one.others else ""
        yield Padding(text_of(_standing_at(one.place) + more, "dim"), (0, 0, 0, 2))
        yield from _address(one.place)
    if one.otherwise:
        how = "word for word" if one.outcome == "altered" else "otherwise"
        yield Padding(text_of(f"{how}: {_standing_at(one.otherwise)}", "dim"), (0, 0, 0, 2))
        yield from _address(one.otherwise)


def _heading(one: Checked) -> str:
    """Return in a line what a quotation is."""
    place = one.place
    if one.outcome == "altered" and place:
        kinds = dict.fromkeys(difference.what for difference in place.nearness.differences)
        return f"differs: {', '.join(kinds)}" if kinds else "differs"
    if one.outcome == "wrong speaker" and place:
        said = "" if place.nearness.outcome != "altered" else ", and the words differ"
        return f"other speaker: {_name(place.source)}, not {_name(one.quotation.source)}{said}"
    return one.outcome


def _wordings(one: Checked) -> Iterator[Text]:
    """Yield the words of a quotation, and where they differ from those of its place, both."""
    from otkuda.cli.screen import text_of

    near = one.place.nearness if one.place else None
    if one.place is None or near is None or near.outcome in {"verbatim", "shortened"}:
        yield text_of(f"«{shortened(one.quotation.text)}»")
    elif near.alignment:
        yield word_diff(one.quotation.text, one.place)
    else:
        yield text_of(f"«{shortened(one.quotation.text)}»")
        yield text_of(f"there: «{shortened(one.place.words)}»", "dim")


def _standing_at(place: Place) -> str:
    """Return who says it, in which outlet, when."""
    from otkuda.cli.screen import clock

    article, seen = place.carrier.article, place.carrier.seen
    when = f"{article.published:%Y-%m-%d}" if article.published else f"seen {clock(seen)}" if seen else ""
    version = f"version {place.carrier.version}" if place.carrier.version > 1 else ""
    parts = (_name(place.source), article.outlet or "", when, version)
    return " · ".join(one_line(part) for part in parts if part)


def _name(source: Source | None) -> str:
    if source is None:
        return "nobody is named"
    more = standing(source)
    return one_line(f"{source.entity}, {more}" if more else source.entity)


def _address(place: Place) -> Iterator[RenderableType]:
    from otkuda.cli.screen import address

    if place.carrier.article.url:
        yield address(place.carrier.article.url)


def word_diff(text: str, place: Place) -> Text:
    """Return the quotation with what differs: {+words of the draft+}, [-words of the place-]."""
    from otkuda.cli.screen import is_coloured, text_of

    shown = text_of("")
    for what, ours, theirs in wording(text, place):
        if what == "equal":
            _append(shown, ours, "", "", "")
        elif what == "silent":
            _append(shown, "…", "", "", "dim")
        else:
            for words, (opening, closing, style) in ((theirs, _THEIRS), (ours, _OURS)):
                marks = ("", "") if is_coloured() else (opening, closing)
                _append(shown, words, *marks, style)
    return shown


def _append(shown: Text, words: str, opening: str, closing: str, style: str) -> None:
    if words := shortened(words):
        shown.append(" " if shown.plain else "").append(f"{opening}{words}{closing}", style)


def searched(found: Sequence[Checked], covered: Coverage) -> Iterator[RenderableType]:
    """Yield what was searched: how many articles, of whom, of which days, and what was out of reach."""
    from rich.rule import Rule

    from otkuda.cli.screen import text_of

    yield Rule("searched", align="left", style="dim")
    span = f", {covered.first:%Y-%m-%d} to {covered.last:%Y-%m-%d}" if covered.first and covered.last else ""
    yield text_of(f"{covered.articles:,} articles{span}")
    yield from _indented(f"of {_listed([f'{host} ({count:,})' for host, count in covered.hosts], covered.host_count)}")
    yield text_of(f"sources followed: {len(covered.sources) or 'none'}")
    for source, days in covered.unreached:
        yield from _indented(f"out of reach: {one_line(source.title or source.url)}, {_days(days)}")
    for name, site in sites(found, covered):
        yield from _indented(f"site of {one_line(name)}: {site or 'not among the sources; otkuda add its address'}")


def _indented(words: str) -> Iterator[RenderableType]:
    from rich.padding import Padding

    from otkuda.cli.screen import text_of

    yield Padding(text_of(words, "dim"), (0, 0, 0, 2))


def _listed(names: Sequence[str], count: int) -> str:
    more = f" and {count - _MOST_NAMED} more" if count > _MOST_NAMED else ""
    return ", ".join(map(one_line, names[:_MOST_NAMED])) + more


def _days(days: Sequence[date]) -> str:
    """Return days in a row as from … to.

    >>> from datetime import date
    >>> _days([date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 5)])
    '2026-03-01 to 2026-03-02, 2026-03-05'
    """
    runs = in_rows(days)
    return _listed(
        [f"{one.first}" if one.first == one.last else f"{one.first} to {one.last}" for one in runs], len(runs)
    )
