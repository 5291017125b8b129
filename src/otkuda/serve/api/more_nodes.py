"""Outlets, sources, the collector and dossiers as JSON-LD, as ``nodes`` has statements and articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.export.linked import Node, known
from otkuda.serve.api.nodes import agent, appearance, id_of

if TYPE_CHECKING:
    from otkuda.archive import dossier_records, outlet_records


def collector(one: outlet_records.CollectorShown) -> Node:
    """Return the collector at work."""
    when = {"startTime": one.started, "endTime": one.ended}
    times = {name: each.isoformat() if each else None for name, each in when.items()}
    return known({"@type": "Action", "@id": id_of("work", "collect"), "name": one.condition, **times})


def outlet(one: outlet_records.OutletLine) -> Node:
    """Return an outlet in short."""
    return {"@type": "NewsMediaOrganization", "@id": id_of("outlet", one.name), "name": one.name}


def outlet_shown(one: outlet_records.OutletShown) -> Node:
    """Return an outlet."""
    name = one.name or one.host or ""
    url = f"https://{one.host}/" if one.host else None
    return known({"@type": "NewsMediaOrganization", "@id": id_of("outlet", name), "name": name, "url": url})


def source(one: outlet_records.SourceShown) -> Node:
    """Return a source."""
    return known(
        {
            "@type": "DataFeed",
            "@id": one.listing,
            "url": one.url,
            "name": one.title,
            "inLanguage": one.language,
            "dateCreated": one.added.isoformat(),
        }
    )


def dossier(one: dossier_records.DossierLine) -> Node:
    """Return a dossier in short."""
    return known(
        {
            "@type": "Collection",
            "@id": id_of("dossier", one.id),
            "name": one.name,
            "description": one.note,
            "dateCreated": one.made.isoformat(),
            "collectionSize": one.count,
        }
    )


def dossier_shown(one: dossier_records.DossierShown) -> Node:
    """Return a dossier with what it holds."""
    return known({**dossier(one), "hasPart": [filed(each) for each in one.items]})


def filed(one: dossier_records.Filed) -> Node:
    """Return a statement as it was frozen."""
    then = one.frozen
    return known(
        {
            "@type": ["Quotation", "Claim"],
            "@id": id_of("frozen", one.id),
            "text": then.text,
            "inLanguage": then.language,
            "spokenByCharacter": agent(then.speaker, None, then.role, then.organization),
            "prov:specializationOf": {"@id": id_of("statement", one.statement_id)},
            "appearance": [appearance(each) for each in then.appearances],
        }
    )
