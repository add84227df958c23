"""Finds the colours in a finished PDF, operator by operator and object by object.

It reads what `greyscale.py` has written, with another library than the one that wrote it.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from handouts.messages import message
from handouts.typesetting.greyscale import COLOURS

_CHOOSING = "BI ID EI rg RG k K cs CS sc SC scn SCN MP"
"""The operators that may have to do with colour, and the one of `_LAST`."""
_LAST = b"/End MP"


def colours_left(content: bytes) -> tuple[str, ...]:
    """Read a finished PDF back and return what in it is not grey, each as a sentence.

    A grey that is written as a colour, such as `0 0 0 rg`, counts as one: a printer's meter does.
    """
    found: list[str] = []
    with pikepdf.open(BytesIO(content)) as file:
        for number, page in enumerate(file.pages, 1):
            found += [
                str(message("preflight.colour-on-page", page=number, colour=colour))
                for colour in _in_operators(page)
            ]
        for thing in file.objects:
            number = thing.objgen[0]
            left = [colour for drawing in _drawings(thing) for colour in _in_operators(drawing)]
            left += [colour for entries in _dictionaries(thing) for colour in _in_entries(entries)]
            found += [
                str(message("preflight.colour-in-object", object=number, colour=colour))
                for colour in left
            ]
    return tuple(dict.fromkeys(found))


def _drawings(thing: Any) -> Iterable[Any]:
    """Return the streams of operators of an object, other than those of pages."""
    if not isinstance(thing, Dictionary | Stream):
        return []
    if thing.get("/Subtype") == Name.Type3:
        return list(thing.CharProcs.values())
    is_drawing = thing.get("/Subtype") == Name.Form or thing.get("/PatternType") == 1
    return [thing] if is_drawing else []


def _dictionaries(thing: Any) -> Iterator[Any]:
    """Yield all dictionaries of an object, itself included; references lead to other objects."""
    if isinstance(thing, Stream):
        thing = thing.stream_dict
    if isinstance(thing, Dictionary):
        yield thing
        parts: Iterable[Any] = thing.values()
    elif isinstance(thing, Array):
        parts = thing
    else:
        return
    for part in parts:
        if isinstance(part, Dictionary | Array) and not part.is_indirect:
            yield from _dictionaries(part)


def _in_operators(content: Any) -> Iterator[str]:
    """Yield the operators of a page or stream that choose or show a colour, as they are written.

    pikepdf ends at what it cannot read, so one more operator is added, which has to be there.
    """
    with pikepdf.new() as scratch:
        if isinstance(content, pikepdf.Page):
            content.contents_coalesce()
            content = content.Contents
        whole = scratch.make_stream(content.read_bytes() + b"\n" + _LAST)
        instructions = pikepdf.parse_content_stream(whole, _CHOOSING)
        if not instructions or str(instructions[-1].operator) != "MP":
            yield str(message("preflight.colour-unreadable"))
        for one in instructions:
            if isinstance(one, pikepdf.ContentStreamInlineImage):
                picture = one.iimage
                if not picture.image_mask and picture.colorspace != "/DeviceGray":
                    space = str(picture.colorspace)
                    yield str(message("preflight.colour-of-inline-picture", space=space))
            elif _is_of_colour(str(one.operator), list(one.operands)):
                yield pikepdf.unparse_content_stream([one]).decode("ascii", "replace")


def _is_of_colour(operator: str, operands: list[Any]) -> bool:
    if operator in ("cs", "CS"):
        return not _is_grey(operands[0])
    return operator in ("rg", "RG", "k", "K") or (
        operator.lower() in ("sc", "scn") and _is_colour(operands)
    )


def _in_entries(entries: Any) -> Iterator[str]:
    """Yield the entries of a dictionary that hold a colour or a colour space."""
    for key in [key for key in ("/ColorSpace", "/CS") if key in entries]:
        space = entries[key]
        if not isinstance(space, Dictionary) and not _is_grey(space):
            yield f"{key} {space[0] if isinstance(space, Array) else space}"
    for key in [f"/{key}" for key in COLOURS if f"/{key}" in entries]:
        value = entries[key]
        if isinstance(value, Array) and _is_colour(value):
            yield f"{key} {_written(value)}"
    if entries.get("/Subtype") == Name.Image and not {"/ColorSpace", "/ImageMask"} & entries.keys():
        yield str(message("preflight.colour-of-own-space"))
    if "/FunctionType" in entries and len(entries.get("/Range", ())) > 2:
        yield f"/Range {_written(entries.Range)}"
    if isinstance(entries.get("/DA"), String):
        with pikepdf.new() as scratch:
            yield from _in_operators(scratch.make_stream(bytes(entries.DA)))


def _written(array: Any) -> str:
    return f"[{' '.join(map(str, array))}]"


def _is_colour(things: Iterable[Any]) -> bool:
    """Whether these are the three or four numbers of a colour."""
    parts = list(things)
    return len(parts) in (3, 4) and all(isinstance(part, int | Decimal) for part in parts)


def _is_grey(space: Any) -> bool:
    """Whether a colour space, as a file has it, is of greys; `/Pattern` has no colour itself."""
    if isinstance(space, Array):
        return space[0] in (Name.Indexed, Name.I) and _is_grey(space[1])
    return space in (Name.DeviceGray, Name.G, Name.Pattern)
