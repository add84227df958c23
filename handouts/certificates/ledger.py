"""The ledger: what was issued, frozen, and what became of it. `records/ledger.sqlite3`.

Each change is one transaction, so that after a crash a certificate is there whole or not at all.
A file is written only after its certificate stands in the ledger, from which it can be made again.
"""

import dataclasses
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from handouts.certificates.facts import Award, Occasion, Statement
from handouts.certificates.objects import Page
from handouts.certificates.stock import Personal
from handouts.errors import CallError, WorldError
from handouts.files import exclusive_lock, private_file

State = Literal["valid", "replaced", "void"]
_WAIT = 30
"""Seconds that one run waits for another to end."""
_VERSION = 2
"""Of the tables; a newer one is not touched."""
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS stocks (
    sha256 TEXT PRIMARY KEY,
    occasion TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS certificates (
    number TEXT PRIMARY KEY,
    session TEXT NOT NULL,
    person TEXT NOT NULL,
    email TEXT NOT NULL,
    sorted_by TEXT NOT NULL,
    award TEXT NOT NULL,
    stock TEXT NOT NULL REFERENCES stocks (sha256),
    personal BLOB NOT NULL,
    title TEXT NOT NULL,
    link TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    issued TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'valid' CHECK (state IN ('valid', 'replaced', 'void')),
    changed TEXT NOT NULL DEFAULT '',
    replaced_by TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_each ON certificates (session, person) WHERE state = 'valid';
CREATE TABLE IF NOT EXISTS mailings (
    id INTEGER PRIMARY KEY,
    session TEXT NOT NULL,
    mailing TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    version TEXT NOT NULL,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'accepted', 'refused', 'uncertain')),
    said TEXT NOT NULL DEFAULT '',
    changed TEXT NOT NULL,
    UNIQUE (session, mailing, person, version)
) STRICT;
CREATE INDEX IF NOT EXISTS in_order ON certificates (session, sorted_by, number);
PRAGMA user_version = {_VERSION};
"""
_ENTER = """
INSERT INTO certificates (number, session, person, email, sorted_by, award, stock, personal, title,
    link, file, sha256, issued) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SHOWN = """session, person, email, award, stock, file, sha256, issued, state, changed,
    replaced_by, why"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One certificate in the ledger, without its page."""

    session: str
    person: str
    """Who it is, told apart from the others of the session; nobody has two that are valid."""
    email: str
    award: Award
    stock: str
    """SHA-256 of the stock."""
    file: str
    """The name of its PDF, without a folder."""
    sha256: str
    """Of the PDF."""
    issued: str
    """ISO date."""
    state: State = "valid"
    changed: str = ""
    """ISO date on which it was replaced or voided."""
    replaced_by: str = ""
    why: str = ""

    @property
    def number(self) -> str:
        """The certificate's number."""
        return self.award.number


@dataclass(frozen=True)
class New:
    """A certificate that is to be entered."""

    entry: Entry
    sorted_by: str
    page: Page


