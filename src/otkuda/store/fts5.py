"""Full text in SQLite: FTS5 over our own tokens. Its tokenizer only splits at spaces."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, bindparam, literal_column, select, table, text

from otkuda.store.index import EVERY, Terms
from otkuda.store.matching import Ranked, looked_for, parted, readings
from otkuda.store.query import All, Any, Not, Prefix, Words

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from otkuda.store.matching import Sought
    from otkuda.store.query import Node

K1, B = 1.2, 0.75  # the usual values of Okapi BM25
USUAL = 100  # words; sentences are shorter, articles longer
ALL = f'names : "{EVERY}"'


def write(conn: Connection, name: str, rows: list[tuple[int, Terms]]) -> None:
    """Write rows; those that are there already are replaced."""
    sql = f"INSERT OR REPLACE INTO {name} (rowid, words, forms, names) VALUES (?, ?, ?, ?)"  # noqa: S608
    columns = [(number, *(" ".join(tokens) for tokens in terms)) for number, terms in rows]
    conn.exec_driver_sql(sql, columns)


def read(conn: Connection, name: str, after: int, count: int) -> list[tuple[int, Terms]]:
    """Return the next rows."""
    sql = f"SELECT rowid, words, forms, names FROM {name} WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608
    rows = conn.exec_driver_sql(sql, (after, count))
    return [(number, Terms(*(tokens.split() for tokens in columns))) for number, *columns in rows]


def lay_out(conn: Connection, name: str, to: str, numbers: list[int]) -> None:
    """Copy some rows into an index of their own, for this transaction."""
    conn.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.{to} USING fts5 (words, forms, names, tokenize = 'ascii')")
    sql = f"INSERT INTO {to} (rowid, words, forms, names) SELECT rowid, words, forms, names FROM {name} WHERE rowid = ?"  # noqa: S608
    if numbers:
        conn.exec_driver_sql(sql, [(one,) for one in numbers])


def matching(sought: Sought) -> Select[int]:
    """Return the numbers of what is found."""
    name, node, speaker = sought
    both = [match(node)] if node != All(()) else []
    both += [f"names : ({_any_of(keys)})" for form in speaker.forms for keys in readings(Words((form,)))]
    number = literal_column("rowid", BigInteger).label("number")
    matches = text(f"{name} MATCH :sought").bindparams(
        bindparam("sought", " AND ".join(f"({one})" for one in both), unique=True)
    )
    return select(number).select_from(table(name)).where(matches)


def last(conn: Connection, sought: Sought, count: int) -> list[int]:
    """Return the greatest numbers of what is found, the greatest first: FTS5 goes backwards, and stops at enough."""
    found = matching(sought)
    return list(conn.execute(found.order_by(found.selected_columns.number.desc()).limit(count)).scalars())


def weighed(conn: Connection, sought: Sought, numbers: list[int]) -> list[Ranked]:
    """Return how well the rows fit: by how often they have the words, for their length, as Okapi BM25 does."""
    keys, _ = looked_for(sought.node)
    places = ", ".join("?" * len(numbers))
    sql = f"SELECT rowid, words FROM {sought.table} WHERE rowid IN ({places})"  # noqa: S608
    return [
        Ranked(number, _weight(words.split(" "), keys)) for number, words in conn.exec_driver_sql(sql, tuple(numbers))
    ]


def _weight(tokens: list[str], keys: frozenset[str]) -> float:
    counts = Counter(token for token in tokens if token in keys)
    damping = K1 * (1 - B + B * len(tokens) / USUAL)
    return sum(count * (K1 + 1) / (count + damping) for count in counts.values())


def match(node: Node) -> str:
    """Return the tree in FTS5's own syntax."""
    if isinstance(node, Words):
        return f"words : ({_any_of([' '.join(one) for one in product(*readings(node))])})"
    if isinstance(node, Prefix):
        return f'forms : "{node.start}" *'
    if isinstance(node, Not):
        return f"{ALL} NOT ({match(node.node)})"
    if isinstance(node, Any):
        return " OR ".join(f"({match(one)})" for one in node.nodes)
    wanted, unwanted = parted(node)
    found = " AND ".join(f"({match(one)})" for one in wanted) or ALL
    without = " OR ".join(f"({match(one)})" for one in unwanted)
    return f"({found}) NOT ({without})" if without else found


def _any_of(tokens: list[str]) -> str:
    return " OR ".join(f'"{one}"' for one in tokens)
