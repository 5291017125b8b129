"""otkuda («откуда?», *where from?*): who said what in a news text, and through whom it came.

>>> import otkuda
>>> article = otkuda.read("«Мост откроют в мае», — сообщил аким Ерлан Сапаров.")
>>> article.attributions[0].chain[-1].entity
'Ерлан Сапаров'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.errors import FetchError, InputError, OtkudaError, UnreadableError
from otkuda.model import (
    Appearance,
    Article,
    Attribution,
    Carrier,
    Change,
    Credit,
    Kind,
    Link,
    Origin,
    Source,
    SourceType,
    Span,
    Statement,
    Step,
)
from otkuda.pipeline import gather, gather_stories, read

if TYPE_CHECKING:
    from otkuda.archive import Archive

__version__ = "0.1.0"

__all__ = [
    "Appearance",
    "Archive",
    "Article",
    "Attribution",
    "Carrier",
    "Change",
    "Credit",
    "FetchError",
    "InputError",
    "Kind",
    "Link",
    "Origin",
    "OtkudaError",
    "Source",
    "SourceType",
    "Span",
    "Statement",
    "Step",
    "UnreadableError",
    "gather",
    "gather_stories",
    "read",
]


def __getattr__(name: str) -> object:
    """Import what reads archives when it is first used: a text is read without a database."""
    if name == "Archive":
        from otkuda.archive import Archive

        return Archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
