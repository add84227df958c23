"""What is given to be verified: where it comes from, and its bytes if it is a file."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from handouts.certificates.qr_reading import UnreadableScanError
from handouts.messages import Message, message

LARGEST = 100_000_000
"""Bytes of a file that is looked through."""


@dataclass(frozen=True)
class CodeSource:
    """Where a code comes from, as sentences."""

    compare: Message
    """What a genuine code means."""
    no_code: Message
    """What it means where it is no code of a certificate."""


_OTHER_CODE = message("verify.other-code")
IS_TYPED = CodeSource(
    message("verify.genuine-code"),
    message("verify.no-code-of-certificate"),
)
IS_PICTURE = CodeSource(
    message("verify.genuine-code-in-picture"),
    _OTHER_CODE,
)
IS_PDF = CodeSource(
    message("verify.genuine-code-in-pdf"),
    _OTHER_CODE,
)


def read(path: Path, largest: int = LARGEST) -> bytes | None:
    """Return the bytes of a file, or None where there are more than `largest`.

    Raises UnreadableScanError.
    """
    try:
        if path.is_dir():
            raise UnreadableScanError(message("verify.folder"))
        if not path.is_file():  # a pipe or a device may never end
            raise UnreadableScanError(message("verify.not-a-file"))
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
    reason = error.strerror or str(error)
    return UnreadableScanError(message("verify.unreadable", reason=reason))
