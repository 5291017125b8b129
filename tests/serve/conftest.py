"""A store with three outlets that carry one statement, and the pages over it as a browser without script gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from otkuda.cli import main
from otkuda.serve.app import application
from otkuda.store import open_store
from tests.cli.outlets import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda.store import Store


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the three outlets; for tests that change nothing."""
    folder = tmp_path_factory.mktemp("archive")
    done = CliRunner().invoke(main, ["--data", str(folder), "import", str(FILE)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def store(archive: Path) -> Iterator[Store]:
    """That store, opened."""
    with open_store(archive / "otkuda.sqlite") as opened:
        yield opened


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    """The pages over it, in Russian."""
    made = application(store)
    with TestClient(made, base_url="http://127.0.0.1", headers={"accept-language": "ru"}) as browser:
        yield browser
