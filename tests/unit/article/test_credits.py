"""Credits: whose photo or text it is, and the false friends that are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otkuda.article import credit_lines, find_credits, from_text

# One case a line: the credit between « marks ⟦ ⟧, then what | agency | author; «-» stands for None.
CREDITS = """
⟦Фото: РИА Новости/Алексей Майшев⟧ | photo | РИА Новости | Алексей Майшев
⟦Фото РИА Новости⟧ | photo | РИА Новости | -
⟦© Иванов / ТАСС⟧ | photo | ТАСС | Иванов
⟦© РИА Новости . Алексей Майшев⟧ | photo | РИА Новости | Алексей Майшев
⟦Фото: Иван Петров / ТАСС⟧ | photo | ТАСС | Иван Петров
⟦Фото: И. Петров/«Заря»⟧ | photo | «Заря» | И. Петров
⟦Фото: Иван Петров⟧ | photo | - | Иван Петров
⟦Фото: Айгуль Сапарова, Kazlenta.example⟧. | photo | Kazlenta.example | Айгуль Сапарова
⟦Фото пресс-службы МЧС⟧ | photo | пресс-служба МЧС | -
⟦Фото: пресс-служба МЧС⟧ | photo | пресс-служба МЧС | -
⟦Фото из архива⟧ | photo | - | -
⟦Фото: архив редакции⟧ | photo | - | -
⟦Фото: Kun.uz⟧ | photo | Kun.uz | -
⟦Фото: t.me/zarya_atbasar⟧ | photo | t.me/zarya_atbasar | -
(⟦Фото: Kazlenta.example⟧) | photo | Kazlenta.example | -
(⟦фото: Анна Лесная⟧) | photo | - | Анна Лесная
Паводок в Атбасаре. ⟦Фото: Kazlenta.example⟧ | photo | Kazlenta.example | -
Паводок в Атбасаре. ⟦Фото пресс-службы МЧС⟧. | photo | пресс-служба МЧС | -
Паводок в Атбасаре / ⟦Фото: Анна Лесная⟧ | photo | - | Анна Лесная
Паводок в Атбасаре (⟦фото ТАСС⟧). | photo | ТАСС | -
⟦ФОТО: МЧС⟧ | photo | МЧС | -
⟦Фото - РИА Новости⟧ | photo | РИА Новости | -
⟦Фото: © РИА Новости / Алексей Майшев⟧ | photo | РИА Новости | Алексей Майшев
⟦Фото: Jane Roe / Reuters⟧ | photo | Reuters | Jane Roe
⟦© Фото: пресс-служба акимата⟧ | photo | пресс-служба акимата | -
⟦Фото: из архива Ивана Петрова⟧ | photo | - | Иван Петров
⟦Фото: Getty Images⟧ | photo | Getty Images | -
⟦Фото: Министерство обороны РК⟧ | photo | Министерство обороны РК | -
⟦Фото с сайта акимата⟧ | photo | сайт акимата | -
⟦Фото предоставлено пресс-службой МЧС⟧ | photo | пресс-служба МЧС | -
⟦Иллюстрация: Анна Лесная⟧ | graphic | - | Анна Лесная
⟦Инфографика: «Заря»⟧ | graphic | «Заря» | -
⟦Скриншот видео ТАСС⟧ | graphic | ТАСС | -
⟦Видео: МЧС⟧ | video | МЧС | -
⟦Фото и видео: пресс-служба МЧС⟧ | photo | пресс-служба МЧС | -
⟦Автор: Иван Петров⟧ | text | - | Иван Петров
⟦Текст: Анна Лесная⟧ | text | - | Анна Лесная
⟦Подготовил Иван Петров⟧ | text | - | Иван Петров
⟦Подготовила: Анна Лесная⟧ | text | - | Анна Лесная
"""

# Under a headline and a sentence; the agency is marked.
DATELINES = """
МОСКВА, 19 фев — ⟦РИА Новости⟧. Мост откроют в мае. | РИА Новости | -
МОСКВА, 19 фев - ⟦РИА Новости⟧. Мост откроют в мае. | РИА Новости | -
МОСКВА, 19 фев — ⟦РИА Новости, Иван Петров⟧. Мост откроют в мае. | РИА Новости | Иван Петров
АЛМАТЫ. 5 мая. ⟦КазТАГ⟧ — Мост откроют в мае. | КазТАГ | -
АЛМАТЫ. 5 мая. ⟦КазТАГ⟧ - Мост откроют в мае. | КазТАГ | -
ЛОНДОН, 9 августа. /⟦ТАСС⟧/. Мост откроют в мае. | ТАСС | -
АСТАНА, 11 марта. /⟦Саяк⟧/. Мост откроют в мае. | Саяк | -
Астана. 3 июня. ⟦INTERFAX.KZ⟧ - Мост откроют в мае. | INTERFAX.KZ | -
Москва. 19 февраля. ⟦INTERFAX.RU⟧ – Мост откроют в мае. | INTERFAX.RU | -
АСТАНА. 5 мая. ⟦КАЗИНФОРМ⟧ /Айгуль Сапарова/ - Мост откроют в мае. | КАЗИНФОРМ | Айгуль Сапарова
АСТАНА. ⟦КАЗИНФОРМ⟧ - Мост откроют в мае. | КАЗИНФОРМ | -
САНКТ-ПЕТЕРБУРГ, 19 февраля 2026 г. /⟦ТАСС⟧/. Мост откроют в мае. | ТАСС | -
19 февраля, Минск /Корр. ⟦БЕЛТА⟧/. Мост откроют в мае. | БЕЛТА | -
"""

CLOSING = """
⟦Источник: Kazlenta.example⟧ | Kazlenta.example | -
⟦Источник: РИА Новости⟧ | РИА Новости | -
⟦По материалам: РИА Новости⟧. | РИА Новости | -
⟦Иван Петров, «Заря»⟧ | Заря | Иван Петров
⟦Айгуль Сапарова⟧ | - | Айгуль Сапарова
"""

FRIENDS = """
Фото дня
Фото дня: мост через Ишим
На фото: аким Ерлан Сапаров открывает мост
на фото: Ерлан Сапаров
Фото и видео с места событий появились в сети.
Фото: жители чистят снег
Фото: Мост через Ишим
Фото: Жители посёлка чистят снег
Фото Ивана Петрова появилось в сети
Видео РИА Новости посмотрели миллионы человек.
Он опубликовал фото и видео.
Источник: переговоры сорваны
Источник: мост закроют
Текст договора: стороны обязуются построить мост
Текст песни написал Иван Петров.
Автор: «Я писал эту книгу десять лет».
Автор книги Иван Петров приехал в Атбасар.
Подготовил Иван Петров и доклад министру.
Оператор: связь восстановлена
Корреспондент: Сколько стоит мост?
Корреспондент «Зари» побывал на мосту.
Видео: как строили мост
Рисунок: так видят мост дети
19 февраля, Минск. Мост откроют в мае.
МОСКВА, 19 февраля. Мост откроют в мае.
Астана. 3 июня. Президент — гарант Конституции.
МОСКВА. Кремль — резиденция президента.
Астана, 5 мая открыли мост — первый за год.
"""


def unmark(line: str) -> tuple[str, int, int]:
    """Take the marks out of a case; return its text and the marked span."""
    start, end = line.index("⟦"), line.index("⟧") - 1
    return line.replace("⟦", "").replace("⟧", ""), start, end


def cases(block: str) -> list[list[str]]:
    """Return the columns of each case."""
    return [[column.strip() for column in line.rsplit(" | ", 3)] for line in block.strip().splitlines()]


@pytest.mark.parametrize("case", cases(CREDITS), ids=lambda case: case[0])
def test_credit_between_headline_and_body(case: list[str]) -> None:
    """Each credit is found with its type, its names and its exact words."""
    line, what, agency, author = case
    marked, start, end = unmark(f"Мост открыт\n\n{line}\n\nВ посёлке открыли мост. Жители рады.\nЕщё абзац.")
    (credit,) = find_credits(marked)
    assert (credit.what, credit.agency or "-", credit.author or "-") == (what, agency, author)
    assert credit.text == (start, end)


@pytest.mark.parametrize("line", DATELINES.strip().splitlines())
def test_dateline(line: str) -> None:
    """A dateline's agency is a text credit, and the whole dateline is skipped."""
    line, agency, author = (column.strip() for column in line.rsplit(" | ", 2))
    marked, start, end = unmark(f"Мост открыт\n\n{line}")
    (credit,) = find_credits(marked)
    assert (credit.what, credit.agency, credit.author or "-", credit.text) == ("text", agency, author, (start, end))
    (skip,) = credit_lines(marked)
    assert marked[skip.end :].strip() == "Мост откроют в мае."
    assert skip.start == len("Мост открыт\n\n")


