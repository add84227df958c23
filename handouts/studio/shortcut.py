"""An icon on the desktop that opens the studio, so that a terminal is needed once."""

import re
import shlex
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw

from handouts.errors import WorldError
from handouts.messages import message
from handouts.project.atomic_files import atomic_write

_ICON_KINDS = {"win32": "ico", "darwin": "icns"}
"""What desktops take as an icon; all others take PNG."""
_SIDE = 256
"""Pixels."""


def make(folder: Path) -> Path:
    """Put an icon on the desktop, and into the menu, that opens the studio of a folder.

    Returns where it is. Linux, macOS and Windows, by pyshortcuts. Raises WorldError.
    """
    import pyshortcuts  # noqa: PLC0415 - asks the system where the desktop is

    try:
        made = pyshortcuts.make_shortcut(
            command(folder, sys.platform),
            name="Handouts",
            description="Handouts, worksheets and certificates for your trainings",
            icon=str(_icon(Path.home() / ".handouts")),
            working_dir=str(folder),
            terminal=False,
            noexe=sys.platform != "win32",
        )
    except OSError as error:
        raise WorldError(message("studio.no-shortcut", reason=error.strerror or "")) from error
    return Path(made.desktop_dir, made.target)


def command(folder: Path, platform: str, python: str = sys.executable) -> str:
    """Return what the icon runs, as pyshortcuts puts it into the file of a platform.

    It is no command line there but a part of that file, which is not quoted again. `-P`, because
    the folder may have one that is named as a package is.
    """
    words = ["-P", "-m", "handouts", "studio", "--folder", str(folder)]
    if platform == "win32":
        return f'_ {" ".join(words[:-1])} "{folder}"'
    if platform == "darwin":  # a line of bash in a property list
        return escape(shlex.join([python, *words]))
    return " ".join([_in_entry(python), *words[:-1], _in_entry(str(folder))])


def _in_entry(word: str) -> str:
    """Return a word as the Exec key of a desktop entry has it.

    Quoted as that key wants it, and its backslashes once more, as all texts of such a file:
    https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html.
    """
    quoted = re.sub(r'(["`$\\])', r"\\\1", word).replace("%", "%%")
    return f'"{quoted}"'.replace("\\", "\\\\")


def _icon(folder: Path) -> Path:
    """Draw the icon into a folder; return its file."""
    kind = _ICON_KINDS.get(sys.platform, "png")
    file = folder / f"icon.{kind}"
    with atomic_write(file, inside=folder.parent) as written:
        _drawn().save(written, kind.upper())
    return file


def _drawn() -> Image.Image:
    """Return the studio's icon: a sheet with a title, lines, and a place to write."""
    scale = _SIDE / 64
    picture = Image.new("RGBA", (_SIDE, _SIDE))
    drawing = ImageDraw.Draw(picture)

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, ...]:
        return tuple(scale * each for each in (left, top, right, bottom))

    drawing.rounded_rectangle(box(6, 4, 58, 60), 9 * scale, "#1d5c63")
    drawing.rectangle(box(20, 16, 44, 48), "#fffefb")
    for top, right in ((22, 40), (28, 40), (34, 34)):
        drawing.rectangle(box(24, top, right, top + 2.6), "#1d5c63")
    drawing.rectangle(box(32, 40, 40, 42.6), "#d08a2e")
    return picture
