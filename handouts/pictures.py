"""Pictures that an article shows: whether they may be, and can be, printed."""

from pathlib import Path
from xml.etree import ElementTree

LARGEST_PICTURE = 20_000_000
"""Bytes."""
_KINDS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


def picture_path(folder: Path, source: str) -> Path:
    """Return the absolute path of a picture that an article in `folder` names."""
    return (folder / source).resolve()


def picture_problem(root: Path, folder: Path, source: str) -> tuple[str, str] | None:
    """Return the cause and the cure of what is wrong with a picture, or None.

    A picture lies inside the project `root`; nothing is ever fetched from elsewhere.
    """
    if "://" in source or source.startswith(("data:", "//")):
        cause = f'the picture "{source[:80]}" is not a file of the project'
        return cause, "Save it beside the article and write its file name."
    path = picture_path(folder, source)
    if not path.is_relative_to(root):
        return f'the picture "{source}" lies outside the project', "Copy it beside the article."
    if path.suffix.lower() not in _KINDS:
        return (
            f'"{source}" is not a kind of picture that can be set',
            f"Kinds are: {', '.join(_KINDS)}.",
        )
    if not path.is_file():
        return f'there is no picture "{source}"', f"Put it into {folder.name}/, or mend its name."
    if path.stat().st_size > LARGEST_PICTURE:
        return (
            f'the picture "{source}" is larger than 20 MB',
            "Save it smaller; 2000 pixels are wide.",
        )
    return None if _can_be_read(path) else (f'the picture "{source}" is damaged', "Save it anew.")


def _can_be_read(path: Path) -> bool:
    if path.suffix.lower() == ".svg":
        try:
            root = ElementTree.parse(path).getroot()  # noqa: S314 - expat refuses entity bombs
        except (ElementTree.ParseError, OSError, ValueError):
            return False
        return root.tag.rsplit("}", 1)[-1] == "svg"
    from PIL import Image  # noqa: PLC0415 - most articles have no pictures

    try:
        with Image.open(path) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True
