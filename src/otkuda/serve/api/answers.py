"""In which form somebody wants an answer, and whether they have it already."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Literal

from starlette.responses import Response

from otkuda.export.feeds import MEDIA as FEEDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

Form = Literal["json", "jsonld", "rss", "atom", "feed"]
MEDIA: dict[Form, str] = {
    "json": "application/json",
    "jsonld": "application/ld+json",
    "rss": FEEDS["rss"],
    "atom": FEEDS["atom"],
    "feed": FEEDS["json"],
}
ENDINGS: dict[str, Form] = {"json": "feed", "rss": "rss", "atom": "atom", "jsonld": "jsonld"}
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_MOST = 100  # tags, and media, that are looked at


def form_for(accept: str, offered: Sequence[Form]) -> Form | None:
    """Return the form that is wanted most by an ``Accept`` header; None where none of those offered is.

    >>> form_for("application/rss+xml, */*;q=0.1", ["json", "rss"]), form_for("text/plain", ["json"])
    ('rss', None)
    """
    wanted = _wanted(accept) or {"*/*": 1.0}
    best = max(offered, key=lambda form: _weight(MEDIA[form], wanted))
    return best if _weight(MEDIA[best], wanted) else None


def _wanted(accept: str) -> dict[str, float]:
    """Return the media that a header names, and how much each is wanted."""
    found: dict[str, float] = {}
    for part in accept.split(",")[:_MOST]:
        name, *parameters = (one.strip().lower() for one in part.split(";"))
        weight = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        if name:
            found[name] = float(weight) if re.fullmatch(r"[01](?:\.\d{0,3})?", weight) else 1.0
    return found


def _weight(media: str, wanted: Mapping[str, float]) -> float:
    for name in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if name in wanted:
            return wanted[name]
    return 0.0


def answer(request: Request, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer with a tag of its content; only that it is the same, where the one who asks has it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    told = {"etag": f"W/{tag}", "vary": "Accept", **(headers or {})}
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or tag in _TAG.findall(known)[:_MOST]:
        return Response(status_code=304, headers=told)
    return Response(body, media_type=media, headers=told)
