"""``otkuda mcp``: the archive for assistants, over standard input and output or HTTP."""

from __future__ import annotations

import sys

import click

from otkuda.cli.archive import opened_store, settings
from otkuda.cli.running import ended_cleanly
from otkuda.cli.serve import require_mcp, run
from otkuda.serve.serving import Serving


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), help="Answer over HTTP there; 0 takes a free one.")
def mcp(port: int | None) -> None:
    """Let an assistant ask who said what (Model Context Protocol).

    Its tools are said, statement, check, search, speakers; they only read, and name the sources of each answer.
    Without --port it speaks over standard input and output, as assistants start it; with --port over HTTP at /mcp, as
    otkuda serve --mcp does. Needs pip install 'otkuda[mcp]'.

    \b
    otkuda mcp
    otkuda --data archive mcp
    otkuda mcp --port 8766
    """  # noqa: D301 - click takes this mark for: keep these lines
    sys.exit(ended_cleanly(lambda: _run(port)))


def _run(port: int | None) -> int:
    if port is not None:
        return run(Serving(port=port, mcp=True))
    require_mcp()
    from otkuda.serve.desk import Desk
    from otkuda.serve.mcp import server_over

    with opened_store(settings()) as store:
        desk = Desk()
        try:
            server_over(store, desk).run("stdio")
        finally:
            desk.close()
    return 0
