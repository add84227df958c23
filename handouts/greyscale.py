"""Greys alone: turns the colours of a file that is about to be written, and finds what is left.

Which colours a PDF may have is in ISO 32000-1: 8.6 (spaces and operators), 8.7 (patterns and
shadings), 8.9 (pictures), 11.6.6 (groups), 12.5 (annotations). What the engine does not make is not
turned, but found: palettes, inline pictures other than masks, spot colours, sampled functions.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

import pydyf
from pypdf import PdfReader
from pypdf.generic import ContentStream

_WEIGHTS = (0.299, 0.587, 0.114)
"""Of red, green and blue as they are written, that is, gamma-encoded: ITU-R BT.601-7, 2.5.1.

They are added up, so that between two greys a gradient is as even as between two colours; and they
are what Pillow and the luminosity of a mask (ISO 32000-1, 11.3.5.3) go by, too.
"""
_GREY = b"/DeviceGray"
_TURNED = {_GREY, b"/DeviceRGB", b"/DeviceCMYK", b"/CalGray", b"/CalRGB", b"/Lab", b"/ICCBased"}
"""The colour spaces whose colours can be turned."""
_COLOURS = ("C", "IC", "BC", "BG", "C0", "C1", "Background")
"""The entries that hold a colour, in annotations, masks, functions and shadings."""
_REFERENCE = re.compile(rb"(\d+) \d+ R")
_OPERATOR = re.compile(
    rb"""
    \( (?: [^\\()] | \\. )* \)                                              # a text
    | (?<! [^\s\])>] ) (?:
        BI \s .*? \s ID \s .*? \s EI                                        # an inline picture
      | / (?P<space> [^\s/()<>\[\]]++ ) \s++ (?P<sets> cs | CS )
      | (?P<numbers> (?: [+-]?+ (?: \d++ \.?+ \d*+ | \. \d++ ) \s++ ){1,4}+ )
        (?P<paints> rg | RG | g | G | k | K | scn? | SCN? )
      | (?P<keeps> q | Q )
    ) (?= [\s/(<\[] | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)


def turn_grey(pdf: Any) -> None:
    """Turn every colour of a file that has been painted into a grey of its brightness.

    `pdf` is the engine's, and is changed. Its pictures are replaced and not changed themselves,
    for the engine may write them into other files.
    """
    contents = list(_contents(pdf.objects))
    named = {id(spaces): spaces for _, spaces in contents}
    for stream, spaces in contents:
        families = {_written(name): _family(pdf.objects, space) for name, space in spaces.items()}
        stream.stream = [_Painting(families).turned(_written(*stream.stream))]
    for spaces in named.values():
        for name in [n for n, space in spaces.items() if _family(pdf.objects, space) in _TURNED]:
            del spaces[name]
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and _is(thing.extra, "Subtype", "/Image"):
            _turn_picture(thing)
        for entries in _dictionaries(thing):
            _turn_entries(entries)


def _written(*things: Any) -> bytes:
    """Return things as they will stand in the file, with a space between them."""
    return bytes(pydyf.Array(things).data)[1:-1]


def _is(entries: Mapping[str, Any], key: str, value: str) -> bool:
    return key in entries and _written(entries[key]) == value.encode()


def _resolved(objects: Sequence[Any], thing: Any) -> Any:
    """Return what a reference leads to, or the thing itself."""
    found = _REFERENCE.fullmatch(thing) if isinstance(thing, bytes) else None
    return objects[int(found[1])] if found else thing


def _family(objects: Sequence[Any], space: Any) -> bytes:
    """Return the kind of a colour space: `/Lab`, `/ICCBased`, `/DeviceRGB`."""
    space = _resolved(objects, space)
    return _written(space[0] if isinstance(space, list) else space)


def _contents(objects: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield each stream of operators, with the colour spaces that it has names for."""
    for thing in objects:
        entries = thing.extra if isinstance(thing, pydyf.Stream) else thing
        streams: Iterable[Any] = ()
        if isinstance(thing, pydyf.Stream):
            if _is(entries, "Subtype", "/Form") or "PatternType" in entries:
                streams = [thing]
        elif isinstance(thing, dict):
            if _is(entries, "Type", "/Page"):
                streams = [entries["Contents"]]
            elif _is(entries, "Subtype", "/Type3"):
                streams = _resolved(objects, entries["CharProcs"]).values()
        for stream in streams:
            used = _resolved(objects, entries.get("Resources", {}))
            yield _resolved(objects, stream), _resolved(objects, used.get("ColorSpace", {}))


def _dictionaries(thing: Any) -> Iterator[Any]:
    """Yield all dictionaries of an object, itself included, one inside the other.

    What references lead to is not of the object; it is one of the file's itself.
    """
    thing = thing.extra if isinstance(thing, pydyf.Stream) else thing
    if isinstance(thing, dict):
        yield thing
        thing = thing.values()
    elif not isinstance(thing, list):
        return
    for part in thing:
        if isinstance(part, dict | list):
            yield from _dictionaries(part)


class _Painting:
    """Turns one stream of operators, and remembers which colour spaces are in force."""

    def __init__(self, families: Mapping[bytes, bytes]) -> None:
        self._families = families
        """The kinds of the colour spaces that have names."""
        self._now = (_GREY, _GREY)
        """The kinds of those that are painted with: to fill, and to stroke."""
        self._kept: list[tuple[bytes, bytes]] = []

    def turned(self, content: bytes) -> bytes:
        """Return the operators with greys for colours; all else is as it was."""
        return _OPERATOR.sub(self._turned, content)

    def _turned(self, found: re.Match[bytes]) -> bytes:
        if found["sets"]:
            name = found["space"]
            family = self._families.get(name, b"/" + name)
            self._choose(family, strokes=found["sets"] == b"CS")
            return b"%b %b" % (_GREY, found["sets"]) if family in _TURNED else found[0]
        if found["paints"]:
            return self._painted(found)
        if found["keeps"] == b"q":
            self._kept.append(self._now)
        elif found["keeps"] == b"Q" and self._kept:
            self._now = self._kept.pop()
        return found[0]

    def _painted(self, found: re.Match[bytes]) -> bytes:
        strokes = found["paints"].isupper()
        if not found["paints"].lower().startswith(b"sc"):
            self._choose(b"/DeviceRGB", strokes=strokes)  # or another whose colours have no names
        family = self._now[strokes]
        if family not in _TURNED:
            return found[0]
        grey = _grey([float(number) for number in found["numbers"].split()], family)
        return b"%b %b" % (_written(grey), b"G" if strokes else b"g")

    def _choose(self, family: bytes, *, strokes: bool) -> None:
        self._now = (self._now[0], family) if strokes else (family, self._now[1])


def _grey(colour: Sequence[float], family: bytes = b"") -> float:
    """Return the grey, from 0 to 1, of a grey, of red, green and blue, of CMYK, or of Lab."""
    if family == b"/Lab":
        return _grey_of_lightness(colour[0])
    inks = [min(1.0, max(0.0, float(ink))) for ink in colour]
    if len(inks) == 4:
        # As CSS Color 5, 9.4, has it, and Pillow.
        inks = [(1 - ink) * (1 - inks[3]) for ink in inks[:3]]
    grey = sum(map(float.__mul__, _WEIGHTS, inks)) if len(inks) == 3 else inks[0]
    return round(grey, 4)


def _grey_of_lightness(lightness: float) -> float:
    """Return the grey of a lightness from 0 to 100: CIE 15, 8.2.1, and sRGB, IEC 61966-2-1."""
    light = ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness * 27 / 24389
    grey = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(min(1.0, max(0.0, grey)), 4)


def _turn_entries(entries: Any) -> None:
    for key in entries.keys() & _COLOURS:
        colour = entries[key]
        if isinstance(colour, list) and len(colour) in (3, 4) and _are_numbers(colour):
            entries[key] = pydyf.Array([_grey(colour)])
    if "ShadingType" in entries:
        entries["ColorSpace"] = _GREY
    if _is(entries, "S", "/Transparency") and "CS" in entries:
        entries["CS"] = _GREY
    if "DA" in entries:
        painting = _Painting({})
        entries["DA"] = pydyf.String(painting.turned(_written(entries["DA"].string)))


def _are_numbers(things: Iterable[Any]) -> bool:
    return all(isinstance(thing, int | float) for thing in things)


def _turn_picture(picture: Any) -> None:
    """Turn a picture as the engine writes them: the file of a JPEG, or the samples of a PNG."""
    entries = picture.extra
    if "ColorSpace" not in entries or _is(entries, "ColorSpace", "/DeviceGray"):
        return
    content = _written(*picture.stream)
    if _is(entries, "Filter", "/DCTDecode"):
        picture.stream = [_grey_jpeg(content, "Decode" in entries)]
        entries.pop("Decode", None)
    else:
        size, layers = (
            (entries["Width"], entries["Height"]),
            entries["DecodeParms"].pop("Colors", 1),
        )
        picture.stream = [_grey_samples(content, size, layers)]
    entries["ColorSpace"] = _GREY


@lru_cache(maxsize=8)
def _grey_jpeg(content: bytes, is_inverted: bool) -> bytes:
    """Return a JPEG in grey, with as many details as it has; `is_inverted` tells of its CMYK."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - most files have no pictures

    file = BytesIO()
    with Image.open(BytesIO(content)) as picture:
        picture.draft("L", None)  # of three layers one is the grey
        inks: Image.Image = picture
        if picture.mode == "CMYK":  # which Pillow always takes to be inverted
            inks = (picture if is_inverted else ImageChops.invert(picture)).convert("RGB")
        details = [picture.quantization[0]]  # type: ignore[attr-defined]
        inks.convert("L").save(file, "JPEG", qtables=details)
    return file.getvalue()


@lru_cache(maxsize=8)
def _grey_samples(content: bytes, size: tuple[int, int], layers: int) -> bytes:
    """Return the samples of a PNG in grey; the engine takes those of 16 bits for colours."""
    from PIL import Image  # noqa: PLC0415

    mode, raw = ("RGB", "RGB") if layers == 3 else ("I;16", "I;16B")
    picture = Image.frombytes(mode, size, content, "zip", raw, False)
    if layers != 3:
        picture = picture.point(lambda sample: sample / 256)
    return picture.convert("L").tobytes("zip", "L", False, -1, -1, b"")


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
            what_is_left = _coloured_operators(ContentStream(stream, reader))
            found += [f"Object {number} is painted with colour: {what}" for what in what_is_left]
        for entries in _dictionaries(thing):
            found += [f"Object {number} has a colour: {what}" for what in _coloured(entries)]
    return tuple(dict.fromkeys(found))


def _drawings(thing: Any) -> Iterable[Any]:
    """Return the streams of operators of an object, other than those of pages."""
    if not isinstance(thing, dict):
        return []
    if thing.get("/Subtype") == "/Type3":
        return [glyph.get_object() for glyph in thing["/CharProcs"].values()]
    is_painted = thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1
    return [thing] if is_painted else []


def _coloured_operators(content: Any) -> Iterator[str]:
    """Yield the operators that set or show a colour, as they are written."""
    for operands, operator in content.operations:
        if operator == b"INLINE IMAGE":
            entries = operands["settings"]
            space = entries.get("/CS", entries.get("/ColorSpace"))
            if space is not None and not _is_grey(space):
                yield f"an inline picture in {space}"
        elif (
            operator in (b"rg", b"RG", b"k", b"K")
            or (operator in (b"cs", b"CS") and not _is_grey(operands[0]))
            or (operator.lower() in (b"sc", b"scn") and _is_colour(operands))
        ):
            yield " ".join(map(str, [*operands, operator.decode("ascii")]))


def _coloured(entries: Any) -> Iterator[str]:
    """Yield the entries of a dictionary that hold a colour or a colour space."""
    for key in [key for key in ("/ColorSpace", "/CS") if key in entries]:
        if not isinstance(entries[key], dict) and not _is_grey(entries[key]):
            yield f"{key} {entries[key]}"
    for key in [f"/{key}" for key in _COLOURS if f"/{key}" in entries]:
        if isinstance(entries[key], list) and _is_colour(entries[key]):
            yield f"{key} {entries[key]}"
    if entries.get("/Subtype") == "/Image" and not entries.keys() & {"/ColorSpace", "/ImageMask"}:
        yield "a picture that brings its own colour space"
    if "/FunctionType" in entries and len(entries.get("/Range", ())) > 2:
        yield f"/Range {entries['/Range']}"
    if isinstance(entries.get("/DA"), str):
        written = ContentStream(None, None)
        written.set_data(entries["/DA"].encode("latin-1"))
        yield from _coloured_operators(written)


def _is_colour(operands: Sequence[Any]) -> bool:
    """Whether these are several numbers, and so more than a grey; a pattern has a name."""
    return sum(isinstance(operand, int | float) for operand in operands) > 1


def _is_grey(space: Any) -> bool:
    """Whether a colour space, as a file has it, is of greys; `/Pattern` has no colour itself."""
    parts = space.get_object()
    if not isinstance(parts, list):
        return parts in ("/DeviceGray", "/G", "/Pattern")
    family = parts[0]
    if family in ("/Indexed", "/I"):
        return _is_grey(parts[1])
    return bool(
        family == "/CalGray" or (family == "/ICCBased" and parts[1].get_object()["/N"] == 1)
    )
