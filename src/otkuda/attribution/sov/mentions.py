"""Who and what a sentence mentions: every phrase by its last word, for that one bears the case of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from otkuda.attribution.ordered.sight import Mention
from otkuda.attribution.sov.extent import hides_name, opening, with_clause
from otkuda.attribution.sov.person import is_honoured, opens_title, person_at
from otkuda.attribution.sov.phrase import NONE, Phrase
from otkuda.attribution.sov.proper import (
    as_outlet,
    body_type,
    brand,
    latin_name,
    named_by_quote,
    opens_latin_name,
    place_before,
    proper_body,
    with_suffix,
)
from otkuda.attribution.sov.word import Line, Word, matching, text_of
from otkuda.text.tokens import NUMBER, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.ordered.sight import MentionKind
    from otkuda.attribution.sov.vocabulary import Entry

_KINDS: dict[str, MentionKind] = {"organization": "body", "outlet": "body", "document": "document", "occasion": "thing"}
_OWNS = frozenset({"gent", "nomn"})
_SHORTEST, _LONGEST = 2, 7  # letters of a body that goes by its first ones

Entries = list[tuple[int, "Entry"]]  # each with the node where it begins


def phrases(line: Line, names: frozenset[str]) -> list[Phrase]:
    """Return the phrases of a sentence by their last node; one that holds another stands behind it."""
    found: list[Phrase] = []
    at = 0
    while at < len(line):
        phrase = _phrase_at(line, at, names, found)
        if phrase is not None:
            found.append(phrase)
            at = phrase.last
        at += 1
    return found


def _phrase_at(line: Line, at: int, names: frozenset[str], found: list[Phrase]) -> Phrase | None:
    node, word = line.nodes[at], line.words[at]
    if node.kind == QUOTE:
        return named_by_quote(line, at)
    if node.kind != WORD:
        return None
    if word.pos == "NPRO":
        return _pronoun(line, at, found)
    if not (node.is_capital or word.entries or "." in node.low):
        return _one_of(line, at, found) or _doers(line, at, found)  # most words: no name, and in no list
    entries = matching(line, at) if word.case not in {"equa", "simi"} else []
    if node.is_capital and not (entries and _is_noun(line, at) and not _goes_on_in_latin(line, at)):
        person = person_at(line, at, names, found)
        if person is not None:
            return person
        if opens_latin_name(node) and (not entries or _goes_on_in_latin(line, at)):
            return latin_name(line, at)
    letters = node.text.partition("-")[0]  # «ХВҚ-ның»
    if "." in node.low or (_is_short(letters) and not (entries or word.is_known)):
        return brand(line, at)
    if entries:
        return _headed(line, at, entries, found)
    return _one_of(line, at, found) or _doers(line, at, found) or proper_body(line, at, found)


def _goes_on_in_latin(line: Line, at: int) -> bool:
    """«BBC World», «Reuters Daily»: is a listed name but the first word of one?"""
    return at + 1 < len(line) and opens_latin_name(line.nodes[at + 1])


def _doers(line: Line, at: int, found: list[Phrase]) -> Phrase | None:
    """«пікір қалдырғандар»: a participle that means people, with what it takes."""
    word = line.words[at]
    if word.pos != "PRTF" or word.number != "plur" or word.is_owned or not at:
        return None
    before = line.words[at - 1]
    takes = before.pos == "NOUN" and before.case in {"nomn", "accs", "datv", "loct", "abla"}
    if not takes or (found and found[-1].last == at - 1 and found[-1].may_speak):
        return None
    name = text_of(line, at - 1, at, word)
    mention = Mention(line.nodes[at - 1].start, line.nodes[at].end, "group", name, head=word.lemma, number="plur")
    return Phrase(mention, at - 1, at, word.case, frozenset({"unnamed"}), NONE)


def _is_noun(line: Line, at: int) -> bool:
    """Is a word of the lists with a capital letter no name: neither «Айгүл» nor «Беккер ханым»?"""
    if is_honoured(line, at):
        return False
    return not line.known.language.names.is_given_name(line.nodes[at].text) or (at == 0 and opens_title(line))


def _is_short(text: str) -> bool:
    return text.isupper() and _SHORTEST <= len(text) <= _LONGEST


def _headed(line: Line, at: int, entries: Entries, found: list[Phrase]) -> Phrase:
    """A phrase whose head is in a list."""
    word, start = line.words[at], min(first for first, _ in entries)
    lists, says = frozenset(entry.list for _, entry in entries), NONE.union(*(entry.says for _, entry in entries))
    first = opening(line, start, at, found)
    if "unnamed" in lists and word.number == "plur":
        first = with_clause(line, first)
    first = min([one.first for one in found if one.first < first <= one.last], default=first)
    if first == at and _is_short(line.nodes[at].text):
        first = place_before(line, at)
    last, suffix_case = with_suffix(line, at)
    short = _bracketed(line, last) if "organization" in lists else ""
    last += 3 * bool(short)
    phrase = Phrase(_THING, first, last, suffix_case or word.case, lists, says, word.is_owned)
    owner = next((one for one in reversed(found) if _is_owner(one, first, start)), None)
    phrase.mention = _mention(line, at, phrase, owner)
    phrase.mention.head = _head(line, word, entries[0][1].lemma)
    phrase.mention.name += f" ({short})" if short else ""
    _describe(line, at, phrase, entries)
    return phrase


def _head(line: Line, word: Word, lemma: str) -> str:
    """«зейнетақы қоры» is a «қор», as «баспасөз қызметі» is no «қызмет»; «ғалымдары» are of the kind of «ғалым»."""
    *before, _ = lemma.split()
    if word.number == "plur" and word.lemma != lemma:
        return word.lemma
    return lemma if not before or lemma in line.known.language.bodies else " ".join((*before, word.lemma))


def _bracketed(line: Line, at: int) -> str:
    """«төтенше жағдайлар департаменті (ТЖД)»: return the letters in brackets behind a body."""
    texts = [node.text for node in line.nodes[at + 1 : at + 4]]
    return texts[1] if len(texts) == 3 and texts[0] == "(" and texts[2] == ")" and _is_short(texts[1]) else ""


_THING = Mention(0, 0, "thing", "")


def _is_owner(one: Phrase, first: int, start: int) -> bool:
    return first <= one.first and one.last < start and one.case in _OWNS


def _mention(line: Line, at: int, phrase: Phrase, owner: Phrase | None) -> Mention:
    """Return the mention of a phrase: a writing is mentioned without its author, and so is a person's own page."""
    kind = _kind(phrase.lists, line.words[at])
    begins = named = phrase.first
    if owner is not None and owner.first == phrase.first:
        begins = owner.last + 1 if kind == "document" or _is_page_of(phrase, owner) else begins
        if _is_own_page(phrase, owner):
            named = owner.last + 1
        elif owner.core >= 0:  # «Қанат Ермековтің хаты» without the title, «Telegram-арнасы» without whose it is
            named = owner.core if kind == "document" else owner.last + 1
    elif "own" in phrase.says and line.words[phrase.first].lemma in line.known.grammar["self"]:
        named += 1
    name = text_of(line, named, at, line.words[at])
    mention = Mention(line.nodes[begins].start, line.nodes[phrase.last].end, kind, name)
    mention.owner = owner.mention if owner else None
    return mention


