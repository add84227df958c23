"""Many certificates → one PDF for the printer, page by page: ISO 32000-1, 7.5."""

import hashlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from handouts.typesetting.variable_data import pdf_objects
from handouts.typesetting.variable_data.base_page import (
    CONTENT,
    DOCUMENT,
    LINK,
    PAGE,
    RESERVED,
    BasePage,
    ObjectBody,
)
from handouts.typesetting.variable_data.pdf_objects import CatalogRefers, FinishedPage, Refers


class Writes(Protocol):
    """What a file is written to."""

    def write(self, content: bytes, /) -> object:
        """Write what follows."""


_FREE = b"0000000000 00000 f \n"


@dataclass(frozen=True)
class About:
    """What a file of many certificates is."""

    title: str
    count: int
    """Of its certificates."""
    sides: int = 1
    """Of each sheet; where it is 2, the back of a certificate that has none is an empty page."""


def write_merged(
    target: Writes, about: About, pages: Iterable[tuple[BasePage, FinishedPage]]
) -> None:
    """Write the certificates into one file, with a bookmark for each.

    Memory does not grow with them, but for some bytes each. Those of one base page share all that
    they have in common.
    """
    _Merge(target, about).write(pages)


class _Merge:
    """One file of many pages that is being written."""

    def __init__(self, target: Writes, about: About) -> None:
        self._target = target
        self._title = about.title
        self._count = about.count
        self._sides = about.sides
        self._offsets = array("Q", [0])
        self._position = 0
        self._hash = hashlib.sha256()
        self._bases: dict[int, _Placed] = {}
        self._written: dict[bytes, int] = {}
        """The number of each object that was written for a base, by its digest."""
        self._top = array("Q")
        self._nums: list[bytes] = []
        self._links: list[bytes] = []
        self._pages, self._structure, self._document = (self._reserve() for _ in range(3))
        self._parents, self._outlines = self._reserve(), self._reserve()
        self._first_page = self._reserve(self._count * self._sides)
        self._first_mark = self._reserve(self._count)

    def write(self, pages: Iterable[tuple[BasePage, FinishedPage]]) -> None:
        """Write all of it."""
        self._send(pdf_objects.HEADER)
        base = None
        for place, (base, page) in enumerate(pages):
            if id(base) not in self._bases:
                self._bases[id(base)] = self._placed(base)
            self._put_page(place, self._bases[id(base)], page)
        if base is None:
            raise ValueError("a file has one page at least")
        self._put_trees()
        about = self._title, base.author, base.date
        catalog, metadata, info = (self._reserve() for _ in range(3))
        self._put(metadata, pdf_objects.metadata(*about))
        self._put(info, pdf_objects.info(*about))
        more = b" /Outlines %d 0 R /PageMode /UseOutlines" % self._outlines
        refers = CatalogRefers(self._pages, self._structure, metadata)
        reading = pdf_objects.catalog(refers, base.language, self._sides, more)
        self._put(catalog, reading)
        self._finish(catalog, info)

    def _put_trees(self) -> None:
        """Write what leads to the pages, to the elements, and to the bookmarks."""
        count, marks = self._count, self._first_mark
        pages = count * self._sides
        kids = b" ".join(b"%d 0 R" % (self._first_page + n) for n in range(pages))
        self._put(self._pages, b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, pages))
        self._put(self._parents, b"<</Nums [%s]>>" % b" ".join([*self._nums, *self._links]))
        self._put(self._structure, pdf_objects.structure_root(self._document, self._parents))
        self._put(self._document, pdf_objects.document(self._top, self._structure))
        reach = b"/First %d 0 R /Last %d 0 R /Count %d" % (marks, marks + count - 1, count)
        self._put(self._outlines, b"<</Type /Outlines %s>>" % reach)

    def _placed(self, base: BasePage) -> "_Placed":
        """Write what the pages of a base page share, and return where it is."""
        bodies = dict(enumerate(base.objects[: base.shared], RESERVED))
        bodies[CONTENT] = base.objects[-1]
        if base.sides == 2:
            bodies[base.back + 1] = base.objects[-2]
        numbers: dict[int, int] = {}
        for number in bodies:
            self._put_shared(number, bodies, numbers)
        return _Placed(base, numbers, [ObjectBody(body) for body in base.own])

    def _put_shared(self, number: int, bodies: Mapping[int, bytes], numbers: dict[int, int]) -> int:
        """Write an object after those that it refers to, unless it was written for another base.

        No object refers to itself, not even by way of others: they are fonts and what is drawn.
        """
        if number not in numbers:
            body = ObjectBody(bodies[number])
            for reference in body.references:
                self._put_shared(reference, bodies, numbers)
            content = body.numbered(numbers.__getitem__)
            digest = hashlib.sha256(content).digest()
            if digest not in self._written:
                self._written[digest] = self._reserve()
                self._put(self._written[digest], content)
            numbers[number] = self._written[digest]
        return numbers[number]

    def _put_page(self, place: int, placed: "_Placed", page: FinishedPage) -> None:
        base, face = placed.base, place * self._sides
        face_number = self._first_page + face
        first_own = self._reserve(len(placed.own) + len(page.layer.objects))
        link = self._reserve() if base.link else 0
        fonts = first_own + len(placed.own)
        start = RESERVED + base.shared
        known = {PAGE: face_number, base.back: face_number + 1, DOCUMENT: self._document}
        known[LINK] = link

        def number_of(local: int) -> int:
            return known.get(local) or placed.numbers.get(local) or first_own + local - start

        for offset, body in enumerate(placed.own):
            self._put(first_own + offset, body.numbered(number_of))
        for offset, kept in enumerate(page.layer.objects):
            self._put(fonts + offset, ObjectBody(kept).numbered(lambda local: fonts + local))
        sides = [(CONTENT, page.layer.content, base.marks)]
        if base.back_marks is not None:
            sides.append((base.back + 1, page.layer.back, base.back_marks))
        for side, (common, own, marks) in enumerate(sides):
            content = self._reserve()
            self._put(content, pdf_objects.stream(own))
            annotated = link if side == len(sides) - 1 else 0
            numbers = placed.numbers
            refers = Refers(
                self._pages, numbers[common], content, fonts, numbers.__getitem__, annotated
            )
            made = pdf_objects.page(base, page.layer, refers, face + side)
            self._put(face_number + side, made)
            self._put_marks(face + side, [mark and number_of(mark) for mark in marks])
        if len(sides) < self._sides:
            self._put(face_number + 1, pdf_objects.empty_page(base, self._pages))
        if base.link:
            key = self._count * self._sides + place
            self._put(link, pdf_objects.link(base, page.link, key))
            self._links.append(b"%d %d 0 R" % (key, number_of(base.link_parent)))
        self._put_bookmark(place, page.title)
        self._top.extend(map(number_of, base.top))

    def _put_marks(self, key: int, owners: Iterable[int]) -> None:
        """Write the elements that own the marked content of a page."""
        marked = self._reserve()
        self._put(marked, b"[%s]" % pdf_objects.owners(owners))
        self._nums.append(b"%d %d 0 R" % (key, marked))

    def _put_bookmark(self, place: int, title: str) -> None:
        number, last = self._first_mark + place, self._count - 1
        around = b" /Prev %d 0 R" % (number - 1) if place else b""
        around += b" /Next %d 0 R" % (number + 1) if place < last else b""
        page = self._first_page + place * self._sides
        where = b"/Parent %d 0 R%s /Dest [%d 0 R /Fit]" % (self._outlines, around, page)
        self._put(number, b"<</Title %s %s>>" % (pdf_objects.text(title), where))

    def _reserve(self, count: int = 1) -> int:
        """Return the first of some numbers that nothing else has."""
        first = len(self._offsets)
        self._offsets.extend([0] * count)
        return first

    def _put(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._position
        self._send(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _send(self, content: bytes) -> None:
        self._target.write(content)
        self._hash.update(content)
        self._position += len(content)

    def _finish(self, catalog: int, info: int) -> None:
        table, digest = self._position, self._hash.hexdigest()[:32].encode()
        count = len(self._offsets)
        self._send(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for start in range(1, count, 4096):
            rows = self._offsets[start : start + 4096]
            self._send(b"".join(b"%010d 00000 n \n" % row if row else _FREE for row in rows))
        names = pdf_objects.names(count, catalog, info, digest)
        self._send(b"trailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (names, table))


@dataclass(frozen=True)
class _Placed:
    """A base page in a file of many pages."""

    base: BasePage
    numbers: dict[int, int]
    """The number of each shared object in the file."""
    own: list[ObjectBody]
    """What each page has of its own."""
