"""Page or text → ``Article``: charset, main text, headline, dates, credits.

Pure: bytes and texts in, frozen values out. Bad input from the web is expected; what holds no text raises
``UnreadableError`` with one line for a person.
"""

from otkuda.article.content import from_bytes
from otkuda.article.credits import credit_lines, find_credits
from otkuda.article.page import from_html
from otkuda.article.plain import from_text

__all__ = ["credit_lines", "find_credits", "from_bytes", "from_html", "from_text"]
