"""A file of the trainer's, as its name and its bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.errors import ContentError, Problem

LARGEST_FILE = 5_000_000
"""Bytes. A book has a tenth of this; what is larger is neither an article nor a chart."""


@dataclass(frozen=True)
class Given:
    """An article or a chart, from a disk or from a web page's form."""

    name: str
    """As the trainer named it, with forward slashes; it may have folders."""
    content: bytes


def read_given(paths: Sequence[Path]) -> list[Given]:
    """Return the files of these paths.

    Of each at most `LARGEST_FILE` bytes and one more are read. Raises ContentError with every
    reason why any of them cannot be read.
    """
    given, problems = [], []
    for path in paths:
        try:
            if fault := _fault(path):
                problems.append(Problem(path.as_posix(), 0, *fault))
            else:
                with path.open("rb") as file:
                    given.append(Given(path.as_posix(), file.read(LARGEST_FILE + 1)))
        except OSError as error:
            cause = f"the file cannot be read ({error.strerror})"
            problems.append(Problem(path.as_posix(), 0, cause, "Check its permissions."))
    if problems:
        raise ContentError(problems)
    return given


def _fault(path: Path) -> tuple[str, str] | None:
    """Return cause and fix where there is no file to be read, or one that is too large."""
    if path.is_dir():
        return "this is a folder", "Name a file inside it."
    if not path.exists():
        fix = "Look at its spelling and at the folder that the command is run in."
        return "there is no such file", fix
    if not path.is_file():
        return "this is not a file", "Name a file with the text in it."
    return size_fault(path.stat().st_size)


def size_fault(size: int) -> tuple[str, str] | None:
    """Return cause and fix where a file of so many bytes is too large."""
    if size <= LARGEST_FILE:
        return None
    cause = f"the file has {size / 1e6:.1f} MB"
    return cause, "It may have up to 5 MB of text, without pictures."
