"""Small PDF files, made by hand: the lines of each page as text that can be copied."""

from __future__ import annotations

_DESCENDANT = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 /CIDSystemInfo"
    " << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)


def pdf(pages: list[list[str]], title: str | None = None) -> bytes:
    """Return a PDF whose pages hold ``pages``, in any script: its font maps each code to itself."""
    signs = sorted({sign for page in pages for line in page for sign in line})
    pairs = "\n".join(f"<{ord(sign):04x}> <{ord(sign):04x}>" for sign in signs)
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(signs)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    )
    count = len(pages)
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [4 0 R]>>",
        _DESCENDANT,
        _stream(mapping),
        f"<< /Title <feff{(title or '').encode('utf-16-be').hex()}> >>" if title else "<< >>",
    ]
    for number, page in enumerate(pages):
        moves = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -16 Td\n" for line in page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {8 + 2 * number} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(_stream(f"BT /F 11 Tf 60 780 Td\n{moves}ET"))
    return _file(objects)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    content = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    content += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return content + trailer.encode()
