"""XML of any quality made into pieces that can be read one by one, and what stands in an element.

Feeds are written by templates: an ampersand that is not escaped, a byte of another encoding, a section that is never
closed, ``&nbsp;``. A parser that stops there, or that mends what it sees and goes on, loses what follows. So the text
is mended first (entities, sections and comments; no document type, and so no entities of its own and no bombs), then
cut at the elements that repeat, and each piece is read by itself: what is broken in one costs no other.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from otkuda.errors import UnreadableError
from otkuda.text.encoding import declared_charset, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

_XML_SIGNS = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOSE = re.compile(r"&(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6});|([a-zA-Z]\w{1,31});)?|<(?![a-zA-Z_/])")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_SECTION, _SECTION_END = "<![CDATA[", "]]>"
_HIDDEN = re.compile(r"<!\[CDATA\[|<!--|<\?|<!")
_FIELD_END = "the end of a field"
_FIELD_END_TAG = re.compile(r"</(?:item|entry|title|link|description|summary|content)\b", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:\w++:)?(?:item|entry|url|sitemap)\s*+>", re.IGNORECASE)
_CLOSING = {"<!--": "-->", "<?": "?>", "<!": ">"}
_TAG = re.compile(r"<(/?)([a-zA-Z]\w*+)[^<>]*+>")
_MOST_GUESSES = 200  # fields whose encoding is looked for; those after them are read as windows-1251
_BREAKS = frozenset("p br div li tr td h1 h2 h3 h4 h5 h6 ul ol blockquote figure hr table".split())


class Pieces(NamedTuple):
    """A document cut at the elements that repeat: its opening tag, what stands around them, and each of them."""

    opening: str
    frame: str
    items: tuple[str, ...]
    left_out: int


def text_of(content: bytes, charset: str | None) -> str:
    """Return the document as text, whatever it declares; raise ``UnreadableError`` where it is none."""
    text = _mixed(content) or decode(content, declared=(charset, declared_charset(content)))
    if text is None:
        raise UnreadableError("not a text; give the address of a feed")
    return text


def _mixed(content: bytes) -> str | None:
    """Return a document in UTF-8 that a few fields in another encoding were put into; None where it is no such."""
    if _as_utf8(content) is not None:
        return None
    pieces = content.split(b"<")
    decoded = [_as_utf8(piece) for piece in pieces]
    if decoded.count(None) > sum(not piece.isascii() for piece in pieces) / 2:
        return None
    guesses = _MOST_GUESSES
    for index, text in enumerate(decoded):
        if text is None:
            guess = decode(pieces[index]) if guesses > 0 else None
            decoded[index] = pieces[index].decode("cp1251", "replace") if guess is None else guess
            guesses -= 1
    return "<".join(text or "" for text in decoded)


def _as_utf8(piece: bytes) -> str | None:
    try:
        return piece.decode()
    except UnicodeDecodeError:
        return None


def has_tags(text: str) -> bool:
    """Whether markup stands in a text."""
    return bool(_TAG.search(text))


def mended(text: str) -> str:
    """Return the same document with nothing but elements and text in it: well-formed but for its tags' nesting."""
    return "".join(_mended(only_xml_signs(text)))


def only_xml_signs(text: str) -> str:
    """Return the text with a blank for each sign that XML does not allow."""
    return _XML_SIGNS.sub(" ", text)


def cut(text: str, root: re.Pattern[str], item: re.Pattern[str], most: int) -> Pieces | None:
    """Cut a mended document, or return None where it has no such root."""
    opening = root.search(text)
    if opening is None:
        return None
    places = [found.start() for found in item.finditer(text, opening.end())]
    if not places:
        return Pieces(opening[0], text[opening.end() :], (), 0)
    closing = _ITEM_END.search(text, places[-1])
    behind = text[closing.end() :] if closing else ""
    ends = [*places[1:], len(text)]
    items = tuple(text[start:end] for start, end in zip(places[:most], ends[:most], strict=True))
    if closing is None and len(places) <= most:  # the end of the document is missing, maybe half an address
        items = items[:-1]
    return Pieces(opening[0], text[opening.end() : places[0]] + behind, items, len(places) - len(items))


