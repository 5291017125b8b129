"""How far a noun phrase reaches to the left of its head: modifiers stand before what they modify, and bear no case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otkuda.attribution.sov.word import NO_WORD, Line, Word, is_latin, is_paired, matching
from otkuda.text.tokens import MARK, NUMBER, QUOTE, WORD

if TYPE_CHECKING:
    from otkuda.attribution.sov.phrase import Phrase
    from otkuda.text.tokens import Token

_LONGEST = 24  # nodes of a phrase
_NEAREST = 12  # phrases before a head that may be part of its own
_CLAUSE = 9  # words of a clause before people
_NAME_WORDS = 5  # a name between quotation marks has no more
_DETERMINERS = frozenset({"NUMR", "ADJF", "NPRO"})
_STOPS = frozenset({"VERB", "GRND", "PRCL", "ADVB", "POST", "CONJ"})


def opening(line: Line, start: int, head: int, found: list[Phrase]) -> int:
    """Return where the phrase begins whose head begins at ``start`` and ends at ``head``."""
    lists = {entry.list for _, entry in line.words[head].entries}
    behind = _Behind(line.words[head], line.words[start if "unnamed" in lists else head], lists)
    behind.is_owned = behind.is_owned or line.words[start].is_owned  # «негізін қалаушы»
    near, link = found[-_NEAREST:], line.known.grammar["link"]
    is_owned = line.words[head].is_owned
    closed = {one.last for one in near if one.case == "nomn" and _stands_alone(one, lists, is_owned=is_owned)}
    closed |= {one.last for one in near if one.case == "datv" and line.nodes[one.last - 1].text in {"-", "‑"}}
    owners = {line.nodes[one.first].index for one in near if one.first == one.last and one.case == "gent"}
    at, low = start, max(opened(line), start - _LONGEST)
    while at > low and at - 1 not in closed and _belongs(line, at - 1, behind, start, owners):
        reach = _reach(line, at)
        if reach > 1:
            told = line.words[at - 1].pos == "PRTF"  # else «қызмет істері және жемқорлыққа қарсы агенттік»
            bare = (one.last for one in near if one.case == "nomn")
            closed |= {last for last in bare if told or not (line.words[last + 1].is_owned or _is_letters(line, last))}
        at -= reach
        if line.words[at].lemma in line.known.grammar["self"]:
            break  # «басшы өзінің парақшасында»
        if line.low[at] in link or line.nodes[at].text == ",":
            behind.go_on()
        elif line.nodes[at].kind != MARK and line.low[at] not in line.known.grammar["over"]:
            behind.step(line.words[at], is_task=line.low[at] in line.known.grammar["task"])
    while at < start and (line.low[at] in link or (line.nodes[at].kind == MARK and line.nodes[at].text != "№")):
        at += 1
    return _with_initials(line, at)


def _is_letters(line: Line, at: int) -> bool:
    """«ІІМ Киберқылмысқа қарсы күрес департаменті»: letters that stand for a body, before one of its own."""
    return line.nodes[at].text.isupper() and len(line.nodes[at].text) > 1


def opened(line: Line) -> int:
    """Return how many words open a sentence that belong to no phrase of it: «Сондай-ақ министрлік …»."""
    for words in line.known.openers.get(line.low[0], ()) if line.low else ():
        if tuple(line.low[: len(words)]) == words:
            return len(words)
    return 0


def _with_initials(line: Line, at: int) -> int:
    """«М. Әуезов атындағы театр»: return where a name begins with its letters."""
    while at > 1 and line.nodes[at].is_capital and line.nodes[at - 1].text == ".":
        if len(line.nodes[at - 2].text) > 1 or not line.nodes[at - 2].is_capital:
            break
        at -= 2
    return at


def _stands_alone(phrase: Phrase, lists: set[str], *, is_owned: bool) -> bool:
    """Is a phrase in the nominative no part of the next: a person, or a medium before no title or page?"""
    mention = phrase.mention
    bare = mention.kind == "body" and mention.is_named and not (mention.head or mention.type or phrase.lists)
    if mention.kind in {"person", "pronoun"} or (bare and not is_owned):
        return True  # «Samsung зауыттың жабылғанын айтты»
    return mention.type == "outlet" and mention.is_named and not lists & {"title", "outlet", "document"}


def _reach(line: Line, at: int) -> int:
    """Return how many nodes belong together: a participle and what it takes («тергеуге жақын»), or one."""
    takes = (*line.known.grammar["near"], *line.known.grammar["against"])
    return 2 if line.words[at - 1].pos == "PRTF" or line.low[at - 1] in takes else 1


class _Behind:
    """What stands behind a word that may belong to a phrase."""

    __slots__ = ("has_link", "head", "is_body", "is_joined", "is_owned", "is_people", "takes_object", "word")

    def __init__(self, head: Word, first: Word, lists: set[str]) -> None:
        self.head, self.word = head, first
        self.is_owned = head.is_owned  # anything between the word and the head
        self.is_body = "organization" in lists or "title" in lists
        self.is_people = "unnamed" in lists or ("title" in lists and head.number == "plur")
        self.is_joined = self.takes_object = self.has_link = False

    def step(self, word: Word, *, is_task: bool) -> None:
        """«жөніндегі комиссия» is made by what stands before it, as an owned head is."""
        self.word, self.is_joined = word, False
        self.is_owned = self.is_owned or word.is_owned or is_task
        self.takes_object = self.is_body and (self.takes_object or word.pos == "INFN" or _is_act(word))

    def go_on(self) -> None:
        """«энергетика және көлік министрлігі»: before «және» stands what modifies the head as well."""
        self.word, self.takes_object = self.head, False
        self.is_joined = self.has_link = True


def _is_act(word: Word) -> bool:
    """«тергеу» is what one does, and who does it too."""
    return word.pos == "NOUN" and word.case == "nomn" and not word.is_owned and word.low.endswith(("еу", "ау"))


def _belongs(line: Line, at: int, behind: _Behind, start: int, owners: set[int]) -> bool:
    """Does a node belong to the words behind it?"""
    node, after = line.nodes[at], behind.word
    if node.kind == QUOTE:
        return is_name(node) and (
            (after.is_owned and after.lemma not in line.known.grammar["public"])
            or _is_named_by(line, at, start, behind)
            or node.index in owners
        )
    if node.text == "№" or (node.kind == NUMBER and at > 0 and line.nodes[at - 1].text == "№"):
        return True  # «№2 емхана»
    if node.kind == NUMBER:
        is_age = after.lemma in line.known.grammar["age"]
        return after.pos == "NOUN" and (after.number == "plur" or is_age or not after.is_owned)
    if node.text == "," and at > 0:  # «цифрлық даму, инновациялар және аэроғарыш өнеркәсібі министрлігі»
        before = line.words[at - 1]
        is_task = before.pos in {"NOUN", "INFN"} and before.case == "nomn" and not matching(line, at - 1)
        return behind.has_link and behind.is_owned and behind.is_body and is_task and not behind.is_joined
    if node.kind != WORD:
        return node.text in {"»", "”"} and behind.is_owned  # «Қазақстан темір жолы» ҰК» АҚ
    if "." in node.low and not (at + 1 == start and behind.head.is_owned):
        return False  # «tan.example облыстық әкімдікке сілтеме жасап хабарлады»
    return _word_belongs(line, at, behind)


def _word_belongs(line: Line, at: int, behind: _Behind) -> bool:
    word, after, grammar = line.words[at], behind.word, line.known.grammar
    if "attr" in word.says:
        return True
    if word.pos == "PRTF" or word.low in grammar["near"]:
        return _takes_participle(line, at, behind)
    if word.low in grammar["link"]:
        return behind.is_owned and bool(behind.head.entries) and not after.is_owned
    if word.low in grammar["against"]:
        is_made = behind.is_owned or after is behind.head
        return is_made and behind.is_body and at > 0 and line.words[at - 1].case == "datv"
    if word.low in grammar["over"]:  # «Қызылорда облысы бойынша мемлекеттік кірістер департаменті»
        return behind.is_body and at > 0 and line.words[at - 1].lemma in line.known.places
    if word.low in grammar["degree"] and after.pos == "ADJF":
        return True  # «аса маңызды істер»
    if word.pos in _STOPS or word.low in line.known.pronouns:
        return False
    if word.case in {"nomn", ""}:
        return _bare_belongs(line, at, behind)
    if word.case in {"accs", "datv", "inst"}:  # «бәсекелестікті қорғау»
        fits = word.pos in {"NOUN", "INFN"} and not _is_office(line, at)
        is_task = after.low in grammar["against"] and word.case == "datv"
        return is_task or (behind.takes_object and behind.is_owned and fits)
    own = behind.is_owned or after.case == "gent" or after.pos == "PRTF" or "attr" in after.says
    return word.case == "gent" and own


def _bare_belongs(line: Line, at: int, behind: _Behind) -> bool:
    """Does a word without a case belong to those behind it: «ҚР Сыртқы істер министрлігі»?"""
    word, text = line.words[at], line.nodes[at].text
    if is_paired(line, at):
        return True  # «тұрғын үй инспекциясы»
    if _is_subject_of_all(line, at, behind) or is_before_place(line, at) or _carries(line, at, behind):
        return False
    if behind.is_owned and text.isupper() and len(text) > 1 and behind.word is not NO_WORD and not word.is_owned:
        return True
    is_noun = behind.is_owned and behind.is_body and word.pos == "NOUN"
    is_noun = is_noun and ((behind.is_joined and word.number == "plur") or not matching(line, at))
    if is_noun and (_names(line, at, behind) or _is_object(word, behind)):
        return True
    return _modifies(line, at, word, behind) or (behind.is_owned and behind.is_body and _holds(line, at))


def is_before_place(line: Line, at: int) -> bool:
    """«Жаһан-24 Жапония агенттігіне сілтеме жасады»: a name that no list holds, before a place that opens another."""
    word, after = line.words[at], line.words[at + 1]
    is_unheard = line.nodes[at].is_capital and not (word.is_known or word.is_owned or matching(line, at))
    is_unheard = is_unheard and word.low not in line.known.grammar["side"]
    if line.nodes[at + 1].kind == QUOTE:
        return is_unheard and is_latin(line.nodes[at].text)  # «Azat-Media «Тас» агенттігіне сілтеме жасады»
    is_next = at > 0 and line.words[at - 1].pos == "VERB"  # «деді Дала Білім министрлігі»
    is_next = is_next and line.nodes[at + 1].is_capital
    is_next = is_next and not is_latin(line.nodes[at + 1].text)  # «деді Ала-Тоо Press агенттігі»
    return is_unheard and (is_next or after.lemma in line.known.proper or _is_region(line, at + 1))


def _carries(line: Line, at: int, behind: _Behind) -> bool:
    """«деп жазады Azat Media облыс әкімінің қызметіне сілтеме жасап»: a name between the verb and whom it refers to."""
    if (
        not line.nodes[at].is_capital
        or behind.head.case not in {"datv", "gent"}
        or behind.word in {behind.head, NO_WORD}
        or behind.word.is_owned
    ):
        return False
    is_place = behind.word.low in line.known.grammar["local"] and not is_latin(line.nodes[at].text)
    if is_place or not set(line.known.grammar["refer"]) & set(line.low[at:]):
        return False  # «деп хабарлады Мерке аудандық полиция бөлімінің басшысы»
    while at and _is_unheard(line, at):
        at -= 1
        if line.words[at].pos == "VERB" or line.low[at] in line.known.grammar["about"]:
            return True
    return False


def _is_unheard(line: Line, at: int) -> bool:
    is_own = line.words[at].is_known or line.words[at].is_owned or matching(line, at)
    return line.nodes[at].kind == WORD and line.nodes[at].is_capital and (is_latin(line.nodes[at].text) or not is_own)


def _is_region(line: Line, at: int) -> bool:
    """«Қостанай облысындағы»."""
    return line.nodes[at].is_capital and at + 1 < len(line) and line.words[at + 1].lemma in line.known.places


def _is_subject_of_all(line: Line, at: int, behind: _Behind) -> bool:
    """«Полиция департаменті қала тұрғындарын шақырды»: people who are not right behind a body are not its own."""
    if not (behind.is_people and line.words[at].is_owned) or behind.word in {behind.head, NO_WORD}:
        return False
    return any(entry.list == "organization" for _, entry in matching(line, at))


def _is_object(word: Word, behind: _Behind) -> bool:
    """«құқық қорғау ұйымы»: a bare noun before what one does with it."""
    return behind.takes_object and behind.word.pos == "INFN" and not word.is_owned


def _holds(line: Line, at: int) -> bool:
    """«Ішкі істер министрлігі Әкімшілік полиция комитеті»: a body before one of its own with a capital letter."""
    word, after = line.words[at], line.nodes[at + 1]
    lists = {entry.list for _, entry in matching(line, at)}
    if not word.is_owned or "organization" not in lists or "." in after.low:
        return False  # «полиция департаменті tan.example редакциясына хабарлады»
    if "outlet" in lists and at and (line.nodes[at - 1].kind == QUOTE or is_latin(line.nodes[at - 1].text)):
        return False  # «Ала-Тоо Press агенттігі Қырғызстан комитетінің төрағасына сілтеме жасады»
    names = line.known.language.names
    is_name = after.kind == WORD and (names.is_given_name(after.text) or names.looks_like_surname(after.text))
    return after.is_capital and not is_name


def _is_office(line: Line, at: int) -> bool:
    return any(entry.list in {"title", "organization"} for _, entry in matching(line, at))


def _names(line: Line, at: int, behind: _Behind) -> bool:
    """«Шымкент қаласы Әл-Фараби аудандық соты», «тіл саясаты және дін істері басқармасы», «төтенше жағдайлар»."""
    word = line.words[at]
    if word.is_owned:
        return word.lemma in line.known.places or behind.is_joined
    return behind.is_joined or not (word.is_known or line.nodes[at].is_capital or "." in word.low)


def _is_named_by(line: Line, at: int, start: int, behind: _Behind) -> bool:
    """«Әділдік жолы» қоғамдық бірлестігі, «Далагаз» ЖШС."""
    after = behind.word
    if behind.head.lemma in line.known.grammar["public"]:
        return False
    if (at + 1 == start and is_short(behind.head)) or line.nodes[at + 1].text.isupper():
        return True
    fits = after.case == "nomn" or behind.takes_object  # «Даму» кәсіпкерлікті дамыту қоры
    is_one = after.number != "plur" or behind.takes_object  # «Үміт» жануарларды қорғау қоры
    return behind.is_owned and fits and is_one and not line.nodes[at + 1].is_capital


def _takes_participle(line: Line, at: int, behind: _Behind) -> bool:
    """«аты-жөні жарияланбаған шенеунік», «сауалға берген жауабы»: a participle of a source or a writing."""
    lists = {entry.list for _, entry in behind.head.entries}
    if "title" in lists and hides_name(line, at):
        return True
    if not lists & {"unnamed", "document"} or "outlet" in lists or at < 1 or line.words[at].case not in {"nomn", ""}:
        return False
    noun = line.words[at - 1]
    if any(entry.list == "outlet" for _, entry in noun.entries):
        return False  # «порталға берген түсініктемесінде»: the site is told of by itself
    return noun.pos == "NOUN" and (noun.case in {"datv", "abla"} or (noun.case == "nomn" and noun.is_owned))


def hides_name(line: Line, at: int) -> bool:
    """«аты аталмаған», «аты-жөнін атамаған»: does a participle keep back somebody's name?"""
    word, noun = line.words[at], line.words[at - 1]
    is_negative = word.pos == "PRTF" and "neg" in word.says and word.case == "nomn"
    return is_negative and noun.lemma in line.known.grammar["own name"]


