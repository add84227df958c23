"""What is needed of the objects of a PDF that pydyf holds, before they are written.

Every function here relies on how WeasyPrint 70 and pydyf 0.13 lay out these objects. A test of the
same name checks each of them, so that an upgrade shows which one it changed.
"""

import hashlib
import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

FIRST_OBJECTS = 3
"""How many objects each file begins with: the free one, the list of pages, and the catalogue."""
_REFERENCE = re.compile(rb"(\d+) \d+ R")
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]+)")
_DRAWN = ("XObject", "Pattern", "Shading", "ExtGState")
"""The resources whose names say nothing of what they hold: ISO 32000-1, 7.8.3."""
_UPWARDS = frozenset({"P", "Parent"})
"""The entries of a widget that lead to what it stands in."""


def number_of(reference: bytes | str) -> int:
    """Return the number in a reference: 7 of `7 0 R`. ISO 32000-1, 7.3.10."""
    return int(reference.split()[0])


def referenced(pdf: Any, reference: bytes | str) -> Any:
    """Return the object that a reference leads to: `objects` holds them in the order of numbers."""
    return pdf.objects[number_of(reference)]


def resolved(pdf: Any, thing: Any) -> Any:
    """Return what a reference leads to, or the thing itself: WeasyPrint's references are bytes."""
    is_reference = isinstance(thing, bytes) and _REFERENCE.fullmatch(thing)
    return referenced(pdf, thing) if is_reference else thing


def written(thing: Any) -> bytes:
    """Return a thing as it will stand in the file: an object of pydyf, a number, a text, bytes."""
    return bytes(pydyf.Array([thing]).data)[1:-1]


def dictionaries_by_number(pdf: Any) -> dict[int, Any]:
    """Return the dictionaries of a file that are objects of their own, by their numbers."""
    return {item.number: item for item in pdf.objects if isinstance(item, pydyf.Dictionary)}


def objects(pdf: Any) -> list[Any]:
    """Return all objects of a file, in the order of their numbers."""
    return list(pdf.objects)


def streams(pdf: Any) -> list[Any]:
    """Return the streams of a file: of operators, of pictures, and of files."""
    return [item for item in pdf.objects if isinstance(item, pydyf.Stream)]


def entries(item: Any) -> Any:
    """Return the dictionary of an object, which a stream has in `extra`; it may be changed."""
    return item.extra if isinstance(item, pydyf.Stream) else item


def pages(pdf: Any) -> Iterator[Any]:
    """Yield the dictionary of each page, in order."""
    for reference in pdf.page_references:
        yield referenced(pdf, reference)


def viewer_preferences(pdf: Any) -> Any:
    """Return how a file asks to be shown and printed, to be changed; tagged files have it."""
    return pdf.catalog["ViewerPreferences"]


def bodies(pdf: Any) -> dict[int, bytes]:
    """Return what will be written of each object but the free one, which has no bytes."""
    return {item.number: bytes(item.data) for item in pdf.objects[1:]}


def operators(stream: Any) -> list[bytes]:
    """Return a stream's content, one operator with its operands each.

    WeasyPrint puts bytes, texts and objects of pydyf into the list `stream`, and has nothing
    deflated before the file is written.
    """
    return [written(part) for part in stream.stream]


def replace_operators(stream: Any, parts: Iterable[bytes]) -> None:
    """Give a stream other content."""
    stream.stream = list(parts)


def append_operators(stream: Any, parts: Iterable[bytes]) -> None:
    """Add content to what a stream has."""
    stream.stream.extend(parts)


def deflated_body(stream: Any) -> bytes:
    """Return what will be written of a stream, deflated."""
    stream.compress = True
    return bytes(stream.data)


def page_digests(pdf: Any) -> list[str]:
    """Return for each page a digest of what it shows: its content, what that names, and fields.

    Objects count by what they hold, for their numbers change with what stands on other pages.
    Fonts count by their names.
    """
    drawn = _Drawn(pdf)
    return [drawn.of_page(page).hex() for page in pages(pdf)]


