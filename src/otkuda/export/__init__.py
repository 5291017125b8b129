"""Out of the store: tables and lines for other programs, linked data, and pages as evidence.

What is written streams: a hundred thousand articles need no more memory than a thousand. A file appears under its name
when it is whole.
"""

from otkuda.export.columns import ARTICLES, ATTRIBUTIONS, Column, Table
from otkuda.export.evidence import Evidence, write_evidence
from otkuda.export.files import new_file
from otkuda.export.formats import ENDINGS, writer_for
from otkuda.export.statement_columns import STATEMENTS
from otkuda.export.telling import Told, told

__all__ = [
    "ARTICLES",
    "ATTRIBUTIONS",
    "ENDINGS",
    "STATEMENTS",
    "Column",
    "Evidence",
    "Table",
    "Told",
    "new_file",
    "told",
    "write_evidence",
    "writer_for",
]
