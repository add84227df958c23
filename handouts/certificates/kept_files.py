"""Certificates with all that their files are made of, out of the ledger and into it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from handouts.builds import manifest
from handouts.certificates import ledger_rows
from handouts.certificates.ledger import OF_SESSION, Ledger
from handouts.certificates.ledger_rows import COLUMNS, Damage, LedgerEntry
from handouts.records.database import Row
from handouts.typesetting.variable_data.base_page import UNREADABLE, VariableLayer
from handouts.typesetting.variable_data.compact_file import Base, beginning_of, own_part
from handouts.typesetting.variable_data.pdf_objects import FinishedPage


@dataclass(frozen=True)
class Filed:
    """A certificate with all that its files are made of, as the ledger has it."""

    entry: LedgerEntry
    page: FinishedPage | None
    """None where it is damaged."""
    content: bytes | None
    """The finished file; None where what was kept of it is damaged or was never kept."""


def filed(ledger: Ledger, session: str) -> Iterator[Filed | Damage]:
    """Yield the certificates of a session by family name, each with its page and its file."""
    asked = f"SELECT {COLUMNS}, personal, title, link, kept {OF_SESSION}"
    for row in ledger.rows(asked, session):
        entry = ledger_rows.entry(row, ledger.terms)
        if isinstance(entry, Damage):
            yield entry
        else:
            content = _content(ledger, entry.stock, row)
            is_whole = manifest.digest(content) == entry.sha256
            yield Filed(entry, _page(row), content if is_whole else None)


def pages(ledger: Ledger, session: str) -> Iterator[tuple[LedgerEntry, FinishedPage]]:
    """Yield the valid certificates of a session whose pages can be read, in that order."""
    asked = f"SELECT {COLUMNS}, personal, title, link {OF_SESSION}"
    for row in ledger.rows(asked, session):
        entry = ledger_rows.entry(row, ledger.terms)
        page = _page(row)
        if isinstance(entry, LedgerEntry) and entry.state == "valid" and page is not None:
            yield entry, page


def keep_file(ledger: Ledger, entry: LedgerEntry, content: bytes) -> None:
    """Keep the finished file of a certificate of which nothing was kept, or it was damaged.

    Raises ValueError where the stock is damaged, or the file is not one of ours.
    """
    base = ledger.base(entry.stock)
    if base is None:
        raise ValueError("what the files of its session have in common was not kept")
    stock = entry.stock
    if not content.startswith(base.beginning):  # another zlib wrote it
        base = Base(beginning_of(content), base.pattern)
        stock = ledger.keep_stock(ledger.terms(stock), ledger.stock(stock), base)
    asked = "SELECT link, personal FROM certificates WHERE number = ?"
    row = next(ledger.rows(asked, entry.number))
    own = own_part(row["link"], ledger_rows.content("page", row["personal"]))
    with ledger.change() as database:
        database.execute(
            "UPDATE certificates SET stock = ?, kept = ? WHERE number = ?",
            (stock, base.kept(content, own), entry.number),
        )


def _content(ledger: Ledger, stock: str, row: Row) -> bytes:
    """Return the finished file of a row; nothing where what was kept of it is damaged."""
    base = ledger.base(stock)
    with suppress(*UNREADABLE):
        own = own_part(row["link"], ledger_rows.content("page", row["personal"]))
        return base.finished(ledger_rows.content("file", row["kept"]), own) if base else b""
    return b""


def _page(row: Row) -> FinishedPage | None:
    with suppress(*UNREADABLE):
        personal = VariableLayer.unpacked(ledger_rows.content("page", row["personal"]))
        return FinishedPage(
            ledger_rows.text("title", row["title"]), personal, ledger_rows.text("link", row["link"])
        )
    return None
