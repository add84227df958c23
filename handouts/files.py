"""Writing that leaves the earlier file whole until the new one is complete."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from handouts.errors import WorldError

_ABANDONED = 3600
"""Seconds after which a part of a file is no longer being written by anyone."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it.

    Raises WorldError where it cannot be written; the earlier file is then as it was.
    """
    with whole(path) as file:
        file.write(content)


@contextlib.contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Let a file be written piece by piece beside its place, and move it there at the end.

    Raises WorldError where it cannot be written; the earlier file is then as it was.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                yield file
            part.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorldError(
            f"{path} cannot be written: {error.strerror or error}. Make room, close the file where "
            "it is open, or mend the folder's permissions; what was there before is untouched."
        ) from error


def sweep(folder: Path) -> None:
    """Delete the parts that a killed run left in a folder an hour ago or earlier."""
    for part in folder.rglob(".*.part"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()
