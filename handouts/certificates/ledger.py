"""The ledger: what was issued, frozen, and what became of it. `records/ledger.sqlite3`.

Each change is one transaction, so that after a crash a certificate is there whole or not at all.
A file is written only after its certificate stands in the ledger, which has all its bytes.
"""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from handouts.builds import manifest
from handouts.certificates import ledger_file, ledger_rows, serial_numbers
from handouts.certificates.certificate import CertificateTerms
from handouts.certificates.ledger_file import LEDGER
from handouts.certificates.ledger_rows import (
    COLUMNS,
    Damage,
    DamagedLedgerError,
    LedgerEntry,
    State,
)
from handouts.errors import CallError
from handouts.records.database import WAIT, Connection, Row, opened, opened_for_reading
from handouts.typesetting.variable_data.compact_file import Base
from handouts.typesetting.variable_data.pdf_objects import FinishedPage

__all__ = ["Damage", "DamagedLedgerError", "Ledger", "LedgerEntry", "New", "State"]

_ENTER = """
INSERT INTO certificates (number, session, person, email, sorted_by, award, stock, personal, title,
    link, file, sha256, issued, kept) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
OF_SESSION = """FROM certificates WHERE ? IN ('', session) OR typeof(session) != 'text'
    ORDER BY session, sorted_by, number"""
"""A damaged row may be of any session."""


@dataclass(frozen=True)
class New:
    """A certificate that is to be entered."""

    entry: LedgerEntry
    sorted_by: str
    page: FinishedPage
    kept: bytes
    """Its finished file, as `Base.kept` returns it."""


class Ledger:
    """The ledger of one project."""

    def __init__(self, records: Path, wait: float = WAIT, *, reading: bool = False) -> None:
        """Open the ledger, making it on first use; `wait` is how many seconds for other runs.

        Where it is for `reading` nothing is made or changed: where there is none, it is empty.
        Raises WorldError, also where it is missing beside the key that signed its certificates.
        """
        self._wait = wait
        self._terms: dict[str, CertificateTerms | str] = {}
        self._bases: dict[str, Base | None] = {}
        open_file = opened_for_reading if reading else opened
        self._database = open_file(records / ledger_file.NAME, LEDGER, wait)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def exclusive_lock(self) -> Iterator[None]:
        """Keep other runs waiting. The system lets go of the lock even where a run is killed.

        Raises WorldError where another run does not end in time.
        """
        busy = (
            "Another run is issuing certificates or sending mail for this project. Wait until it "
            "has ended."
        )
        with self._database.exclusive_lock("running.sqlite3", busy, self._wait):
            yield

    def change(self) -> AbstractContextManager[Connection]:
        """Let the ledger be changed, all or nothing. Raises WorldError."""
        return self._database.change()

    def keep_stock(self, terms: CertificateTerms, content: bytes, base: Base) -> str:
        """Keep a stock, and what its certificates have in common; return its name.

        Where another zlib wrote the same, it is another stock, because files are kept as what
        follows its beginning.
        """
        written = _json(terms)
        name = _stock_name(written, content, base)
        row = (name, written, content, base.beginning, base.pattern)
        with self.change() as database:
            database.execute("INSERT OR IGNORE INTO stocks VALUES (?, ?, ?, ?, ?)", row)
        return name

    def stock(self, sha256: str) -> bytes:
        """Return a stock that was kept. Raises ValueError where it is missing or damaged."""
        asked = "SELECT occasion, content, beginning, pattern FROM stocks WHERE sha256 = ?"
        found = next(self.rows(asked, sha256), None)
        if found is None:
            raise ValueError("the stock is missing")
        terms, *parts = found
        content, beginning, pattern = (ledger_rows.content("stock", part) for part in parts)
        base = Base(beginning, pattern)
        # Stocks of older versions are named for their content alone.
        if sha256 not in (_stock_name(terms, content, base), manifest.digest(content)):
            raise ValueError("the stock is damaged")
        return content

    def base(self, sha256: str) -> Base | None:
        """Return what the files of a stock have in common; None where it was not kept."""
        if sha256 not in self._bases:
            asked = "SELECT beginning, pattern FROM stocks WHERE sha256 = ?"
            found = tuple(next(self.rows(asked, sha256), (b"", b"")))
            usable = all(isinstance(part, bytes) and part for part in found)
            self._bases[sha256] = Base(*found) if usable else None
        return self._bases[sha256]

    def terms(self, sha256: str) -> CertificateTerms:
        """Return what the certificates of a stock have in common.

        Raises ValueError with a sentence where that is missing or damaged.
        """
        if sha256 not in self._terms:
            asked = "SELECT occasion FROM stocks WHERE sha256 = ?"
            kept = next(self.rows(asked, sha256), {"occasion": None})["occasion"]
            try:
                self._terms[sha256] = ledger_rows.read_terms(kept)
            except ValueError as error:
                self._terms[sha256] = str(error)
        terms = self._terms[sha256]
        if isinstance(terms, str):
            raise ValueError(terms)
        return terms

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

    def entry(self, number: str) -> LedgerEntry:
        """Return a certificate by its number.

        Raises CallError where there is none, and DamagedLedgerError.
        """
        found = self._first("number", number)
        if found is None:
            raise CallError(f"No certificate has the number {number}.")
        return found

    def by_file(self, sha256: str) -> LedgerEntry | None:
        """Return the certificate whose PDF has this SHA-256. Raises DamagedLedgerError."""
        return self._first("sha256", sha256)

    def link(self, number: str) -> str:
        """Return what the QR code of a certificate says; nothing where there is none."""
        found = next(self.rows("SELECT link FROM certificates WHERE number = ?", number), None)
        return str(found["link"]) if found else ""

    def entries(self, session: str = "") -> Iterator[LedgerEntry]:
        """Yield the certificates of a session, or all, by family name and then by number.

        Those that are damaged are not among them: see `damages`.
        """
        for row in self.rows(f"SELECT {COLUMNS} {OF_SESSION}", session):
            read = ledger_rows.entry(row, self.terms)
            if isinstance(read, LedgerEntry):
                yield read

    def damages(self, session: str = "") -> list[Damage]:
        """Return what is wrong with the records of certificates of a session, or of all."""
        rows = self.rows(f"SELECT {COLUMNS} {OF_SESSION}", session)
        read = (ledger_rows.entry(row, self.terms) for row in rows)
        return [*(one for one in read if isinstance(one, Damage)), *self.missing(session)]

    def missing(self, session: str = "") -> list[Damage]:
        """Return the certificates that were printed for a session and are no longer its own."""
        records = self.rows("SELECT number, session FROM certificates")
        there: dict[str, Any] = {row["number"]: row["session"] for row in records}
        files = self.rows("SELECT numbers, session FROM printed WHERE ? IN ('', session)", session)
        printed = {number: file[1] for file in files for number in str(file[0]).split()}
        cause = "it was printed, and its session has no record of it any longer"
        return [
            Damage(number, cause)
            for number, where in sorted(printed.items())
            # A session that is no text is reported as a damage of the record itself.
            if isinstance(there.get(number, ""), str) and there.get(number) != where
        ]

    def standings(self) -> Iterator[tuple[str, str, str]]:
        """Yield the number, the state and the successor of each certificate, even a damaged one.

        Only one whose state itself cannot be read is left out.
        """
        for row in self.rows("SELECT number, state, replaced_by FROM certificates"):
            number, state, successor = (ledger_rows.shown(value) for value in row)
            if state in get_args(State):
                yield number, state, successor

    def unused_numbers(self, count: int) -> list[str]:
        """Return numbers that no certificate has."""
        taken = {entry.number for entry in self.entries()} if count else set()
        fresh: dict[str, None] = {}
        while len(fresh) < count:
            number = serial_numbers.new_number()
            if number not in taken:
                fresh[number] = None
        return list(fresh)

    def is_empty(self) -> bool:
        """Whether no certificate was ever entered, not even one that is damaged now."""
        return next(self.rows("SELECT 1 FROM certificates"), None) is None

    def rows(self, question: str, *values: str | int) -> Iterator[Row]:
        """Yield what the ledger answers to a question. Raises WorldError."""
        return self._database.rows(question, *values)

    def _first(self, column: str, value: str) -> LedgerEntry | None:
        question = f"SELECT {COLUMNS} FROM certificates WHERE {column} = ?"  # noqa: S608
        row = next(self.rows(question, value), None)
        if row is None:
            return None
        read = ledger_rows.entry(row, self.terms)
        if isinstance(read, Damage):
            raise DamagedLedgerError([read])
        return read


def _stock_name(terms: str, content: bytes, base: Base) -> str:
    return manifest.digest(terms.encode() + content + base.beginning + base.pattern)


def _json(facts: Any) -> str:
    return json.dumps(dataclasses.asdict(facts), ensure_ascii=False)


def _row(new: New) -> Sequence[str | bytes]:
    one = new.entry
    return (
        one.number, one.session, one.person, one.email, new.sorted_by, _json(one.award), one.stock,
        new.page.layer.packed(), new.page.title, new.page.link, one.file, one.sha256, one.issued,
        new.kept,
    )  # fmt: skip
