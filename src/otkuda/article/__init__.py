"""Page or text → ``Article``: charset, main text, headline, dates, credits.

Pure: bytes and texts in, frozen values out. Bad input from the web is expected; what holds no text raises
``UnreadableError`` with one line for a person.
"""

from otkuda.article.clock import Clock
from otkuda.article.content import from_bytes
from otkuda.article.credits import credit_lines, find_credits
from otkuda.article.entry import from_entry
from otkuda.article.page import from_html
from otkuda.article.plain import completed, from_text
from otkuda.article.presence import presence

__all__ = [
    "Clock",
    "completed",
    "credit_lines",
    "find_credits",
    "from_bytes",
    "from_entry",
    "from_html",
    "from_text",
    "presence",
]
