"""Names: persons' and noun phrases', from any case to the nominative. The door to ``persons`` and ``noun_phrases``."""

from __future__ import annotations

from otkuda.lang.ru.noun_phrases import nominative_phrase
from otkuda.lang.ru.persons import (
    gender_of,
    is_given_name,
    looks_like_surname,
    name_cases,
    nominative_person,
    opens_eastern_name,
)

__all__ = [
    "gender_of",
    "is_given_name",
    "looks_like_surname",
    "may_be_given_name",
    "name_cases",
    "nominative_person",
    "nominative_phrase",
    "opens_eastern_name",
]


def may_be_given_name(word: str) -> bool:
    """Say whether a word may be a given name: whether it is listed as one, in any case."""
    return bool(is_given_name(word))
