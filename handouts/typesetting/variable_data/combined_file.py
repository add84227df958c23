"""Many certificates → one PDF for the printer, page by page: ISO 32000-1, 7.5."""

import hashlib
from array import array
from collections.abc import Iterable
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
from handouts.typesetting.variable_data.pdf_objects import FinishedPage, Refers


class Writes(Protocol):
    """What a file is written to."""

    def write(self, content: bytes, /) -> object:
        """Write what follows."""


_FREE = b"0000000000 00000 f \n"


def write_merged(
    target: Writes, title: str, count: int, pages: Iterable[tuple[BasePage, FinishedPage]]
) -> None:
    """Write the pages into one file, with a bookmark for each; of which there are `count`.

    Memory does not grow with the pages, but for some bytes each. The pages of one base page share
    all that they have in common.
    """
    _Merge(target, title, count).write(pages)


class _Merge:
    """One file of many pages that is being written."""

    def __init__(self, target: Writes, title: str, count: int) -> None:
        self._target = target
        self._title = title
        self._count = count
        self._offsets = array("Q", [0])
        self._position = 0
        self._hash = hashlib.sha256()
        self._bases: dict[int, _Placed] = {}
        self._top = array("Q")
        self._nums: list[bytes] = []
        self._links: list[bytes] = []
        self._pages, self._structure, self._document = (self._reserve() for _ in range(3))
        self._parents, self._outlines = self._reserve(), self._reserve()
        self._first_page, self._first_mark = self._reserve(count), self._reserve(count)

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
        reading = pdf_objects.catalog(base.language, metadata, self._pages, self._structure, more)
        self._put(catalog, reading)
        self._finish(catalog, info)

    def _put_trees(self) -> None:
        """Write what leads to the pages, to the elements, and to the bookmarks."""
        count, marks = self._count, self._first_mark
        kids = b" ".join(b"%d 0 R" % (self._first_page + n) for n in range(count))
        self._put(self._pages, b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, count))
        self._put(self._parents, b"<</Nums [%s]>>" % b" ".join([*self._nums, *self._links]))
        self._put(self._structure, pdf_objects.structure_root(self._document, self._parents))
        self._put(self._document, pdf_objects.document(self._top, self._structure))
        reach = b"/First %d 0 R /Last %d 0 R /Count %d" % (marks, marks + count - 1, count)
        self._put(self._outlines, b"<</Type /Outlines %s>>" % reach)

    def _placed(self, base: BasePage) -> "_Placed":
        """Write what the pages of a base page share, and return where it is."""
        numbers = {}
        shared = [*range(RESERVED, RESERVED + base.shared), CONTENT]
        for number in shared:
            numbers[number] = self._reserve()
        for number in shared:
            place = -1 if number == CONTENT else number - RESERVED
            self._put(
                numbers[number], ObjectBody(base.objects[place]).numbered(numbers.__getitem__)
            )
        own = [ObjectBody(body) for body in base.objects[base.shared : -1]]
        return _Placed(base, numbers, own)

    def _put_page(self, place: int, placed: "_Placed", page: FinishedPage) -> None:
        base, number = placed.base, self._first_page + place
        first_own = self._reserve(len(placed.own) + 3 + len(page.layer.objects))
        content, link, marked = (first_own + len(placed.own) + n for n in range(3))
        fonts = marked + 1
        start = RESERVED + base.shared
        known = {PAGE: number, DOCUMENT: self._document, LINK: link}

        def number_of(local: int) -> int:
            if local >= start:
                return first_own + local - start
            return known.get(local) or placed.numbers[local]

        for offset, body in enumerate(placed.own):
            self._put(first_own + offset, body.numbered(number_of))
        self._put(content, pdf_objects.stream(page.layer.content))
        if base.link:
            self._put(link, pdf_objects.link(base, page.link, self._count + place))
        for offset, kept in enumerate(page.layer.objects):
            self._put(fonts + offset, ObjectBody(kept).numbered(lambda local: fonts + local))
        common = placed.numbers[CONTENT]
        refers = Refers(self._pages, common, content, fonts, placed.numbers.__getitem__, link)
        self._put(number, pdf_objects.page(base, page.layer, refers, place))
        self._put_bookmark(place, page.title)
        self._top.extend(map(number_of, base.top))
        marks = pdf_objects.owners([mark and number_of(mark) for mark in base.marks])
        self._put(marked, b"[%s]" % marks)
        self._nums.append(b"%d %d 0 R" % (place, marked))
        if base.link:
            parent = number_of(base.link_parent)
            self._links.append(b"%d %d 0 R" % (self._count + place, parent))

    def _put_bookmark(self, place: int, title: str) -> None:
        number, last = self._first_mark + place, self._count - 1
        around = b" /Prev %d 0 R" % (number - 1) if place else b""
        around += b" /Next %d 0 R" % (number + 1) if place < last else b""
        page = self._first_page + place
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
