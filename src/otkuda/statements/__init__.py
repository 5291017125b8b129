"""Statements: the same words over many articles, and what became of them on the way."""

from otkuda.statements.change import Cues, compare
from otkuda.statements.checking import Checked, Outcome, Place, check
from otkuda.statements.comparison import Comparison, Edit

__all__ = ["Checked", "Comparison", "Cues", "Edit", "Outcome", "Place", "check", "compare"]
