"""Who speaks, and through whom: behind the verb, between the words and the verb, or at the head of the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Link, Mention
from otkuda.attribution.sov.phrase import Phrase, is_modifier
from otkuda.attribution.sov.word import NO_WORD
from otkuda.text.tokens import DASHES, MARK, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.sov.scene import Cue, Scene
    from otkuda.attribution.sov.word import Line

_STOPS = frozenset({",", ";", "?", "!", ":", "—", "–", "-", ")"})
AGENTS = ("шы", "ші", "гер", "кер", "ист", "лог", "ер", "ор", "паз", "хан")  # endings of those who do something
_PRINTS = frozenset({"жазу"})
_NEAR = 3  # nodes between two places that a sentence names
_FARTHEST = 12  # nodes between a verb and its subject behind it


def behind(scene: Scene, line: Line, cue: Cue) -> Phrase | None:
    """Return the subject that stands behind the verb: «деді аудан әкімі»."""
    if "place" in cue.features:
        return None
    end = end_of_clause(line, cue.last)
    found = None
    for phrase in scene.phrases(line, cue.last):
        beyond = phrase.first >= end
        far = phrase.first - cue.last > _FARTHEST + 8 * (found is not None or beyond)
        if far or _has_verb(line, cue.last, phrase.first) or (beyond and not _goes_on(line, cue, phrase, end, found)):
            break
        if phrase.case == "nomn" and phrase.may_speak and (found is None or phrase.mention.kind == "person"):
            found = phrase if found is None or not _refers_between(line, found, phrase) else found
            if found.mention.kind == "person":
                break
    if found is not None:
        return found
    return _unlisted_behind(line, cue.last, end) if end == len(line) or line.nodes[end].text == "." else None


def _goes_on(line: Line, cue: Cue, phrase: Phrase, end: int, found: Phrase | None) -> bool:
    """«деді Абай ауданы, Қарауыл ауылының тұрғыны Серікбол», «орынбасары – министр Серік»: a person behind a title."""
    if phrase.mention.kind != "person" or phrase.case != "nomn" or end == cue.last:
        return False
    if found is not None and found.mention.kind != "role":
        return False
    marks = [node.text for node in line.nodes[end : phrase.first] if node.kind == MARK]
    return len(marks) == 1 and (marks[0] == "," or marks[0] in DASHES)


def _refers_between(line: Line, one: Phrase, other: Phrase) -> bool:
    """Is the first a subject by itself, as a verb or a case parts it from the second («Таң» газетіне әкім)?"""
    return any(line.words[k].pos in {"GRND", "PRTF"} for k in range(one.last + 1, other.first))


def end_of_clause(line: Line, at: int) -> int:
    """Return the node before which the clause that goes on at a node ends."""
    while at < len(line):
        node = line.nodes[at]
        if node.kind == MARK and (node.text in _STOPS or (node.text == "." and at + 1 == len(line))):
            return at
        if line.words[at].pos == "CONJ" and line.low[at] != "және":
            return at
        at += 1
    return at


def _has_verb(line: Line, low: int, high: int) -> bool:
    return any(line.words[k].pos in {"VERB", "GRND"} for k in range(low, high))


def _unlisted_behind(line: Line, low: int, high: int) -> Phrase | None:
    """A subject behind the verb whose noun no list holds: «дейді технолог»."""
    if high - low not in {1, 2, 3} or any(line.nodes[k].kind != WORD for k in range(low, high)):
        return None
    word = line.words[high - 1]
    if word.pos != "NOUN" or word.case != "nomn" or any(line.words[k].pos != "NOUN" for k in range(low, high)):
        return None
    if any(line.words[k].case not in {"nomn", "gent"} for k in range(low, high)):
        return None
    if not (word.number == "plur" or word.lemma.endswith(AGENTS) or line.nodes[high - 1].is_capital):
        return None
    return unlisted(line, low, high - 1)


def unlisted(line: Line, low: int, last: int) -> Phrase:
    """Return a phrase of somebody whose noun no list holds."""
    words = line.nodes[low : last + 1]
    word = line.words[last]
    kind = "group" if word.number == "plur" else "role"
    mention = Mention(words[0].start, words[-1].end, kind, " ".join(node.text for node in words), head=word.lemma)
    mention.number = "plur" if word.number == "plur" else "sing"
    return Phrase(mention, low, last, word.case, frozenset(), frozenset(), word.is_owned)


def ahead(scene: Scene, line: Line, low: int, high: int) -> Phrase | None:
    """Return the subject that stands first in a clause: the first who may speak, in the nominative."""
    for phrase in scene.phrases(line, low, high):
        if phrase.case == "nomn" and phrase.may_speak and not is_modifier(line, phrase):
            return phrase
    return None


def just_before(scene: Scene, line: Line, at: int, low: int) -> Phrase | None:
    """Return the subject that stands right before a node."""
    found = None
    for phrase in scene.phrases(line, low, at):
        found = phrase
    if found is None or found.case != "nomn" or not found.may_speak:
        return None
    return found if all(_is_small(line, k) for k in range(found.last + 1, at)) else None


def _is_small(line: Line, at: int) -> bool:
    word = line.words[at]
    return word.pos in {"PRCL", "ADVB"} or (word.case in {"loct"} and not word.is_content)


def links(scene: Scene, line: Line, cue: Cue, subject: Phrase | None, free: list[tuple[int, int]]) -> list[Link]:
    """Return the chain: carriers in the stretches that no content takes, then who speaks."""
    if "place" in cue.features:
        return _written(scene, line, free)
    if "quoting" in cue.features:
        return _quoting(scene, line, cue, subject)
    carriers, origin = _carriers(scene, line, cue, subject, free)
    if subject is None and not origin:
        subject = _asked_body(scene, line, free)
    if subject is not None and "prints" in cue.features and (cue.that >= 0 or cue.verb in _PRINTS or origin):
        _note_outlet(line, subject)
    if subject is not None:
        return [*carriers, Link(subject.mention), *origin]
    if cue.person.startswith("1"):
        return [*carriers, Link(None, "unsaid", person=1, number="plur" if cue.person == "1pl" else "sing")]
    if carriers and carriers[-1].how == "document" and (writer := carriers[-1].mention) and writer.owner is not None:
        return [*carriers, Link(writer.owner), *origin]
    page = carriers[-1].mention if carriers else None
    if page is not None and page.type == "outlet" and page.owner is not None and page.owner.kind == "body":
        return [*carriers, Link(page.owner), *origin] if page.start >= page.owner.end else [*carriers, *origin]
    if origin or any(link.how == "outlet" and "carry" in cue.features for link in carriers):
        return [*carriers, *origin]
    return [*carriers, _continued(scene, line, cue)]


def _asked_body(scene: Scene, line: Line, free: list[tuple[int, int]]) -> Phrase | None:
    """«департаменттен хабарлады», «баспасөз қызметінде айтты»: the body where one was told."""
    for low, high in free:
        for phrase in scene.phrases(line, low, high):
            if phrase.mention.kind == "body" and "organization" in phrase.lists and "occasion" not in phrase.lists:
                if phrase.case == "abla" or (phrase.case == "loct" and not _has_verb(line, phrase.last + 1, phrase.last + 2)):
                    return phrase
    return None


def _note_outlet(line: Line, subject: Phrase) -> None:
    """«Таң» жазды: a bare name that prints is a medium."""
    if subject.mention.kind == "body" and not subject.mention.type:
        subject.mention.type = "outlet"


def _continued(scene: Scene, line: Line, cue: Cue) -> Link:
    """«Министр … айтып, … шақырды»: the subject of the verb before."""
    for one in reversed(scene.cues[line]):
        if one.first < cue.first and one.heard is not None and one.heard.chain and one.person == cue.person:
            last = one.heard.chain[-1]
            return Link(last.mention) if last.mention is not None and not last.how else Link(None, "unsaid")
    return Link(None, "unsaid")


def _written(scene: Scene, line: Line, free: list[tuple[int, int]]) -> list[Link]:
    """«Министрліктің хатында айтылған»: the writing, then whose it is; nobody where no place is named."""
    for low, high in free:
        for phrase in scene.phrases(line, low, high):
            if phrase.case == "loct" and phrase.mention.kind == "pronoun" and phrase.mention.person == 3:
                return [Link(phrase.mention, "document")]  # «онда айтылған»
            if phrase.case == "loct" and phrase.mention.kind == "document":
                owner = phrase.mention.owner
                return [Link(phrase.mention, "document"), *([Link(owner)] if owner else [])]
            if phrase.case == "loct" and phrase.mention.type == "outlet" and "occasion" not in phrase.lists:
                return [Link(phrase.mention)]
    return []


def _quoting(scene: Scene, line: Line, cue: Cue, subject: Phrase | None) -> list[Link]:
    """«Таң» әкімнің сөзін келтірді: the paper, then the governor."""
    whose = next((one for one in scene.parts(line) if one.last == cue.first - 1 and one.case == "gent"), None)
    by = [Link(whose.mention)] if whose is not None else [Link(None, "previous")]
    return [*([Link(subject.mention, "outlet")] if subject is not None else []), *by]


def _carriers(
    scene: Scene, line: Line, cue: Cue, subject: Phrase | None, free: list[tuple[int, int]]
) -> tuple[list[Link], list[Link]]:
    carriers: list[Link] = []
    origin: list[Link] = []
    for low, high in free:
        for phrase in scene.phrases(line, low, high):
            if phrase is subject:
                continue
            if phrase.case == "datv" and _refers(scene, line, phrase):
                origin += referred(scene, line, phrase)
            elif phrase.case == "loct":
                carriers += _place(scene, line, phrase)
            elif phrase.case == "datv" and is_outlet(phrase) and "place" not in phrase.says:
                carriers.append(Link(phrase.mention, "outlet"))
    return _distinct(carriers), origin


def is_outlet(phrase: Phrase) -> bool:
    """Is it a medium, or may it be one («агенттік»)?"""
    return phrase.mention.type == "outlet" or "outlet" in phrase.lists


def _distinct(carriers: list[Link]) -> list[Link]:
    return [link for k, link in enumerate(carriers) if all(link.mention is not one.mention for one in carriers[:k])]


def _refers(scene: Scene, line: Line, phrase: Phrase) -> bool:
    """«агенттікке сілтеме жасап»."""
    return any(
        cue.first == phrase.last + 1 and cue.verb in scene.known.referring for cue in scene.cues[line]
    )


def referred(scene: Scene, line: Line, phrase: Phrase) -> list[Link]:
    """Return the links of what is referred to: «әкімнің Telegram-арнасына» is the channel, then the governor."""
    mention = phrase.mention
    if mention.kind == "document" or "own" in phrase.says:
        if line.low[phrase.last] in scene.known.phrases and mention.owner is not None:
            return [Link(mention.owner)]
        how = "document" if mention.kind == "document" else "outlet"
        owner = mention.owner
        may = {"person", "role"} if "own" in phrase.says else {"person", "role", "body", "group"}
        by = [Link(owner)] if owner is not None and owner.kind in may else []
        return [Link(mention, how), *by]
    return [Link(mention)]


def _place(scene: Scene, line: Line, phrase: Phrase) -> list[Link]:
    """Return where it was said: in an interview to whom, on whose air, in which writing, on what page."""
    if "occasion" in phrase.lists:
        return []
    owner = phrase.mention.owner
    told = [one for one in scene.phrases(line, max(0, phrase.first - 3), phrase.first) if one.case == "datv"]
    if told and is_outlet(told[-1]):
        return []  # «газетке берген сұхбатында»: the paper is a link already
    if phrase.mention.kind == "document" and "outlet" not in phrase.lists:
        return [] if "speech" in phrase.says else [Link(phrase.mention, "document")]
    if phrase.mention.type != "outlet":
        return []
    if owner is not None and owner.type == "outlet" and "own" not in phrase.says:
        return [Link(owner, "outlet")]
    return [Link(phrase.mention, "outlet")]


def start_behind(scene: Scene, line: Line, low: int, high: int) -> int:
    """Return where a content begins that goes on from ``low``: behind «сонымен қатар», particles and commas."""
    at = low
    while at < high:
        node = line.nodes[at]
        if node.kind == MARK and node.text in {",", "—", "–", "-"}:
            at += 1
            continue
        length = opener(scene, line, at, high)
        if not length:
            break
        at += length
    return at


def opener(scene: Scene, line: Line, at: int, high: int) -> int:
    """Return how many nodes the words are that join a sentence to the one before: «сонымен қатар»."""
    for words in (scene.known.openers if line.sentence.depth else scene.known.asides).get(line.low[at], ()):
        if at + len(words) <= high and tuple(line.low[at : at + len(words)]) == words:
            return len(words)
    return 0


def behind_adjuncts(scene: Scene, line: Line, low: int, high: int, cue: Cue) -> int:
    """Return where a content begins behind a subject: behind where and to whom it is said."""
    at = start_behind(scene, line, low, high)
    for phrase in scene.phrases(line, low, high):
        if phrase.first - at > _NEAR:
            break
        is_place = phrase.case == "loct" and phrase.lists & {"occasion", "outlet", "document"}
        is_place = is_place or ("place" in cue.features and phrase.case == "loct" and phrase.mention.kind == "pronoun")
        is_near = phrase.first == at or is_outlet(phrase) or "listener" in phrase.says
        if is_place or (is_near and _is_told(phrase, cue) and not _is_argument(line, phrase)):
            at = start_behind(scene, line, phrase.last + 1, high)
        elif phrase.case == "datv" and _refers(scene, line, phrase):
            other = next(one for one in scene.cues[line] if one.first == phrase.last + 1)
            at = start_behind(scene, line, other.last, high)
    return at


def behind_converb(line: Line, low: int, high: int) -> int:
    """Return where a content begins behind what the subject did before: «министр орыс тілінде сөйлеп, …».

    A converb with a subject of its own belongs to the content: «жарық пайда болып, іргетасы отыра бастағанын».
    """
    for k in range(low + 1, high):
        if line.nodes[k].text != "," or line.words[k - 1].pos != "GRND":
            continue
        own = any(_is_subject(line, at) for at in range(low, k - 2))
        return k + 1 if not own else low
    return low


def _is_subject(line: Line, at: int) -> bool:
    """May a word be the subject of a clause: in the nominative, and no part of what follows?"""
    word, after = line.words[at], line.words[at + 1]
    if word.case != "nomn" or word.pos not in {"NOUN", "NPRO"} or word.low.endswith(AGENTS):
        return False
    return not (after.is_owned and not word.is_owned) and (after.pos != "NOUN" or after.case not in {"nomn", "gent"})


def _is_argument(line: Line, phrase: Phrase) -> bool:
    """«салымшыларға келтірілген залалды»: does a participle behind take it?"""
    after = line.words[phrase.last + 1] if phrase.last + 1 < len(line) else None
    return after is not None and after.pos == "PRTF" and after.case == "nomn" and not is_outlet(phrase)


def _is_told(phrase: Phrase, cue: Cue) -> bool:
    """Is a phrase whom one speaks to, and no part of what is said?"""
    mention, case = phrase.mention, phrase.case
    if not phrase.may_speak:
        return False
    if case == "datv":
        asked = "inf" in cue.features and "datv" not in cue.features and mention.kind in {"person", "role", "body"}
        asked = asked or "order" in cue.features
        advised = cue.features >= {"inf", "datv"} and mention.kind == "group"
        pronoun = mention.kind == "pronoun" and "opinion" not in cue.features
        return is_outlet(phrase) or "listener" in phrase.says or asked or advised or pronoun
    if case == "abla":
        return not cue.features.isdisjoint({"inf", "ask"})
    return case == "accs" and cue.features >= {"inf", "datv"} and mention.kind in {"person", "role", "group", "pronoun"}


def nothing(line: Line, low: int, high: int) -> bool:
    """Are there only marks between two nodes?"""
    return all(line.nodes[k].kind == MARK for k in range(low, high))


def is_quote(line: Line, at: int) -> bool:
    """Is a node a quotation?"""
    return 0 <= at < len(line) and line.nodes[at].kind == QUOTE
