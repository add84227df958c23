"""The ledger's file: what it must not be without, and the words of its errors."""

from pathlib import Path

from handouts.certificates.ledger_steps import STEPS
from handouts.certificates.signing_key import KEY_FILE
from handouts.errors import WorldError
from handouts.messages import message
from handouts.records.database import Connection, Kind

NAME = "ledger.sqlite3"


def _refuse_lost(path: Path) -> None:
    """Raise WorldError where the key that signs is there without its ledger."""
    key = path.with_name(KEY_FILE)
    if key.exists():
        raise WorldError(message("certificates.lost-ledger", ledger=str(path), key=str(key)))


def _refuse_foreign_key(connection: Connection, path: Path) -> None:
    """Raise WorldError where the ledger is a new one, and the key that signs is not."""
    if path.with_name(KEY_FILE).exists():
        used = "SELECT EXISTS (SELECT * FROM certificates) OR EXISTS (SELECT * FROM keys)"
        if not connection.execute(used).fetchone()[0]:
            _refuse_lost(path)


LEDGER = Kind(
    STEPS,
    name="the ledger",
    conflict="another run has issued the same certificates",
    assurance="Certificates that were issued before are untouched.",
    check_missing=_refuse_lost,
    check_content=_refuse_foreign_key,
)
