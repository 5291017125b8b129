"""What a page says of itself in JSON-LD, in all the wrong types."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.article.jsonld import LinkedData, read_json_ld


def test_article_among_others() -> None:
    """The article with a headline and a date is the page's own."""
    related = {"@type": "NewsArticle", "name": "Другая"}
    own = {"@type": "NewsArticle", "headline": "Мост", "datePublished": "2026-05-05"}
    assert read_json_ld([json.dumps([{"@type": "WebSite", "name": "Заря"}, related, own])]).headline == "Мост"


def test_authors_in_every_shape() -> None:
    """A string, an object, a reference, a list of them; an organization is no author."""
    authors: list[object] = [
        "Анна Лесная",
        {"name": "Иван Петров"},
        {"@id": "#s"},
        {"@type": "Organization", "name": "Заря"},
        None,
        7,
        [],
        {},
    ]
    graph = {
        "@graph": [{"@type": "Article", "author": authors}, {"@id": "#s", "@type": "Person", "name": ["Ерлан Сапаров"]}]
    }
    found = read_json_ld([json.dumps(graph)])
    assert found.authors == ("Анна Лесная", "Иван Петров", "Ерлан Сапаров")
    assert found.author_organizations == ("Заря",)


@pytest.mark.parametrize(
    "script",
    [
        '<!--\n{"@type": "Article", "headline": "Мост"}\n//-->',
        '//<![CDATA[\n{"@type": "Article", "headline": "Мост"}\n//]]>',
        '/*<![CDATA[*/{"@type": "Article", "headline": "Мост"}/*]]>*/',
        '{"@type": "Article", "headline": "Мо\nст"}'.replace("Мо\nст", "Мост\n"),
        ' {"@type": "Article", "headline": "<b>Мост</b>&nbsp;"};',
    ],
)
def test_wrappings(script: str) -> None:
    """Comments around the JSON, line ends in strings and markup in texts are old habits."""
    assert read_json_ld([script]).headline == "Мост"


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "null",
        "[" * 100_000,
        '{"a":' * 100_000,
        "1" * 10_000,
        '{"@type": {"@type": "Article"}}',
        " " * 2_000_000,
    ],
)
def test_nonsense(script: str) -> None:
    """What cannot be read says nothing."""
    assert read_json_ld([script]) == LinkedData()


def test_giants_are_bounded() -> None:
    """A million values are not looked at one by one."""
    begin = time.process_time()
    giant = json.dumps([{"@type": "Article", "author": ["x"] * 1000}] * 100)
    read_json_ld([giant] * 200)
    assert time.process_time() - begin < 10


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "@value", "name", "headline", "author", "publisher", "image", "creator"]
            ),
            inner | st.sampled_from(["NewsArticle", "Organization", "#a"]),
            max_size=5,
        )
    ),
    max_leaves=30,
)


@given(ANY_JSON)
def test_any_types_anywhere(value: object) -> None:
    """Whatever the types, there is an answer, and its fields are what they say they are."""
    found = read_json_ld([json.dumps(value)])
    assert found.headline is None or isinstance(found.headline, str)
    assert all(found.authors)
