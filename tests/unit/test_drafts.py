"""The drafts by which ``otkuda check`` is measured."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from evaluation.bending import RULES, Telling, Words, altered, invented
from evaluation.drafts import World, archive, drafts, is_right, main, quotations

if TYPE_CHECKING:
    from pathlib import Path

SAID = {
    "Глеб Одинцов": "Мы не закроем мост до 14 мая, и около 40 семей переедут в Карасор только осенью",
    "Анна Рогова": "Опоры выдержат любую весну и любой ледоход, а сварщиков у нас теперь сорок два",
}


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A newsroom of one event, one page, two statements."""
    event = tmp_path / "e01"
    event.mkdir()
    body = "".join(f"<p>«{words}», — сказал {name}.</p>" for name, words in SAID.items())
    page = f'<html lang="ru"><body><article><h1>Мост в Заречном</h1>{body}</article></body></html>'
    (event / "zarya.html").write_text(page, encoding="utf-8")
    appearance = {"file": "zarya.html", "kind": "direct", "relation": "verbatim", "attributed": True}
    statements = [
        {"speaker_names": {"ru": name}, "appearances": [{**appearance, "text": words}]} for name, words in SAID.items()
    ]
    articles = [{"file": "zarya.html", "url": "https://zarya.example/1", "language": "ru"}]
    (event / "truth.json").write_text(json.dumps({"articles": articles, "statements": statements}), encoding="utf-8")
    return tmp_path


def test_same_seed_same_drafts(newsroom: Path) -> None:
    """Drafts are made by the seed alone, and every quotation stands in its draft."""
    world = World(list(quotations(newsroom / "e01")))
    first, second = (list(drafts(world, 30, random.Random(7))) for _ in range(2))  # noqa: S311 - had again
    assert first == second
    assert all(put.text in draft.text for draft in first for put in draft.quotations)
    assert len(archive([newsroom / "e01"])) == 1


def test_altered_is_other(newsroom: Path) -> None:
    """No rule leaves a quotation as it is, and each that applies is met."""
    world = World(list(quotations(newsroom / "e01")))
    telling = Telling(SAID["Глеб Одинцов"], ["Карасор"], [SAID["Анна Рогова"]])
    words: Words = world.words["ru"]
    made = [altered(telling, words, random.Random(seed)) for seed in range(200)]  # noqa: S311
    assert {one[0] for one in made if one} == set(RULES)
    assert telling.text not in {one[1] for one in made if one}
    assert telling.text not in {invented(telling, words, random.Random(seed))[1] for seed in range(50)}  # noqa: S311


def test_sums(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only sums are printed, unless faults are asked for."""
    main([str(newsroom), "--count", "20"])
    shown = capsys.readouterr().out
    assert "verbatim: " in shown
    assert "ледоход" not in shown


def test_what_is_right() -> None:
    """An invented quotation may be anything but verbatim; one that was not read is never right."""
    assert is_right("invented", "altered")
    assert not is_right("invented", "verbatim")
    assert not any(is_right(one, "unread") for one in ("verbatim", "altered", "invented", "misplaced"))
