"""Users of a store, and browsers in which they are logged in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from otkuda.serve.access import passwords, people
from otkuda.serve.app import application
from otkuda.serve.serving import Serving
from otkuda.settings import Settings
from otkuda.store.users import get_user

if TYPE_CHECKING:
    import pytest
    from httpx2 import Response
    from starlette.applications import Starlette

    from otkuda.store import Store
    from otkuda.store.users import Role

PASSWORD = "верная лошадь скоба"  # noqa: S105 - of nobody
ORIGIN = {"origin": "http://127.0.0.1"}  # as a browser says it with every form
PERSON = {"accept": "text/html", "accept-language": "ru"}


def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let passwords be tried in no time."""
    monkeypatch.setattr(passwords, "COST", 16)
    monkeypatch.setattr(passwords, "PARALLEL", 1)


def add(store: Store, name: str = "Алия", role: Role = "admin") -> None:
    """Make a user."""
    with store.writing() as conn:
        people.add(conn, name, role, PASSWORD, datetime.now(UTC))


def token(store: Store, name: str = "Алия", role: Role = "reader") -> dict[str, str]:
    """Make a token, and return the header in which a program sends it."""
    with store.writing() as conn:
        user = get_user(conn, name)
        assert user
        secret = people.add_token(conn, user, "a test", role, datetime.now(UTC))[1]
    return {"authorization": f"Bearer {secret}"}


def browser(made: Starlette, **headers: str) -> TestClient:
    """Return a browser that follows nothing by itself."""
    return TestClient(made, base_url="http://127.0.0.1", headers=PERSON | headers, follow_redirects=False)


def served(store: Store, *, rate: float = 0, is_open: bool = True) -> Starlette:
    """Return the pages over a store."""
    serving = Serving() if is_open else Serving(names=("news.example",))
    return application(store, settings=Settings(rate=rate), serving=serving)


def logged_in(store: Store, name: str = "Алия", *, rate: float = 0) -> TestClient:
    """Return a browser in which somebody is logged in."""
    made = browser(served(store, rate=rate), **ORIGIN)
    answer = log_in(made, name)
    assert answer.status_code == 303, answer.text
    return made


def log_in(made: TestClient, name: str = "Алия", password: str = PASSWORD, back: str = "/") -> Response:
    """Send the form."""
    return made.post("/login", data={"name": name, "password": password, "back": back}, headers=ORIGIN)
