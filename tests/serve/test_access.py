"""Who comes in: login, sessions, tokens, roles; and what is refused to who tries otherwise."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from starlette.routing import Route

from otkuda.serve.access import people
from otkuda.serve.access.table import every_route, guarded, need_of
from otkuda.serve.access.who import COOKIE, IDLE, LONGEST
from otkuda.store import all_statements, credentials, open_store
from otkuda.store.decisions import decisions_of
from otkuda.store.feed import feed
from otkuda.store.feed_records import Filter
from otkuda.store.readers import mark_read, marked
from tests.serve.people import ORIGIN, PASSWORD, add, browser, log_in, logged_in, quick, served, token

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otkuda.store import Store


@pytest.fixture
def kept(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A copy of the store, with an admin; passwords are tried in no time."""
    quick(monkeypatch)
    shutil.copy(archive / "otkuda.sqlite", tmp_path / "otkuda.sqlite")
    with open_store(tmp_path / "otkuda.sqlite") as opened:
        add(opened)
        yield opened


def test_every_route_stands_in_the_table(store: Store) -> None:
    """No route is without a need, and what is open to anybody is this and no more."""
    methods = {path: (one.methods or {"*"}) if isinstance(one, Route) else {"*"} for one, path in routes(store)}
    needs = {(method, path): need_of(method, path) for path, those in methods.items() for method in those}
    assert len(needs) > 50
    open_ = {path for (_, path), need in needs.items() if need.role is None}
    assert open_ == {"/static/*", "/health", "/login", "/logout", "/reading"}


def routes(store: Store) -> list[tuple[object, str]]:
    """Return all routes of the application with their paths."""
    return list(every_route(served(store).routes))


def test_a_route_that_nobody_thought_of_ends_the_start() -> None:
    """It is not open by being forgotten."""
    with pytest.raises(KeyError, match="/forgotten"):
        guarded([Route("/forgotten", lambda _: None)])


def test_nothing_is_read_without_a_login(kept: Store) -> None:
    """A person is led to the login, with the way back; a program is told; what changes something is refused."""
    made = browser(served(kept))
    for one, path in routes(kept):
        for method in (one.methods or ()) if isinstance(one, Route) else ():
            if need_of(method, path).role:
                answer = made.request(method, re.sub(r"\{[^}]*\}", "x", path))
                assert answer.status_code == (401 if method == "POST" else 303), (method, path)
                assert "мост" not in answer.text
    answer = made.get("/search?q=мост")
    assert answer.headers["location"] == "/login?back=%2Fsearch%3Fq%3D%25D0%25BC%25D0%25BE%25D1%2581%25D1%2582"
    program = made.get("/search", headers={"accept": "*/*"})
    assert (program.status_code, program.json()["status"]) == (401, 401)
    assert program.headers["www-authenticate"].startswith("Bearer")


def test_login(kept: Store) -> None:
    """Name, in any case, and password lead on to where one was; the cookie is kept from scripts and other sites."""
    made = browser(served(kept))
    answer = log_in(made, "аЛИЯ", back="/search?q=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=1")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/;" in cookie
    assert "; secure" not in cookie
    page = made.get("/")
    assert page.status_code == 200
    assert "Алия" in page.text
    assert log_in(made, back="https://evil.example/").headers["location"] == "/"


def test_over_https_the_cookie_stays_there(kept: Store) -> None:
    """A browser sends it over https only."""
    made = browser(served(kept))
    made.base_url = "https://127.0.0.1"
    answer = made.post("/login", data={"name": "Алия", "password": PASSWORD}, headers={"origin": "https://127.0.0.1"})
    assert "; secure" in answer.headers["set-cookie"].lower()


def test_session_fixation(kept: Store) -> None:
    """A session begins under an id that nobody could plant, and the one that was there before ends."""
    made = browser(served(kept), **ORIGIN)
    made.cookies.set(COOKIE, "ots_planted")
    log_in(made)
    first = made.cookies.get(COOKIE, domain="127.0.0.1") or ""
    assert first != "ots_planted"
    stolen = browser(served(kept), cookie=f"{COOKIE}=ots_planted")
    assert stolen.get("/").status_code == 303
    made.cookies.clear()
    made.cookies.set(COOKIE, first)
    log_in(made)
    assert browser(served(kept), cookie=f"{COOKIE}={first}").get("/").status_code == 303


