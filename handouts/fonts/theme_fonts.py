"""The faces of themes that have type of their own, each cut out of a variable font from PyPI.

A variable font would work as it is, but WeasyPrint makes a face of it for each size and document,
which takes a tenth of a second each time; HarfBuzz cuts one out in a few hundredths, once.
"""

import importlib.util
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from handouts.errors import WorldError
from handouts.messages import message

SCHEME = "house-font:"
"""How the addresses of the package's faces begin in stylesheets."""
_ADDRESS = re.compile(rf"{SCHEME}([\w-]+\.ttf)")
_TEXT, _DISPLAY = 14.0, 32.0
"""Optical sizes of Inter, in pt."""
_READING, _POSTER = 11.0, 60.0
"""Optical sizes of Literata, in pt."""


@dataclass(frozen=True)
class ThemeFace:
    """One face of a variable font."""

    package: str
    """What brings the font, by its name on PyPI."""
    file: str
    """The name of the font's file."""
    axes: Mapping[str, float] = field(default_factory=dict)
    """Where on each of its axes the face is: OpenType 1.9, the table `fvar`."""


def _inter(weight: float, size: float) -> ThemeFace:
    return ThemeFace("fontpkg-inter", "Inter[opsz,wght].ttf", {"wght": weight, "opsz": size})


def _work_sans(weight: float, style: str = "") -> ThemeFace:
    return ThemeFace("fontpkg-work-sans", f"WorkSans{style}[wght].ttf", {"wght": weight})


def _literata(weight: float, size: float, style: str = "") -> ThemeFace:
    axes = {"wght": weight, "opsz": size}
    return ThemeFace("fontpkg-literata", f"Literata{style}[opsz,wght].ttf", axes)


FACES: Mapping[str, ThemeFace] = {
    "Inter-Regular.ttf": _inter(400, _TEXT),
    "Inter-Semibold.ttf": _inter(600, _TEXT),
    "Inter-Bold.ttf": _inter(700, _TEXT),
    "InterDisplay-Light.ttf": _inter(300, _DISPLAY),
    "InterDisplay-Semibold.ttf": _inter(600, _DISPLAY),
    "WorkSans-Regular.ttf": _work_sans(400),
    "WorkSans-Italic.ttf": _work_sans(400, "-Italic"),
    "WorkSans-Semibold.ttf": _work_sans(600),
    "WorkSans-Bold.ttf": _work_sans(700),
    "WorkSans-BoldItalic.ttf": _work_sans(700, "-Italic"),
    "WorkSans-ExtraBold.ttf": _work_sans(800),
    "Literata-Regular.ttf": _literata(400, _READING),
    "Literata-Italic.ttf": _literata(400, _READING, "-Italic"),
    "Literata-Semibold.ttf": _literata(600, _READING),
    "Literata-Bold.ttf": _literata(700, _READING),
    "Literata-BoldItalic.ttf": _literata(700, _READING, "-Italic"),
    "LiterataDisplay-Regular.ttf": _literata(400, _POSTER),
    "LiterataDisplay-Italic.ttf": _literata(400, _POSTER, "-Italic"),
}
"""By the names that stylesheets call them by."""


def file_of(face: ThemeFace) -> Path | None:
    """Return the file that a face is cut out of, or None where its package is not installed."""
    found = importlib.util.find_spec(face.package.replace("-", "_"))
    if found is None or found.origin is None:
        return None
    file = Path(found.origin).parent / "files" / face.file
    return file if file.is_file() else None


def installed() -> dict[str, Path]:
    """Return the files of the faces whose packages are installed; several faces share one."""
    found = {name: file_of(face) for name, face in FACES.items()}
    return {name: file for name, file in found.items() if file is not None}


def asked_for(sheet: str) -> list[str]:
    """Return the names of the faces that the text of a stylesheet asks for."""
    return [name for name in _ADDRESS.findall(sheet) if name in FACES]


def not_installed(sheet: str) -> list[str]:
    """Return the packages that the text of a stylesheet asks for and that are not installed."""
    asked = {FACES[name].package: FACES[name] for name in asked_for(sheet)}
    return sorted(package for package, face in asked.items() if file_of(face) is None)


@cache
def content(name: str) -> bytes:
    """Return a face as a font file of its own. Raises WorldError where it is not installed."""
    face = FACES[name]
    file = file_of(face)
    if file is None:
        raise WorldError(message("fonts.no-package", packages=(face.package,)))
    return cut_out(file.read_bytes(), face.axes.items())


def cut_out(font: bytes, axes: Iterable[tuple[str, float]]) -> bytes:
    """Return the face that a variable font, be it WOFF2, has at a place on each of these axes."""
    import uharfbuzz  # noqa: PLC0415 - only where a theme has such faces

    face = uharfbuzz.Face(_unpacked(font))
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    for axis, place in axes:
        wanted.pin_axis_location(face, axis, place)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _unpacked(font: bytes) -> bytes:
    if not font.startswith(b"wOF2"):
        return font
    from fontTools.ttLib import woff2  # noqa: PLC0415

    out = io.BytesIO()
    woff2.decompress(io.BytesIO(font), out)
    return out.getvalue()
