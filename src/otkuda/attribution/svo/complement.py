"""What follows a verb as its content: a quotation, a clause, an infinitive, a gerund, a question, a small clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otkuda.attribution.svo.extent import clause_end, span
from otkuda.attribution.svo.reach import carrier_link, carriers_between, is_place
from otkuda.attribution.svo.small_clause import as_clause, small_clause
from otkuda.attribution.svo.spot import Complement, Spot, clause, with_quote
from otkuda.attribution.svo.subject import subject_of
from otkuda.attribution.svo.unclosed import is_opening, to_the_end
from otkuda.text.tokens import QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.svo.cue import Cue
    from otkuda.attribution.svo.line import Group, Line
    from otkuda.attribution.svo.reach import Reach
    from otkuda.attribution.svo.scene import Scene
    from otkuda.text.tokens import Token


def complement(scene: Scene, line: Line, cue: Cue, reach: Reach) -> Complement | None:
    """Return what a verb hands over behind it; None where nothing of the kind follows."""
    for read in _READERS:
        found = read(Spot(scene, line, cue, reach))
        if found is not None:
            return found
    return None


def _quotation(spot: Spot) -> Complement | None:
    """«said: “…”», «said, “…”», «said that “…”»; the quotation may stand in the next paragraph."""
    scene, line, cue, reach = spot
    at = reach.at
    if not cue.features & {"say", "quote", "that", "ask"}:
        return None
    at += line.letter(at) in {":", ",", "-"}
    if line.letter(at) == "s" and line.low(at) in scene.lexis.grammar["that"]:
        at += 1
    ends = line.letter(at + 1) in _BEHIND_QUOTE or _is_published(scene, line, at + 1)
    if line.letter(at) == '"' and (ends or (line.letter(at - 1) == ":" and len(scene.pieces(line.nodes[at])) > 1)):
        quote = line.nodes[at]
        is_marked = line.letter(reach.at) in {":", ",", "-"}
        if not is_marked and not (_is_said(scene, quote) and _goes_bare(scene, line, cue, at)):
            return None
        if line.letter(at + 1) == "c" and line.letter(at + 2) not in {"v", "x", "o", "d"}:
            return None
        _note_carrier(scene, line, reach, at + 1)
        return Complement(scene.pieces(quote), "cue_then_quote")
    return _block(scene, line) if line.letter(reach.at) == ":" and at >= len(line.nodes) else None


_BEHIND_QUOTE = frozenset({"", ".", ",", ";", "-", "!", "?", ")", "c", "s"})


def _note_carrier(scene: Scene, line: Line, reach: Reach, at: int) -> None:
    """Keep the outlet that stands behind a quotation: «… “a bin for every bench” in an interview with Radio Tarn»."""
    if line.letter(at) == "p" and not reach.carriers:
        end = next((k for k in range(at, len(line.nodes)) if line.letter(k) in _STOPS), len(line.nodes))
        reach.carriers += carriers_between(scene, line, at - 1, end)


_STOPS = frozenset({".", ",", ";", ":", "v", "x", "c"})


def _is_published(scene: Scene, line: Line, at: int) -> bool:
    """«promised “a bin for every bench” in an interview with Radio Tarn»: what follows is where it was said."""
    phrase = line.phrase_at.get(at + 1) if line.letter(at) == "p" else None
    if phrase is None:
        return False
    return is_place(line, phrase, scene.language.code) or carrier_link(scene, line, at, phrase) is not None


def _is_of(spot: Spot) -> bool:
    """«warned of “…”», «apologised for “…”»."""
    scene, line, cue, reach = spot
    return (
        line.low(reach.at) in scene.lexis.grammar["spoken_of"]
        and line.letter(reach.at + 1) == '"'
        and line.letter(reach.at + 2) in {"", ".", ",", ";", "c", "p", "T"}
        and "weak" not in cue.features
        and scene.is_speech(line.nodes[reach.at + 1])
    )


def _of_quotation(spot: Spot) -> Complement | None:
    """«warned of “a high risk of floods”»."""
    is_cue = spot.cue.features & {"say", "quote", "that", "accuse"}
    quote = spot.line.nodes[spot.reach.at + 1] if is_cue and _is_of(spot) else None
    return Complement(spot.scene.pieces(quote), "cue_then_quote") if quote is not None else None


def _is_said(scene: Scene, quote: Token) -> bool:
    """Is it more than a name or a word, or a word that is cried: «shouted “Shame!”»?"""
    return scene.is_speech(quote) or scene.document.tokens[quote.last - 1].text in {"!", "?"}


def _goes_bare(scene: Scene, line: Line, cue: Cue, at: int) -> bool:
    """May the quotation stand right behind the verb: «said “…”», «a sign read “…”», not «had begun “…”»?"""
    if _opens_with(scene, line, at, "p") or _opens_with(scene, line, at, "c"):
        return False  # «would respond “at the right time”», «heard screaming “and then the pipes”»
    return bool(cue.features & {"say", "that"}) or "weak" not in cue.features or _by_writing(scene, line, cue)


def _may_be_participle(line: Line, verb: Group) -> bool:
    """«footage showed a car marked with a star»."""
    lex = line.lexes[verb.start]
    if line.letter(verb.end) in {"d", "o", "u", "#"}:
        return False  # «found 60% backed the plan»
    return line.letter(verb.start) == "v" and lex is not None and "e" in lex.tags


def _by_writing(scene: Scene, line: Line, cue: Cue) -> bool:
    """Is the subject a writing: «data showed prices fell», «a sign read “…”»?"""
    subject = subject_of(scene, line, cue.group)
    return subject is not None and subject.mention is not None and subject.mention.kind == "document"


def _by_outlet(scene: Scene, line: Line, cue: Cue) -> bool:
    """«The Beacon understands two ministers will go»."""
    subject = subject_of(scene, line, cue.group)
    return subject is not None and subject.mention is not None and subject.mention.type == "outlet"


def _unclosed(spot: Spot) -> Complement | None:
    """«The captain said, “The lads were fine. We knew it.»: a quotation that is never closed."""
    scene, line, cue, reach = spot
    at = reach.at + 1
    if line.letter(reach.at) not in {":", ","} or line.depth or not cue.features & {"say", "quote"}:
        return None
    if at + 1 >= len(line.nodes) or not is_opening(line.nodes[at]):
        return None
    whole = to_the_end(scene, line, line.nodes[at + 1].start)
    return Complement([whole], "unclosed") if whole is not None else None


def _block(scene: Scene, line: Line) -> Complement | None:
    """A quotation that opens the paragraph behind a colon."""
    after = scene.beside(line, 1)
    if after is None or after.letter(0) != '"' or after.nodes[0].kind != QUOTE or len(after.nodes) > 2:
        return None
    return Complement(scene.pieces(after.nodes[0]), "cue_then_block")


def _that_clause(spot: Spot) -> Complement | None:
    scene, line, cue, reach = spot
    at = reach.at
    if line.letter(at) != "s" or line.low(at) not in scene.lexis.grammar["that"]:
        return None
    if not cue.features & {"say", "that", "base"} or (at + _SHORT > len(line.nodes) and _is_verbless(line, at + 1)):
        return None
    return clause(scene, line, at + 1, cue, "that_clause")


_SHORT = 5  # nodes of «that line himself.»


def _is_verbless(line: Line, at: int) -> bool:
    """«did not write that line himself»: «that» stands before a noun."""
    return not any(g.start >= at for g in line.groups) and '"' not in line.tags[at:]


def _question(spot: Spot) -> Complement | None:
    scene, line, cue, reach = spot
    at = reach.at
    is_that = line.low(at) in scene.lexis.grammar["that"]  # «tell of the slide that buried the town»
    is_question = (line.letter(at) in {"q", "w"} and not is_that) or line.low(at) in scene.lexis.grammar["whether"]
    negated = any(_is_negative(line, k) for k in range(cue.group.start, cue.start)) or _is_declined(scene, line, cue)
    asks = "ask" in cue.features and ("weak" not in cue.features or _by_writing(scene, line, cue))
    if cue.group.form == "infinitive" and _is_asked(line, cue):
        return None
    if not is_question or not (asks or (negated and "say" in cue.features)):
        return None
    if line.letter(at + 1) in {"", ".", ",", ";", "c"}:
        return None  # «would not say when»
    return clause(scene, line, at, cue, "question")


def _is_declined(scene: Scene, line: Line, cue: Cue) -> bool:
    """«declined to say what it would cost»."""
    before = next((g for g in line.groups if g.end == cue.group.start), None)
    lex = line.lexes[before.main] if before is not None else None
    return lex is not None and lex.verb in scene.lexis.grammar["declining"]


def _is_negative(line: Line, at: int) -> bool:
    lex = line.lexes[at]
    return lex is not None and lex.is_negative


def _is_asked(line: Line, cue: Cue) -> bool:
    """«called on Israel to explain how»: it has not explained yet."""
    start = cue.group.start
    phrase = line.ending.get(start)
    before = next((g for g in reversed(line.groups) if g.end <= start), None)
    lex = line.lexes[before.main] if before else None
    noun = next((line.lexes[k] for k in range(start - 1, max(-1, start - 8), -1) if _announces(line, k)), None)
    return phrase is not None and (noun is not None or (lex is not None and "inf" in lex.cue))


def _announces(line: Line, at: int) -> bool:
    lex = line.lexes[at]
    return lex is not None and line.letter(at) in {"n", "N"} and "inf" in lex.announces


def _colon_clause(spot: Spot) -> Complement | None:
    """«I told them: you don't know her»."""
    scene, line, cue, reach = spot
    at = reach.at
    if line.letter(at) != ":" or "say" not in cue.features or line.letter(at + 1) in {'"', ""}:
        return None
    if not any(g.form == "finite" and g.start > at for g in line.groups):
        return None
    whole = span(scene, line, at + 1, len(line.nodes))
    return Complement([whole], "colon_clause") if whole else None


