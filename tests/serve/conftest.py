"""A store with three outlets that carry one statement, and the pages over it as a browser without script gets them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from otkuda.cli import main
from otkuda.serve.app import application
from otkuda.settings import Settings
from otkuda.store import open_store
from tests.cli.outlets import FILE
from tests.serve.site import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.applications import Starlette

    from otkuda.store import Store
    from tests.serve.site import Site


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
    with _browser(application(store)) as browser:
        yield browser


@pytest.fixture
def own(archive: Path, tmp_path: Path) -> Iterator[TestClient]:
    """The pages over a copy of the store, for tests that change something."""
    shutil.copy(archive / "otkuda.sqlite", tmp_path / "otkuda.sqlite")
    with open_store(tmp_path / "otkuda.sqlite") as kept, _browser(application(kept)) as browser:
        yield browser


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback, which is asked as any host of ``*.example``."""
    with serving() as made:
        yield made


@pytest.fixture
def online(archive: Path, tmp_path: Path, site: Site) -> Iterator[TestClient]:
    """The pages over a copy of the store, with that site as the network."""
    shutil.copy(archive / "otkuda.sqlite", tmp_path / "otkuda.sqlite")
    chosen = Settings(routes=f"*.example={site.origin}", host_delay=0)
    with open_store(tmp_path / "otkuda.sqlite") as kept, _browser(application(kept, settings=chosen)) as browser:
        yield browser


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[TestClient]:
    """The pages over an empty store."""
    with open_store(tmp_path / "empty.sqlite") as kept, _browser(application(kept)) as browser:
        yield browser


def _browser(made: Starlette) -> TestClient:
    asked = {"accept-language": "ru"}
    return TestClient(made, base_url="http://127.0.0.1", headers=asked, cookies={"zone": "Asia/Almaty"})
