"""``otkuda serve``: the pages, in a browser."""

from __future__ import annotations

import signal
import socket
import sys
from typing import TYPE_CHECKING

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.running import ended_cleanly
from otkuda.serve.serving import HERE, Serving
from otkuda.settings import Settings

if TYPE_CHECKING:
    from otkuda.store import Store

PORT = 8765
_GRACE = 20  # seconds that answers have which are under way when it is asked to stop


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=PORT, show_default=True, help="0 takes a free one.")
@click.option("--address", metavar="IP", default=HERE, show_default=True, help="The address to listen on.")
@click.option("--name", "names", metavar="HOST", multiple=True, help="A name to answer under, such as news.example.")
@click.option("--root", metavar="PATH", default="", help="Below which path a proxy in front of it puts the pages.")
@click.option("--log", is_flag=True, help="Write a line of JSON to stderr for each request.")
@click.option("--mcp", is_flag=True, help="Answer assistants, too, at /mcp; needs otkuda[mcp].")
def serve(port: int, address: str, names: tuple[str, ...], root: str, *, log: bool, mcp: bool) -> None:  # noqa: PLR0913 - options
    """Serve the pages: feed, articles, statements, speakers, search, check.

    On this machine only (127.0.0.1), until stopped (Ctrl-C), and without a login while there are no users. Any other
    --address or --name needs users (otkuda user add NAME). Beside it, otkuda collect --watch keeps what is new.

    \b
    otkuda serve
    otkuda serve --port 0
    otkuda serve --address 192.168.1.20
    otkuda serve --name news.example --root /otkuda     behind a proxy on this machine
    """  # noqa: D301 - click takes this mark for: keep these lines
    chosen = Serving(address, port, f"/{root.strip('/')}" if root.strip("/") else "", names, log, mcp)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.exit(ended_cleanly(lambda: run(chosen)))


def require_mcp() -> None:
    """End with one line where what assistants need is not installed."""
    try:
        import otkuda.serve.mcp  # noqa: F401 - is it there?
    except ModuleNotFoundError as error:
        raise click.ClickException(f"assistants need {error.name}; pip install 'otkuda[mcp]'") from None


def run(serving: Serving) -> int:
    """Serve until asked to stop. Returns 0."""
    from otkuda.store.users import has_users

    chosen = settings()
    if serving.mcp:
        require_mcp()
    with opened_store(chosen) as store:
        with store.reading() as conn:
            if not serving.is_here and not has_users(conn):
                where = ", ".join(dict.fromkeys((serving.address, *serving.names)))
                raise click.ClickException(f"{where}: others reach that, so add a user first: otkuda user add NAME")
        with bound_to(serving.port, serving.address) as bound:
            serve_store(store, bound, serving, chosen)
    return 0


def serve_store(
    store: Store, bound: socket.socket, serving: Serving | None = None, chosen: Settings | None = None
) -> None:
    """Serve the pages of an open store on a bound socket until asked to stop; say where they are."""
    import uvicorn

    from otkuda.serve.app import application
    from otkuda.serve.warming import warm_up

    serving, chosen = serving or Serving(), chosen or Settings()
    config = uvicorn.Config(
        application(store, settings=chosen, serving=serving),
        root_path=serving.root,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(chosen.proxies),
        forwarded_allow_ips=chosen.proxies,
        ws="none",
        timeout_graceful_shutdown=_GRACE,
    )
    shown = f"[{serving.address}]" if ":" in serving.address else serving.address
    click.echo(f"http://{shown}:{bound.getsockname()[1]}{serving.root}/   Ctrl-C stops it")
    warm_up()
    uvicorn.Server(config).run(sockets=[bound])


def bound_to(port: int, address: str = HERE) -> socket.socket:
    """Return a socket that listens on a port of an address; one line where that is taken, or not ours."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    bound = socket.socket(family, proto=socket.IPPROTO_TCP)  # asyncio sends at once (TCP_NODELAY) where it is named
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((address, port))
        bound.listen()  # who comes before the pages are there waits for them
    except OSError as error:
        bound.close()
        why = error.strerror or str(error)
        raise click.ClickException(f"{address}, port {port}: {why}; choose others with --address and --port") from None
    return bound
