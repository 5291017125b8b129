"""Personal names: runs of capitalised words of which one is a name by the lists or by its looks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from otkuda.attribution.ordered.sight import Mention
from otkuda.attribution.sov.extent import opened, opening
from otkuda.attribution.sov.phrase import NONE, Phrase
from otkuda.attribution.sov.word import is_latin
from otkuda.text.tokens import DASHES, MARK, NUMBER, WORD

if TYPE_CHECKING:
    from otkuda.attribution.sov.word import Line, Word
    from otkuda.text.tokens import Token

_NEAREST = 6  # phrases among which a title before a comma is looked for
_LONGEST = 4  # words of a name


def name_words(line: Line) -> set[str]:
    """Return the words of the full names of a sentence, by which persons go later."""
    found: set[str] = set()
    at = max(opened(line), int(opens_title(line)))
    while at < len(line):
        if line.nodes[at].kind != WORD or not _is_capital(line, line.nodes[at]):
            at += 1
            continue
        last = _run(line, at)
        if last > at and (
            _is_person(line, at, last) or _is_unheard(line, at, last) or (at and _is_title(line, at - 1))
        ):
            words = [node.text for node in line.nodes[at : last + 1] if len(node.text) > 1] or [line.nodes[last].text]
            found.update(words[:-1])
            personal = words[-1] if _is_last(line, last) else line.known.language.names.nominative_person(words[-1])
            if len(words) < 3 or personal == words[-1]:  # the last word of more, in a case, may be somebody else's
                found.update((personal, f"{words[0]} {personal}"))
            at = last
        at += 1  # «Жиында Фуат Оқтай»: a run may hold a name behind a word that is none
    return found


def _is_last(line: Line, at: int) -> bool:
    """«— деді Нұрдаулет Сүйінді.»: does a word close its sentence, so that no verb can take it for an object?"""
    return all(node.kind == MARK for node in line.nodes[at + 1 : at + 4]) and _is_accusative(line, at)


def _is_accusative(line: Line, at: int) -> bool:
    readings = line.known.language.names.cases(_titlecase(line.nodes[at].text))
    return any(case == "accs" for case, _ in readings)


def _is_title(line: Line, at: int) -> bool:
    word = line.words[at]
    return word.case == "nomn" and word.number == "sing" and any(entry.list == "title" for _, entry in word.entries)


def person_at(line: Line, at: int, names: frozenset[str], found: list[Phrase]) -> Phrase | None:
    """Return the person whose name begins at a node, with the titles before it, or None."""
    person = _name_at(line, at, names, found)
    return _titled(line, person, found) if person is not None else None


def _name_at(line: Line, at: int, names: frozenset[str], found: list[Phrase]) -> Phrase | None:
    """Return the person whose name begins at a node, or None."""
    if _is_place(line, at):
        return None  # «Мәскеуде Горбачев»
    if at < opened(line):
        return None  # «Сондай-ақ Хабиб»
    last = _known_run(line, at, _run(line, at), names)
    if last > at and not at and _is_capital_by_place(line, last):
        return None  # «Тренер Олег Севастьянов»: a title with the capital letter of a sentence
    if last < at or not _may_be(line, at, last, names, found):
        return None
    text = _joined(line, at, last)
    personal = line.known.language.names.nominative_person(text)
    if line.nodes[last].text in names and _is_accusative(line, last):
        personal = text  # «Нұрдаулет Сүйінді», as the text has it where nothing stands behind
    case = _case(line, last, text, personal)
    if is_honoured(line, last):
        last, case = last + 1, line.words[last + 1].case
    mention = Mention(line.nodes[at].start, line.nodes[last].end, "person", personal, type="person", number="sing")
    gender = line.known.language.names.gender_of(personal)
    mention.gender = "masc" if gender == "masc" else "femn" if gender == "femn" else ""
    return Phrase(mention, at, last, case, NONE, NONE, core=at)


def opens_title(line: Line) -> bool:
    """«Ғалым Тайлер Квинн»: does a sentence open with a title that may be a name too, and two words of a name?"""
    return len(line) > 0 and _is_title(line, 0) and _run(line, 0) > 1


def is_honoured(line: Line, at: int) -> bool:
    """«Беккер ханым»: does a word of respect stand behind a word with a capital letter?"""
    if at + 1 >= len(line) or not line.nodes[at].is_capital or line.nodes[at + 1].is_capital:
        return False
    if line.words[at].pos == "CONJ" or line.words[at + 1].number == "plur" or "poss3" in line.words[at + 1].says:
        return False  # «Ал ақсақалдар», «Марқұмның әпкесі»
    return not line.known.honorifics.isdisjoint({line.words[at + 1].lemma, line.words[at + 1].bare})


def _is_capital_by_place(line: Line, last: int) -> bool:
    """Has the first word of a sentence its capital letter from there, with a name behind it?"""
    first, after = line.words[0], line.nodes[1].text
    if len(line.nodes[0].text) == 1 or _is_person(line, 0, 0) or not _is_person(line, 1, last):
        return False
    given = len(after) == 1 or last > 1
    return first.is_known or bool(first.entries) or given  # else «Камила Сапаровтың», «Перизат Қайраттың»


def _known_run(line: Line, at: int, last: int, names: frozenset[str]) -> int:
    """«Ватзке Түрік Әуежолдарымен»: a run that opens with a name of the text goes no further than names do."""
    last = _without_another(line, at, last, names)
    if last <= at or line.nodes[at].text not in names:
        return last
    after = line.nodes[at + 1].text
    is_name = (
        after in names
        or line.known.language.names.nominative_person(after) in names
        or _is_person(line, at + 1, at + 1)
    )
    return last if is_name or len(after) == 1 else at


def _without_another(line: Line, at: int, last: int, names: frozenset[str]) -> int:
    """«Ермек Тұран Кларкпен кездескенін айтты»: the last word of three is somebody else's, whom the text names."""
    text = line.nodes[last].text if last > at + 1 and len(line.nodes[last - 1].text) > 1 else ""  # no initials
    personal = line.known.language.names.nominative_person(text) if text else text
    if personal == text or personal not in names or f"{line.nodes[at].text} {personal}" in names:
        return last
    return last - 1


