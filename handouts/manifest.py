"""What was built from what: tells, without setting a single line, whether a file is still current.

A file is current when everything that went into it has the same content as before, and the file
itself is still the one that was written. Times of files are never looked at.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.files import write_whole

_NAME = ".manifest.json"


@dataclass(frozen=True)
class Record:
    """What is known of one finished file."""

    fingerprint: str
    """SHA-256 of everything that went in."""
    sha256: str
    """Of the file itself."""
    pages: int
    size: int
    """Bytes."""
    seconds: float
    """How long it took to make."""
    fit: str
    """The fit that was chosen."""


def read(build: Path) -> dict[str, Record]:
    """Return the records of a build folder by path; none where they are missing or damaged."""
    try:
        stored = json.loads((build / _NAME).read_text("utf-8"))
        return {path: Record(**record) for path, record in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write(build: Path, records: Mapping[str, Record]) -> None:
    """Keep the records of a build folder. Raises WorldError where that fails."""
    stored = {path: dataclasses.asdict(record) for path, record in sorted(records.items())}
    write_whole(build / _NAME, json.dumps(stored, indent=1).encode())


def is_current(record: Record | None, fingerprint: str, file: Path) -> bool:
    """Whether a file was made from what it would be made from now, and is unharmed."""
    if record is None or record.fingerprint != fingerprint:
        return False
    try:
        return digest(file.read_bytes()) == record.sha256
    except OSError:
        return False


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()


def fingerprint(parts: Iterable[bytes | str]) -> str:
    """Return the SHA-256 of texts in their order; where one ends and the next begins matters."""
    whole = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode()
        whole.update(len(content).to_bytes(8))
        whole.update(content)
    return whole.hexdigest()
