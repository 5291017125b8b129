"""Users, their sessions and tokens, and what a process says of itself; in both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from otkuda.store.beats import Beat, get_beats, put_beat
from otkuda.store.credentials import (
    Session,
    Token,
    end_old_sessions,
    end_sessions,
    hash_of,
    list_tokens,
    note_use,
    put_session,
    put_token,
    session_with,
    sessions_of,
    token_with,
    withdraw_token,
)
from otkuda.store.readers import mark_read, marked
from otkuda.store.users import User, get_user, hand_over, has_users, list_users, put_user, remove_user, user_id
from tests.store.made import NOON

if TYPE_CHECKING:
    from otkuda.store import Store

ALIA = User(user_id("Алия"), "Алия", "admin", "a hash", NOON)


def test_users(store: Store) -> None:
    """A user is found by the name in any case; one who was removed keeps the name and nothing else."""
    with store.writing() as conn:
        assert not has_users(conn)
        put_user(conn, ALIA)
        put_session(conn, Session(hash_of("s"), ALIA.id, "", NOON, NOON))
        put_token(conn, Token(hash_of("t"), ALIA.id, "x", "reader", NOON))
        mark_read(conn, "Алия", ["1"], NOON)
        assert (has_users(conn), get_user(conn, " аЛИЯ "), get_user(conn, "Али")) == (True, ALIA, None)
        remove_user(conn, ALIA, NOON)
        gone = get_user(conn, "Алия")
        assert gone
        assert (gone.password, gone.removed, list_users(conn), has_users(conn)) == ("", NOON, [], False)
        assert session_with(conn, "s") is None
        assert token_with(conn, "t") is None
        assert not marked(conn, "Алия", ["1"]).read


def test_marks_are_handed_over(store: Store) -> None:
    """What nobody in particular read, the first user has read."""
    with store.writing() as conn:
        mark_read(conn, "", ["1"], NOON)
        hand_over(conn, "Алия")
        assert [marked(conn, name, ["1"]).read for name in ("", "Алия")] == [frozenset(), frozenset({"1"})]


def test_sessions(store: Store) -> None:
    """A session is found by its secret, and ends with others of its user, or by its age."""
    later = NOON + timedelta(days=1)
    with store.writing() as conn:
        put_user(conn, ALIA)
        for secret, made in (("old", NOON), ("new", later)):
            put_session(conn, Session(hash_of(secret), ALIA.id, "a browser", made, made))
        found = session_with(conn, "old")
        assert found == (Session(hash_of("old"), ALIA.id, "a browser", NOON, NOON), ALIA)
        assert session_with(conn, hash_of("old")) is None
        note_use(conn, found[0], later)
        assert [one.used for one in sessions_of(conn, ALIA.id)] == [later, later]
        end_old_sessions(conn, made=later, used=NOON)
        assert session_with(conn, "old") is None
        end_sessions(conn, "somebody else", [hash_of("new")[:12]])
        assert session_with(conn, "new")
        end_sessions(conn, ALIA.id)
        assert not sessions_of(conn, ALIA.id)


def test_tokens(store: Store) -> None:
    """A token is found by its secret until it is withdrawn, by its user or by who may withdraw any."""
    with store.writing() as conn:
        put_user(conn, ALIA)
        for secret in ("a", "b"):
            put_token(conn, Token(hash_of(secret), ALIA.id, secret, "editor", NOON))
        found = token_with(conn, "a")
        assert found
        note_use(conn, found[0], NOON)
        assert [(one.name, one.used) for one in list_tokens(conn, ALIA.id)] in (
            [("a", NOON), ("b", None)],
            [("b", None), ("a", NOON)],
        )
        short = found[0].short
        assert withdraw_token(conn, short, "somebody else") is None
        assert withdraw_token(conn, "") is None
        assert withdraw_token(conn, short)
        assert (token_with(conn, "a"), len(list_tokens(conn))) == (None, 1)


def test_beats(store: Store) -> None:
    """The last one is kept, as it was said."""
    with store.writing() as conn:
        assert get_beats(conn, "collect") == []
        put_beat(conn, Beat("collect", NOON, NOON))
        said = Beat("collect", NOON, NOON + timedelta(seconds=5), None, 3, ["https://zarya.example/1"], {"kept": 2})
        put_beat(conn, said)
        assert get_beats(conn, "collect") == [said]
