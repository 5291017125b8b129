"""What went wrong, in the reader's language where there are words for it, else in the error's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.errors import FetchError

if TYPE_CHECKING:
    from otkuda.errors import OtkudaError
    from otkuda.serve.words import Words


class Fault(NamedTuple):
    """One line, and the language that it is in where that is not the reader's."""

    text: str
    language: str


def fault(words: Words, error: OtkudaError) -> Fault:
    """Return what an error says, for a reader."""
    if isinstance(error, FetchError) and (told := words.texts.get(f"fault.{error.reason}")):
        return Fault(told, words.language)
    return Fault(str(error), "en")
