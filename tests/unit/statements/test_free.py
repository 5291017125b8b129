"""What changed where words are retold freely: denied words, opposites, names, reckoned numbers."""

from __future__ import annotations

import pytest

from otkuda.statements import compare

ALTERED = [
    ("negation", "ru", "Повышать плату за сад в этом году не будем.", "Плату за сад в этом году повысят, заявил аким."),
    ("negation", "en", "We are not going to cut the buses.", "The buses are going to be cut, he said."),
    ("negation", "kk", "Біз мектепті жаба алмаймыз.", "Мектепті жабамыз, деді әкім."),
    ("negation", "ru", "Цены на муку снизятся к весне.", "К весне цены на муку вырастут, заявил директор."),
    (
        "negation",
        "ru",
        "Мы не будем закрывать мост без предупреждения.",
        "Мост закроют, сообщили в управлении посёлка.",
    ),
    ("negation", "ru", "Мост откроют не раньше 20 мая.", "Мост откроют 20 мая"),
    ("hedge", "ru", "Крышу сорвал ураган.", "Крышу мог сорвать ураган"),
    ("hedge", "kk", "Көпір жабылады.", "Көпірдің жабылуы мүмкін, деді ол."),
    ("name", "ru", "Жалобу подала компания «Тау Цемент».", "Рассматривать будут жалобу компании «Дала Цемент»."),
    ("name", "ru", "Станцию в Жарсуате мы запустим первой.", "Первой заработает станция в Кенсуате, сказал он."),
]
HONEST = [
    ("ru", "Мы не будем закрывать мост без предупреждения.", "Мост могут закрыть, сообщили в управлении посёлка."),
    ("ru", "Скорее всего, полигон закроют осенью.", "Полигон, вероятно, закроют осенью."),
    ("ru", "Вряд ли мы успеем до морозов.", "Скорее всего, до морозов не успеют, признал прораб."),
    ("en", "Our inspectors found nothing unsafe.", "All was safe, inspectors reported."),
    ("ru", "К нам едут 18 врачей и 40 медсестёр.", "В район едут 58 медиков, рассказал главврач."),
    ("ru", "Рейс уходит в семь вечера.", "Рейс отправляется в 19:00."),
    ("ru", "Ремонт продлится 30 дней.", "Ремонт займёт месяц, то есть один месяц."),
]


@pytest.mark.parametrize(("what", "code", "original", "appearance"), ALTERED)
def test_what_changed_is_found(what: str, code: str, original: str, appearance: str) -> None:
    """A change is found in other words, and its kind."""
    found = compare(appearance, original, language=code, original_language=code)
    assert [change.what for change in found.changes][:1] == [what]


@pytest.mark.parametrize(("code", "original", "appearance"), HONEST)
def test_what_is_retold_honestly_differs_in_nothing(code: str, original: str, appearance: str) -> None:
    """Other words for the same are no change."""
    assert not compare(appearance, original, language=code, original_language=code).changes


@pytest.mark.parametrize(
    ("code", "original", "appearance"),
    [
        ("kk", "Бұл кен орны жабылмайды.", "Месторождение продолжит работать."),
        ("en", "Fares will remain frozen this year.", "В этом году проезд дорожать не будет."),
    ],
)
def test_a_translation_may_deny_the_opposite(code: str, original: str, appearance: str) -> None:
    """What the one denies, the other may say with a verb of the opposite meaning."""
    found = compare(appearance, original, language="ru", original_language=code)
    assert (found.relation, found.changes) == ("translation", ())
