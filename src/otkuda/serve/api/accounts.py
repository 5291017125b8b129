"""Users by the API, for an admin; one's own account, for everybody: tokens, sessions, the password.

No token opens any of it, so that one that was stolen makes no other: it is for sessions. The secret of a token stands
in the answer that makes it, and nowhere after that.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

import msgspec
from starlette.exceptions import HTTPException

from otkuda.archive.cursors import page
from otkuda.archive.wanted import Paged
from otkuda.errors import UserError
from otkuda.export.feeds import FeedEntry
from otkuda.serve.access import people
from otkuda.serve.access.who import is_over
from otkuda.serve.api.account_types import (
    Ended,
    NewPassword,
    NewRole,
    NewToken,
    NewUser,
    OwnPassword,
    SessionShown,
    TokenMade,
    TokenShown,
    UserShown,
    Withdrawn,
)
from otkuda.serve.api.described import Asking, Listing, Showing, acting, found
from otkuda.serve.api.entries import title_of
from otkuda.serve.api.nodes import id_of
from otkuda.serve.pages.account import asking, proves
from otkuda.store import credentials, users
from otkuda.store.columns import id_of as key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection
    from starlette.requests import Request

    from otkuda.archive.records import Listed
    from otkuda.export.linked import Node
    from otkuda.serve.access.who import Access
    from otkuda.serve.api.described import Operation
    from otkuda.store.credentials import Session, Token
    from otkuda.store.users import User

    Whose = Callable[[Connection, Request], User]
    Of = Callable[[Asking], User | None]

T = TypeVar("T", TokenShown, SessionShown)


def add(request: Request, asked: NewUser) -> UserShown:
    """Let somebody in. The first is an admin; 422 says what cannot be."""
    return _changed(request, lambda conn: people.add(conn, asked.name, asked.role, asked.password, datetime.now(UTC)))


def set_role(request: Request, asked: NewRole) -> UserShown:
    """Change what somebody may do, at once."""
    return _changed(request, lambda conn: people.set_role(conn, _named(conn, request).name, asked.role))


def set_password(request: Request, asked: NewPassword) -> UserShown:
    """Give somebody a new password; they are logged out everywhere."""
    return _changed(request, lambda conn: people.set_password(conn, _named(conn, request).name, asked.password))


def remove(request: Request, _: None) -> UserShown:
    """Let somebody in no more; their tokens and sessions end. Answered as it was."""
    return _changed(request, lambda conn: people.remove(conn, _named(conn, request).name, datetime.now(UTC)))


def own_password(request: Request, asked: OwnPassword) -> UserShown:
    """Change one's own password; all sessions end, this one as well. 409 where the old one is another."""
    access: Access = request.app.state.access
    with request.app.state.store.reading() as conn:
        user = asking(conn, request)
    wait = access.by_name.take(user.id, access.clock())
    if wait:
        raise HTTPException(429, "too many tries", {"retry-after": str(wait)})
    if not proves(access, user, asked.old):
        raise HTTPException(409, "the password until now is another")
    return _changed(request, lambda conn: people.set_password(conn, user.name, asked.new))


def _changed(request: Request, change: Callable[[Connection], User]) -> UserShown:
    try:
        with request.app.state.store.writing() as conn:
            return _shown(change(conn))
    except UserError as error:
        raise HTTPException(422, str(error)) from error


def _made(whose: Whose) -> Callable[[Request, NewToken], TokenMade]:
    def make(request: Request, asked: NewToken) -> TokenMade:
        """Make a token; its secret is told this once."""
        try:
            with request.app.state.store.writing() as conn:
                one, secret = people.add_token(conn, whose(conn, request), asked.name, asked.role, datetime.now(UTC))
        except UserError as error:
            raise HTTPException(422, str(error)) from error
        return TokenMade(**msgspec.structs.asdict(_token(one)), secret=secret)

    return make


def _withdrawn(whose: Whose) -> Callable[[Request, Withdrawn], TokenShown]:
    def withdraw(request: Request, asked: Withdrawn) -> TokenShown:
        """Withdraw a token, at once; it is answered as it was. 409 where there is none of this id."""
        with request.app.state.store.writing() as conn:
            one = credentials.withdraw_token(conn, asked.token, whose(conn, request).id)
        if one is None:
            raise HTTPException(409, "there is no token of this id")
        return _token(one)

    return withdraw


def _ended(whose: Whose) -> Callable[[Request, Ended], UserShown]:
    def end(request: Request, asked: Ended) -> UserShown:
        """Log somebody out of one browser, or of all."""
        with request.app.state.store.writing() as conn:
            user = whose(conn, request)
            credentials.end_sessions(conn, user.id, None if asked.session is None else [asked.session])
        return _shown(user)

    return end


def _named(conn: Connection, request: Request) -> User:
    """Return the user whose id stands in the path. 404 where there is none."""
    user: User = found(_with(conn, request.path_params["id"]))
    return user


def _with(conn: Connection, one: str) -> User | None:
    return next((each for each in users.list_users(conn) if _id(each) == one), None)


def _id(one: User) -> str:
    """Return by what a user is named in an address: names may hold anything, and belong into no log."""
    return key_of("user", one.id)


