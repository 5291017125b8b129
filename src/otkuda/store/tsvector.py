"""Full text in PostgreSQL: vectors and queries as literals of our own tokens, so that its parser never runs.

A vector holds keys with their places, and without places the forms (``=санкциями``) and names (``@лавров``). PostgreSQL
keeps 256 places of a key and none beyond the 16,383rd word: a phrase further on in a very long text is not found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, any_, cast, column, func, literal, select, table, text
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR

from otkuda.store.matching import Ranked, readings
from otkuda.store.query import All, Any, Not, Prefix, Words

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from otkuda.store.index import Terms
    from otkuda.store.query import Node

FORM, NAME = "=", "@"
MOST_PLACES, LAST_PLACE = 256, 16_383


def write(conn: Connection, name: str, rows: list[tuple[int, Terms]]) -> None:
    """Write rows; those that are there already are replaced."""
    sql = f"""INSERT INTO {name} (number, words) SELECT number, CAST(words AS tsvector)
        FROM unnest(CAST(:numbers AS bigint[]), CAST(:vectors AS text[])) AS rows (number, words)
        ON CONFLICT (number) DO UPDATE SET words = excluded.words"""  # noqa: S608
    conn.execute(text(sql), {"numbers": [number for number, _ in rows], "vectors": [vector(one) for _, one in rows]})


def vector(terms: Terms) -> str:
    """Return the literal of a vector."""
    places: dict[str, list[str]] = {}
    for place, key in enumerate(terms.keys[:LAST_PLACE], 1):
        places.setdefault(key, []).append(str(place))
    keys = [
        f"{_quoted(key)}:{','.join(places.get(key, [])[:MOST_PLACES])}".rstrip(":") for key in dict.fromkeys(terms.keys)
    ]
    keys += [_quoted(FORM + form) for form in dict.fromkeys(terms.forms)]
    return " ".join(keys + [_quoted(NAME + name) for name in terms.names])


def matching(name: str, node: Node, speaker: Words | None, language: str | None) -> Select[int]:
    """Return the numbers of what is found."""
    both = [match(node, language)] if node != All(()) else []
    both += [
        _any_of(keys, NAME)
        for form in (speaker.forms if speaker else ())
        for keys in readings(Words((form,)), language)
    ]
    sought = cast(" & ".join(f"({one})" for one in both), TSQUERY)
    number, words = column("number", BigInteger), column("words", TSVECTOR)
    found = select(number).select_from(table(name))
    return found.where(words.bool_op("@@")(sought))


def weighed(conn: Connection, name: str, numbers: list[int], node: Node, language: str | None) -> list[Ranked]:
    """Return how well the rows fit; all alike where only a name was looked for."""
    if node == All(()):
        return [Ranked(number, 0.0) for number in numbers]
    number, words = column("number", BigInteger), column("words", TSVECTOR)
    score = func.ts_rank_cd(words, cast(match(node, language), TSQUERY))
    is_one = number == any_(literal(numbers, ARRAY(BigInteger)))
    return [Ranked(*row) for row in conn.execute(select(number, score).select_from(table(name)).where(is_one))]


def match(node: Node, language: str | None) -> str:
    """Return the tree as the literal of a query."""
    if isinstance(node, Words):
        return " <-> ".join(_any_of(keys) for keys in readings(node, language))
    if isinstance(node, Prefix):
        return f"{_quoted(FORM + node.start)}:*"
    if isinstance(node, Not):
        return f"!({match(node.node, language)})"
    joint = " | " if isinstance(node, Any) else " & "
    return joint.join(f"({match(one, language)})" for one in node.nodes)


def _any_of(keys: list[str], kind: str = "") -> str:
    return "(" + " | ".join(_quoted(kind + key) for key in keys) + ")"


def _quoted(token: str) -> str:
    """Tokens are of letters, digits and signs of ours: nothing in them needs an escape."""
    return f"'{token}'"
