"""What stands between a verb and its content: whom it is told to, when, and where it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from otkuda.attribution.ordered.sight import Link, Mention
from otkuda.attribution.svo.lexis import NONE
from otkuda.attribution.svo.phrases import features_of, head_of
from otkuda.attribution.svo.subject import is_time

if TYPE_CHECKING:
    from otkuda.attribution.svo.line import Line, Phrase
    from otkuda.attribution.svo.scene import Scene


class Reach(Struct, eq=False):
    """Where the walk behind a verb came to, and what it passed."""

    at: int
    object: Phrase | None = None
    carriers: list[Link] = field(default_factory=list)
    origins: list[Link] = field(default_factory=list)


def walk(scene: Scene, line: Line, at: int, cue: frozenset[str]) -> Reach:
    """Walk from node ``at`` to where the content of a verb may begin."""
    reach = Reach(at)
    for _ in range(_MOST_STEPS):
        before = reach.at
        _step(scene, line, reach, cue)
        if reach.at == before:
            break
    return reach


_MOST_STEPS = 12


def _step(scene: Scene, line: Line, reach: Reach, cue: frozenset[str]) -> None:
    at = reach.at
    letter = line.letter(at)
    phrase = line.phrase_at.get(at)
    if _is_adverbial(line, at):
        reach.at = at + 1 + (letter == "T" and line.letter(at + 1) == "#")
    elif phrase is not None and is_time(line, phrase):
        reach.at = phrase.end
    elif letter == "p":
        _over_preposition(scene, line, reach, cue)
    elif letter == "g" and line.low(at) in scene.lexis.grammar["citing"] and not reach.origins:
        reach.origins += origins(scene, line, at, min(at + 4, len(line.nodes)))
        reach.at = len(line.nodes) if reach.origins else at  # «the agency reports citing the ministry»
    elif (
        letter == "e"
        and line.low(at + 1) in scene.lexis.grammar["by"] | scene.lexis.grammar["carrying"]
        and reach.at > 0
    ):
        _over_published(scene, line, reach)
    elif letter in {",", "("}:
        _over_insert(scene, line, reach)
    elif (
        phrase is not None
        and line.low(phrase.end - 1) in scene.lexis.grammar["fact"]
        and _is_that(scene, line, phrase.end)
    ):
        reach.at = phrase.end  # «pointed to the fact that»
    elif phrase is not None and reach.object is None:
        _over_object(scene, line, reach, cue)


def _over_object(scene: Scene, line: Line, reach: Reach, cue: frozenset[str]) -> None:
    """Whom it is told to."""
    phrase = line.phrase_at[reach.at]
    if "told" in cue and (end := _fused(scene, line, phrase)):
        reach.object, reach.at = phrase, end
        reach.carriers += _outlet_before(scene, line, phrase, end)
    elif _is_addressed(scene, line, phrase, cue):
        reach.object = phrase
        reach.at = _behind_relative(line, _object_end(line, phrase))
        if "told" in cue and (link := outlet_link(scene, line, phrase, told=True)) is not None:
            reach.carriers.append(link)


def _outlet_before(scene: Scene, line: Line, phrase: Phrase, end: int) -> list[Link]:
    """«told Meridian exports were up»: the outlet whose name the phrase begins with, in a list; empty for others."""
    start = phrase.start + (line.tags[phrase.start] == "d")
    name = scene.text[line.nodes[start].start : line.nodes[end - 1].end]
    if line.letter(end) not in {"n", "N", "#"} or not _is_outlet(scene, line, start, end, name):
        return []
    made = Mention(line.nodes[start].start, line.nodes[end - 1].end, "body", name, type="outlet", is_named=True)
    scene.mentions.append(made)
    return [Link(made, "outlet")]


def _is_outlet(scene: Scene, line: Line, start: int, end: int, name: str) -> bool:
    """A name that the tables know for an outlet's, or for nothing else's."""
    if name in scene.language.outlet_names:
        return True
    head = head_of([lex for lex in line.lexes[start:end] if lex], scene.language.code)
    is_other = any(lex is None or lex.is_name or lex.is_place for lex in line.lexes[start:end])
    return head is None and not is_other and set(line.tags[start:end]) == {"m"}


def _is_adverbial(line: Line, at: int) -> bool:
    """A time or an adverb of the verb; not the subject of another: «said last year was worse»."""
    if line.letter(at) == "r":
        return line.letter(at + 1) not in {"v", "x", "t", "#"}
    if line.letter(at) != "T":
        return False
    while line.letter(at) == "T":
        at += 1
    return line.letter(at) not in {"x", "v"}


def _is_that(scene: Scene, line: Line, at: int) -> bool:
    return line.letter(at) == "s" and line.low(at) in scene.lexis.grammar["that"]


def _object_end(line: Line, phrase: Phrase) -> int:
    """«told a court in Ost that», «told the BBC on Monday», «ordered him and two others to leave»."""
    end = max(phrase.until, phrase.end)
    other = line.phrase_at.get(end + 1) if line.letter(end) == "c" else None
    return max(other.until, other.end) if other is not None else end


def _is_addressed(scene: Scene, line: Line, phrase: Phrase, cue: frozenset[str]) -> bool:
    """Is the phrase behind the verb whom something is told?"""
    end = _object_end(line, phrase)
    after = line.letter(end)
    if "told" in cue:
        return after not in {"v", "x"} or line.tags[phrase.start] == "u"
    if not cue & {"object", "addressed"}:
        return False
    return (
        after in {"t", "s", '"', ":", "q"}
        or (after == "r" and line.letter(end + 1) == "t")
        or (after in set("pT,#w") and _opens_later(scene, line, _behind_relative(line, end)))
    )


def _behind_relative(line: Line, at: int) -> int:
    """«urged anyone who saw the car to come»: behind the relative clause, where «to» follows it."""
    verb = line.group_at.get(at + 1) if line.letter(at) == "w" else None
    end = line.tags.find("t", verb.end) if verb is not None else -1
    return end if verb is not None and end > 0 and not set("vx,;:") & set(line.tags[verb.end : end]) else at


def _fused(scene: Scene, line: Line, phrase: Phrase) -> int:
    """«told a news conference taxes would rise»: one phrase by its letters, two by its words; 0 where it is one."""
    after = line.group_at.get(max(phrase.until, phrase.end))
    if after is None or (phrase.mention is not None and phrase.mention.kind == "person"):
        return 0
    for end in range(phrase.end - 1, phrase.start, -1):
        words = [lex for lex in line.lexes[phrase.start : end] if lex]
        head = head_of(words, scene.language.code) if line.tags[end - 1] in "nN" else None
        if head is not None and (head.kind in _HEARING or (line.tags[end - 1] == "N" and head.kind in _HEARERS)):
            return end
    return _behind_name(line, phrase)


def _behind_name(line: Line, phrase: Phrase) -> int:
    """«told Meridian exports were up»: behind the name that the phrase begins with; 0 where it is none."""
    end = phrase.start + (line.tags[phrase.start] == "d")
    while line.letter(end) == "m":
        end += 1
    is_name = end > phrase.start and line.letter(end - 1) == "m"
    return end if is_name and end < phrase.end and "h" not in line.tags[end : phrase.end] else 0


_HEARERS = frozenset({"title", "unnamed"})
_HEARING = frozenset({"body", "place"})


def _opens_later(scene: Scene, line: Line, at: int) -> bool:
    """Does «that» or «to» come behind what is inserted there?"""
    for k in range(at, min(at + 12, len(line.nodes))):
        if line.letter(k) in {"t", "s"}:
            return line.letter(k) == "t" or line.low(k) in scene.lexis.grammar["that"]
        if line.letter(k) in {"v", "x", ";"}:
            return False
    return False


def _over_preposition(scene: Scene, line: Line, reach: Reach, cue: frozenset[str]) -> None:
    at = reach.at
    if line.letter(at + 1) == "T":
        reach.at = at + 2 + (line.letter(at + 2) == "#")
        return
    phrase = line.phrase_at.get(at + 1)
    if phrase is None:
        reach.at += _is_that(scene, line, at + 1)  # «told reporters outside that»
        return
    end = max(phrase.until, phrase.end)
    if is_time(line, phrase):
        reach.at = phrase.end
    elif (link := carrier_link(scene, line, at, phrase)) is not None:
        reach.carriers.append(link)
        reach.at = _over_modifier(line, end)
    elif is_place(line, phrase, scene.language.code):
        reach.at = phrase.end
    elif _is_told(scene, line, reach, cue) or _comes_to_that(scene, line, at, cue):
        reach.at = end


def _opens_clause(line: Line, at: int) -> bool:
    """«told reporters aboard the ship the strike was off»: does a clause with its subject begin there?"""
    phrase = line.phrase_at.get(at)
    verb = line.group_at.get(max(phrase.until, phrase.end)) if phrase is not None else None
    return verb is not None and verb.form == "finite"


def _is_told(scene: Scene, line: Line, reach: Reach, cue: frozenset[str]) -> bool:
    """«said to reporters», «told reporters aboard the ship the strike was off»."""
    phrase = line.phrase_at[reach.at + 1]
    if cue & {"to_whom", "say"} and line.low(reach.at) in scene.lexis.grammar["to"]:
        return True
    return reach.object is not None and "told" in cue and _opens_clause(line, max(phrase.until, phrase.end))


def _over_published(scene: Scene, line: Line, reach: Reach) -> None:
    """«in comments carried by the agency»."""
    phrase = line.phrase_at.get(reach.at + 2)
    if phrase is not None and (link := outlet_link(scene, line, phrase, told=True)) is not None:
        reach.carriers.append(link)
        reach.at = max(phrase.until, phrase.end)


def _over_modifier(line: Line, at: int) -> int:
    """«in remarks broadcast by Tarn TV», «in a letter seen by Pell», «in a filing with the Stock and Bond Board»."""
    joined = line.phrase_at.get(at + 1) if line.letter(at) == "c" and line.letter(at - 1) == "m" else None
    at = max(joined.until, joined.end) if joined is not None else at
    while line.letter(at) in {"e", "v"} and line.letter(at + 1) == "p" and at + 2 in line.phrase_at:
        phrase = line.phrase_at[at + 2]
        at = max(phrase.until, phrase.end)
    return at


def _comes_to_that(scene: Scene, line: Line, at: int, cue: frozenset[str]) -> bool:
    """Only prepositions and nouns up to «that» or a colon: «said at the ceremony in Manila that»."""
    while line.letter(at) == "p" and at + 1 in line.phrase_at:
        is_of = line.low(at) in scene.lexis.grammar["of"]
        at = max(line.phrase_at[at + 1].until, line.phrase_at[at + 1].end)
        if line.letter(at) == "c" and (joined := line.phrase_at.get(at + 1)) is not None:
            at = max(joined.until, joined.end)  # «in a filing with the Securities and Exchange Commission that»
        while line.letter(at) == "T":
            at += 1
        if is_of and line.letter(at) == "t":
            return False  # «warned of more pain to come»
    if line.letter(at) in {":", '"', "q"} or (line.letter(at) == "t" and "inf" in cue):
        return True
    return line.low(at) in scene.lexis.grammar["that"] | scene.lexis.grammar["whether"]


def is_place(line: Line, phrase: Phrase, code: str) -> bool:
    """Is it where something is said: an interview, a briefing?"""
    head = head_of([lex for lex in line.lexes[phrase.start : phrase.end] if lex], code)
    return head is not None and head.kind == "place"


def _over_insert(scene: Scene, line: Line, reach: Reach) -> None:
    """«reported, citing a source, that»: a remark between commas with the content behind it."""
    if line.letter(reach.at) == "," and line.letter(reach.at + 1) == "t":
        reach.at += 1  # «ordered Kuntz, 61, to repay»
        return
    end = line.tags.find("," if line.letter(reach.at) == "," else ")", reach.at + 1)
    if end < 0 or end - reach.at > _MOST_INSERTED or line.letter(reach.at + 1) in {'"', "s"}:
        return
    after = line.letter(end + 1)
    if after == "t" or (after == "s" and line.low(end + 1) in scene.lexis.grammar["that"]):
        reach.origins += origins(scene, line, reach.at + 1, end)
        reach.at = end + 1


_MOST_INSERTED = 25


def origins(scene: Scene, line: Line, start: int, end: int) -> list[Link]:
    """The sources behind «citing», «referring to», «with reference to» between two nodes."""
    for at in range(start, end):
        if line.low(at) in scene.lexis.grammar["citing"]:
            k = at + 1
            while line.letter(k) in set("rp"):
                k += 1
            phrase = line.phrase_at.get(k)
            if phrase is None or (line.low(at) in scene.lexis.grammar["referring"] and not _tells(line, at, phrase)):
                continue  # «Referring to the protests, he said»
            if phrase.mention is None:
                phrase.mention = scene.unlisted(line, phrase)
            if phrase.mention is not None:
                return source_links(phrase)
    return []


def _tells(line: Line, at: int, phrase: Phrase) -> bool:
    """Is who stands behind «referring to» a writing or an outlet, or one to whom an outlet refers?"""
    mention = phrase.mention
    if mention is not None and (mention.kind == "document" or mention.type == "outlet"):
        return True
    before = (one.mention for one in line.phrases if one.end <= at and one.mention is not None)
    return any(one.is_subject and one.type == "outlet" for one in before)


def source_links(phrase: Phrase) -> list[Link]:
    """A mention as the end of a chain: a writing before its author."""
    mention = phrase.mention
    if mention is None:
        return []
    if mention.kind == "document":
        owner = mention.owner
        return [Link(mention, "document"), *([Link(owner)] if owner is not None else [])]
    return [Link(mention)]


def carrier_link(scene: Scene, line: Line, at: int, phrase: Phrase) -> Link | None:
    """The place of publication that a preposition names: «on Telegram», «in a statement», «with the Beacon»."""
    low, mention = line.low(at), phrase.mention
    if mention is None:
        return None
    if (
        mention.kind == "document"
        and low in scene.lexis.grammar["written"]
        and not _goes_to_outlet(scene, line, phrase)
    ):
        return Link(mention, "document") if not is_place(line, phrase, scene.language.code) else None
    if low in scene.lexis.grammar["carrying"] | scene.lexis.grammar["published"] | scene.lexis.grammar["to"]:
        return outlet_link(scene, line, phrase, told=False)
    return None


def _goes_to_outlet(scene: Scene, line: Line, phrase: Phrase) -> bool:
    """«in an email to the Beacon»: the outlet carries, the email is nothing more."""
    after = line.phrase_at.get(phrase.end + 1)
    return (
        line.letter(phrase.end) == "p"
        and line.low(phrase.end) in scene.lexis.grammar["addressing"]
        and after is not None
        and outlet_link(scene, line, after, told=False) is not None
    )


def outlet_link(scene: Scene, line: Line, phrase: Phrase, *, told: bool) -> Link | None:
    """A link of an outlet that carries; None for whom else the phrase means."""
    mention = phrase.mention
    if mention is None or line.low(phrase.start) in scene.lexis.grammar["own"]:
        return None
    head = head_of([lex for lex in line.lexes[phrase.start : phrase.end] if lex], scene.language.code)
    if "stands_for" in features_of(head):
        return stand_for(scene, line, phrase) if told else None
    if mention.kind == "body" and mention.type == "outlet" and "place" not in features_of(head):
        return Link(mention, "outlet")
    if told and is_bare_name(scene, mention):
        mention.kind, mention.type, mention.gender = "body", "outlet", ""  # «told Meridian»: nobody's full name
        return Link(mention, "outlet")
    if mention.kind == "body" and not mention.type and mention.is_named and told:
        mention.type = "outlet"
        return Link(mention, "outlet")
    return stand_for(scene, line, phrase) if told else None


def is_bare_name(scene: Scene, mention: Mention) -> bool:
    """A word with a capital that is no part of anybody's full name."""
    is_one = mention.kind == "person" and " " not in mention.name and not mention.roles
    return is_one and mention.name not in scene.namer.surnames


