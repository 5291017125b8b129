"""Which words of a sentence may hand content to a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.finding import Cue, Scene
from otkuda.attribution.word import Verb, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.attribution.clause import Clause
    from otkuda.attribution.phrase import Phrase

UNSAID = frozenset({"opinion", "weak", "deny_that", "accuse"})  # their passive says nothing: «не исключено»
ORDERED = frozenset({"say", "that", "inf", "that_so"})


def cues(scene: Scene, clause: Clause) -> Iterator[Cue]:
    """Yield the verbs of saying and thinking of a sentence that no rule has used yet, in order."""
    for found in cues_in(clause).values():
        if clause.nodes[found.at].start not in scene.used:
            yield found


def cue_at(clause: Clause, at: int) -> Cue | None:
    """The cue at a node, or None."""
    return cues_in(clause).get(at)


def cues_in(clause: Clause) -> dict[int, Cue]:
    """The cues of a sentence by their nodes, looked for once."""
    if clause.cues is None:
        openings = clause.language.cue_openings
        near = [at for at, node in enumerate(clause.nodes) if node.opening in openings]
        clause.cues = {at: found for at in near if (found := _cue(clause, at)) is not None}
    return clause.cues


def _cue(clause: Clause, at: int) -> Cue | None:
    for verb in word(clause.nodes[at]).verbs:
        features = clause.language.cues.get(verb.lemma)
        if features is not None and _says(clause, at, verb) and _fits(clause, at, features):
            told = _in_voice(verb, features) or _thinks_that(clause, at, verb, features)
            if told is not None:
                return Cue(at, verb, told, at, at + 1)
    return None


def _says(clause: Clause, at: int, verb: Verb) -> bool:
    """Is the form one in which somebody says something, and not «скажите», «отметим», «стоит отметить»?"""
    if verb.tense == "impr" or verb.person == "2per" or (verb.tense == "futr" and verb.person == "3per"):
        return False
    if verb.person == "1per" and not clause.sentence.depth and not _has_speaker(clause, at):
        return False  # the author to the reader
    return verb.pos != "INFN" or _is_governed(clause, at)


def _fits(clause: Clause, at: int, features: frozenset[str]) -> bool:
    """Do the words that some cues need stand before them: «дали понять», «из доклада следует»?"""
    if "given" in features:
        return any({"дать", "давать"} & set(word(node).lemmas) for node in clause.nodes[max(0, at - 4) : at])
    if "from" in features:
        return any(node.low == "из" for node in clause.nodes[max(0, at - 6) : at + 2])
    if "not" in features:
        return at > 0 and clause.nodes[at - 1].low == "не"
    return True


def _in_voice(verb: Verb, features: frozenset[str]) -> frozenset[str] | None:
    """The features that hold in the voice and form of the verb; None where it is no cue then."""
    short = "short" in features
    if verb.pos == "PRTS" and "active" in features:
        return None
    if verb.pos == "PRTS" and not short and verb.lemma != "уверить":
        told = features & ORDERED if verb.gender == "neut" and not features & UNSAID else None
        return told | {"place"} if told else None
    if "passive" in features:
        return None
    if verb.pos == "PRTF" and (verb.passive or features & {"place", "opinion"}):
        return None
    if verb.pos == "ADJS":
        return features if short else None
    return None if short and verb.pos != "PRTS" else features


def _thinks_that(clause: Clause, at: int, verb: Verb, features: frozenset[str]) -> frozenset[str] | None:
    """«экономист, считающий, что А»: a participle of opinion with its clause right behind it."""
    behind = [node.low for node in clause.nodes[at + 1 : at + 3]]
    active = verb.pos == "PRTF" and not verb.passive
    return features if active and "opinion" in features and behind == [",", "что"] else None


IMPERSONAL = frozenset(
    "следовать стоить прийтись приходиться хотеться остаться оставаться быть надлежать позволить позволять".split()
)


FORCED = frozenset({"прийтись", "приходиться"})
WILLING = frozenset("склонный готовый вынудить вынужденный рад рада рады".split())


def forced(clause: Clause, k: int) -> Phrase | None:
    """«Министру пришлось признать», «у следствия есть основания полагать»: whose the infinitive is."""
    segment = clause.segments[clause.segment_at(k)]
    if any("основание" in word(node).lemmas for node in clause.nodes[k : segment.last]):
        at = next((j for j in range(segment.first, k) if clause.nodes[j].low == "у"), k)
        return clause.reader.phrase(at + 1, k, frozenset({"gent"})) if at < k - 1 else None
    if not FORCED & set(word(clause.nodes[k]).lemmas):
        return None
    datives = (p for p in clause.phrases_in(segment.first, segment.last) if "datv" in p.cases and "nomn" not in p.cases)
    return next(datives, None)


def _has_speaker(clause: Clause, at: int) -> bool:
    return any(n.low in {"я", "мы"} for n in clause.nodes[max(0, at - 4) : at + 3])


def _is_governed(clause: Clause, at: int) -> bool:
    """Does a personal verb stand before the infinitive («поспешил сообщить, что»)?"""
    for k in range(at - 1, max(-1, at - 6), -1):
        info = word(clause.nodes[k])
        if clause.nodes[k].text in {",", ":"}:
            return False
        if "быть" in info.lemmas:
            continue  # «вынужден был признать»
        if "основание" in info.lemmas:
            return True  # «есть основания полагать»
        if info.pos in {"VERB", "GRND"}:
            return not IMPERSONAL & set(info.lemmas) or forced(clause, k) is not None
        if info.pos in {"PRED", "ADJS", "PRTS"}:
            return bool(WILLING & set(info.lemmas))
    return False


def cue_like(clause: Clause, k: int) -> bool:
    """Is the word at ``k`` a verb of saying («как сообщает»)?"""
    return any(v.lemma in clause.language.cues for v in word(clause.nodes[k]).verbs)
