"""Who a verb's subject is: what stands before it, past what is inserted between commas, or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from otkuda.attribution.ordered.sight import Mention

if TYPE_CHECKING:
    from otkuda.attribution.svo.line import Group, Line, Phrase
    from otkuda.attribution.svo.scene import Scene


class Subject(Struct, eq=False):
    """A subject: its mention (None for a thing), the nodes it takes, and whether it stands behind its verb."""

    mention: Mention | None
    start: int
    end: int
    is_behind: bool = False
    is_shared: bool = False  # it is the subject of an earlier verb too
    low: str = ""  # its last word


def subject_of(scene: Scene, line: Line, group: Group) -> Subject | None:
    """Return the subject of a verb; None where none is found."""
    key = id(group)
    if key not in scene.subjects:
        scene.subjects[key] = None  # a loop ends here
        scene.subjects[key] = _find(scene, line, group)
    return scene.subjects[key]


def _find(scene: Scene, line: Line, group: Group) -> Subject | None:
    if group.form == "finite":
        inside = _inside(line, group)
        return inside or before(scene, line, group.start)
    if group.form in {"gerund", "participle"} or group.form == "infinitive":
        return _borrowed(scene, line, group)
    return None


def _inside(line: Line, group: Group) -> Subject | None:
    """«did he say», «he's said»."""
    if line.tags[group.start] == "O":
        return _taken(line, group.start, group.start + 1, line.phrase_at.get(group.start))
    return None


def _taken(line: Line, start: int, end: int, phrase: Phrase | None) -> Subject:
    mention = phrase.mention if phrase else None
    last = phrase.end - 1 if phrase else end - 1
    return Subject(mention, start, end, low=line.low(last))


def before(scene: Scene, line: Line, at: int) -> Subject | None:
    """The noun phrase that stands before node ``at`` and is no object of a preposition."""
    at = _skip_back(line, at)
    letter = line.letter(at - 1)
    if letter == "w":
        return _antecedent(scene, line, at - 1)
    if letter == "c":
        return _coordinated(scene, line, at - 1)
    if letter == ",":
        return _past_insert(line, at - 1)
    if letter in {")", "-"}:
        opening = _opening(line, at - 1)
        return before(scene, line, opening) if opening > 0 else None
    return _contiguous(scene, line, at)


def _opening(line: Line, at: int) -> int:
    mark = "(" if line.tags[at] == ")" else "-"
    return line.tags.rfind(mark, 0, at)


def _skip_back(line: Line, at: int) -> int:
    """Step back over adverbs and times: «the mayor on Monday also said»."""
    while at > 0:
        letter = line.letter(at - 1)
        phrase = line.ending.get(at)
        if letter in "rT":
            at -= 1
            if line.letter(at - 1) == "p" and letter == "T":
                at -= 1
        elif phrase is not None and is_time(line, phrase):
            at = phrase.start - (line.letter(phrase.start - 1) == "p")
        elif letter == "#" and line.letter(at - 2) == "T":
            at -= 2
        else:
            return at
    return at


def is_time(line: Line, phrase: Phrase) -> bool:
    """«last week», «an hour later», «5 May»; not «the Valdoria Times»."""
    lex = line.lexes[phrase.end - 1]
    return lex is not None and "period" in lex.roles and line.tags[phrase.end - 1] != "m"


def _contiguous(scene: Scene, line: Line, at: int) -> Subject | None:
    """«The head of the ministry in Ost said»: the first of the phrases that prepositions join."""
    end = at
    taken: Phrase | None = None
    passed: Phrase | None = None
    while at > 0:
        phrase = line.ending.get(at)
        if phrase is None:
            at, moved = _over_modifier(line, at)
            if not moved:
                break
            continue
        if (
            passed is not None
            and line.low(phrase.end - 1) in scene.lexis.grammar["quantity"]
            and phrase.until <= phrase.end + 9
        ):
            return _taken(line, phrase.start, end, passed)  # «a number of channels wrote»
        taken, passed = phrase, phrase
        at = phrase.start
        if line.letter(at - 1) == "p" and (_is_held(line, at) or not _opens_clause(line, at - 1)):
            at -= 1
            taken = None
        elif (first := _of_bodies(line, phrase, at)) > 0:
            at, taken = first, None
        elif line.letter(at - 1) == "c" and at - 1 in line.ending and _joins(phrase, line.ending[at - 1]):
            return _joint(scene, line, line.ending[at - 1], phrase, end)
        elif line.letter(at - 1) == "v" and _is_in_relative(line, at - 1):
            at = _relative_before(line, at - 1)
            taken = None
        else:
            break
    return _reaching(scene, line, _at_start(line, taken, end) or taken, end)


