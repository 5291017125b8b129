"""What went wrong, in the reader's language where there are words for it, else in the error's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from otkuda.errors import WatchError

if TYPE_CHECKING:
    from otkuda.serve.words import Words

# What the network, the readers of listings and the decisions on people say, and the words for it.
_TOLD = {
    "took too long": "timeout",
    "no connection|the connection broke": "unreachable",
    "private network": "private",
    "more than \\d+ redirects": "circles",
    "not an HTTP address|not an address": "not_http",
    "larger than": "too_large",
    "compression is damaged|compressed in an unknown way": "undecodable",
    "certificate is not valid": "certificate",
    "proxy": "proxy",
    "does not speak HTTP|the request failed": "protocol",
    "the server (?:answered|refuses)": "status",
    "robots.txt": "robots",
    "lists nothing|no feed, no sitemap": "nothing",
    "of different types": "types",
    "they are one already": "one_already",
    "a split speaks against it": "split_against",
    "no such mention": "no_mention",
    "nothing of it would stay": "nothing_stays",
    "they are one; split it": "one",
    "no such judgement": "no_judgement",
    "is no cursor": "cursor",
}
_KNOWN = re.compile("|".join(f"(?P<{key}>{said})" for said, key in _TOLD.items()))
_STATUS = re.compile(r"answered (\d{3})\b")


class Fault(NamedTuple):
    """One line, and the language that it is in."""

    text: str
    language: str


def fault(words: Words, error: Exception) -> Fault:
    """Return what an error says, for a reader."""
    if isinstance(error, WatchError):
        return Fault(words(f"watch.fault.{error.reason}", typed=error.typed), words.language)
    return told(words, str(error))


def told(words: Words, line: str) -> Fault:
    """Return the line of an error, as it is kept too, for a reader.

    >>> from otkuda.serve.words import words_in
    >>> told(words_in("ru"), "it took too long; try again later").text
    'Страница слишком долго не отвечает. Повторите позже.'
    """
    known = _KNOWN.search(line)
    if known is None:
        return Fault(line, "en")
    status = _STATUS.search(line)
    return Fault(words(f"fault.{known.lastgroup}", status=status[1] if status else ""), words.language)
