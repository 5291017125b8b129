"""Two servers of one store: who logs in at one is known to the other, and finds what they read there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.collect.grouping import group_new
from otkuda.entities.judging import Judge
from otkuda.store import keep, open_store
from tests.serve.people import ORIGIN, add, browser, log_in, quick, served
from tests.store.made import ARTICLE, NOON

if TYPE_CHECKING:
    import pytest


def test_a_reader_goes_from_one_server_to_another(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session, what is read, and the end of the session hold on both."""
    quick(monkeypatch)
    with open_store(where) as one, open_store(where) as other:
        add(one)
        with one.writing() as conn:
            keep(conn, None, ARTICLE, seen=NOON, read_by="test")
        assert list(group_new(one, Judge()))
        here, there = browser(served(one), **ORIGIN), browser(served(other), **ORIGIN)
        assert there.get("/").status_code == 303
        assert log_in(here).status_code == 303
        there.cookies = here.cookies
        found = re.search(r'name="id" value="([0-9a-f]+)"', there.get("/").text)
        assert found
        assert there.post("/mark", data={"id": found[1], "what": "read", "back": "/"}).status_code == 303
        assert found[1] not in here.get("/?unread=1").text
        assert there.post("/logout").status_code == 303
        assert here.get("/").status_code == 303
