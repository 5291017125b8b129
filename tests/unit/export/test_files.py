"""A file is there whole, or as it was before."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest

from otkuda.errors import ExportError
from otkuda.export import ARTICLES, ENDINGS, new_file, writer_for
from tests.cli.articles import harbour
from tests.unit.export.made import archived

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda.store.everything import Archived


def test_takes_the_place(tmp_path: Path) -> None:
    """Only at the end, and of what a link leads to."""
    target, link = tmp_path / "a.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    with new_file(link) as file:
        file.write(b"new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "link.csv"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_stopped(tmp_path: Path, ending: str, stop: type[BaseException]) -> None:
    """Nothing is left of what was not finished, in any format."""

    def kept() -> Iterator[Archived]:
        yield archived(harbour())
        raise stop

    target = tmp_path / f"a{ending}"
    target.write_text("old")
    with pytest.raises(stop), new_file(target) as file:
        writer_for(target)(file, ARTICLES, kept())
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(target.name, "old")]


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and nothing is left."""

    def full(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with (
        pytest.raises(ExportError, match="No space left on device; nothing is left of it"),
        new_file(tmp_path / "a") as file,
    ):
        file.write(b"new")
    assert not list(tmp_path.iterdir())


def test_no_place(tmp_path: Path) -> None:
    """A folder that is not there, a folder itself."""
    with pytest.raises(ExportError, match="no such folder"), new_file(tmp_path / "no" / "a.csv"):
        pass
    with pytest.raises(ExportError, match="is no file"), new_file(tmp_path):
        pass


def test_unknown_ending() -> None:
    """The line names what can be written."""
    with pytest.raises(ExportError, match=r"table\.txt: the ending names the format; .*\.csv, .*\.jsonld"):
        writer_for("table.txt")


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line names what to install."""
    monkeypatch.delitem(sys.modules, "otkuda.export.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pip install 'otkuda\[parquet\]'"):
        writer_for("table.parquet")
