"""What is given to be verified: where it comes from, and its bytes if it is a file."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from handouts.certificates.qr_reading import UnreadableScanError

LARGEST = 100_000_000
"""Bytes of a file that is looked through."""


@dataclass(frozen=True)
class CodeSource:
    """Where a code comes from, as sentences."""

    compare: str
    """What a genuine code means."""
    no_code: str
    """What it means where it is no code of a certificate."""


_OTHER_CODE = "The QR code in it is not that of a certificate."
IS_TYPED = CodeSource(
    "The code is genuine. The paper was not compared: compare what it says with these words.",
    "It is no code of a certificate.",
)
IS_PICTURE = CodeSource(
    "The code is genuine. The words in the picture were not compared: compare them with these.",
    _OTHER_CODE,
)
IS_PDF = CodeSource(
    "The code is genuine. Whether the file is the one that was issued cannot be known here: "
    "compare its words with these.",
    _OTHER_CODE,
)


def read(path: Path, largest: int = LARGEST) -> bytes | None:
    """Return the bytes of a file, or None where there are more than `largest`.

    Raises UnreadableScanError.
    """
    try:
        if path.is_dir():
            raise UnreadableScanError("It is a folder. Give the files in it.")
        if not path.is_file():  # a pipe or a device may never end
            raise UnreadableScanError("It is not a file. Give a PDF or a picture.")
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise _unreadable(error) from error
    return content if len(content) <= largest else None


def digest(file: Path | bytes) -> str:
    """Return the SHA-256 of a file of any size. Raises UnreadableScanError."""
    if isinstance(file, bytes):
        return hashlib.sha256(file).hexdigest()
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError) -> UnreadableScanError:
    fix = "Fix the file's name or its permissions."
    return UnreadableScanError(f"It cannot be read: {error.strerror or error}. {fix}")