def _joined(line: Line, at: int, last: int) -> str:
    """Return a name as the text has it, one space between its words: «Е. Мәнжуов», «Е.Мәнжуов»."""
    parts: list[str] = []
    for k in range(at, last + 1):
        node = line.nodes[k]
        text = _titlecase(node.text)
        glued = k > at and node.start == line.nodes[k - 1].end
        parts.append(text if glued or not parts else " " + text)
    return "".join(parts)


def _case(line: Line, last: int, text: str, personal: str) -> str:
    if personal == text:
        return "nomn"
    cases = {case for case, _ in line.known.language.names.cases(text)} - {"nomn"}
    own = line.words[last].case
    return own if own in cases else min(cases, default="nomn")


def _run(line: Line, at: int) -> int:
    """Return the last node of the capitalised words that begin at one; ``at - 1`` where there are none."""
    end = at
    words = 0
    while end < len(line) and words < _LONGEST:
        node = line.nodes[end]
        if end > at and (behind := _behind_particles(line, end)) > end:
            end = behind
            continue
        if node.kind != WORD or not _is_capital(line, node) or "." in node.text:
            break
        if len(node.text) == 1 and end + 1 < len(line) and line.nodes[end + 1].text == ".":
            end += 2
            words += 1
            continue
        if (
            node.text.isupper()
            and len(node.text) > 1
            and not (end > at and len(node.text) > 3)
            and not _is_shouted(line)
        ):
            break
        if end > at and (_is_head(line, end) or _is_other(line, at, end) or _is_behind_name(line, at, end)):
            break
        words += 1
        end += 1
        if _bears_case(line, node.text):
            break
    return end - 1


def _behind_particles(line: Line, at: int) -> int:
    """«Урсула фон дер Вольф»: return the node behind the small words of a name, the same one where it ends there."""
    end = at
    while end < len(line) and line.nodes[end].low in line.known.grammar["particle"]:
        end += 1
    if end == at and _goes_on_behind_respect(line, at):
        return at + 1
    goes_on = end < len(line) and line.nodes[end].kind == WORD and line.nodes[end].is_capital
    return end if goes_on and not line.nodes[at].is_capital else at


