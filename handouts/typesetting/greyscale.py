"""Greys alone: turns the colours of a file that is about to be written.

Which colours a PDF may have is in ISO 32000-1: 8.6 (spaces and operators), 8.7 (patterns and
shadings), 8.9 (pictures), 11.6.6 (groups), 12.5 (annotations). What WeasyPrint does not make is not
turned, but found by `colours.py`: palettes, inline pictures other than masks, spot colours, sampled
functions.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

import pydyf

_WEIGHTS = (0.299, 0.587, 0.114)
"""Of red, green and blue as they are written, that is, gamma-encoded: ITU-R BT.601-7, 2.5.1.

A sum, so that a gradient stays the same gradient; and what Pillow turns pictures grey by.
"""
_GREY = b"/DeviceGray"
_TURNED = {_GREY, b"/DeviceRGB", b"/DeviceCMYK", b"/Lab", b"/ICCBased"}
"""The kinds of colour spaces whose colours can be turned."""
COLOURS = ("C", "IC", "BC", "BG", "C0", "C1", "Background", "Matte")
"""The entries that hold a colour, in annotations, masks, functions, shadings and pictures."""
_BETWEEN_COLOURS = (2, 3)
"""The types of shadings that go from one colour to another: axial and radial."""
_REFERENCE = re.compile(rb"(\d+) \d+ R")
_OPERATOR = re.compile(
    rb"""
    \( (?: [^\\()] | \\. )* \)                                              # a text
    | (?:
        / (?P<space> [^\s/()<>\[\]]++ ) \s++ (?P<sets> cs | CS )
      | (?<! [^\s\])>] ) (?:
          BI \s .*? \s ID \s .*? \s EI                                      # an inline picture
        | (?P<numbers> (?: [+-]?+ (?: \d++ \.?+ \d*+ | \. \d++ ) \s++ ){1,4}+ )
          (?P<paints> rg | RG | g | G | k | K | scn? | SCN? )
        | (?P<keeps> q | Q )
        )
    ) (?= [\s/(<\[] | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)


def turn_grey(pdf: Any) -> None:
    """Turn every colour of a file that has been painted into a grey of its brightness.

    `pdf` is WeasyPrint's, and is changed. Its pictures are replaced and not changed themselves,
    for WeasyPrint may write them into other files.
    """
    contents = list(_contents(pdf.objects))
    named = {id(spaces): spaces for _, spaces in contents}
    for stream, spaces in contents:
        families = {_written(name): _family(pdf.objects, space) for name, space in spaces.items()}
        stream.stream = [_Painting(families).turned(_content(stream))]
    for spaces in named.values():
        for name in [n for n, space in spaces.items() if _family(pdf.objects, space) in _TURNED]:
            del spaces[name]
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and _is(thing.extra, "Subtype", "/Image"):
            _turn_picture(thing)
        for entries in dictionaries(thing):
            _turn_entries(entries)


def _written(thing: Any) -> bytes:
    """Return a thing as it will stand in the file."""
    return bytes(pydyf.Array([thing]).data)[1:-1]


def _content(stream: Any) -> bytes:
    """Return what a stream will hold, not packed by WeasyPrint."""
    return b"\n".join(map(_written, stream.stream))


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


def dictionaries(thing: Any) -> Iterator[Any]:
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
            yield from dictionaries(part)


class _Painting:
    """Turns one stream of operators, and remembers which colour spaces are in force."""

    def __init__(self, families: Mapping[bytes, bytes]) -> None:
        self._families = families
        """The kinds of the colour spaces that have names."""
        self._now = [_GREY, _GREY]
        """The kinds of those that are painted with: to fill, and to stroke."""
        self._kept: list[list[bytes]] = []

    def turned(self, content: bytes) -> bytes:
        """Return the operators with greys for colours; all else is as it was."""
        return _OPERATOR.sub(self._turned, content)

    def _turned(self, found: re.Match[bytes]) -> bytes:
        if found["sets"]:
            family = self._families.get(found["space"], b"/" + found["space"])
            self._now[found["sets"].isupper()] = family
            return b"%b %b" % (_GREY, found["sets"]) if family in _TURNED else found[0]
        if found["paints"]:
            return self._painted(found)
        if found["keeps"] == b"q":
            self._kept.append(self._now[:])
        elif found["keeps"] == b"Q" and self._kept:
            self._now = self._kept.pop()
        return found[0]

    def _painted(self, found: re.Match[bytes]) -> bytes:
        strokes = found["paints"].isupper()
        if not found["paints"].lower().startswith(b"sc"):
            self._now[strokes] = b"/DeviceRGB"  # or another that numbers alone tell
        if self._now[strokes] not in _TURNED:
            return found[0]
        colour = [float(number) for number in found["numbers"].split()]
        grey = _grey(colour, self._now[strokes])
        return b"%b %b" % (_written(grey), b"G" if strokes else b"g")


def _grey(colour: Sequence[float], family: bytes = b"") -> float:
    """Return the grey, from 0 to 1, of a grey, of red, green and blue, of CMYK, or of Lab."""
    if family == b"/Lab":
        return _grey_of_lightness(colour[0])
    inks = [min(1.0, max(0.0, float(ink))) for ink in colour]
    if len(inks) == 4:
        # As CSS Color 5 converts device-cmyk() naively, and Pillow its pictures.
        inks = [(1 - ink) * (1 - inks[3]) for ink in inks[:3]]
    if len(inks) == 3:
        inks = [sum(weight * ink for weight, ink in zip(_WEIGHTS, inks, strict=True))]
    return round(inks[0], 4)


def _grey_of_lightness(lightness: float) -> float:
    """Return the grey of a lightness from 0 to 100: CIE 15:2004, 8.2.1, and IEC 61966-2-1."""
    light = ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness * 27 / 24389
    grey = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(min(1.0, max(0.0, grey)), 4)


def _turn_entries(entries: Any) -> None:
    for key in entries.keys() & COLOURS:
        if is_colour(entries[key]):
            entries[key] = pydyf.Array([_grey(entries[key])])
    if entries.get("ShadingType") in _BETWEEN_COLOURS:
        entries["ColorSpace"] = _GREY
    if _is(entries, "S", "/Transparency") and "CS" in entries:
        entries["CS"] = _GREY
    if "DA" in entries:
        painting = _Painting({})
        entries["DA"] = pydyf.String(painting.turned(_written(entries["DA"].string)))


def is_colour(things: Any) -> bool:
    """Whether these are the three or four numbers of a colour."""
    return (
        isinstance(things, list)
        and len(things) in (3, 4)
        and all(isinstance(thing, int | float) for thing in things)
    )


def _turn_picture(picture: Any) -> None:
    """Turn a picture as WeasyPrint writes them: the file of a JPEG, or the samples of a PNG."""
    entries, content = picture.extra, _content(picture)
    if _is(entries, "Filter", "/DCTDecode") and not _is(entries, "ColorSpace", "/DeviceGray"):
        picture.stream = [_grey_jpeg(content, entries.pop("Decode", None) is not None)]
        entries["ColorSpace"] = _GREY
    elif _is(entries, "ColorSpace", "/DeviceRGB") and "DecodeParms" in entries:
        layers = entries["DecodeParms"].pop("Colors", 1)
        size = entries["Width"], entries["Height"]
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
        details = [*picture.quantization.values()][:1]  # type: ignore[attr-defined]
        inks.convert("L").save(file, "JPEG", qtables=details)
    return file.getvalue()


@lru_cache(maxsize=8)
def _grey_samples(content: bytes, size: tuple[int, int], layers: int) -> bytes:
    """Return the samples of a PNG in grey; WeasyPrint takes those of 16 bits for colours."""
    from PIL import Image  # noqa: PLC0415

    mode, raw = ("RGB", "RGB") if layers == 3 else ("I;16", "I;16B")
    picture = Image.frombytes(mode, size, content, "zip", raw, False)
    if layers != 3:
        picture = picture.point(lambda sample: sample / 256)
    return picture.convert("L").tobytes("zip", "L", False, -1, -1, b"")
