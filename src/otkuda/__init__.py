"""otkuda («откуда?», *where from?*): who said what in a news text, and through whom it came.

>>> import otkuda
>>> article = otkuda.read("«Мост откроют в мае», — сообщил аким Ерлан Сапаров.")
>>> article.attributions[0].chain[-1].entity
'Ерлан Сапаров'
"""

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

__version__ = "0.1.0"

__all__ = [
    "Appearance",
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
