"""The house fonts, what they cover, and the system's fonts for the rest."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from handouts.fonts.system import SystemFonts, installed

SERIF = "Source Serif Pro"
SANS = "Source Sans Pro"
_PLAIN = (
    frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) - frozenset("ĲĳŊŋŦŧ")
) | frozenset("\n\t–—‘’“”…•−×→")
"""Letters that the house fonts have together, upright and in italics; most texts have no others."""
_UNSEEN = ("Cc", "Cf", "Mn")
"""Characters without a shape of their own: control characters, format characters, accents."""

_FACES = {
    SERIF: ("Regular", "It", "Semibold", "Bold", "BoldIt"),
    SANS: ("Regular", "It", "Semibold", "Bold", "BoldIt"),
}


def house_files() -> dict[str, Path]:
    """Return the file of each face by its name in stylesheets: `SourceSerifPro-It.ttf`."""
    import font_source_sans_pro  # noqa: PLC0415 - globs its folder when imported
    import font_source_serif_pro  # noqa: PLC0415

    folders = {
        SERIF: Path(font_source_serif_pro.font_directory),
        SANS: Path(font_source_sans_pro.font_directory),
    }
    files = {}
    for family, faces in _FACES.items():
        for face in faces:
            name = f"{family.replace(' ', '')}-{face}.ttf"
            files[name] = folders[family] / name
    return files


def not_in_house_fonts(text: str, *, italics: bool = True) -> list[str]:
    """Return the characters of a text that the house fonts cannot set upright and in italics.

    Without `italics`, what they can set upright is enough: they have no Greek or Cyrillic italics.
    """
    unusual = {c for c in text if c not in _PLAIN and unicodedata.category(c) not in _UNSEEN}
    if not unusual:
        return []
    styles = _coverage() if italics else _coverage()[:1]
    return sorted(c for c in unusual if not all(ord(c) in style for style in styles))


@cache
def _coverage() -> tuple[frozenset[int], ...]:
    """Return the code points that the two families have together: upright, and in italics."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow, and most texts do not need it

    def points(face: str) -> frozenset[int]:
        found: set[int] = set()
        for name, file in house_files().items():
            if name.endswith(f"-{face}.ttf"):
                with TTFont(file, lazy=True) as font:
                    found |= font.getBestCmap().keys()
        return frozenset(found)

    return points("Regular"), points("It")


def system_family(character: str, system: SystemFonts | None = None) -> str | None:
    """Return the family of a system font that has a character, or None.

    `system` stands for the fonts of this machine. The choice is the same on every run.
    """
    return (system or installed()).family(character)


def system_files(
    families: Iterable[str], text: str, system: SystemFonts | None = None
) -> list[Path]:
    """Return the files of the system fonts that set a text, for telling whether they changed."""
    unusual = not_in_house_fonts(text)
    return (system or installed()).files(families, unusual) if unusual else []


def cure(character: str) -> str:
    """Say what a trainer can do about a character that no font has."""
    if unicodedata.category(character) == "Co":
        return "Leave it out, or write a word instead; it has a shape in one font only."
    script = unicodedata.name(character, "").split(" ")[0].title()
    if ord(character) >= 0x1F000 or unicodedata.category(character) == "So":
        return "Leave it out, or write a word instead; pictograms differ from printer to printer."
    return f"Install a font for it (Noto has one for {script or 'it'}), or leave it out."
