"""``otkuda entities`` as a user runs it: who is who, why, and what a person decides."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from otkuda import store as kept
from otkuda.cli import main
from otkuda.model import Article, Attribution, Source, Span

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
SAID = (
    ("ru", "Ерлан Сапаров", "аким", "акимат Саяка"),
    ("ru", "Ерлан Сапаров", "аким", None),
    ("en", "Yerlan Saparov", "governor", None),
    ("ru", "Е. Сапаров", None, None),
    ("ru", "Марат Асанов", "судья", None),
    ("ru", "Марат Асанов", "водитель", None),
    ("ru", "Марат Асанов", None, None),
)


def run(*arguments: str, status: int = 0) -> Result:
    """Run a command of the group and return what came of it."""
    done = CliRunner().invoke(main, ["entities", *arguments])
    assert done.exit_code == status, (done.output, done.exception)
    return done


def lines(*arguments: str) -> list[dict[str, Any]]:
    """Return the JSON lines of a command."""
    return [json.loads(line) for line in run(*arguments, "--json").stdout.splitlines()]


def url(number: int) -> str:
    """Return the address of an article."""
    return f"https://zarya.example/{number}.html"


def article(number: int, language: str, name: str, role: str | None = None, office: str | None = None) -> Article:
    """Return an article in which somebody is the source."""
    chain = (Source(None, name, "person", role, office),)
    said = Attribution((Span(0, 4),), None, chain, "indirect", "made", 1.0)
    day = NOON + timedelta(days=number)
    return Article(
        "Мост.", f"Мост {number}", "Заря", published=day, language=language, url=url(number), attributions=(said,)
    )


def keep(folder: Path, *made: Article) -> None:
    """Keep articles as a program does that knows nothing of entities."""
    with kept.open_store(folder / "otkuda.sqlite") as store, store.writing() as conn:
        for one in made:
            kept.keep(conn, None, one, seen=NOON, read_by="otkuda 0.0.9")


def namesakes() -> tuple[str, str]:
    """Return the ids of the judge and of the driver."""
    shown = [lines("show", one["id"])[0] for one in lines("list", "Марат Асанов")]
    ids = {one["roles"][0]["role"]: one["id"] for one in shown if one["roles"]}
    return ids["судья"], ids["водитель"]


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a store with nothing in it."""
    for name, value in {"OTKUDA_DATA": str(tmp_path / "data"), "COLUMNS": "80", "TZ": "UTC"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.fixture
def archive(empty: Path) -> Path:
    """A store with one person in four articles and two namesakes in three."""
    keep(empty, *(article(number, *said) for number, said in enumerate(SAID)))
    return empty


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("command", [("list",), ("list", "мост", "--open"), ("judgements",), ("judgements", "--unfit")])
def test_nobody_yet(command: tuple[str, ...]) -> None:
    """A store without anything says so, and what to do."""
    done = run(*command)
    assert not done.stdout
    assert "yet" in done.stderr or "unfit" in done.stderr


@pytest.mark.usefixtures("archive")
def test_list() -> None:
    """Those with most mentions first, in 80 columns; an open one with a question mark."""
    shown = run("list", "--type", "person").stdout.splitlines()
    assert [line.split()[:3] for line in shown[:1]] == [["4", "Ерлан", "Сапаров"]]
    assert len(shown) == 4
    assert sum("person?" in line for line in shown) == 3
    assert max(map(len, shown)) <= 80


@pytest.mark.usefixtures("archive")
def test_list_chooses() -> None:
    """By words of a name in any letter case and language, by type, those that are open; so many."""
    assert [one["mentions"] for one in lines("list", "SAPAROV")] == [4]
    assert [one["type"] for one in lines("list", "--type", "outlet")] == ["outlet"]
    opened = lines("list", "--open")
    assert {one["name"] for one in opened} == {"Марат Асанов"}
    assert sorted(len(one["may_be"]) for one in opened) == [1, 1, 2]
    assert "more with --limit" in run("list", "--limit", "1").stderr
    assert "nobody found" in run("list", "Лугова").stderr


@pytest.mark.usefixtures("archive")
def test_show() -> None:
    """Names by language, roles with dates, articles with their addresses."""
    shown = run("show", "ерлан", "сапаров").stdout
    assert "Ерлан Сапаров  person" in shown
    assert "  en  Yerlan Saparov  1" in shown
    assert "  ru  Ерлан Сапаров  2" in shown
    assert "  2026-03-11  аким, акимат Саяка" in shown
    assert "articles: 4" in shown
    assert url(3) in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.usefixtures("archive")
def test_show_json() -> None:
    """All of it in one line."""
    (found,) = lines("show", "Yerlan Saparov")
    assert {"id", "names", "roles", "wikidata", "articles", "may_be", "reasons"} <= found.keys()
    assert [one["url"] for one in found["articles"]] == [url(number) for number in range(4)]
    assert found["roles"][0] | {"first": None, "last": None} == {
        "role": "аким", "organization": "акимат Саяка", "first": None, "last": None,
    }  # fmt: skip


@pytest.mark.usefixtures("archive")
def test_explain() -> None:
    """What ties each name to the fullest, and what keeps namesakes apart, with weights."""
    shown = run("show", "Ерлан Сапаров", "--explain").stdout
    assert "surname_romanized +4" in shown
    assert "initial_fits" in shown
    judge, driver = namesakes()
    shown = run("show", judge, "--explain").stdout
    assert f"may be Марат Асанов  {driver}" in shown
    assert "role_other -5.5" in shown


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("name", ["Лугова", "%", "_", "\\", "'; DROP TABLE mentions", "ы" * 10_000, "\u202e", "0" * 16])
def test_show_nobody(name: str) -> None:
    """One line that says what to do; a name is never a pattern."""
    assert "otkuda entities list finds names" in run("show", name, status=1).stderr


@pytest.mark.usefixtures("archive")
def test_show_namesakes() -> None:
    """Who is called the same is told by id."""
    told = run("show", "Марат Асанов", status=1).stderr
    assert "several are called so; name one by its id" in told
    assert len(told.splitlines()) == 1


@pytest.mark.usefixtures("archive")
def test_merge_and_take_back() -> None:
    """Two are one from then on, an old id leads there; taken back, they are two again."""
    judge, driver = namesakes()
    (merged,) = lines("merge", judge, driver, "--by", "A. Rogova")
    assert merged["mentions"] == 3
    assert {lines("show", one)[0]["id"] for one in (judge, driver)} == {merged["id"]}
    (made,) = lines("judgements")
    assert (made["kind"], made["by"], made["state"]) == ("merge", "A. Rogova", "holds")
    assert "one already" in run("merge", judge, driver, status=1).stderr
    assert "taken back" in run("judgements", "--remove", made["id"]).stderr
    assert len(lines("list", "Марат Асанов")) == 3


@pytest.mark.usefixtures("archive")
def test_merge_of_types() -> None:
    """A person is no outlet; one name alone is a wrong use."""
    assert "different types" in run("merge", "Ерлан Сапаров", "Заря", status=1).stderr
    assert "at least two" in run("merge", "Ерлан Сапаров", status=2).stderr


@pytest.mark.usefixtures("archive")
def test_split() -> None:
    """By the address of an article or the id of a mention; the rest keeps its id."""
    (whole,) = lines("show", "Ерлан Сапаров")
    (apart,) = lines("split", whole["id"], url(2), whole["articles"][3]["mention"])
    assert apart["id"] != whole["id"]
    assert [one["url"] for one in lines("show", whole["id"])[0]["articles"]] == [url(0), url(1)]
    assert [one["url"] for one in lines("show", apart["id"])[0]["articles"]] == [url(2), url(3)]
    assert "a split speaks against it" in run("merge", whole["id"], apart["id"], status=1).stderr
    assert len(lines("judgements")) == 1


@pytest.mark.usefixtures("archive")
def test_split_that_cannot_be() -> None:
    """What is not there, and all that is there."""
    (whole,) = lines("show", "Ерлан Сапаров")
    assert "no such mention or article" in run("split", whole["id"], "https://zalyv.example/", status=1).stderr
    assert "nothing of it would stay" in run("split", whole["id"], *map(url, range(4)), status=1).stderr


def test_judgements_survive(archive: Path) -> None:
    """A role that is read otherwise changes nothing; an article that is forgotten leaves a judgement that is listed."""
    judge, driver = namesakes()
    (merged,) = lines("merge", judge, driver)
    with kept.open_store(archive / "otkuda.sqlite") as store, store.writing() as conn:
        version = kept.latest(conn, url(4))
        assert version
        kept.replace_reading(conn, version.id, article(4, "ru", "Марат Асанов", "верховный судья"), "otkuda 1")
    assert lines("show", merged["id"])[0]["mentions"] == 3
    assert lines("show", judge)[0]["id"] == lines("show", driver)[0]["id"]
    assert [one["state"] for one in lines("judgements")] == ["holds"]
    done = CliRunner().invoke(main, ["forget", url(5), "--reason", "test", "--yes"])
    assert done.exit_code == 0, done.output
    assert [one["state"] for one in lines("judgements", "--unfit")] == ["gone"]
    assert "fits nothing any more" in run("judgements").stdout


FILES = {
    "names.csv": "name,aliases,wikidata\nЕрлан Сапаров,Саржан|Yerlan Saparov,Q42\n,,\nАнна Лугова,,42\n",
    "names.tsv": "name\taliases\twikidata\nЕрлан Сапаров\tСаржан|Yerlan Saparov\tQ42\n\t\t\nАнна Лугова\t\tQ0\n",
    "names.jsonl": (
        '{"name": "Ерлан Сапаров", "aliases": ["Саржан", "Yerlan Saparov"], "wikidata": "Q42"}\n{}\n'
        '{"name": "Анна Лугова", "type": "cat"}\n'
    ),
}


@pytest.mark.parametrize("name", sorted(FILES))
def test_import(archive: Path, tmp_path: Path, name: str) -> None:
    """Other names and Wikidata ids; lines that are none are told, and the same file again changes nothing."""
    keep(archive, article(20, "ru", "Саржан"))
    (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    done = run("import", name, status=1)
    assert done.stdout == "1 new, 0 known already\n"
    assert [f"{name}:" in line for line in done.stderr.splitlines()] == [True, True]
    (found,) = lines("show", "Ерлан Сапаров")
    assert (found["wikidata"], found["mentions"], len(found["articles"])) == (["Q42"], 5, 5)
    assert lines("show", "Саржан")[0]["id"] == found["id"]
    assert run("import", name, status=1).stdout == "0 new, 1 known already\n"


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "no column"), (b"who\nA\n", "no column"), (b"\xff\xfe\x00", "not UTF-8"), (None, "name a file")],
)
def test_import_that_cannot_be_read(tmp_path: Path, content: bytes | None, said: str) -> None:
    """One line that says what to do."""
    if content is not None:
        (tmp_path / "names.csv").write_bytes(content)
    assert said in run("import", "names.csv", status=1).stderr


