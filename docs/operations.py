"""The reference of the API over HTTP, made from the description that answers its requests.

python3 dev.py docs        (python -m docs.operations)
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otkuda.serve.api.openapi import document

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parent / "reference" / "http-api.md"
BEGIN, END = "<!-- operations -->\n", "<!-- /operations -->\n"
_FORMS = (".jsonld", ".{form}")
Told = dict[str, Any]


def tables() -> str:
    """Return what is asked and answered, operation by operation, and the types of it."""
    told = document("")
    parts = [*_operations(told), "## Types\n\n", *_types(told["components"]["schemas"])]
    return "".join(parts).rstrip("\n") + "\n"


def _operations(told: Told) -> Iterator[str]:
    for tag in told["tags"]:
        yield f"## {tag['name'].capitalize()}\n\n"
        for path, methods in told["paths"].items():
            for method, one in methods.items():
                if one["tags"] == [tag["name"]] and not path.endswith(_FORMS):
                    yield from _operation(f"{method.upper()} {path}", one)


def _operation(name: str, one: Told) -> Iterator[str]:
    status, answer = next(iter(one["responses"].items()))
    yield f"### `{name}`\n\n{one['summary']}. {one['description']} Answers {status} with {_sent(answer)}."
    if "requestBody" in one:
        yield f" Takes {_sent(one['requestBody'])}."
    yield "\n\n"
    asked = [each for each in one.get("parameters", ()) if each["in"] == "query"]
    if asked:
        yield "| asked | what it means |\n| --- | --- |\n"
        yield from (f"| `{each['name']}` | {_meaning(each)} |\n" for each in asked)
        yield "\n"


def _sent(body: Told) -> str:
    media, content = next(iter(body["content"].items()))
    return _kind(content["schema"]) if media == "application/json" else f"`{media}`"


def _meaning(one: Told) -> str:
    schema = one["schema"]
    words = ", ".join(f"`{each}`" for each in schema.get("enum", ()))
    bounds = f"{schema['minimum']} to {schema['maximum']}" if "maximum" in schema else ""
    default = schema.get("default")
    usual = f"else {str(default).lower()}" if default not in (None, "", False) else ""
    return " ".join(filter(None, (one.get("description", ""), "; ".join(filter(None, (words, bounds, usual))))))


def _types(schemas: dict[str, Told]) -> Iterator[str]:
    for name, schema in sorted(schemas.items()):
        if "properties" in schema and not name.startswith("Page_"):
            yield f"### `{name}`\n\n{' '.join(schema.get('description', '').replace('``', '`').split())}\n\n"
            yield "| field | type |\n| --- | --- |\n"
            yield from (f"| `{field}` | {_kind(told)} |\n" for field, told in schema["properties"].items())
            yield "\n"


def _kind(schema: Told) -> str:
    """Return what a schema says, in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"a page of `{name[5:-1]}`" if name.startswith("Page_") else f"`{name}`"
    if "anyOf" in schema:
        return " or ".join(map(_kind, schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}" if schema.get("items") else "list"
    return str(schema.get("format") or schema.get("type", "anything"))


def main() -> int:
    """Write the tables into their page. Returns 0."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    PAGE.write_text(before + BEGIN + tables() + END + rest.split(END)[1], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