def test_a_session_ends(kept: Store) -> None:
    """By logging out, by a new password, by removal, by time; a role holds at once."""
    made = logged_in(kept)
    cookie = f"{COOKIE}={made.cookies[COOKIE]}"
    made.post("/logout")
    assert browser(served(kept), cookie=cookie).get("/").status_code == 303

    add(kept, "Марат", "editor")
    admin, editor = logged_in(kept), logged_in(kept, "Марат")
    admin.post("/users/role", data={"name": "Марат", "role": "reader"})
    assert editor.post("/dossiers", data={"name": "x"}).status_code == 403
    admin.post("/users/password", data={"name": "Марат", "password": PASSWORD * 2})
    assert editor.get("/").status_code == 303
    assert log_in(editor, "Марат", PASSWORD * 2).status_code == 303
    admin.post("/users/remove", data={"name": "Марат"})
    assert editor.get("/").status_code == 303
    assert log_in(editor, "Марат", PASSWORD * 2).status_code == 401

    now, long_ago = datetime.now(UTC), timedelta(minutes=1)
    for made_at, used_at in ((now - LONGEST - long_ago, now), (now, now - IDLE - long_ago)):
        aged = logged_in(kept)
        with kept.writing() as conn:
            found = credentials.session_with(conn, aged.cookies[COOKIE])
            assert found
            credentials.put_session(conn, replace(found[0], made=made_at, used=used_at))
        assert aged.get("/").status_code == 303


def test_ones_own_password(kept: Store) -> None:
    """The old one is asked for; other browsers are logged out, this one goes on under a new id."""
    here, there = logged_in(kept), logged_in(kept)
    before = here.cookies[COOKIE]
    assert here.post("/account/password", data={"old": "wrong", "new": PASSWORD * 2}).status_code == 422
    assert here.post("/account/password", data={"old": PASSWORD, "new": "short"}).status_code == 422
    assert here.post("/account/password", data={"old": PASSWORD, "new": PASSWORD * 2}).status_code == 303
    assert here.get("/account").status_code == 200
    assert here.cookies[COOKIE] != before
    assert there.get("/").status_code == 303


def test_login_takes_as_long_for_a_name_that_is_not_there(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """One scrypt of the same cost for a user, for no user and for a removed one; the answers are the same."""
    costs: list[tuple[int, ...]] = []
    scrypt = hashlib.scrypt

    def noted(password: bytes, *, salt: bytes, n: int, r: int, p: int, maxmem: int, dklen: int) -> bytes:  # noqa: PLR0913
        costs.append((n, r, p))
        return scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=maxmem, dklen=dklen)

    monkeypatch.undo()  # now passwords cost what they cost
    with kept.writing() as conn:
        people.set_password(conn, "Алия", PASSWORD)
    monkeypatch.setattr(hashlib, "scrypt", noted)
    made, answers = browser(served(kept)), set[str]()
    seconds: dict[str, list[float]] = {"Алия": [], "никто": []}
    for name in ("Алия", "никто") * 3:
        started = time.perf_counter()
        answers.add(log_in(made, name, "не тот пароль").text)
        seconds[name].append(time.perf_counter() - started)
    assert len(costs) == 6
    assert len(set(costs)) == 1
    assert len(answers) == 1
    one, other = (min(times) for times in seconds.values())  # the least: other work on the machine only adds
    assert 0.4 < one / other < 2.5


def test_brute_force(kept: Store) -> None:
    """After some tries one has to wait, by name from wherever one comes, by address whoever one says to be."""
    made = browser(served(kept))
    statuses = [log_in(made, "Алия", f"wrong {n}").status_code for n in range(8)]
    assert statuses == [401] * 6 + [429] * 2
    answer = log_in(made)  # not even the right one
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    made.app.state.access.clock = lambda: 2.0  # type: ignore[attr-defined]  # Starlette's
    assert log_in(made).status_code == 303
    others = browser(served(kept))
    statuses = [log_in(others, f"name {n}", "wrong wrong wrong").status_code for n in range(13)]
    assert statuses == [401] * 11 + [429] * 2


def test_right_passwords_are_no_tries(kept: Store) -> None:
    """Who logs in often waits for nothing."""
    made = browser(served(kept))
    assert {log_in(made).status_code for _ in range(15)} == {303}


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "same-site"}],
    ids=["says nothing", "another site", "hides it", "a neighbour"],
)
def test_csrf(kept: Store, headers: dict[str, str]) -> None:
    """A form that a session sends must come from a page of ours; what does not say so is refused."""
    cookie = f"{COOKIE}={logged_in(kept).cookies[COOKIE]}"
    made = browser(served(kept), cookie=cookie)
    for path in ("/users", "/account/token", "/sources/add", "/decide/undo", "/mark", "/logout"):
        assert made.post(path, data={"name": "x", "password": PASSWORD}, headers=headers).status_code == 403
    assert made.post("/mark", data={"id": "1", "what": "star"}, headers=ORIGIN).status_code == 303


