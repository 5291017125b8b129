"""The page of a story: its articles in time, who was first, who only carried."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from otkuda.serve.pages.story_view import course_of, lines_of, members_of
from otkuda.serve.pictures.story import NARROW, WIDE, laid
from otkuda.store.stories import all_stories
from tests.cli.outlets import many, three

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from otkuda.serve.pages.story_view import Member
    from otkuda.serve.pictures.way import Frame
    from otkuda.store import Store


def test_page(client: TestClient, store: Store) -> None:
    """Headline, days, articles with who was first and who only carried, statements with their outlets."""
    with store.reading() as conn:
        [story] = all_stories(conn)
    flat = " ".join(re.sub(r"<[^>]+>", " ", client.get(f"/story/{story.id}").text).split())
    assert "3 материала · 3 издания" in flat
    assert "впервые: 1 высказывание" in flat
    assert "только передаёт · от других: 1 высказывание — Мостострой" in flat
    assert "Глеб Одинцов · 3 издания · 1 дословно · 1 отличается" in flat


def test_no_such_story(client: TestClient) -> None:
    """It is not there."""
    assert client.get("/story/0123456789abcdef").status_code == 404


def test_who_was_first() -> None:
    """The origin says it first, the others carry it from where they have it."""
    told = three()
    carriers = [told.carriers[one.carrier] for one in told.appearances]
    members = members_of(carriers, [told])
    assert [one.role for one in members] == ["first", "carries", "carries"]
    assert [one.sources for one in members] == [(), ("Мостострой",), ("Берег",)]
    assert lines_of([told], {one.id for one in carriers})[0].outlets == 3


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["wide", "narrow"])
def test_picture(frame: Frame) -> None:
    """Articles of one moment stand beside each other, all of them on the track; many outlets are folded."""
    told = many(300)
    members = members_of(told.carriers.values(), [told])
    course = course_of([*members, *(_in_one_outlet(one) for one in members)])
    assert len(course.outlets) + course.more == 304
    when = [[one.carrier.article.published for one in outlet.members] for outlet in course.outlets]
    for _, _, places in laid(when, frame).rows:
        assert list(places) == sorted(places)
        assert all(frame.left <= x <= frame.right for x in places)


def _in_one_outlet(member: Member) -> Member:
    carrier = member.carrier
    return member._replace(carrier=replace(carrier, article=replace(carrier.article, outlet="Одно")))
