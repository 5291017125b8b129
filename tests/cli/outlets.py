"""Three invented outlets with one statement: the project's own example, read and gathered; and a thousand like it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import otkuda
from otkuda import Appearance, Article, Carrier, Statement
from otkuda.export.telling import Told, told
from otkuda.statements.carrying import carrier_of

FILE = Path(__file__).resolve().parents[2] / "examples" / "three-outlets.jsonl"
ORIGIN, COPY, CHANGED = "https://most.example/news/14", "https://bereg.example/2026/most", "https://zarya.example/1204"


@cache
def articles() -> tuple[Article, ...]:
    """Return the articles as they are read: the page of the speaker's firm, a copy, and one with other words."""
    lines = map(json.loads, FILE.read_text(encoding="utf-8").splitlines())
    return tuple(
        replace(
            otkuda.read(
                one["text"],
                headline=one["headline"],
                outlet=one["outlet"],
                published=datetime.fromisoformat(one["published"]),
            ),
            url=one["url"],
        )
        for one in lines
    )


@cache
def three() -> Told:
    """Return their statement with the articles."""
    return with_articles(otkuda.gather(articles())[0], tuple(map(carrier_of, articles())))


def with_articles(statement: Statement, carriers: tuple[Carrier, ...]) -> Told:
    """Return a statement with the articles that carry it."""
    found = told(statement, {one.id: one for one in carriers})
    assert found
    return found


def many(count: int) -> Told:
    """Return the statement with so many copies of its last appearance, each taken from the one before."""
    whole = three()
    last, carriers = whole.statement.appearances[-1], dict(whole.carriers)
    copies: list[Appearance] = []
    for number in range(count):
        carrier = replace(carriers[last.carrier], id=f"{number:032}")
        step = last.step._replace(source=copies[-1].id) if copies and last.step else last.step
        url = f"https://copy-{number}.example/"
        copies.append(replace(last, id=f"{number:016}", carrier=carrier.id, url=url, step=step))
        carriers[carrier.id] = replace(carrier, article=replace(carrier.article, url=url, outlet=f"Копия {number}"))
    return Told(replace(whole.statement, appearances=(*whole.statement.appearances, *copies)), carriers)
