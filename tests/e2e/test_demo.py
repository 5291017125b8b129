"""``otkuda demo`` as a newcomer runs it: what its world promises to show is there."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

from otkuda import store
from otkuda.cli import main
from otkuda.collect.telling import every_statement
from otkuda.store.stories import all_stories

from .processes import COMMAND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda import Appearance
    from otkuda.export import Told
    from otkuda.stories import Story

SECONDS = 30  # that it may take on two cores
BUSY = 4  # how much longer where others use them too


class Kept(NamedTuple):
    """The folder of a demo that was kept, and what it said."""

    folder: Path
    out: str


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A demo that has ended by itself, for nobody watches it; its store is kept."""
    folder = tmp_path_factory.mktemp("demo") / "news room"
    command = [*COMMAND, "demo", "--keep", str(folder)]
    done = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS * BUSY)
    out = done.stdout.decode()
    assert done.stderr == b""
    assert out.startswith("62 articles of 16 outlets, 1 edited since. ")
    return Kept(folder, out)


@pytest.fixture(scope="module")
def opened(kept: Kept) -> Iterator[store.Store]:
    """Its store."""
    with store.open_store(kept.folder / "otkuda.sqlite") as found:
        yield found


@pytest.fixture(scope="module")
def told(opened: store.Store) -> list[Told]:
    """Its statements."""
    with opened.reading() as conn:
        return list(every_statement(conn, store.Query()))


@pytest.fixture(scope="module")
def stories(opened: store.Store) -> list[Story]:
    """Its stories."""
    with opened.reading() as conn:
        return list(all_stories(conn))


def of(told: list[Told], words: str) -> Told:
    """Return the one statement with these words at its head."""
    [found] = [one for one in told if words in one.statement.text]
    return found


def at(one: Told, outlet: str) -> Appearance:
    """Return how an outlet has the words first."""
    return next(each for each in one.appearances if one.article(each).outlet == outlet)


def test_much_is_carried(told: list[Told]) -> None:
    """At least seven statements stand in five outlets or more."""
    assert sum(len({one.article(each).outlet for each in one.appearances}) >= 5 for one in told) >= 7


def test_the_ways_of_the_address(told: list[Told]) -> None:
    """The address is traced to the ministry's page: linked, named, and inferred where a copy names nobody."""
    one = of(told, "откроют двенадцать объездов")
    assert (one.statement.speaker, one.statement.origin.kind) == ("Бекзат Аралтаев", "page")
    assert one.statement.origin.url == "https://mintrans.example/ru/press/obrashchenie-ministra"
    grounds = Counter(each.step.ground for each in one.appearances if each.step)
    assert min(grounds[ground] for ground in ("linked", "named", "inferred")) >= 1
    copy = at(one, "Наш берег")
    assert (copy.speaker, copy.relation) == (None, "verbatim")


@pytest.mark.parametrize(
    ("words", "outlet", "what", "wordings"),
    [
        ("двенадцать объездов", "Вечерний Тасозен", "number", ("двадцать", "двенадцать")),
        ("214 алтын", "Тасөзен таңы", "number", ("241", "214")),
        ("кипятить её не нужно", "Вечерний Тасозен", "negation", None),
        ("придётся эвакуировать", "Минута", "hedge", None),
        ("рано заменил Кравца", "Минута", "hedge", None),
        ("укрепили ещё в феврале", "Заречье", "date", ("январе", "феврале")),
        ("214 алтын", "Вечерний Тасозен", "hedge", None),
    ],
)
def test_what_differs(told: list[Told], words: str, outlet: str, what: str, wordings: tuple[str, str] | None) -> None:
    """What went wrong on the way is found, with both wordings."""
    one = of(told, words)
    found = at(one, outlet)
    assert (found.relation, [change.what for change in found.changes]) == ("altered", [what])
    [shown] = one.wordings(found)
    assert wordings is None or (shown.appearance, shown.original) == wordings


