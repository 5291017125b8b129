"""What the commands on the store share: where it is, opening it, and one line for each error."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from otkuda.errors import OtkudaError
from otkuda.settings import Settings, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from otkuda.collect.ask import Net
    from otkuda.store import Store


def settings() -> Settings:
    """Return the settings of this call: the environment's, and ``--data`` before it."""
    try:
        chosen = settings_of(os.environ)
    except OtkudaError as error:
        raise click.ClickException(str(error)) from None
    folder = click.get_current_context().find_root().params.get("data")
    return replace(chosen, data=Path(folder), database=None) if folder else chosen


@contextmanager
def opened_net(chosen: Settings) -> Iterator[Net]:
    """Give the network that the settings ask for."""
    from otkuda.serve import network

    try:
        request = network.request_of(chosen)
    except OtkudaError as error:
        raise click.ClickException(str(error)) from None
    with network.opened_net(request) as net:
        yield net


@contextmanager
def opened_store(chosen: Settings) -> Iterator[Store]:
    """Open the store, and make every error of ours the command's one line."""
    from otkuda.collect.rules import use_rules
    from otkuda.store import open_store

    try:
        with open_store(chosen.store) as store:
            use_rules(store, transliterate=chosen.transliterate)
            yield store
    except OtkudaError as error:
        raise click.ClickException(str(error)) from None


def stored(conn: Connection, url: str) -> str:
    """Return the address under which the store has an article; one line where it has none, or has forgotten it."""
    from otkuda.store import latest, tombstone
    from otkuda.text.urls import canonical

    addresses = dict.fromkeys((url, canonical(url) or url))
    for address in addresses:
        if latest(conn, address):
            return address
    for address in addresses:
        if stone := tombstone(conn, address):
            raise click.ClickException(f"{url}: forgotten on {stone.forgotten:%Y-%m-%d}: {stone.reason}")
    raise click.ClickException(f"{url}: not kept; otkuda search finds what is, otkuda add URL takes it in")
