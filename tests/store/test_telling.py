"""Statements as they are asked for: with the articles that carry them, those that a query finds, whole."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from otkuda.collect import telling
from otkuda.collect.grouping import group_new
from otkuda.collect.telling import every_statement
from otkuda.entities.judging import Judge
from otkuda.store import Observation, Query, keep_all
from tests.cli.outlets import CHANGED, COPY, ORIGIN, articles

if TYPE_CHECKING:
    from otkuda.store import Store

NOW = datetime(2026, 3, 12, tzinfo=UTC)


@pytest.fixture
def outlets(store: Store) -> Store:
    """A store with three outlets that carry one statement."""
    with store.writing() as conn:
        keep_all(conn, [Observation(None, one, NOW, "otkuda 0.1.0") for one in articles()])
    assert len(list(group_new(store, Judge()))) == 3
    return store


QUERIES = (
    (Query(), True),
    (Query("асфальт"), True),
    (Query("паром"), False),
    (Query(speaker="Одинцова"), True),
    (Query(outlet="Заря"), True),
    (Query(outlet="Заря", kind="indirect"), False),
    (Query(since=NOW), False),
    (Query(until=NOW, language="ru"), True),
    (Query(language="kk"), False),
)


@pytest.mark.parametrize(("query", "is_found"), QUERIES)
def test_chosen(outlets: Store, query: Query, *, is_found: bool) -> None:
    """A statement of which one appearance is as asked for comes with all of them."""
    with outlets.reading() as conn:
        found = list(every_statement(conn, query))
    assert len(found) == is_found
    for one in found:
        assert {each.url for each in one.statement.appearances} == {ORIGIN, COPY, CHANGED}
        assert {carrier.article for carrier in one.carriers.values()} == set(articles())


def test_in_parts(outlets: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where articles are asked for one by one, the same comes out."""
    with outlets.reading() as conn:
        whole = list(every_statement(conn, Query("асфальт")))
        monkeypatch.setattr(telling, "BATCH", 1)
        assert list(every_statement(conn, Query("асфальт"))) == whole
