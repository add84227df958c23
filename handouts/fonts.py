"""The house fonts, what they cover, and the system's fonts for the rest."""

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

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


@cache
def system_family(character: str) -> str | None:
    """Return the family of a system font that has a character, or None.

    The choice is the same on every run: Noto and DejaVu first, then by name. Colour fonts are
    left out, because what they print differs from machine to machine.
    """
    return next(iter(_system_fonts(character)), None)


@cache
def _system_fonts(character: str) -> dict[str, Path]:
    if shutil.which("fc-list") is None:
        return {}
    pattern = f":charset={ord(character):x}:color=False"
    listed = subprocess.run(  # noqa: S603 - a fixed program, a number as its only argument
        ["fc-list", "--format", "%{family[0]}\t%{file}\n", pattern],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    found = {tuple(line.split("\t")) for line in listed.stdout.splitlines() if "\t" in line}
    fonts: dict[str, Path] = {}
    for family, file in sorted(found, key=lambda pair: (_rank(pair[0]), *pair)):
        fonts.setdefault(family, Path(file))
    return fonts


def _rank(family: str) -> int:
    wanted = ("Noto Serif", "Noto Sans", "DejaVu Serif", "DejaVu Sans")
    return next((n for n, start in enumerate(wanted) if family.startswith(start)), len(wanted))


def system_files(families: Iterable[str], text: str) -> list[Path]:
    """Return the files of the system fonts that set a text, for telling whether they changed."""
    wanted = set(families)
    files = set()
    for character in not_in_house_fonts(text):
        files |= {file for family, file in _system_fonts(character).items() if family in wanted}
    return sorted(files)


def cure(character: str) -> str:
    """Say what a trainer can do about a character that no font has."""
    script = unicodedata.name(character, "").split(" ")[0].title()
    if ord(character) >= 0x1F000 or unicodedata.category(character) == "So":
        return "Leave it out, or write a word instead; pictograms differ from printer to printer."
    return f"Install a font for it (Noto has one for {script or 'it'}), or leave it out."
