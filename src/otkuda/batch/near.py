"""With which articles each is matched: those that share keys with it, found by Daft's group-bys, chosen as ever.

It is what a store finds where all is kept, then grouped (``collect.grouping``): an article comes with the others of its
turn, sees the last ``HOT`` before the end of the turn that have a key, and of just the same words only some are found.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import count
from typing import TYPE_CHECKING, Any

from otkuda.collect.candidates import candidates
from otkuda.collect.grouping import BATCH, COPIES
from otkuda.store.grouping import HOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from otkuda.batch.engine import Engine
    from otkuda.batch.paths import Location

SLICE = 2 * BATCH  # articles that one worker matches at a time
_ALONE = 1e6  # what those keys tell that no other has
PART = 50 * SLICE  # articles that Daft holds what they share of at a time


def copies(engine: Engine, told: Sequence[str]) -> dict[int, list[int]]:
    """Return the articles that follow others of just the same words, each with those that it follows."""
    col = engine.daft.col
    frame = engine.daft.read_parquet(list(told)).where(col("is_said"))
    many = frame.groupby("digest").agg(col("number").count().alias("many")).where(col("many") > COPIES)
    same = frame.join(many, on="digest", how="semi").groupby("digest").agg(col("number").list_agg())
    found = map(sorted, same.to_pydict()["number"])
    return {one: numbers[:COPIES] for numbers in found for one in numbers[COPIES:]}


def write_shared(engine: Engine, keys: Sequence[str], part: tuple[int, Sequence[int]], out: Location) -> None:
    """Write who meets whom by one part of the keys, in files by the parts of those who seek."""
    col, types = engine.daft.col, engine.daft.DataType
    number, following = part  # who follows others is found by none
    meeting = types.struct({"seeker": types.int64(), "tells": types.int8(), "near": types.list(types.int64())})
    meet = engine.daft.func.batch(return_dtype=types.list(meeting))(_met)
    frame = engine.daft.read_parquet(list(keys)).where(col("part") == number)
    if following:
        frame = frame.join(engine.daft.from_pydict({"number": list(following)}), on="number", how="anti")
    by_key = frame.groupby("key").agg(col("number").list_agg(), col("tells").list_agg())
    several = by_key.where(col("number").list_count() > 1)
    met = several.select("key", meet(col("number"), col("tells")).alias("met")).explode(
        "met", ignore_empty_and_null=True
    )
    rows = met.select("key", *(col("met").get(name).alias(name) for name in ("seeker", "tells", "near")))
    rows.with_column("of", col("seeker") // PART).write_parquet(str(out), partition_cols=["of"])


def write_candidates(engine: Engine, shared: Sequence[str], out: Location) -> None:
    """Write with whom each of a part is matched, the likeliest first."""
    col, types = engine.daft.col, engine.daft.DataType
    choose = engine.daft.func.batch(return_dtype=types.list(types.int64()))(_chosen)
    frame = engine.daft.read_parquet(list(shared))
    rows = frame.groupby("seeker").agg(*(col(name).list_agg() for name in ("key", "tells", "near")))
    chosen = choose(col("seeker"), col("key"), col("tells"), col("near"))
    rows.select(col("seeker").alias("number"), chosen.alias("candidates")).write_parquet(str(out))


def _met(numbers: Any, tells: Any) -> list[list[dict[str, object]]]:  # noqa: ANN401 - series of Daft
    """Return of keys who seeks by each, and whom it finds."""
    return [list(_meetings(*both)) for both in zip(numbers.to_pylist(), tells.to_pylist(), strict=True)]


def _meetings(numbers: Sequence[int], tells: Sequence[int]) -> Iterator[dict[str, object]]:
    """Yield who seeks by a key, and the last before the end of its turn that are found by it."""
    found = sorted(number for number, how_much in zip(numbers, tells, strict=True) if how_much > 0)
    for number, how_much in zip(numbers, tells, strict=True) if found else ():
        end = bisect_left(found, end_of_turn(number))
        near = found[max(0, end - HOT) : end][::-1]
        if near and near != [number]:
            yield {"seeker": number, "tells": abs(how_much), "near": near}


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