def is_short(head: Word) -> bool:
    """Is a head letters that stand behind a name («Далагаз» ЖШС)?"""
    return any("abbr" in entry.says for _, entry in head.entries)


def _modifies(line: Line, at: int, word: Word, behind: _Behind) -> bool:
    node, after = line.nodes[at], behind.word
    if word.low in line.known.grammar["side"] and line.nodes[at + 1].is_capital:
        return True  # «Шығыс Қазақстан», «Оңтүстік Корея»
    if after.is_owned:
        return not (_is_somebody(line, at, behind) or _is_theirs(line, at, behind) or _leads(line, at, after))
    if word.pos == "INFN":
        return False
    if word.pos in _DETERMINERS:
        return True
    if word.is_owned or matching(line, at):
        return False
    if node.is_capital and behind.is_people and word.lemma not in line.known.proper and not node.text.isupper():
        return False  # «Жан-Пьер Моро фермерлер наразы екенін айтты»
    if node.is_capital and after is not NO_WORD and (at > 0 or not word.is_known or word.lemma in line.known.proper):
        return after.low[:1].islower() if node.text.isupper() else True
    return word.low.endswith(line.known.grammar["adjective"]) and word.number != "plur"


def _is_theirs(line: Line, at: int, behind: _Behind) -> bool:
    """«Ата-анасы қызының кеткенін айтты»: people who are somebody's stand for themselves, before what is theirs."""
    word = line.words[at]
    if not word.is_owned or behind.word.case != "gent" or behind.word is behind.head:
        return False
    return any(entry.list in {"title", "unnamed"} for _, entry in matching(line, at))