def _is_own_page(phrase: Phrase, owner: Phrase) -> bool:
    return _is_page_of(phrase, owner) and not owner.is_owned


def _is_page_of(phrase: Phrase, owner: Phrase) -> bool:
    """«министр өз парақшасында», «министрлігі сайтында»: who speaks stands before the page, and is mentioned alone."""
    own = owner.mention
    is_bare = owner.case == "nomn" and own.type != "outlet" and (bool(own.head) or not own.is_named)
    return "own" in phrase.says and (own.kind in {"person", "role", "pronoun"} or is_bare)


def _describe(line: Line, at: int, phrase: Phrase, entries: Entries) -> None:
    """Fill in what a mention says of itself."""
    mention, word, first = phrase.mention, line.words[at], phrase.first
    start = min(begins for begins, _ in entries)
    mention.number = "plur" if word.number == "plur" or "plur" in phrase.says else "sing"
    mention.is_named = any(node.kind == QUOTE or node.is_capital for node in line.nodes[first + (first == 0) : at])
    mention.is_named = mention.is_named or (mention.kind == "body" and _is_short(line.nodes[at].text))
    before = {line.words[k].lemma for k in range(first, start)}
    is_hidden = any(hides_name(line, k) for k in range(first + 1, start))
    mention.is_new = is_hidden or not before.isdisjoint(line.known.grammar["another"])
    alone = mention.kind == "group" and first == start  # «ғалымдар» may be those whom the text has told of
    mention.is_definite = not mention.is_new and (mention.number == "sing" or alone)
    if mention.kind == "body":
        mention.type = body_type(line, first, at, phrase.lists)
    if mention.kind == "role":
        mention.owner = mention.owner or _country(line, first, start)
        mention.role = mention.name
        mention.roles = tuple(entry.lemma for _, entry in entries if entry.list == "title")[:1]
    if mention.type == "outlet" or "stands_for" in phrase.says:
        as_outlet(line, first, at, mention, phrase.says)