@pytest.mark.parametrize("line", CLOSING.strip().splitlines())
def test_closing_line(line: str) -> None:
    """A source line or a byline that closes the text is a text credit."""
    line, agency, author = (column.strip() for column in line.rsplit(" | ", 2))
    marked, start, end = unmark(f"Мост открыт\n\nВ посёлке открыли мост. Жители рады.\n\n{line}\n")
    (credit,) = find_credits(marked)
    assert (credit.what, credit.agency or "-", credit.author or "-") == ("text", agency, author)
    assert credit.text == (start, end)


@pytest.mark.parametrize("line", FRIENDS.strip().splitlines())
@pytest.mark.parametrize("frame", ["{}\n\nВ посёлке открыли мост.", "Мост\n\n{}\n\nЖители рады.", "Мост\n\n{}"])
def test_false_friend(line: str, frame: str) -> None:
    """An ordinary sentence with the words of credits in it is no credit."""
    assert find_credits(frame.format(line)) == ()
    assert credit_lines(frame.format(line)) == ()


def test_two_credits_in_a_line() -> None:
    """Each label opens a credit of its own."""
    text = "Мост\n\nТекст: Иван Петров. Фото: Анна Лесная, видео: МЧС\n\nВ посёлке открыли мост."
    assert [(c.what, c.agency, c.author) for c in find_credits(text)][:2] == [
        ("text", None, "Иван Петров"),
        ("photo", None, "Анна Лесная"),
    ]


