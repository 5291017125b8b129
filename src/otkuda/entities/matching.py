"""Do two mentions mean one person, organization or outlet? «same», «different» or «open», and by which features.

Every feature and its weight stands in ``weights.tsv``. A surname alone never makes two mentions the same where more
than one known person carries it; another role at the same time keeps namesakes apart or open.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from otkuda.entities import callings
from otkuda.entities.naming import PersonName, other_forms, parts, spelled_alike
from otkuda.entities.profile import Profile, profile_of
from otkuda.entities.spelling import initials, plain, skeletons
from otkuda.entities.weights import Verdict, weigh

if TYPE_CHECKING:
    from otkuda.entities.bodies import Body
    from otkuda.entities.mention import Mention

_RUSSIAN = re.compile("[А-Яа-яЁё‑-]+")  # one alphabet: «Галеев» and «Галиев» differ in it
SAME_TIME = timedelta(days=400)  # a person may have changed roles after it
BARE = 1  # the level of a full name of which nothing is said
COMPANY = 2  # others that are named beside both


def match(one: Mention, other: Mention, carriers: int = 0) -> Verdict:
    """Return whether two mentions mean one.

    ``carriers`` is how many known people or bodies a mention may mean that says less than its whole name; 0 for not
    known.

    >>> from otkuda.entities.mention import Mention
    >>> full, short = Mention("a", None, "ru", "Сергей Викторович Лаптев"), Mention("b", None, "ru", "С. Лаптев")
    >>> match(full, short).answer, match(full, Mention("b", None, "ru", "С. Петров")).answer
    ('same', 'different')
    """
    return compare(profile_of(one), profile_of(other), carriers)


def compare(one: Profile, other: Profile, carriers: int = 0) -> Verdict:
    """Return whether two profiles are one; as ``match``."""
    return weigh((*features(one, other), *rivals(one, other, carriers)))


def features(one: Profile, other: Profile) -> tuple[str, ...]:
    """Return what two profiles say of each other, whoever else is known."""
    kind = one.like.type
    if kind != other.like.type:
        return ("decided_different",)
    if kind == "person":
        return tuple(_person(one, other))
    return tuple(_organization(one, other)) if kind == "organization" else _outlet(one, other)


def rivals(one: Profile, other: Profile, carriers: int) -> tuple[str, ...]:
    """Return what the number of those speaks whom one of two may mean that says less than the whole."""
    if not carriers or one.like.type == "outlet":
        return ()
    if one.like.type == "organization":
        less = one.level != other.level or len(one.body.words) != len(other.body.words)
    else:
        less = max(one.level, other.level) > (BARE if carriers == 1 else 0)
    return (("only_carrier" if carriers == 1 else "rival"),) if less else ()


def _person(one: Profile, other: Profile) -> list[str]:
    """Return the features of two persons."""
    found = list(name_features(one.person, other.person))
    if one.gender and other.gender and "both" not in {one.gender, other.gender} and one.gender != other.gender:
        found.append("gender_other")
    return found if any(feature.endswith("_other") for feature in found) else found + _standing(one, other)


@lru_cache(maxsize=200_000)
def name_features(one: PersonName, other: PersonName) -> tuple[str, ...]:
    """Return what two names say.

    >>> name_features(PersonName("Саша", "", "Лаптев"), PersonName("Александр", "", "Лаптев"))
    ('surname_same', 'given_form')
    >>> name_features(PersonName("Мара", "", "Тасова"), PersonName("", "", "Tasova", ("M",)))
    ('surname_romanized', 'initial_fits')
    """
    found = [_surname(one, other), *_given(one, other), *_patronymic(one, other)]
    return tuple(feature for feature in found if feature)


def _surname(one: PersonName, other: PersonName) -> str:
    if not (one.surname and other.surname):
        return "surname_unsaid"
    if how := spelled_alike(one.surname, other.surname):
        is_one_alphabet = _RUSSIAN.fullmatch(f"{one.given}{one.surname}{other.given}{other.surname}")
        return "surname_misspelt" if how == "alike" and is_one_alphabet else f"surname_{how}"
    halves, others = parts(one.surname), parts(other.surname)
    if halves and others:
        return "surname_other"
    met = (halves or frozenset(skeletons(one.surname))) & (others or frozenset(skeletons(other.surname)))
    return "surname_part" if met else "surname_other"


def _given(one: PersonName, other: PersonName) -> tuple[str, ...]:
    if one.given and other.given:
        return (_given_names(one.given, other.given),)
    if one.given or one.initials:
        first, second = _firsts(one), _firsts(other)
        if second:
            return ("initial_fits",) if first & second else ("initial_other",)
    return ()


@lru_cache(maxsize=200_000)
def _given_names(one: str, other: str) -> str:
    """Return how two given names meet: in their letters, as forms of one name, in a half, or not at all."""
    if how := spelled_alike(one, other):
        return f"given_{how}"
    own, (same, abroad) = frozenset(skeletons(one)), other_forms(one)
    its, (its_same, its_abroad) = frozenset(skeletons(other)), other_forms(other)
    if own & its_abroad or its & abroad:
        return "given_alike"
    if (own | same | abroad) & (its | its_same | its_abroad):
        return "given_form"
    halves, others = parts(one), parts(other)
    if halves and others:  # «Чжэ Мён» and «Мён Бак»: a part of both is not a part of the other
        return "given_other"
    return "given_part" if (halves | own) & (others | its) else "given_other"


def _firsts(name: PersonName) -> frozenset[str]:
    """Return the letters that a given name, in any of its forms, or its initial may begin with."""
    if not name.given:
        return initials(name.initials[0]) if name.initials else frozenset()
    same, abroad = other_forms(name.given)
    return frozenset(one[0] for one in (frozenset(skeletons(name.given)) | same | abroad))


def _patronymic(one: PersonName, other: PersonName) -> tuple[str, ...]:
    if one.patronymic and other.patronymic:
        how = spelled_alike(one.patronymic, other.patronymic) or _same_father(one.patronymic, other.patronymic)
        return ("patronymic_same",) if how == "same" else ("patronymic_alike",) if how else ("patronymic_other",)
    first, second = _second_initial(one), _second_initial(other)
    if not (first and second and (one.patronymic or other.patronymic)):
        return ()
    return ("patronymic_initial",) if first & second else ("patronymic_other",)


def _second_initial(name: PersonName) -> frozenset[str]:
    if name.patronymic:
        return frozenset(one[0] for one in skeletons(name.patronymic))
    behind = name.initials if name.given else name.initials[1:]
    return initials(behind[0]) if behind else frozenset()


_FATHER = 4  # letters of a father's name that two forms of a patronymic share: «Сапаров-ич», «Сапар-ұлы»


def _same_father(one: str, other: str) -> str:
    starts = {skeleton[:_FATHER] for skeleton in skeletons(one)} & {skeleton[:_FATHER] for skeleton in skeletons(other)}
    return "alike" if any(len(start) == _FATHER for start in starts) and plain(one)[-2:] != plain(other)[-2:] else ""


def _standing(one: Profile, other: Profile) -> list[str]:
    """Return what roles, offices and company say."""
    found = ["company"] if len(one.others & other.others) >= COMPANY else []
    if not (one.is_informed and other.is_informed):
        return found
    office, role = office_agreement(one, other), callings.agree(one.role, other.role)
    later = not at_one_time(one, other)
    if role == "same" and office != "other":
        found.append("role_same")
    elif role == "other":
        found.append("role_later" if later else "role_other")
    if office:
        found.append("office_later" if later and office == "other" else f"office_{office}")
    return found


def at_one_time(one: Profile, other: Profile) -> bool:
    """Say whether two profiles are of one time, which they are taken to be where a date is not known."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return one.first - other.last < SAME_TIME and other.first - one.last < SAME_TIME