def _infinitive(spot: Spot) -> Complement | None:
    scene, line, cue, reach = spot
    at = reach.at
    at += line.letter(at) == "r" and line.letter(at + 1) == "t"
    is_quoted = line.letter(at) == '"' and _opens_with(scene, line, at, "t")
    if (line.letter(at) != "t" and not is_quoted) or "inf" not in cue.features:
        return None
    inner = line.group_at.get(at)
    if reach.object is not None and reach.object.start == cue.end and inner is not None and inner.is_passive:
        return clause(scene, line, cue.end, cue, "infinitive")  # «ordered the village to be moved»
    return clause(scene, line, reach.at, cue, "infinitive")


def _gerund(spot: Spot) -> Complement | None:
    scene, line, cue, reach = spot
    at = reach.at
    warned = _warned_against(scene, line, cue) if cue.features & {"addressed", "object"} else -1
    if warned > 0:
        return clause(scene, line, warned, cue, "gerund")
    if "accuse" in cue.features:
        phrase = line.phrase_at.get(cue.end)
        of = _behind_time(line, phrase.end) if phrase else -1
        gerund = of + 1 + (line.letter(of + 1) == "r")  # «of knowingly selling»
        if phrase is None or line.low(of) not in scene.lexis.grammar["of"] or line.letter(gerund) not in {"g", '"'}:
            return None
        return clause(scene, line, of + 1, cue, "gerund")
    starts = line.letter(at) == "g" or (line.letter(at) == '"' and _opens_with(scene, line, at, "g"))
    if "gerund" not in cue.features or not starts or line.low(at) in scene.lexis.grammar["citing"]:
        return None
    return clause(scene, line, at, cue, "gerund")


