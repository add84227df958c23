"""An icon on the desktop that opens the studio, so that a terminal is needed once."""

import sys
from pathlib import Path

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
            f'_ -m handouts studio --folder "{folder}"',
            name="Handouts",
            description="Handouts, worksheets and certificates for your trainings",
            icon=str(_icon(Path.home() / ".handouts")),
            working_dir=str(folder),
            terminal=False,
        )
    except OSError as error:
        raise WorldError(message("studio.no-shortcut", reason=error.strerror or "")) from error
    return Path(made.desktop_dir, made.target)


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
