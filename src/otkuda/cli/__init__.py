"""The command line: ``otkuda read`` and ``otkuda evaluate``.

Nothing heavy is imported here or at the head of any module beneath: ``otkuda --help`` must answer at once. The one
``except Exception`` of the whole package stands in ``reading.py``, at the edge of a single file.
"""

from __future__ import annotations

import click

from otkuda import __version__
from otkuda.cli.evaluate import evaluate
from otkuda.cli.read import read


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="otkuda %(version)s")
def main() -> None:
    """Who said what in the news, and through whom it came.

    \b
    otkuda read article.txt               in colour, here
    otkuda read archive/ --json           a JSON line for each article
    otkuda read URL --html -o page.html   a page to open or to send
    otkuda evaluate gold.jsonl texts/     how well it reads
    """  # noqa: D301 - click takes this mark for: keep these lines


main.add_command(read)
main.add_command(evaluate)
