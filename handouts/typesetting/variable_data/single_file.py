"""A base page and a variable layer → the PDF of one person: ISO 32000-1, 7.5."""

import hashlib
import zlib

from handouts.typesetting.variable_data import pdf_objects
from handouts.typesetting.variable_data.base_page import (
    CATALOG,
    CONTENT,
    DOCUMENT,
    LINK,
    PAGE,
    PAGES,
    PARENTS,
    RESERVED,
    STRUCTURE,
    BasePage,
    ObjectBody,
    VariableLayer,
    has_stream,
)
from handouts.typesetting.variable_data.compact_file import Base
from handouts.typesetting.variable_data.pdf_objects import CatalogRefers, FinishedPage, Refers


class UnfinishedFile:
    """A base page, written as far as it is the same in every single file."""

    def __init__(self, base: BasePage) -> None:
        self._base = base
        end = base.back + 2 * (base.sides - 1)
        self._packed, self._first = end, end + 1
        """The number of the object that holds small ones, and of the first of one person's."""
        marks = b"0 [%s]" % pdf_objects.owners(base.marks)
        kids = b"%d 0 R" % PAGE
        if base.back_marks is not None:
            marks += b" 1 [%s]" % pdf_objects.owners(base.back_marks)
            kids += b" %d 0 R" % base.back
        linked = b" %d %d 0 R" % (base.sides, base.link_parent) if base.link else b""
        refers = CatalogRefers(PAGES, STRUCTURE, self._first + 1)
        bodies = {
            CATALOG: pdf_objects.catalog(refers, base.language, base.sides),
            PAGES: b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, base.sides),
            STRUCTURE: pdf_objects.structure_root(DOCUMENT, PARENTS),
            DOCUMENT: pdf_objects.document(base.top, STRUCTURE),
            PARENTS: b"<</Nums [%s%s]>>" % (marks, linked),
            CONTENT: base.objects[-1],
            **dict(enumerate(base.objects[: -base.sides], RESERVED)),
        }
        if base.back_marks is not None:
            bodies[base.back + 1] = base.objects[-2]
        output = _Output()
        output.pack(self._packed, {n: b for n, b in bodies.items() if not has_stream(b)})
        for number, body in bodies.items():
            if has_stream(body):
                output.put(number, body)
        self._begun = bytes(output.content)
        self._rows = output.rows
        nobody = self.file(FinishedPage("", VariableLayer(b"")))
        self.base = Base(self._begun, nobody[len(self._begun) :])
        """What all files have in common, for keeping them."""

    def file(self, page: FinishedPage) -> bytes:
        """Return the whole file of one person."""
        base, first = self._base, self._first
        output = _Output(bytearray(self._begun), dict(self._rows))
        fonts = first + 2 + base.sides
        about = page.title, base.author, base.date
        link = LINK if base.link else 0
        refers = Refers(PAGES, CONTENT, first, fonts, link=link if base.sides == 1 else 0)
        output.put(PAGE, pdf_objects.page(base, page.layer, refers))
        if base.sides == 2:
            back = Refers(PAGES, base.back + 1, first + 3, fonts, link=link)
            output.put(base.back, pdf_objects.page(base, page.layer, back, 1))
            output.put(first + 3, pdf_objects.stream(page.layer.back))
        if link:
            output.put(LINK, pdf_objects.link(base, page.link, base.sides))
        output.put(first, pdf_objects.stream(page.layer.content))
        output.put(first + 1, pdf_objects.metadata(*about))
        output.put(first + 2, pdf_objects.info(*about))
        for place, body in enumerate(page.layer.objects):
            output.put(fonts + place, ObjectBody(body).numbered(lambda number: fonts + number))
        return output.finished(first + 2)


class _Output:
    """A file that is being written into memory, with a table that is compressed: 7.5.7, 7.5.8."""

    def __init__(
        self, content: bytearray | None = None, rows: dict[int, bytes] | None = None
    ) -> None:
        self.content = bytearray(pdf_objects.HEADER) if content is None else content
        self.rows = {} if rows is None else rows
        """For each object its row of the table: one byte, three bytes, one byte."""

    def put(self, number: int, body: bytes) -> None:
        """Write an object."""
        self.rows[number] = b"\1%s\0" % len(self.content).to_bytes(3)
        self.content += b"%d 0 obj\n%s\nendobj\n" % (number, body)

    def pack(self, number: int, bodies: dict[int, bytes]) -> None:
        """Write many small objects into one that is compressed."""
        places, position = [], 0
        for place, (inner, body) in enumerate(bodies.items()):
            places.append(b"%d %d" % (inner, position))
            position += len(body) + 1
            self.rows[inner] = b"\2%s%c" % (number.to_bytes(3), place)
        head = b" ".join(places) + b"\n"
        packed = zlib.compress(head + b"\n".join(bodies.values()), 9)
        about = b"/Type /ObjStm /N %d /First %d" % (len(bodies), len(head))
        self.put(number, pdf_objects.stream(packed, about))

    def finished(self, info: int) -> bytes:
        """Return the file with its table of objects."""
        table, number = len(self.content), max(self.rows) + 1
        digest = hashlib.sha256(self.content).hexdigest()[:32].encode()
        self.rows[number] = b"\1%s\0" % table.to_bytes(3)
        none = bytes(5)
        rows = b"".join([self.rows.get(n, none) for n in range(number + 1)])
        names = pdf_objects.names(number + 1, CATALOG, info, digest)
        body = pdf_objects.stream(zlib.compress(rows), b"/Type /XRef /W [1 3 1] " + names)
        self.content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        return bytes(self.content + b"startxref\n%d\n%%%%EOF\n" % table)
