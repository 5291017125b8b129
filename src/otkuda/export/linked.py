"""JSON-LD in the words of schema.org: an article is a NewsArticle, what is said in it a Quotation or a Claim.

The words are those of the article, so a quotation is ``spokenByCharacter`` (schema.org: «to whom the quotation is
attributed within the containing work») and a claim has an ``author``. Those who carried it stand in ``isBasedOn``, each
as a work that is based on the next, the origin last. An earlier version of a text is PROV's ``wasRevisionOf``.
schema.org has no word for rules, confidence and offsets: the other formats have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from otkuda.export.columns import content_of
from otkuda.export.record import encode, published_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from otkuda.export.columns import Line, Table
    from otkuda.model import Article, Attribution, Credit, Kind, Source
    from otkuda.store.everything import Archived
    from otkuda.store.records import Version

Node: TypeAlias = "dict[str, str | int | list[str] | Node | list[Node] | None]"

CONTEXT = ("https://schema.org", {"prov": "http://www.w3.org/ns/prov#"})
_TYPES: dict[Kind, str | list[str]] = {"direct": "Quotation", "indirect": "Claim", "mixed": ["Quotation", "Claim"]}
_MEDIA = {"photo": "ImageObject", "graphic": "ImageObject", "video": "VideoObject"}


def write(file: BinaryIO, table: Table[Archived, Line], kept: Iterable[Archived]) -> int:
    """Write a table as one graph, a line a node. Returns how many nodes."""
    nodes = (_whole(line.archived) if line.position < 0 else _part(line) for line in table.lines(kept))
    return write_graph(file, nodes)


def write_graph(file: BinaryIO, nodes: Iterable[Node]) -> int:
    """Write nodes as one graph, a line a node. Returns how many."""
    file.write(b'{"@context":' + encode(CONTEXT).rstrip(b"\n") + b',"@graph":[\n')
    count = 0
    for count, node in enumerate(nodes, 1):
        file.write((b",\n" if count > 1 else b"") + encode(node).rstrip(b"\n"))
    file.write(b"\n]}\n")
    return count


def types_of(kind: Kind) -> str | list[str]:
    """Return what schema.org calls an attribution of a kind."""
    return _TYPES[kind]


def _whole(archived: Archived) -> Node:
    version = archived.version
    article = version.article
    return known(
        {
            **_about(version),
            "articleBody": article.text,
            "dateModified": article.modified.isoformat() if article.modified else None,
            "author": [known({"@type": "Person", "name": name}) for name in article.authors],
            "creditText": next((_names(one) for one in article.credits if one.what == "text"), None),
            "associatedMedia": [_medium(one) for one in article.credits if one.what in _MEDIA],
            "prov:wasRevisionOf": {"@id": _id_of(version, version.number - 1)} if version.number > 1 else None,
            "hasPart": [_said(article, one, place) for place, one in enumerate(article.attributions, 1)],
        }
    )


def _part(line: Line) -> Node:
    node = _said(line.article, line.said, line.position + 1)
    return node | {"isPartOf": known(_about(line.archived.version))}


def _about(version: Version) -> Node:
    article = version.article
    return {
        "@type": "NewsArticle",
        "@id": _id_of(version, version.number),
        "url": article.url,
        "headline": article.headline,
        "publisher": {"@type": "NewsMediaOrganization", "name": article.outlet} if article.outlet else None,
        "datePublished": published_of(article),
        "inLanguage": article.language,
        "version": version.number,
    }


def _id_of(version: Version, number: int) -> str:
    return f"{version.article.url or f'urn:otkuda:{version.article_id}'}#version-{number}"


def _said(article: Article, one: Attribution, position: int) -> Node:
    source = one.chain[-1] if one.chain else None
    speaker = agent_of(source) if source and source.type != "document" else None
    return known(
        {
            "@type": types_of(one.kind),
            "text": content_of(article, one),
            "spokenByCharacter": speaker if one.kind != "indirect" else None,
            "author": speaker if one.kind != "direct" else None,
            "isBasedOn": _works(one.chain),
            "inLanguage": article.language,
            "position": position,
        }
    )


def _works(chain: tuple[Source, ...]) -> Node | None:
    """Return the work of the nearest carrier, based on that of the next; a document at the end is a work itself."""
    works = chain if chain and chain[-1].type == "document" else chain[:-1]
    work: Node | None = None
    for link in reversed(works):
        named: Node = {"name": link.entity} if link.type == "document" else {"creator": agent_of(link)}
        work = known({"@type": "CreativeWork", **named, "isBasedOn": work})
    return work


def agent_of(source: Source) -> Node:
    """Return a source as schema.org's person or organization."""
    if source.type == "person":
        work: Node | None = {"@type": "Organization", "name": source.organization} if source.organization else None
        return known({"@type": "Person", "name": source.entity, "jobTitle": source.role, "affiliation": work})
    if source.type == "unnamed":
        return {"@type": "Person", "description": source.entity}
    kind = "NewsMediaOrganization" if source.type == "outlet" else "Organization"
    return {"@type": kind, "name": source.entity}


def _medium(one: Credit) -> Node:
    return {"@type": _MEDIA[one.what], "creditText": _names(one)}


def _names(one: Credit) -> str:
    return " / ".join(name for name in (one.agency, one.author) if name)


def known(node: Node) -> Node:
    """Return the node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
