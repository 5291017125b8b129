"""otkuda («откуда?», *where from?*): who said what in a news text, and through whom it came.

>>> import otkuda
>>> article = otkuda.read("«Мост откроют в мае», — сообщил аким Ерлан Сапаров.")
>>> article.attributions[0].chain[-1].entity
'Ерлан Сапаров'
"""

from otkuda.errors import FetchError, InputError, OtkudaError, UnreadableError
from otkuda.model import Article, Attribution, Credit, Kind, Link, Source, SourceType, Span
from otkuda.pipeline import read

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Attribution",
    "Credit",
    "FetchError",
    "InputError",
    "Kind",
    "Link",
    "OtkudaError",
    "Source",
    "SourceType",
    "Span",
    "UnreadableError",
    "read",
]
