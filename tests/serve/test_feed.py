"""The feed: order, filters, what a reader did, hostile questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

WORDS = "Мост мы откроем"


def item(page: str) -> str:
    """Return the id of the first statement of a page."""
    found = re.search(r'/statement/(\w+)"', page)
    assert found
    return found[1]


def test_feed_tells_who_said_what_and_how_many_carry_it(client: TestClient) -> None:
    """Words, speaker, outlets, and in short what differs."""
    text = client.get("/").text
    assert WORDS in text
    assert "3 издания" in text
    assert "<del>" in text


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ("q=мост", True),
        ("q=верблюд", False),
        ("language=ru", True),
        ("language=kk", False),
        ("differing=1", True),
        ("several=1", True),
        ("starred=1", False),
        ("unread=1", True),
        ("since=2020-01-01", True),
        ("since=2999-01-01", False),
        ("outlet=most.example", True),
        ("kind=nonsense&language=xx&since=never", True),
    ],
)
def test_filters(client: TestClient, asked: str, is_there: bool) -> None:  # noqa: FBT001 - a table
    """Each filter lets through what it names; one that means nothing is none."""
    assert (WORDS in client.get(f"/?order=time&{asked}").text) is is_there


@pytest.mark.parametrize(
    "asked", ["q=%00", "q=" + "(" * 400, "speaker=%F0%9F%98%80", "outlet=" + "x" * 5_000, "a=1&" * 300]
)
def test_hostile_questions_are_answered(client: TestClient, asked: str) -> None:
    """Whatever is asked, the answer is a page."""
    assert client.get(f"/?{asked}").status_code == 200


def test_cursor_of_something_else(client: TestClient) -> None:
    """One line, no traceback: such a place is not there."""
    answer = client.get("/?after=nonsense")
    assert answer.status_code == 404
    assert "Этот список изменился" in answer.text


def test_question_is_shown_as_text(client: TestClient) -> None:
    """What was asked stands in the form again, and never as markup."""
    text = client.get("/", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


@pytest.mark.parametrize(("what", "asked"), [("star", "starred"), ("read", "unread")])
def test_marks_and_their_undoing(own: TestClient, what: str, asked: str) -> None:
    """A statement is starred or read by a form, found so, and taken back."""
    one = item(own.get("/").text)
    before = one in own.get(f"/?{asked}=1").text
    back = own.post("/mark", data={"id": one, "what": what, "back": "/?order=time"}, follow_redirects=False)
    assert (back.status_code, back.headers["location"]) == (303, "/?order=time")
    assert (one in own.get(f"/?{asked}=1").text) is not before
    own.post("/mark", data={"id": one, "what": what, "undo": "1"})
    assert (one in own.get(f"/?{asked}=1").text) is before


def test_what_came_since_the_reader_looked(own: TestClient) -> None:
    """Once all is seen, nothing is new."""
    own.post("/seen", data={})
    page = own.get("/", headers={"accept-language": "en"}).text
    assert "Nothing new since" in page
    assert WORDS not in own.get("/?new=1").text


def test_empty_store_says_what_to_do(bare: TestClient) -> None:
    """The first page of a newcomer."""
    assert "otkuda add" in bare.get("/").text
