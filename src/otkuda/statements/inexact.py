"""When a word that makes a number inexact was lost or put in: «около 420 тысяч» and «420 тысяч»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.statements.quantity import VAGUE, is_same

if TYPE_CHECKING:
    from otkuda.statements.quantity import Quantity

# Words of one group say nearly the same: «не менее ста» and «более ста».
_GROUPS = (frozenset({"about", "almost", "over", "under"}), frozenset({"over", "least"}), frozenset({"under", "most"}))


def approximator_changed(said: Quantity, origin: Quantity) -> bool:
    """Name both the same number, the one exactly and the other not, or the one at least and the other at most?"""
    kinds = {said.approximator, origin.approximator}
    if not is_same(said, origin) or len(kinds) == 1 or VAGUE in kinds:
        return False
    return None in kinds or not any(kinds <= group for group in _GROUPS)
