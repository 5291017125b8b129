"""Check: a text or an address in, each of its quotations held against what is kept. Nothing of a draft is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from otkuda.errors import OtkudaError
from otkuda.serve.desk import Checking, Reading
from otkuda.serve.faults import fault
from otkuda.serve.forms import submitted
from otkuda.serve.network import request_of
from otkuda.serve.pages.check_view import Asked, Report, Shown, report
from otkuda.serve.rendering import page, reader_of

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

_SECONDS = 20.0  # for an address
_UNPROCESSABLE = 422


def ask(request: Request) -> Response:
    """Show the form; ``address`` fills it in, so that another page may lead here."""
    return page(request, "check.html.jinja", asked=Asked.of(request.query_params), report=None, error=None)


def answer(request: Request, form: FormData) -> Response:
    """Show what each quotation of the draft is."""
    asked = Asked.of(form)
    error, found = None, None
    try:
        found = _report(request, asked)
    except OtkudaError as failure:
        error = fault(reader_of(request).words, failure)
    status = _UNPROCESSABLE if error else 200
    return page(request, "check.html.jinja", status=status, asked=asked, report=found, error=error)


def checked(request: Request, asked: Asked) -> Shown:
    """Return a draft with what each of its quotations is. An ``OtkudaError`` where it cannot be read."""
    from otkuda.collect.lookup import candidates
    from otkuda.fetch import ask as fetched
    from otkuda.fetch.client import page_of
    from otkuda.store import coverage

    state = request.app.state
    how = request_of(state.settings, most_seconds=_SECONDS)
    source = None if asked.text.strip() else page_of(fetched(asked.whole_address, how))
    draft = state.desk.read(Reading(asked.text, source))
    with state.store.reading() as conn:
        covered = coverage(conn)
        known = tuple(candidates(conn, draft, indirect=asked.indirect))
    found = state.desk.check(Checking(draft, known, asked.indirect))
    return Shown(draft, found, covered)


def _report(request: Request, asked: Asked) -> Report | None:
    if not asked.text.strip() and not asked.address:
        return None
    shown = checked(request, asked)
    with request.app.state.store.reading() as conn:  # not held while the desk works
        return report(conn, shown)


ROUTES = [
    Route("/check", ask, methods=["GET"]),
    Route("/check", submitted(answer), methods=["POST"]),
]
