"""Is this certificate genuine, and still valid? Of a PDF, a picture, a number or a code.

Only a file whose every byte is as it was written is called genuine. Of anything else the code may
be genuine, which says nothing of the words around it: it can be copied onto a forgery.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from handouts.builds import manifest
from handouts.certificates import (
    given_file,
    ledger_file,
    printed,
    qr_reading,
    signing_key,
    verification_code,
)
from handouts.certificates.apart import codes_in_apart
from handouts.certificates.ledger import DamagedLedgerError, Ledger, LedgerEntry
from handouts.certificates.pairing import check_key
from handouts.certificates.qr_reading import UnreadableScanError
from handouts.certificates.verification_code import Claims, Fault
from handouts.errors import CallError
from handouts.messages import Message, message
from handouts.project.layout import Project

Finding = Literal[
    "genuine", "code-genuine", "number-known", "altered", "void", "replaced", "unknown"
]


@dataclass(frozen=True)
class Verdict:
    """What is known of one thing that was to be verified."""

    of: str
    """As it was given."""
    finding: Finding
    claims: Claims | None
    """What was certified, where that is known."""
    sentences: tuple[str, ...]
    """What it means and what cannot be known, each a sentence."""


@dataclass(frozen=True)
class Verifier:
    """What is needed to verify: the public key, and the ledger where it is at hand."""

    key: Ed25519PublicKey
    ledger: Ledger | None
    codes_in: Callable[[bytes], list[str]] = codes_in_apart
    largest: int = given_file.LARGEST
    """Bytes of a file that is looked through."""

    def of_file(self, file: Path | bytes) -> Iterator[Verdict]:
        """Yield a verdict for each certificate in a file, which may be given by its bytes."""
        given = "" if isinstance(file, bytes) else str(file)
        try:
            content = file if isinstance(file, bytes) else given_file.read(file, self.largest)
            if content is None or len(content) > self.largest:
                yield from self._of_large_file(given, file)
                return
            found = list(self._as_written(given, manifest.digest(content)))
            yield from found or self._of_codes(given, content)
        except UnreadableScanError as error:
            yield Verdict(given, "unknown", None, (str(error),))

    def of_number(self, given: str, number: str) -> Verdict:
        """Return the verdict on a number, which is `given` so."""
        if self.ledger is None:
            return _verdict(given, "unknown", None, message("verify.number-alone"))
        meaning = message("verify.known-number")
        return self._of_known(self.ledger, given, number, ("number-known", meaning))

    def of_code(self, code: str) -> Verdict:
        """Return the verdict on what a QR code says."""
        return self._of_code(code, code, given_file.IS_TYPED)

    def _of_large_file(self, given: str, file: Path | bytes) -> Iterator[Verdict]:
        """Yield verdicts on a file that is too large to be looked through, but may be known."""
        size = len(file) if isinstance(file, bytes) else file.stat().st_size
        known = self.ledger is not None and printed.is_known_size(self.ledger, size)
        found = list(self._as_written(given, given_file.digest(file))) if known else []
        if not found:
            raise UnreadableScanError(message("verify.too-large", size=self.largest / 1e6))
        yield from found

    def _as_written(self, given: str, sha256: str) -> Iterator[Verdict]:
        """Yield verdicts on the certificates in a file that has not changed by a byte."""
        if self.ledger is None:
            return
        try:
            entry = self.ledger.by_file(sha256)
        except DamagedLedgerError as error:
            yield _damaged(given, error)
            return
        if entry is not None:
            meaning = message("verify.file-as-issued")
            yield self._of_entry(self.ledger, given, entry, ("genuine", meaning))
            return
        meaning = message("verify.in-file-for-printer")
        for number in printed.numbers_in(self.ledger, sha256):
            yield self._of_known(self.ledger, given, number, ("genuine", meaning))

    def _of_codes(self, given: str, content: bytes) -> Iterator[Verdict]:
        codes = self.codes_in(content)
        if not codes:
            yield _verdict(given, "unknown", None, message("verify.no-code"))
        is_pdf = qr_reading.is_pdf(content)
        for code in codes:
            where = given_file.IS_PDF if is_pdf else given_file.IS_PICTURE
            verdict = self._of_code(given, code, where)
            if self.ledger and is_pdf and verdict.finding == "code-genuine":
                sentences = (str(message("verify.altered-file")), *verdict.sentences[1:])
                verdict = Verdict(given, "altered", verdict.claims, sentences)
            yield verdict

    def _of_code(self, given: str, code: str, where: given_file.CodeSource) -> Verdict:
        claims = verification_code.opened(code, self.key)
        if claims is Fault.NOT_A_CODE:
            return _verdict(given, "unknown", None, where.no_code)
        if claims is Fault.NOT_GENUINE:
            return _verdict(given, "altered", None, message("verify.signature-does-not-fit"))
        if self.ledger is None:
            later = message("verify.no-ledger")
            return _verdict(given, "code-genuine", claims, where.compare, later)
        try:
            entry = self.ledger.entry(claims.number)
        except DamagedLedgerError as error:
            return _damaged(given, error)
        except CallError:
            missing = message("verify.not-in-ledger")
            return _verdict(given, "code-genuine", claims, where.compare, missing)
        return self._of_entry(self.ledger, given, entry, ("code-genuine", where.compare))

    def _of_known(
        self, ledger: Ledger, given: str, number: str, if_valid: tuple[Finding, Message]
    ) -> Verdict:
        """Return the verdict on a number; `if_valid` is the finding on one that is, with why."""
        try:
            return self._of_entry(ledger, given, ledger.entry(number), if_valid)
        except DamagedLedgerError as error:
            return _damaged(given, error)
        except CallError:
            return _verdict(given, "unknown", None, message("verify.unknown-number"))

    def _of_entry(
        self, ledger: Ledger, given: str, entry: LedgerEntry, if_valid: tuple[Finding, Message]
    ) -> Verdict:
        claims = verification_code.claims(entry.award, ledger.terms(entry.stock))
        if verification_code.opened(ledger.link(entry.number), self.key) != claims:
            edited = message("verify.edited-ledger", number=entry.number)
            return _verdict(given, "unknown", None, edited)
        if entry.state == "void":
            void = message("verify.void", date=str(entry.changed), reason=entry.why)
            return _verdict(given, "void", claims, void)
        if entry.state == "replaced":
            other = {"date": str(entry.changed), "number": entry.replaced_by}
            return _verdict(given, "replaced", claims, message("verify.replaced", **other))
        finding, meaning = if_valid
        return _verdict(given, finding, claims, meaning)


def _verdict(given: str, finding: Finding, claims: Claims | None, *meanings: Message) -> Verdict:
    return Verdict(given, finding, claims, tuple(map(str, meanings)))


def _damaged(given: str, error: DamagedLedgerError) -> Verdict:
    return Verdict(given, "unknown", None, tuple(map(str.strip, str(error).splitlines())))


class NoKeyError(CallError):
    """There is no key to verify with."""


Issuer = Project | Ed25519PublicKey
"""Whose certificates are verified: a project's, or, where no project is at hand, a provider's."""


def provider_key(text: str) -> Ed25519PublicKey:
    """Return the public key that the verify page shows as this text. Raises CallError."""
    key = signing_key.read_public_key(text)
    if key is None:
        raise CallError(message("verify.no-public-key"))
    return key


@contextmanager
def opened_verifier(
    of: Issuer, codes_in: Callable[[bytes], list[str]] = codes_in_apart
) -> Iterator[Verifier]:
    """Give what verifies certificates; `codes_in` finds the QR codes in a PDF or a picture.

    Raises NoKeyError where nothing was issued from a project, and WorldError.
    """
    if isinstance(of, Ed25519PublicKey):
        yield Verifier(of, None, codes_in)
        return
    if not _was_issued_from(of.records):
        raise NoKeyError(message("verify.no-key"))
    key = signing_key.public_key(of.records)
    if not (of.records / ledger_file.NAME).exists():
        yield Verifier(key, None, codes_in)
        return
    with Ledger(of.records, reading=True) as ledger:
        check_key(of.records, ledger, key)
        yield Verifier(key, ledger, codes_in)


def _was_issued_from(records: Path) -> bool:
    """Whether there is a key, or certificates whose key is missing."""
    if (records / signing_key.KEY_FILE).exists():
        return True
    with Ledger(records, reading=True) as ledger:
        return not ledger.is_empty()
