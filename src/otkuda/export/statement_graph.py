"""Statements as JSON-LD: each a Quotation and a Claim of schema.org, its appearances Quotations or Claims in articles.

Where the words of an appearance are from is PROV's: ``wasDerivedFrom`` the appearance that it was taken from,
``hadPrimarySource`` those at the origin. A translation is schema.org's ``translationOfWork``. What they have no
word for (the other relations, what changed, grounds and their strength) the other formats have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.export.linked import Node, agent_of, known, types_of, write_graph
from otkuda.export.record import published_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from otkuda.export.columns import Table
    from otkuda.export.statement_columns import Appearing
    from otkuda.export.telling import Told
    from otkuda.model import Appearance


def write(file: BinaryIO, _table: Table[Told, Appearing], kept: Iterable[Told]) -> int:
    """Write statements as one graph, a line a statement. Returns how many."""
    return write_graph(file, (_statement(told) for told in kept))


def _statement(told: Told) -> Node:
    statement, speaker = told.statement, told.speaker
    first = [_id(one) for one in statement.origin.appearances]
    return known(
        {
            "@type": ["Quotation", "Claim"],
            "@id": f"urn:otkuda:statement:{statement.id}",
            "text": statement.text,
            "inLanguage": statement.language,
            "spokenByCharacter": agent_of(speaker) if speaker and speaker.type != "document" else None,
            "firstAppearance": first[0] if first else None,
            "appearance": [_appearance(told, one) for one in statement.appearances],
        }
    )


def _appearance(told: Told, one: Appearance) -> Node:
    said, source, first = told.attribution(one), told.source(one), told.statement.origin.appearances
    speaker = agent_of(source) if source and source.type != "document" else None
    return known(
        {
            "@type": types_of(said.kind) if said else "CreativeWork",
            **_id(one.id),
            "text": one.text,
            "inLanguage": one.language,
            "spokenByCharacter": speaker if said and said.kind != "indirect" else None,
            "author": speaker if said and said.kind != "direct" else None,
            "translationOfWork": _id(one.against) if one.relation == "translation" and one.against else None,
            "prov:wasDerivedFrom": _id(one.step.source) if one.step else None,
            "prov:hadPrimarySource": [_id(each) for each in first if one.id not in first],
            "isPartOf": _article(told, one),
        }
    )


def _article(told: Told, one: Appearance) -> Node:
    article = told.article(one)
    return known(
        {
            "@type": "NewsArticle",
            "@id": f"{article.url}#version-{one.version}" if article.url else f"urn:otkuda:{one.carrier}",
            "url": article.url,
            "headline": article.headline,
            "publisher": {"@type": "NewsMediaOrganization", "name": article.outlet} if article.outlet else None,
            "datePublished": published_of(article),
            "inLanguage": article.language,
            "version": one.version,
        }
    )


def _id(appearance_id: str) -> Node:
    return {"@id": f"urn:otkuda:appearance:{appearance_id}"}
