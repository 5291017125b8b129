"""Invented articles with the events that they tell of (``development.txt``, ``blind.txt``)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

from otkuda.model import Article, Carrier

_HERE = Path(__file__).parent
_ZONE = timezone(timedelta(hours=5))


def material(name: str) -> tuple[list[Carrier], dict[str, frozenset[str]]]:
    """Return the articles of a file, and the events of each by its id."""
    blocks = re.split(r"^== ", (_HERE / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    read = [_carrier(f"{name}-{number}", block) for number, block in enumerate(blocks)]
    return [carrier for carrier, _ in read], {carrier.id: events for carrier, events in read}


def _carrier(name: str, block: str) -> tuple[Carrier, frozenset[str]]:
    head, headline, text = block.split("\n", 2)
    events, outlet, language, published = (field.strip() for field in head.split("|"))
    article = Article(
        text=f"{headline}\n\n{text.strip()}",
        headline=headline,
        outlet=outlet,
        published=datetime.fromisoformat(published).replace(tzinfo=_ZONE),
        language=language,
        url=f"https://{outlet}.example/{name}",
    )
    return Carrier(name, article), frozenset(events.split())
