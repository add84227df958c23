"""A file of the trainer's, as its name and its bytes."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from handouts.errors import ContentError, Problem
from handouts.importers.decoded import NotTextError, decoded
from handouts.importers.picture_marks import addresses, addresses_of_page
from handouts.importers.pictures import leads_out
from handouts.messages import Message, message

LARGEST_FILE = 100_000_000
"""Bytes. A long document with photographs has a third of this."""
LARGEST_TEXT = 5_000_000
"""Bytes of a file that is nothing but text. A book has a tenth of this."""

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
"""The ends of the names of HTML files, in lower case."""
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
"""The ends of the names of Markdown files, in lower case."""
_MOST_BESIDE = 500
_MOST_ENTRIES = 5000
"""Files and folders below a text in which a picture is searched for."""


@dataclass(frozen=True)
class Given:
    """An article or a chart, from a disk or from a web page's form."""

    name: str
    """As the trainer named it, with forward slashes; it may have folders."""
    content: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures that lie beside a web page or a Markdown text, by the addresses that it names
    them with.
    """


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
    """Return the pictures that a text names and that lie in its folder, or below it."""
    found: dict[str, bytes] = {}
    left = LARGEST_FILE
    if path.suffix.lower() not in HTML_SUFFIXES | MARKDOWN_SUFFIXES | {".txt"}:
        return found
    if len(content) > LARGEST_TEXT:
        return found
    try:
        text, _ = decoded(content)
    except NotTextError:
        return found
    folder = path.parent.resolve()
    is_page = path.suffix.lower() in HTML_SUFFIXES
    for address in addresses_of_page(text) if is_page else addresses(text):
        picture = _file_of(folder, address)
        if picture is None:
            continue
        try:
            left -= picture.stat().st_size
            if left > 0 and len(found) < _MOST_BESIDE:
                found[address] = picture.read_bytes()
        except OSError:
            continue
    return found


def _file_of(folder: Path, address: str) -> Path | None:
    """Return the file that an address means, if it lies in a folder or below it.

    Obsidian names a file without its folder, which is searched for.
    """
    plain = address.replace("\\", "/")
    names = list(dict.fromkeys((plain, unquote(plain), unquote(re.split("[?#]", plain)[0]))))
    if any(map(leads_out, names)):
        return None
    found = next(filter(None, (_inside(folder, folder / name) for name in names)), None)
    return _only_below(folder, plain) if found is None and "/" not in plain else found


def _only_below(folder: Path, name: str) -> Path | None:
    """Return the file of this name below a folder, where there is one and no second."""
    found = []
    entries = 0
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        entries += len(folders) + len(files)
        if entries > _MOST_ENTRIES:
            return None
        if name in files:
            found.append(_inside(folder, Path(place) / name))
    return found[0] if len(found) == 1 else None


def _inside(folder: Path, path: Path) -> Path | None:
    """Return where a file really is, if that is inside of a folder."""
    try:
        found = path.resolve()
        return found if found.is_relative_to(folder) and found.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


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
