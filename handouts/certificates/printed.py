"""Files for the printer that were written: known by their digest, with the certificates in them."""

from collections.abc import Sequence

from handouts.certificates.ledger import Ledger


def keep(ledger: Ledger, digest: tuple[str, int], session: str, numbers: Sequence[str]) -> None:
    """Keep which certificates are in a file; `digest` is its SHA-256 and how many bytes it has."""
    if not numbers_in(ledger, digest[0]):
        with ledger.change() as database:
            row = (*digest, session, " ".join(numbers))
            database.execute("INSERT OR REPLACE INTO printed VALUES (?, ?, ?, ?)", row)


def numbers_in(ledger: Ledger, sha256: str) -> list[str]:
    """Return the numbers of the certificates in a file; none where it is not one of these."""
    found = next(ledger.rows("SELECT numbers FROM printed WHERE sha256 = ?", sha256), None)
    return str(found["numbers"]).split() if found else []


def is_known_size(ledger: Ledger, size: int) -> bool:
    """Whether any of these files has so many bytes."""
    return any(True for _ in ledger.rows("SELECT 1 FROM printed WHERE size = ?", size))
