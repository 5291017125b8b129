"""How far a clause reaches, and the offsets of what is content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.text.tokens import QUOTE

if TYPE_CHECKING:
    from otkuda.attribution.svo.lexis import Lex
    from otkuda.attribution.svo.line import Group, Line
    from otkuda.attribution.svo.scene import Scene
    from otkuda.model import Kind

_TRIM = frozenset(",.;:-")
_STRONG = frozenset({"say", "that", "inf", "as", "small", "carry", "quote"})


def clause_end(scene: Scene, line: Line, start: int, cue: int, reach: str = "wide") -> int:
    """Return the node behind the clause that begins at ``start`` and hangs on the cue at node ``cue``.

    ``reach``: wide; narrow, where no clause with a subject of its own is joined to it by a comma (questions); bare,
    where it has no verb of its own either that a second one could be joined to (small clauses).
    """
    closes = _is_relative(line, cue)
    for at in range(start, len(line.nodes)):
        letter = line.letter(at)
        if closes and letter == "," and _is_main_verb(line, at + 1):
            return at
        if reach != "wide" and letter == "," and _starts_anew(line, at + 1):
            return at
        if reach == "bare" and at > start and line.low(at) in scene.lexis.grammar["when"] and _opens_anew(line, at + 1):
            return at - (line.letter(at - 1) == ",")
        if reach == "bare" and at > start and (beside := _beside(scene, line, start, at)) is not None:
            return beside
        if letter == '"' and _ends_in_comma(scene, line, at) and _breaks(scene, line, at):
            return at + 1
        if letter == ";" or (letter == "-" and _comments(line, at + 1)) or (letter == "," and _breaks(scene, line, at)):
            return at
        if (
            letter == "c"
            and at > start
            and (_goes_on(scene, line, at, cue) or (reach == "bare" and _acts(line, start, at)))
        ):
            return at - (line.letter(at - 1) == ",")
    return len(line.nodes)


def _beside(scene: Scene, line: Line, start: int, at: int) -> int | None:
    """«asked for troops at the peak of what he later called a coup»: the author's time and place of it."""
    found = _PLACED.search(line.tags, start, at)
    told = next((group for group in line.groups if group.start > at), None)
    if found is None or told is None or line.low(at) not in scene.lexis.grammar["question"]:
        return None
    lex = line.lexes[told.main]
    return found.start() if lex is not None and "say" in lex.cue and told.start - at <= _SOON else None


_PLACED = re.compile("p[da]*n+p$")  # «at the peak of»
_SOON = 4  # words from «what» to who said it


def _is_relative(line: Line, cue: int) -> bool:
    """«One trader, who asked not to be named, …», «Notes, in which he called …»: a clause that commas part."""
    opened = line.tags.rfind(",", 0, cue) + 1
    opened += line.letter(opened) == "p"
    return opened > 1 and line.letter(opened) == "w"


def _is_main_verb(line: Line, at: int) -> bool:
    """Does the sentence go on with its own verb behind the comma?"""
    while line.letter(at) == "r":
        at += 1
    group = line.group_at.get(at)
    return group is not None and group.form == "finite" and line.letter(at) in {"v", "x"}


def _acts(line: Line, start: int, at: int) -> bool:
    """«called it a gift and left»: what the subject did next; not «called it a tax that hurts and kills»."""
    after = line.lexes[at + 1] if at + 1 < len(line.lexes) else None
    if "t" in line.tags[start:at] and after is not None and "i" in after.tags:
        return False  # «plans to cut taxes, raise pay, and build a school»
    return line.letter(at + 1) in {"v", "x"} and not set("wsqvx") & set(line.tags[start:at])


def _ends_in_comma(scene: Scene, line: Line, at: int) -> bool:
    """American punctuation: the comma behind a quotation stands inside its marks."""
    return scene.document.tokens[line.nodes[at].last - 1].text == ","


def _opens_anew(line: Line, at: int) -> bool:
    """«ordered them to leave after they broke into song»: when or why it was said."""
    group = line.group_at.get(at)
    return _starts_anew(line, at) or (group is not None and line.letter(at) == "O")


def _starts_anew(line: Line, at: int) -> bool:
    """«…, and he smiled»: a clause of its own."""
    phrase = line.phrase_at.get(at + (line.letter(at) == "c"))
    group = line.group_at.get(max(phrase.until, phrase.end)) if phrase else None
    return group is not None and group.form == "finite"


def joins_anew(line: Line, at: int) -> bool:
    """«…, he said, and the road will go»: does a clause of the author's own begin there with a conjunction?"""
    return line.letter(at) == "c" and _starts_anew(line, at)


