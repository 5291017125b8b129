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
    if clause.cues is None:
        clause.cues = [found for at in range(len(clause.nodes)) if (found := cue_at(clause, at)) is not None]
    for found in clause.cues:
        if clause.nodes[found.at].start not in scene.used:
            yield found


def cue_at(clause: Clause, at: int) -> Cue | None:
    """The cue at a node, or None."""
    lexicon = clause.language.cues
    if clause.nodes[at].low[:3] not in clause.language.cue_openings:
        return None
    for verb in word(clause.nodes[at]).verbs:
        features = lexicon.get(verb.lemma)
        if features is None or verb.tense == "impr" or verb.person == "2per" or verb.tense == "futr" and verb.person == "3per":
            continue
        if verb.person == "1per" and not clause.sentence.depth and not _has_speaker(clause, at):
            continue  # «отметим», «напомним»: the author to the reader
        if verb.pos == "INFN" and not _is_governed(clause, at):
            continue  # «стоит отметить», «можно сказать»
        if "given" in features and not any("дать" in word(n).lemmas or "давать" in word(n).lemmas for n in clause.nodes[max(0, at - 4) : at]):
            continue
        if verb.lemma in {"следовать", "вытекать", "явствовать"} and not any(n.low == "из" for n in clause.nodes[max(0, at - 6) : at + 2]):
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


PERSONAL = frozenset({"sing", "plur"})
IMPERSONAL = frozenset("следовать стоить прийтись приходиться хотеться остаться оставаться быть мочь_быть надлежать".split())


def _has_speaker(clause: Clause, at: int) -> bool:
    return any(n.low in {"я", "мы"} for n in clause.nodes[max(0, at - 4) : at + 3])


def _is_governed(clause: Clause, at: int) -> bool:
    """Does a personal verb stand before the infinitive («поспешил сообщить, что»)?"""
    for k in range(at - 1, max(-1, at - 6), -1):
        info = word(clause.nodes[k])
        if clause.nodes[k].text in {",", ":"}:
            return False
        if info.pos in {"VERB", "GRND"}:
            return not IMPERSONAL & set(info.lemmas)
        if info.pos in {"PRED", "ADJS", "PRTS"}:
            return False
    return False


def dropped_first_person(verb: Verb) -> bool:
    """«просим уволить»: the subject can only be the one who speaks."""
    return verb.person == "1per"
