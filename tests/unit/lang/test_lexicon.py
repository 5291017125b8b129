"""Reading word lists out of the package."""

from __future__ import annotations

import pytest

from otkuda.lang.lexicon import rows


def test_rows_are_columns_without_comments() -> None:
    """Comments and blank lines are no rows; columns lose their outer blanks."""
    titles = rows("otkuda.lang.ru", "titles.tsv")
    assert titles[0][0] == "президент"
    assert not any(row[0].startswith("#") or not row[0] for row in titles)


def test_rows_are_read_once() -> None:
    """The same tuple comes back: nothing is read twice."""
    assert rows("otkuda.lang.ru", "titles.tsv") is rows("otkuda.lang.ru", "titles.tsv")


def test_a_missing_list_is_told() -> None:
    """A list that the package lacks is an error of the installation."""
    with pytest.raises(FileNotFoundError):
        rows("otkuda.lang.ru", "missing.tsv")
