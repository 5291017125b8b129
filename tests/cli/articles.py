"""Invented articles with their attributions, made by hand: what the views and the figures are tested on."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from otkuda.model import Article, Attribution, Credit, Source, Span

HARBOUR_TEXT = """Аким Ерлан Сапаров: «Порт откроют в мае»

«Порт откроют в мае, — сказал аким Ерлан Сапаров в эфире «Залива». — Суда уже ждут».

Газета «Заря» пишет, что, по словам инженера Анны Берг, причал осел.

Сообщается, что рейсы перенесут.

Фото: «Заря» / Пётр Лис"""


def span(text: str, words: str, nth: int = 0) -> Span:
    """Return where ``words`` stand in ``text`` for the ``nth`` time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def harbour() -> Article:
    """An article with a quotation of two pieces, a nested report, one without a source, a carrier and a credit."""
    text = HARBOUR_TEXT
    akim = Source(span(text, "аким Ерлан Сапаров"), "Ерлан Сапаров", "person", "аким")
    gulf = Source(span(text, "«Залива»"), "Залив", "outlet")
    dawn = Source(span(text, "Газета «Заря»"), "Заря", "outlet")
    engineer = Source(span(text, "инженера Анны Берг"), "Анна Берг", "person", "инженер", "Порт")
    return Article(
        text=text,
        headline="Аким Ерлан Сапаров: «Порт откроют в мае»",
        outlet="Маяк",
        authors=("Инна Рябь",),
        published=datetime(2031, 4, 5, 9, 30, tzinfo=timezone(timedelta(hours=5))),
        language="ru",
        url="https://mayak.example/1",
        credits=(Credit("photo", "Заря", "Пётр Лис", span(text, "Фото: «Заря» / Пётр Лис")),),
        attributions=(
            Attribution(
                (span(text, "Порт откроют в мае"),),
                None,
                (Source(span(text, "Аким Ерлан Сапаров"), "Ерлан Сапаров", "person"),),
                "direct",
                "headline_colon",
                0.95,
                ("a colon after the name",),
            ),
            Attribution(
                (span(text, "Порт откроют в мае", 1), span(text, "Суда уже ждут")),
                span(text, "сказал"),
                (gulf, akim),
                "direct",
                "quote_then_cue",
                0.97,
                ("«сказал» between two pieces", "«в эфире» names the carrier"),
            ),
            Attribution(
                (span(text, "по словам инженера Анны Берг, причал осел"),),
                span(text, "пишет"),
                (dawn,),
                "indirect",
                "cue_that",
                0.93,
            ),
            Attribution(
                (span(text, "причал осел"),), span(text, "по словам"), (engineer,), "indirect", "by_words", 0.6
            ),
            Attribution((span(text, "рейсы перенесут"),), span(text, "Сообщается"), (), "indirect", "agentless", 0.9),
        ),
    )


def hostile() -> Article:
    """An article whose every field tries to break out of the page or to steer the terminal, its contents crossing."""
    text = "<script>alert(1)</script> & «Мост\x1b[31m» \u202eкраб {{ 7*7 }} [bold]x[/] :smile:\r\nдва\x00\ud800\x9b1m."
    return Article(
        text=text,
        headline="</title><b onload='x'>\"",
        outlet="<i>outlet</i>\x1b]0;owned\x07",
        authors=("<u>author</u>",),
        language='ru" onmouseover="x',
        url="javascript:alert(1)",
        credits=(Credit("photo", "<s>agency</s>", None, None),),
        attributions=(
            Attribution(
                (Span(0, 40),),
                Span(8, 13),
                (Source(None, "<img src=x onerror=alert(1)>[red]", "person", '"role"', "<o>"),),
                "mixed",
                "rule<x>",
                0.95,
                ("evidence<v>\x1b[2J",),
            ),
            Attribution(
                (Span(20, 70),), None, (Source(None, "Б", "outlet"), Source(None, "В", "person")), "direct", "r", 0.3
            ),
        ),
    )
