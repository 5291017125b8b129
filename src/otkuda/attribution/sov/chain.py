"""Through whom words came: those who carry them, then who speaks, then whom they refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Link
from otkuda.attribution.sov.speaker import has_verb
from otkuda.attribution.sov.word import is_latin

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import How, Mention
    from otkuda.attribution.sov.phrase import Phrase
    from otkuda.attribution.sov.scene import Cue, Scene
    from otkuda.attribution.sov.word import Line

_DOCUMENT = frozenset({"document"})


def links(scene: Scene, line: Line, cue: Cue, subject: Phrase | None, free: list[tuple[int, int]]) -> list[Link]:
    """Return the chain: carriers in the stretches that no content takes, then who speaks."""
    if "place" in cue.features:
        return _written(scene, line, free)
    if "quoting" in cue.features:
        return _quoting(scene, line, cue, subject)
    carriers, origin = _carriers(scene, line, subject, free)
    origin = origin or _quoted_by_the_way(scene, line, cue)
    if subject is None and not origin:
        subject = _asked_body(scene, line, cue, free)
    if (
        subject is not None
        and "prints" in cue.features
        and (cue.that >= 0 or cue.verb in line.known.grammar["prints"] or origin)
    ):
        _note_outlet(subject)
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
    return [*carriers, *([] if _is_told_him(scene, line, free) else [_continued(scene, line, cue)])]


def _is_told_him(scene: Scene, line: Line, free: list[tuple[int, int]]) -> bool:
    """«Оған «маман демалыста» деп жауап берген»: nobody in particular says it, and not he."""
    found = (phrase for low, high in free for phrase in scene.phrases(line, low, high))
    return any(one.mention.kind == "pronoun" and one.mention.person == 3 and one.case == "datv" for one in found)


def _asked_body(scene: Scene, line: Line, cue: Cue, free: list[tuple[int, int]]) -> Phrase | None:
    """«департаменттен хабарлады», «баспасөз қызметінде айтты»: the body where one was told."""
    found = (phrase for low, high in free for phrase in scene.phrases(line, low, high))
    return next((phrase for phrase in found if is_asked(line, phrase, cue)), None)


def is_asked(line: Line, phrase: Phrase, cue: Cue) -> bool:
    """May it be a body that told something: «департаменттен», «баспасөз қызметінде»?"""
    after = phrase.last + 1
    stays = phrase.case == "loct" and (after == cue.first or not has_verb(line, after, after + 1))
    return _is_office(phrase) and (stays or phrase.case == "abla")


def _is_office(phrase: Phrase) -> bool:
    return phrase.mention.kind == "body" and "organization" in phrase.lists and "occasion" not in phrase.lists


def _note_outlet(subject: Phrase) -> None:
    """«Таң» жазды: a bare name that prints is a medium."""
    if subject.mention.kind == "body" and not subject.mention.type and not subject.mention.head:
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
    owners = [one for one in scene.parts(line) if one.case == "gent"]
    whose = next((one for one in owners if one.last == cue.first - 1 or one.first == cue.last), None)
    by = [Link(whose.mention)] if whose is not None else [Link(None, "previous")]
    return [*([Link(subject.mention, "outlet")] if subject is not None else []), *by]


def _quoted_by_the_way(scene: Scene, line: Line, cue: Cue) -> list[Link]:
    """«Таң» әкімнің сөзін келтіріп, … жазды: the governor behind the paper."""
    for one in scene.cues[line]:
        if one is not cue and "quoting" in one.features and one.last <= cue.first and "carry" in cue.features:
            whose = next((p for p in scene.parts(line) if p.last == one.first - 1 and p.case == "gent"), None)
            return [Link(whose.mention)] if whose is not None else []
    return []


def _carriers(
    scene: Scene, line: Line, subject: Phrase | None, free: list[tuple[int, int]]
) -> tuple[list[Link], list[Link]]:
    carriers: list[Link] = []
    origin: list[Link] = []
    for low, high in free:
        for phrase in scene.phrases(line, low, high):
            if phrase is subject:
                continue
            if phrase.case == "datv" and refers(scene, line, phrase):
                origin += referred(scene, line, phrase)
            elif phrase.case == "loct":
                carriers += _place(scene, line, phrase)
            elif phrase.case == "datv" and (outlet := _told_outlet(line, phrase)) is not None:
                carriers.append(Link(outlet, "outlet"))
    return _distinct(carriers), origin


def _is_interviewer(line: Line, phrase: Phrase) -> bool:
    """«Чүй Пресске» берген сұхбатында: a body to which an interview was given."""
    given, what = line.words[phrase.last + 1 : phrase.last + 3] if phrase.last + 2 < len(line) else (None, None)
    if given is None or what is None or phrase.mention.kind != "body":
        return False
    return given.lemma in line.known.grammar["give"] and any("place" in entry.says for _, entry in what.entries)


def _told_outlet(line: Line, phrase: Phrase) -> Mention | None:
    """«арнаға айтты», «радионың тікелей эфиріне айтты»: return the medium that was told, None where it is none."""
    if _is_interviewer(line, phrase):
        return phrase.mention
    if not is_outlet(phrase):
        return None
    owner = phrase.mention.owner
    if "place" in phrase.says:
        return owner if owner is not None and owner.type == "outlet" else None
    return phrase.mention


def is_outlet(phrase: Phrase) -> bool:
    """Is it a medium, or may it be one («агенттік»)?"""
    return phrase.mention.type == "outlet" or "outlet" in phrase.lists or _is_latin_name(phrase)


def _is_latin_name(phrase: Phrase) -> bool:
    """«Ulysmedia-ға айтты»: a bare name in Latin letters to which one speaks."""
    mention = phrase.mention
    if phrase.case != "datv" or mention.kind != "body" or mention.head or mention.type or not mention.is_named:
        return False
    return is_latin(mention.name.split()[0])


def _distinct(carriers: list[Link]) -> list[Link]:
    return [link for k, link in enumerate(carriers) if all(link.mention is not one.mention for one in carriers[:k])]


def refers(scene: Scene, line: Line, phrase: Phrase) -> bool:
    """«агенттікке сілтеме жасап»."""
    return any(cue.first == phrase.last + 1 and cue.verb in scene.known.referring for cue in scene.cues[line])


def referred(scene: Scene, line: Line, phrase: Phrase) -> list[Link]:
    """Return the links of what is referred to: «әкімнің Telegram-арнасына» is the channel, then the governor."""
    mention = phrase.mention
    if mention.kind == "document" or "own" in phrase.says:
        if "document" not in scene.known.phrases.get(line.low[phrase.last], _DOCUMENT) and mention.owner is not None:
            return [Link(mention.owner)]
        how: How = "document" if mention.kind == "document" else "outlet"
        owner = mention.owner
        may = {"person", "role"} if "own" in phrase.says else {"person", "role", "body", "group"}
        by = [Link(owner)] if owner is not None and owner.kind in may else []
        return [Link(mention, how), *by]
    return [Link(mention)]


def is_attribute(line: Line, phrase: Phrase) -> bool:
    """«желіде тараған видеоның»: does a participle behind a place tell of another noun, which is no writing?"""
    behind = line.words[phrase.last + 1 : phrase.last + 3]
    if phrase.mention.kind == "document" or len(behind) < 2:
        return False
    if behind[0].pos != "PRTF" or behind[0].case != "nomn" or behind[0].is_owned:
        return False
    is_writing = behind[1].case == "loct" and any(entry.list == "document" for _, entry in behind[1].entries)
    return behind[1].pos == "NOUN" and not is_writing


def _place(scene: Scene, line: Line, phrase: Phrase) -> list[Link]:
    """Return where it was said: in an interview to whom, on whose air, in which writing, on what page."""
    if "occasion" in phrase.lists or is_attribute(line, phrase):
        return []
    owner = phrase.mention.owner
    before = scene.phrases(line, 0, phrase.first)
    told = [one for one in before if one.case == "datv" and one.last >= phrase.first - 3]
    if told and (is_outlet(told[-1]) or _is_interviewer(line, told[-1])):
        return []  # «газетке берген сұхбатында»: the paper is a link already
    if phrase.mention.kind == "document" and "outlet" not in phrase.lists:
        return [] if phrase.says & {"speech", "law"} else [Link(phrase.mention, "document")]
    if phrase.mention.type != "outlet":
        return []
    if owner is not None and owner.type == "outlet" and "own" not in phrase.says:
        return [Link(owner, "outlet")]
    return [Link(phrase.mention, "outlet")]