def _goes_on_behind_respect(line: Line, at: int) -> bool:
    """«Наурызбай қажы Шәкірұлы»: does a father's name stand behind a word of respect?"""
    if line.nodes[at].low not in line.known.honorifics or at + 1 >= len(line) or not line.nodes[at + 1].is_capital:
        return False
    return line.words[at + 1].bare.endswith(line.known.grammar["patronymic"])


def _is_capital(line: Line, node: Token) -> bool:
    """«Мансури», «әл-Мансури»."""
    return node.is_capital or (node.low.startswith(line.known.grammar["article"]) and any(map(str.isupper, node.text)))


def _is_other(line: Line, at: int, end: int) -> bool:
    """«Данагүл Ермұрат Threads», «Мария Гольц Семейде»: letters of another kind, or a place, end a name."""
    if is_latin(line.nodes[at].text) != is_latin(line.nodes[end].text):
        return True
    if end - at > 1 and line.words[end].case == "loct" and not _is_person(line, end, end):
        return True  # «Катрин Вебер Самарқанда»
    return line.words[end].lemma in line.known.proper and not line.known.language.names.is_given_name(
        line.nodes[end].text
    )


def _is_behind_name(line: Line, at: int, end: int) -> bool:
    """«Ерлан Сапаров Тасбұлақ бекетінде»: does a word that looks like no name stand behind a whole one?"""
    names = line.known.language.names
    if end - at > 1 and is_honoured(line, end) and names.is_given_name(line.nodes[at].text):
        return True  # «Бүркіт Аяған Кенесары ханның»
    before = _titlecase(line.nodes[end - 1].text)
    is_owner = end + 1 < len(line) and line.words[end + 1].is_owned
    are_given = bool(names.is_given_name(before) and names.is_given_name(line.nodes[at].text))
    is_whole = names.looks_like_surname(before) or (is_owner and are_given)  # «Ақан Жұмабек Азат-Дала радиосына»
    if end - at < 2 or not is_whole:
        return False
    text = _titlecase(line.nodes[end].text)
    if names.looks_like_surname(text) or text.lower().endswith(line.known.grammar["patronymic"]):
        return False
    ends = line.nodes[end - 1].low.endswith(tuple(line.known.grammar["family"]))
    return ends or is_owner or line.words[end].case not in {"nomn", ""}


def _is_shouted(line: Line) -> bool:
    return all(node.text.isupper() for node in line.nodes if node.kind == WORD and len(node.text) > 1)


def _is_head(line: Line, at: int) -> bool:
    """Is a word of the lists, and no given name?"""
    lists = {entry.list for _, entry in line.words[at].entries}
    return bool(lists - {"unnamed"}) and not line.known.language.names.is_given_name(line.nodes[at].text)


def _bears_case(line: Line, word: str) -> bool:
    names = line.known.language.names
    return names.nominative_person(word) != word and (names.looks_like_surname(word) or bool(names.is_given_name(word)))


def _is_person(line: Line, at: int, last: int) -> bool:
    names = line.known.language.names
    texts = [_titlecase(line.nodes[k].text) for k in range(at, last + 1) if line.nodes[k].kind == WORD]
    if line.words[last].lemma in line.known.places or _is_place(line, at):
        return False
    if last == at and "attr" in line.words[at].says:
        return False  # «Түбіртектегі сома»
    if len(texts) > 1 and len(texts[0]) == 1:
        return True
    return any(names.looks_like_surname(text) or names.is_given_name(text) for text in texts)


def _is_place(line: Line, at: int) -> bool:
    """«Украина Сыртқы істер министрі»: a listed place, though it looks like a surname."""
    given = line.known.language.names.is_given_name
    return line.words[at].lemma in line.known.proper and not given(line.nodes[at].text)


def _titlecase(text: str) -> str:
    """«САПАРОВ» as «Сапаров»."""
    return text.capitalize() if text.isupper() and len(text) > 1 else text


