"""Rows of the ledger → certificates, or what is wrong with a row.

The ledger is a file that can be damaged or edited by hand. Nothing of a row is taken on trust: not
its types, nor that its parts agree, nor that the name of its file is no more than a name.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from handouts.certificates.certificate import CertificateTerms, Credential
from handouts.errors import WorldError
from handouts.records.database import Row
from handouts.text import filenames

State = Literal["valid", "replaced", "void"]
COLUMNS = """number, session, person, email, award, stock, file, sha256, issued, state, changed,
    replaced_by, why"""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One certificate in the ledger, without its page."""

    session: str
    person: str
    """What identifies the person in the session; nobody has two that are valid."""
    email: str
    award: Credential
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


@dataclass(frozen=True, order=True)
class Damage:
    """A certificate whose record, or whose file's, cannot be used."""

    number: str
    cause: str
    """A sentence without its full stop."""

    def __str__(self) -> str:
        return f"certificate {self.number}: {self.cause}"


class DamagedLedgerError(WorldError):
    """Records of certificates are damaged; `damages` holds every one of them."""

    def __init__(self, damages: Iterable[Damage], more: str = "") -> None:
        self.damages = tuple(damages)
        lines = [f"  {damage}" for damage in self.damages]
        super().__init__(
            "\n".join([
                f"records/ledger.sqlite3 is damaged, or was edited by hand.{more}",
                *lines,
                "Bring records/ledger.sqlite3 back from a backup.",
            ])
        )  # fmt: skip


def entry(row: Row, terms_of: Callable[[str], CertificateTerms]) -> LedgerEntry | Damage:
    """Return the certificate of a row that has COLUMNS, or what is wrong with it.

    `terms_of` returns what the certificates of a stock have in common; it raises ValueError
    with a sentence where that cannot be read.
    """
    named = {name: row[name] for name in row.keys()}  # noqa: SIM118 - iterating gives the values
    number = shown(named["number"])
    try:
        for name in _TEXTS:
            named[name] = text(name, named[name])
        return _checked(named, terms_of)
    except ValueError as error:
        return Damage(number, str(error))


_TEXTS = tuple(column.strip() for column in COLUMNS.split(","))
_OURS = tuple(name for name in _TEXTS if name not in ("number", "award"))


def _checked(named: dict[str, Any], terms_of: Callable[[str], CertificateTerms]) -> LedgerEntry:
    award = read_award(named["award"])
    if award.number != named["number"]:
        raise ValueError("it stands under another number than it has")
    if named["state"] not in get_args(State):
        raise ValueError(f'its state is "{shown(named["state"])}"')
    if not _is_history(named):
        raise ValueError(f"what became of it does not agree with its state, {named['state']}")
    if not is_file_name(named["file"], award.number):
        raise ValueError(f'the name of its file is "{shown(named["file"])}"')
    terms_of(named["stock"])
    for alike in ("session", "stock", "issued", "state"):
        named[alike] = sys.intern(named[alike])  # thousands of them stand in memory once
    return LedgerEntry(award=award, **{name: named[name] for name in _OURS})


def _is_history(named: dict[str, Any]) -> bool:
    """Whether date, successor and reason are those that a certificate of this state has."""
    has = tuple(bool(named[name]) for name in ("changed", "replaced_by"))
    if named["state"] == "valid":
        return has == (False, False) and not named["why"]
    return has == (True, named["state"] == "replaced")


def is_file_name(name: str, number: str) -> bool:
    """Whether a name can be that of this certificate's file, and leads to no other place."""
    return name.endswith(f"{number}.pdf") and not name.startswith(".") and filenames.is_plain(name)


def read_award(written: str) -> Credential:
    """Return what a certificate says of its person. Raises ValueError."""
    try:
        award: Credential = _reader(Credential)(written)
    except ValueError as error:
        raise ValueError("what it says of its person cannot be read") from error
    return award


def read_terms(written: object) -> CertificateTerms:
    """Return what the certificates of a stock have in common. Raises ValueError."""
    try:
        terms: CertificateTerms = _reader(CertificateTerms)(text("occasion", written))
        if not terms.days:
            raise ValueError("a session has one day at least")
    except ValueError as error:
        raise ValueError("what the certificates of its session say cannot be read") from error
    return terms


@cache
def _reader(kind: type) -> Callable[[str], Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415 - only where a ledger is read

    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    return lambda written: adapter.validate_json(written, strict=True)


def text(name: str, value: object) -> str:
    """Return a value that is a text which can be written anywhere. Raises ValueError."""
    if not isinstance(value, str):
        raise ValueError(f"its {name} is not a text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"its {name} has letters that are none") from error
    return value


def content(name: str, value: object) -> bytes:
    """Return a value that is bytes. Raises ValueError."""
    if not isinstance(value, bytes):
        raise ValueError(f"its {name} is not a BLOB")
    return value


def shown(value: object) -> str:
    """Return anything of a damaged row as a short line that can be printed."""
    line = value if isinstance(value, str) else repr(value)
    return "".join(mark if mark.isprintable() else "?" for mark in line[:80])
