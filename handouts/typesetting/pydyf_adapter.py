"""What is needed of the objects of a PDF that pydyf holds, before they are written.

Every function here relies on how WeasyPrint 70 and pydyf 0.13 lay out these objects. A test of the
same name checks each of them, so that an upgrade says which one it changed.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

FIRST_OBJECTS = 3
"""How many objects each file begins with: the free one, the list of pages, and the catalogue."""


def number_of(reference: bytes | str) -> int:
    """Return the number in a reference: 7 of `7 0 R`. ISO 32000-1, 7.3.10."""
    return int(reference.split()[0])


def referenced(pdf: Any, reference: bytes | str) -> Any:
    """Return the object that a reference leads to: `objects` holds them in the order of numbers."""
    return pdf.objects[number_of(reference)]


def dictionaries_by_number(pdf: Any) -> dict[int, Any]:
    """Return the dictionaries of a file that are objects of their own, by their numbers."""
    return {item.number: item for item in pdf.objects if isinstance(item, pydyf.Dictionary)}


def pages(pdf: Any) -> Iterator[Any]:
    """Yield the dictionary of each page, in order."""
    for reference in pdf.page_references:
        yield referenced(pdf, reference)


def bodies(pdf: Any) -> dict[int, bytes]:
    """Return what will be written of each object but the free one, which has no bytes."""
    return {item.number: bytes(item.data) for item in pdf.objects[1:]}


def operators(stream: Any) -> list[bytes]:
    """Return a stream's content, one operator with its operands each.

    WeasyPrint puts bytes, texts and objects of pydyf into the list `stream`.
    """
    return [
        part if isinstance(part, bytes) else getattr(part, "data", None) or str(part).encode()
        for part in stream.stream
    ]


def attached_files(pdf: Any) -> bool:
    """Whether files are attached: ISO 32000-1, 7.11.4."""
    types = {item.get("Type") for item in dictionaries_by_number(pdf).values()}
    streams = (item for item in pdf.objects if isinstance(item, pydyf.Stream))
    return "/Filespec" in types or "/EmbeddedFile" in types | {s.extra.get("Type") for s in streams}
