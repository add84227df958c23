"""Pictures that an article shows: whether they may be, and can be, printed."""

import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

from handouts.content.svg_checks import drawing_fault
from handouts.messages import Message, message

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

    `source` is as in richtext.Figure: an address, in which a space is `%20`.
    """
    return (folder / unquote(source)).resolve()


def picture_problem(root: Path, folder: Path, source: str) -> Message | None:
    """Return what is wrong with a picture, or None.

    A picture lies inside the folder `root`; nothing is ever fetched from elsewhere.
    """
    written = unquote(source)
    name = written if len(written) <= 80 else f"{written[:79]}…"
    if _ADDRESS.match(written):
        return message("markdown.picture-elsewhere", name=name)
    try:
        path = picture_path(folder, source)
        if not path.is_relative_to(root):
            return message("markdown.picture-outside", name=name)
        if path.suffix.lower() not in _KINDS:
            return message("markdown.picture-kind", name=name, kinds=tuple(_KINDS))
        if not path.is_file():
            return message("markdown.picture-missing", name=name, folder=folder.name)
        fault = _fault(path)
    except (OSError, ValueError, RuntimeError) as error:  # names too long, links in a circle
        fault = _unreadable(error)
    return fault and message("markdown.picture", name=name, fault=fault)


def _unreadable(error: Exception) -> Message:
    reason = getattr(error, "strerror", None)
    if reason:
        return message("markdown.picture-unreadable", reason=str(reason))
    return message("markdown.picture-unreachable")


def _fault(path: Path) -> Message | None:
    """Return what is wrong with a picture's content; its cause is the rest of a sentence."""
    if path.stat().st_size > LARGEST_PICTURE:
        return message("markdown.picture-large", megabytes=LARGEST_PICTURE // 1_000_000)
    return drawing_fault(path) if path.suffix.lower() == ".svg" else _photograph_fault(path)


def _photograph_fault(path: Path) -> Message | None:
    try:
        with path.open("rb") as file, opened_picture(file, _PHOTOGRAPHS) as picture:
            load_whole(picture)
    except TooManyPixelsError:
        return message("markdown.picture-pixels")
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        return message("markdown.picture-damaged")
    return None


class TooManyPixelsError(Exception):
    """A picture has more pixels than are printed, and may be there to take all memory."""


def load_whole(picture: "ImageFile") -> None:
    """Read the rest of an opened picture. Raises OSError where it ends before its last pixel.

    Whether Pillow fills up half a picture in grey is a setting of the whole process, and WeasyPrint
    turns it on as it is imported. So it is turned back here, each time.
    """
    from PIL import ImageFile  # noqa: PLC0415 - most articles have no pictures

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    picture.load()


def opened_picture(
    file: BinaryIO, kinds: Iterable[str], most_pixels: int = MOST_PIXELS
) -> "ImageFile":
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
        if picture.width * picture.height > most_pixels:
            raise TooManyPixelsError
        return picture
    raise UnidentifiedImageError
