"""Statements: the same words over many articles, and what became of them on the way."""

from otkuda.statements.change import Cues, compare
from otkuda.statements.comparison import Comparison, Edit

__all__ = ["Comparison", "Cues", "Edit", "compare"]
