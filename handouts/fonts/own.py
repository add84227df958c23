"""The fonts that a project brings in its folder `fonts/`: what they are, and if they may be used.

A file is anybody's, so that it is looked at with limits before a page is made with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from handouts.messages import Message, message

FOLDER = "fonts"
KINDS = (".ttf", ".otf", ".woff2")
LARGEST = 20_000_000
"""Bytes of a file, and of what is in a compressed one. Fonts with all of Chinese have as many."""
_BEGINNINGS = {".ttf": (b"\0\1\0\0", b"true"), ".otf": (b"OTTO", b"\0\1\0\0"), ".woff2": (b"wOF2",)}
_WEIGHTS = (400, 600, 700)
"""Those that pages ask for."""
_RESTRICTED, _USAGE = 0x0002, 0x000F
_NO_SUBSETTING, _BITMAPS_ONLY = 0x0100, 0x0200
"""Bits of `fsType`: OpenType 1.9, the table `OS/2`."""
_FAMILY, _TYPOGRAPHIC_FAMILY, _LICENCE, _LICENCE_ADDRESS = 1, 16, 13, 14
"""Entries of the table `name`."""


@dataclass(frozen=True)
class OwnFont:
    """One font file that may be used."""

    file: Path
    family: str
    weight: int
    is_italic: bool
    weights: tuple[float, float] | None
    """The lightest and the boldest of a variable font."""
    licence: str
    """What the file itself says of it, on one line; may be empty."""
    letters: frozenset[int]
    """The code points that it has shapes for."""

    @property
    def faces(self) -> dict[int, str]:
        """The weights of its faces, each with the fragment of the address that asks for it."""
        if self.weights is None:
            return {self.weight: ""}
        least, most = self.weights
        return {one: f"#wght={min(max(one, least), most):g}" for one in _WEIGHTS}


@dataclass(frozen=True)
class OwnFonts:
    """The fonts of a project."""

    fonts: tuple[OwnFont, ...] = ()
    refused: tuple[tuple[str, Message], ...] = ()
    """The names of the files that cannot be used, each with why."""

    @property
    def families(self) -> tuple[str, ...]:
        """The names of the families, sorted."""
        return tuple(sorted({font.family for font in self.fonts}))

    def of(self, family: str) -> tuple[OwnFont, ...]:
        """Return the fonts of a family, however its name is capitalised."""
        return tuple(one for one in self.fonts if one.family.casefold() == family.casefold())


def own_fonts(root: Path) -> OwnFonts:
    """Return the fonts of the project in a folder; none where it has no `fonts/`."""
    folder = root / FOLDER
    try:
        files = sorted(folder.iterdir(), key=lambda file: file.name)
    except OSError:
        return OwnFonts()
    fonts, refused = [], []
    for file in files:
        if file.name.startswith(".") or file.suffix.lower() in ("", ".txt", ".md", ".pdf", ".html"):
            continue  # what comes with fonts: a licence, a word on where they are from
        found = _looked_at(file, root)
        if isinstance(found, OwnFont):
            fonts.append(found)
        else:
            refused.append((file.name, found))
    return OwnFonts(tuple(fonts), tuple(refused))


def _looked_at(file: Path, root: Path) -> OwnFont | Message:
    if file.suffix.lower() not in KINDS:
        return message("fonts.no-font-file")
    try:
        if not file.resolve().is_relative_to(root.resolve()):
            return message("fonts.leads-out")
        state = file.stat()
    except (OSError, RuntimeError):
        return message("fonts.unreadable")
    if not file.is_file():
        return message("fonts.unreadable")
    if state.st_size > LARGEST:
        return message("fonts.too-large", most=LARGEST // 1_000_000)
    return _read(file, (state.st_size, state.st_mtime_ns, state.st_ino))


@lru_cache(maxsize=64)
def _read(file: Path, state: tuple[int, ...]) -> OwnFont | Message:  # noqa: ARG001 - another state, another file
    try:
        content = file.read_bytes()
    except OSError:
        return message("fonts.unreadable")
    if not content.startswith(_BEGINNINGS[file.suffix.lower()]):
        return message("fonts.other-kind")
    try:
        if content.startswith(b"wOF2") and _is_bomb(content):
            return message("fonts.too-large", most=LARGEST // 1_000_000)
        return _described(file, content)
    except Exception:
        return message("fonts.damaged")


def _is_bomb(content: bytes) -> bool:
    """Whether a compressed font holds more than a font may: WOFF 2.0, 4 and 5."""
    import brotli  # noqa: PLC0415

    total, compressed = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if total > LARGEST:
        return True
    start = _start_of_data(content)
    unpacked = brotli.Decompressor()
    data, size = content[start : start + compressed], 0
    while not unpacked.is_finished():
        try:
            part = unpacked.process(data, output_buffer_limit=1 << 20)
        except brotli.error:
            return False  # which is reported as damaged
        size, data = size + len(part), b""
        if size > LARGEST:
            return True
        if not part:
            return False
    return False


def _start_of_data(content: bytes) -> int:
    """Return where the compressed tables begin, behind header and directory."""
    place = 48
    for _ in range(int.from_bytes(content[12:14])):
        flags = content[place]
        place += 1 if flags & 0x3F != 0x3F else 5
        tag_index, version = flags & 0x3F, flags >> 6
        place = _behind_number(content, place)
        is_transformed = version == 0 if tag_index in (10, 11) else version != 0
        if is_transformed:
            place = _behind_number(content, place)
    return place


def _behind_number(content: bytes, place: int) -> int:
    """Return the place behind a number of up to five bytes, seven bits in each."""
    end = place
    while content[end] & 0x80 and end < place + 4:
        end += 1
    return end + 1


def _described(file: Path, content: bytes) -> OwnFont | Message:
    import io  # noqa: PLC0415

    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow, and few projects have fonts

    with TTFont(io.BytesIO(content), lazy=True, fontNumber=-1) as font:
        about = font["OS/2"]
        if about.fsType & _USAGE == _RESTRICTED:
            return message("fonts.may-not-be-embedded")
        if about.fsType & (_NO_SUBSETTING | _BITMAPS_ONLY):
            return message("fonts.only-whole")
        letters = frozenset(font.getBestCmap() or {})
        family = _named(font, _TYPOGRAPHIC_FAMILY) or _named(font, _FAMILY)
        if not letters or not family or not {"hmtx", "head", "maxp"} <= set(font.keys()):
            return message("fonts.damaged")
        weights = _weights(font)
        return OwnFont(
            file,
            family,
            400 if weights else min(max(round(about.usWeightClass, -2), 100), 900),
            bool(about.fsSelection & 1) or bool(font["head"].macStyle & 2),
            weights,
            _named(font, _LICENCE) or _named(font, _LICENCE_ADDRESS),
            letters,
        )


def _named(font: Any, entry: int) -> str:
    """Return an entry of the table of names on one line, without what styles could stumble over."""
    text = str(font["name"].getDebugName(entry) or "")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def _weights(font: Any) -> tuple[float, float] | None:
    axes: Mapping[str, Any] = {a.axisTag: a for a in font["fvar"].axes} if "fvar" in font else {}
    weight = axes.get("wght")
    return (weight.minValue, weight.maxValue) if weight else None