def _breaks(scene: Scene, line: Line, comma: int) -> bool:
    """Does the sentence leave the clause here: «…, adding that», «…, without giving detail», «…, while she said»?"""
    at = comma + 1
    while line.letter(at) == "r":
        at += 1
    if line.letter(at) == "g":
        return is_cue(line, line.group_at.get(at)) and _takes(line, at + 1)
    if _other_reports(line, comma) or _inverted(line, at):
        return True
    if _comments(line, at) or (line.letter(at) == "p" and line.letter(at + 1) == "w" and line.tags.find(",", at) < 0):
        return True
    low = line.low(at)
    if low in scene.lexis.openers and line.tags.find(",", at) < 0:
        return any(tuple(line.low(at + k) for k in range(len(one))) == one for one in scene.lexis.openers[low])
    if low in scene.lexis.grammar["without"]:
        return line.letter(at + 1) == "g"
    if low in scene.lexis.grammar["as"]:
        return any(is_cue(line, g) for g in line.groups if at < g.start <= at + 6)
    if low in scene.lexis.grammar["but"] or low in scene.lexis.grammar["and"]:
        return _other_speaks(line, at + 1)
    return False


def _takes(line: Line, at: int) -> bool:
    """Does something follow that a cue may hand over or name?"""
    at += line.letter(at) == "r" and line.letter(at + 1) == "t"  # «asking not to be named»
    return line.letter(at) in set('sdnNmoqt"h#apuge:Ow')


def is_cue(line: Line, group: Group | None) -> bool:
    """Is the verb one that hands content over, without further proof?"""
    lex = line.lexes[group.main] if group else None
    return lex is not None and bool(lex.cue & _STRONG) and "weak" not in lex.cue


def _other_speaks(line: Line, at: int) -> bool:
    """«…, while the mayor said»: a new clause whose verb is a cue with a clause of its own."""
    group = next((g for g in line.groups if g.start >= at and g.form == "finite"), None)
    if group is None or not is_cue(line, group) or not 0 < group.start - at < 12:
        return False
    lex = line.lexes[group.main]
    return bool(lex and lex.cue & {"say", "that"}) and line.letter(group.end) in set('sdnNmoh"#artp')


def _comments(line: Line, at: int) -> bool:
    """«…, a charge which the minister denied»: what the author calls the words."""
    phrase = line.phrase_at.get(at)
    lex = line.lexes[phrase.end - 1] if phrase else None
    return (
        phrase is not None
        and lex is not None
        and (bool(lex.announces) or "comments" in lex.roles)
        and line.letter(phrase.end) in {"w", "s", "d", "h", "m"}
    )


def _inverted(line: Line, at: int) -> bool:
    """«…, said the mayor»."""
    group = line.group_at.get(at)
    phrase = line.phrase_at.get(group.end) if group is not None and group.form == "finite" else None
    lex = line.lexes[group.main] if group is not None else None
    if group is not None and group.form == "finite" and line.letter(group.end) in {"", "."} and is_cue(line, group):
        return True  # «one resident, who asked not to be named, said»
    if phrase is None or phrase.mention is None or lex is None or "say" not in lex.cue:
        return False
    return phrase.mention.kind != "thing" and line.letter(max(phrase.until, phrase.end)) in {"", ".", "p", "T", ","}


def _other_reports(line: Line, comma: int) -> bool:
    """«The ministry said A, the agency reported»: the sentence ends with another who says so."""
    phrase = line.phrase_at.get(comma + 1)
    if phrase is None or phrase.mention is None or phrase.mention.kind == "thing":
        return False
    group = line.group_at.get(max(phrase.until, phrase.end))
    lex = line.lexes[group.main] if group else None
    if (
        group is not None
        and lex is not None
        and phrase.mention.kind == "document"
        and line.letter(group.end) in {"", "."}
    ):
        return "shows" in lex.cue  # «…, memo shows»
    return (
        group is not None
        and lex is not None
        and "say" in lex.cue
        and (line.letter(end := _behind_told(line, group, lex)) in {"", ".", "T", ",", "p"} or line.letter(end) == "g")
    )


def _behind_told(line: Line, group: Group, lex: Lex) -> int:
    """The node behind the verb and, where it needs one, behind who is told: «…, his wife told the paper»."""
    phrase = line.phrase_at.get(group.end) if "told" in lex.cue else None
    return max(phrase.until, phrase.end) if phrase is not None else group.end


def _goes_on(scene: Scene, line: Line, at: int, cue: int) -> bool:
    """«said A but warned that B»: a second cue that shares the subject."""
    k = at + 1
    while line.letter(k) in {"r", "T"} or _is_time_at(line, k):
        k = line.phrase_at[k].end if k in line.phrase_at else k + 1
    group = line.group_at.get(k)
    if group is not None and _declines(scene, line, group):
        return True
    if group is None or group.is_passive or _is_undergone(line, group, cue) or _is_in_series(line, cue, group):
        return False
    if not (is_cue(line, group) or _speaks_of(scene, line, group) or _has_clause(line, group)):
        return False
    lex, first = line.lexes[group.main], line.lexes[cue]
    if lex is None or first is None or not _takes(line, group.end):
        return False
    if group.form == "gerund":
        return line.letter(cue) == "g"
    return (
        group.form == "finite"
        and line.letter(cue) in {"v", "e", "i"}
        and line.tags[group.start] in "vx"
        and _same_tense(line, cue, group)
    )


