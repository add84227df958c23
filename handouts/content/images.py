"""Pictures that an article shows: whether they may be, and can be, printed."""

import re
import warnings
from pathlib import Path
from urllib.parse import unquote

from handouts.content.svg_checks import Fault, drawing_fault

LARGEST_PICTURE = 20_000_000
"""Bytes."""
MOST_PIXELS = 50_000_000
"""A page at 600 dpi has 34 million."""
_KINDS = {
    ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP", ".svg": "SVG",
}  # fmt: skip
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
    from PIL import Image  # noqa: PLC0415 - most articles have no pictures

    kinds = sorted(set(_KINDS.values()) - {"SVG"})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a bomb: the pixels are counted below
            picture = Image.open(path, formats=kinds)
        with picture:
            if picture.width * picture.height > MOST_PIXELS:
                return "has too many pixels", "Save it smaller; 2000 pixels are wide."
            picture.load()
    except Image.DecompressionBombError:
        return "has too many pixels", "Save it smaller; 2000 pixels are wide."
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        return "is damaged", "Save it anew."
    return None