def test_roles(kept: Store) -> None:
    """A reader reads and marks, an editor corrects, an admin says what is collected and who comes in."""
    add(kept, "Чита", "reader")
    add(kept, "Реда", "editor")
    reader, editor, admin = logged_in(kept, "Чита"), logged_in(kept, "Реда"), logged_in(kept)
    for made, allowed in ((reader, 0), (editor, 1), (admin, 2)):
        assert made.get("/").status_code == 200
        assert made.post("/mark", data={"id": "1", "what": "star"}).status_code == 303
        assert (made.post("/dossiers", data={"name": "x"}).status_code == 303) is (allowed >= 1)
        assert (made.post("/sources/import", data={}).status_code != 403) is (allowed >= 2)
        assert (made.get("/users").status_code == 200) is (allowed >= 2)
    assert "другая роль" in reader.post("/dossiers", data={"name": "x"}).text


def test_tokens(kept: Store) -> None:
    """A program comes in with one, as far as it and its user may, until it is withdrawn; it opens no account."""
    add(kept, "Реда", "editor")
    made = browser(served(kept), accept="*/*")
    reads, edits = token(kept, "Реда", "reader"), token(kept, "Реда", "editor")
    assert made.get("/", headers=reads).status_code == 200
    assert made.post("/dossiers", data={"name": "x"}, headers=reads).status_code == 403
    assert made.post("/dossiers", data={"name": "x"}, headers=edits).status_code == 303
    assert made.get("/account", headers=edits).status_code == 403
    assert made.get("/users", headers=token(kept, "Алия", "admin")).status_code == 403
    assert made.get("/", headers={"authorization": "Bearer otk_wrong"}).status_code == 401
    secret = reads["authorization"].removeprefix("Bearer ")
    assert made.get("/", auth=("feeds", secret)).status_code == 200
    assert made.get("/", auth=("feeds", f"{secret}x")).status_code == 401
    assert logged_in(kept).get("/", auth=("of", "a proxy")).status_code == 200

    admin = logged_in(kept)
    admin.post("/users/role", data={"name": "Реда", "role": "reader"})
    assert made.post("/dossiers", data={"name": "y"}, headers=edits).status_code == 403
    short = credentials.hash_of(secret)[: credentials.SHOWN]
    admin.post("/users/withdraw", data={"token": short})
    assert made.get("/", headers=reads).status_code == 401


def test_a_token_is_shown_once_and_kept_as_a_hash(kept: Store, tmp_path: Path) -> None:
    """It is on one page that no cache keeps, and in no byte of the store; so are sessions and passwords."""
    made = logged_in(kept)
    answer = made.post("/account/token", data={"name": "скрипт", "role": "editor"})
    assert answer.headers["cache-control"] == "no-store"
    (secret,) = set(re.findall(r"otk_[\w-]{43}", answer.text))
    assert made.get("/", headers={"authorization": f"Bearer {secret}"}).status_code == 200
    assert secret not in made.get("/account").text
    kept.close()
    bytes_ = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert secret.encode() not in bytes_
    assert made.cookies[COOKIE].encode() not in bytes_
    assert PASSWORD.encode() not in bytes_
    (short,) = re.findall(r'name="token" value="(\w+)"', made.get("/account").text)
    made.post("/account/withdraw", data={"token": short})
    assert made.get("/", headers={"authorization": f"Bearer {secret}"}).status_code == 401


def test_nobody_withdraws_what_is_anothers(kept: Store) -> None:
    """An editor ends neither the tokens nor the sessions of an admin."""
    add(kept, "Реда", "editor")
    header, admin, editor = token(kept), logged_in(kept), logged_in(kept, "Реда")
    with kept.reading() as conn:
        short = credentials.list_tokens(conn)[0].short
        session = credentials.sessions_of(conn, "алия")[0].short
    editor.post("/account/withdraw", data={"token": short})
    editor.post("/account/end", data={"session": session})
    assert browser(served(kept)).get("/", headers=header).status_code == 200
    assert admin.get("/").status_code == 200


def test_rate_limits(kept: Store) -> None:
    """Each session, token and address has its own; what keeps a process busy takes more of it."""
    made = logged_in(kept, rate=30)
    statuses = [made.get("/health").status_code for _ in range(40)] + [made.get("/account").status_code] * 2
    assert set(statuses) == {200}
    assert made.post("/check", data={"text": ""}).status_code == 200
    answers = [made.get("/account") for _ in range(10)]
    assert [one.status_code for one in answers] == [200] * 9 + [429]
    assert answers[-1].headers["retry-after"] == "2"
    assert made.get("/", headers=token(kept)).status_code == 200
    assert browser(served(kept)).get("/login").status_code == 200