def _is_undergone(line: Line, group: Group, cue: int) -> bool:
    """«said he was called and told to come», «… and had been heard shouting»: what happened to whom it is said of."""
    if "e" in line.tags[group.start : group.main]:
        return True
    passives = (g for g in line.groups if cue < g.start < group.start and g.is_passive)
    lex = line.lexes[group.main]
    is_told = lex is not None and "told" in lex.cue and line.letter(group.end) == "t"
    return is_told and next(passives, None) is not None


def _is_in_series(line: Line, cue: int, group: Group) -> bool:
    """«say he entered the shop, pointed a gun and demanded cash»: the last of the things that he did."""
    listed = any(
        line.letter(g.start - 1) == "," and g.form == "finite" for g in line.groups if cue < g.start < group.start
    )
    return listed and line.letter(group.end) in set("nNmh#da") and not _has_clause(line, group)


def _has_clause(line: Line, group: Group) -> bool:
    """«and maintained the offer was fair»: a verb that is a cue only where its clause stands right behind it."""
    lex, phrase = line.lexes[group.main], line.phrase_at.get(group.end)
    verb = line.group_at.get(max(phrase.until, phrase.end)) if phrase is not None else None
    return lex is not None and bool(lex.cue & {"say", "that"}) and verb is not None and line.letter(verb.start) == "x"


def _declines(scene: Scene, line: Line, group: Group) -> bool:
    """«but declined to say when»: the author's own."""
    lex = line.lexes[group.main]
    return lex is not None and lex.verb in scene.lexis.grammar["declining"] and line.letter(group.end) == "t"


def _is_time_at(line: Line, at: int) -> bool:
    """«and twenty minutes later ordered him»."""
    phrase = line.phrase_at.get(at)
    lex = line.lexes[phrase.end - 1] if phrase else None
    return lex is not None and "period" in lex.roles


def _speaks_of(scene: Scene, line: Line, group: Group) -> bool:
    """«and spoke of plans to build»."""
    lex = line.lexes[group.main]
    return lex is not None and lex.verb in scene.lexis.speaking


def _is_base(line: Line, at: int) -> bool:
    """«explain», not «explains», «explained»; «read» is both."""
    lex = line.lexes[at]
    return lex is not None and "b" in lex.tags and "v" not in lex.tags


def _same_tense(line: Line, cue: int, group: Group) -> bool:
    """Both in «-s» or «-ed»: «says … and adds»."""
    one, two = line.low(cue), line.low(group.main)
    if _is_base(line, group.main) and not _is_base(line, cue) and not _is_negated(line, group):
        return False  # «asked whether they would go home and explain»
    return one.endswith("s") == two.endswith("s") or line.tags[group.start] == "x" or line.letter(cue) == "e"


def _is_negated(line: Line, group: Group) -> bool:
    """«but did not deny that»."""
    words = line.lexes[group.start : group.main]
    return line.tags[group.start] == "x" and any(lex and lex.is_negative for lex in words)


def span(scene: Scene, line: Line, start: int, end: int) -> tuple[int, int] | None:
    """Offsets of nodes without the marks around them; a lone quotation gives what stands inside it."""
    while start < end and (line.letter(start) in _TRIM):
        start += 1
    while end > start and line.letter(end - 1) in _TRIM:
        end -= 1
    if start >= end:
        return None
    last = line.nodes[end - 1]
    if last.kind == QUOTE:
        if end - start == 1:
            return scene.inside(last)
        return line.nodes[start].start, _quote_end(scene, line, end - 1)
    return line.nodes[start].start, last.end


def _quote_end(scene: Scene, line: Line, at: int) -> int:
    """Behind the closing mark; before it where American punctuation stands inside."""
    quote = line.nodes[at]
    inner = scene.document.tokens[quote.last - 1]
    if inner.text in {",", "."} and quote.last - 1 > quote.first:
        return inner.start
    return quote.end


def kind_of(scene: Scene, line: Line, pieces: list[tuple[int, int]]) -> Kind:
    """Direct where the pieces are quotations, mixed where they hold one, else indirect."""
    quotes = [node for node in line.nodes if node.kind == QUOTE]
    held = [q for q in quotes if any(a <= q.start and q.start < b for a, b in pieces)]
    around = [piece for piece in pieces if any(q.start < piece[0] and piece[1] <= q.end for q in quotes)]
    if len(around) == len(pieces):
        return "direct"
    return "mixed" if around or any(scene.is_speech(q) for q in held) else "indirect"