def _may_be(line: Line, at: int, last: int, names: frozenset[str], found: list[Phrase]) -> bool:
    """Is a run a person: by its words, by the text's full names, or by the title before it?"""
    behind_title = bool(found) and found[-1].last == at - 1 and _takes_name(found[-1])
    if is_honoured(line, last):
        return True
    if is_latin(line.nodes[at].text) and not _is_initial(line, at):
        return False  # «промоутер Ring Side TV арнасына», «саясаткер X парақшасында»
    after = line.words[last + 1] if last + 1 < len(line) else None
    if after is not None and (_is_namesake(line, after) or (not behind_title and _owns(line, at, last))):
        return False
    if last > at and (_is_person(line, at, last) or _is_unheard(line, at, last)):
        return True
    text = line.nodes[last].text
    if line.words[last].lemma in line.known.proper and not line.known.language.names.is_given_name(text):
        return False  # «президенті Украинаға»
    personal = line.known.language.names.nominative_person(text)
    if text in names or personal in names:
        return True
    if behind_title:
        return not line.words[last].is_known or last > at or _is_person(line, at, last)
    if line.words[last].is_known and at == 0:
        return False
    looks = line.known.language.names
    is_given = bool(looks.is_given_name(text)) and (at > 0 or not line.words[last].is_known)
    return is_given or (looks.looks_like_surname(text) and not line.words[last].is_known)


def _is_initial(line: Line, at: int) -> bool:
    return len(line.nodes[at].text) == 1 and at + 1 < len(line) and line.nodes[at + 1].text == "."


def _is_namesake(line: Line, after: Word) -> bool:
    """«Абай атындағы театр», «Жамбыл облыстық соты»: a name that is given to something, or to a place."""
    return after.low in line.known.grammar["name"] or after.low in line.known.grammar["local"]


def _is_unheard(line: Line, at: int, last: int) -> bool:
    """«Томас Шмидт»: words with capitals of which no list knows any."""
    words = [line.words[k] for k in range(at, last + 1) if line.nodes[k].kind == WORD]
    ends = words if len(words) < 3 else [words[0], words[-1]]  # «Рафаэль Дос Сантуш»
    if any(word.is_known or word.entries or word.lemma in line.known.proper for word in ends):
        return False
    if any(word.is_owned and (word.number == "plur" or word is not words[-1]) for word in words):
        return False  # «Түрік Әуежолдары»
    return line.nodes[at].text.istitle() and not is_latin(line.nodes[at].text)


def _owns(line: Line, at: int, last: int) -> bool:
    """Does a bare word behind the name take it for its own («Абай көшесі»)?"""
    after, word = line.words[last + 1], line.words[last]
    if not after.is_owned or word.case not in {"nomn", ""} or after.pos != "NOUN":
        return False
    if last > at and _is_person(line, at, last):
        return after.lemma in line.known.places
    if after.entries:  # «Еңбек министрі», «Манчестер Сити клубы»
        lists = {"title", "organization"} if last == at else {"organization"}
        return any(entry.list in lists for _, entry in after.entries)
    return after.lemma in line.known.places or not line.known.language.names.looks_like_surname(line.nodes[last].text)


def _takes_name(phrase: Phrase) -> bool:
    return phrase.case == "nomn" and phrase.mention.number == "sing" and "title" in phrase.lists


def _titled(line: Line, person: Phrase, found: list[Phrase]) -> Phrase:
    """Take the titles before a name to it: «аудан әкімі Ерлан Сапаров»."""
    while found and found[-1].last == person.first - 1 and _takes_name(found[-1]):
        _take(person, found.pop(), line)
    if not person.mention.roles:
        _take_unlisted(line, person, found)
    _take_age(line, person)
    while (before := _ended_before(found, person.first)) is not None and _is_apposed(line, person, before):
        found.remove(before)
        _take(person, before, line)
    _take_age(line, person)
    return person


def _take_age(line: Line, person: Phrase) -> None:
    """«29 жастағы Нияр Жапан»."""
    while person.first and _describes(line, person.first - 1):
        person.first -= 1
    person.mention.start = line.nodes[person.first].start


