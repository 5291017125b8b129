"""Statements: the same words over many articles, and what became of them on the way."""

from otkuda.statements.change import Cues, compare
from otkuda.statements.comparison import Change, Comparison, Edit, Relation, What

__all__ = ["Change", "Comparison", "Cues", "Edit", "Relation", "What", "compare"]
