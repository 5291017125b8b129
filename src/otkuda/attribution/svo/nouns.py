"""Nouns that announce a content: «the mayor's claim that», «her vow to rebuild», «expressed hope that»."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from otkuda.attribution.ordered.sight import Finding, Link
from otkuda.attribution.svo.extent import clause_end, kind_of, span
from otkuda.attribution.svo.reach import source_links
from otkuda.attribution.svo.small_clause import as_quoted
from otkuda.attribution.svo.subject import subject_of

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import Mention
    from otkuda.attribution.svo.line import Group, Line, Phrase
    from otkuda.attribution.svo.scene import Scene


def read_nouns(scene: Scene, line: Line) -> None:
    """Read every noun of a line that announces a clause or an infinitive."""
    for phrase in line.phrases:
        lex = line.lexes[phrase.end - 1]
        if lex is not None and lex.announces and line.letter(phrase.end - 1) in {"n", "N"}:
            _read(scene, line, phrase, lex.announces)


def _read(scene: Scene, line: Line, phrase: Phrase, features: frozenset[str]) -> None:
    at, giver = _complement_at(scene, line, phrase, features)
    if not 0 <= at < len(line.nodes) or line.nodes[phrase.end - 1].start in scene.used:
        return
    verb = _verb_before(line, phrase)
    owner = _owner(scene, phrase, giver)
    speaker = owner
    is_plan = False
    if any(f.content and f.content[0][0] == line.nodes[at].start for f in scene.findings[-6:]):
        return
    if _is_plan(features) and verb is not None and _speaks(scene, line, verb):
        speaker = None
    if speaker is None and verb is not None:
        speaker, is_plan = _through_verb(scene, line, verb, features)
    is_bare = at == phrase.end and line.letter(at) != "t"
    if speaker is None and not features & {"report"} and (is_bare or not ("light" in features and phrase.start == 0)):
        return
    _add(scene, line, phrase, at, _Giver(speaker, verb if is_plan else None))


def _complement_at(scene: Scene, line: Line, phrase: Phrase, features: frozenset[str]) -> tuple[int, Phrase | None]:
    """Where the content begins, and who gives it: «confirmation from the secretary that»; -1 where none follows."""
    at, giver, where = phrase.end, None, False
    is_be = line.group_at.get(at)
    if is_be is not None and is_be.end == at + 1 and line.low(at) in scene.lexis.grammar["be"] and "that" in features:
        at += 1  # «her view is that the plan is sound»
    while line.letter(at) == "p" and at + 1 in line.phrase_at and line.low(at) not in scene.lexis.grammar["of"]:
        after = line.phrase_at[at + 1]
        if line.low(at) in scene.lexis.grammar["author"]:
            giver = after
        where = line.low(at) in scene.lexis.grammar["where"] - scene.lexis.grammar["author"]
        at = max(after.until, after.end)
    if line.letter(at) == "s" and line.low(at) in scene.lexis.grammar["that"] and "that" in features:
        return at + 1, giver
    if at == phrase.end and "that" in features and _is_bare_clause(scene, line, phrase):
        return at, giver
    if line.letter(at) == "t" and features & {"inf", "plan"} and not where:
        return at, giver
    if line.low(at) in scene.lexis.grammar["of"] and line.letter(at + 1) == "g" and "of" in features:
        return at + 1, giver
    return -1, None


def _is_bare_clause(scene: Scene, line: Line, phrase: Phrase) -> bool:
    """«claims it ignored warnings», «fears prices would rise»; not «the reports he made»."""
    inner = line.phrase_at.get(phrase.end)
    verb = line.group_at.get(max(inner.until, inner.end)) if inner is not None else None
    if inner is None or verb is None or verb.form != "finite" or line.tags[inner.start] == "u":
        return False
    ends = line.letter(verb.end) in {"", "."}
    if ends and line.low(verb.start) in scene.lexis.grammar["have"]:
        return False  # «a report it had obtained»
    return line.letter(verb.start) == "x" or line.letter(verb.end) in set("dhnNm#oas")


def _owner(scene: Scene, phrase: Phrase, giver: Phrase | None) -> Mention | None:
    if giver is not None and giver.mention is not None and giver.mention.kind != "thing":
        return giver.mention
    if phrase.mention is not None and phrase.mention.owner is not None:
        return phrase.mention.owner
    return scene.owners.get(id(phrase))


def _verb_before(line: Line, phrase: Phrase) -> Group | None:
    """The verb whose object the phrase is: «expressed hope», «spoke of plans»."""
    at = phrase.start
    at -= line.letter(at - 1) == "p"
    return next((g for g in line.groups if g.end == at), None)


def _speaks(scene: Scene, line: Line, verb: Group) -> bool:
    lex = line.lexes[verb.main]
    return lex is not None and (bool(lex.cue & {"say"}) or lex.verb in scene.lexis.speaking)


def _is_plan(features: frozenset[str]) -> bool:
    """A plan that is announced, no act of speech by itself: «announced their intention to appeal»."""
    return "plan" in features and "inf" not in features


def _through_verb(scene: Scene, line: Line, verb: Group, features: frozenset[str]) -> tuple[Mention | None, bool]:
    """Whom «expressed hope that», «announced plans to», «gave a promise to» make the source."""
    speaks = _speaks(scene, line, verb)
    lex = line.lexes[verb.main]
    gives = lex is not None and lex.verb in scene.lexis.giving
    if not (speaks and features & {"plan", "that", "inf"}) and not gives:
        return None, False
    if "plan" in features and not speaks and not features & {"inf"}:
        return None, False
    subject = subject_of(scene, line, verb)
    return (subject.mention, speaks and _is_plan(features)) if subject is not None else (None, False)


class _Giver(NamedTuple):
    """Who gives the words, and the verb that is the cue beside a plan: «announced plans to build»."""

    speaker: Mention | None
    verb: Group | None


def _add(scene: Scene, line: Line, phrase: Phrase, at: int, giver: _Giver) -> None:
    verb = giver.verb
    end = clause_end(scene, line, at, phrase.end - 1, "bare") if verb is not None else _end(scene, line, at)
    before = _verb_before(line, phrase)
    lex = line.lexes[before.main] if before is not None else None
    if lex is not None and "as" in lex.cue:
        end = as_quoted(scene, line, at) or end
    whole = span(scene, line, phrase.start if verb is not None else at, end)
    if whole is None:
        return
    cue = line.nodes[_first_of_cue(line, phrase, verb)].start, line.nodes[verb.main if verb else phrase.end - 1].end
    chain = [Link(giver.speaker)] if giver.speaker is not None else []
    scene.add(Finding([whole], cue, chain, kind_of(scene, line, [whole]), "noun_clause"))


def _first_of_cue(line: Line, phrase: Phrase, verb: Group | None) -> int:
    """The verb that announces a plan; the light verb of «expressed hope»; else the noun."""
    lex = line.lexes[phrase.end - 1]
    before = _verb_before(line, phrase)
    is_light = lex is not None and "light" in lex.announces and phrase.end - phrase.start == 1
    if verb is not None:
        return verb.main
    return before.main if before is not None and is_light and line.letter(before.end) != "p" else phrase.end - 1


def _is_finite(line: Line, group: Group) -> bool:
    """A base form without «to» is one too: «that the rail be sold»."""
    return group.form == "finite" or (group.form == "infinitive" and line.letter(group.start) != "t")


def _end(scene: Scene, line: Line, at: int) -> int:
    """A clause that a noun announces ends before the verb of which the noun is the subject."""
    is_fronted = line.letter(line.first) in {"p", "s"}  # «After warnings that it could fall, the club closed it»
    end = clause_end(scene, line, at, at, "narrow" if is_fronted else "wide")
    if any(g.form == "finite" and g.start < at for g in line.groups):
        return end
    finite = [g for g in line.groups if at <= g.start < end and _is_finite(line, g)]
    first = line.letter(at) == "t"
    if len(finite) > (0 if first else 1):
        last = finite[0 if first else 1]
        between = line.tags[at : last.start]
        if not set('swqc"') & set(between.lstrip("s")[1:]) and line.letter(last.start - 1) not in {"w", "o", "c"}:
            return last.start
    return end


def read_announced(scene: Scene, line: Line) -> None:
    """«The slogan “Bread for all” hung there», «The paper ran the headline “…”»."""
    for phrase in line.phrases:
        lex = line.lexes[phrase.end - 1]
        at = phrase.end + (line.letter(phrase.end) in {":", ","})
        if lex is None or "quote" not in lex.announces or line.letter(at) != '"':
            continue
        quote = line.nodes[at]
        if quote.index in scene.quoted or not scene.is_speech(quote):
            continue
        node = line.nodes[phrase.end - 1]
        if "title" in lex.announces:
            verb = _verb_before(line, phrase)
            subject = subject_of(scene, line, verb) if verb is not None else None
            chain = [Link(subject.mention)] if subject is not None and subject.mention is not None else []
            cue = None
        else:
            chain, cue = source_links(phrase), (node.start, node.end)
        if chain:
            finding = Finding(scene.pieces(quote), cue, chain, "direct", "announced")
            scene.quoted[quote.index] = finding
            scene.add(finding)
