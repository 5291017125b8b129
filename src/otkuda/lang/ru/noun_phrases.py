"""Noun phrases: from any case to the nominative.

«уфимской мэрии» is «уфимская мэрия»: the head and the words that agree with it change; what follows the head
(genitives, prepositions, names in quotation marks) stays. Every reading of the first word is tried, the one that the
case of the sentence, the agreement and the word lists speak for is taken. Spacing, punctuation and letter case stay.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.lang.ru.bodies import features_of_heads, fixed_names, is_listed_alone, listed_name, plain, role_nouns
from otkuda.lang.ru.heads import ADJECTIVES, Head, Token, agreeing, head_of, is_adverb, russian_part
from otkuda.lang.ru.morphology import analyse, inflect
from otkuda.lang.ru.persons import is_given_name, looks_like_surname, nominative_among, nominative_person

if TYPE_CHECKING:
    from otkuda.lang.ru.dictionary import Analysis

_TOKEN = re.compile(r"\w+(?:[-‑'’.]\w+)*|[^\w\s]")
_QUOTES = frozenset("«»\"“”„''‚‘’")
_PAUCAL = frozenset({"два", "три", "четыре", "оба", "полтора"})
_GENDERED = frozenset({"два", "оба", "полтора"})
_NOMINATIVE = frozenset({"nomn"})
_DEPUTIES = frozenset({"заместитель", "зам"})

_SHORT_TAIL = re.compile(r"[А-ЯЁA-Z][а-яёa-z]+-[А-ЯЁA-Z0-9]{2,}")  # «Спорт-ФМ», «Уют-2000»: not declined

Changes = dict[int, str]  # token -> its new form


@lru_cache(maxsize=50_000)
def nominative_phrase(phrase: str, *, case: str = "") -> str:
    """Return a noun phrase in the nominative.

    ``case`` ("gent", "datv", "accs", "ablt", "loct") is the case that the sentence asks for; "nomn" leaves the phrase
    as it is where that can be. Without it a phrase that may be a nominative is taken for one, but for a body in the
    singular («пресс-службы завода»). A phrase that is a person's name is left to ``nominative_person``.

    >>> nominative_phrase("источника в палестинском правительстве")
    'источник в палестинском правительстве'
    """
    if plain(phrase) in fixed_names() or _SHORT_TAIL.fullmatch(phrase):
        return phrase
    quoted = _inside_quotes(phrase)
    if quoted:
        return phrase[0] + _of_quoted(quoted, case) + phrase[-1]
    tokens = tuple(Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(phrase))
    if _is_person(tokens):
        return nominative_person(phrase, case=case)
    if case == "nomn" and _may_be_nominative(tokens):
        return phrase
    return _written(phrase, tokens, _changes(tokens, case))


def _may_be_nominative(tokens: tuple[Token, ...]) -> bool:
    """Say whether the first word can stand in the nominative, or is no word of the dictionary or the lists."""
    word = tokens[0].word if tokens else ""
    if not word or is_listed_alone(word):
        return not word or listed_name(word) == word
    if word.isupper() and len(word) > 1:
        return True  # «ИД», an abbreviation that looks like the form of a word
    readings = analyse(russian_part(word))
    return any(reading.case == "nomn" or not (reading.case and reading.is_known) for reading in readings)


def _inside_quotes(phrase: str) -> str:
    """Return what a phrase that is all one quotation holds, or nothing."""
    inner = phrase[1:-1]
    whole = len(phrase) > 2 and phrase[0] in _QUOTES and phrase[-1] in _QUOTES
    return inner if whole and not _QUOTES & set(inner) else ""


def _of_quoted(name: str, case: str) -> str:
    """Return a name out of quotation marks in the nominative: «Газпроме», «Ведомостях»; «Зари» with a case."""
    listed = listed_name(name)
    if listed:
        return listed
    return nominative_phrase(name, case=case or "nomn")


def _written(phrase: str, tokens: tuple[Token, ...], changes: Changes) -> str:
    """Return the phrase with the changed words in their places."""
    pieces, position = [], 0
    for index, form in sorted(changes.items()):
        token = tokens[index]
        pieces += [phrase[position : token.start], _spelled(token.word, form, yo="ё" in phrase)]
        position = token.end
    return "".join(pieces) + phrase[position:]


def _spelled(word: str, form: str, *, yo: bool) -> str:
    """Return ``form`` in the letter case of ``word``, with ё only where the phrase writes it."""
    if not yo:
        form = form.replace("ё", "е")
    if word.isupper() and len(word) > 1:
        return form.upper()
    letters = enumerate(zip(plain(word), plain(form), strict=False))
    same = next((at for at, (one, other) in letters if one != other), min(len(word), len(form)))
    return word[:same] + form[same:]


def _changes(tokens: tuple[Token, ...], case: str) -> Changes:
    """Return the words that change."""
    if not tokens or not tokens[0].word[0].isalpha():
        return {}
    head = head_of(tokens, case)
    if head is None:
        return _changes_of_listed(tokens)
    counted = head.modifiers and head.modifiers[0][1].pos == "NUMR"
    return {**_after(tokens, head), **(_counted(tokens, head) if counted else _agreed(tokens, head))}


def _changes_of_listed(tokens: tuple[Token, ...]) -> Changes:
    """Return the change of a first word that only the lists know: «Минздраве», «МИДе»."""
    word = tokens[0].word
    return {0: listed_name(word)} if is_listed_alone(word) else {}


# ---- the words that change


def _form(word: str, reading: Analysis, *target: str) -> str:
    """Return a form of a word, its Latin part kept: «Telegram-канал»."""
    russian = russian_part(word)
    return word[: len(word) - len(russian)] + inflect(russian, reading, frozenset(target))


def _agreed(tokens: tuple[Token, ...], head: Head) -> Changes:
    """Return the head and its modifiers in the nominative."""
    modifiers = {index: _nominative(tokens[index].word, reading, head.reading) for index, reading in head.modifiers}
    if plain(tokens[head.place].word) in fixed_names():
        return modifiers
    return {**modifiers, head.place: _nominative(tokens[head.place].word, head.reading, head.reading)}


def _nominative(word: str, reading: Analysis, head: Analysis) -> str:
    """Return a word in the nominative, in the number and, where it has one, the gender of the head."""
    if reading.case in {"nomn", ""}:
        return word
    number = reading.number or "sing"
    before, dash, after = word.rpartition("-")
    if dash:
        first = agreeing(before, reading, frozenset({"NOUN"})) if before.isalpha() else None
        last = agreeing(after, reading, frozenset({"NOUN"})) if first else None
        if first and last and first.case == reading.case:
            return f"{inflect(before, first, _NOMINATIVE | {number})}-{inflect(after, last, _NOMINATIVE | {number})}"
    if reading.pos in ADJECTIVES and number == "sing":
        gender = reading.gender or head.gender or "masc"
        return _form(word, reading, "nomn", "sing", gender)
    return _form(word, reading, "nomn", number)


def _counted(tokens: tuple[Token, ...], head: Head) -> Changes:
    """Return a counted noun with its number in the nominative: «двух чиновников» is «два чиновника»."""
    (place, number), *adjectives = head.modifiers
    if number.case == "nomn":
        return {}
    few = number.lemma in _PAUCAL
    gender = "femn" if head.reading.gender == "femn" else "masc"
    target = ("nomn", gender) if number.lemma in _GENDERED else ("nomn",)
    changes = {place: _form(tokens[place].word, number, *target)}
    for index, reading in adjectives:
        changes[index] = _form(tokens[index].word, reading, "gent", "plur")
    changes[head.place] = _form(tokens[head.place].word, head.reading, "gent", "sing" if few else "plur")
    return changes


# ---- what follows the head


def _after(tokens: tuple[Token, ...], head: Head) -> Changes:
    """Return the changes behind the head: a second head, a participle, the person's name."""
    return {**_second(tokens, head), **_participle(tokens, head), **_name(tokens, head)}


