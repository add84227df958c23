"""Pictures that an article shows: whether they may be, and can be, printed."""

import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

from handouts.content.svg_checks import Fault, drawing_fault

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

LARGEST_PICTURE = 20_000_000
"""Bytes."""
MOST_PIXELS = 50_000_000
"""A page at 600 dpi has 34 million."""
_KINDS = {
    ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP", ".svg": "SVG",
}  # fmt: skip
_PHOTOGRAPHS = sorted({*_KINDS.values()} - {"SVG"})
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
"""What the address of something elsewhere begins with; a drive of Windows has one letter."""


def picture_path(folder: Path, source: str) -> Path:
    """Return the absolute path of a picture that an article in `folder` names.

    `source` is as in prose.Figure: an address, in which a space is `%20`.
    """
    return (folder / unquote(source)).resolve()


def picture_problem(root: Path, folder: Path, source: str) -> Fault | None:
    """Return the cause and the cure of what is wrong with a picture, or None.

    A picture lies inside the folder `root`; nothing is ever fetched from elsewhere.
    """
    name = unquote(source)
    shown = name if len(name) <= 80 else f"{name[:79]}…"
    if _ADDRESS.match(name):
        cause = f'the picture "{shown}" is not a file of the project'
        return cause, "Save it beside the article and write its file name."
    try:
        path = picture_path(folder, source)
        if not path.is_relative_to(root):
            cause = f'the picture "{shown}" lies outside of content/'
            return cause, "Copy it beside the article."
        if path.suffix.lower() not in _KINDS:
            cause = f'"{shown}" is not a kind of picture that can be set'
            return cause, f"Kinds are: {', '.join(_KINDS)}."
        if not path.is_file():
            cure = f"Put it into {folder.name}/, or mend its name."
            return f'there is no picture "{shown}"', cure
        found = _fault(path)
    except (OSError, ValueError, RuntimeError) as error:  # names too long, links in a circle
        reason = getattr(error, "strerror", None) or "its name or its links are broken"
        found = f"cannot be read ({reason})", "Mend its permissions, or save it under a short name."
    return found and (f'the picture "{shown}" {found[0]}', found[1])


def _fault(path: Path) -> Fault | None:
    """Return what is wrong with a picture's content: the rest of a sentence, and the cure."""
    if path.stat().st_size > LARGEST_PICTURE:
        return "is larger than 20 MB", "Save it smaller; 2000 pixels are wide."
    return drawing_fault(path) if path.suffix.lower() == ".svg" else _photograph_fault(path)


def _photograph_fault(path: Path) -> Fault | None:
    try:
        with path.open("rb") as file, opened_picture(file, _PHOTOGRAPHS) as picture:
            picture.load()
    except TooManyPixelsError:
        return "has too many pixels", "Save it smaller; 2000 pixels are wide."
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        return "is damaged", "Save it anew."
    return None


class TooManyPixelsError(Exception):
    """A picture has more pixels than are printed, and may be there to take all memory."""


def opened_picture(file: BinaryIO, kinds: Iterable[str]) -> "ImageFile":
    """Return a picture of one of Pillow's kinds, of which only the first bytes have been read.

    Pillow's own `open` warns of many pixels, and how warnings are taken is the whole process's
    matter. So its readers of the kinds are called here, and the pixels counted. Raises
    TooManyPixelsError, and as Pillow does OSError, SyntaxError and ValueError for what is damaged;
    UnidentifiedImageError, an OSError, where it is none of the kinds.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - most articles have no pictures

    start = file.read(16)
    for kind in kinds:
        if kind not in Image.OPEN:
            Image.init()
        read, accepts = Image.OPEN[kind]
        if accepts is not None and accepts(start) is not True:
            continue
        file.seek(0)
        try:
            picture = read(file, "")
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise TooManyPixelsError from error  # the first frame of a GIF is larger than the whole
        except (SyntaxError, IndexError, TypeError, struct.error):  # it is of another kind
            continue
        if picture.width * picture.height > MOST_PIXELS:
            raise TooManyPixelsError
        return picture
    raise UnidentifiedImageError
