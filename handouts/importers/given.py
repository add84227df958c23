"""A file of the trainer's, as its name and its bytes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from handouts.errors import ContentError, Problem
from handouts.messages import Message, message

LARGEST_FILE = 100_000_000
"""Bytes. A long document with photographs has a third of this."""
LARGEST_TEXT = 5_000_000
"""Bytes of a file that is nothing but text. A book has a tenth of this."""

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
"""The ends of the names of HTML files, in lower case."""
_SOURCE = re.compile(
    rb"""<img\b[^>]*?\bsrc\s*=\s*["']?(?!https?:|data:|//)([^"'>\s][^"'>]*)""", re.I
)
_MOST_BESIDE = 500


@dataclass(frozen=True)
class Given:
    """An article or a chart, from a disk or from a web page's form."""

    name: str
    """As the trainer named it, with forward slashes; it may have folders."""
    content: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures that lie beside a web page, by the addresses that it names them with."""


def read_given(paths: Sequence[Path]) -> list[Given]:
    """Return the files of these paths.

    Of each at most `LARGEST_FILE` bytes and one more are read. Raises ContentError with every
    reason why any of them cannot be read.
    """
    given, problems = [], []
    for path in paths:
        try:
            if fault := _fault(path):
                problems.append(Problem(path.as_posix(), 0, fault))
            else:
                with path.open("rb") as file:
                    content = file.read(LARGEST_FILE + 1)
                given.append(Given(path.as_posix(), content, _beside(path, content)))
        except OSError as error:
            reason = error.strerror or str(error)
            fault = message("article_import.file-not-readable", reason=reason)
            problems.append(Problem(path.as_posix(), 0, fault))
    if problems:
        raise ContentError(problems)
    return given


def _beside(path: Path, content: bytes) -> dict[str, bytes]:
    """Return the pictures that a web page names and that lie in its folder, or below it."""
    found: dict[str, bytes] = {}
    left = LARGEST_FILE
    if path.suffix.lower() not in HTML_SUFFIXES:
        return found
    folder = path.parent.resolve()
    for address in dict.fromkeys(_SOURCE.findall(content)):
        name = unquote(address.decode("utf-8", "ignore"))
        try:
            picture = (folder / name).resolve()
            if not picture.is_relative_to(folder) or not picture.is_file():
                continue
            left -= picture.stat().st_size
            if left > 0 and len(found) < _MOST_BESIDE:
                found[name] = picture.read_bytes()
        except (OSError, ValueError):  # a name that no file can have
            continue
    return found


def _fault(path: Path) -> Message | None:
    """Return why there is no file to be read, or that it is too large."""
    if path.is_dir():
        return message("article_import.folder")
    if not path.exists():
        return message("article_import.no-such-file")
    if not path.is_file():
        return message("article_import.not-a-file")
    return size_fault(path.stat().st_size)


def size_fault(size: int) -> Message | None:
    """Return that a file of so many bytes is too large, if it is."""
    if size <= LARGEST_FILE:
        return None
    most = LARGEST_FILE // 1_000_000
    return message("article_import.file-too-large", size=size / 1e6, most=most)