def _behind_time(line: Line, at: int) -> int:
    """«accused the plant on Monday of dumping waste»."""
    while line.letter(at) in {"r", "T"} or (line.letter(at) == "p" and line.letter(at + 1) == "T"):
        at += 1
    return at


def _warned_against(scene: Scene, line: Line, cue: Cue) -> int:
    """«warned the firm against raising fares»: where the gerund stands behind who is told; -1 where none does."""
    phrase, lex = line.phrase_at.get(cue.end), line.lexes[cue.group.main]
    at = max(phrase.until, phrase.end) if phrase is not None else -1
    if lex is None or line.letter(at) != "p" or line.letter(at + 1) != "g":
        return -1
    listed = scene.lexis.phrasal.get(lex.verb, ())
    return at + 1 if any(line.low(at) == other and "gerund" in features for other, features in listed) else -1


def _opens_with(scene: Scene, line: Line, at: int, letter: str) -> bool:
    """Is the first word inside a quotation one that may be so?"""
    inner = line.sentence.inner.get(line.nodes[at].index) or []
    first = inner[0].nodes[0] if inner else None
    return first is not None and first.kind == WORD and letter in scene.lexis[first.low].tags


def _raised(spot: Spot) -> Complement | None:
    """«expects prices to fall»: the subject of the infinitive stands before it."""
    scene, line, cue, _ = spot
    phrase = line.phrase_at.get(cue.end)
    if "raising" not in cue.features or phrase is None or line.letter(max(phrase.until, phrase.end)) != "t":
        return None
    return clause(scene, line, cue.end, cue, "infinitive")


