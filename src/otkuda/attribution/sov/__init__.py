"""Languages whose verb stands last and whose endings join on: Kazakh.

The verb of saying closes a sentence or a quotation, and what it tells stands before it. ``phrase`` finds who is
mentioned, ``scene`` the verbs; the rules below are asked of each verb in order, till one finds what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.sov import announced, by_words, carried, headline, reported, spoken, unmarked
from otkuda.attribution.sov.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from otkuda.attribution.ordered.sight import Finding, Sight
    from otkuda.attribution.sov.scene import Cue
    from otkuda.attribution.sov.word import Line
    from otkuda.lang.language import Language
    from otkuda.text.sentences import Document

    Rule = Callable[[Scene, Line, Cue], Finding | None]

RULES: tuple[Rule, ...] = (
    spoken.remark_inside,
    reported.clause_then_quote,
    spoken.cue_then_quote,
    spoken.quote_then_cue,
    reported.anaphor,
    announced.noun_behind,
    unmarked.speech_without_marks,
    reported.question,
    reported.noun_clause,
    reported.that_clause,
)


LAST: tuple[Callable[[Scene, Line], None], ...] = (
    by_words.by_words,
    announced.about_then_noun,
    headline.words_then_name,
    carried.sources_of_outlet,
)
ALONE: tuple[Callable[[Scene, Line], None], ...] = (
    spoken.named_then_quote,
    headline.quote_alone,
    unmarked.interview,
    unmarked.turn_alone,
)


def look(document: Document, language: Language) -> Sight:
    """Return whom a text mentions and whose words it carries."""
    scene = Scene(document, language)
    for line in scene.lines:
        for cue in scene.cues[line]:
            _ask(scene, line, cue)
        for rule in LAST:
            scene.rule = rule.__name__
            rule(scene, line)
    scene.settle()
    for line in scene.lines:
        for rule in ALONE:
            scene.rule = rule.__name__
            rule(scene, line)
    scene.sight.mentions += [phrase.mention for phrase in scene.countries.values()]
    scene.sight.mentions.sort(key=lambda mention: (mention.start, -mention.end))
    scene.sight.findings.sort(key=lambda finding: finding.content[0] if finding.content else (0, 0))
    return scene.sight


def _ask(scene: Scene, line: Line, cue: Cue) -> None:
    """Let the rules say in turn what a verb of saying tells; an author's own «I think» tells nothing."""
    is_authors = not line.sentence.depth and not scene.is_dashed(line)
    if cue.verb in scene.known.referring or (is_authors and cue.person[:1] in {"1", "2"}):
        return
    for rule in RULES:
        if cue.heard is not None:
            return
        scene.rule = rule.__name__
        cue.heard = rule(scene, line, cue)