@pytest.mark.parametrize(
    ("words", "outlet", "relation"),
    [
        ("двенадцать объездов", "Минута", "shortened"),
        ("двенадцать объездов", "Көкжиек", "translation"),
        ("двенадцать объездов", "Steppe Courier", "translation"),
        ("214 алтын", "Дала Медиа", "translation"),
        ("bird survey", "Өңір үні", "translation"),
        ("Цену на социальный хлеб", "Вечерний Тасозен", "paraphrase"),
        ("Цену на социальный хлеб", "Дала Медиа", "verbatim"),
    ],
)
def test_relations(told: list[Told], words: str, outlet: str, relation: str) -> None:
    """What is honestly shortened, told in other words or translated is called so."""
    assert at(of(told, words), outlet).relation == relation


def test_from_kazakh_through_russian_into_english(told: list[Told]) -> None:
    """The way of a find leads over three languages."""
    one = of(told, "214 алтын")
    herald = at(one, "Tasozen Herald")
    dala = one.source_of(herald)
    museum = dala and one.source_of(dala)
    assert dala
    assert museum
    assert [each.language for each in (herald, dala, museum)] == ["en", "ru", "kk"]


def test_an_origin_that_is_not_here(told: list[Told]) -> None:
    """Words of a channel that nobody collects: the origin is absent, and what the texts name is told."""
    origin = of(told, "кипятить её не нужно").statement.origin
    assert (origin.kind, origin.named) == ("absent", "Telegram-канал")


def test_an_occasion(told: list[Told]) -> None:
    """What several heard themselves came from no page."""
    one = of(told, "рано заменил Кравца")
    assert one.statement.origin.kind == "occasion"
    assert [at(one, outlet).step for outlet in ("Заречье", "Вечерний Тасозен")] == [None, None]


def test_an_occasion_of_which_one_page_is_linked(told: list[Told]) -> None:
    """Two reporters were at the briefing; that the others link to one of them makes it no first page."""
    one = of(told, "придётся эвакуировать")
    assert one.statement.origin.kind == "occasion"
    assert [at(one, outlet).step for outlet in ("Заречье", "Дала Медиа")] == [None, None]


def test_a_digest_has_the_words_from_what_it_links(told: list[Told]) -> None:
    """What stands beside the words goes before a source of other news."""
    one = of(told, "откроют двенадцать объездов")
    source = one.source_of(at(one, "Обзор дня"))
    assert source
    assert one.article(source).outlet == "Министерство транспорта"


def test_stories(stories: list[Story]) -> None:
    """Each event is one story, in three languages; round-ups belong to several."""
    languages = [{one.article.language for one in story.carriers} for story in stories if len(story.carriers) > 1]
    assert languages == [{"ru", "kk", "en"}] * 7
    for url in ("https://obzor-dnya.example/itogi/dnya", "https://steppe-courier.example/briefing/day-in-brief"):
        assert sum(any(one.article.url == url for one in story.carriers) for story in stories) >= 3


def test_what_they_said_before(told: list[Told], stories: list[Story]) -> None:
    """What a speaker said weeks ago on the same matter is a statement of its own, and another story."""
    before = of(told, "сдадим к 1 августа")
    assert before.statement.speaker == of(told, "завершим до 1 октября").statement.speaker
    url = before.appearances[0].url
    assert [len(one.carriers) for one in stories if any(each.article.url == url for each in one.carriers)] == [1]


def test_namesakes(kept: Kept) -> None:
    """Two people with one surname are two, each in all his articles."""
    listed = CliRunner().invoke(main, ["--data", str(kept.folder), "entities", "list", "Вершинин", "--json"]).stdout
    assert {one["name"] for one in map(json.loads, listed.splitlines())} == {"Сергей Вершинин", "Павел Вершинин"}
    assert len(listed.splitlines()) == 2


def test_an_edited_article(opened: store.Store) -> None:
    """An article that was edited after it was kept is kept in both versions."""
    with opened.reading() as conn:
        first, second = store.versions_of(conn, "https://zarechye.example/novosti/4421.html")
    assert "в январе" in first.article.text
    assert "в феврале" in second.article.text


def test_what_it_suggests_works(kept: Kept) -> None:
    """The commands that it prints work as they are printed, on a folder with a blank in its name."""
    lines = [line for line in kept.out.splitlines() if line.startswith("  otkuda --data ")]
    assert lines.pop().endswith(" serve")
    assert len(lines) == 3
    for line in lines:
        done = CliRunner().invoke(main, shlex.split(line)[1:])
        assert (done.exit_code, bool(done.stdout)) == (0, True), line
