"""Page or text → ``Article``: charset, main text, headline, dates, credits."""

from otkuda.article.credits import credit_lines, find_credits
from otkuda.article.plain import from_text

__all__ = ["credit_lines", "find_credits", "from_text"]
