"""The linked data are valid in the words of schema.org."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from otkuda.export import ARTICLES, ATTRIBUTIONS, STATEMENTS, writer_for
from otkuda.model import Article, Attribution, Source, Span
from tests.cli.articles import harbour
from tests.cli.outlets import three
from tests.unit.export.made import KEPT, archived

if TYPE_CHECKING:
    from pathlib import Path

    from otkuda.export import Table
    from otkuda.export.columns import Line
    from otkuda.store.everything import Archived

# What schema.org says of the words that are used: the type above each type, and of each property its types and what it
# may hold. The words of PROV beside it: what may be a revision of what.
PARENTS = {
    "NewsArticle": "Article",
    "Article": "CreativeWork",
    "Quotation": "CreativeWork",
    "Claim": "CreativeWork",
    "ImageObject": "MediaObject",
    "VideoObject": "MediaObject",
    "MediaObject": "CreativeWork",
    "CreativeWork": "Thing",
    "NewsMediaOrganization": "Organization",
    "Organization": "Thing",
    "Person": "Thing",
    "Thing": "",
}
PROPERTIES = {
    "url": ("Thing", {"Text"}),
    "name": ("Thing", {"Text"}),
    "description": ("Thing", {"Text"}),
    "headline": ("CreativeWork", {"Text"}),
    "publisher": ("CreativeWork", {"Organization", "Person"}),
    "author": ("CreativeWork", {"Organization", "Person"}),
    "creator": ("CreativeWork", {"Organization", "Person"}),
    "datePublished": ("CreativeWork", {"Text"}),
    "dateModified": ("CreativeWork", {"Text"}),
    "inLanguage": ("CreativeWork", {"Text"}),
    "version": ("CreativeWork", {"Number"}),
    "position": ("CreativeWork", {"Number"}),
    "text": ("CreativeWork", {"Text"}),
    "creditText": ("CreativeWork", {"Text"}),
    "articleBody": ("Article", {"Text"}),
    "associatedMedia": ("CreativeWork", {"MediaObject"}),
    "hasPart": ("CreativeWork", {"CreativeWork"}),
    "isPartOf": ("CreativeWork", {"CreativeWork"}),
    "isBasedOn": ("CreativeWork", {"CreativeWork"}),
    "spokenByCharacter": ("Quotation", {"Organization", "Person"}),
    "jobTitle": ("Person", {"Text"}),
    "affiliation": ("Person", {"Organization"}),
    "prov:wasRevisionOf": ("CreativeWork", {"@id"}),
    "appearance": ("Claim", {"CreativeWork", "@id"}),
    "firstAppearance": ("Claim", {"CreativeWork", "@id"}),
    "translationOfWork": ("CreativeWork", {"CreativeWork", "@id"}),
    "prov:wasDerivedFrom": ("CreativeWork", {"@id"}),
    "prov:hadPrimarySource": ("CreativeWork", {"@id"}),
}


def kinds(name: str) -> set[str]:
    """Return a type and all above it."""
    return {name, *kinds(PARENTS[name])} if name else set()


def check(node: dict[str, object]) -> set[str]:
    """Assert that a node says only what schema.org has words for. Returns its types, with those above."""
    if set(node) == {"@id"}:
        return {"@id"}
    named = node["@type"]
    types = set[str]().union(*(kinds(str(name)) for name in (named if isinstance(named, list) else [named])))
    for name, value in node.items():
        if not name.startswith("@"):
            domain, allowed = PROPERTIES[name]
            assert domain in types, (name, types)
            for one in value if isinstance(value, list) else [value]:
                held = check(one) if isinstance(one, dict) else {"Text"} if isinstance(one, str) else {"Number"}
                assert held & allowed, (name, one)
    return types


def graph(folder: Path, table: Table[Archived, Line], kept: list[Archived]) -> list[dict[str, object]]:
    """Write a table and return its nodes."""
    path = folder / "table.jsonld"
    with path.open("wb") as file:
        writer_for(path)(file, table, kept)
    whole = json.loads(path.read_bytes())
    assert whole["@context"][0] == "https://schema.org"
    nodes: list[dict[str, object]] = whole["@graph"]
    return nodes


@pytest.mark.parametrize("table", [ARTICLES, ATTRIBUTIONS], ids=["articles", "attributions"])
@given(kept=KEPT)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_valid(tmp_path: Path, table: Table[Archived, Line], kept: list[Archived]) -> None:
    """Any article: each property is one of the type, each value one that the property may have."""
    nodes = graph(tmp_path, table, kept)
    assert len(nodes) == len(list(table.lines(kept)))
    for node in nodes:
        check(node)


def test_article(tmp_path: Path) -> None:
    """A quotation has who spoke it, the carrier is what it is based on."""
    (node,) = graph(tmp_path, ARTICLES, [archived(harbour(), 2)])
    assert node["prov:wasRevisionOf"] == {"@id": "https://mayak.example/1#version-1"}
    assert node["associatedMedia"] == [{"@type": "ImageObject", "creditText": "Заря / Пётр Лис"}]
    parts = node["hasPart"]
    assert isinstance(parts, list)
    assert parts[1]["spokenByCharacter"] == {"@type": "Person", "name": "Ерлан Сапаров", "jobTitle": "аким"}
    assert parts[1]["isBasedOn"]["creator"] == {"@type": "NewsMediaOrganization", "name": "Залив"}


def test_chain(tmp_path: Path) -> None:
    """Each carrier's work is based on the next one's, a document at the end is a work itself."""
    links = (Source(None, "Заря", "outlet"), Source(None, "источник", "unnamed"), Source(None, "приказ", "document"))
    said = Attribution((Span(0, 4),), None, links, "indirect", "tail", 1.0)
    (node,) = graph(tmp_path, ATTRIBUTIONS, [archived(Article("Мост откроют", attributions=(said,)))])
    assert node["@type"] == "Claim"
    assert "author" not in node
    assert node["isBasedOn"] == {
        "@type": "CreativeWork",
        "creator": {"@type": "NewsMediaOrganization", "name": "Заря"},
        "isBasedOn": {
            "@type": "CreativeWork",
            "creator": {"@type": "Person", "description": "источник"},
            "isBasedOn": {"@type": "CreativeWork", "name": "приказ"},
        },
    }


def test_statement(tmp_path: Path) -> None:
    """A statement is a quotation and a claim with its appearances, each derived from another, all from the origin."""
    path = tmp_path / "statements.jsonld"
    with path.open("wb") as file:
        assert writer_for(path, of_statements=True)(file, STATEMENTS, [three(), three()]) == 2
    node = json.loads(path.read_bytes())["@graph"][0]
    check(node)
    first, copy, changed = node["appearance"]
    assert node["firstAppearance"] == {"@id": first["@id"]}
    assert copy["prov:wasDerivedFrom"] == {"@id": first["@id"]}
    assert changed["prov:wasDerivedFrom"] == {"@id": copy["@id"]}
    assert changed["prov:hadPrimarySource"] == [{"@id": first["@id"]}]
    assert "prov:wasDerivedFrom" not in first
    assert node["spokenByCharacter"]["name"] == "Глеб Одинцов"
