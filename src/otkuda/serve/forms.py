"""Forms: read once, answered in a thread, and where the answer leads back to."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from anyio import CapacityLimiter, to_thread

from otkuda.serve.rendering import reader_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

_FORMS = 20  # at a time
LONGEST_FORM = 6_000_000  # bytes: a draft that is checked may be a long one


class Submitted(Protocol):
    """What answers a form."""

    def __call__(self, request: Request, form: FormData, /) -> Response:
        """Return the answer; runs in a thread, as the pages do."""


def submitted(answer: Submitted, *, files: int = 0) -> Callable[[Request], Awaitable[Response]]:
    """Return what reads a form, with so many files at most, then lets ``answer`` work in a thread."""

    async def read(request: Request) -> Response:
        async with request.form(max_files=files, max_fields=200, max_part_size=LONGEST_FORM) as form:
            return await to_thread.run_sync(answer, request, form, limiter=_threads())

    return read


@cache
def _threads() -> CapacityLimiter:
    """Return threads that no page waits for: a form may ask the network, or a draft be read."""
    return CapacityLimiter(_FORMS)


def local(request: Request, back: object) -> str:
    """Return the path that a form names to lead back to, if it is one of ours; else the feed."""
    root = reader_of(request).root
    is_ours = isinstance(back, str) and back.startswith(f"{root}/") and not back.startswith(("//", "/\\"))
    return str(back) if is_ours and not any(map(_is_control, str(back))) else f"{root}/"


def _is_control(character: str) -> bool:
    return character < " " or character == "\\"