def _gap_clause(spot: Spot) -> Complement | None:
    """«a man who police say fled the scene»."""
    scene, line, cue, reach = spot
    if line.letter(reach.at) != "v" or not cue.features & {"say", "that"}:
        return None
    return _around_gap(scene, line, cue, reach.at, _end_of_relative(line, reach.at))


def _bare_clause(spot: Spot) -> Complement | None:
    """«said the road was shut»: a clause without «that»."""
    scene, line, cue, reach = spot
    at = reach.at
    if not cue.features & {"say", "that"} or line.letter(at) not in _OPENS:
        return None
    is_shown = "shows" in cue.features and _by_writing(scene, line, cue)
    if "weak" in cue.features and not is_shown and not ("medium" in cue.features and _by_outlet(scene, line, cue)):
        return None
    if line.letter(at) == "s" and reach.object is not None:
        return None  # «requested anonymity because they feared reprisals»
    end = clause_end(scene, line, at, cue.start, reach="narrow" if cue.group.start == 0 else "wide")
    verb = _main_verb(line, at, end)
    is_joined = verb is not None and line.letter(verb.start - 1) == "c"
    if (verb is None or is_joined) and _verb_is_quoted(scene, line, cue, at, end):
        whole = span(scene, line, at, end)
        return Complement([whole], "bare_clause") if whole else None
    if verb is not None and verb.start == at and line.letter(at) != "O":
        return _around_gap(scene, line, cue, at, end)
    if verb is None or (verb.start == at and line.letter(at) != "O") or line.letter(verb.start - 1) == "c":
        return None
    if any(line.low(k) in scene.lexis.grammar["that"] and line.letter(k) == "s" for k in range(at, verb.start)):
        return None
    if line.low(at) in scene.lexis.grammar["there"] and verb.start == at + 1:
        return _led_up(scene, line, at, end)
    if not _has_subject(line, at, verb.start, scene.lexis.grammar["topic"]) or (
        "weak" in cue.features and _may_be_participle(line, verb)
    ):
        return None
    return _led_up(scene, line, at, end)


def _led_up(scene: Scene, line: Line, at: int, end: int) -> Complement | None:
    pieces = with_quote(scene, line, at, end)
    return Complement(pieces, "bare_clause") if pieces else None


def _free_relative(spot: Spot) -> Complement | None:
    """«said what mattered was the result»: the relative is the subject of a second verb."""
    scene, line, cue, reach = spot
    verbs = [g for g in line.groups if g.form == "finite" and g.start > reach.at]
    if line.letter(reach.at) != "q" or "say" not in cue.features or len(verbs) < _WITH_MAIN:
        return None
    return clause(scene, line, reach.at, cue, "bare_clause")


_WITH_MAIN = 2  # verbs of a clause whose subject is a clause


def _verb_is_quoted(scene: Scene, line: Line, cue: Cue, at: int, end: int) -> bool:
    """«said they “strongly condemn” the attack»."""
    quote = line.tags.find('"', at, end)
    if quote <= at or quote - at > _NEAR or line.letter(at) not in set("dnNmoh#"):
        return False
    if ":" in line.tags[at:quote]:
        return False
    if line.letter(quote - 1) == "," and subject_of(scene, line, cue.group) is None:
        return False  # «Said the mayor, “We will fight on”»
    inner = line.sentence.inner.get(line.nodes[quote].index) or []
    words = [node for sentence in inner[:1] for node in sentence.nodes[:4] if node.kind == WORD]
    return any(set("vxzb") & set(scene.lexis[node.low].tags) for node in words)


_NEAR = 8


def _around_gap(scene: Scene, line: Line, cue: Cue, at: int, end: int) -> Complement | None:
    """«what he said was a coup», «which forecasters say is the strongest»: the relative and what is said of it."""
    subject = subject_of(scene, line, cue.group)
    if subject is None or (
        line.letter(subject.start - 1) not in {"w", "q"}
        and line.low(subject.start - 1) not in scene.lexis.grammar["question"]
    ):
        return None
    relative = line.nodes[subject.start - 1]
    whole = span(scene, line, at, end)
    return Complement([(relative.start, relative.end), whole], "around_gap") if whole else None


def _end_of_relative(line: Line, at: int) -> int:
    """«A man who police say fled the scene was held»: where the clause of «who» ends, at the comma or the main verb."""
    finite = (g.start for g in line.groups if g.start > at and g.form == "finite")
    main = next((k for k in finite if line.letter(k - 1) in set("nNmr")), len(line.nodes))
    comma = line.tags.find(",", at)
    return min(main, comma if comma > 0 else main)


def _main_verb(line: Line, at: int, end: int) -> Group | None:
    """The first finite verb that hangs on no relative: «the moment he heard it he ran», «firms, which owe, pay»."""
    finite = [g for g in line.groups if at <= g.start < end and g.form == "finite"]
    for number, group in enumerate(finite):
        before = line.letter(group.start - 1)
        is_relative = before == "w" or _is_contact(line, at, group.start)
        is_relative = is_relative or (before in {"o", "u"} and _is_inner(line, at, group.start - 1))
        if not is_relative or (number and before != "w"):
            return group
    return None


def _is_contact(line: Line, at: int, verb: int) -> bool:
    """«the pain my words have caused»: two phrases side by side, the second of which has the verb."""
    phrase = line.ending.get(verb)
    return phrase is not None and phrase.start > at and phrase.start in line.ending


def _is_inner(line: Line, at: int, pronoun: int) -> bool:
    """Does a clause of its own stand behind a noun there: «the theory this was an attack»?"""
    return pronoun > at and line.letter(at) in set("dnNmh#o") and line.letter(pronoun - 1) in set("nNm,w")


_NEW_SUBJECT = re.compile(r"[,TnNm)#](?:d*[ha#r]*[nNmo]+|o)r*$")  # «in Kyiv the toll»; not «about the drop in rain»
_ANEW = re.compile(r",[cr]*o")  # «say goodbye, I am»
_OPENS = frozenset('dnNmohO#aupgr"Ttsx')


def _has_subject(line: Line, at: int, verb: int, topic: frozenset[str]) -> bool:
    """Is there a noun between, and no mere relative clause on the verb's object: «said a word that hurt»?"""
    between = line.tags[at:verb]
    if "." in between:
        return False  # «I answer two hundred messages a day... maybe a friend did»
    if "q" in between or (_ANEW.search(between) and line.letter(at) in set("dnNmoh#ua")):
        return False
    if between.count(",") % 2 and line.letter(at) in set("dnNmoh#ua"):
        return False
    if line.letter(at) == "p" and not _NEW_SUBJECT.search(between):
        return False
    if line.letter(at) == "p" and line.low(at) in topic:
        return False
    if _LIKE.search(between):
        return False  # «to say his name as if he mattered»
    if between and not between.strip("T"):
        return True  # «said last year was worse»
    return bool(set('nNmoO#u"ga') & set(between)) or line.tags[verb] == "O"


_LIKE = re.compile("[nNm]po$")


def _comparison(spot: Spot) -> Complement | None:
    """«compared the season to “a long winter”»: the words that something is compared to."""
    scene, line, cue, _ = spot
    if "compare" not in cue.features:
        return None
    quote = line.tags.find('"', cue.end)
    if (
        quote < 0
        or line.low(quote - 1) not in scene.lexis.grammar["compared"]
        or not scene.is_speech(line.nodes[quote])
    ):
        return None
    return Complement(scene.pieces(line.nodes[quote]), "comparison")


_READERS = (
    _comparison,
    _quotation,
    _unclosed,
    _of_quotation,
    _that_clause,
    _colon_clause,
    _question,
    _infinitive,
    _raised,
    _gerund,
    as_clause,
    small_clause,
    _free_relative,
    _gap_clause,
    _bare_clause,
)
