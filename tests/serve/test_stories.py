"""The stories: what is told of each, filters, marks, an empty archive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

WORDS = "Мост мы откроем"


def test_stories_tell_who_said_what(client: TestClient) -> None:
    """Headline, how much there is, what is said; the section is in the menu."""
    text = client.get("/stories").text
    assert WORDS in text
    assert "3 издания" in text
    assert re.search(r'href="/stories" aria-current="page"', text)
    [story] = set(re.findall(r'href="(/story/\w+)"', text))
    assert client.get(story).status_code == 200


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ("q=мост", True),
        ("q=верблюд", False),
        ("several=1&order=time", True),
        ("starred=1", False),
        ("outlet=most.example", True),
        ("kind=x&language=xx&since=never", True),
    ],
)
def test_filters(client: TestClient, asked: str, is_there: bool) -> None:  # noqa: FBT001 - a table
    """Each filter lets through what it names; one that means nothing is none."""
    assert (WORDS in client.get(f"/stories?{asked}").text) is is_there


def test_what_is_read_is_marked(own: TestClient) -> None:
    """By the button that stands with the story, in the list and on its page; asking for the page marks nothing."""
    story = re.findall(r'href="(/story/\w+)"', own.get("/stories").text)[0]
    own.get(story)
    assert WORDS in own.get("/stories?unread=1").text
    own.post("/mark", data={"id": story.rpartition("/")[2], "what": "read", "back": story})
    assert WORDS not in own.get("/stories?unread=1").text
    assert 'aria-pressed="true"' in own.get(story).text


def test_empty(bare: TestClient) -> None:
    """An archive without an article leads to the sources; a strange cursor is an answer, too."""
    assert 'href="/sources"' in bare.get("/stories").text.split("<main")[1]
    assert bare.get("/stories?after=nonsense").status_code == 404
