"""The card of a statement: its words, its speaker, where it was first said, its way, and each appearance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.cli.screen import address, text_of
from otkuda.cli.statement_words import change_of, line_of, outlet_of, relation_of, relations, when_of
from otkuda.export.telling import key_of
from otkuda.serve.view import one_line, shortened, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType
    from rich.text import Text

    from otkuda.export import Told
    from otkuda.model import Appearance, Ground
    from otkuda.serve.evidence import Explaining

_SHOWN: tuple[Ground, ...] = ("linked", "named")
_LONGEST = 400  # characters of the words at the head


def card(told: Told, limit: int, *, explain: bool = False) -> Iterator[RenderableType]:
    """Yield the whole card, with at most ``limit`` appearances."""
    from rich.rule import Rule

    from otkuda.cli.way_tree import way_trees
    from otkuda.serve.evidence import Explaining
    from otkuda.serve.words import words_in

    why = Explaining(told, words_in("en")) if explain else None
    shown = _chosen(told, limit)
    numbers = {one.id: number for number, one in enumerate(told.distinct, 1) if one in shown}
    yield from _head(told, why=why)
    yield text_of(f"  id           {told.statement.id}", "dim")
    if len(told.first) > 1:
        yield ""
        yield Rule("the way", align="left", style="dim")
        yield from way_trees(told, numbers, limit)
        yield from _more(len(told.first), limit, "articles")
    yield ""
    yield Rule("appearances", align="left", style="dim")
    for one in told.distinct:
        if one in shown:
            yield from _appearance(told, one, numbers[one.id])
            yield from (_reason(line, 5) for line in (why.appearance(one) if why else ()))
    yield from _more(len(told.distinct), limit, "appearances")


def short_card(told: Told, url: str) -> Iterator[RenderableType]:
    """Yield the head of a card, and how the article at an address has the words."""
    yield from head(told)
    for one in (each for each in told.distinct if each.url == url):
        changes = [change_of(words) for words in told.wordings(one)]
        yield _row("here", line_of((_how(told, one), *changes)))
    yield text_of(f"  id           {told.statement.id}", "dim")


def head(told: Told) -> Iterator[RenderableType]:
    """Yield the words, the speaker, where they were first said, who carries them."""
    yield from _head(told, is_short=True)


def _head(told: Told, *, is_short: bool = False, why: Explaining | None = None) -> Iterator[RenderableType]:
    yield text_of(shortened(told.statement.text, _LONGEST), "bold")
    yield _speaker(told)
    yield _row("first said", _first_said(told))
    if told.statement.origin.url and not is_short:
        yield _address(told.statement.origin.url, 15)
    yield from (_reason(line, 15) for line in (why.origin() if why else ()))
    first = set(told.statement.origin.appearances)
    carried = [one for one in told.distinct if one.id not in first]
    if len(told.first) == 1:
        yield _row("carried by", f"{outlet_of(told.carriers[told.appearances[0].carrier])} alone")
    elif carried:
        yield _row("carried by", _carriers(told, carried), relations(carried))


def _speaker(told: Told) -> Text:
    if told.statement.speaker is None:
        return text_of("nobody is named", "italic")
    name = text_of(one_line(told.statement.speaker), "color(32) bold")
    more = standing(told.speaker) if told.speaker else ""
    return name.append(f"  {more}", "not bold dim") if more else name


def _row(label: str, *lines: str) -> RenderableType:
    from rich.table import Table

    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(no_wrap=True)
    row.add_column(overflow="fold")
    row.add_row(text_of(f"  {label:<11}", "dim"), text_of("\n".join(map(one_line, lines))))
    return row


def _first_said(told: Told) -> str:
    origin = told.statement.origin
    if origin.kind == "occasion":
        heard = map(outlet_of, told.heard)
        return f"an occasion that several heard: {', '.join(dict.fromkeys(heard))}"
    first = next((told.by_id[one] for one in origin.appearances if one in told.by_id), None)
    if origin.kind == "page" and first:
        carrier = told.carriers[first.carrier]
        return line_of((outlet_of(carrier), when_of(carrier), _shown_by(told, first)))
    if origin.named is None:
        return "not in the archive"
    verb = "links" if origin.named.startswith(("http://", "https://")) else "names"
    return f"not in the archive: the text {verb} {one_line(origin.named)}"


def _shown_by(told: Told, first: Appearance) -> str:
    """Return what shows that a page is the origin: «linked by 5, named by 1»."""
    grounds = told.shown_by(first)
    return ", ".join(f"{name} by {grounds[name]:,}" for name in _SHOWN if grounds[name]) or "inferred"


def _carriers(told: Told, carried: Iterable[Appearance]) -> str:
    keys = list(dict.fromkeys(map(key_of, carried)))
    more = f" → {len(keys) - 1:,} more" if len(keys) > 1 else ""
    return outlet_of(told.carriers[told.first[keys[0]].carrier]) + more


def _chosen(told: Told, limit: int) -> set[Appearance]:
    """Return the appearances that are shown: those at the origin and those that differ before the others."""
    first = set(told.statement.origin.appearances)
    ordered = sorted(told.distinct, key=lambda one: (one.id not in first, one.relation != "altered"))
    return set(ordered[:limit])


def _more(count: int, limit: int, what: str) -> Iterator[RenderableType]:
    if count > limit:
        yield text_of(f"… and {count - limit:,} more {what}; --limit {count} shows them, --json has all", "italic")


def _appearance(told: Told, one: Appearance, number: int) -> Iterator[RenderableType]:
    carrier = told.carriers[one.carrier]
    version = f"version {one.version}" if one.version > 1 else None
    title = text_of(f"{number:>3}  ", "dim").append(text_of(outlet_of(carrier), "not dim bold"))
    yield title.append(text_of(f"  {line_of((when_of(carrier), version, one.language))}", "dim"))
    if how := _how(told, one):
        yield _padded(text_of(how, "color(130)" if one.relation == "altered" else ""))
    yield from (_padded(text_of(change_of(words), "color(130)")) for words in told.wordings(one))
    yield _padded(_words(told, one))
    if one.url:
        yield _address(one.url, 5)
    yield text_of(f"     {one.id}", "dim")


def _how(told: Told, one: Appearance) -> str:
    """Return the relation in words, to what, and by whom, where the article says it otherwise."""
    original = told.by_id.get(one.against or "")
    if original is None:
        how = "what the others are compared with" if len(told.distinct) > 1 else ""
    elif one.relation == "altered":
        how = f"{relation_of(one)} from the text at {outlet_of(told.carriers[original.carrier])}"
    else:
        how = relation_of(one)
    if one.position is None:
        return line_of((how, "printed as the outlet’s own words"))
    return line_of((how, f"by {one.speaker}" if one.speaker and one.speaker != told.statement.speaker else None))


def _words(told: Told, one: Appearance) -> Text:
    """Return the words of an appearance; of one that differs with its word diff, where that is readable."""
    from otkuda.cli.diff import diff
    from otkuda.serve.differing import pieces

    original = told.by_id.get(one.against or "")
    if original is not None and one.relation == "altered" and (both := pieces(one, original)):
        return diff(both)
    return text_of(shortened(one.text))


def _padded(words: Text) -> RenderableType:
    from rich.padding import Padding

    return Padding(words, (0, 0, 0, 5))


def _reason(line: str, indent: int) -> RenderableType:
    from rich.padding import Padding

    return Padding(text_of(f"– {one_line(line)}", "dim"), (0, 0, 0, indent))


def _address(url: str, indent: int) -> Text:
    line = address(url)
    line.pad_left(indent - 2)
    return line
