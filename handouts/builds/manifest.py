"""What was built from what: whether a file is still current, without typesetting a single line.

A file is current when everything that went into it has the same content as before, and the file
itself is still the one that was written. Times of files are never looked at.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from handouts.messages import message
from handouts.project.atomic_files import is_in_place, write_whole
from handouts.project.lock import exclusive_lock

_NAME = ".manifest.json"
_LOCK = ".manifest.lock"
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
    warnings: Sequence[str] = ()
    """What the last build that made anything warned of."""

    _earlier: "Manifest | None" = field(default=None, compare=False, repr=False)
    """The records as they were read, to tell what was changed since."""

    @classmethod
    def read(cls, build: Path) -> "Manifest":
        """Return the records of a build folder; none where they are missing or damaged."""
        stored = _stored(build)
        return dataclasses.replace(
            stored,
            files=dict(stored.files),
            snapshots=dict(stored.snapshots),
            left_out=dict(stored.left_out),
            _earlier=stored,
        )

    def write(self) -> None:
        """Keep what was changed beside what other runs have kept since. Raises WorldError."""
        inside = self.build.parent
        busy = message("builds.busy", folder=str(self.build))
        with exclusive_lock(self.build / _LOCK, inside=inside, busy=busy):
            before, now = self._earlier or Manifest(self.build), _stored(self.build)
            files = now.files | _changed(self.files, before.files)
            left_out = now.left_out | _changed(self.left_out, before.left_out)
            snapshots = now.snapshots | _changed(self.snapshots, before.snapshots)
            warnings = now.warnings if self.warnings == before.warnings else self.warnings
            stored = {
                "files": {path: dataclasses.asdict(files[path]) for path in sorted(files)},
                "left_out": left_out,
                "warnings": warnings,
                "snapshots": dict(list(snapshots.items())[-_SNAPSHOTS:]),
            }
            write_whole(self.build / _NAME, json.dumps(stored, indent=1).encode(), inside=inside)

    def doubt(self, paths: Iterable[str]) -> None:
        """Call files current no longer, for what went in was changed while they were made."""
        for path in paths:
            if path in self.files:
                self.files[path] = dataclasses.replace(self.files[path], fingerprint="")

    def is_current(self, path: str, made_from: str) -> bool:
        """Whether a file was made from what it would be made from now, and is unharmed."""
        record = self.files.get(path)
        if record is None or record.fingerprint != made_from:
            return False
        if not is_in_place(self.build / path, inside=self.build.parent):
            return False
        try:
            return digest((self.build / path).read_bytes()) == record.sha256
        except OSError:
            return False

    def unchanged(self, snapshot: str) -> list[str]:
        """Return the files of an earlier build of just this, or none where one is not current."""
        files = self.snapshots.get(snapshot, {})
        return list(files) if all(self.is_current(*file) for file in files.items()) else []


_Kept = TypeVar("_Kept")


def _changed(now: dict[str, _Kept], before: dict[str, _Kept]) -> dict[str, _Kept]:
    return {key: kept for key, kept in now.items() if key not in before or before[key] != kept}


def _stored(build: Path) -> Manifest:
    """Return what is kept of a build folder; nothing where it is missing or damaged."""
    try:
        stored = json.loads((build / _NAME).read_text("utf-8"))
        files = {path: _record(kept) for path, kept in stored["files"].items()}
        snapshots, left_out = dict(stored["snapshots"]), dict(stored["left_out"])
        return Manifest(build, files, snapshots, left_out, tuple(stored.get("warnings", ())))
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return Manifest(build)


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
