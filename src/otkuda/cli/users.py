"""``otkuda user``: who may come in to the pages. ``otkuda token``: what programs come in with."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from otkuda.cli.archive import opened_store, settings

if TYPE_CHECKING:
    from otkuda.store.users import Role

_ROLES = click.Choice(("reader", "editor", "admin"))


@click.group()
def user() -> None:
    """Say who may log in to the pages, and as what.

    A reader reads and marks what they have read. An editor also corrects and keeps dossiers. An admin says what is
    collected and who comes in. The first user is an admin. Without users the pages are for this computer only.

    \b
    otkuda user add Алия
    otkuda user add Марат --role editor
    otkuda user list
    otkuda user role Марат admin
    otkuda user password Марат
    otkuda user remove Марат

    A password is asked for in a terminal; elsewhere it is the first line of standard input.
    """  # noqa: D301 - click takes this mark for: keep these lines


@user.command("add", no_args_is_help=True)
@click.argument("name", metavar="NAME")
@click.option("--role", type=_ROLES, help="What they may do.  [default: reader; the first user: admin]")
def add_user(name: str, role: Role | None) -> None:
    """Let somebody in. Who was removed comes back with what is given now."""
    from otkuda.serve.access import people
    from otkuda.store.users import has_users

    with opened_store(settings()) as store:
        with store.reading() as conn:
            chosen: Role = role or ("reader" if has_users(conn) else "admin")
        password = _password()
        with store.writing() as conn:
            made = people.add(conn, name, chosen, password, datetime.now(UTC))
    click.echo(f"{made.name}: {made.role}")


@user.command("list")
def list_all() -> None:
    """Show who may come in, and as what."""
    from otkuda.serve.view import one_line
    from otkuda.store.users import list_users

    with opened_store(settings()) as store, store.reading() as conn:
        found = list_users(conn)
    for one in found:
        click.echo(one_line(f"{one.role:<6}  since {one.made:%Y-%m-%d}  {one.name}"))
    if not found:
        click.echo("No users yet: otkuda user add NAME. Without users the pages are for this computer only.", err=True)


@user.command("role", no_args_is_help=True)
@click.argument("name", metavar="NAME")
@click.argument("role", type=_ROLES)
def change_role(name: str, role: Role) -> None:
    """Change what somebody may do, at once."""
    from otkuda.serve.access import people

    with opened_store(settings()) as store, store.writing() as conn:
        made = people.set_role(conn, name, role)
    click.echo(f"{made.name}: {made.role}")


@user.command("password", no_args_is_help=True)
@click.argument("name", metavar="NAME")
def change_password(name: str) -> None:
    """Give somebody a new password. They are logged out everywhere; their tokens stay."""
    from otkuda.serve.access import people

    with opened_store(settings()) as store:
        with store.reading() as conn:
            people.known(conn, name)
        password = _password()
        with store.writing() as conn:
            made = people.set_password(conn, name, password)
    click.echo(f"{made.name}: the password is changed")


@user.command("remove", no_args_is_help=True)
@click.argument("name", metavar="NAME")
def remove_user(name: str) -> None:
    """Let somebody in no more. Their sessions and tokens end; what they decided stays, with their name."""
    from otkuda.serve.access import people

    with opened_store(settings()) as store, store.writing() as conn:
        made = people.remove(conn, name, datetime.now(UTC))
    click.echo(f"{made.name}: removed")


@click.group()
def token() -> None:
    """Make and withdraw API tokens, with which programs come in.

    A program sends it in a header: «Authorization: Bearer otk_…». It is shown once; only its SHA-256 is kept.

    \b
    otkuda token add Алия "feed reader"
    otkuda token add Марат script --role editor
    otkuda token list
    otkuda token withdraw 3f9a01c27be4
    """  # noqa: D301 - click takes this mark for: keep these lines


@token.command("add", no_args_is_help=True)
@click.argument("user_name", metavar="USER")
@click.argument("name", metavar="NAME")
@click.option("--role", type=_ROLES, default="reader", show_default=True, help="What it may do; no more than the user.")
def add_token(user_name: str, name: str, role: Role) -> None:
    """Make a token of a user, and show it this once. NAME says what it is for."""
    from otkuda.serve.access import people

    with opened_store(settings()) as store, store.writing() as conn:
        _, secret = people.add_token(conn, people.known(conn, user_name), name, role, datetime.now(UTC))
    click.echo("Copy it now, it is not shown again:", err=True)
    click.echo(secret)


@token.command("list")
def list_tokens() -> None:
    """Show the tokens of all users, and when each was used last."""
    from otkuda.serve.view import one_line
    from otkuda.store import credentials, users

    with opened_store(settings()) as store, store.reading() as conn:
        names = {one.id: one.name for one in users.list_users(conn)}
        found = credentials.list_tokens(conn)
    for one in found:
        used = f"used {one.used:%Y-%m-%d %H:%M}" if one.used else "not used yet"
        click.echo(one_line(f"{one.short}  {one.role:<6}  {used:<21}  {names.get(one.user_id, '')}: {one.name}"))
    if not found:
        click.echo("No tokens yet: otkuda token add USER NAME", err=True)


@token.command(no_args_is_help=True)
@click.argument("short", metavar="ID")
def withdraw(short: str) -> None:
    """Withdraw a token, at once. `otkuda token list` shows the ids."""
    from otkuda.store.credentials import withdraw_token

    with opened_store(settings()) as store, store.writing() as conn:
        gone = withdraw_token(conn, short)
    if gone is None:
        raise click.ClickException(f"{short}: no such token; otkuda token list shows them")
    click.echo(f"{gone.name}: withdrawn")


def _password() -> str:
    if sys.stdin is not None and sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    line = "" if sys.stdin is None else sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise click.UsageError("give the password as the first line of standard input")
    return line
