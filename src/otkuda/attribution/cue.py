"""Which words of a sentence may hand content to a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.finding import Cue, Scene
from otkuda.attribution.word import Verb, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.attribution.clause import Clause

PASSIVE = frozenset("сказать указать отметить подчеркнуть объявить заявить сообщить написать добавить уточнить пояснить".split())


def cues(scene: Scene, clause: Clause) -> Iterator[Cue]:
    """Yield the verbs of saying and thinking of a sentence that no rule has used yet, in order."""
    for at, node in enumerate(clause.nodes):
        if node.start not in scene.used:
            found = cue_at(clause, at)
            if found is not None:
                yield found


def cue_at(clause: Clause, at: int) -> Cue | None:
    """The cue at a node, or None."""
    lexicon = clause.language.cues
    for verb in word(clause.nodes[at]).verbs:
        features = lexicon.get(verb.lemma)
        if features is None or verb.tense == "impr":
            continue
        if verb.pos == "PRTS":
            if not ("short" in features or verb.lemma == "уверить"):
                if verb.lemma not in PASSIVE or verb.gender != "neut":
                    continue
                features = features & {"say", "that"} | {"place"}
        elif verb.pos == "PRTF" and (verb.passive or "place" in features or "opinion" in features):
            continue
        elif verb.pos == "ADJS" and "short" not in features:
            continue
        elif verb.pos != "ADJS" and verb.pos != "PRTS" and "short" in features:
            continue
        return Cue(at, verb, features, at, at + 1)
    return None


def dropped_first_person(verb: Verb) -> bool:
    """«просим уволить»: the subject can only be the one who speaks."""
    return verb.person == "1per"
