"""Users by the API: an admin lets in and out, everybody keeps their own account; no token does either."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from otkuda.serve.access.table import need_of
from otkuda.serve.api.described import Listing, Showing, method_of
from otkuda.serve.api.operations import OPERATIONS
from otkuda.store import open_store
from tests.serve.people import ORIGIN, PASSWORD, add, browser, log_in, logged_in, quick, served, token
from tests.serve.test_api import V1, every

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from otkuda.store import Store

ANOTHER = "другая лошадь скоба"
ASKED = {"accept": "application/json"}


@pytest.fixture
def kept(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A copy of the store, with an admin; passwords are tried in no time."""
    quick(monkeypatch)
    shutil.copy(archive / "otkuda.sqlite", tmp_path / "otkuda.sqlite")
    with open_store(tmp_path / "otkuda.sqlite") as opened:
        add(opened)
        yield opened


@pytest.fixture
def admin(kept: Store) -> TestClient:
    """A program that logged in as the admin."""
    made = logged_in(kept)
    made.headers.update(ASKED)
    return made


def test_somebody_is_let_in_changed_and_let_in_no_more(kept: Store, admin: TestClient) -> None:
    """Made, listed, given another role and password, removed; what cannot be is a line."""
    made = admin.post(f"{V1}/users", json={"name": " Марат ", "role": "reader", "password": PASSWORD})
    assert (made.status_code, made.json()["name"], made.json()["role"]) == (201, "Марат", "reader")
    at = f"{V1}/users/{made.json()['id']}"
    assert [one["name"] for one in every(admin, f"{V1}/users")] == ["Алия", "Марат"]
    assert admin.get(at).json() == made.json()
    assert admin.post(f"{at}/role", json={"role": "editor"}).json()["role"] == "editor"
    assert admin.post(f"{at}/password", json={"password": ANOTHER}).status_code == 200
    assert log_in(browser(served(kept), **ORIGIN), "Марат", ANOTHER).status_code == 303
    assert admin.post(f"{at}/remove").json()["name"] == "Марат"
    assert log_in(browser(served(kept), **ORIGIN), "Марат", ANOTHER).status_code == 401
    assert admin.get(at).status_code == 404
    for name, password in (("Алия", PASSWORD), ("a\x1b[1m", PASSWORD), ("Зоя", "коротко")):
        refused = admin.post(f"{V1}/users", json={"name": name, "role": "reader", "password": password})
        assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")
        assert password not in refused.text
    own = admin.get(f"{V1}/users").json()["items"][0]["id"]
    assert admin.post(f"{V1}/users/{own}/remove").status_code == 422
    assert admin.post(f"{V1}/users/{own}/role", json={"role": "reader"}).status_code == 422
    for body in ({}, {"name": "Зоя", "role": "owner", "password": PASSWORD}, {"name": "", "role": "reader"}):
        assert admin.post(f"{V1}/users", json=body).status_code == 400


def test_tokens_of_others(kept: Store, admin: TestClient) -> None:
    """An admin makes one, sees that it is there, never its secret again, and withdraws it."""
    add(kept, "Нина", "reader")
    its = next(one["id"] for one in admin.get(f"{V1}/users").json()["items"] if one["name"] == "Нина")
    at = f"{V1}/users/{its}"
    made = admin.post(f"{at}/tokens", json={"name": "программа", "role": "reader"})
    secret = made.json().pop("secret")
    assert (made.status_code, secret[:4]) == (201, "otk_")
    for path in (f"{at}/tokens", f"{at}/tokens.rss", f"{at}/tokens.jsonld", at, f"{V1}/users"):
        assert secret not in admin.get(path).text
    program = browser(served(kept), authorization=f"Bearer {secret}", **ASKED)
    assert program.get(f"{V1}/statements").status_code == 200
    assert admin.post(f"{at}/tokens", json={"name": "x", "role": "admin"}).status_code == 422
    assert admin.post(f"{at}/withdraw", json={"token": made.json()["id"]}).json()["name"] == "программа"
    assert admin.post(f"{at}/withdraw", json={"token": made.json()["id"]}).status_code == 409
    assert program.get(f"{V1}/statements").status_code == 401