def office_agreement(one: Profile, other: Profile) -> str:
    """Return "same", "part" or "other" for where two persons are what they are; "" where that is not known."""
    first, second = one.office, other.office
    if first.places and second.places and first.places.isdisjoint(second.places):
        return "other"
    if first.words and second.words:
        how = words_agreement(first, second, one.like.language == other.like.language)
        other_kind = first.kinds and second.kinds and first.kinds.isdisjoint(second.kinds)
        return "" if how == "unknown" or (other_kind and how != "other") else how
    alike = first.kinds == second.kinds and first.places == second.places
    return "same" if alike and first.kinds and first.places and not (first.words or second.words) else ""


def words_agreement(one: Body, other: Body, is_one_language: bool) -> str:  # noqa: FBT001 - of two names
    """Return how the words of two bodies agree: "same", "part", "other", or "unknown" over languages."""
    ours, theirs = one.words, other.words
    numbers, others = _numbers(one), _numbers(other)
    met, meeting = _met(ours, theirs), _met(theirs, ours)
    if numbers != others and numbers and others:
        return "other"
    if met == len(ours) and meeting == len(theirs):
        return "same"
    if met == len(ours) or meeting == len(theirs):
        return "part"
    if is_one_language or not (one.own or other.own):
        return "other"
    return "part" if one.own and other.own and _met(one.own, other.own) else "unknown"


