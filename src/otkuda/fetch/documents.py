"""Primary material → articles: PDF, Word, subtitles and plain text, with what the user says of whose words they are.

Where a speaker is stated, all of the text is his words: one attribution, whose rule is ``stated_speaker``. A file that
cannot be read is one line with the reason, whatever its parser does.
"""

from __future__ import annotations

import io
import logging
import re
import time
import zipfile
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from otkuda.errors import UnreadableError
from otkuda.fetch.json_stream import clean
from otkuda.fetch.transcripts import is_transcript, transcript_text
from otkuda.lang.lexicon import rows
from otkuda.model import Article, Attribution, Source, Span
from otkuda.text.encoding import declared_charset, decode
from otkuda.text.language import detect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdf import PdfReader

    from otkuda.model import Moment

_MOST_PAGES = 3_000
_LONGEST_TEXT = 5_000_000  # characters
_LONGEST_READING = 60.0  # seconds that the pages of a PDF may take
_LARGEST_PART = 100_000_000  # bytes of a Word document, unpacked
_LONGEST_TITLE = 200  # characters
_SHARE_OF_PAGES = 0.5  # on which a line stands that is a running title
_LEAST_PAGES = 3
_EDGE = 2  # lines at the top and the bottom of a page among which running titles are
_FULL_LINE = 0.75  # of the longest lines; a shorter one may end a paragraph
_SOFT_HYPHENS = dict.fromkeys(map(ord, "\u00ad\u200b"))
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\Z")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:стр\.?|с\.|page|бет)?\s*\d{1,4}(?:\s*(?:из|of|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…:;][»”\")\]]?\Z")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLD = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.1


class Document(NamedTuple):
    """A document as the user states it: its name, whose words it holds, when they were said, where it stands."""

    name: str
    speaker: str | None = None
    published: Moment | None = None
    url: str | None = None


class _Hyphened(NamedTuple):
    """Match the first and the last parts of words that keep their hyphen: «пресс-служба», «кто-то»."""

    before: re.Pattern[str]
    after: re.Pattern[str]


class _Content(NamedTuple):
    text: str
    title: str | None = None


def read_document(content: bytes, document: Document) -> Article:
    """Return the article that a document is. Raises ``UnreadableError``, one line that says what to do."""
    found = _content(content)
    text = clean(found.text[:_LONGEST_TEXT].translate(_SOFT_HYPHENS)).strip()
    if not any(map(str.isalpha, text)):
        message = "it holds no text"
        raise UnreadableError(message)
    first = text.split("\n", 1)[0].strip()
    title = " ".join(clean(found.title or "").split()) or None
    if title and _folded(title) not in _folded(text[: len(title) * 2 + 200]):
        text, first = f"{title}\n\n{text}", title
    article = Article(
        text=text,
        headline=title or first,
        published=document.published.start if document.published else None,
        published_until=document.published.end if document.published else None,
        url=document.url or f"file:{document.name}",
    )
    return _spoken(article, first, document.speaker) if document.speaker else article


def _spoken(article: Article, first: str, speaker: str) -> Article:
    """Return the article with all that follows its title as the speaker's words."""
    is_titled = len(first) <= _LONGEST_TITLE and not _SENTENCE_END.search(first) and len(first) < len(article.text)
    body = len(first) if is_titled else 0
    start = body + len(article.text[body:]) - len(article.text[body:].lstrip())
    words = Attribution(
        content=(Span(start, len(article.text)),),
        cue=None,
        chain=(Source(None, speaker, "person"),),
        kind="direct",
        rule="stated_speaker",
        confidence=1.0,
        evidence=("stated at the import",),
    )
    return Article(
        text=article.text,
        headline=article.headline,
        published=article.published,
        published_until=article.published_until,
        url=article.url,
        attributions=(words,),
    )


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _content(content: bytes) -> _Content:
    if re.match(rb"[\s\S]{0,1000}?%PDF-", content[:1100]):
        return _guarded(_pdf, content, "a damaged PDF; open it and save it anew")
    if content.startswith(b"PK"):
        return _guarded(_word, content, "no Word document, or a damaged one; save it as .docx, PDF or text")
    text = decode(content, declared=(declared_charset(content),))
    if text is None or len(_CONTROLS.findall(text[:65_536])) > _MOST_CONTROLS * len(text[:65_536]):
        message = "not a kind of file that can be imported; give WARC, HTML, JSON Lines, PDF, DOCX, SRT, VTT or text"
        raise UnreadableError(message)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _Content(transcript_text(plain) if is_transcript(plain) else plain)


def _guarded(read: Callable[[bytes], _Content], content: bytes, fault: str) -> _Content:
    """Return what ``read`` does. The parsers of these formats fail in every way there is on what strangers write."""
    try:
        return read(content)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(fault) from error