def _take_unlisted(line: Line, person: Phrase, found: list[Phrase]) -> None:
    """«гидролог Самал Есенова»: a noun before a name is a title, though no list holds it."""
    at = person.first - 1
    word = line.words[at] if at >= 0 else None
    if word is None or line.nodes[at].kind != WORD or word.pos != "NOUN" or word.case != "nomn" or word.may_say:
        return
    if word.lemma in line.known.times or word.number == "plur" or (line.nodes[at].is_capital and at):
        return
    if (found and found[-1].last == at) or (word.is_owned and not word.lemma.endswith(line.known.agents)):
        return
    person.first = opening(line, at, at, found)
    person.mention.start = line.nodes[person.first].start
    person.mention.roles, person.mention.role = (
        (word.lemma,),
        " ".join(n.text for n in line.nodes[person.first : at + 1]),
    )


def _take(person: Phrase, title: Phrase, line: Line) -> None:
    mention, other = person.mention, title.mention
    mention.roles = (*mention.roles, *other.roles)
    mention.role = mention.role or other.role
    mention.owner = mention.owner or other.owner
    person.first = title.first
    mention.start = line.nodes[title.first].start
    if other.kind == "body" and other.type == "outlet":  # a correspondent stands for the outlet
        mention.kind, mention.type, mention.name, mention.roles = "body", "outlet", other.name, ()


def _ended_before(found: list[Phrase], first: int) -> Phrase | None:
    return next((one for one in reversed(found[-_NEAREST:]) if one.last < first), None)


def _is_apposed(line: Line, person: Phrase, before: Phrase) -> bool:
    """«Осы топтың мүшесі, ауыл тұрғыны Ерлан Сапаров»: a title that a comma parts from another one."""
    if not (person.mention.roles or person.first < person.core) or before.last != person.first - 2:
        return False
    if line.low[person.first - 1] not in (",", *DASHES, *line.known.grammar["or"]):
        return False
    return before.mention.kind == "role" and before.case == "nomn"


def _describes(line: Line, at: int) -> bool:
    """«29 жастағы»."""
    node, word, ages = line.nodes[at], line.words[at], line.known.grammar["age"]
    if node.kind == NUMBER:
        return at + 1 < len(line) and line.words[at + 1].lemma in ages
    return word.lemma in ages and "attr" in word.says


def told_apart(line: Line, phrases: list[Phrase]) -> None:
    """Give persons the titles that stand apart: «Режиссері – Леван Чантурия», «Лаура Қасымова, компания басшысы, …»."""
    for one, other in pairwise(phrases):
        if {one.mention.kind, other.mention.kind} != {"person", "role"} or other.case != "nomn" or one.case != "nomn":
            continue
        person, title = (one, other) if one.mention.kind == "person" else (other, one)
        between = [node.text for node in line.nodes[one.last + 1 : other.first]]
        ends = other.last + 1 >= len(line) or line.nodes[other.last + 1].kind != WORD
        opens = all(node.kind != WORD for node in line.nodes[: one.first])
        if ends and ((between == [","] and person is one) or (opens and between[:1] and between[0] in DASHES)):
            person.mention.roles = (*person.mention.roles, *title.mention.roles)


def spelled_out(mentions: list[Mention]) -> None:
    """«Е.С.» of an interview is the one person of the text with these letters."""
    named = [one for one in mentions if one.kind == "person"]
    full = {one.name for one in named if " " in one.name and "." not in one.name}
    by_letters: dict[str, set[str]] = {}
    for name in full:
        by_letters.setdefault("".join(word[0] for word in name.split()), set()).add(name)
    for one in named:
        letters = one.name.replace(".", "").replace(" ", "")
        if len(letters) == 2 and letters.isupper() and len(by_letters.get(letters, ())) == 1:
            one.name = next(iter(by_letters[letters]))


def by_fathers(mentions: list[Mention], endings: tuple[str, ...]) -> None:
    """«Әділ Серікұлы» is the «Әділ Пшенов» of the text: a given name with the father's is no other person's."""
    full: dict[str, set[str]] = {}
    for one in mentions:
        given, _, rest = one.name.partition(" ")
        if one.kind == "person" and rest and not rest.endswith(endings):
            full.setdefault(given, set()).add(one.name)
    for one in mentions:
        given, _, rest = one.name.partition(" ")
        alike = full.get(given, set())
        if one.kind == "person" and rest.endswith(endings) and " " not in rest and len(alike) == 1:
            one.name = next(iter(alike))