def _met(ours: frozenset[tuple[str, ...]], theirs: frozenset[tuple[str, ...]]) -> int:
    """Return how many words have one on the other side that may be the same."""
    there = frozenset(one for word in theirs for one in word)
    return sum(not there.isdisjoint(word) for word in ours)


def _narrows(one: Body, other: Body) -> bool:
    """Say whether one body is for less than the other: what it has more says what it is for, or is a second name.

    A rank says nothing of it, nor does a first name: «центр наблюдения», «национальный центр наблюдения «Тобол»».
    """
    few, many = sorted((one, other), key=lambda body: len(body.words))
    there = frozenset(each for word in few.words for each in word)
    more = [word for word in many.words if there.isdisjoint(word) and many.ranks.isdisjoint(word)]
    return any(few.own or word not in many.own or word[0].startswith("=") for word in more)


def _numbers(body: Body) -> frozenset[str]:
    return frozenset(one for word in body.own for one in word if one.isdigit())


def _organization(first: Profile, second: Profile) -> list[str]:
    """Return the features of two organizations."""
    one, other = first.body, second.body
    if plain(first.like.name) == plain(second.like.name) and not one.is_bare:
        return ["body_same", "kind_same"]
    if (one.acronym and one.acronym == other.letters) or (other.acronym and other.acronym == one.letters):
        return ["body_acronym"]
    found = []
    if one.words and other.words:
        is_one_language = first.like.language == second.like.language
        how = words_agreement(one, other, is_one_language)
        found.append("body_narrower" if how == "part" and is_one_language and _narrows(one, other) else f"body_{how}")
    elif one.words or other.words:
        return ["body_other"]
    elif one.kinds and one.kinds == other.kinds and one.places and one.places == other.places:
        found.append("body_same")
    if one.kinds == other.kinds or (one.kinds and other.kinds):
        found.append("kind_other" if one.kinds and one.kinds.isdisjoint(other.kinds) else "kind_same")
    if one.places and other.places:
        found.append("place_other" if one.places.isdisjoint(other.places) else "place_same")
    return [*found, "unit_other"] if one.is_unit != other.is_unit else found


def _outlet(one: Profile, other: Profile) -> tuple[str]:
    """Return the features of two outlets."""
    first, second = one.outlet, other.outlet
    if first.host and second.host:
        return ("domain_same" if first.host == second.host else "domain_other",)
    if first.name and first.name == second.name:
        return ("outlet_same",)
    if frozenset(first.skeletons).isdisjoint(second.skeletons):
        return ("outlet_other",)
    return ("domain_names" if first.host or second.host else "outlet_alike",)
