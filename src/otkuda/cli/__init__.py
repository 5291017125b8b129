"""The command line.

Nothing heavy is imported here or at the head of any module beneath: ``otkuda --help`` must answer at once. The one
``except Exception`` of this package stands in ``reading.py``, at the edge of a single file.
"""

from __future__ import annotations

import click

from otkuda import __version__
from otkuda.cli.batch import batch
from otkuda.cli.check import check
from otkuda.cli.collect import collect
from otkuda.cli.demo import demo
from otkuda.cli.entities import entities
from otkuda.cli.evaluate import evaluate
from otkuda.cli.export import export
from otkuda.cli.history import history
from otkuda.cli.importing import import_files
from otkuda.cli.judge import judge
from otkuda.cli.keeping import backup, forget, reread
from otkuda.cli.mcp import mcp
from otkuda.cli.moving import migrate_store
from otkuda.cli.read import read
from otkuda.cli.search import search
from otkuda.cli.serve import serve
from otkuda.cli.sources import add, pause, remove, resume, sources
from otkuda.cli.statement import statement
from otkuda.cli.story import story
from otkuda.cli.users import token, user
from otkuda.cli.watch import watch


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--data", metavar="DIR", type=click.Path(file_okay=False), help="Keep everything there.")
@click.version_option(__version__, message="otkuda %(version)s")
def main(data: str | None) -> None:
    """Who said what in the news, and through whom it came.

    \b
    otkuda demo                           all of it, on news that it brings with it
    otkuda read article.txt               in colour, here
    otkuda read archive/ --json           a JSON line for each article
    otkuda read URL --html -o page.html   a page to open or to send
    otkuda add https://zarya.example      follow a site
    otkuda collect --watch                keep what it publishes
    otkuda serve                          the pages, in a browser
    otkuda search мост                    words in all their forms, in what was said
    otkuda statement URL                  where words were first said, and what changed on the way
    otkuda watch add Мост --words мост    be told when somebody speaks of it
    otkuda check draft.txt                its quotations against all that is kept
    otkuda export articles march.xlsx     tables, JSON, linked data, evidence
    otkuda batch 2026.warc.gz out/        a year of news as Parquet
    otkuda evaluate gold.jsonl texts/     how well it reads
    """  # noqa: D301 - click takes this mark for: keep these lines


_SERVING = (serve, mcp, user, token)
_KEEPING = (watch, search, statement, story, check, entities, judge, history, export)
_TENDING = (reread, backup, migrate_store, forget)
_COLLECTING = (add, sources, pause, resume, remove, collect, import_files)
for command in (demo, read, *_COLLECTING, *_SERVING, *_KEEPING, *_TENDING, evaluate, batch):
    main.add_command(command)
