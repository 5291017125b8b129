"""With which articles each is matched: those that share keys with it, found by Daft's group-bys, chosen as ever.

It is what a store finds where all is kept, then grouped (``collect.grouping``): an article comes with the others of its
turn, sees the last ``HOT`` before the end of the turn that have a key, and of just the same words only some are found.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pyarrow as pa

from otkuda.collect.candidates import candidates
from otkuda.collect.grouping import BATCH, COPIES
from otkuda.store.grouping import HOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from otkuda.batch.engine import Engine
    from otkuda.batch.paths import Location

SLICE = 2 * BATCH  # articles whose statements and stories one worker makes at a time
SEEKERS = 5 * BATCH  # that one worker compares with others at a time: whom several of them meet is read once
_ALONE = 1e6  # what those keys tell that no other has
PART = 50 * SLICE  # articles that Daft holds what they share of at a time


Meeting: TypeAlias = "tuple[int, float, Sequence[int]]"  # who seeks by a key, what it tells, whom it finds


class Meet(NamedTuple):
    """How those meet that have a key: by which columns, and who seeks and finds whom."""

    columns: tuple[str, ...]
    meetings: Callable[..., Iterable[Meeting]]


def copies(engine: Engine, told: Sequence[str]) -> dict[int, list[int]]:
    """Return the articles that follow others of just the same words, each with those that it follows."""
    col = engine.daft.col
    frame = engine.daft.read_parquet(list(told)).where(col("is_said"))
    many = frame.groupby("digest").agg(col("number").count().alias("many")).where(col("many") > COPIES)
    same = frame.join(many, on="digest", how="semi").groupby("digest").agg(col("number").list_agg())
    found = map(sorted, same.to_pydict()["number"])
    return {one: numbers[:COPIES] for numbers in found for one in numbers[COPIES:]}


def write_shared(
    engine: Engine, keys: Sequence[str], meet: Meet, part: tuple[int, Sequence[int]], out: Location
) -> None:
    """Write who meets whom by one part of the keys, in files by the parts of those who seek.

    ``meet`` takes of one key the columns of those that have it, as lists: what it is called with are their names.
    """
    col, types = engine.daft.col, engine.daft.DataType
    number, following = part  # who follows others is found by none
    meeting = types.struct({"seeker": types.int64(), "tells": types.float64(), "near": types.list(types.int64())})
    met = engine.daft.func.batch(return_dtype=types.list(meeting))(partial(_met, meet.meetings))
    frame = engine.daft.read_parquet(list(keys)).where(col("part") == number)
    if following:
        frame = frame.join(engine.daft.from_pydict({"number": list(following)}), on="number", how="anti")
    by_key = frame.groupby("key").agg(*(col(name).list_agg() for name in meet.columns))
    several = by_key.where(col("number").list_count() > 1)
    rows = several.select("key", met(*map(col, meet.columns)).alias("met")).explode("met", ignore_empty_and_null=True)
    found = rows.select("key", *(col("met").get(name).alias(name) for name in ("seeker", "tells", "near")))
    found.with_column("of", col("seeker") // PART).write_parquet(str(out), partition_cols=["of"])


def _met(meetings: Callable[..., Iterable[Meeting]], *columns: Any) -> pa.Array:  # noqa: ANN401 - series of Daft
    """Return of keys who meets whom, as lists of structs: there are millions, so no object is made of each."""
    ends, seekers, tells, near_ends, near = [0], list[int](), list[float](), [0], list[int]()
    for having in zip(*(one.to_pylist() for one in columns), strict=True):
        for one in meetings(*having):
            seekers.append(one[0])
            tells.append(one[1])
            near += one[2]
            near_ends.append(len(near))
        ends.append(len(seekers))
    lists = pa.LargeListArray.from_arrays(pa.array(near_ends, pa.int64()), pa.array(near, pa.int64()))
    fields = [pa.array(seekers, pa.int64()), pa.array(tells, pa.float64()), lists]
    structs = pa.StructArray.from_arrays(fields, names=["seeker", "tells", "near"])
    return pa.LargeListArray.from_arrays(pa.array(ends, pa.int64()), structs)


def write_candidates(engine: Engine, shared: Sequence[str], out: Location) -> None:
    """Write with whom each of a part is matched, the likeliest first."""
    col, types = engine.daft.col, engine.daft.DataType
    choose = engine.daft.func.batch(return_dtype=types.list(types.int64()))(_chosen)
    frame = engine.daft.read_parquet(list(shared))
    rows = frame.groupby("seeker").agg(*(col(name).list_agg() for name in ("key", "tells", "near")))
    chosen = choose(col("seeker"), col("key"), col("tells"), col("near"))
    rows.select(col("seeker").alias("number"), chosen.alias("candidates")).write_parquet(str(out))


def _meetings(numbers: Sequence[int], tells: Sequence[int]) -> Iterator[Meeting]:
    """Yield who seeks by a key, and the last before the end of its turn that are found by it."""
    found = sorted(number for number, how_much in zip(numbers, tells, strict=True) if how_much > 0)
    for number, how_much in zip(numbers, tells, strict=True) if found else ():
        end = bisect_left(found, end_of_turn(number))
        near = found[max(0, end - HOT) : end][::-1]
        if near and near != [number]:
            yield number, abs(how_much), near


MEET = Meet(("number", "tells"), _meetings)


def end_of_turn(number: int) -> int:
    """Return the first number that comes after all that come together with one."""
    return (number // BATCH + 1) * BATCH


def _chosen(seekers: Any, keys: Any, tells: Any, near: Any) -> list[list[int]]:  # noqa: ANN401 - series of Daft
    columns = zip(*(one.to_pylist() for one in (seekers, keys, tells, near)), strict=True)
    return [_choose(*row) for row in columns]


def _choose(seeker: int, keys: Sequence[int], tells: Sequence[int], near: Sequence[list[int]]) -> list[int]:
    """Return with whom an article is matched; what it alone has tells most of itself, as it does in a store."""
    how_much = dict(zip(keys, map(float, tells), strict=True))
    alone = next(number for number in count() if number not in how_much)
    shared = [*sorted(zip(keys, near, strict=True)), (alone, [seeker])]
    return [one for one in candidates(shared, how_much | {alone: _ALONE}) if one != seeker]
