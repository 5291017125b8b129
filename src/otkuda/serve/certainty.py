"""From which confidence on an attribution is shown as certain: the one place that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otkuda.model import Attribution

CERTAIN = 0.9


def is_certain(attribution: Attribution) -> bool:
    """Whether it is shown without a question mark."""
    return attribution.confidence >= CERTAIN