def _second(tokens: tuple[Token, ...], head: Head) -> Changes:
    """Return the changes of a head joined by «и»: «жителей и чиновников», «тренера Олега Дудина и капитана»."""
    for index in range(head.place + 1, len(tokens) - 1):
        if tokens[index].word == "и" and _joins(tokens, index, head):
            rest = _changes(tokens[index + 1 :], head.reading.case)
            return {index + 1 + place: form for place, form in rest.items()}
    return {}


def _joins(tokens: tuple[Token, ...], index: int, head: Head) -> bool:
    """Say whether the «и» at ``index`` joins a second head: it stands behind the first, or a name and before a role."""
    readings = [reading for reading in analyse(tokens[index + 1].word) if reading.case == head.reading.case]
    role = any(reading.lemma in role_nouns() for reading in readings)
    return bool(readings) and (index == head.place + 1 or (role and tokens[index - 1].word[0].isupper()))


def _participle(tokens: tuple[Token, ...], head: Head) -> Changes:
    """Return the changes of a participle behind a comma: «источника, хорошо знакомого с делом»."""
    index = next((place for place in range(head.place + 1, len(tokens)) if tokens[place].word == ","), len(tokens))
    for place in range(index + 1, min(index + 4, len(tokens))):
        reading = agreeing(tokens[place].word, head.reading, ADJECTIVES)
        if reading:
            return {place: _nominative(tokens[place].word, reading, head.reading)}
        if not is_adverb(tokens[place].word):
            break
    return {}