def _country(line: Line, first: int, high: int) -> Mention | None:
    """«Қазақстан көшбасшысы», «Ереванның ресми өкілі»: whose a role is, where that is a country or a city."""
    word, node = line.words[first], line.nodes[first]
    if first == high or not node.is_capital or word.lemma not in line.known.proper or word.is_owned:
        return None
    return Mention(node.start, node.end, "thing", text_of(line, first, first, word), number="sing", is_named=True)


def _kind(lists: frozenset[str], word: Word) -> MentionKind:
    if lists & {"title", "unnamed"}:
        return "group" if word.number == "plur" or "title" not in lists else "role"
    return next((_KINDS[one] for one in _KINDS if one in lists), "thing")


def _pronoun(line: Line, at: int, found: list[Phrase]) -> Phrase | None:
    word, node, grammar = line.words[at], line.nodes[at], line.known.grammar
    if word.lemma in grammar["self"]:
        return _self(line, at, found)
    if word.lemma not in line.known.pronouns or _is_with(line, at):
        return None
    person: Literal[1, 3] = 1 if word.lemma in (*grammar["I"], *grammar["we"]) else 3
    number: Literal["sing", "plur"] = "plur" if word.lemma in (*grammar["they"], *grammar["we"]) else "sing"
    mention = Mention(node.start, node.end, "pronoun", word.lemma, number=number, person=person)
    return Phrase(mention, at, at, word.case, NONE, NONE)


def _is_with(line: Line, at: int) -> bool:
    """«әке мен бала»: «and», not «I»."""
    return line.low[at] in line.known.grammar["with"] and at > 0 and line.words[at - 1].case == "nomn"


def _self(line: Line, at: int, found: list[Phrase]) -> Phrase | None:
    """«өзім», «өзі», «Бибігүлдің өзі» in the nominative."""
    word, node = line.words[at], line.nodes[at]
    if word.case != "nomn" or not word.is_owned:
        return None
    whose = found[-1] if found and found[-1].last == at - 1 else None
    if whose is not None and whose.case == "gent" and whose.may_speak:
        return Phrase(whose.mention, whose.first, at, "nomn", whose.lists, whose.says)
    person: Literal[1, 3] = 1 if word.says & {"poss1sg", "poss1pl"} else 3
    mention = Mention(node.start, node.end, "pronoun", word.low, number="sing", person=person)
    return Phrase(mention, at, at, "nomn", NONE, NONE)


def _one_of(line: Line, at: int, found: list[Phrase]) -> Phrase | None:
    """«тұрғындардың бірі»."""
    word = line.words[at]
    if word.lemma not in line.known.quantities or not word.is_owned:
        return None
    if not at or line.nodes[at - 1].text == "," or line.words[at - 1].pos == "ADVB":
        return _somebody(line, at)
    if not found:
        return None
    whole = found[-1]
    if any(line.nodes[k].kind != NUMBER and line.words[k].pos != "NUMR" for k in range(whole.last + 1, at)):
        return None
    if whole.case != "gent" or not whole.may_speak:
        return None
    name = text_of(line, whole.first, at, word)
    mention = Mention(whole.mention.start, line.nodes[at].end, "group", name, head=whole.mention.head, number="sing")
    mention.is_new = True
    return Phrase(mention, whole.first, at, word.case, whole.lists, whole.says, is_owned=True)


def _somebody(line: Line, at: int) -> Phrase | None:
    """«Бірі күлді, енді бірі жылады»: one of those whom the sentence before is about."""
    word, node = line.words[at], line.nodes[at]
    if word.case != "nomn" or word.number == "plur" or not word.says & {"poss3"}:
        return None
    mention = Mention(node.start, node.end, "group", word.low, head=word.lemma, number="sing", is_new=True)
    return Phrase(mention, at, at, "nomn", frozenset({"unnamed"}), NONE, is_owned=True)
