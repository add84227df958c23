"""Finds the colours in a finished PDF, operator by operator and object by object.

It reads what `greyscale.py` has written, with another library than the one that wrote it.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ContentStream

from handouts.typesetting.greyscale import COLOURS, dictionaries, is_colour


def colours_left(content: bytes) -> tuple[str, ...]:
    """Read a finished PDF back and return what in it is not grey, each as a sentence.

    A grey that is written as a colour, such as `0 0 0 rg`, counts as one: a printer's meter does.
    """
    reader = PdfReader(BytesIO(content))
    found = [
        f"Page {number} is painted with colour: {what}"
        for number, page in enumerate(reader.pages, 1)
        for what in _coloured_operators(ContentStream(page.get("/Contents"), reader))
    ]
    numbers = {number for table in reader.xref.values() for number in table}
    for number in sorted(numbers | reader.xref_objStm.keys()):
        thing: Any = reader.get_object(number)
        for stream in _drawings(thing):
            left = _coloured_operators(ContentStream(stream, reader))
            found += [f"Object {number} is painted with colour: {what}" for what in left]
        for entries in dictionaries(thing):
            found += [f"Object {number} has a colour: {what}" for what in _coloured(entries)]
    return tuple(dict.fromkeys(found))


def _drawings(thing: Any) -> Iterable[Any]:
    """Return the streams of operators of an object, other than those of pages."""
    entries = thing if isinstance(thing, dict) else {}
    if entries.get("/Subtype") == "/Type3":
        return [glyph.get_object() for glyph in entries["/CharProcs"].values()]
    is_drawing = entries.get("/Subtype") == "/Form" or entries.get("/PatternType") == 1
    return [thing] if is_drawing else []


def _coloured_operators(content: Any) -> Iterator[str]:
    """Yield the operators that set or show a colour, as they are written."""
    try:
        operations = content.operations
    except PyPdfError as error:
        yield f"perhaps, for it cannot be read back ({error})"
        return
    for operands, operator in operations:
        if operator == b"INLINE IMAGE":
            entries = operands["settings"]
            space = entries.get("/CS", entries.get("/ColorSpace"))
            if space is not None and not _is_grey(space):
                yield f"an inline picture in {space}"
        elif (
            operator in (b"rg", b"RG", b"k", b"K")
            or (operator in (b"cs", b"CS") and not _is_grey(operands[0]))
            or (operator.lower() in (b"sc", b"scn") and is_colour(operands))
        ):
            yield " ".join(map(str, [*operands, operator.decode("ascii")]))


def _coloured(entries: Any) -> Iterator[str]:
    """Yield the entries of a dictionary that hold a colour or a colour space."""
    for key in [key for key in ("/ColorSpace", "/CS") if key in entries]:
        space = entries[key]
        if not isinstance(space, dict) and not _is_grey(space):
            yield f"{key} {space[0] if isinstance(space, list) else space}"
    for key in [f"/{key}" for key in COLOURS if f"/{key}" in entries]:
        if is_colour(entries[key]):
            yield f"{key} {entries[key]}"
    if entries.get("/Subtype") == "/Image" and not entries.keys() & {"/ColorSpace", "/ImageMask"}:
        yield "a picture that brings its own colour space"
    if "/FunctionType" in entries and len(entries.get("/Range", ())) > 2:
        yield f"/Range {entries['/Range']}"
    if isinstance(entries.get("/DA"), str):
        written = ContentStream(None, None)
        written.set_data(entries["/DA"].encode("latin-1"))
        yield from _coloured_operators(written)


def _is_grey(space: Any) -> bool:
    """Whether a colour space, as a file has it, is of greys; `/Pattern` has no colour itself."""
    parts = space.get_object()
    if isinstance(parts, list) and parts[0] in ("/Indexed", "/I"):
        return _is_grey(parts[1])
    return parts in ("/DeviceGray", "/G", "/Pattern")