def _name(tokens: tuple[Token, ...], head: Head) -> Changes:
    """Return the changes of the name that the head introduces: «главы МИД Сергея Лаврова».

    Not of «пресс-секретаря президента США Барака Обамы»: the nearest role before a name in the genitive owns it, but
    for a deputy's.
    """
    if plain(head.reading.lemma) not in role_nouns() or head.reading.number == "plur":
        return {}
    cases = _cases(tokens, head)
    for index in range(head.place + 1, len(tokens)):
        if _opens_name(tokens, index, adjacent=index == head.place + 1):
            return _named(tokens, index, cases)
        between = any(plain(reading.lemma) in role_nouns() for reading in analyse(tokens[index].word)[:2])
        if between and head.reading.lemma not in _DEPUTIES:
            cases -= {"gent", "accs"}
    return {}


def _cases(tokens: tuple[Token, ...], head: Head) -> frozenset[str]:
    """Return the cases that the head may be in: «главе» is dative as well as locative."""
    word = russian_part(tokens[head.place].word)
    same = [reading for reading in analyse(word) if reading.lemma == head.reading.lemma]
    return frozenset(reading.case for reading in same if reading.number == head.reading.number) - {"nomn"}


def _opens_name(tokens: tuple[Token, ...], index: int, *, adjacent: bool) -> bool:
    """Say whether a person's name begins here: a given name, initials, or a surname right behind the role."""
    word = tokens[index].word
    if not word[0].isupper():
        return False
    if len(word) == 1 and index + 1 < len(tokens) and tokens[index + 1].word == ".":
        return True
    followed = index + 1 < len(tokens) and tokens[index + 1].word[0].isupper()
    if is_given_name(word) and (followed or adjacent):
        return True
    place = any(reading.is_known and reading.grammemes & {"Geox", "Orgn"} for reading in analyse(word))
    return adjacent and not place and looks_like_surname(word)


def _named(tokens: tuple[Token, ...], index: int, cases: frozenset[str]) -> Changes:
    """Return the changes of a name's words; none where the name has another case than the head may have."""
    end = index
    while end < len(tokens) and (tokens[end].word[0].isupper() or tokens[end].word == "."):
        end += 1
    words = [token.word for token in tokens[index:end]]
    old = " ".join(words)
    nominative = nominative_among(old, cases) or old
    new = nominative.split(" ")
    return {index + place: form for place, form in enumerate(new) if form != words[place]}


def _is_person(tokens: tuple[Token, ...]) -> bool:
    """Say whether the whole phrase is the name of a person: capitals, and a given name or an initial among them."""
    words = [token.word for token in tokens if token.word != "."]
    if not words or not all(word[0].isupper() for word in words):
        return False
    initial = len(words[0]) == 1 and len(tokens) > 1 and tokens[1].word == "."
    if len(words) == 1:
        common = any(reading.is_known and "Name" not in reading.grammemes for reading in analyse(words[0])[:1])
        return bool(is_given_name(words[0])) and not common and plain(words[0]) not in features_of_heads()
    surname_first = looks_like_surname(words[0]) and bool(is_given_name(words[1]))
    return initial or surname_first or bool(is_given_name(words[0]))
