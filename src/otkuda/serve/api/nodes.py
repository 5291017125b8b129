"""What the API answers as JSON-LD: schema.org's words, and PROV's for where words are from.

A statement is a Quotation and a Claim. Each appearance is ``prov:wasQuotedFrom`` the one that it was taken from where
it has the same words, ``prov:wasDerivedFrom`` where it has others, and all lead to ``prov:hadPrimarySource``. Ids are
addresses of articles, and names (URN) for what has no page of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.export.linked import Node, agent_of, known, types_of
from otkuda.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otkuda.archive import records as shown
    from otkuda.export.decisions import DecisionRecord
    from otkuda.export.record import AttributionRecord
    from otkuda.export.statement_record import AppearanceRecord
    from otkuda.export.story_record import ArticleRecord
    from otkuda.model import Kind, SourceType

_TYPES = {"person": "Person", "outlet": "NewsMediaOrganization"}
_SAME = frozenset({"verbatim", "shortened"})


def id_of(kind: str, name: str) -> str:
    """Return the name of a thing that has no page of its own."""
    return f"urn:otkuda:{kind}:{name}"


def _refs(kind: str, names: Iterable[str]) -> list[Node]:
    """Return what leads to things by their names."""
    return [{"@id": id_of(kind, one)} for one in names]


def _people(names: Iterable[str]) -> list[Node]:
    return [{"@type": "Person", "name": one} for one in names]


def statement(one: shown.StatementLine) -> Node:
    """Return a statement in short."""
    speaker = agent(one.speaker, one.speaker_type, one.role, one.organization)
    story: Node | None = {"@type": "Event", "@id": id_of("story", one.story)} if one.story else None
    return known(
        {
            "@type": ["Quotation", "Claim"],
            "@id": id_of("statement", one.id),
            "text": one.text,
            "inLanguage": one.language,
            "spokenByCharacter": speaker and known({**speaker, "@id": one.entity and id_of("entity", one.entity)}),
            "about": story,
            "datePublished": one.first_at.isoformat(),
            "url": one.first_url,
        }
    )


def statement_shown(one: shown.StatementShown) -> Node:
    """Return a statement with its appearances."""
    first = set(one.origin.appearances) if one.origin else set()
    page: Node | None = {"@type": "WebPage", "@id": one.origin.url} if one.origin and one.origin.url else None
    named: Node | None = {"@type": "CreativeWork", "name": one.origin_named} if one.origin_named else None
    return known(
        {
            **statement(one),
            "prov:hadPrimarySource": page or named,
            "firstAppearance": {"@id": id_of("appearance", min(first))} if first else None,
            "appearance": [_appearance(each, first) for each in one.appearances],
        }
    )


def appearance(one: AppearanceRecord) -> Node:
    """Return an appearance by itself."""
    return _appearance(one, set())


def _appearance(one: AppearanceRecord, first: set[str]) -> Node:
    speaker = agent(one.speaker, one.speaker_type, one.role, one.organization)
    source: Node | None = {"@id": id_of("appearance", one.source_id)} if one.source_id else None
    against: Node | None = {"@id": id_of("appearance", one.against)} if one.against else None
    is_quoted = one.relation in _SAME
    return known(
        {
            "@type": types_of(one.kind) if one.kind else "CreativeWork",
            "@id": id_of("appearance", one.id),
            "text": one.text,
            "inLanguage": one.language,
            "spokenByCharacter": speaker if one.kind and one.kind != "indirect" else None,
            "author": speaker if one.kind and one.kind != "direct" else None,
            "translationOfWork": against if one.relation == "translation" else None,
            "prov:wasQuotedFrom": source if is_quoted else None,
            "prov:wasDerivedFrom": None if is_quoted else source,
            "prov:hadPrimarySource": _refs("appearance", sorted(first - {one.id})),
            "isPartOf": _page(one),
        }
    )


def _page(one: AppearanceRecord | ArticleRecord) -> Node:
    return known(
        {
            "@type": "NewsArticle",
            "@id": f"{one.url or id_of('version', one.version_id)}#version-{one.version}",
            "url": one.url,
            "headline": one.headline,
            "publisher": _publisher(one.outlet),
            "datePublished": one.published,
            "version": one.version,
        }
    )


def _publisher(name: str | None) -> Node | None:
    return {"@type": "NewsMediaOrganization", "name": name} if name else None


def agent(name: str | None, kind: SourceType | None, role: str | None, organization: str | None) -> Node | None:
    """Return who speaks; None where nobody is named, or where it is a document, which nobody is."""
    if name is None or kind == "document":
        return None
    return agent_of(Source(None, name, kind or "person", role, organization))


def story(one: shown.StoryLine) -> Node:
    """Return a story in short."""
    return known(
        {
            "@type": "Event",
            "@id": id_of("story", one.id),
            "name": one.headline,
            "startDate": one.since.isoformat(),
            "subjectOf": _refs("statement", (each.id for each in one.statements)),
        }
    )


def story_shown(one: shown.StoryShown) -> Node:
    """Return a story with its articles."""
    return known(
        {
            "@type": "Event",
            "@id": id_of("story", one.id),
            "name": one.headline,
            "startDate": one.since.isoformat() if one.since else None,
            "subjectOf": [article_in_story(each) for each in one.articles],
        }
    )


def article_in_story(one: ArticleRecord) -> Node:
    """Return an article of a story, with the statements that it tells."""
    told = _refs("statement", (*one.first_said, *one.carried))
    return known({**_page(one), "inLanguage": one.language, "mentions": told})


def article(one: shown.ArticleLine) -> Node:
    """Return an article in short."""
    return known(
        {
            "@type": "NewsArticle",
            "@id": one.url or id_of("article", one.id),
            "url": one.url,
            "headline": one.headline,
            "author": _people(one.authors),
            "publisher": _publisher(one.outlet),
            "datePublished": one.published,
            "inLanguage": one.language,
        }
    )


def article_shown(one: shown.ArticleShown) -> Node:
    """Return an article with its text and what is said in it."""
    told, url = one.article, one.article.path if one.article.path != one.version_id else None
    before = next((each for each in one.versions if each.number == one.version - 1), None)
    return known(
        {
            "@type": "NewsArticle",
            "@id": f"{url or id_of('version', one.version_id)}#version-{one.version}",
            "url": url,
            "headline": told.headline,
            "author": _people(told.authors),
            "publisher": _publisher(told.outlet),
            "datePublished": told.published,
            "inLanguage": told.language,
            "version": one.version,
            "articleBody": told.text,
            "prov:wasRevisionOf": {"@id": id_of("version", before.id)} if before else None,
            "hasPart": [_said(each) for each in told.attributions],
            "mentions": _refs("statement", (each.statement for each in one.statements)),
        }
    )


def _said(one: AttributionRecord) -> Node:
    link = one.chain[-1] if one.chain else None
    speaker = agent(link.entity, link.type, one.role, one.organization) if link else None
    return _words(" … ".join(one.words.content), one.kind, speaker)


def _words(text: str, kind: Kind, speaker: Node | None) -> Node:
    return known(
        {
            "@type": types_of(kind),
            "text": text,
            "spokenByCharacter": speaker if kind != "indirect" else None,
            "author": speaker if kind != "direct" else None,
        }
    )


def speaker(one: shown.SpeakerLine) -> Node:
    """Return a speaker in short."""
    work: Node | None = {"@type": "Organization", "name": one.organization} if one.organization else None
    is_person = one.type == "person"
    return known(
        {
            "@type": _TYPES.get(one.type, "Organization"),
            "@id": id_of("entity", one.id),
            "name": one.name,
            "jobTitle": one.role if is_person else None,
            "affiliation": work if is_person else None,
        }
    )


def speaker_shown(one: shown.SpeakerShown) -> Node:
    """Return a speaker with its names and what Wikidata knows it as."""
    names = sorted({each.name for each in one.names} - {one.name})
    same = [f"http://www.wikidata.org/entity/{each}" for each in one.wikidata]
    return known({**speaker(one), "alternateName": names, "sameAs": same})


def changes(one: shown.ChangesShown) -> Node:
    """Return a change from one version of an article to the next."""
    versions: list[Node] = [
        {"@type": "NewsArticle", "@id": id_of("version", each.id)} for each in (one.before, one.after)
    ]
    return {
        "@type": "UpdateAction",
        "object": versions[0],
        "result": versions[1],
        "endTime": one.after.seen.isoformat(),
        "description": [each.text for each in one.pieces if each.change != "same"],
    }


def hit(one: shown.Hit) -> Node:
    """Return what a search found: words in their article, or the article."""
    page: Node = known(
        {
            "@type": "NewsArticle",
            "@id": one.url or id_of("version", one.version_id),
            "url": one.url,
            "headline": one.headline,
            "publisher": _publisher(one.outlet),
            "datePublished": one.published,
            "inLanguage": one.language,
        }
    )
    if one.attribution is None:
        return known({**page, "abstract": one.snippet.text})
    about: Node | None = {"@id": id_of("statement", one.statement)} if one.statement else None
    return known({**_said(one.attribution), "isPartOf": page, "exampleOfWork": about})


def decision(one: DecisionRecord) -> Node:
    """Return a decision: something that a person did."""
    agent: Node | None = {"@type": "Person", "name": one.by} if one.by else None
    return known(
        {
            "@type": ["Action", "prov:Activity"],
            "@id": id_of("decision", one.id),
            "name": one.kind,
            "endTime": one.made,
            "agent": agent,
        }
    )
