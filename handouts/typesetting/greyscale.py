"""Greys alone: turns the colours of a file that is about to be written.

Which colours a PDF may have is in ISO 32000-1: 8.6 (spaces and operators), 8.7 (patterns and
shadings), 8.9 (pictures), 11.6.6 (groups), 12.5 (annotations). What WeasyPrint does not make is
not turned, but found by `colour_check.py`: palettes, inline pictures other than masks, spot
colours, sampled functions.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

import pydyf

from handouts.typesetting import pydyf_adapter as objects_of
from handouts.typesetting.pydyf_adapter import resolved, written

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
_OPERATOR = re.compile(
    rb"""
    \( (?: [^\\()] | \\. )* \)                                              # a text
    | (?:
        / (?P<space> [^\s/()<>\[\]]++ ) \s++ (?P<sets> cs | CS )
      | (?<! [^\s\])>] ) (?:
          BI \s .*? \s ID \s .*? \s EI                                      # an inline picture
        | (?P<numbers> (?: [+-]?+ (?: \d++ \.?+ \d*+ | \. \d++ ) \s++ ){1,4}+ )
          (?P<colours> rg | RG | g | G | k | K | scn? | SCN? )
        | (?P<keeps> q | Q )
        )
    ) (?= [\s/(<\[] | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)


def turn_grey(pdf: Any) -> None:
    """Turn every colour of a file into a grey of its brightness, before it is written.

    `pdf` is WeasyPrint's, and is changed. Its pictures are replaced and not changed themselves,
    for WeasyPrint may write them into other files.
    """
    contents = list(_contents(pdf))
    named = {id(spaces): spaces for _, spaces in contents}
    for stream, spaces in contents:
        families = {written(name): _family(pdf, space) for name, space in spaces.items()}
        turned = _Colours(families).turned(_content(stream))
        objects_of.replace_operators(stream, [turned])
    for spaces in named.values():
        for name in [n for n, space in spaces.items() if _family(pdf, space) in _TURNED]:
            del spaces[name]
    for stream in objects_of.streams(pdf):
        if _is(objects_of.entries(stream), "Subtype", "/Image"):
            _turn_picture(stream)
    for item in objects_of.objects(pdf):
        for entries in dictionaries(objects_of.entries(item)):
            _turn_entries(entries)


def _content(stream: Any) -> bytes:
    """Return what a stream will hold."""
    return b"\n".join(objects_of.operators(stream))


def _is(entries: Mapping[str, Any], key: str, value: str) -> bool:
    return key in entries and written(entries[key]) == value.encode()


def _family(pdf: Any, space: Any) -> bytes:
    """Return the kind of a colour space: `/Lab`, `/ICCBased`, `/DeviceRGB`."""
    space = resolved(pdf, space)
    return written(space[0] if isinstance(space, list) else space)


def _contents(pdf: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each stream of operators, with the colour spaces that it has names for."""
    drawings = [
        stream
        for stream in objects_of.streams(pdf)
        if _is(objects_of.entries(stream), "Subtype", "/Form")
        or "PatternType" in objects_of.entries(stream)
    ]
    for stream in drawings:
        yield stream, _spaces(pdf, objects_of.entries(stream))
    for entries in objects_of.dictionaries_by_number(pdf).values():
        streams: Iterable[Any] = ()
        if _is(entries, "Type", "/Page"):
            streams = [entries["Contents"]]
        elif _is(entries, "Subtype", "/Type3"):
            streams = resolved(pdf, entries["CharProcs"]).values()
        for stream in streams:
            yield resolved(pdf, stream), _spaces(pdf, entries)


def _spaces(pdf: Any, entries: Any) -> Any:
    used = resolved(pdf, entries.get("Resources", {}))
    return resolved(pdf, used.get("ColorSpace", {}))


def dictionaries(thing: Any) -> Iterator[Any]:
    """Yield all dictionaries of an object, itself included, one inside the other.

    What references lead to is not of the object; it is one of the file's itself.
    """
    if isinstance(thing, dict):
        yield thing
        thing = thing.values()
    elif not isinstance(thing, list):
        return
    for part in thing:
        if isinstance(part, dict | list):
            yield from dictionaries(part)


class _Colours:
    """Turns one stream of operators, and remembers which colour spaces are in force."""

    def __init__(self, families: Mapping[bytes, bytes]) -> None:
        self._families = families
        """The kinds of the colour spaces that have names."""
        self._now = [_GREY, _GREY]
        """The kinds of those in force: to fill, and to stroke."""
        self._kept: list[list[bytes]] = []

    def turned(self, content: bytes) -> bytes:
        """Return the operators with greys for colours; all else is as it was."""
        return _OPERATOR.sub(self._turned, content)

    def _turned(self, found: re.Match[bytes]) -> bytes:
        if found["sets"]:
            family = self._families.get(found["space"], b"/" + found["space"])
            self._now[found["sets"].isupper()] = family
            return b"%b %b" % (_GREY, found["sets"]) if family in _TURNED else found[0]
        if found["colours"]:
            return self._grey_for(found)
        if found["keeps"] == b"q":
            self._kept.append(self._now[:])
        elif found["keeps"] == b"Q" and self._kept:
            self._now = self._kept.pop()
        return found[0]

    def _grey_for(self, found: re.Match[bytes]) -> bytes:
        strokes = found["colours"].isupper()
        if not found["colours"].lower().startswith(b"sc"):
            self._now[strokes] = b"/DeviceRGB"  # or another that the numbers show
        if self._now[strokes] not in _TURNED:
            return found[0]
        colour = [float(number) for number in found["numbers"].split()]
        grey = _grey(colour, self._now[strokes])
        return b"%b %b" % (written(grey), b"G" if strokes else b"g")


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
        colours = _Colours({})
        entries["DA"] = pydyf.String(colours.turned(written(entries["DA"].string)))


def is_colour(things: Any) -> bool:
    """Whether these are the three or four numbers of a colour."""
    return (
        isinstance(things, list)
        and len(things) in (3, 4)
        and all(isinstance(thing, int | float) for thing in things)
    )


def _turn_picture(picture: Any) -> None:
    """Turn a picture as WeasyPrint writes them: the file of a JPEG, or the samples of a PNG."""
    entries, content = objects_of.entries(picture), _content(picture)
    if _is(entries, "Filter", "/DCTDecode") and not _is(entries, "ColorSpace", "/DeviceGray"):
        grey = _grey_jpeg(content, entries.pop("Decode", None) is not None)
        objects_of.replace_operators(picture, [grey])
        entries["ColorSpace"] = _GREY
    elif _is(entries, "ColorSpace", "/DeviceRGB") and "DecodeParms" in entries:
        layers = entries["DecodeParms"].pop("Colors", 1)
        size = entries["Width"], entries["Height"]
        objects_of.replace_operators(picture, [_grey_samples(content, size, layers)])
        entries["ColorSpace"] = _GREY


@lru_cache(maxsize=8)
def _grey_jpeg(content: bytes, is_inverted: bool) -> bytes:
    """Return a JPEG in grey, with as many details as it has; `is_inverted` is about its CMYK."""
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