@pytest.mark.usefixtures("archive")
def test_judgement_that_is_not_there() -> None:
    """One line."""
    assert "no such judgement" in run("judgements", "--remove", "0", status=1).stderr


def test_hostile_names(empty: Path) -> None:
    """Names of 10,000 characters, of controls and other directions, «null», nothing: shown, and nothing is glued."""
    names = [
        "Ы" * 10_000,
        "а" * 10_000,
        "Ерлан\u202e Сапаров",
        "Ер\u200bлан Сапаров",
        "\x1b[31mЕрлан",
        "null",
        "",
        "\0",
        "…",
    ]
    keep(empty, *(article(number, "ru", name) for number, name in enumerate(names * 2)))
    shown = run("list", "--limit", "100").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    (found,) = lines("list", "Ерлан Сапаров")
    assert found["mentions"] == 4
    assert [one["mentions"] for one in lines("list", "null")] == [1, 1]
    assert max(map(len, shown.splitlines())) <= 80


def test_languages_by_themselves(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting keeps each language to itself; set back, all is as before."""
    (before,) = lines("show", "Ерлан Сапаров")
    monkeypatch.setenv("OTKUDA_TRANSLITERATE", "0")
    assert [one["mentions"] for one in lines("list", "Yerlan Saparov")] == [1]
    assert lines("show", "Ерлан Сапаров")[0]["mentions"] == 3
    monkeypatch.setenv("OTKUDA_TRANSLITERATE", "1")
    assert lines("show", "Ерлан Сапаров") == [before]
    assert archive.exists()
