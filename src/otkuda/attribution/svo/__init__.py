"""Languages whose verb stands between its subject and its object, and whose nouns have no cases: English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Sight
from otkuda.attribution.svo.alone import read_alone, read_colon
from otkuda.attribution.svo.anaphor import read_anaphors
from otkuda.attribution.svo.headline import read_headline, read_quoted_headline
from otkuda.attribution.svo.nouns import read_announced, read_nouns
from otkuda.attribution.svo.parenthetical import read_hearsay, read_openers, read_phrases
from otkuda.attribution.svo.passive import read_as_reported, read_passives
from otkuda.attribution.svo.quoting import read_cited, read_quoting
from otkuda.attribution.svo.said import read_verbs
from otkuda.attribution.svo.scene import stage
from otkuda.attribution.svo.subject import mark_subjects
from otkuda.attribution.svo.turns import read_turns
from otkuda.attribution.svo.unclosed import read_unclosed

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Mention
    from otkuda.lang.language import Language
    from otkuda.text.sentences import Document

RULES = (
    read_quoting,
    read_anaphors,
    read_passives,
    read_verbs,
    read_as_reported,
    read_openers,
    read_cited,
    read_announced,
    read_phrases,
    read_nouns,
    read_hearsay,
    read_headline,
)

LATER = (read_turns, read_colon, read_unclosed, read_alone)  # what goes by what is found around it


def _is_vague(mention: Mention, language: Language) -> bool:
    """A body that is not called upon: «a plant», and a place that does nothing: «unrest in Iran»."""
    if mention.kind != "body" or mention.is_subject:
        return False
    is_place = "place" in language.organizations.get(mention.name.lower(), frozenset())
    return is_place or not (mention.is_named or mention.is_definite)


def _apart(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces in order; those that overlap made one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def look(document: Document, language: Language) -> Sight:
    """Return whom a text mentions and whose words it carries."""
    scene = stage(document, language)
    for line in scene.outer:
        mark_subjects(scene, line)
    for line in scene.lines:
        for rule in RULES:
            rule(scene, line)
    for line in scene.outer:
        for rule in LATER:
            rule(scene, line)
    read_quoted_headline(scene)
    linked = {id(link.mention) for finding in scene.findings for link in finding.chain}
    kept = [m for m in scene.mentions if id(m) in linked or not _is_vague(m, language)]
    mentions = list({id(mention): mention for mention in sorted(kept, key=lambda m: m.start)}.values())
    for finding in scene.findings:
        finding.content = _apart(finding.content)
    findings = sorted((f for f in scene.findings if f.content or f.is_origin), key=lambda f: f.content[:1])
    return Sight(document, mentions, findings)
