"""Rows that have one of many values in a column: some values a query, and each query built once."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import bindparam, delete, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import BindParameter, Column, Connection, Delete, Row, Select

AT_ONCE = 5_000  # values of one query
SOME = "some"

Value = TypeVar("Value")


def among(
    conn: Connection, column: Column[Any], wanted: Iterable[str | int], *shown: Column[Any]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Give the rows whose ``column`` has one of the values: all their columns, or those to be shown."""
    for some in slices(wanted):
        yield from conn.execute(_selecting(column, *shown), {SOME: some})


def remove_among(conn: Connection, column: Column[Any], gone: Iterable[str | int]) -> None:
    """Remove the rows whose ``column`` has one of the values."""
    for some in slices(gone):
        conn.execute(_deleting(column), {SOME: some})


def slices(found: Iterable[Value]) -> Iterator[list[Value]]:
    """Give values so many at a time as a query takes."""
    rest = iter(found)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def of_some() -> BindParameter[Any]:
    """Return the place in a query where some values will stand."""
    return bindparam(SOME, expanding=True)


@cache
def _selecting(column: Column[Any], *shown: Column[Any]) -> Select[Any]:
    return select(*(shown or (column.table,))).where(column.in_(of_some()))


@cache
def _deleting(column: Column[Any]) -> Delete:
    return delete(column.table).where(column.in_(of_some()))
