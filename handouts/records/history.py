"""Each saved state of the files that a trainer edits: `records/history.sqlite3`.

States are thinned with age: all of the last day stay, then one an hour for a week, one a day for a
year, and one a month. The newest state of each file always stays, also after the file was deleted.
"""

import datetime
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.errors import WorldError
from handouts.messages import message
from handouts.records.database import WAIT, Connection, Kind, MigrationStep, Row, opened
from handouts.records.database import opened_for_reading as _opened_for_reading

NAME = "history.sqlite3"
Clock = Callable[[], datetime.datetime]
"""Returns the moment, with its time zone."""
_TABLES = (
    """
    CREATE {temporary} TABLE contents (
        sha256 TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        deflated BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE {temporary} TABLE states (
        id INTEGER PRIMARY KEY,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES contents (sha256),
        saved INTEGER NOT NULL
    ) STRICT
    """,
)
_STATES = "SELECT id, file, sha256, saved, size FROM states JOIN contents USING (sha256)"
_HOUR, _DAY = 3600, 24 * 3600
_QUICKEST = 1
"""The level of zlib: a save must not be felt, and what is kept of a day is thinned anyway."""


def _make_tables(connection: Connection) -> None:
    for table in _TABLES:
        connection.execute(table.format(temporary=""))
    connection.execute("CREATE INDEX states_by_file ON states (file, id)")


_KIND = Kind(
    (MigrationStep(_make_tables, _TABLES),),
    name="the history",
    conflict="another run has saved the same",
    assurance="The files themselves are not touched by this.",
)


@dataclass(frozen=True)
class FileState:
    """One saved state of one file."""

    id: int
    file: str
    """Relative to the project, with forward slashes."""
    sha256: str
    """Of its bytes, in hexadecimal digits."""
    saved: datetime.datetime
    """When, in UTC, to the second."""
    size: int
    """Bytes."""


def utc_now() -> datetime.datetime:
    """Return the moment by the system's clock."""
    return datetime.datetime.now(datetime.UTC)


def digest(content: bytes) -> str:
    """Return what a content is known by."""
    return hashlib.sha256(content).hexdigest()


class History:
    """The history of one project's files."""

    def __init__(
        self, records: Path, clock: Clock = utc_now, *, reading: bool = False, wait: float = WAIT
    ) -> None:
        """Open the history, making it on first use; `wait` is how many seconds for other runs.

        Where it is for `reading` nothing is made or changed. Raises WorldError.
        """
        self._clock = clock
        open_file = _opened_for_reading if reading else opened
        self._database = open_file(records / NAME, _KIND, wait)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> "History":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def record(self, file: str, *contents: bytes) -> None:
        """Keep states of a file, in order; none that is the newest one already.

        All are kept or none. Raises WorldError.
        """
        moment = int(self._clock().timestamp())
        with self._database.change() as connection:
            newest = connection.execute(
                "SELECT sha256 FROM states WHERE file = ? ORDER BY id DESC LIMIT 1", (file,)
            ).fetchone()
            known = newest[0] if newest else ""
            last = connection.execute("SELECT coalesce(max(saved), 0) FROM states").fetchone()[0]
            for content in contents:
                key = digest(content)
                if key != known:
                    deflated = zlib.compress(content, _QUICKEST)
                    connection.execute(
                        "INSERT OR IGNORE INTO contents VALUES (?, ?, ?)",
                        (key, len(content), deflated),
                    )
                    connection.execute(
                        "INSERT INTO states (file, sha256, saved) VALUES (?, ?, ?)",
                        (file, key, moment),
                    )
                    known = key
            if last // _HOUR != moment // _HOUR:  # once an hour is often enough
                _thin(connection, moment)

    def moved(self, old: str, new: str) -> None:
        """Let files whose names begin with `old` begin with `new` instead. Raises WorldError."""
        with self._database.change() as connection:
            connection.execute(
                "UPDATE states SET file = ?1 || substr(file, length(?2) + 1) "
                "WHERE substr(file, 1, length(?2)) = ?2",
                (new, old),
            )

    def files(self) -> tuple[str, ...]:
        """Return the names of all files that have a state, sorted. Raises WorldError."""
        return tuple(
            row["file"]
            for row in self._database.rows("SELECT DISTINCT file FROM states ORDER BY 1")
        )

    def states(self, file: str) -> tuple[FileState, ...]:
        """Return the states of a file, the newest first. Raises WorldError."""
        rows = self._database.rows(f"{_STATES} WHERE file = ? ORDER BY id DESC", file)
        return tuple(map(_state, rows))

    def content(self, file: str, sha256: str) -> bytes | None:
        """Return a content that the file once had; None where it is not kept.

        Raises WorldError, also where the content is damaged.
        """
        rows = self._database.rows(
            "SELECT deflated FROM contents WHERE sha256 = ? AND EXISTS "
            "(SELECT * FROM states WHERE states.sha256 = contents.sha256 AND file = ?)",
            sha256,
            file,
        )
        row = next(rows, None)
        if row is None:
            return None
        try:
            content = zlib.decompress(row["deflated"])
        except zlib.error:
            content = b""
        if digest(content) != sha256:
            raise WorldError(message("history.damaged", file=file))
        return content


def _state(row: Row) -> FileState:
    saved = datetime.datetime.fromtimestamp(row["saved"], datetime.UTC)
    return FileState(row["id"], row["file"], row["sha256"], saved, row["size"])


def _thin(connection: Connection, moment: int) -> None:
    """Delete the states that are not to stay, and the contents that are in none."""
    rows = connection.execute("SELECT id, file, saved FROM states ORDER BY file, id DESC")
    connection.executemany(
        "DELETE FROM states WHERE id = ?", [(one,) for one in _superfluous(rows, moment)]
    )
    connection.execute("DELETE FROM contents WHERE sha256 NOT IN (SELECT sha256 FROM states)")


def _superfluous(rows: Iterable[tuple[int, str, int]], moment: int) -> Iterator[int]:
    """Yield the ids of states of which a later one stands for the same hour, day or month."""
    before: tuple[str, tuple[object, ...]] | None = None
    for number, file, saved in rows:
        span = (file, _span(number, saved, moment))
        if span == before:
            yield number
        before = span


def _span(number: int, saved: int, moment: int) -> tuple[object, ...]:
    """Return the span of time of which one state stays, at a moment; both in seconds."""
    age = moment - saved
    if age <= _DAY:
        return ("state", number)
    if age <= 7 * _DAY:
        return ("hour", saved // _HOUR)
    day = datetime.datetime.fromtimestamp(saved, datetime.UTC).date()
    return ("day", day) if age <= 366 * _DAY else ("month", day.year, day.month)
