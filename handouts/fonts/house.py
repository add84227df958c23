"""The house fonts, what they cover, and the system's fonts for the rest."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from handouts.fonts.noto import noto_script
from handouts.fonts.system import SystemFonts, installed
from handouts.messages import Message, message
from handouts.text import characters

SERIF = "Source Serif Pro"
SANS = "Source Sans Pro"
_CLINIC = "Atkinson Hyperlegible"
"""Of the theme `clinic`; what it lacks is in the others."""
SCRIPT = "GreatVibes-Regular.ttf"
"""The face, as stylesheets name it, of a headline that looks written by hand."""
_PLAIN = (
    frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) - frozenset("ĲĳŊŋŦŧ")
) | frozenset("\n\t–—‘’“”…•−×→")
"""Letters that the house fonts have together, upright and in italics; most texts have no others."""
_UNSEEN = re.compile(f"[\\x00-\\x1f\\x7f-\\x9f{characters.SHAPELESS}]")
"""What needs no shape in a font: control characters, joiners, variation selectors."""
_PICTOGRAMS = 0x1F000
"""From here on Unicode has pictures: tiles, cards, faces."""

_FACES = {
    SERIF: ("Regular", "It", "Semibold", "Bold", "BoldIt"),
    SANS: ("Regular", "It", "Semibold", "Bold", "BoldIt"),
    _CLINIC: ("Regular", "Italic", "Bold", "BoldItalic"),
    "Great Vibes": ("Regular",),
}
_HEADLINE = "EBGaramond[wght].ttf"
"""Of certificates: a file with all weights of the upright face, which begins with the regular."""


def house_files() -> dict[str, Path]:
    """Return the file of each face by its name in stylesheets: `SourceSerifPro-It.ttf`."""
    import font_source_sans_pro  # noqa: PLC0415 - globs its folder when imported
    import font_source_serif_pro  # noqa: PLC0415
    import fontpkg_atkinson_hyperlegible as clinic  # noqa: PLC0415
    import fontpkg_eb_garamond as diploma  # noqa: PLC0415
    import fontpkg_great_vibes as script  # noqa: PLC0415

    folders = {
        SERIF: Path(font_source_serif_pro.font_directory),
        SANS: Path(font_source_sans_pro.font_directory),
        _CLINIC: clinic.ROOT / "files",
        "Great Vibes": script.ROOT / "files",
    }
    files = {"EBGaramond-Regular.ttf": diploma.ROOT / "files" / _HEADLINE}
    for family, faces in _FACES.items():
        for face in faces:
            name = f"{family.replace(' ', '')}-{face}.ttf"
            files[name] = folders[family] / name
    return files


def not_in_house_fonts(text: str, *, italics: bool = True) -> list[str]:
    """Return the characters of a text that the house fonts lack upright or in italics.

    Without `italics`, what they have upright is enough: they have no Greek or Cyrillic italics.
    """
    unusual = {c for c in text if c not in _PLAIN and not _UNSEEN.match(c)}
    if not unusual:
        return []
    styles = _coverage() if italics else _coverage()[:1]
    return sorted(c for c in unusual if not all(ord(c) in style for style in styles))


def not_in_face(face: str, text: str) -> list[str]:
    """Return the characters of a text that a face lacks; `face` is its name in stylesheets."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow, and most texts do not need it

    with TTFont(house_files()[face], lazy=True) as font:
        points = font.getBestCmap().keys()
    return sorted({c for c in text if ord(c) not in points and not _UNSEEN.match(c)})


@cache
def _coverage() -> tuple[frozenset[int], ...]:
    """Return the code points that serif and sans have together: upright, and in italics."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow, and most texts do not need it

    def points(face: str) -> frozenset[int]:
        found: set[int] = set()
        for name, file in house_files().items():
            if name in {f"{family.replace(' ', '')}-{face}.ttf" for family in (SERIF, SANS)}:
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
    """Return the files of the system fonts that a text needs, to know whether they changed."""
    unusual = not_in_house_fonts(text)
    return (system or installed()).files(families, unusual) if unusual else []


def advice(character: str) -> Message:
    """Return what a trainer can do about a character that no font has."""
    if unicodedata.category(character) == "Co":
        return message("fonts.private-use")
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and plain.strip() and not not_in_house_fonts(plain):
        return message("fonts.write-plainly")
    if ord(character) >= _PICTOGRAMS or unicodedata.category(character) == "So":
        return message("fonts.pictogram")
    script = noto_script(character)
    return message("fonts.install", script=script) if script else message("fonts.in-few-fonts")
