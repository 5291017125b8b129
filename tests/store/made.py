"""Invented articles and pages for the tests of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from otkuda.model import Article, Attribution, Credit, Link, Page, Source, Span

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://zarya.example/bridge"
TEXT = "«Мост откроют в мае», — сообщил аким Ерлан Сапаров."

ARTICLE = Article(
    text=TEXT,
    headline="Мост откроют",
    outlet="Заря",
    authors=("Нина Лугова",),
    published=NOON.astimezone(timezone(timedelta(hours=5))),
    language="ru",
    url=URL,
    credits=(Credit("photo", "Берег", None, None), Credit("text", None, "Нина Лугова", Span(0, 4))),
    attributions=(
        Attribution(
            content=(Span(1, 19),),
            cue=Span(24, 31),
            chain=(Source(Span(32, 50), "Ерлан Сапаров", "person", "аким"),),
            kind="direct",
            rule="quote_then_cue",
            confidence=0.99,
            evidence=("«сообщил»",),
        ),
    ),
    links=(Link(Span(24, 31), "https://akimat.example/1"), Link(Span(32, 36), "https://akimat.example/2")),
)


def saying(text: str, url: str = URL) -> Article:
    """An article of this text, without anything else."""
    return Article(text=text, url=url, language="ru")


def page(content: bytes, url: str = URL) -> Page:
    """A page of these bytes."""
    return Page(url, content, "utf-8", "text/html", 200, url + "?a", (("Server", "z"), ("Server", "y")), NOON)


def said(text: str, speaker: str, url: str) -> Article:
    """An article whose whole text is what a speaker said."""
    chain = (Source(None, speaker, "person"),)
    attribution = Attribution((Span(0, len(text)),), None, chain, "indirect", "made", 1.0)
    return replace(saying(text, url), attributions=(attribution,))
