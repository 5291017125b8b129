"""Nothing public is undocumented: each command, option, JSON field, public name and rule stands in its reference."""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

import otkuda
from docs import operations, rules
from otkuda.batch.tables import BATCH_ARTICLES, BATCH_ATTRIBUTIONS, BATCH_STATEMENTS, ENTITIES, REJECTS, STORIES
from otkuda.cli import main
from otkuda.export import ARTICLES, ATTRIBUTIONS, ENDINGS, STATEMENTS
from otkuda.export.record import encode
from otkuda.export.statement_record import statement_record
from otkuda.export.story_record import story_record
from otkuda.serve.api.described import PREFIX
from otkuda.serve.app import PARTS
from otkuda.settings import Settings
from tests.cli.outlets import articles, three

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otkuda.export import Table

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def reference(name: str) -> str:
    """Return a page of the reference."""
    return (REFERENCE / name).read_text(encoding="utf-8")


def commands() -> dict[str, click.Command]:
    """Return the commands by name."""
    return dict(main.commands)


def fields(value: object) -> Iterator[str]:
    """Yield every field name in a JSON value."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from fields(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner)


@pytest.mark.parametrize("name", sorted(commands()))
def test_command(name: str) -> None:
    """A command has a heading in the reference of the command line, and its help stands under it."""
    page = reference("cli.md")
    assert f"## otkuda {name}\n" in page
    options = [option for one in commands()[name].params if isinstance(one, click.Option) for option in one.opts]
    assert not [option for option in options if f"`{option}" not in page]


def test_settings() -> None:
    """Every setting has its row, with its default where that is a plain value."""
    page = reference("settings.md")
    defaults = {field.name: field.default for field in dataclasses.fields(Settings)}
    assert not [name for name in defaults if f"| `OTKUDA_{name.upper()}` |" not in page]
    numbers = {name: value for name, value in defaults.items() if isinstance(value, float | int)}
    assert not [name for name, value in numbers.items() if f"| `OTKUDA_{name.upper()}` | `{_shown(value)}`" not in page]


def _shown(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def test_json_fields() -> None:
    """Every field that a JSON line of the project's own article has is in the reference."""
    command = [str(Path(sys.executable).parent / "otkuda"), "read", "--json", str(ROOT / "examples" / "bridge.txt")]
    done = subprocess.run(command, check=True, capture_output=True)
    page = reference("json.md")
    assert not [name for name in set(fields(json.loads(done.stdout))) if f"`{name}`" not in page]


def test_json_fields_of_statements() -> None:
    """Every field that the JSON line of a statement has is in the reference."""
    found = json.loads(encode(statement_record(three())))
    page = reference("json.md").partition("## A statement")[2]
    assert not [name for name in set(fields(found)) if f"`{name}`" not in page]


def test_json_fields_of_stories() -> None:
    """Every field that the JSON line of a story has is in the reference."""
    [story] = otkuda.gather_stories(articles())
    found = json.loads(encode(story_record(story, [three()])))
    page = reference("json.md").partition("## A story")[2]
    assert not [name for name in set(fields(found)) if f"`{name}`" not in page]


@pytest.mark.parametrize("table", [ARTICLES, ATTRIBUTIONS, STATEMENTS], ids=lambda table: table.name)
def test_columns_of_exports(table: Table[Any, Any]) -> None:
    """Every column, with its type, and no other stands in the reference of exports; every format does."""
    page = reference("export.md")
    both, articles, attributions, statements = page.split("\n## ")[1:5]
    parts = {"articles": both + articles, "attributions": both + attributions, "statements": statements}
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", parts[table.name], re.MULTILINE)
    types = {"whole": "number", "json": "JSON"}
    assert sorted(rows) == sorted((column.name, types.get(column.kind, column.kind)) for column in table.columns)
    assert not [ending for ending in ENDINGS if f"| `{ending}` |" not in page]


@pytest.mark.parametrize("table", [ENTITIES, STORIES, REJECTS], ids=lambda table: table.name)
def test_columns_of_batches(table: Table[Any, Any]) -> None:
    """Every column of a batch's own tables, with its type, and no other stands in their reference."""
    part = reference("batch.md").partition(f"\n## {table.name.capitalize()}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", part, re.MULTILINE)
    types = {"whole": "number", "json": "JSON"}
    assert rows == [(column.name, types.get(column.kind, column.kind)) for column in table.columns]


def test_columns_that_batches_add() -> None:
    """What a batch's tables have besides the columns of an export stands in their reference."""
    page = reference("batch.md")
    added = [
        column.name
        for batch, export in (
            (BATCH_ARTICLES, ARTICLES),
            (BATCH_ATTRIBUTIONS, ATTRIBUTIONS),
            (BATCH_STATEMENTS, STATEMENTS),
        )
        for column in batch.columns
        if column.name not in {one.name for one in export.columns}
    ]
    assert not [name for name in added if f"| `{name}` |" not in page]


@pytest.mark.parametrize("name", otkuda.__all__)
def test_public_name(name: str) -> None:
    """Every public name has a heading in the reference of the Python interface."""
    assert f"### `{name}`" in reference("api.md")


def test_operations() -> None:
    """The reference of the API is what its description says; ``python3 dev.py docs`` writes it again."""
    assert operations.tables() in reference("http-api.md")


def test_methods_of_the_archive() -> None:
    """Every method of the archive has its place in the reference of the Python interface."""
    methods = [name for name in vars(otkuda.Archive) if not name.startswith("_")]
    assert not [name for name in methods if f"`{name}(" not in reference("api.md")]


def test_rules() -> None:
    """The reference of the rules is the list that the reader walks; ``python3 dev.py docs`` writes it again."""
    assert rules.table() in reference("rules.md")


def test_every_rule_says_what_it_reads() -> None:
    """A rule's docstring shows its pattern in the language that it reads."""
    lines = [line for line in rules.table().partition("English:")[0].splitlines() if line.startswith("| `")]
    assert lines
    assert not [line for line in lines if not re.search("[а-яё]", line)]


@pytest.mark.parametrize("code", ["ru", "kk", "en"])
def test_rules_give_their_own_name(code: str) -> None:
    """An attribution's rule is one of the list: seen on the lines of the golden cases, their marks taken out."""
    files = sorted((ROOT / "tests" / "golden" / code).rglob("*.txt"))
    golden = "\n".join(path.read_text(encoding="utf-8") for path in files)
    text = re.sub(r"[\[<{][\da-h,]+\||[\]>}]|=>.*", "", golden).replace("\n", "\n\n")
    assert {said.rule for said in otkuda.read(text, language=code).attributions} <= rules.names()


def test_pages_and_keys() -> None:
    """Each address that answers stands in the reference, and each key of the pages' script; and no other.

    What the API answers has a reference of its own.
    """
    text = reference("pages.md")
    answering = {route.path for part in PARTS for route in part.ROUTES if "GET" in (route.methods or ())}
    routes = {path for path in answering if not path.startswith(PREFIX)}
    named = re.findall(r"`(/[^`]*)`", text)
    assert {re.sub(r"\{[^}]*\}", "*", path) for path in routes} == {re.sub(r"ID|NAME", "*", path) for path in named}
    script = (ROOT / "src" / "otkuda" / "serve" / "static" / "script.js").read_text(encoding="utf-8")
    keys = re.findall(r'^  "?(\S)"?: \(\) => ', script, re.MULTILINE)
    assert keys
    assert all(f"`{key}`" in text for key in keys)