def test_copyright_line_is_skipped_and_credits_nothing() -> None:
    """«© 2026 «Заря»» is no news, and says nothing of the photo."""
    text = "Мост\n\nВ посёлке открыли мост.\n\n© 2026 «Заря». Все права защищены"
    assert find_credits(text) == ()
    assert [text[start:end] for start, end in credit_lines(text)] == ["© 2026 «Заря»."]


def test_signature_under_a_quotation_is_no_byline() -> None:
    """The name under a quotation is its speaker."""
    assert find_credits("Мост\n\n«Мы построили мост за год».\n\nИван Петров") == ()
    assert find_credits("Мост\n\n«Мы построили мост за год»\n\nИван Петров") == ()


@given(st.text(alphabet="Фото: Видео©/.,()«»\n АТСвПер—-12мая", max_size=200))
def test_spans_lie_in_the_text_and_never_overlap(text: str) -> None:
    """Whatever the text, each span lies in it and skipped spans follow each other."""
    last = 0
    for start, end in credit_lines(text):
        assert last <= start < end <= len(text)
        last = end
    for credit in find_credits(text):
        assert credit.text is not None
        assert 0 <= credit.text.start < credit.text.end <= len(text)


@pytest.mark.parametrize("piece", ["Фото: ", "© ", "(фото ", "МОСКВА, 19 фев — ", "Источник: А\n", "\n", " ", "А. "])
def test_a_long_line_takes_linear_time(piece: str) -> None:
    """A megabyte of the worst piece takes seconds at most."""
    text = piece * (1_000_000 // len(piece))
    begin = time.process_time()
    from_text(text, language="ru")
    assert time.process_time() - begin < 15
