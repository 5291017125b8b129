"""«Әкімнің айтуынша, …», «полицияның мәліметі бойынша, …», «әкім хабарлағандай, …»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Link
from otkuda.attribution.sov.chain import referred
from otkuda.attribution.sov.extent import opening
from otkuda.attribution.sov.reported import kind_of
from otkuda.attribution.sov.start import start_behind
from otkuda.attribution.sov.unlisted import unlisted
from otkuda.text.tokens import MARK, WORD

if TYPE_CHECKING:
    from otkuda.attribution.sov.phrase import Phrase
    from otkuda.attribution.sov.scene import Scene
    from otkuda.attribution.sov.vocabulary import Says
    from otkuda.attribution.sov.word import Line


_FEW = 3  # words between an owner and what is said


def by_words(scene: Scene, line: Line) -> None:
    """«Әкімнің айтуынша, көпір жабық»: a phrase hands a clause to somebody."""
    for at in range(len(line)):
        says = scene.known.phrases.get(line.low[at], _by_saying(scene, line, at))
        last = _phrase_end(scene, line, at, says) if says is not None else _like(scene, line, at)
        if last >= 0:
            _found(scene, line, at, last, frozenset({"like"}) if says is None else says)


def _by_saying(scene: Scene, line: Line, at: int) -> Says | None:
    """«Шебердің көрсетуінше»: any verb of saying makes such a phrase behind its owner."""
    word = line.words[at]
    is_said = word.case == "equa" and word.pos == "INFN" and word.lemma in scene.known.verbs
    return frozenset() if is_said and at and line.words[at - 1].case == "gent" else None


def _phrase_end(scene: Scene, line: Line, at: int, says: Says) -> int:
    """Return the last node of «мәліметі бойынша», -1 where the noun is no such phrase here."""
    if "post" not in says:
        return at
    for words, case in scene.known.postpositions.get(line.low[at + 1], ()) if at + 1 < len(line) else ():
        end = at + 1 + len(words)
        if tuple(line.low[at + 1 : end]) == words and line.words[at].case in {case, ""}:
            return end - 1
    return -1


def _like(scene: Scene, line: Line, at: int) -> int:
    """«хабарлағандай»."""
    word = line.words[at]
    is_like = word.case == "simi" and word.pos == "PRTF" and word.lemma in scene.known.verbs
    return at if is_like and at + 1 < len(line) and line.nodes[at + 1].text == "," else -1


def _found(scene: Scene, line: Line, at: int, last: int, says: frozenset[str]) -> None:
    if "document" in says:
        _by_writing(scene, line, at, last)
        return
    owner = _owner(scene, line, at, says) or (_written_in(scene, line, at) if "like" in says else None)
    goes_on = owner is None and says.isdisjoint({"own", "post", "like"}) and start_behind(scene, line, 0, at) == at
    first = owner.first if owner else at if goes_on else _bare_start(line, at)
    if owner is None and not goes_on and "own" not in says and not _is_reported(scene, line, at, says):
        return
    if _is_reference(scene, line, at, last) or _is_matter(line, at, last):
        return
    cue = (owner.last + 1 if owner else first, last + 1)
    after = last + 1 + (last + 1 < len(line) and line.nodes[last + 1].text == ",")
    low, high = _clause(scene, line, first, after)
    content = _content(scene, line, (low, first), (after, high))
    if not content:
        return
    chain = _chain(scene, line, owner) if not goes_on else [_unsaid(says)]
    kind = kind_of(scene, line, low if content[0][0] < line.nodes[at].start else after, high)
    scene.add(content, (line.nodes[cue[0]].start, line.nodes[cue[1] - 1].end), chain, kind)


def _by_writing(scene: Scene, line: Line, at: int, last: int) -> None:
    """«Агенттіктің сауалнамасына сәйкес»: the writing, then whose it is."""
    writing = next((one for one in scene.parts(line) if one.last == at and one.mention.kind == "document"), None)
    if writing is None or "law" in writing.says:
        return
    after = last + 1 + (last + 1 < len(line) and line.nodes[last + 1].text == ",")
    low, high = _clause(scene, line, writing.first, after)
    content = _content(scene, line, (low, writing.first), (after, high))
    owner = writing.mention.owner
    chain = [Link(writing.mention, "document"), *([Link(owner)] if owner else [])]
    if content:
        scene.add(content, (line.nodes[at + 1].start, line.nodes[last].end), chain, kind_of(scene, line, after, high))


def _is_matter(line: Line, at: int, last: int) -> bool:
    """«Осы дерек бойынша іс қозғалды», «оның пікірі бойынша жазылған кітап»: what something is done about."""
    if at and line.low[at - 1] in line.known.grammar["this"]:
        return True
    after = line.words[last + 1 : last + 3]
    return (
        last > at and len(after) > 1 and after[0].pos == "PRTF" and after[0].case == "nomn" and after[1].pos == "NOUN"
    )


def _unsaid(says: frozenset[str]) -> Link:
    """«Айтуынша, көпір жабық», «Айтуымша»: whoever spoke last, or the one who speaks."""
    return Link(None, "unsaid", person=1, number="sing") if "self" in says else Link(None, "unsaid")


def _chain(scene: Scene, line: Line, owner: Phrase | None) -> list[Link]:
    if owner is None:
        return []
    return referred(scene, line, owner) if owner.mention.kind == "document" else [Link(owner.mention)]


def _owner(scene: Scene, line: Line, at: int, says: frozenset[str]) -> Phrase | None:
    """Return whose words they are: «әкімнің айтуынша», «ТЖМ ақпаратынша», «әкім хабарлағандай»."""
    case = {"nomn"} if "like" in says else {"gent", "nomn"}
    end = at - 1
    if "like" in says and end > 0 and line.low[end] in scene.known.firsts:
        end -= 1  # «атап өткендей»
    if end > 0 and line.words[end].pos == "PRTF" and line.words[end].case == "nomn" and "own" in says:
        end, case = end - 1, {"nomn"}  # «әкімдік ұсынған ақпаратқа сенсек»
    end = _behind_attributes(line, end) if not says.isdisjoint({"own", "results"}) else end
    end = _behind_where(line, end) if says.isdisjoint({"like", "own", "post"}) else end
    for phrase in scene.parts(line):
        from_body = (
            "like" in says and phrase.case == "abla" and phrase.mention.kind == "body"
        )  # «қызметінен хабарлағандай»
        if (
            phrase.last == end
            and (phrase.case in case or from_body)
            and (phrase.may_speak or phrase.mention.kind == "document")
        ):
            return phrase
    return _unlisted_owner(line, end) if end >= 0 and says.isdisjoint({"like", "post"}) else None


def _written_in(scene: Scene, line: Line, at: int) -> Phrase | None:
    """«Хабарламада айтылғандай», «сайтында жазылғандай»: the writing or the page where it stands."""
    if "place" not in scene.known.language.cues.get(line.words[at].lemma, frozenset()):
        return None
    behind = (one for one in scene.phrases(line) if one.last == at - 1 and one.case == "loct")
    return next((one for one in behind if one.mention.kind == "document" or one.mention.type == "outlet"), None)


def _behind_where(line: Line, end: int) -> int:
    """«Министрдің брифингте айтуынша»: return the last node before where, when and to whom it was said."""
    at = end
    while at > 0 and at > end - _FEW and line.words[at].pos == "NOUN" and line.words[at].case in {"loct", "inst"}:
        at -= 1
    return at if line.words[at].case == "gent" else end


def _behind_attributes(line: Line, end: int) -> int:
    """«Бюроның соңғы дерегі бойынша», «ТЖМ-нің алдын ала мәліметінше»: return the last node of whose data they are."""
    at = end
    while at > 0 and at > end - _FEW and (line.words[at].pos in {"ADJF", "ADVB"} or _is_in_advance(line, at)):
        at -= 1
    return at if line.words[at].case == "gent" else end


def _is_in_advance(line: Line, at: int) -> bool:
    low, words = line.low[at - 1 : at + 2], line.known.grammar["in advance"]
    return tuple(low[:2]) == words or tuple(low[1:]) == words


def _unlisted_owner(line: Line, at: int) -> Phrase | None:
    """«Бас аудитордың айтуынша»: whose words they are, by a noun that no list holds."""
    word = line.words[at]
    if word.pos != "NOUN" or word.case != "gent":
        return None
    return unlisted(line, opening(line, at, at, []), at)


def _is_reported(scene: Scene, line: Line, at: int, says: frozenset[str]) -> bool:
    """«Бұрын хабарланғандай»: as somebody said."""
    return "like" in says and "place" in scene.known.language.cues.get(line.words[at].lemma, frozenset())


def _is_reference(scene: Scene, line: Line, at: int, last: int) -> bool:
    """«мәліметіне сүйеніп жазды»: is it told of one who passes the words on?"""
    refers = any(at < cue.first <= last and cue.verb in scene.known.referring for cue in scene.cues[line])
    return refers and any("carry" in cue.features and cue.verb not in scene.known.referring for cue in scene.cues[line])


def _bare_start(line: Line, at: int) -> int:
    """«ресми мәліметтер бойынша», «алдын ала мәлімет бойынша»: return where it begins."""
    first = at
    while (
        first and line.nodes[first - 1].kind == WORD and line.words[first - 1].pos in {"ADJF", "NOUN", "ADVB", "PRTF"}
    ):
        first -= 1
    return first


def _clause(scene: Scene, line: Line, first: int, after: int) -> tuple[int, int]:
    """Return the nodes between which the content stands: to the sentence's end, or to a verb that passes it on."""
    high = len(line)
    for cue in scene.cues[line]:
        if cue.first >= after and cue.that >= 0 and line.nodes[cue.first - 1].kind == MARK:
            high = cue.first
            break
    low = first
    if first and line.nodes[first - 1].text == ",":
        low = 0
    return low, high


def _content(scene: Scene, line: Line, before: tuple[int, int], behind: tuple[int, int]) -> list[tuple[int, int]]:
    pieces = [scene.span(line, *behind), scene.span(line, *before) if before[0] < before[1] else None]
    return sorted(piece for piece in pieces if piece is not None)
