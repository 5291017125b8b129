"""What the stage gives: the articles on one event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from otkuda.model import Carrier


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event, earliest first.

    ``id`` is a hash of the earliest article, whatever the order of arrival; ``headline`` is that of the earliest
    that is no round-up, ``since`` and ``until`` are the first and the last publication, None where none is dated.
    """

    id: str
    headline: str | None
    carriers: tuple[Carrier, ...]
    since: datetime | None
    until: datetime | None
