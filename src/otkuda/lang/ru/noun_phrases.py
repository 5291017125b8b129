"""Noun phrases: from any case to the nominative.

«уфимской мэрии» is «уфимская мэрия»: the head and the words that agree with it change; what follows the head
(genitives, prepositions, names in quotation marks) stays. Every reading of the first word is tried, the one that the
case of the sentence, the agreement and the word lists speak for is taken. Spacing, punctuation and letter case stay.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from otkuda.lang.lexicon import rows
from otkuda.lang.ru.morphology import Analysis, analyse, inflect
from otkuda.lang.ru.name_forms import Readings, listed_readings
from otkuda.lang.ru.persons import is_given_name, looks_like_surname, nominative_person

_PACKAGE = "otkuda.lang.ru"
_TOKEN = re.compile(r"\w+(?:[-‑'’.]\w+)*|[^\w\s]")  # noqa: RUF001
_CYRILLIC_TAIL = re.compile(r"[а-яё]+$", re.IGNORECASE)
_QUOTES = frozenset("«»\"“”„''‚‘’")  # noqa: RUF001
_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_POSSESSIVES = frozenset({"его", "ее", "её", "их"})
_PAUCAL = frozenset({"два", "три", "четыре", "оба", "полтора"})
_GENDERED = frozenset({"два", "оба", "полтора"})
_NEAR = 7  # words between a participle and its noun: «близкого к следствию источника»


class _Token(NamedTuple):
    start: int
    end: int
    word: str


class _Head(NamedTuple):
    """A reading of the phrase: the token that heads it, how it is read, and the words that agree with it."""

    index: int
    reading: Analysis
    modifiers: tuple[tuple[int, Analysis], ...]
    score: float


Changes = dict[int, str]  # token -> its new form


@lru_cache(maxsize=50_000)
def nominative_phrase(phrase: str, *, case: str = "") -> str:
    """Return a noun phrase in the nominative.

    ``case`` ("gent", "datv", "accs", "ablt", "loct") is the case that the sentence asks for; "nomn" returns the phrase
    as it is. Without it a phrase that may be a nominative is taken for one, but for the name of a body in the singular
    («пресс-службы завода»). A phrase that is a person's name is left to ``nominative_person``.

    >>> nominative_phrase("источника в палестинском правительстве")
    'источник в палестинском правительстве'
    """
    if case == "nomn" or _plain(phrase) in _fixed_names():
        return phrase
    quoted = _inside_quotes(phrase)
    if quoted:
        return phrase[0] + _of_quoted(quoted, case) + phrase[-1]
    tokens = tuple(_Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(phrase))
    if _is_person(tokens):
        return nominative_person(phrase, case=case)
    return _written(phrase, tokens, _changes(tokens, case))


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е")


def _inside_quotes(phrase: str) -> str:
    """Return what a phrase that is all one quotation holds, or nothing."""
    inner = phrase[1:-1]
    whole = len(phrase) > 2 and phrase[0] in _QUOTES and phrase[-1] in _QUOTES  # noqa: PLR2004
    return inner if whole and not _QUOTES & set(inner) else ""


def _of_quoted(name: str, case: str) -> str:
    """Return a name out of quotation marks in the nominative: «Газпроме» always, «Ведомостях» where a case is given."""
    listed = _listed(name)
    if listed:
        return listed
    return nominative_phrase(name, case=case) if case else name


def _written(phrase: str, tokens: tuple[_Token, ...], changes: Changes) -> str:
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
    same = 0
    while same < min(len(word), len(form)) and _plain(word[same]) == _plain(form[same]):
        same += 1
    return word[:same] + form[same:]


def _changes(tokens: tuple[_Token, ...], case: str) -> Changes:
    """Return the words that change."""
    if not tokens or not tokens[0].word[0].isalpha():
        return {}
    head = _head(tokens, case)
    if head is None:
        return _changes_of_listed(tokens)
    counted = head.modifiers and head.modifiers[0][1].pos == "NUMR"
    return {**_after(tokens, head), **(_counted(tokens, head) if counted else _agreed(tokens, head))}


def _changes_of_listed(tokens: tuple[_Token, ...]) -> Changes:
    """Return the change of a first word that only the lists know: «Минздраве», «МИДе»."""
    listed = _listed(tokens[0].word)
    return {0: listed} if listed else {}


# ---- the lists


@cache
def _declined_names() -> dict[str, str]:
    """Return the gender of each one-word name of a body or medium that declines, lower case."""
    names = {}
    for file in ("organizations.tsv", "outlets.tsv"):
        for lemma, features, _example in rows(_PACKAGE, file):
            kinds = features.split(",")
            if "name" in kinds and not {"fixed", "plur", "neut"} & set(kinds) and _CYRILLIC_TAIL.search(lemma):
                names[_plain(lemma)] = "femn" if lemma[-1] in "ая" else "masc"
    return names


@cache
def _fixed_names() -> frozenset[str]:
    """Return the names that never change, lower case: «РИА Новости», «Минобороны», «МВД»."""
    return frozenset(
        _plain(lemma)
        for file in ("organizations.tsv", "outlets.tsv")
        for lemma, features, _example in rows(_PACKAGE, file)
        if {"fixed", "abbr"} & set(features.split(",")) and "anaphoric" not in features.replace("abbr", "")[:0]
    )


@cache
def _bodies() -> dict[str, str]:
    """Return the features of each noun that heads the name of a body, a medium or a document, lower case."""
    files = ("documents.tsv", "outlets.tsv", "organizations.tsv")
    return {_plain(lemma): features for file in files for lemma, features, _example in rows(_PACKAGE, file)}


@cache
def _titles() -> frozenset[str]:
    """Return the role nouns of persons, lower case."""
    return frozenset(_plain(row[0]) for row in rows(_PACKAGE, "titles.tsv"))


def _listed_readings(word: str) -> Readings:
    return listed_readings(_plain(word), _declined_names())


_DECLINED_ABBREVIATION = re.compile(r"([А-ЯЁ][А-ЯЁа-яё]*[А-ЯЁ])(?:а|у|ом|ем|е)$")
_MINISTRY = re.compile(r"(мин\w+?)(?:е|у|ой|ою|ам|ами|ах)$")


def _listed(word: str) -> str:
    """Return the nominative of a name that the lists or its capitals tell: «ТАССа», «Минобороне», «Казинформу»."""
    if _plain(word) in _fixed_names() or " " in word:
        return word if " " not in word else ""
    abbreviation = _DECLINED_ABBREVIATION.match(word)
    if abbreviation:
        return abbreviation[1]
    ministry = _MINISTRY.match(_plain(word))
    for ending in ("ы", "и") if ministry else ():
        if ministry and ministry[1] + ending in _fixed_names():
            return ministry[1] + ending
    reading = next(iter(_listed_readings(word).values()), None)
    return word[: len(word) - reading.cut] + reading.add if reading else ""


# ---- the head


def _head(tokens: tuple[_Token, ...], case: str) -> _Head | None:
    """Return the best reading of the phrase, or nothing where its first word does not decline."""
    start = 1 if _plain(tokens[0].word) in _POSSESSIVES and len(tokens) > 1 else 0
    word = tokens[start].word
    if not _CYRILLIC_TAIL.search(word) or _listed(word):
        return None
    heads = [head for reading in _readings(word) for head in _headed(tokens, start, reading)]
    return max(heads, key=lambda head: _preference(head, case), default=None)


def _readings(word: str) -> tuple[Analysis, ...]:
    """Return the declined readings of a word; of «Telegram-канале» those of its Russian part."""
    return tuple(reading for reading in analyse(_russian(word)) if reading.case or "Fixd" in reading.grammemes)


def _russian(word: str) -> str:
    """Return the part of a word that declines: «канале» of «Telegram-канале», else the word."""
    before, dash, after = word.rpartition("-")
    return after if dash and before.isascii() else word


def _headed(tokens: tuple[_Token, ...], start: int, reading: Analysis) -> list[_Head]:
    """Return the phrases that ``reading`` of the first word may open."""
    if reading.pos in _ADJECTIVES or reading.pos == "NUMR":
        found = _noun_of(tokens, start, reading)
        bare = _Head(start, reading, (), reading.score - (1.5 if reading.gender == "neut" else 1))
        return [found] if found else [bare] if reading.pos != "NUMR" else []
    if reading.pos in {"NOUN", "NPRO"}:
        return [_Head(start, reading, (), reading.score)]
    return []


def _noun_of(tokens: tuple[_Token, ...], start: int, first: Analysis) -> _Head | None:
    """Return the phrase whose noun agrees with its first word; nothing for «одного из членов»."""
    modifiers = [(start, first)]
    after_preposition = False
    for index in range(start + 1, min(start + _NEAR, len(tokens))):
        word = tokens[index].word
        if word == "из" or not word[0].isalpha():
            return None
        if analyse(word)[0].pos == "PREP" and first.pos in _ADJECTIVES:
            after_preposition = True
            continue
        noun = _agreeing(word, first, frozenset({"NOUN"}))
        adjective = _agreeing(word, first, _ADJECTIVES)
        if adjective and not (noun and noun.score > adjective.score) and _more(tokens, index, first):
            modifiers.append((index, adjective))
        elif noun or _is_fixed(word, first):
            return _Head(index, noun or first, tuple(modifiers), first.score + 1 + (noun.score if noun else 0))
        elif not after_preposition and not _adverbial(word):
            return None
    return None


def _more(tokens: tuple[_Token, ...], index: int, first: Analysis) -> bool:
    """Say whether a word after ``index`` may be the noun or one more adjective of the phrase."""
    if index + 1 >= len(tokens):
        return False
    word = tokens[index + 1].word
    return bool(_agreeing(word, first, _ADJECTIVES | {"NOUN"})) or _is_fixed(word, first) or _adverbial(word)


def _adverbial(word: str) -> bool:
    return analyse(word)[0].pos in {"ADVB", "PRCL"}


def _is_fixed(word: str, first: Analysis) -> bool:
    """Say whether a word is an undeclined name that ``first`` may stand before: «украинского МИД»."""
    return _plain(word) in _fixed_names() and first.pos in _ADJECTIVES and first.gender in _genders(word)


def _genders(word: str) -> frozenset[str]:
    """Return the genders that an undeclined name may have by the lists; any where they do not say."""
    given = {"masc", "femn", "neut"} & set(_bodies().get(_plain(word), "").split(","))
    return frozenset(given or {"masc", "femn", "neut"})


def _agreeing(word: str, first: Analysis, kinds: frozenset[str]) -> Analysis | None:
    """Return the likeliest reading of ``word`` that agrees with ``first``."""
    for reading in analyse(_russian(word)):
        if reading.pos in kinds and _agree(first, reading):
            return reading
    return None


def _agree(one: Analysis, other: Analysis) -> bool:
    """Say whether two readings agree in case, number and gender. A numeral has «двух чиновников», «двум чиновникам»."""
    if one.case != other.case:
        return one.pos == "NUMR" and one.case == "nomn" and other.case == "gent"
    if one.pos == "NUMR":
        return other.number == "plur"
    if one.number != other.number:
        return False
    return one.number == "plur" or not one.gender or not other.gender or one.gender == other.gender or _common(other)


def _common(reading: Analysis) -> bool:
    return "Ms-f" in reading.grammemes or "ms-f" in reading.grammemes


def _preference(head: _Head, case: str) -> float:
    """Return how likely a reading is: the case of the sentence first, then agreement, the lists, the dictionary."""
    reading, score = head.reading, head.score
    found = head.modifiers[0][1].case if head.modifiers else reading.case
    if case:
        score += 4 if found == case else 0
    elif found == "nomn":
        score += 0.6
    features = _bodies().get(_plain(reading.lemma))
    if features is not None and ("plur" in features) == (reading.number == "plur"):
        score += 0.7
        score += 0.4 if found == "gent" and reading.number == "sing" else 0
    return score


# ---- the words that change


def _form(word: str, reading: Analysis, *target: str) -> str:
    """Return a form of a word, its Latin part kept: «Telegram-канал»."""
    russian = _russian(word)
    return word[: len(word) - len(russian)] + inflect(russian, reading, frozenset(target))


def _agreed(tokens: tuple[_Token, ...], head: _Head) -> Changes:
    """Return the head and its modifiers in the nominative."""
    modifiers = {index: _nominative(tokens[index].word, reading, head.reading) for index, reading in head.modifiers}
    if _plain(tokens[head.index].word) in _fixed_names():
        return modifiers
    return {**modifiers, head.index: _nominative(tokens[head.index].word, head.reading, head.reading)}


def _nominative(word: str, reading: Analysis, head: Analysis) -> str:
    """Return a word in the nominative, in the number and, where it has one, the gender of the head."""
    if reading.case in {"nomn", ""}:
        return word
    number = reading.number or "sing"
    if reading.pos in _ADJECTIVES and number == "sing":
        gender = reading.gender or head.gender or "masc"
        return _form(word, reading, "nomn", "sing", gender)
    return _form(word, reading, "nomn", number)


def _counted(tokens: tuple[_Token, ...], head: _Head) -> Changes:
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
    changes[head.index] = _form(tokens[head.index].word, head.reading, "gent", "sing" if few else "plur")
    return changes


# ---- what follows the head


def _after(tokens: tuple[_Token, ...], head: _Head) -> Changes:
    """Return the changes behind the head: a second head, a participle, the person's name."""
    return {**_second(tokens, head), **_participle(tokens, head), **_name(tokens, head)}


