"""JSON that is too large to load: the elements of its lists one after the other, each with the byte where it begins."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_CHUNK = 1_000_000  # bytes
_LONGEST = 20_000_000  # characters of an element
_HEAD = 200_000  # characters before a list that are kept
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_BLANKS = re.compile(r"[\s,]*")
_NEXT = re.compile(r",\s*(?=\{)")
_DECODER = json.JSONDecoder(strict=False)


def clean(text: str) -> str:
    """Return ``text`` without what no text holds and no database takes: NUL, halves of surrogate pairs."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


class Element(NamedTuple):
    """An element of a list; ``is_whole`` is false where it is damaged or cut off."""

    offset: int
    value: Json
    is_whole: bool = True


class JsonStream:
    """A file of JSON, read in order. Bytes that are no UTF-8 are read as U+FFFD."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._text = ""
        self._start = 0  # of ``_text``, in characters that were passed
        self._offset = 0  # of the character at ``_start``, in bytes
        self._is_over = False
        if file.read(3) != codecs.BOM_UTF8:
            file.seek(0)
        else:
            self._offset = 3

    @property
    def done(self) -> int:
        """Return how many bytes of the file were read over."""
        return self._offset

    def find_list(self, opening: re.Pattern[str]) -> str | None:
        """Go into the next list that ``opening`` opens; return what stands before it, or None where there is none."""
        head = ""
        while True:
            match = opening.search(self._text, self._start)
            if match:
                head += self._text[self._start : match.end()]
                self._pass(match.end())
                return head[-_HEAD:]
            keep = max(self._start, len(self._text) - 1_000)
            head = (head + self._text[self._start : keep])[-_HEAD:]
            self._pass(keep)
            if not self._load():
                return None

    def elements(self) -> Iterator[Element]:
        """Yield the elements of the list that the stream stands in; damaged ones without a value."""
        while self._at_element():
            offset = self._offset
            element = self._element()
            if element is not None:
                yield Element(offset, element)
            else:
                yield Element(offset, None, is_whole=False)
                if not self._to_next():
                    return

    def _at_element(self) -> bool:
        """Pass over blanks and commas; tell whether an element follows, and not the end of the list or the file."""
        while True:
            blanks = _BLANKS.match(self._text, self._start)
            self._pass(blanks.end() if blanks else self._start)
            if self._start < len(self._text):
                return self._text[self._start] != "]"
            if not self._load():
                return False

    def _element(self) -> Json:
        """Return the element at hand, or None where it is no whole one."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._start)
            except RecursionError:
                return None
            except ValueError:
                known = len(self._text) - self._start
                if known > _LONGEST or not self._load(known):
                    return None
                continue
            if end == len(self._text) and self._load():
                continue  # a number may go on
            self._pass(end)
            element: Json = value
            return element

    def _to_next(self) -> bool:
        """Go to the next object behind what is damaged."""
        while True:
            match = _NEXT.search(self._text, self._start + 1)
            if match:
                self._pass(match.end())
                return True
            self._pass(max(self._start, len(self._text) - 1))
            if not self._load():
                return False

    def _pass(self, end: int) -> None:
        passed = self._text[self._start : end]
        self._offset += len(passed) if passed.isascii() else len(passed.encode("utf-8", "surrogateescape"))
        self._start = end

    def _load(self, known: int = 0) -> bool:
        """Read on; at least as much as is ``known``, so that a long element is not decoded again for each piece."""
        if self._is_over:
            return False
        chunk = self._file.read(max(_CHUNK, known))
        self._is_over = not chunk
        self._text = self._text[self._start :] + self._decoder.decode(chunk, final=not chunk)
        self._start = 0
        return bool(chunk)
