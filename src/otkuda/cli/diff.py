"""A word diff on a screen: what came is green or {+so+}, what went is red or [-so-]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.serve.differing import in_context, merged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from otkuda.collect.changes import Piece

ADDED, REMOVED = "color(28)", "color(161) strike"
_SIGNS = {"added": ("{+", "+}"), "removed": ("[-", "-]"), "same": ("", "")}


def diff(pieces: Iterable[Piece]) -> Text:
    """Return the changed words in their places, and of what is between them as much as tells where they stand."""
    from otkuda.cli.screen import is_coloured, text_of

    has_signs = not is_coloured()
    found = in_context(tuple(merged(pieces)))
    shown = text_of("")
    for piece in found:
        if piece.change == "same":
            shown.append_text(text_of(piece.text))
            continue
        words = piece.text.strip()
        before, _, after = piece.text.partition(words) if words else ("", "", "")
        words = words or ("¶" if "\n" in piece.text else "␣")
        opening, closing = _SIGNS[piece.change] if has_signs else ("", "")
        style = ADDED if piece.change == "added" else REMOVED
        shown.append(before).append_text(text_of(f"{opening}{words}{closing}", style)).append(after)
    return shown
