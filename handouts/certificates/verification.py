"""Is this certificate genuine, and still valid? Of a PDF, a picture, a number or a code."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from handouts import manifest
from handouts.certificates import scanning, signing
from handouts.certificates.facts import Occasion
from handouts.certificates.ledger import Entry, Ledger
from handouts.certificates.numbers import read_number
from handouts.certificates.signing import Claims, Fault
from handouts.errors import CallError
from handouts.project import Project

Finding = Literal["genuine", "altered", "void", "replaced", "unknown"]


@dataclass(frozen=True)
class Verdict:
    """What is known of one thing that was to be verified."""

    of: str
    """As it was given."""
    finding: Finding
    claims: Claims | None
    """What was certified, where that is known."""
    said: tuple[str, ...]
    """What it means and what cannot be known, each a sentence."""


@dataclass(frozen=True)
class Verifier:
    """What is needed to verify: the public key, and the ledger where it is at hand."""

    key: Ed25519PublicKey
    ledger: Ledger | None

    def verdicts(self, given: str) -> Iterator[Verdict]:
        """Yield a verdict for each certificate in a file, or on a number or a code.

        Raises CallError where a file cannot be read.
        """
        path = Path(given)
        if _is_file(path):
            yield from self._of_file(given, path)
        elif number := read_number(given):
            yield self._of_number(given, number)
        else:
            yield self._of_code(given, given)

    def _of_file(self, given: str, path: Path) -> Iterator[Verdict]:
        is_pdf = path.suffix.lower() == ".pdf"
        entry = self.ledger.by_file(_digest(path)) if self.ledger and is_pdf else None
        if entry is not None:
            yield self._of_entry(
                given, entry, "The file is the one that was issued, byte for byte."
            )
            return
        codes = scanning.codes_in(path)
        if not codes:
            yield Verdict(given, "unknown", None, ("There is no QR code in it.",))
        for code in codes:
            verdict = self._of_code(given, code)
            if verdict.finding == "genuine" and is_pdf and len(codes) == 1 and self.ledger:
                said = (
                    "The code on it is genuine, but the file is not the one that was issued: it "
                    "was changed, saved anew, or scanned. Compare its words with these.",
                )
                verdict = Verdict(given, "altered", verdict.claims, said)
            yield verdict

    def _of_number(self, given: str, number: str) -> Verdict:
        if self.ledger is None:
            said = "A number alone can be verified only where the ledger is. Use the QR code."
            return Verdict(given, "unknown", None, (said,))
        try:
            entry = self.ledger.entry(number)
        except CallError:
            return Verdict(given, "unknown", None, ("No certificate was issued with this number.",))
        return self._of_entry(given, entry, "Compare what the paper says with these words.")

    def _of_code(self, given: str, code: str) -> Verdict:
        claims = signing.opened(code, self.key)
        if claims is Fault.NOT_A_CODE:
            said = (
                "It is no number and no code of a certificate, and no file of this name is there."
            )
            return Verdict(given, "unknown", None, (said,))
        if claims is Fault.NOT_GENUINE:
            said = "The signature does not fit: the code was changed, or another provider made it."
            return Verdict(given, "altered", None, (said,))
        compare = "The code is genuine. Compare what the paper says with these words."
        if self.ledger is None:
            later = (
                "Whether it was declared void since, only the provider's list of void ones tells."
            )
            return Verdict(given, "genuine", claims, (compare, later))
        try:
            entry = self.ledger.entry(claims.number)
        except CallError:
            said = "It was signed with this key, but is not in this ledger: is the ledger complete?"
            return Verdict(given, "genuine", claims, (compare, said))
        return self._of_entry(given, entry, compare)

    def _of_entry(self, given: str, entry: Entry, said: str) -> Verdict:
        if self.ledger is None:
            raise AssertionError("an entry comes from a ledger")
        occasion: Occasion = self.ledger.occasion(entry.stock)
        claims = signing.claims(entry.award, occasion)
        if entry.state == "void":
            said = f"It was declared void on {entry.changed}: {entry.why}."
            return Verdict(given, "void", claims, (said,))
        if entry.state == "replaced":
            said = f"It is void since {entry.changed}. {entry.replaced_by} takes its place."
            return Verdict(given, "replaced", claims, (said,))
        return Verdict(given, "genuine", claims, (said,))


def verify(project: Project | None, given: tuple[str, ...], key_text: str = "") -> list[Verdict]:
    """Return a verdict for each certificate that is given.

    `key_text` is the public key, as the verify page shows it, for who has neither project nor
    ledger. Raises CallError where there is no key to verify with, and WorldError.
    """
    if key_text:
        key = signing.read_public_key(key_text)
        if key is None:
            raise CallError("This is not a public key. Copy it from the page that verifies.")
        return [one for each in given for one in Verifier(key, None).verdicts(each)]
    if project is None or not (project.records / signing.KEY_FILE).exists():
        raise CallError(
            "No certificate was issued here yet, so there is no key to verify with. Give the "
            "provider's public key with --public-key; the page that verifies shows it."
        )
    with Ledger(project.records) as ledger:
        verifier = Verifier(signing.public_key(project.records), ledger)
        return [one for each in given for one in verifier.verdicts(each)]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a code is too long for the name of a file
        return False


def _digest(path: Path) -> str:
    try:
        return manifest.digest(path.read_bytes())
    except OSError as error:
        raise CallError(f"{path} cannot be read: {error.strerror}.") from error
