"""``otkuda mcp``: the archive for assistants, over standard input and output or HTTP."""

from __future__ import annotations

import sys

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.running import ended_cleanly
from otkuda.cli.serve import bound_to


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), help="Answer over HTTP there; 0 takes a free one.")
def mcp(port: int | None) -> None:
    """Let an assistant ask who said what (Model Context Protocol).

    Its tools are said, statement, check, search, speakers; they only read, and name the sources of each answer.
    Without --port it speaks over standard input and output, as assistants start it; with --port over HTTP, on this
    machine only. Needs pip install 'otkuda[mcp]'.

    \b
    otkuda mcp
    otkuda --data archive mcp
    otkuda mcp --port 8766
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(port)))


def _run(port: int | None) -> int:
    try:
        from otkuda.serve.mcp import server_over
    except ModuleNotFoundError as error:
        raise click.ClickException(f"assistants need {error.name}; pip install 'otkuda[mcp]'") from None
    with opened_store(settings()) as store:
        server = server_over(store)
        if port is None:
            server.run("stdio")
            return 0
        import uvicorn

        with bound_to(port) as bound:
            app = server.streamable_http_app(stateless_http=True, json_response=True)
            config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, ws="none")
            click.echo(f"http://127.0.0.1:{bound.getsockname()[1]}/mcp   Ctrl-C stops it")
            uvicorn.Server(config).run(sockets=[bound])
    return 0
