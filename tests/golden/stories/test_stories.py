"""Stories fit the events of the invented articles: no worse than they did."""

from __future__ import annotations

import pytest

from evaluation.stories import b_cubed, groups_of
from otkuda.entities.spelling import skeletons
from otkuda.stories import gather
from tests.golden.stories.material import material


@pytest.mark.parametrize(("name", "least"), [("development", 0.99), ("blind", 0.95)])
def test_stories_fit_events(name: str, least: float) -> None:
    """B³ F1 over both halves; like events, serial events and round-ups are among them."""
    carriers, events = material(name)
    score = b_cubed(events, groups_of(gather(carriers, skeletons)))
    assert score.f1 >= least
    assert score.precision >= least
