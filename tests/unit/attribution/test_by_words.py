"""«по данным X»: what stands behind it, complete or not."""

from __future__ import annotations

import pytest

import otkuda


@pytest.mark.parametrize("behind", ["со ссылкой", "со ссылкой на", "ссылаясь", ", ссылающегося на"])
def test_a_reference_without_a_source(behind: str) -> None:
    """It names no origin, and is no fault."""
    [said] = otkuda.read(f"По данным агентства «Исток» {behind}, дорога закрыта.", language="ru").attributions
    assert said.chain[-1].entity == "Исток"