def test_while_there_are_no_users_this_machine_is_open(store: Store) -> None:
    """As it was; but not to what a proxy hands on, and not where others reach it."""
    made = browser(served(store))
    assert made.get("/").status_code == 200
    assert made.get("/account").status_code == 404
    assert made.get("/", headers={"x-forwarded-for": "203.0.113.5"}).status_code == 303
    assert "otkuda user add" in made.get("/login", headers={"x-forwarded-for": "203.0.113.5"}).text
    assert browser(served(store, is_open=False)).get("/").status_code == 303


def test_the_first_user_is_made_on_a_page(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An admin, who takes over what was read and starred; from then on everybody logs in. The last one stays."""
    quick(monkeypatch)
    shutil.copy(archive / "otkuda.sqlite", tmp_path / "otkuda.sqlite")
    with open_store(tmp_path / "otkuda.sqlite") as store:
        with store.writing() as conn:
            mark_read(conn, "", ["1"], datetime.now(UTC))
        made = browser(served(store), **ORIGIN)
        assert made.post("/users", data={"name": "Алия", "password": PASSWORD, "role": "reader"}).status_code == 422
        assert made.post("/users", data={"name": "Алия", "password": PASSWORD, "role": "admin"}).status_code == 303
        assert made.get("/").status_code == 303
        assert log_in(made).status_code == 303
        with store.reading() as conn:
            assert marked(conn, "Алия", ["1"]).read == {"1"}
        for path in ("/users/role", "/users/remove"):
            assert "последний" in made.post(path, data={"name": "Алия", "role": "reader"}).text
        for name in ("алия", "", "x\x1b[1m", "y" * 61):
            assert made.post("/users", data={"name": name, "password": PASSWORD}).status_code == 422
        for password in ("короткий", "a" * 20, "Новый1234"):
            assert made.post("/users", data={"name": "Новый1234", "password": password}).status_code == 422


def test_each_has_marks_of_their_own_and_decides_under_their_name(kept: Store) -> None:
    """What one has starred another has not; a decision says who made it, whatever the form says."""
    add(kept, "Реда", "editor")
    admin, editor = logged_in(kept), logged_in(kept, "Реда")
    with kept.reading() as conn:
        statement = feed(conn, Filter()).items[0].id
    admin.post("/mark", data={"id": statement, "what": "star"})
    assert statement in admin.get("/?starred=1").text
    assert statement not in editor.get("/?starred=1").text
    with kept.reading() as conn:
        appearance = next(one for one in all_statements(conn) if len(one.appearances) > 1).appearances[0].id
    assert editor.post("/decide/split", data={"first": appearance, "by": "Алия"}).status_code == 303
    with kept.reading() as conn:
        assert [made.by for made in decisions_of(conn)] == ["Реда"]


@pytest.mark.parametrize(
    "path",
    ["/static/../access/who.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "//users"],
)
def test_paths_lead_nowhere_else(kept: Store, path: str) -> None:
    """Neither out of the folder of static files nor past the table."""
    answer = browser(served(kept)).get(f"http://127.0.0.1{path}")
    assert answer.status_code in {303, 404}
    assert "otkuda.serve" not in answer.text


def test_a_reader_is_shown_no_form_that_would_be_refused(kept: Store) -> None:
    """On every page that a reader may see, each form and link leads to what a reader may do."""
    add(kept, "Чита", "reader")
    made, editor = logged_in(kept, "Чита"), logged_in(kept)
    editor.post("/dossiers", data={"name": "x"})
    with kept.reading() as conn:
        appearance = next(one for one in all_statements(conn) if len(one.appearances) > 1).appearances[0].id
    editor.post("/decide/split", data={"first": appearance})
    seen, waiting, posted = set[str](), {"/"}, set[str]()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = made.get(path)
        assert answer.status_code in {200, 303, 404}, path
        posted |= set(re.findall(r'<form[^>]*method="post"[^>]*action="([^"?#]+)', answer.text))
        posted |= set(re.findall(r'formaction="([^"?#]+)', answer.text))
        links = {
            one for one in re.findall(r'href="(/[^"?#]*)', answer.text) if not one.startswith(("/static/", "/api/v1/"))
        }
        waiting |= links - seen
    assert {"/mark", "/reading", "/check", "/logout", "/account/token"} <= posted
    posting = [(one, path) for one, path in routes(kept) if isinstance(one, Route) and "POST" in (one.methods or ())]
    for address in posted:
        path = next(path for one, path in posting if one.path_regex.match(address))
        assert need_of("POST", path).role in {None, "reader"}, address


def test_nobody_sends_a_login_of_megabytes(kept: Store) -> None:
    """What anybody may send is small."""
    assert log_in(browser(served(kept)), "x" * 30_000).status_code == 413
