"""Out of the store: tables and lines for other programs, linked data, and pages as evidence.

What is written streams: a hundred thousand articles need no more memory than a thousand. A file appears under its name
when it is whole.
"""

from otkuda.export.columns import ARTICLES, ATTRIBUTIONS, Column, Table
from otkuda.export.evidence import Evidence, write_evidence
from otkuda.export.files import new_file
from otkuda.export.formats import ENDINGS, writer_for

__all__ = [
    "ARTICLES",
    "ATTRIBUTIONS",
    "ENDINGS",
    "Column",
    "Evidence",
    "Table",
    "new_file",
    "write_evidence",
    "writer_for",
]
