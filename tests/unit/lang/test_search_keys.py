"""Search keys: each form of a word is found by each other, and by no other word, in all three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.lang.every import may_change_language
from otkuda.lang.search_keys import index_key, query_keys
from otkuda.text.language import LANGUAGES

# One word a line: forms that find each other.
FORMS = {
    "ru": """
министр министра министру министром министры министров
министерство министерства министерству министерством министерстве
сталь стали сталью
стать стал стала стали станет
говорить говорит говорил говорили
сказать сказал сказала скажет
Токаев Токаева Токаеву Токаевым Токаеве
Сапаров Сапарова Сапаровым Сапаровых
человек люди людей людям
мост моста мосты мостов
""",
    "kk": """
министрлік министрліктің министрлікке министрлігі министрлігінің министрліктер
министр министрдің министрге министрлер министріміз
Тоқаев Тоқаевтың Тоқаевқа Тоқаевтан Тоқаевпен
Сапаров Сапаровтың Сапаровқа Сапаровты
Сапарова Сапарованың Сапароваға
мектеп мектебі мектептің мектептер мектептерімізде
көпір көпірді көпірлер көпірдің көпірге
халық халқы халықтың халқының
айту айтты айтады айтқан
мәлімдеу мәлімдеді мәлімдейді мәлімдеген
хабарлау хабарлады хабарлайды хабарлаған
деу деді дейді деген
қала қаланың қалада қалалар қаламызда
әкім әкімнің әкімге әкімдер
әкімдік әкімдіктің әкімдігі әкімдікке
Қазақстан Қазақстанның Қазақстанда Қазақстанға
Алматы Алматыда Алматыдан Алматының
Астана Астанада Астанаға Астананың
Шымкент Шымкентте Шымкентке
банк банктің банкке банктер
кітап кітабы кітаптың кітаптар
жұмыс жұмысы жұмысқа жұмыстар
бала баласы балалар балаға
парламент парламенті парламенттің
депутат депутаттар депутаттың
заң заңы заңның заңға
болу болды болады болған
беру берді береді берген
ашу ашты ашады ашқан
президент президенті президенттің
""",
    "en": """
say says said saying
tell tells told telling
minister ministers
ministry ministries
child children
woman women
man men
person people
country countries
city cities
policy policies
report reports reported reporting
announce announces announced announcing
deny denies denied denying
bridge bridges
open opens opened opening
close closes closed closing
leave leaves leaving
see sees saw seen
go goes went gone
take takes took taken taking
write writes wrote written writing
speak speaks spoke spoken
life lives
company companies
sanction sanctions sanctioned
Saparov Saparovs
crisis crises
stop stops stopped stopping
build builds built building
""",
}
APART = {
    "ru": "сталь стал, министр министерство, мост мостик",
    "kk": "министр министрлік, әкім әкімдік, қала қалау, айту ашу, көпір көпшілік, Тоқаев Тоқтаров",
    "en": "minister ministry, bridge bride, child chill, say see, leaf life, policy police",
}
LINES = [(code, line) for code, lines in FORMS.items() for line in lines.strip().splitlines()]
PAIRS = [(code, *pair.split()) for code, pairs in APART.items() for pair in pairs.split(",")]


def key(word: str, code: str) -> str:
    """Return the key of a word in a text."""
    return index_key(word.lower(), code, word[0].isupper())


@pytest.mark.parametrize(("code", "line"), LINES, ids=lambda value: str(value).split()[0])
def test_each_form_finds_each(code: str, line: str) -> None:
    """Whatever form is asked for, those of a text are found."""
    forms = line.split()
    missed = [(query, form) for query in forms for form in forms if key(form, code) not in query_keys(query.lower())]
    if code == "ru" and line.startswith("ста"):  # «сталь» and «стать» share forms, which find more than one of them
        missed = [pair for pair in missed if pair[0] == forms[0]]
    assert missed == []


@pytest.mark.parametrize(("code", "word", "other"), PAIRS)
def test_other_words_are_not_found(code: str, word: str, other: str) -> None:
    """Words that only begin alike."""
    assert key(other, code) not in query_keys(word.lower())
    assert key(word, code) not in query_keys(other.lower())


@pytest.mark.parametrize(
    ("query", "form", "code"),
    [
        ("министром", "министрдің", "kk"),
        ("сапаровым", "Сапаровтың", "kk"),
        ("сапаровтың", "Сапаровым", "ru"),
        ("банком", "банкке", "kk"),
        ("депутатов", "депутаттар", "kk"),
    ],
)
def test_a_word_is_found_in_the_other_language(query: str, form: str, code: str) -> None:
    """Names and words that Russian and Kazakh share."""
    assert key(form, code) in query_keys(query)


@pytest.mark.parametrize(
    ("form", "code"), [("bridge", "ru"), ("мост", "en"), ("көпірдің", "ru"), ("42", "kk"), ("北", "ru")]
)
def test_letters_come_before_the_language_of_the_paragraph(form: str, code: str) -> None:
    """A word that the paragraph's language has no letters for is read in another."""
    assert index_key(form, code) == index_key(form)


@given(st.text(alphabet="абвгәқіijkabc'’7", min_size=1, max_size=12), st.sampled_from([*LANGUAGES, None]))
def test_a_word_finds_itself(form: str, code: str | None) -> None:
    """Whatever the word and the language of the paragraph."""
    assert index_key(form, code) in query_keys(form)
    assert index_key(form, code, True) in query_keys(form)  # noqa: FBT003 - cached by place


def test_only_letters_of_another_language_make_a_text_mixed() -> None:
    """Kazakh has all letters of Russian, so a Kazakh text always may hold Russian."""
    assert not may_change_language("Мост открыт. Bridge", "ru")
    assert may_change_language("Мост открыт. Әкім", "ru")
    assert may_change_language("Көпір", "kk")
    assert may_change_language("The bridge, мост", "en")
    assert not may_change_language("The bridge", "en")