class Ledger:
    """The ledger of one project."""

    def __init__(self, records: Path, wait: float = _WAIT) -> None:
        """Open the ledger, making it on first use. Raises WorldError.

        `wait` is how many seconds it waits for another run to end.
        """
        self._records = records
        self._wait = wait
        self._path = records / "ledger.sqlite3"
        with _told(self._path):
            private_file(self._path, inside=records.parent)
            self._database = sqlite3.connect(self._path, timeout=wait, isolation_level=None)
            try:
                self._database.execute("PRAGMA foreign_keys = ON")
                # As safe as to delete the journal each time, and three times as quick.
                self._database.execute("PRAGMA journal_mode = PERSIST")
                self._prepare()
            except (sqlite3.Error, WorldError):
                self.close()
                raise

    def _prepare(self) -> None:
        (found,) = self._database.execute("PRAGMA user_version").fetchone()
        if found > _VERSION:
            raise WorldError(
                f"{self._path} was made by a newer version of handouts. Install that one."
            )
        if found < _VERSION:
            self._database.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other runs waiting. The system lets go of the lock even where a run is killed.

        Raises WorldError where another run does not end in half a minute.
        """
        lock = self._records / "running.sqlite3"
        with _told(lock):
            private_file(lock, inside=self._records.parent)
        busy = (
            "Another run is issuing certificates or sending mail for this project. Wait until it "
            "has ended."
        )
        with exclusive_lock(lock, inside=self._records.parent, busy=busy, wait=self._wait):
            yield

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Let the ledger be changed, all or nothing. Raises WorldError."""
        with _told(self._path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def keep_stock(self, sha256: str, occasion: Occasion, content: bytes) -> None:
        """Keep a stock, and what the certificates that are made of it have in common."""
        row = (sha256, _json(occasion), content)
        with self.change() as database:
            database.execute("INSERT OR IGNORE INTO stocks VALUES (?, ?, ?)", row)

    def stock(self, sha256: str) -> bytes:
        """Return a stock that was kept."""
        found = self._one("SELECT content FROM stocks WHERE sha256 = ?", sha256)
        return bytes(found["content"])

    def occasion(self, sha256: str) -> Occasion:
        """Return what the certificates of a stock have in common."""
        kept = self._one("SELECT occasion FROM stocks WHERE sha256 = ?", sha256)["occasion"]
        told: dict[str, Any] = json.loads(kept)
        told["statements"] = [Statement(**each) for each in told["statements"]]
        for pairs in ("days", "categories"):
            told[pairs] = [tuple(each) for each in told[pairs]]
        for name, value in told.items():
            told[name] = tuple(value) if isinstance(value, list) else value
        return Occasion(**told)

    def issue(self, certificates: Iterable[New]) -> None:
        """Enter certificates, all or none."""
        with self.change() as database:
            database.executemany(_ENTER, map(_row, certificates))

    def replace(self, number: str, new: New, today: str) -> None:
        """Enter a certificate in the place of another, which is void from then on."""
        with self.change() as database:
            database.execute(
                "UPDATE certificates SET state = 'replaced', changed = ?, replaced_by = ? "
                "WHERE number = ?",
                (today, new.entry.number, number),
            )
            database.execute(_ENTER, _row(new))

    def void(self, number: str, why: str, today: str) -> None:
        """Declare a certificate void."""
        with self.change() as database:
            database.execute(
                "UPDATE certificates SET state = 'void', changed = ?, why = ? WHERE number = ?",
                (today, why, number),
            )

    def entry(self, number: str) -> Entry:
        """Return a certificate by its number. Raises CallError where there is none."""
        found = self.rows(f"SELECT {_SHOWN} FROM certificates WHERE number = ?", number)  # noqa: S608
        entry = next(map(_entry, found), None)
        if entry is None:
            raise CallError(f"No certificate has the number {number}.")
        return entry

    def by_file(self, sha256: str) -> Entry | None:
        """Return the certificate whose PDF has this SHA-256."""
        found = self.rows(f"SELECT {_SHOWN} FROM certificates WHERE sha256 = ?", sha256)  # noqa: S608
        return next(map(_entry, found), None)

    def entries(self, session: str = "") -> Iterator[Entry]:
        """Yield the certificates of a session, or all, by family name and then by number."""
        yield from map(
            _entry,
            self.rows(
                f"SELECT {_SHOWN} FROM certificates WHERE ? IN ('', session) "  # noqa: S608
                "ORDER BY session, sorted_by, number",
                session,
            ),
        )

    def pages(self, session: str) -> Iterator[tuple[Entry, Page]]:
        """Yield the valid certificates of a session with their pages, in that order."""
        for row in self.rows(
            f"SELECT {_SHOWN}, personal, title, link FROM certificates "  # noqa: S608
            "WHERE session = ? AND state = 'valid' ORDER BY sorted_by, number",
            session,
        ):
            personal = Personal.unpacked(bytes(row["personal"]))
            yield _entry(row), Page(row["title"], personal, row["link"])

    def rows(self, question: str, *values: str) -> Iterator[sqlite3.Row]:
        """Yield what the ledger answers to a question. Raises WorldError."""
        with _told(self._path):
            cursor = self._database.cursor()
            cursor.row_factory = sqlite3.Row
            for row in cursor.execute(question, values):  # noqa: UP028 - it would close the cursor
                yield row

    def _one(self, question: str, *values: str) -> sqlite3.Row:
        return next(self.rows(question, *values))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say what it means where the ledger cannot be used."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise WorldError(
            f"{path}: another run has issued the same certificates ({error}). Run it again."
        ) from error
    except (sqlite3.Error, OSError) as error:
        said = str(getattr(error, "strerror", None) or error).rstrip(".")
        raise WorldError(
            f"{path} cannot be used: {said}. Make room on the disk, or restore the file from a "
            "backup; certificates that were issued before are untouched."
        ) from error


def _json(facts: Any) -> str:
    return json.dumps(dataclasses.asdict(facts), ensure_ascii=False)


def _row(new: New) -> Sequence[str | bytes]:
    one = new.entry
    return (
        one.number, one.session, one.person, one.email, new.sorted_by, _json(one.award), one.stock,
        new.page.personal.packed(), new.page.title, new.page.link, one.file, one.sha256, one.issued,
    )  # fmt: skip


def _entry(row: sqlite3.Row) -> Entry:
    told = {field.name: row[field.name] for field in dataclasses.fields(Entry)}
    for alike in ("session", "stock", "issued", "state"):
        told[alike] = sys.intern(told[alike])  # thousands of them stand in memory once
    return Entry(**{**told, "award": Award(**json.loads(row["award"]))})