def _shown(one: User) -> UserShown:
    return UserShown(id=_id(one), name=one.name, role=one.role, made=one.made)


def _token(one: Token) -> TokenShown:
    return TokenShown(id=one.short, name=one.name, role=one.role, made=one.made, used=one.used)


def _session(one: Session) -> SessionShown:
    return SessionShown(id=one.short, browser=one.browser, made=one.made, used=one.used)


def _own(one: Asking) -> User | None:
    known = users.get_user(one.conn, one.reader) if one.reader else None
    return known if known and not known.removed else None


def _theirs(one: Asking) -> User | None:
    return _with(one.conn, one.id)


def _tokens(conn: Connection, user: User) -> list[TokenShown]:
    return list(map(_token, credentials.list_tokens(conn, user.id)))


def _sessions(conn: Connection, user: User) -> list[SessionShown]:
    now = datetime.now(UTC)
    return [_session(one) for one in credentials.sessions_of(conn, user.id) if not is_over(one, now)]


def _users(one: Asking) -> Listed[UserShown]:
    return page(list(map(_shown, users.list_users(one.conn))), one.wanted, lambda each: each.id)


def _node(one: UserShown) -> Node:
    return {"@type": "Person", "@id": id_of("user", one.id), "name": one.name, "jobTitle": one.role}


def _entry(one: UserShown, base: str) -> FeedEntry:
    return FeedEntry(id_of("user", one.id), f"{base}/users", title_of(one.name, one.role), one.role, one.made)


def _key_node(one: TokenShown | SessionShown) -> Node:
    kind, name = ("token", one.name) if isinstance(one, TokenShown) else ("session", one.browser)
    return {"@type": "Thing", "@id": id_of(kind, one.id), "name": name, "dateCreated": one.made.isoformat()}


def _key_entry(one: TokenShown | SessionShown, base: str) -> FeedEntry:
    name = one.name if isinstance(one, TokenShown) else one.browser
    return FeedEntry(id_of("key", one.id), f"{base}/account#{quote(one.id)}", title_of(name), "", one.used or one.made)


def _listed(of: Of, find: Callable[[Connection, User], Sequence[T]]) -> Callable[[Asking], Listed[T] | None]:
    def find_all(one: Asking) -> Listed[T] | None:
        user = of(one)
        return page(find(one.conn, user), one.wanted, lambda each: each.id) if user else None

    return find_all


def _of(path: str, name: str, of: Of, whose: Whose) -> Iterator[Operation]:
    """Yield what is asked and done of a user's tokens and sessions: of one's own, of anybody's."""
    tag = path.split("/")[1]
    for what, item, find in (("tokens", TokenShown, _tokens), ("sessions", SessionShown, _sessions)):
        yield Listing(
            path=f"{path}/{what}",
            name=f"list{name}{what.capitalize()}",
            tag=tag,
            summary=f"The {what} of a user" if of is _theirs else f"One's own {what}",
            query=Paged,
            item=item,
            find=_listed(of, find),
            node=_key_node,
            entry=_key_entry,
            home="/account",
        )
    made = {"answer": TokenMade, "status": 201, "refuses": (404, 422)}
    yield acting(f"{path}/tokens", f"make{name}Token", _made(whose), body=NewToken, **made)
    gone = {"answer": TokenShown, "refuses": (404, 409)}
    yield acting(f"{path}/withdraw", f"withdraw{name}Token", _withdrawn(whose), body=Withdrawn, **gone)
    yield acting(f"{path}/end", f"end{name}Sessions", _ended(whose), body=Ended, answer=UserShown, refuses=(404,))


ACCOUNTS: tuple[Operation, ...] = (
    Showing(
        path="/account",
        name="showAccount",
        tag="account",
        summary="The one who asks, and as what; nothing where nobody needs to log in",
        answer=UserShown,
        find=lambda one: _shown(user) if (user := _own(one)) else None,
        node=_node,
    ),
    acting(
        "/account/password", "changePassword", own_password, body=OwnPassword, answer=UserShown, refuses=(404, 409, 422)
    ),
    *_of("/account", "Own", _own, asking),
    Listing(
        path="/users",
        name="listUsers",
        tag="users",
        summary="Who may come in, and as what",
        query=Paged,
        item=UserShown,
        find=_users,
        node=_node,
        entry=_entry,
        home="/users",
    ),
    Showing(
        path="/users/{id}",
        name="showUser",
        tag="users",
        summary="Somebody who may come in",
        answer=UserShown,
        find=lambda one: _shown(user) if (user := _theirs(one)) else None,
        node=_node,
    ),
    acting("/users", "addUser", add, body=NewUser, answer=UserShown, status=201, refuses=(422,)),
    acting("/users/{id}/role", "changeRole", set_role, body=NewRole, answer=UserShown, refuses=(422,)),
    acting("/users/{id}/password", "givePassword", set_password, body=NewPassword, answer=UserShown, refuses=(422,)),
    acting("/users/{id}/remove", "removeUser", remove, body=None, answer=UserShown, refuses=(422,)),
    *_of("/users/{id}", "User", _theirs, _named),
)
