"""The tables of the ledger, and the numbered steps that bring an older file up to date.

A step is never changed once a release has taken it; what is to be different comes as another step.
"""

from handouts.builds import manifest
from handouts.records.database import Connection, MigrationStep
from handouts.typesetting.variable_data.base_page import UNREADABLE, BasePage, VariableLayer
from handouts.typesetting.variable_data.compact_file import own_part
from handouts.typesetting.variable_data.pdf_objects import FinishedPage
from handouts.typesetting.variable_data.single_file import UnfinishedFile

# Until the second step the tables were made one by one, so a file may have some of them already.
_CERTIFICATES = (
    """
    CREATE TABLE IF NOT EXISTS stocks (
        sha256 TEXT PRIMARY KEY,
        occasion TEXT NOT NULL,
        content BLOB NOT NULL
    ) STRICT
    """,
    """
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
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX IF NOT EXISTS one_each
        ON certificates (session, person) WHERE state = 'valid'
    """,
)
_MAILINGS = """
    CREATE {temporary} TABLE IF NOT EXISTS mailings (
        id INTEGER PRIMARY KEY,
        session TEXT NOT NULL,
        mailing TEXT NOT NULL,
        person TEXT NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        version TEXT NOT NULL,
        message_id TEXT NOT NULL,
        state TEXT NOT NULL
            CHECK (state IN ('queued', 'sending', 'accepted', 'refused', 'uncertain')),
        said TEXT NOT NULL DEFAULT '',
        changed TEXT NOT NULL,
        UNIQUE (session, mailing, person, version)
    ) STRICT
"""
_IN_ORDER = "CREATE INDEX IF NOT EXISTS in_order ON certificates (session, sorted_by, number)"
_PRINTED = """
    CREATE {temporary} TABLE printed (
        sha256 TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        session TEXT NOT NULL,
        numbers TEXT NOT NULL
    ) STRICT
"""
"""Each file for the printer that was written, and the certificates in it, with a space between."""
_KEYS = "CREATE {temporary} TABLE keys (public TEXT PRIMARY KEY) STRICT"
"""The public key of the one key that signs, entered before that key's file is made."""
_NEWCOMERS = """
    CREATE {temporary} TABLE IF NOT EXISTS newcomers (
        session TEXT NOT NULL,
        person TEXT NOT NULL,
        PRIMARY KEY (session, person)
    ) STRICT
"""
"""People who, as the trainer decided, had no certificate before: newcomers.py."""
_KEPT = (
    "ALTER TABLE stocks ADD COLUMN beginning BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE stocks ADD COLUMN pattern BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE certificates ADD COLUMN kept BLOB NOT NULL DEFAULT x''",
)


def _make_certificates(database: Connection) -> None:
    for statement in _CERTIFICATES:
        database.execute(statement)


def _make_mailings(database: Connection) -> None:
    database.execute(_MAILINGS.format(temporary=""))
    database.execute(_IN_ORDER)


def _keep_files(database: Connection) -> None:
    """Keep the finished file of each certificate that can still be assembled as it was issued.

    One that cannot, because another zlib deflated it, is kept later from its file: see files.py.
    """
    for statement in (*_KEPT, _PRINTED, _KEYS, _NEWCOMERS):
        database.execute(statement.format(temporary=""))
    for (stock,) in database.execute("SELECT sha256 FROM stocks").fetchall():
        try:
            _keep_files_of(database, stock)
        except UNREADABLE:  # it is damaged, and stays as it is
            continue


def _keep_files_of(database: Connection, stock: str) -> None:
    (content,) = database.execute(
        "SELECT content FROM stocks WHERE sha256 = ?", (stock,)
    ).fetchone()
    blank = UnfinishedFile(BasePage.unpacked(content))
    database.execute(
        "UPDATE stocks SET beginning = ?, pattern = ? WHERE sha256 = ?",
        (blank.base.beginning, blank.base.pattern, stock),
    )
    numbers = database.execute("SELECT number FROM certificates WHERE stock = ?", (stock,))
    for (number,) in numbers.fetchall():
        title, link, personal, sha256 = database.execute(
            "SELECT title, link, personal, sha256 FROM certificates WHERE number = ?", (number,)
        ).fetchone()
        try:
            file = blank.file(FinishedPage(title, VariableLayer.unpacked(personal), link))
        except UNREADABLE:  # as above
            continue
        if manifest.digest(file) == sha256:
            kept = blank.base.kept(file, own_part(link, personal))
            database.execute("UPDATE certificates SET kept = ? WHERE number = ?", (kept, number))


STEPS = (
    MigrationStep(_make_certificates),
    MigrationStep(_make_mailings, (_MAILINGS,)),
    MigrationStep(_keep_files, (_PRINTED, _KEYS, _NEWCOMERS)),
)
