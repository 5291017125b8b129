"""What the archive answers of who is who: mentions, and what people decided on them."""

from __future__ import annotations

from typing import Literal

import msgspec

from otkuda.archive.records import When
from otkuda.store.entity_records import JudgementKind


class MentionLine(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as an article names them; ``article`` is its id, None where a person brought the name in."""

    id: str
    name: str
    role: str | None
    organization: str | None
    language: str
    article: str | None
    url: str | None
    headline: str | None
    outlet: str | None
    dated: When | None


class AnchorShown(msgspec.Struct, frozen=True):
    """Whom a decision is about: as an article names them."""

    article_id: str
    url: str | None
    type: str
    language: str
    name: str
    role: str | None = None
    organization: str | None = None


class JudgementShown(msgspec.Struct, frozen=True):
    """What somebody decided on who is who: ``said`` are one (merge, alias), or not the first of them (split).

    ``state``: it holds, the words that it is about are gone, or another decision speaks against it.
    """

    id: str
    kind: JudgementKind
    made: When
    by: str | None
    state: Literal["holds", "gone", "against"]
    said: tuple[AnchorShown, ...]
    wikidata: str | None = None
