"""Articles → stories: those on one event, over languages. Pure: no clock, no store, no order of arrival."""

from otkuda.model import Story
from otkuda.stories.gathering import gather, of_items
from otkuda.stories.item import Item
from otkuda.stories.matching import match
from otkuda.stories.parts import items
from otkuda.stories.weights import Verdict

__all__ = ["Item", "Story", "Verdict", "gather", "items", "match", "of_items"]