def test_sessions_of_others(kept: Store, admin: TestClient) -> None:
    """An admin sees in which browsers somebody is logged in, and logs them out of one, or of all."""
    add(kept, "Нина", "reader")
    its = next(one["id"] for one in admin.get(f"{V1}/users").json()["items"] if one["name"] == "Нина")
    at = f"{V1}/users/{its}"
    theirs = [logged_in(kept, "Нина") for _ in range(3)]
    sessions = every(admin, f"{at}/sessions")
    assert len(sessions) == 3
    admin.post(f"{at}/end", json={"session": sessions[0]["id"]})
    assert sorted(one.get(f"{V1}/account", headers=ASKED).status_code for one in theirs) == [200, 200, 401]
    admin.post(f"{at}/end", json={})
    assert {one.get(f"{V1}/account", headers=ASKED).status_code for one in theirs} == {401}
    assert admin.get(f"{V1}/account").json()["name"] == "Алия"


def test_ones_own_account(kept: Store) -> None:
    """One's own tokens, sessions and password, of nobody else; a wrong password has to wait in the end."""
    add(kept, "Нина", "reader")
    own = logged_in(kept, "Нина")
    own.headers.update(ASKED)
    assert own.get(f"{V1}/account").json()["role"] == "reader"
    made = own.post(f"{V1}/account/tokens", json={"name": "программа"}).json()
    assert [one["id"] for one in own.get(f"{V1}/account/tokens").json()["items"]] == [made["id"]]
    assert own.post(f"{V1}/account/tokens", json={"name": "x", "role": "editor"}).status_code == 422
    theirs = token(kept, "Алия", "admin")
    assert browser(served(kept), **theirs, **ASKED).get(f"{V1}/statements").status_code == 200
    assert own.post(f"{V1}/account/withdraw", json={"token": made["id"]}).status_code == 200
    assert len(own.get(f"{V1}/account/sessions").json()["items"]) == 1
    tries = [own.post(f"{V1}/account/password", json={"old": "не то слово", "new": ANOTHER}) for _ in range(8)]
    assert [*[one.status_code for one in tries][:5], tries[-1].status_code] == [*[409] * 5, 429]
    assert int(tries[-1].headers["retry-after"]) > 0
    fresh = logged_in(kept, "Нина")
    assert fresh.post(f"{V1}/account/password", json={"old": PASSWORD, "new": ANOTHER}).status_code == 200
    assert fresh.get(f"{V1}/account", headers=ASKED).status_code == 401
    assert log_in(browser(served(kept), **ORIGIN), "Нина", ANOTHER).status_code == 303


def test_no_token_opens_accounts(kept: Store) -> None:
    """Not in any form: a token that was stolen makes no other; nor does a reader's session open users."""
    add(kept, "Нина", "reader")
    program = browser(served(kept), **token(kept, "Алия", "admin"), **ASKED)
    reader = logged_in(kept, "Нина")
    ours = [one for one in OPERATIONS if one.tag in {"users", "account"}]
    assert len(ours) > 15
    for one in ours:
        endings = (".rss", ".jsonld") if isinstance(one, Listing) else (".jsonld",) if isinstance(one, Showing) else ()
        for path in (one.path, *(f"{one.path}{ending}" for ending in endings)):
            at = f"{V1}{path.replace('{id}', 'x')}"
            assert program.request(method_of(one), at).status_code == 403, at
            if one.tag == "users":
                assert reader.request(method_of(one), at, headers=ASKED).status_code == 403, at
        assert need_of(method_of(one), f"{V1}{one.path}").is_personal


def test_of_another_site_nothing_is_done(admin: TestClient) -> None:
    """A session's cookie alone is not enough: who brings it says where from."""
    body = {"name": "Зоя", "role": "admin", "password": PASSWORD}
    for origin in ("https://evil.example", "null", "http://127.0.0.1.evil.example"):
        assert admin.post(f"{V1}/users", json=body, headers={"origin": origin}).status_code == 403
    del admin.headers["origin"]
    assert admin.post(f"{V1}/users", json=body).status_code == 403
    assert len(admin.get(f"{V1}/users").json()["items"]) == 1


def test_while_there_are_no_users(own: TestClient) -> None:
    """There is no account, and the first user is made, an admin; then one logs in."""
    assert own.get(f"{V1}/account").status_code == 404
    assert own.post(f"{V1}/account/tokens", json={"name": "x"}).status_code == 404
    assert own.get(f"{V1}/users").json()["items"] == []
    body = {"name": "Алия", "role": "reader", "password": PASSWORD}
    assert own.post(f"{V1}/users", json=body).status_code == 422
    assert own.post(f"{V1}/users", json=body | {"role": "admin"}).status_code == 201
    assert own.get(f"{V1}/users", headers=ASKED).status_code == 401