def _of_bodies(line: Line, phrase: Phrase, at: int) -> int:
    """«Scientists at Leith University and the Karlsberg Institute found»: the preposition before both; -1 else."""
    other = line.ending.get(at - 1) if line.letter(at - 1) == "c" else None
    if other is None or line.letter(other.start - 1) != "p":
        return -1
    people = line.ending.get(other.start - 1)
    bodies = all(p.mention is not None and p.mention.kind == "body" for p in (other, phrase))
    is_people = people is not None and people.mention is not None and people.mention.kind in {"role", "group"}
    return other.start - 1 if bodies and is_people else -1


def _reaching(scene: Scene, line: Line, taken: Phrase | None, end: int) -> Subject | None:
    """A phrase as the subject of a verb at ``end``, with what belongs to it."""
    if taken is None:
        return None
    if taken.mention is not None and end > taken.end and taken.mention.kind in {"role", "group", "body"}:
        taken.mention.end = max(taken.mention.end, line.nodes[end - 1].end)
        if line.letter(taken.end) == "e" and taken.mention.kind == "role":
            told = scene.text[line.nodes[taken.end - 1].end : taken.mention.end]  # «a person briefed on it»
            taken.mention.name = taken.mention.name.removesuffix(told) + told
    return _taken(line, _start_of(line, taken), end, taken)


def _at_start(line: Line, taken: Phrase | None, end: int) -> Phrase | None:
    """«A man accused of burning down a pub after being refused a drink told»: the noun that a clause begins with."""
    stop = taken.start if taken is not None else end
    if not {"g", "e", "w"} & set(line.tags[:stop]):
        return None  # nothing that a noun could be told more of by
    low = max((line.tags.rfind(mark, 0, stop) for mark in ',;:"-.sq('), default=-1) + 1
    while line.letter(low) in {"r", "c", "T"} and low < stop:
        low += 1
    first = line.phrase_at.get(low)
    if first is None or low >= stop or line.letter(low) in "uo" or is_time(line, first):
        return None
    between = line.tags[first.end : stop]
    opens = between[:1] in {"g", "e", "w"} or (between[:1] == "p" and {"g", "e"} & set(between))
    return first if opens and not set("vxO") & set(between) and first.mention is not None else None


def _is_held(line: Line, at: int) -> bool:
    """«the Institute for the Study of Peace»: does the phrase before the preposition reach over it?"""
    phrase = line.ending.get(at - 1)
    return phrase is not None and phrase.until > at


def _opens_clause(line: Line, at: int) -> bool:
    """«after the chief told analysts that»: a preposition that opens clauses too."""
    lex = line.lexes[at]
    return lex is not None and "s" in lex.tags


def _start_of(line: Line, phrase: Phrase) -> int:
    """Where its mention begins: in front of an apposition it may be an earlier phrase."""
    if phrase.mention is None:
        return phrase.start
    at = phrase.start
    while at > 0 and line.nodes[at - 1].start >= phrase.mention.start:
        at -= 1
    return at


def _over_modifier(line: Line, at: int) -> tuple[int, bool]:
    """Step back over «received», «published on Thursday», «who» with its verb."""
    if line.letter(at - 1) in {"T", "r"}:
        return at - 1, True  # «a study published last year found»
    if line.letter(at - 1) == "a" and at - 1 in line.ending:
        return at - 1, True  # «a source close to the talks»
    group = next((g for g in line.groups if g.end == at), None)
    if group is None:
        return at, False
    start = group.start - (line.letter(group.start - 1) == "r")
    if group.form in {"participle", "gerund"} and line.letter(start - 1) in set("nNmo"):
        return start, True
    relative = _relative_before(line, at)
    return (relative, True) if relative >= 0 else (at, False)


