"""What is asked of the API: made a value of its type, or refused; and pages that go through a list once."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from otkuda.archive.cursors import closed, opened, page
from otkuda.archive.wanted import Paged, Search, Statements
from otkuda.errors import CursorError
from otkuda.serve.api.acting import Deciding
from otkuda.serve.api.answers import MEDIA, Form, form_for
from otkuda.serve.api.asked import body_of, query_of

if TYPE_CHECKING:
    import msgspec

NAMES = st.sampled_from([*Statements.__struct_fields__, "x"]) | st.text()
VALUES = st.text() | st.sampled_from(["true", "1", "2026-03-01", "0001-01-01T00:00:00+23:59", "9" * 400, "ru", "-1"])


@given(st.lists(st.tuples(NAMES, VALUES), max_size=4), st.sampled_from([Statements, Search, Paged]))
def test_any_query(asked: list[tuple[str, str]], wanted: type[msgspec.Struct]) -> None:
    """A value of the type, or 400; nothing else."""
    with contextlib.suppress(HTTPException):
        assert isinstance(query_of(asked, wanted), wanted)


@given(st.binary())
def test_any_body(content: bytes) -> None:
    """A value, or 400."""
    with contextlib.suppress(HTTPException):
        body_of(content, Deciding)  # type: ignore[arg-type]  # a union of types


@given(st.text())
def test_any_accept(accept: str) -> None:
    """One of the forms, or none."""
    forms: list[Form] = list(MEDIA)
    assert form_for(accept, forms) in {*forms, None}


def test_accept() -> None:
    """What is wanted most; JSON for browsers and for those who do not say; none where all are refused."""
    forms: list[Form] = list(MEDIA)
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert [form_for(one, forms) for one in ("", browser, "application/*")] == ["json"] * 3
    assert form_for("application/json;q=0.2, application/atom+xml;q=0.5", forms) == "atom"
    assert form_for("application/json;q=0, text/html", forms) is None


@given(st.sets(st.text(min_size=1)), st.integers(1, 5))
def test_pages_give_each_once(names: set[str], limit: int) -> None:
    """From the first to the last, in order."""
    every, seen, wanted = sorted(names), list[str](), Paged(limit=limit)
    while True:
        found = page(every, wanted, str)
        seen += found.items
        if found.cursor is None:
            break
        wanted = Paged(limit=limit, cursor=found.cursor)
    assert seen == every


@given(st.text())
def test_cursors(place: str) -> None:
    """A cursor gives its place again; any other text is one, or none of ours."""
    assert opened(closed(place)) == place
    with contextlib.suppress(CursorError):
        opened(place)


def test_a_cursor_of_another_list_leads_nowhere() -> None:
    """It is no first page."""
    with pytest.raises(CursorError):
        page(["a"], Paged(cursor=closed("b")), str)