def _second(tokens: tuple[_Token, ...], head: _Head) -> Changes:
    """Return the changes of a head joined by «и» right after the first: «жителей и чиновников»."""
    index = head.index + 1
    if index + 1 >= len(tokens) or tokens[index].word != "и":
        return {}
    rest = tokens[index + 1 :]
    if not any(reading.case == head.reading.case for reading in analyse(rest[0].word)):
        return {}
    return {index + 1 + place: form for place, form in _changes(rest, head.reading.case).items()}


def _participle(tokens: tuple[_Token, ...], head: _Head) -> Changes:
    """Return the changes of a participle behind a comma: «источника, хорошо знакомого с делом»."""
    index = next((place for place in range(head.index + 1, len(tokens)) if tokens[place].word == ","), len(tokens))
    for place in range(index + 1, min(index + 4, len(tokens))):
        reading = _agreeing(tokens[place].word, head.reading, _ADJECTIVES)
        if reading:
            return {place: _nominative(tokens[place].word, reading, head.reading)}
        if not _adverbial(tokens[place].word):
            break
    return {}


def _name(tokens: tuple[_Token, ...], head: _Head) -> Changes:
    """Return the changes of the name that the head introduces: «главы МИД Сергея Лаврова».

    Not of «представителей администрации президента США Барака Обамы»: the nearest role before a name owns it.
    """
    if _plain(head.reading.lemma) not in _titles() or head.reading.number == "plur":
        return {}
    for index in range(head.index + 1, len(tokens)):
        if _opens_name(tokens, index, adjacent=index == head.index + 1):
            return _named(tokens, index, head.reading)
        if any(_plain(reading.lemma) in _titles() for reading in analyse(tokens[index].word)[:2]):
            return {}
    return {}


def _opens_name(tokens: tuple[_Token, ...], index: int, *, adjacent: bool) -> bool:
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


def _named(tokens: tuple[_Token, ...], index: int, head: Analysis) -> Changes:
    """Return the changes of a name's words, read in the case of the head; none where the name has another case."""
    end = index
    while end < len(tokens) and (tokens[end].word[0].isupper() or tokens[end].word == "."):
        end += 1
    words = [token.word for token in tokens[index:end]]
    old = " ".join(words)
    new = nominative_person(old, case=head.case).split(" ")
    return {index + place: form for place, form in enumerate(new) if form != words[place]}


def _is_person(tokens: tuple[_Token, ...]) -> bool:
    """Say whether the whole phrase is the name of a person: capitals, and a given name or an initial among them."""
    words = [token.word for token in tokens if token.word != "."]
    if not words or not all(word[0].isupper() for word in words):
        return False
    given = is_given_name(words[0]) or (len(words) > 1 and is_given_name(words[1]))
    initial = len(words[0]) == 1 and len(tokens) > 1 and tokens[1].word == "."
    return initial or (bool(given) and len(words) > 1) or (bool(given) and not _bodies().get(_plain(words[0])))
