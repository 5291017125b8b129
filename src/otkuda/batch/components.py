"""Which passages chains of pairs lead to: connected components, by Daft's own joins and group-bys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from otkuda.batch.engine import Engine


def components(engine: Engine, edges: Any) -> Any:  # noqa: ANN401 - frames of Daft
    """Return for each end of some edges (columns ``one``, ``other``) the least of its component: ``place``, ``label``.

    Each takes the label of its label, then the least one beside it, until none changes: chains grow twice as long with
    each turn.
    """
    col = engine.daft.col
    ends = (("one", "other"), ("other", "one"), ("one", "one"), ("other", "other"))  # each is beside itself, too
    frames = [edges.select(col(one).alias("place"), col(other).alias("beside")) for one, other in ends]
    near = frames[0].concat(frames[1]).concat(frames[2]).concat(frames[3]).distinct().collect()
    labels = near.groupby("place").agg(col("beside").min().alias("label")).collect()
    while True:
        further = labels.select(col("place").alias("label"), col("label").alias("further"))
        jumped = labels.join(further, on="label").select(col("place").alias("beside"), col("further").alias("label"))
        after = near.join(jumped, on="beside").groupby("place").agg(col("label").min()).collect()
        before = labels.select("place", col("label").alias("before"))
        if not after.join(before, on="place").where(col("label") != col("before")).count_rows():
            return after
        labels = after
