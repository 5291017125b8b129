"""What entities say of sources: one speaker or two, whose article, whose site."""

from __future__ import annotations

import pytest

from otkuda.entities.judging import Judge
from otkuda.entities.sites import is_called_after
from otkuda.model import Article, Source

JUDGE = Judge()
RU, KK = Article("", language="ru"), Article("", language="kk")


def person(name: str, role: str | None = None, organization: str | None = None) -> Source:
    """Return a person as a source."""
    return Source(None, name, "person", role, organization)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (person("Ерлан Сарбасов"), person("Ерлан Сарбасов"), "same"),
        (person("Ерлан Сарбасов"), person("Марат Досжанов"), "different"),
        (person("Ерлан Сарбасов", "министр"), Source(None, "министерство", "organization"), "open"),
        (Source(None, "чиновник", "unnamed"), person("Ерлан Сарбасов"), "open"),
        (Source(None, "Минтранс", "organization"), Source(None, "Минфин", "organization"), "open"),
    ],
)
def test_speakers(one: Source, other: Source, answer: str) -> None:
    """Only two persons are ever different: a body speaks through its people."""
    assert JUDGE.agree(one, RU, other, RU) == answer


def test_a_name_in_another_language_is_the_same() -> None:
    """«Тоқтаров», «Токтаров»."""
    assert JUDGE.agree(person("Ерлан Тоқтаров"), KK, person("Ерлан Токтаров"), RU) == "same"


@pytest.mark.parametrize(
    ("name", "outlet", "url", "says"),
    [
        ("Tobol Line", "Tobol Line", "https://tobol-line.example/1", True),
        ("Tobol Line", None, "https://tobol-line.example/1", True),
        ("Министерство транспорта", None, "https://mintrans.example/1", True),
        ("Министерство культуры", None, "https://mintrans.example/1", False),
        ("агентство «Саяк»", "Агентство «Саяк»", "https://sayak.example/1", True),
    ],
)
def test_publishers(name: str, outlet: str | None, url: str, says: bool) -> None:  # noqa: FBT001 - what is expected
    """A source publishes what stands under its name or its host."""
    article = Article("", outlet=outlet, url=url, language="ru")
    assert JUDGE.publishes(Source(None, name, "organization"), RU, article) is says


def test_a_persons_own_page() -> None:
    """The host is called after the speaker, or after where the speaker is somebody."""
    article = Article("", url="https://mintrans.example/press/1", language="ru")
    assert JUDGE.is_own(person("Ерлан Сарбасов", "вице-министр", "Министерство транспорта"), article)
    assert not JUDGE.is_own(person("Ерлан Сарбасов", "директор", "Школа № 5"), article)
    assert JUDGE.is_own(person("Кайсар Толендин"), Article("", url="https://kaisar-tolendin.example/2", language="ru"))


@pytest.mark.parametrize(
    "host", ["", "x", "mintrans", "." * 300, "a" * 5000 + ".example", "\x00.example", "минтранс.рф"]
)
def test_any_host(host: str) -> None:
    """What is no host is nobody's."""
    assert is_called_after(host, "Министерство транспорта") in {True, False}


def test_who_is_somebody() -> None:
    """«институт» is a certain body in its article, «вопрос» is none."""
    assert JUDGE.is_somebody(Source(None, "институт", "organization"), RU)
    assert not JUDGE.is_somebody(Source(None, "вопрос", "organization"), RU)
