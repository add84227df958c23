"""The register: every certificate of a session as a row, for Excel and for a board's audit."""

import csv
import io
from collections.abc import Iterable

from handouts.certificates.files import folder_of
from handouts.certificates.ledger import Damage, DamagedLedgerError, Ledger, LedgerEntry
from handouts.project.atomic_files import write_whole
from handouts.project.layout import Project

_COLUMNS = (
    "Number", "State", "Name", "Credentials", "License state", "License number", "Hours",
    "Training", "Dates", "Kind", "Issued", "Changed", "Replaces", "Replaced by", "Why", "SHA-256",
)  # fmt: skip
_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula: OWASP, CSV Injection."""


def export(project: Project, session: str) -> tuple[str, int]:
    """Write `register.csv` of a session and return its path and how many rows it has.

    Of a certificate that is damaged in the ledger it has the number and what is wrong;
    DamagedLedgerError is raised when it is written. Raises WorldError where it cannot be written.
    """
    path = folder_of(project, session) / "register.csv"
    with Ledger(project.records, reading=True) as ledger:
        rows = [_row(entry, ledger) for entry in ledger.entries(session)]
        damages = ledger.damages(session)
    rows += [_damaged_row(damage) for damage in damages]
    content = _text(rows).encode("utf-8-sig")
    write_whole(path, content, inside=project.root, private=True)
    if damages:
        raise DamagedLedgerError(
            damages, f" {project.relative(path)} is written, with what can be read."
        )
    return project.relative(path), len(rows)


def _row(entry: LedgerEntry, ledger: Ledger) -> tuple[str, ...]:
    award, terms = entry.award, ledger.terms(entry.stock)
    days = " ".join(day for day, _, _ in terms.days)
    return (
        award.number, entry.state, award.name, award.credentials, award.license_state,
        award.license_number, award.hours, terms.title, days, terms.kind,
         entry.issued, entry.changed, award.replaces, entry.replaced_by, entry.why,
        entry.sha256,
    )  # fmt: skip


def _damaged_row(damage: Damage) -> tuple[str, ...]:
    known = {"Number": damage.number, "State": "damaged", "Why": damage.cause}
    return tuple(known.get(column, "") for column in _COLUMNS)


def _text(rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows as CSV with a comma, which begins no formula when it is opened."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows(tuple(map(harmless, row)) for row in rows)
    return text.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell
