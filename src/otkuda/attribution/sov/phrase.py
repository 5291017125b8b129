"""The noun phrases of a sentence that name somebody: their last word bears the case, all before it belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from otkuda.attribution.ordered.sight import Mention
from otkuda.attribution.sov.person import name_at, titled
from otkuda.attribution.sov.word import NO_WORD, Line, Word
from otkuda.text.tokens import MARK, NUMBER, QUOTE, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.attribution.ordered.sight import MentionKind
    from otkuda.attribution.sov.vocabulary import Entry, Says, Vocabulary
    from otkuda.model import SourceType
    from otkuda.text.sentences import Document
    from otkuda.text.tokens import Token

_LONGEST = 24  # nodes of a phrase
_CLAUSE = 9  # words of a clause before people
_NAME_WORDS = 5  # a name between quotation marks has no more
_KINDS: dict[str, MentionKind] = {"organization": "body", "outlet": "body", "document": "document", "occasion": "thing"}
_ADJECTIVES = ("лық", "лік", "дық", "дік", "тық", "тік", "лы", "лі", "ды", "ді", "ғы", "гі", "қы", "кі", "шы", "ші")
_OTHERS = frozenset({"бір", "тағы", "басқа", "кейбір", "екінші"})  # «бір тұрғын», «тағы бір маман»
_OWNS = frozenset({"gent", "nomn"})
_PRONOUNS = frozenset({"ол", "олар", "мен", "біз", "өз"})
_DETERMINERS = frozenset({"NUMR", "ADJF"})


class Phrase(Struct, eq=False, gc=False):
    """A noun phrase: its mention, its nodes, its case, and what the lists say of its head."""

    mention: Mention
    first: int
    last: int  # its last node
    case: str
    lists: frozenset[str]  # that know the head
    says: Says
    is_owned: bool = False
    core: int = -1  # of a person: where the name begins, behind the titles

    @property
    def may_speak(self) -> bool:
        """Is it somebody, and not a thing or a writing?"""
        return self.mention.kind in {"person", "role", "group", "body", "pronoun", "joint"} and "place" not in self.says


def phrases(line: Line, document: Document, known: Vocabulary, names: frozenset[str]) -> list[Phrase]:
    """Return the phrases of a sentence by their last node; one that holds another stands behind it."""
    found: list[Phrase] = []
    at = 0
    while at < len(line):
        phrase = _phrase_at(line, at, document, known, names, found)
        if phrase is not None:
            found.append(phrase)
            at = phrase.last
        at += 1
    return found


def _phrase_at(
    line: Line, at: int, document: Document, known: Vocabulary, names: frozenset[str], found: list[Phrase]
) -> Phrase | None:
    node, word = line.nodes[at], line.words[at]
    if node.kind == QUOTE:
        return _named_by_quote(line, at, document)
    if node.kind != WORD:
        return None
    if word.pos == "NPRO":
        return _pronoun(line, at, found)
    entries = matching(line, at) if word.case not in {"equa", "simi"} else []
    if node.is_capital and not (entries and not known.language.names.is_given_name(node.text)):
        person = name_at(line, at, known, names, found)
        if person is not None:
            return titled(line, person, found)
    if "." in node.low or (node.text.isupper() and 1 < len(node.text) < 8 and not (entries or word.is_known)):
        return _brand(line, at)
    if not entries:
        return _one_of(line, at, found) or _proper_body(line, at, known)
    return _headed(line, at, entries, document, found)


def matching(line: Line, at: int) -> list[tuple[int, Entry]]:
    """Return the entries that end at a word, each with the node where it begins."""
    found = []
    for before, entry in line.words[at].entries:
        first = at - len(before)
        if first < 0 or any(line.low[first + k] != one for k, one in enumerate(before)):
            continue
        if not entry.says.isdisjoint({"name", "abbr"}) and not line.nodes[first].is_capital:
            continue
        found.append((first, entry))
    return found


def text_of(line: Line, first: int, last: int, document: Document, word: Word = NO_WORD) -> str:
    """Return the words of nodes without the ending of the last one."""
    tail = len(word.low) - len(word.bare)
    return document.text[line.nodes[first].start : line.nodes[last].end - tail].rstrip("-‑")


def _headed(
    line: Line, at: int, entries: list[tuple[int, Entry]], document: Document, found: list[Phrase]
) -> Phrase:
    """A phrase whose head is in a list."""
    start = min(first for first, _ in entries)
    word = line.words[at]
    first = _opening(line, start, at, found)
    if "unnamed" in {entry.list for _, entry in entries} and word.number == "plur":
        first = _with_clause(line, first)
    first = min([one.first for one in found if one.first < first <= one.last], default=first)
    lists, says = frozenset(entry.list for _, entry in entries), frozenset[str]().union(*(e.says for _, e in entries))
    owner = next((one for one in reversed(found) if first <= one.first and one.last < start and one.case in _OWNS), None)
    last, suffix_case = _with_suffix(line, at)
    kind = _kind(lists, word)
    begins = _without_owner(line, first, owner, kind, says)
    named = _name_start(line, first, owner, kind, says)
    mention = Mention(line.nodes[begins].start, line.nodes[last].end, kind, text_of(line, named, at, document, word))
    mention.head = entries[0][1].lemma
    mention.number = "plur" if word.number == "plur" or "plur" in says else "sing"
    mention.owner = owner.mention if owner else None
    mention.is_named = any(n.kind == QUOTE or n.is_capital for n in line.nodes[first + (first == 0) : at])
    before = {line.words[k].lemma for k in range(first, start)}
    mention.is_new = not before.isdisjoint(_OTHERS)
    mention.is_definite = not mention.is_new and mention.number == "sing"
    if mention.kind == "body":
        mention.type = _body_type(line, at, lists)
    if mention.kind == "role":
        mention.role, mention.roles = mention.name, _roles(entries)
    if mention.type == "outlet" or "stands_for" in says:
        _as_outlet(line, first, at, mention, owner, says, document)
    return Phrase(mention, first, last, suffix_case or word.case, lists, says, word.is_owned)


def _without_owner(line: Line, first: int, owner: Phrase | None, kind: MentionKind, says: Says) -> int:
    """A writing is mentioned without its author: «министрдің» «хатында»; so is a person's own page."""
    if owner is None or owner.first != first:
        return first
    is_page = "own" in says and (owner.mention.kind in {"person", "role", "pronoun"} or _is_bare(owner))
    return owner.last + 1 if kind == "document" or is_page else first


def _name_start(line: Line, first: int, owner: Phrase | None, kind: MentionKind, says: Says) -> int:
    """Where a name begins: «Қанат Ермековтің хаты» without the title, «Telegram-арнасы» without whose it is."""
    if owner is not None and owner.first == first and owner.core >= 0:
        return owner.core if kind == "document" else owner.last + 1
    return first + 1 if "own" in says and line.words[first].lemma == "өз" else first


def _is_bare(owner: Phrase) -> bool:
    return owner.case == "nomn" and not owner.is_owned and owner.mention.type != "outlet"


def _with_clause(line: Line, first: int) -> int:
    """«елден әр жылы шығарылған қазақтар»: a clause before people, where the sentence opens with it."""
    words = line.words[:first]
    if not 1 < first <= _CLAUSE or words[-1].pos != "PRTF" or words[-1].case != "nomn":
        return first
    fits = all(word.pos in {"NOUN", "ADJF", "NUMR", "ADVB", "NPRO"} for word in words[:-1])
    fits = fits and not any(word.case == "nomn" and word.entries and not word.is_owned for word in words)
    return 0 if fits and not any(word.low in {"ол", "олар"} for word in words) else first


def _body_type(line: Line, at: int, lists: frozenset[str]) -> SourceType | Literal[""]:
    """«Дала» агенттігі is a medium, an agency by its task is none."""
    if "organization" not in lists:
        return "outlet"
    if "outlet" not in lists:
        return "organization"
    before = line.nodes[at - 1] if at else line.nodes[at]
    return "outlet" if before.kind == QUOTE or before.text.isascii() else ""


def _roles(entries: list[tuple[int, Entry]]) -> tuple[str, ...]:
    return tuple(entry.lemma for _, entry in entries if entry.list == "title")[:1]


def _kind(lists: frozenset[str], word: Word) -> MentionKind:
    if lists & {"title", "unnamed"}:
        return "group" if word.number == "plur" or "title" not in lists else "role"
    return next((_KINDS[one] for one in ("organization", "outlet", "document", "occasion") if one in lists), "thing")


def _as_outlet(
    line: Line, first: int, at: int, mention: Mention, owner: Phrase | None, says: Says, document: Document
) -> None:
    """«Дала» агенттігі is «Дала»; so is its correspondent."""
    for k in range(first, at):
        node = line.nodes[k]
        if node.kind == QUOTE:
            mention.name = inside(document, node)
            break
        if "." in node.low and node.kind == WORD:
            mention.name = node.text
            break
    else:
        if at > first and line.nodes[at - 1].is_capital and line.nodes[at - 1].text.isascii():
            mention.name = text_of(line, first, at - 1, document)  # «The Clyde Herald басылымы»
        elif owner is not None and owner.mention.type == "outlet" and "stands_for" in says:
            mention.name = owner.mention.name
        elif "stands_for" in says:
            return
    if "stands_for" in says:
        mention.kind, mention.type, mention.owner = "body", "outlet", None


def inside(document: Document, node: Token) -> str:
    """Return the words between the marks of a quotation."""
    first, last = node.first, node.last
    return document.text[document.tokens[first].start : document.tokens[last - 1].end] if last > first else ""


def _opening(line: Line, start: int, head: int, found: list[Phrase]) -> int:
    """Return where the phrase begins whose head begins at ``start`` and ends at ``head``."""
    lists = {entry.list for _, entry in line.words[head].entries}
    behind = _Behind(line.words[head], line.words[start if "unnamed" in lists else head])
    closed = {phrase.last for phrase in found if phrase.case == "nomn" and _stands_alone(phrase, lists)}
    owners = {line.nodes[one.first].index for one in found if one.first == one.last and one.case == "gent"}
    at = start
    while at > max(0, start - _LONGEST) and at - 1 not in closed and _belongs(line, at - 1, behind, start, owners):
        reach = _reach(line, at)
        if reach > 1:
            closed |= {phrase.last for phrase in found if phrase.case == "nomn"}
        at -= reach
        if line.low[at] == "және":
            behind.word = behind.head  # «энергетика және көлік министрлігі»
        elif line.nodes[at].kind != MARK:
            behind.step(line.words[at])
    while at < start and (line.low[at] == "және" or line.nodes[at].kind == MARK):
        at += 1
    return at


def _stands_alone(phrase: Phrase, lists: set[str]) -> bool:
    """Is a phrase in the nominative no part of the next: a person, or a medium before no title or page?"""
    mention = phrase.mention
    if mention.kind in {"person", "pronoun"}:
        return True
    return mention.type == "outlet" and mention.is_named and not lists & {"title", "outlet", "document"}


def _reach(line: Line, at: int) -> int:
    """Return how many nodes belong together: a participle and what it takes («тергеуге жақын»), or one."""
    return 2 if line.words[at - 1].pos == "PRTF" or line.low[at - 1] == "жақын" else 1


class _Behind:
    """What stands behind a word that may belong to a phrase."""

    __slots__ = ("head", "is_owned", "word")

    def __init__(self, head: Word, first: Word) -> None:
        self.head, self.word = head, first
        self.is_owned = head.is_owned  # anything between the word and the head

    def step(self, word: Word) -> None:
        self.word = word
        self.is_owned = self.is_owned or word.is_owned


def _belongs(line: Line, at: int, behind: _Behind, start: int, owners: set[int]) -> bool:
    """Does a node belong to the words behind it?"""
    node, word, after = line.nodes[at], line.words[at], behind.word
    if node.kind == QUOTE:
        return is_name(node) and (after.is_owned or _is_named_by(line, at, start, behind) or node.index in owners)
    if node.kind == NUMBER:
        return after.pos == "NOUN" and (after.number == "plur" or after.lemma == "жас" or not after.is_owned)
    if node.kind != WORD:
        return node.text in {"»", "”"} and behind.is_owned  # «Қазақстан темір жолы» ҰК» АҚ
    if "attr" in word.says:
        return True
    if word.pos == "PRTF" or word.low == "жақын":
        return _takes_participle(line, at, behind)
    if word.pos in {"VERB", "GRND", "PRCL", "ADVB", "POST"}:
        return False
    if word.low == "және":
        return behind.is_owned and behind.head.entries[:1] != () and after.is_owned is False
    if word.pos == "CONJ" or word.low in {"ол", "олар", "мен", "біз"}:
        return False
    if word.case == "gent":
        return behind.is_owned or after.case == "gent" or after.pos == "PRTF" or "attr" in after.says
    if word.case not in {"nomn", ""}:
        return False
    return _modifies(line, at, word, after)


def _is_named_by(line: Line, at: int, start: int, behind: _Behind) -> bool:
    """«Әділдік жолы» қоғамдық бірлестігі, «Далагаз» ЖШС."""
    after = behind.word
    if (at + 1 == start and _is_short(behind.head)) or line.nodes[at + 1].text.isupper():
        return True
    return behind.is_owned and after.case == "nomn" and not line.nodes[at + 1].is_capital


def _takes_participle(line: Line, at: int, behind: _Behind) -> bool:
    """«аты-жөні жарияланбаған шенеунік», «сауалға берген жауабы»: a source or a writing, a noun before the participle."""
    lists = {entry.list for _, entry in behind.head.entries}
    if not lists & {"unnamed", "document"} or "outlet" in lists or at < 1 or line.words[at].case not in {"nomn", ""}:
        return False
    noun = line.words[at - 1]
    if any(entry.list == "outlet" for _, entry in noun.entries):
        return False  # «порталға берген түсініктемесінде»: the site is told of by itself
    return noun.pos == "NOUN" and (noun.case in {"datv", "abla"} or (noun.case == "nomn" and noun.is_owned))


def _is_short(head: Word) -> bool:
    """Is a head letters that stand behind a name («Далагаз» ЖШС)?"""
    return any("abbr" in entry.says for _, entry in head.entries)


def _modifies(line: Line, at: int, word: Word, after: Word) -> bool:
    node = line.nodes[at]
    if after.is_owned:
        return True
    if word.pos == "INFN":
        return False
    if word.pos in _DETERMINERS or word.pos == "NPRO":
        return True
    if word.is_owned or matching(line, at):
        return False
    if node.is_capital and after is not NO_WORD and (at > 0 or not word.is_known or word.lemma in line.known.proper):
        return after.low[:1].islower() if node.text.isupper() else True
    return word.low.endswith(_ADJECTIVES) and word.number != "plur"


def is_name(node: Token) -> bool:
    """Is a quotation so short that it may be a name?"""
    return 0 < node.last - node.first <= _NAME_WORDS


def _pronoun(line: Line, at: int, found: list[Phrase]) -> Phrase | None:
    word = line.words[at]
    if word.lemma not in _PRONOUNS or (word.low == "мен" and at and line.words[at - 1].case == "nomn"):
        return None
    if word.lemma == "өз":
        return _self(line, at, found)
    node = line.nodes[at]
    person = 1 if word.lemma in {"мен", "біз"} else 3
    number = "plur" if word.lemma in {"олар", "біз"} else "sing"
    mention = Mention(node.start, node.end, "pronoun", word.lemma, number=number, person=person)
    return Phrase(mention, at, at, word.case, frozenset(), frozenset())


def _self(line: Line, at: int, found: list[Phrase]) -> Phrase | None:
    """«өзім», «өзі» in the nominative."""
    word, node = line.words[at], line.nodes[at]
    person = 1 if word.says & {"poss1sg", "poss1pl"} else 3
    if word.case != "nomn" or not word.is_owned:
        return None
    if found and found[-1].last == at - 1 and found[-1].case == "gent" and found[-1].may_speak:
        return Phrase(found[-1].mention, found[-1].first, at, "nomn", found[-1].lists, found[-1].says)  # «Бибігүлдің өзі»
    mention = Mention(node.start, node.end, "pronoun", word.low, number="sing", person=person)
    return Phrase(mention, at, at, "nomn", frozenset(), frozenset())


def _with_suffix(line: Line, at: int) -> tuple[int, str]:
    """«tan.example-ке», «Таң»-ның: return the last node of a name with its ending, and the case."""
    if at + 2 >= len(line) or line.nodes[at + 1].text not in {"-", "‑"}:
        return at, ""
    hyphen, ending = line.nodes[at + 1], line.nodes[at + 2]
    if hyphen.start != line.nodes[at].end or ending.start != hyphen.end or len(ending.text) > 4:
        return at, ""
    readings = line.known.language.analyse(f"ба-{ending.low}")
    return at + 2, readings[0].case if readings else ""


def _brand(line: Line, at: int) -> Phrase | None:
    """A site by its address, or letters that stand for a body."""
    node = line.nodes[at]
    last, case = _with_suffix(line, at)
    bare = node.text.split("-")[0]
    kind = "outlet" if "." in node.low else "organization"
    mention = Mention(node.start, line.nodes[last].end, "body", bare, type=kind, number="sing", is_named=True)
    return Phrase(mention, at, last, case or line.words[at].case or "nomn", frozenset({kind}), frozenset())


def _named_by_quote(line: Line, at: int, document: Document) -> Phrase | None:
    """«Таң» alone: a body that goes by its name."""
    node = line.nodes[at]
    if not is_name(node) or not document.tokens[node.first].is_capital:
        return None
    if document.tokens[node.last - 1].kind == MARK:
        return None
    last, case = _with_suffix(line, at)
    after = line.words[last + 1] if last + 1 < len(line) else NO_WORD
    if after.is_owned or (after.entries and _is_short(after)) or after.low in {"атты", "деген", "деп"}:
        return None
    if last + 1 < len(line) and _is_sentence(line, document, node):
        return None
    name = inside(document, node)
    if not case:
        name, case = _without_ending(line, name, document.tokens[node.last - 1].low)
    mention = Mention(node.start, line.nodes[last].end, "body", name, number="sing", is_named=True)
    return Phrase(mention, at, last, case or "nomn", frozenset(), frozenset())


def _without_ending(line: Line, name: str, last: str) -> tuple[str, str]:
    """«Чүй Пресске»: the ending may stand inside the marks."""
    reading = next(iter(line.known.language.analyse(last)), None)
    if reading is None or reading.case not in {"gent", "datv", "abla"} or not reading.tail:
        return name, ""
    return name[: -reading.tail], reading.case


def _is_sentence(line: Line, document: Document, node: Token) -> bool:
    """Do quoted words end in a verb?"""
    last = document.tokens[node.last - 1].low
    readings = line.known.language.analyse(last)
    return last in line.known.predicates or (bool(readings) and readings[0].pos == "VERB")


def _one_of(line: Line, at: int, found: list[Phrase]) -> Phrase | None:
    """«тұрғындардың бірі»."""
    word = line.words[at]
    if word.lemma not in line.known.quantities or not word.is_owned or not found or found[-1].last != at - 1:
        return None
    whole = found[-1]
    if whole.case != "gent" or not whole.may_speak:
        return None
    start, end = whole.mention.start, line.nodes[at].end
    mention = Mention(start, end, "group", "", head=whole.mention.head, number="sing", is_new=True)
    tail = len(word.low) - len(word.bare)
    text = [line.nodes[k].text for k in range(whole.first, at)]
    mention.name = " ".join([*text, line.nodes[at].text[: len(line.nodes[at].text) - tail]])
    return Phrase(mention, whole.first, at, word.case, whole.lists, whole.says, is_owned=True)


def _proper_body(line: Line, at: int, known: Vocabulary) -> Phrase | None:
    """«Түрік Әуежолдары»: words with capitals, the last one owned, that name no place."""
    word = line.words[at]
    if not (line.nodes[at].is_capital and word.is_owned) or word.lemma in known.places or not at:
        return None
    before = line.nodes[at - 1]
    if before.kind != WORD or not before.is_capital or matching(line, at - 1):
        return None
    first = _opening(line, at, at, [])
    name = " ".join(node.text for node in line.nodes[first:at])
    tail = len(word.low) - len(word.bare)
    name += " " + line.nodes[at].text[: len(line.nodes[at].text) - tail]
    mention = Mention(line.nodes[first].start, line.nodes[at].end, "body", name, type="organization", is_named=True)
    mention.number = "sing"
    return Phrase(mention, first, at, word.case, frozenset({"organization"}), frozenset(), is_owned=True)


def around(every: list[Phrase]) -> Iterator[Phrase]:
    """Yield the phrases that are no part of another."""
    reach = len(every)
    low = 1 << 30
    for k in range(reach - 1, -1, -1):
        if every[k].first < low:
            low = every[k].first
            yield every[k]


def is_modifier(line: Line, phrase: Phrase) -> bool:
    """Does a noun behind a bare phrase take it for its own («мемлекеттік қызмет істері»)?"""
    mention = phrase.mention
    if phrase.is_owned or mention.kind not in {"role", "body", "group", "joint"} or phrase.last + 1 >= len(line):
        return False
    after = line.words[phrase.last + 1]
    if line.nodes[phrase.last].kind != WORD or after.pos != "NOUN":
        return False
    if mention.kind != "body" and any(entry.list in {"title", "unnamed"} for _, entry in after.entries):
        appositive = after.number == "sing" and after.case == "nomn" and mention.kind == "role"  # «зейнеткер әже»
        return after.is_owned or mention.kind == "joint" or appositive  # «министр орынбасары», «экономист және бухгалтер мамандардың»
    return mention.kind == "body" and after.is_owned and after.case in {"nomn", "gent"}


def joined(line: Line, every: list[Phrase]) -> list[Phrase]:
    """Make one phrase of those that «және» or «пен» joins; the last one bears the case of all."""
    found: list[Phrase] = []
    for phrase in every:
        before = found[-1] if found else None
        if before is not None and _are_joined(line, before, phrase):
            found[-1] = _joint(line, before, phrase)
        else:
            found.append(phrase)
    return found


def _are_joined(line: Line, before: Phrase, phrase: Phrase) -> bool:
    if phrase.first != before.last + 2 or before.case != "nomn" or not (before.may_speak and phrase.may_speak):
        return False
    return line.low[before.last + 1] in _AND and "pronoun" not in {before.mention.kind, phrase.mention.kind}


def _joint(line: Line, before: Phrase, phrase: Phrase) -> Phrase:
    one, other = before.mention, phrase.mention
    parts = (*(one.parts if one.kind == "joint" else (one,)), other)
    name = " және ".join(part.name for part in parts)
    mention = Mention(one.start, other.end, "joint", name, number="plur", parts=parts)
    return Phrase(mention, before.first, phrase.last, phrase.case, phrase.lists, frozenset(), phrase.is_owned)


_AND = frozenset({"және", "мен", "пен", "бен"})
