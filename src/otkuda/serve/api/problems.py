"""What goes wrong, as RFC 9457 says it to programs: ``application/problem+json``."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec
from starlette.responses import Response

from otkuda.export.record import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA = "application/problem+json"


class Problem(msgspec.Struct, frozen=True):
    """What went wrong: the status and its name, and in ``detail`` a line for a person."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer that tells of a problem."""
    told = Problem(HTTPStatus(status).phrase, status, detail)
    return Response(encode(told), status, media_type=MEDIA, headers=headers)
