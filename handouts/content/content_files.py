"""The files of `content/` as they are read: from the disk, or a text that is not saved yet."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Literal

from handouts.messages import message
from handouts.project.layout import Project

Texts = Mapping[str, bytes]
"""What is read instead of a file, by its path relative to `content/`: `two-models/article.md`."""
NO_TEXTS: Texts = MappingProxyType({})


@dataclass(frozen=True)
class ExpectedFile:
    """What a file is to be."""

    largest: int
    """Bytes."""
    kind: Literal["text", "list"]
    """Whether it is text, or a list of people, for the advice where it is not."""


class UnreadableFileError(Exception):
    """A file cannot be read; the argument is the message that says why."""


class MissingError(UnreadableFileError):
    """There is no such file, or it is a link that leads to none."""


@dataclass(frozen=True)
class ContentFiles:
    """The files of a project's `content/`, with unsaved texts laid over them.

    An unsaved text is read instead of the file, also where there is no such file yet. All names
    are relative to `content/`, with forward slashes.
    """

    project: Project
    texts: Texts

    def exists(self, name: str) -> bool:
        """Whether there is something to be read or reported under this name."""
        return name in self.texts or (self.project.content / name).exists()

    def names(self, folder: str) -> list[str]:
        """Return the names of what is in a folder, sorted; none where it is outside the project.

        Raises OSError, or RuntimeError for links in a circle (before Python 3.13).
        """
        place = self.project.content / folder
        found = {
            path.name for name in self.texts if str((path := PurePosixPath(name)).parent) == folder
        }
        if place.resolve().is_relative_to(self.project.root) and place.is_dir():
            found |= {path.name for path in place.iterdir()}
        return sorted(found)

    def read(self, name: str, expected: ExpectedFile) -> bytes:
        """Return what a file holds. Raises UnreadableFileError."""
        if name in self.texts:
            refuse_large(len(self.texts[name]), expected)
            return self.texts[name]
        path = self.project.content / name
        try:
            if not path.resolve().is_relative_to(self.project.root):
                raise UnreadableFileError(message("files.outside"))
            if not path.is_file():
                kind = UnreadableFileError if path.exists() else MissingError
                is_text = expected.kind == "text"
                raise kind(message("files.no-text-file" if is_text else "files.no-list-file"))
            refuse_large(path.stat().st_size, expected)
            return path.read_bytes()
        except RuntimeError as error:  # before Python 3.13
            raise UnreadableFileError(message("files.links-in-a-circle")) from error
        except OSError as error:
            raise UnreadableFileError(
                message("files.unreadable", reason=error.strerror or str(error))
            ) from error


def refuse_large(size: int, expected: ExpectedFile) -> None:
    """Raise UnreadableFileError where so many bytes are more than there may be."""
    if size > expected.largest:
        raise UnreadableFileError(
            message(
                "files.text-too-large" if expected.kind == "text" else "files.list-too-large",
                size=megabytes(size),
                limit=megabytes(expected.largest),
            )
        )


def megabytes(size: int) -> str:
    """Return a size in bytes as a person reads it, rounded up to a tenth: `1.1 MB`."""
    return f"{math.ceil(size / 1e5) / 10:g} MB"
