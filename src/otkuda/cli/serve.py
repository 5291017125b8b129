"""``otkuda serve``: the pages, in a browser."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.running import ended_cleanly

if TYPE_CHECKING:
    from otkuda.settings import Settings
    from otkuda.store import Store

PORT = 8765
_GRACE = 5  # seconds that answers have which are under way when it is asked to stop


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=PORT, show_default=True, help="0 takes a free one.")
@click.option("--root", metavar="PATH", default="", help="Below which path a proxy in front of it puts the pages.")
@click.option("--mcp", is_flag=True, help="Answer assistants, too, at /mcp; needs otkuda[mcp].")
def serve(port: int, root: str, *, mcp: bool) -> None:
    """Serve the pages: feed, articles, statements, speakers, search, check.

    On this machine only (127.0.0.1), until stopped (Ctrl-C). Beside it, otkuda collect --watch keeps what is new.

    \b
    otkuda serve
    otkuda serve --port 0
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(port, root, mcp=mcp)))


def _run(port: int, root: str, *, mcp: bool) -> int:
    chosen = settings()
    if mcp:
        require_mcp()
    with opened_store(chosen) as store, bound_to(port) as bound:
        serve_store(store, bound, root, chosen, with_assistants=mcp)
    return 0


def require_mcp() -> None:
    """End with one line where what assistants need is not installed."""
    try:
        import otkuda.serve.mcp  # noqa: F401 - is it there?
    except ModuleNotFoundError as error:
        raise click.ClickException(f"assistants need {error.name}; pip install 'otkuda[mcp]'") from None


def serve_store(
    store: Store,
    bound: socket.socket,
    root: str = "",
    chosen: Settings | None = None,
    *,
    with_assistants: bool = False,
) -> None:
    """Serve the pages of an open store on a bound socket until asked to stop; say where they are."""
    import uvicorn

    from otkuda.serve.app import application

    root = f"/{root.strip('/')}" if root.strip("/") else ""
    config = uvicorn.Config(
        application(store, settings=chosen, with_assistants=with_assistants),
        root_path=root,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=_GRACE,
    )
    click.echo(f"http://127.0.0.1:{bound.getsockname()[1]}{root}/   Ctrl-C stops it")
    uvicorn.Server(config).run(sockets=[bound])


def bound_to(port: int) -> socket.socket:
    """Return a socket that listens on a port of loopback; one line where that is taken."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
        bound.listen()  # who comes before the pages are there waits for them
    except OSError as error:
        bound.close()
        raise click.ClickException(f"port {port}: {error.strerror or error}; choose another with --port") from None
    return bound
