"""A word diff on a screen: what came is green or {+so+}, what went is red or [-so-]."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from otkuda.collect.changes import Piece

CONTEXT = 60  # characters of unchanged text that are shown beside a change
ADDED, REMOVED = "color(28)", "color(161) strike"
_SIGNS = {"added": ("{+", "+}"), "removed": ("[-", "-]"), "same": ("", "")}


def diff(pieces: Iterable[Piece]) -> Text:
    """Return the changed words in their places, and of what is between them as much as tells where they stand."""
    from otkuda.cli.screen import is_coloured, text_of

    has_signs = not is_coloured()
    runs = tuple(_runs(pieces))
    shown = text_of("")
    for place, piece in enumerate(runs):
        if piece.change == "same":
            shown.append_text(text_of(_context(piece.text, is_first=place == 0, is_last=place == len(runs) - 1)))
            continue
        words = piece.text.strip()
        before, _, after = piece.text.partition(words) if words else ("", "", "")
        words = words or ("¶" if "\n" in piece.text else "␣")
        opening, closing = _SIGNS[piece.change] if has_signs else ("", "")
        style = ADDED if piece.change == "added" else REMOVED
        shown.append(before).append_text(text_of(f"{opening}{words}{closing}", style)).append(after)
    return shown


def _runs(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces; changes with only blanks between them are one, what went before what came."""
    from otkuda.collect.changes import Piece

    gone, come, blanks = "", "", ""
    for piece in (*pieces, None):
        if piece and piece.change == "same" and piece.text.isspace() and (gone or come):
            blanks += piece.text
        elif piece and piece.change != "same":
            gone, come, blanks = gone + blanks * bool(gone), come + blanks * bool(come), ""
            gone += piece.text * (piece.change == "removed")
            come += piece.text * (piece.change == "added")
        else:
            same = Piece("same", blanks + (piece.text if piece else ""))
            yield from (one for one in (Piece("removed", gone), Piece("added", come), same) if one.text)
            gone, come, blanks = "", "", ""


def _context(text: str, *, is_first: bool, is_last: bool) -> str:
    """Return what stands beside a change: the end of what is before it, the beginning of what is behind."""
    head = "" if is_first else text[:CONTEXT]
    tail = "" if is_last else text[max(len(text) - CONTEXT, len(head)) :]
    if len(head) + len(tail) >= len(text):
        return text
    head = head.rpartition(" ")[0] if " " in head else head
    tail = tail.partition(" ")[2] if " " in tail else tail
    return f"{head} … {tail}" if head and tail else f"{head} …" if head else f"… {tail}"
