"""What was built from what: tells, without setting a single line, whether a file is still current.

A file is current when everything that went into it has the same content as before, and the file
itself is still the one that was written. Times of files are never looked at.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handouts.files import write_whole

_NAME = ".manifest.json"
_SNAPSHOTS = 20
"""How many builds are remembered: more than anyone switches between."""


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
    fit: str = ""
    """The fit that was chosen; empty where the file has several parts."""
    parts: tuple[tuple[str, int, int], ...] = ()
    """Of a packet: for each part its document, its first page, counted from 1, and its pages."""


@dataclass
class Manifest:
    """The records of one build folder."""

    build: Path
    files: dict[str, Record] = field(default_factory=dict)
    """By path, relative to the build folder."""
    snapshots: dict[str, dict[str, str]] = field(default_factory=dict)
    """For the fingerprint of all that went into a build, that of each file that came out of it."""

    left_out: dict[str, Sequence[str]] = field(default_factory=dict)
    """For each training, why worksheets or rows of its chart are left out."""

    @classmethod
    def read(cls, build: Path) -> "Manifest":
        """Return the records of a build folder; none where they are missing or damaged."""
        try:
            stored = json.loads((build / _NAME).read_text("utf-8"))
            files = {path: _record(kept) for path, kept in stored["files"].items()}
            return cls(build, files, dict(stored["snapshots"]), dict(stored["left_out"]))
        except (OSError, ValueError, TypeError, AttributeError, KeyError):
            return cls(build)

    def write(self) -> None:
        """Keep the records. Raises WorldError where that fails."""
        stored = {
            "files": {path: dataclasses.asdict(self.files[path]) for path in sorted(self.files)},
            "left_out": self.left_out,
            "snapshots": dict(list(self.snapshots.items())[-_SNAPSHOTS:]),
        }
        write_whole(self.build / _NAME, json.dumps(stored, indent=1).encode())

    def is_current(self, path: str, made_from: str) -> bool:
        """Whether a file was made from what it would be made from now, and is unharmed."""
        record = self.files.get(path)
        if record is None or record.fingerprint != made_from:
            return False
        try:
            return digest((self.build / path).read_bytes()) == record.sha256
        except OSError:
            return False

    def unchanged(self, snapshot: str) -> list[str]:
        """Return the files of an earlier build of just this, or none where one is not current."""
        files = self.snapshots.get(snapshot, {})
        return list(files) if all(self.is_current(*file) for file in files.items()) else []


def _record(kept: dict[str, Any]) -> Record:
    return Record(**{**kept, "parts": tuple(map(tuple, kept.get("parts", ())))})


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()


def fingerprint(parts: Iterable[bytes | str]) -> str:
    """Return the SHA-256 of texts in their order; where one ends and the next begins matters."""
    whole = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode(errors="surrogateescape")
        whole.update(len(content).to_bytes(8))
        whole.update(content)
    return whole.hexdigest()