def element(opening: str, text: str) -> etree._Element | None:
    """Read one piece inside the document's opening tag, which holds the namespaces; None where nothing is in it."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        found: etree._Element | None = etree.fromstring((opening.rstrip("/>") + ">" + text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return found


def name_of(node: etree._Element, prefixes: dict[str, str]) -> str:
    """Return an element's name with the prefix that its namespace usually has: ``dc:creator``, ``title``.

    A namespace that nobody knows goes by the document's own prefix: ``<own:title>`` is no title.
    """
    tag = node.tag
    if not isinstance(tag, str):
        return ""
    space, _, local = tag.rpartition("}")
    if space:
        prefix = prefixes.get(space[1:].lower().rstrip("/#"), node.prefix or "")
        return f"{prefix}:{local.lower()}" if prefix else local.lower()
    return local.lower()


def inner(node: etree._Element) -> str:
    """Return what stands in an element as HTML, whether its markup is escaped, in a section or plain."""
    if len(node) == 0:
        return (node.text or "").strip()
    pieces = [html.escape(node.text or "", quote=False)]
    pieces += [etree.tostring(child, encoding="unicode", method="html", with_tail=True) for child in node]
    return "".join(pieces).strip()


def plain(markup: str) -> str:
    """Return HTML as one line of text: tags gone, entities read (also where they are escaped twice).

    >>> plain("<p>Мост &laquo;открыт&raquo;</p><p>5 < 6</p>")
    'Мост «открыт» 5 < 6'
    """
    bare = _TAG.sub(lambda tag: " " if tag[2].lower() in _BREAKS else "", markup)
    return " ".join(html.unescape(bare).split())


def _mended(text: str) -> Iterator[str]:
    ahead = _Ahead(text)
    place = 0
    while found := _HIDDEN.search(text, place):
        yield _LOOSE.sub(_escaped, text[place : found.start()])
        if found[0] == _SECTION:
            end, place = _section_end(ahead, found.end())
            yield html.escape(text[found.end() : end], quote=False)
        else:
            closing = _CLOSING[found[0]]
            end = ahead.of(closing, found.end())
            place = end + len(closing) if end < len(text) else found.end()  # one that does not end hides nothing
    yield _LOOSE.sub(_escaped, text[place:])


def _section_end(ahead: _Ahead, start: int) -> tuple[int, int]:
    """Return where a section's text ends and where what follows begins. One that is not closed ends with its field."""
    end = ahead.of(_SECTION_END, start)
    if end <= ahead.of(_SECTION, start) and end < ahead.length:
        return end, end + len(_SECTION_END)
    field = ahead.of(_FIELD_END, start)
    return field, field


class _Ahead:
    """Finds marks in a text that is gone through once. Where a mark stands is kept, so that all of it is linear."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, int] = {}
        self.length = len(text)

    def of(self, mark: str, start: int) -> int:
        """Return where ``mark`` next stands, or the length of the text."""
        known = self._found.get(mark, -1)
        if known < start:
            known = self._search(mark, start)
            self._found[mark] = known
        return known

    def _search(self, mark: str, start: int) -> int:
        if mark == _FIELD_END:
            found = _FIELD_END_TAG.search(self._text, start)
            return found.start() if found else self.length
        place = self._text.find(mark, start)
        return place if place >= 0 else self.length


def _escaped(found: re.Match[str]) -> str:
    """Return an entity that XML knows: its own five, numbers of signs that it allows, letters for all of HTML's."""
    number, name = found[1], found[2]
    if name:
        return found[0] if name in _XML_ENTITIES else html5.get(f"{name};", f"&amp;{name};")
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        is_sign = code <= 0x10FFFF and not _XML_SIGNS.match(chr(code))  # noqa: PLR2004 - the last code point
        return f"&#{code};" if is_sign else " "
    return "&lt;" if found[0] == "<" else "&amp;"


def paragraphs(text: str) -> str:
    r"""Return plain text as HTML: a paragraph for each line that holds something.

    >>> paragraphs("Мост открыт.\n\n5 < 6")
    '<p>Мост открыт.</p>\n<p>5 &lt; 6</p>'
    """
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)