def _leads(line: Line, at: int, after: Word) -> bool:
    """«Бапкер командасының жеңетінін айтты»: a title before what its bearer leads."""
    return after.lemma in line.known.grammar["led"] and any(one.list == "title" for _, one in matching(line, at))


def _is_somebody(line: Line, at: int, behind: _Behind) -> bool:
    """«Ұстаз оқушыларын жақсы көретінін айтты»: a person before people who are none of their office's."""
    if behind.word is not behind.head or behind.head.lemma in line.known.grammar["aides"]:
        return False
    if line.low[at] in line.known.grammar["senior"]:
        return False
    theirs = {entry.list for _, entry in behind.head.entries}
    mine = [entry.list for _, entry in matching(line, at)]
    if line.words[at].is_owned and mine[:1] == ["title"] and "outlet" in theirs:
        return True  # «облыс әкімі Telegram-арнасында жазды»
    people = mine[:1] == ["title"] or (mine[:1] == ["unnamed"] and line.words[at].is_owned)
    return people and bool(theirs & {"title", "unnamed"})


def is_name(node: Token) -> bool:
    """Is a quotation so short that it may be a name?"""
    return 0 < node.last - node.first <= _NAME_WORDS


def with_clause(line: Line, first: int) -> int:
    """«елден әр жылы шығарылған қазақтар»: a clause before people, where the sentence opens with it."""
    words = line.words[:first]
    if not 1 < first <= _CLAUSE or words[-1].pos != "PRTF" or words[-1].case != "nomn":
        return first
    fits = all(word.pos in {"NOUN", "ADJF", "NUMR", "ADVB", "NPRO"} for word in words[:-1])
    fits = fits and not any(word.case == "nomn" and word.entries and not word.is_owned for word in words)
    return 0 if fits and not any(word.low in line.known.pronouns for word in words) else first