def _relative_before(line: Line, at: int) -> int:
    """The «who» that governs the verb at a node; -1 where none does."""
    for k in range(at - 1, max(-1, at - 20), -1):
        if line.letter(k) == "w":
            return k if line.letter(k - 1) in set("nNmo#") else -1
        if line.letter(k) in {",", "s", "q", ";", ":", '"'}:
            return -1
    return -1


def _is_in_relative(line: Line, verb: int) -> bool:
    """«A man who gave his name said»: the verb of «who»; not «who left say the man stayed»."""
    relative = _relative_before(line, verb)
    return relative >= 0 and not set("vx") & set(line.tags[relative:verb])


_SPEAKERS = frozenset({"person", "role", "group", "body"})


def _joins(phrase: Phrase, other: Phrase) -> bool:
    return all(p.mention is not None and p.mention.kind in _SPEAKERS for p in (phrase, other))


def _joint(scene: Scene, line: Line, first: Phrase, second: Phrase, end: int) -> Subject | None:
    one, two = first.mention, second.mention
    if one is None or two is None:
        return None
    made = Mention(
        one.start, two.end, "joint", f"{one.name} and {two.name}", type=one.type, number="plur", parts=(one, two)
    )
    made.is_subject = True
    scene.mentions.append(made)
    return Subject(made, first.start, end, low=line.low(second.end - 1))


def _antecedent(scene: Scene, line: Line, at: int) -> Subject | None:
    """«Ashgrove, who said»: whom the relative describes."""
    nearest = line.ending.get(at)
    inner = next((p for p in reversed(line.phrases) if p.end == at), nearest)
    if inner is not None and line.letter(inner.end - 1) == "N":
        return _taken(line, inner.start, at, inner)  # «one of hundreds of farmers who say»
    at -= line.letter(at - 1) == ","
    at -= line.letter(at - 1) == "p"
    nearest = line.ending.get(at)
    if nearest is not None and nearest.mention is None and line.tags[nearest.start : at] == "#":
        at = nearest.start - (line.letter(nearest.start - 1) == ",")  # «Ilyina, 78, who said»
        nearest = line.ending.get(at)
    if nearest is not None and nearest.mention is not None:
        return _taken(line, _start_of(line, nearest), at, nearest)
    return _contiguous(scene, line, at) if nearest is not None else None


def _coordinated(scene: Scene, line: Line, at: int) -> Subject | None:
    """«He said A and added B»: the subject of the verb that it goes on from."""
    return shared(scene, line, at)


def shared(scene: Scene, line: Line, at: int) -> Subject | None:
    """The subject of the nearest verb before a node that may go on: of a cue rather than of another."""
    groups = [g for g in line.groups if g.end <= at and g.form == "finite"]
    ranked = sorted(groups, key=lambda g: (_leads_to_cue(line, g), g.start), reverse=True)
    for group in ranked:
        subject = subject_of(scene, line, group)
        if subject is not None and subject.mention is not None:
            return Subject(subject.mention, subject.start, subject.end, is_shared=True, low=subject.low)
    return None


def _leads_to_cue(line: Line, group: Group) -> bool:
    """Is the verb a cue, or does it govern one: «declined to say»?"""
    inner = line.group_at.get(group.end)
    return bool(_cue(line, group) or (inner is not None and inner.form == "infinitive" and _cue(line, inner)))


def _cue(line: Line, group: Group) -> frozenset[str]:
    lex = line.lexes[group.main]
    return lex.cue if lex else frozenset()


def _past_insert(line: Line, comma: int) -> Subject | None:
    """«Pell, 61, a farmer from the Vale, said»: step over what stands between commas to the phrase before."""
    end = comma
    best: Subject | None = None
    while end > 0:
        start = _segment_start(line, end)
        subject = _whole(line, start, end)
        if subject is not None:
            best = subject
            if _is_described(subject):
                return best
        elif not _is_insert(line, start, end):
            break
        if start == 0 or line.letter(start - 1) != ",":
            break
        end = start - 1
    return best


def _is_described(subject: Subject) -> bool:
    """A person with his title: nothing before the comma says more of him."""
    return subject.mention is not None and subject.mention.kind == "person" and bool(subject.mention.roles)


def _segment_start(line: Line, end: int) -> int:
    """Where the segment begins that ends before the comma at ``end``."""
    found = max(line.tags.rfind(mark, 0, end) for mark in ",;:-")
    return found + 1


