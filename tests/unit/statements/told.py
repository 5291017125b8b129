"""Invented articles as carriers, read by the reader itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from otkuda import read
from otkuda.entities.judging import Judge
from otkuda.model import Carrier, Link, Span, Statement
from otkuda.statements.gathering import gather
from otkuda.statements.kinship import Telling

JUDGE = Judge()


def carrier(
    url: str, text: str, *, at: str | None = "2026-03-11T10:00+05:00", links: dict[str, str] | None = None
) -> Carrier:
    """Return an article at an address; ``links`` are addresses by the words that carry them."""
    published = datetime.fromisoformat(at) if at else None
    article = read(text, outlet=url.split("/")[2], published=published)
    places = {words: article.text.index(words) for words in links or {}}
    found = tuple(Link(Span(at, at + len(words)), (links or {})[words]) for words, at in sorted(places.items()))
    return Carrier(url, replace(article, url=url, links=found))


def telling(url: str, text: str, **kept: object) -> Telling:
    """Return an article as it is brought together with others."""
    return Telling(carrier(url, text, **kept))  # type: ignore[arg-type]


def statement_with(carriers: list[Carrier], words: str) -> Statement:
    """Return the statement in whose appearances some words are."""
    found = [one for one in gather(carriers, JUDGE) if any(words in each.text for each in one.appearances)]
    assert len(found) == 1, [one.text for one in found]
    return found[0]


MINISTRY = "https://mintrans.example/press/1"
TOBOL = "https://tobol-line.example/1"
SVODKA = "https://svodka.example/1"
PRESS = carrier(
    MINISTRY,
    "Мост через Тасбулак откроют в мае\n\n"
    "Министерство транспорта сообщает о ходе работ на переправе.\n\n"
    "«Мост через Тасбулак откроют 14 мая, проезд по нему будет бесплатным для всех машин», – заявил вице-министр "
    "транспорта Ерлан Сарбасов.\n\n"
    "«Старую переправу мы не закроем, пока не отремонтируем дорогу к селу», – добавил Сарбасов.\n",
    at="2026-03-11T09:30+05:00",
)
CARRIED = carrier(
    TOBOL,
    "Мост через Тасбулак будет бесплатным\n\n"
    "Новый мост достраивают, сообщает Министерство транспорта.\n\n"
    "«Мост через Тасбулак откроют 14 мая, проезд по нему будет бесплатным для всех машин», – отметил вице-министр "
    "Ерлан Сарбасов.\n\n"
    "«Старую переправу мы не закроем, пока не отремонтируем дорогу к селу», – сказал он.\n",
    at="2026-03-11T10:40+05:00",
    links={"сообщает": MINISTRY},
)
BENT = carrier(
    SVODKA,
    "Переправу закроют\n\n"
    "Хорошая новость для водителей, пишет tobol-line.example.\n\n"
    "«Старую переправу мы закроем, пока не отремонтируем дорогу к селу», – приводит издание слова вице-министра "
    "Ерлана Сарбасова.\n",
    at="2026-03-11T12:00+05:00",
    links={"пишет": TOBOL},
)
ABROAD = carrier(
    "https://courier.example/1",
    "Toll-Free Bridge to Open in May\n\n"
    '"The bridge over the Tasbulak will open on May 14, and passage will be free for all vehicles," Deputy Transport '
    "Minister Yerlan Sarbasov said.\n",
    at="2026-03-11T15:00+05:00",
)
OTHER = carrier(
    "https://zarya.example/1",
    "Школы получат книги\n\n«До осени мы купим 300 тысяч учебников», – сообщила министр просвещения Алия Жунусова.\n",
    at="2026-03-11T11:00+05:00",
)
WORLD = [PRESS, CARRIED, BENT, ABROAD, OTHER]
