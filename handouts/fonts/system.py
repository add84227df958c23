"""The fonts of this machine: which of them has a character. One question to fontconfig for all."""

import re
import shutil
import subprocess
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

_RANGE = re.compile(r"([0-9a-f]{1,6})(?:-([0-9a-f]{1,6}))?")
_FIRST = ("Noto Serif", "Noto Sans", "DejaVu Serif", "DejaVu Sans")


@dataclass(frozen=True)
class FontFace:
    """One font file."""

    family: str
    file: Path
    starts: tuple[int, ...]
    """First code points of the ranges that it covers, ascending."""
    ends: tuple[int, ...]
    """Last code points of the same ranges."""

    def has(self, character: str) -> bool:
        """Whether the font has a shape for a character."""
        place = bisect_right(self.starts, ord(character)) - 1
        return place >= 0 and ord(character) <= self.ends[place]


@dataclass(frozen=True)
class SystemFonts:
    """Font files in the order in which they are chosen, the same on every run.

    Noto and DejaVu come first, then by name.
    """

    faces: tuple[FontFace, ...] = ()

    @classmethod
    def listed(cls, text: str) -> Self:
        """Return the fonts of a listing: lines of family, file and ranges, divided by tabs."""
        faces = [face for line in text.splitlines() for face in _face(line)]
        return cls(tuple(sorted(faces, key=lambda f: (_rank(f.family), f.family, str(f.file)))))

    @classmethod
    def of(cls, **families: str) -> Self:
        """Return fonts made up of families and the characters of each, `_` for a space."""
        lines = (
            f"{family.replace('_', ' ')}\t/{family}.ttf\t{' '.join(f'{ord(c):x}' for c in letters)}"
            for family, letters in families.items()
        )
        return cls.listed("\n".join(lines))

    def family(self, character: str) -> str | None:
        """Return the family that has a character, or None.

        Private-use characters have another shape in each font, or none that anyone meant: no
        font is taken for them.
        """
        return next((face.family for face in self._with(character)), None)

    def files(self, families: Iterable[str], characters: Iterable[str]) -> list[Path]:
        """Return the file of each of these families that has one of these characters."""
        wanted, found = set(families), set()
        for character in characters:
            first: dict[str, Path] = {}
            for face in self._with(character):
                first.setdefault(face.family, face.file)
            found |= {file for family, file in first.items() if family in wanted}
        return sorted(found)

    def _with(self, character: str) -> Iterator[FontFace]:
        if unicodedata.category(character) != "Co":
            yield from (face for face in self.faces if face.has(character))


def _face(line: str) -> Iterator[FontFace]:
    family, _, rest = line.partition("\t")
    file, tab, charset = rest.partition("\t")
    if not tab:
        return
    ranges = sorted((int(a, 16), int(b or a, 16)) for a, b in _RANGE.findall(charset.lower()))
    yield FontFace(family, Path(file), tuple(a for a, _ in ranges), tuple(b for _, b in ranges))


def _rank(family: str) -> int:
    return next((n for n, start in enumerate(_FIRST) if family.startswith(start)), len(_FIRST))


def ask(program: str = "fc-list") -> SystemFonts:
    """Return what fontconfig lists; no font where it is not installed.

    Colour fonts are left out, because what they print differs from machine to machine.
    """
    if shutil.which(program) is None:
        return SystemFonts()
    columns = "%{family[0]}\t%{file}\t%{charset}\n"
    listed = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
        [program, "--format", columns, ":color=False"],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return SystemFonts.listed(listed.stdout)


@cache
def installed() -> SystemFonts:
    """Return the fonts of this machine, asked for once."""
    return ask()
