"""Files of names: CSV, TSV or JSON lines → judgements that names are those of one; a line that is none says why."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from otkuda.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda.collect.decisions import By
    from otkuda.store import Anchor, Judgement

_WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d{0,15})")
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_TYPES = ("person", "organization", "outlet")
_LONGEST = 300  # characters of a name
_MOST = 50  # names of one


def read_names(path: Path, by: By) -> Iterator[Judgement | str]:
    """Yield a judgement for each line, or what is wrong with it. ``InputError`` where the file cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name a file that can be read") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; save it as UTF-8") from None
    rows = _json_rows(text) if path.suffix.lower() in {".jsonl", ".ndjson", ".json"} else _table_rows(path, text)
    for number, row in rows:
        try:
            yield _judgement(row, by)
        except InputError as error:
            yield f"{path}:{number}: {error}"


def _table_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    head = text.partition("\n")[0]
    table = csv.DictReader(
        io.StringIO(text, newline=""), delimiter="\t" if "\t" in head else ";" if ";" in head else ","
    )
    names = [name.strip().lower() for name in table.fieldnames or ()]
    if "name" not in names:
        raise InputError(f"{path}: no column «name»; write a first line as: name,aliases,wikidata")
    table.fieldnames = names
    try:
        for row in table:
            yield table.line_num, {name: value or "" for name, value in row.items() if isinstance(value, str | None)}
    except csv.Error as error:
        raise InputError(f"{path}: line {table.line_num}: {error}") from None


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, _json_row(line)


def _json_row(line: str) -> dict[str, str]:
    """Return the fields of a line as those of a table; an empty row for what is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    aliases = found.get("aliases")
    if isinstance(aliases, list):
        found["aliases"] = "|".join(one for one in aliases if isinstance(one, str))
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _judgement(row: dict[str, str], by: By) -> Judgement:
    from otkuda.collect.decisions import alias
    from otkuda.collect.naming import clean

    names = [clean(one) for one in (row.get("name", ""), *row.get("aliases", "").split("|"))]
    names = list(dict.fromkeys(one for one in names if one))
    if not names or not clean(row.get("name", "")):
        raise InputError("no name; fill in the column or the field «name»")
    if max(map(len, names)) > _LONGEST or len(names) > _MOST:
        raise InputError(f"too long; at most {_MOST} names of {_LONGEST} characters")
    kind = row.get("type", "").strip().lower() or "person"
    if kind not in _TYPES:
        raise InputError(f"type «{kind[:40]}»: write {', '.join(_TYPES)}")
    return alias([_anchor(row, kind, name) for name in names], _wikidata(row.get("wikidata", "")), by)


def _anchor(row: dict[str, str], kind: str, name: str) -> Anchor:
    from otkuda.store import Anchor

    role, organization = (row.get(one, "").strip()[:_LONGEST] or None for one in ("role", "organization"))
    stated = row.get("language", "").strip().lower()
    language = stated if stated in {"ru", "kk", "en"} and len(row.get("aliases", "")) == 0 else _language(name)
    return Anchor("", None, kind, language, name, role, organization)


def _language(name: str) -> str:
    """Return the language that the letters of a name tell.

    >>> _language("Тоқаев"), _language("Токаев"), _language("Tokayev")
    ('kk', 'ru', 'en')
    """
    return "en" if name.isascii() else "kk" if _KAZAKH.search(name) else "ru"


def _wikidata(text: str) -> str | None:
    if not text.strip():
        return None
    found = _WIKIDATA.fullmatch(text.strip())
    if found is None:
        raise InputError(f"wikidata «{text.strip()[:40]}»: write it as Q42")
    return found[1]
