"""What a page is asked for by its address: in bounds, never an error; what makes no sense counts as not said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from otkuda.serve.view import one_line
from otkuda.text.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from otkuda.model import Moment

LONGEST = 500  # characters of a word or a name that is looked for


def text(request: Request, name: str) -> str:
    """Return what was typed into a field, in one line; "" where there is nothing."""
    return one_line(request.query_params.get(name, "")[:LONGEST])


def choice(request: Request, name: str, among: Iterable[str]) -> str | None:
    """Return what was chosen, if it can be chosen."""
    value = request.query_params.get(name)
    return value if value in set(among) else None


def day(request: Request, name: str) -> Moment | None:
    """Return the date in a field, by this computer's clock where it names no zone."""
    return read_date(text(request, name), datetime.now().astimezone().tzinfo or UTC)


def cursor(request: Request, name: str = "after") -> str | None:
    """Return the cursor of the page before."""
    return text(request, name) or None
