"""Full text in PostgreSQL: vectors and queries as literals of our own tokens, so that its parser never runs.

A vector holds keys with their places, and without places the forms (``=санкциями``) and names (``@лавров``). PostgreSQL
keeps 256 places of a key and none beyond the 16,383rd word: a phrase further on in a very long text is not found.
Each vector has the slice of its number as well (``#61``), so that the newest rows can be looked through first.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, any_, cast, column, func, literal, select, table, text
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR

from otkuda.store.index import GAP, Terms
from otkuda.store.matching import Ranked, readings
from otkuda.store.query import All, Any, Not, Prefix, Words

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from otkuda.store.matching import Sought
    from otkuda.store.query import Node

FORM, NAME, SLICE = "=", "@", "#"
SLICE_BITS = 14  # of a number; the others tell its slice
NEWEST = 8  # slices that are looked through first
MOST_PLACES, LAST_PLACE = 256, 16_383


def write(conn: Connection, name: str, rows: list[tuple[int, Terms]]) -> None:
    """Write rows; those that are there already are replaced."""
    sql = f"""INSERT INTO {name} (number, words) SELECT number, CAST(words AS tsvector)
        FROM unnest(CAST(:numbers AS bigint[]), CAST(:vectors AS text[])) AS rows (number, words)
        ON CONFLICT (number) DO UPDATE SET words = excluded.words"""  # noqa: S608
    conn.execute(text(sql), {"numbers": [number for number, _ in rows], "vectors": [vector(*row) for row in rows]})


def read(conn: Connection, name: str, after: int, count: int) -> list[tuple[int, Terms]]:
    """Return the next rows; of a text beyond what a vector holds, the words that have no place come last."""
    chosen = f"SELECT number, words FROM {name} WHERE number > :after ORDER BY number LIMIT :count"  # noqa: S608
    sql = f"SELECT number, lexeme, positions FROM ({chosen}) AS chosen, unnest(words)"  # noqa: S608
    found: dict[int, dict[str, list[int]]] = {}
    for number, lexeme, places in conn.execute(text(sql), {"after": after, "count": count}):
        found.setdefault(number, {})[lexeme] = places or []
    return sorted((number, _terms(places)) for number, places in found.items())


def _terms(places: dict[str, list[int]]) -> Terms:
    """The terms of a vector that holds these tokens at these places."""
    marked = {kind: sorted(one[1:] for one in places if one[0] == kind) for kind in (FORM, NAME)}
    keys = [one for one in places if one[0] not in (FORM, NAME, SLICE)]
    at = {place: key for key in keys for place in places[key]}
    placeless = sorted(key for key in keys if not places[key])
    end = LAST_PLACE if placeless else max(at, default=0)
    return Terms([*(at.get(place, GAP) for place in range(1, end + 1)), *placeless], marked[FORM], marked[NAME])


def vector(number: int, terms: Terms) -> str:
    """Return the literal of a vector."""
    return " ".join(tokens(number, terms))


def tokens(number: int, terms: Terms) -> list[str]:
    """Return the literals of what a vector holds."""
    places: dict[str, list[str]] = {}
    for place, key in enumerate(terms.keys[:LAST_PLACE], 1):
        places.setdefault(key, []).append(str(place))
    keys = [
        f"{_quoted(key)}:{','.join(places.get(key, [])[:MOST_PLACES])}".rstrip(":") for key in dict.fromkeys(terms.keys)
    ]
    keys += [_quoted(FORM + form) for form in dict.fromkeys(terms.forms)]
    return [*keys, *(_quoted(NAME + name) for name in terms.names), _slice(number >> SLICE_BITS)]


def lay_out(conn: Connection, name: str, to: str, numbers: list[int]) -> None:
    """Copy some rows into an index of their own, for this transaction."""
    sql = f"CREATE TEMPORARY TABLE {to} ON COMMIT DROP AS SELECT number, words FROM {name} WHERE number = ANY (%s)"  # noqa: S608
    conn.exec_driver_sql(sql, (numbers,))


def matching(sought: Sought) -> Select[int]:
    """Return the numbers of what is found."""
    return _having(sought, _query(sought))


def last(conn: Connection, sought: Sought, count: int) -> list[int]:
    """Return the greatest numbers of what is found, the greatest first.

    The index cannot be gone through backwards. So where PostgreSQL expects so many that the newest slices have enough,
    these are asked first.
    """
    query = _query(sought)
    newest = conn.execute(select(func.max(column("number", BigInteger))).select_from(table(sought.table))).scalar() or 0
    end = newest >> SLICE_BITS
    if end > NEWEST and _expected(conn, sought, query) * NEWEST > 2 * count * end:
        slices = " | ".join(_slice(one) for one in range(end - NEWEST + 1, end + 1))
        found = _greatest(conn, _having(sought, f"({query}) & ({slices})"), count)
        if len(found) == count:
            return found
    return _greatest(conn, _having(sought, query), count)


def _expected(conn: Connection, sought: Sought, query: str) -> int:
    """How many rows the planner expects."""
    sql = f"EXPLAIN (FORMAT JSON) SELECT number FROM {sought.table} WHERE words @@ CAST(%s AS tsquery)"  # noqa: S608
    plan = conn.exec_driver_sql(sql, (query,)).scalar_one()
    return int((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"])


def _greatest(conn: Connection, found: Select[int], count: int) -> list[int]:
    """The greatest of the numbers. PostgreSQL guesses badly how many there are, and would walk through the table."""
    numbers = found.cte("hits").prefix_with("MATERIALIZED").c.number
    return list(conn.execute(select(numbers).order_by(numbers.desc()).limit(count)).scalars())


def _having(sought: Sought, query: str) -> Select[int]:
    words = column("words", TSVECTOR)
    found = select(column("number", BigInteger)).select_from(table(sought.table))
    return found.where(words.bool_op("@@")(cast(query, TSQUERY)))


def _query(sought: Sought) -> str:
    _, node, speaker = sought
    both = [match(node)] if node != All(()) else []
    both += [_any_of(keys, NAME) for form in speaker.forms for keys in readings(Words((form,)))]
    return " & ".join(f"({one})" for one in both)


def weighed(conn: Connection, sought: Sought, numbers: list[int]) -> list[Ranked]:
    """Return how well the rows fit; all alike where only a name was looked for."""
    if sought.node == All(()):
        return [Ranked(number, 0.0) for number in numbers]
    number, words = column("number", BigInteger), column("words", TSVECTOR)
    score = func.ts_rank_cd(words, cast(match(sought.node), TSQUERY))
    is_one = number == any_(literal(numbers, ARRAY(BigInteger)))
    return [Ranked(*row) for row in conn.execute(select(number, score).select_from(table(sought.table)).where(is_one))]


def match(node: Node) -> str:
    """Return the tree as the literal of a query."""
    if isinstance(node, Words):
        return " <-> ".join(_any_of(keys) for keys in readings(node))
    if isinstance(node, Prefix):
        return f"{_quoted(FORM + node.start)}:*"
    if isinstance(node, Not):
        return f"!({match(node.node)})"
    joint = " | " if isinstance(node, Any) else " & "
    return joint.join(f"({match(one)})" for one in node.nodes)


def _any_of(keys: list[str], kind: str = "") -> str:
    return "(" + " | ".join(_quoted(kind + key) for key in keys) + ")"


def _slice(number: int) -> str:
    return _quoted(f"{SLICE}{number}")


def _quoted(token: str) -> str:
    """Tokens are of letters, digits and signs of ours: nothing in them needs an escape."""
    return f"'{token}'"
