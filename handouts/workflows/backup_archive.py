"""The archive in a backup: files by their names, and what it says of itself; not yet encrypted.

It is a tar archive, compressed by gzip. Nothing is taken from it that a backup would not have put
there: names that lead elsewhere, links, devices, more than a computer's memory holds.
"""

import datetime
import gzip
import io
import json
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handouts.content.content_files import megabytes
from handouts.errors import CallError
from handouts.messages import message
from handouts.text.filenames import is_plain

FOLDERS = ("content", "records", "templates", "styles", "fonts")
FILES = (".gitignore",)
"""Beside the folders."""
MOST = 1_000_000_000
"""Bytes of all files together: they are in memory, here and where they are restored."""
_ABOUT = "handouts-backup.json"
_FORMAT = 1


@dataclass(frozen=True)
class Archive:
    """The files of a project at one moment."""

    files: Mapping[str, bytes]
    """By their names, relative to the project, with forward slashes."""
    made: datetime.datetime


def packed(archive: Archive) -> bytes:
    """Return an archive as bytes."""
    about = {
        "format": _FORMAT,
        "made": archive.made.isoformat(),
        "files": len(archive.files),
    }
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.PAX_FORMAT) as tar:
        for name, data in {_ABOUT: json.dumps(about).encode(), **archive.files}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            member.mode = 0o600
            tar.addfile(member, io.BytesIO(data))
    return out.getvalue()


def unpacked(content: bytes, most: int = MOST) -> Archive:
    """Return the archive that these bytes are; its files may have `most` bytes together.

    Raises CallError for what is none of ours.
    """
    files = _files(_plain(content, most + most // 4))
    about = _about(files.pop(_ABOUT, b""))
    if about["files"] != len(files):
        raise CallError(message("backup.damaged"))
    return Archive(files, datetime.datetime.fromisoformat(str(about["made"])))


def _plain(content: bytes, most: int) -> bytes:
    """Return what is compressed, and never more than a backup may have. Raises CallError."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            plain = stream.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise CallError(message("backup.damaged")) from error
    if len(plain) > most:
        raise CallError(message("backup.too-large", limit=megabytes(most)))
    return plain


def _files(plain: bytes) -> dict[str, bytes]:
    """Return the files of an archive by their names. Raises CallError for what is not ours."""
    files: dict[str, bytes] = {}
    taken: set[str] = set()
    try:
        with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
            for member in archive:
                data = archive.extractfile(member) if member.isreg() else None
                if data is None or not _is_ours(member.name) or member.name.casefold() in taken:
                    raise CallError(message("backup.refused", name=member.name))
                taken.add(member.name.casefold())
                files[member.name] = data.read()
    except tarfile.TarError as error:
        raise CallError(message("backup.damaged")) from error
    return files


def _is_ours(name: str) -> bool:
    """Whether a name is that of a file in one of a project's folders, on every system."""
    parts = name.split("/")
    if not all(map(is_plain, parts)):
        return False
    return name == _ABOUT or name in FILES or (parts[0] in FOLDERS and len(parts) > 1)


def _about(written: bytes) -> dict[str, Any]:
    """Return what a backup says of itself. Raises CallError."""
    try:
        about: dict[str, Any] = json.loads(written)
        found, _, _ = int(about["format"]), about["files"], about["made"]
    except (ValueError, TypeError, KeyError) as error:
        raise CallError(message("backup.no-backup")) from error
    if found > _FORMAT:
        raise CallError(message("backup.newer"))
    return about