def _pdf(content: bytes) -> _Content:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each fault of the file
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        message = "a PDF with a password; save it without"
        raise UnreadableError(message)
    pages = list(_pages(reader))
    if not any(map(str.isalpha, "".join(map("".join, pages)))):
        message = "a PDF of pictures; its text must be recognized first (OCR)"
        raise UnreadableError(message)
    title = reader.metadata.title if reader.metadata else None
    return _Content("\n\n".join(_joined(pages)), title if title and not _is_file_name(title) else None)


def _pages(reader: PdfReader) -> Iterator[list[str]]:
    """Yield the lines of each page, as long as the time for the file lasts."""
    end = time.monotonic() + _LONGEST_READING
    left = _LONGEST_TEXT
    for page in reader.pages[:_MOST_PAGES]:
        if time.monotonic() > end or left < 0:
            return
        text = page.extract_text()
        left -= len(text)
        yield [" ".join(line.split()) for line in text.split("\n")]


def _is_file_name(title: str) -> bool:
    """Tell a title from what programs write in its place: «Microsoft Word - речь.docx», «untitled»."""
    return bool(
        re.search(r"\.\w{2,4}\Z|^microsoft|^untitled|^без имени|^атаусыз|^document\d*\Z", title.strip(), re.IGNORECASE)
    )


def _joined(pages: list[list[str]]) -> Iterator[str]:
    """Yield the paragraphs: lines joined, words that were parted at the end of a line too, running titles left out."""
    running = _running_titles(pages)
    lines = [line for page in pages for line in _without(page, running)]
    widths = sorted(len(line) for line in lines)
    full = widths[int(len(widths) * 0.9)] * _FULL_LINE if widths else 0
    kept = _hyphened(detect(" ".join(lines)) or "ru")
    paragraph = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        paragraph = _with_line(paragraph, line, kept)
        opens = following[:1].isupper() or following[:1] in '«"—–-•0123456789'
        if not line or not following or (len(line) < full and opens):
            if paragraph:
                yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _with_line(paragraph: str, line: str, kept: _Hyphened) -> str:
    """Join a line to what stands before it: «пере-» and «ход» are «переход», «кто-» and «то» stay «кто-то»."""
    if not paragraph or not line:
        return paragraph + line
    if not _HYPHENATED.search(paragraph) or not line[0].islower():
        return f"{paragraph} {line}"
    is_kept = bool(kept.before.search(paragraph) or kept.after.match(line))
    return (paragraph if is_kept else paragraph[:-1]) + line


@cache
def _hyphened(language: str) -> _Hyphened:
    words = rows(f"otkuda.lang.{language}", "hyphens.tsv")
    before, after = ("|".join(row[1] for row in words if row[0] == part) for part in ("before", "after"))
    return _Hyphened(re.compile(rf"\b(?:{before}|\d+)-\Z", re.IGNORECASE), re.compile(rf"(?:{after})\b"))


def _running_titles(pages: list[list[str]]) -> frozenset[str]:
    """Return the lines that stand at the edge of most pages, numbers aside."""
    if len(pages) < _LEAST_PAGES:
        return frozenset()
    counts: dict[str, int] = {}
    for page in pages:
        for line in {_unnumbered(line) for line in _edges(page)}:
            counts[line] = counts.get(line, 0) + 1
    return frozenset(line for line, count in counts.items() if line and count > len(pages) * _SHARE_OF_PAGES)


def _edges(page: list[str]) -> list[str]:
    lines = [line for line in page if line]
    return lines[:_EDGE] + lines[-_EDGE:]


def _unnumbered(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _without(page: list[str], running: frozenset[str]) -> list[str]:
    edges = set(_edges(page))
    return [
        line for line in page if line not in edges or not (_PAGE_NUMBER.fullmatch(line) or _unnumbered(line) in running)
    ]


def _word(content: bytes) -> _Content:
    import docx

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > _LARGEST_PART:
            message = f"larger than {_LARGEST_PART // 1_000_000} MB when unpacked"
            raise UnreadableError(message)
    word = docx.Document(io.BytesIO(content))
    paragraphs = (_paragraph(element) for element in word.element.body.iter(f"{_WORD}p"))
    title = word.core_properties.title or None
    shown = title if title and not _is_file_name(title) and title != "Word Document" else None
    return _Content("\n\n".join(filter(None, paragraphs)), shown)


def _paragraph(element: object) -> str:
    """Return the words of a paragraph: insertions too, deletions and the old form of drawings not."""
    pieces = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
    words = []
    for node in element.iter():  # type: ignore[attr-defined]
        if node.tag == f"{_WORD}t" and not any(above.tag == _OLD for above in node.iterancestors()):
            words.append(node.text or "")
        elif node.tag in pieces:
            words.append(pieces[node.tag])
    return "".join(words).strip()