class _Drawn:
    """Digests of what is drawn."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._known: dict[int, bytes] = {}
        """The digest of each object that is referred to, by its number."""

    def of_page(self, page: Any) -> bytes:
        """Return the digest of a page."""
        content = referenced(self._pdf, page["Contents"])
        found = [written(page["MediaBox"]), self._of_stream(content, page["Resources"])]
        for reference in _REFERENCE.findall(written(page.get("Annots", []))):
            field = referenced(self._pdf, reference)
            if field.get("Subtype") == "/Widget":
                shown = {key: value for key, value in field.items() if key not in _UPWARDS}
                found.append(self._with_references(written(pydyf.Dictionary(shown))))
        return _digest(found)

    def _of_stream(self, stream: Any, resources: Any) -> bytes:
        """Return the digest of a stream and of what it names; `resources` may be a reference."""
        content = b"\n".join(
            part if isinstance(part, bytes) else written(part) for part in stream.stream
        )
        if resources is not None:
            held = resolved(self._pdf, resources)
            named = ChainMap(*(resolved(self._pdf, held.get(kind, {})) for kind in _DRAWN))
            content = _NAME.sub(lambda match: self._of_name(match, named), content)
        return _digest([content])

    def _of_name(self, match: re.Match[bytes], named: Mapping[str, Any]) -> bytes:
        """Return the digest of what a name stands for; the name itself where that is a font."""
        item = named.get(match[1].decode())
        return match[0] if item is None else self._with_references(written(item))

    def _with_references(self, text: bytes) -> bytes:
        """Return a text with a digest of the object in place of each reference."""
        return _REFERENCE.sub(lambda match: self._of_object(int(match[1])), text)

    def _of_object(self, number: int) -> bytes:
        if number not in self._known:
            self._known[number] = b""  # for what refers to itself
            item = self._pdf.objects[number]
            if isinstance(item, pydyf.Stream):
                own = {key: value for key, value in item.extra.items() if key != "Resources"}
                found = [self._of_stream(item, item.extra.get("Resources"))]
                item = pydyf.Dictionary(own)
            else:
                found = []
            self._known[number] = _digest([*found, self._with_references(written(item))])
        return self._known[number]


def _digest(parts: Iterable[bytes]) -> bytes:
    return hashlib.sha256(b"\0".join(parts)).digest()


def attached_files(pdf: Any) -> bool:
    """Whether files are attached: ISO 32000-1, 7.11.4."""
    types = {item.get("Type") for item in dictionaries_by_number(pdf).values()}
    return "/Filespec" in types or "/EmbeddedFile" in types | {
        stream.extra.get("Type") for stream in streams(pdf)
    }


def scope_headers(pdf: Any, sections: Sequence[int]) -> None:
    """Say of each header cell what it heads, which WeasyPrint leaves out: ISO 32000-1, 14.8.5.7.

    WeasyPrint names header cells by their places in their documents. In a file of several, whose
    pages have each the number of its document in `sections`, each keeps its names apart.
    """
    by_number = dictionaries_by_number(pdf)
    if sections:
        section_of = dict(zip(pdf.page_references, sections, strict=True))
        for cell in by_number.values():
            if cell.get("S") in ("/TH", "/TD"):
                _name_apart(cell, section_of[cell["Pg"]])
    for header in by_number.values():
        if header.get("S") != "/TH" or header.get("Type") != "/StructElem":
            continue
        row = by_number[number_of(header["P"])]
        group = by_number[number_of(row["P"])]
        header.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
        header["A"]["Scope"] = "/Column" if group.get("S") == "/THead" else "/Row"


def _name_apart(cell: Any, section: int) -> None:
    """Put the number of its section before the name of a header cell, or before those it obeys."""
    if "ID" in cell:
        cell["ID"] = pydyf.String(f"{section}-{cell['ID'].string}")
    obeyed = cell.get("A", {}).get("Headers")
    if obeyed:
        names = [pydyf.String(f"{section}-{name.string}") for name in obeyed]
        cell["A"]["Headers"] = pydyf.Array(names)


@dataclass(frozen=True)
class PageStructure:
    """The structure of a file, by the numbers of its objects: ISO 32000-1, 14.7."""

    document: int
    """The element that all others are in."""
    top: tuple[int, ...]
    """The elements right below the document, in reading order."""
    owners: tuple[tuple[int, ...], ...]
    """For each page the element of each marked content, by the number of its mark."""
    link_owner: int | None
    """The element of the first annotation; None where there is none."""


def page_structure(pdf: Any) -> PageStructure:
    """Return the structure of a file.

    WeasyPrint's tree of parents has key and value by turns in one list: first those of the pages,
    then those of the annotations.
    """
    root = referenced(pdf, pdf.catalog["StructTreeRoot"])
    document = number_of(root["K"][0])
    owned = referenced(pdf, root["ParentTree"])["Nums"][1::2]
    count = len(pdf.page_references)
    return PageStructure(
        document,
        tuple(map(number_of, referenced(pdf, root["K"][0])["K"])),
        tuple(tuple(map(number_of, owners)) for owners in owned[:count]),
        number_of(owned[count]) if len(owned) > count else None,
    )


def own_texts(pdf: Any) -> None:
    """Let elements own their text themselves, where a span stands between the two."""
    root = referenced(pdf, pdf.catalog["StructTreeRoot"])
    owned = referenced(pdf, root["ParentTree"])["Nums"][1::2]
    for owners in owned[: len(pdf.page_references)]:
        for mark, reference in enumerate(owners):
            span = referenced(pdf, reference)
            parent = referenced(pdf, span["P"])
            is_only = span["S"] == "/Span" and len(span["K"]) == 1 and reference in parent["K"]
            if is_only and parent.get("Pg") == span.get("Pg"):
                parent["K"][parent["K"].index(reference)] = mark
                owners[mark] = parent.reference


@dataclass(frozen=True)
class PageParts:
    """What a page refers to, by the numbers of the objects."""

    number: int
    """Of the page itself."""
    size: tuple[float, float]
    """Width and height in pt."""
    content: Any
    """The stream of its operators."""
    fonts: Mapping[str, int]
    """By the names that the operators use."""
    resources: bytes
    """Entries of its resources other than fonts, as they will be written."""
    annotations: tuple[int, ...]


def page_parts(pdf: Any, page: Any) -> PageParts:
    """Return what a page refers to: WeasyPrint makes its resources and fonts objects of their own.

    A page without links has no list of annotations.
    """
    resources = referenced(pdf, page["Resources"])
    fonts = referenced(pdf, resources["Font"])
    others = (
        b"/%s %s" % (key.encode(), written(value))
        for key, value in resources.items()
        if key != "Font"
    )
    return PageParts(
        page.number,
        (float(page["MediaBox"][2]), float(page["MediaBox"][3])),
        referenced(pdf, page["Contents"]),
        {name: number_of(reference) for name, reference in fonts.items()},
        b" ".join(others),
        tuple(map(number_of, page.get("Annots", []))),
    )


def link_rectangle(pdf: Any, annotations: Iterable[int], address: str) -> tuple[float, ...]:
    """Return the rectangle of the first of some links that leads to an address; empty for none."""
    for number in annotations:
        annotation = pdf.objects[number]
        if address.encode() in annotation.data:
            left, top, right, bottom = map(float, annotation["Rect"])
            return (left, min(top, bottom), right, max(top, bottom))
    return ()
