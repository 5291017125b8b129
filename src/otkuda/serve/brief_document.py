"""A brief as a Word document (DOCX). No field, no link that opens by itself, nothing of an article but its words."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from otkuda.serve.brief_words import MOST, carriers_line, differing_line, first_line, made_line, speaker_line
from otkuda.serve.view import one_line, printable

if TYPE_CHECKING:
    from docx.document import Document

    from otkuda.export.brief import Entry
    from otkuda.serve.pages.brief_view import Brief
    from otkuda.serve.words import Words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document(brief: Brief, words: Words) -> bytes:
    """Return a brief as the bytes of a document."""
    import docx

    made = docx.Document()
    made.core_properties.title = one_line(brief.title)[:200]
    made.core_properties.author = "otkuda"
    made.core_properties.created = made.core_properties.modified = brief.made.replace(tzinfo=None)
    made.core_properties.language = words.language
    made.add_heading(one_line(brief.title), 1)
    for line in (*brief.chosen_by, made_line(brief, words)):
        made.add_paragraph(one_line(line))
    if brief.has_more:
        made.add_paragraph(words("brief.more", n=len(brief.entries)))
    for number, one in enumerate(brief.entries, 1):
        _entry(made, number, one, words)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _entry(made: Document, number: int, one: Entry, words: Words) -> None:
    made.add_heading(f"{number}. {speaker_line(one, words)}", 2)
    made.add_paragraph(printable(one.words), style="Intense Quote")
    _told(made, words("brief.first"), first_line(one, words))
    if one.carriers:
        name = f"{words('brief.carried')} ({words.many(one.outlets, 'many.outlet')})"
        _told(made, name, carriers_line(one.carriers, words))
    for each in one.differing[:MOST]:
        _told(made, words("brief.differs"), differing_line(each, words))
    if one.note:
        _told(made, words("brief.note"), one.note)
    urls = dict.fromkeys(each.url for each in (*one.firsts, *one.carriers)[:MOST] if each.url)
    for url in urls:
        made.add_paragraph(one_line(url), style="List Bullet")


def _told(made: Document, name: str, text: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.add_run(f"{name}: ").bold = True
    paragraph.add_run(printable(text))