def stand_for(scene: Scene, line: Line, phrase: Phrase) -> Link | None:
    """«a Beacon reporter»: who stands for the outlet."""
    lex = line.lexes[phrase.end - 1]
    features = scene.language.outlets.get(lex.noun, NONE) if lex is not None else NONE
    named = [at for at in range(phrase.start, phrase.end - 1) if line.tags[at] in {"m", "h"}]
    if "stands_for" not in features or not named or phrase.mention is None:
        return None
    old = phrase.mention
    name = scene.text[line.nodes[named[0]].start : line.nodes[named[-1]].end]
    plain = scene.language.names.nominative_person(name)
    phrase.mention = Mention(old.start, old.end, "body", plain, type="outlet", is_named=True)
    scene.mentions.append(phrase.mention)
    return Link(phrase.mention, "outlet")


def carriers_between(scene: Scene, line: Line, start: int, end: int) -> list[Link]:
    """The places of publication that stand between two nodes."""
    found: list[Link] = []
    for phrase in line.phrases:
        if start < phrase.start < end and line.letter(phrase.start - 1) == "p":
            link = carrier_link(scene, line, phrase.start - 1, phrase)
            if link is None or any(one.mention is link.mention for one in found):
                continue
            found.append(link)
            if link.how == "document":
                break
    return found