def _whole(line: Line, start: int, end: int) -> Subject | None:
    """The subject that a segment is, if it is a noun phrase and no clause."""
    while start < end and line.letter(start) in 'cr"':
        start += 1
    if any(start <= g.start < end and g.form == "finite" for g in line.groups) and "w" not in line.tags[start:end]:
        return None
    if line.letter(start) in {"p", "w", "g", "s", "q", "T", "e"}:
        return None
    first = line.phrase_at.get(start)
    if first is not None and first.mention is None and first.end in line.phrase_at:
        first = line.phrase_at[first.end]  # «retired copper Ken Sugg»
    if first is None or (first.mention is None and first.end - first.start == 1 and line.letter(start) == "#"):
        return None
    if first.mention is None and first.end < end and line.letter(first.end) != "p":
        return None
    return _taken(line, _start_of(line, first), end, first)


_SHORT = 4  # nodes of «when asked later»


def _is_insert(line: Line, start: int, end: int) -> bool:
    """A segment that a clause may hold between commas: an age, «who heads it», «on Monday», «citing a source»."""
    letter = line.letter(start)
    if letter in {"q", "s"} and end - start < _SHORT:
        return True  # «Pell, when contacted, said»
    if letter in {"w", "p", "g", "e", "T", "r", "#", "c"}:
        return not (letter == "c" and any(start <= g.start < end and g.form == "finite" for g in line.groups))
    return not any(start <= g.start < end and g.form == "finite" for g in line.groups)


def behind(line: Line, at: int) -> Subject | None:
    """The phrase right behind a verb, as the speaker of what stands before it."""
    while line.letter(at) == "r":
        at += 1
    phrase = line.phrase_at.get(at)
    if phrase is None or is_time(line, phrase) or (phrase.mention is not None and phrase.mention.kind == "thing"):
        return None
    end = max(phrase.until, phrase.end)
    found = _taken(line, at, end, phrase)
    found.is_behind = True
    return found


def _borrowed(scene: Scene, line: Line, group: Group) -> Subject | None:
    """«…, citing a source», «Citing a source, the Beacon said», «to conclude»."""
    before_it = line.letter(group.start - 1)
    if (
        group.form == "infinitive"
        and group.start in line.ending
        and line.letter(line.ending[group.start].start - 1) != "p"
    ):
        object_ = line.ending[group.start]
        inner = next((p for p in reversed(line.phrases) if p.end == group.start), object_)
        object_ = inner if object_.mention is None else object_
        return _taken(line, object_.start, group.start, object_)  # «led the panel to conclude»
    if before_it in set("nNmo#") and group.form == "gerund" and group.start in line.ending:
        phrase = line.ending[group.start]
        return _taken(line, phrase.start, group.start, phrase)
    if found := shared(scene, line, group.start):
        return found
    return _of_main_clause(scene, line, group) if group.start < 2 else None


def _of_main_clause(scene: Scene, line: Line, group: Group) -> Subject | None:
    """«Insisting that he is innocent, Pell left»: the subject behind the comma."""
    for other in line.groups:
        if other.start > group.start and other.form == "finite":
            subject = subject_of(scene, line, other)
            if subject is not None and line.letter(subject.start - 1) == ",":
                return subject
    return None


def mark_subjects(scene: Scene, line: Line) -> None:
    """Tell which mentions are subjects of a verb; the rules may yet find other subjects, behind their verbs."""
    for group in line.groups:
        subject = subject_of(scene, line, group) if group.form == "finite" else None
        if subject is None and line.low(group.main) in scene.lexis.grammar["be"]:
            subject = behind(line, group.end)  # «Among them was Tess Omondi»
        if subject is not None and subject.mention is not None:
            subject.mention.is_subject = True
        elif subject is not None and (owner := _owner(scene, line, subject)) is not None:
            owner.is_subject = True
    scene.subjects.clear()


def _owner(scene: Scene, line: Line, subject: Subject) -> Mention | None:
    """«Marsh's term ends in June»: whom the sentence is about, though the subject is a thing of hers."""
    phrase = line.phrase_at.get(subject.start)
    owner = scene.owners.get(id(phrase)) if phrase is not None else None
    return owner if owner is not None and owner.kind == "person" else None
