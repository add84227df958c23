"""Verifying one thing: a file, a number or a code. A text is never taken for a path."""

from collections.abc import Callable
from pathlib import Path

from handouts.certificates.apart import codes_in_apart
from handouts.certificates.serial_numbers import read_number
from handouts.certificates.verification_code import is_code
from handouts.certificates.verify import Issuer, Verdict, opened_verifier
from handouts.messages import message
from handouts.workflows.named_session import certificate_number


def verify_file(
    of: Issuer, file: Path | bytes, codes_in: Callable[[bytes], list[str]] = codes_in_apart
) -> tuple[Verdict, ...]:
    """Return a verdict for each certificate in a PDF or a picture, which may be a file's bytes.

    `codes_in` finds the QR codes in it. Raises NoKeyError where nothing was issued from a project,
    and WorldError.
    """
    with opened_verifier(of, codes_in) as verifier:
        return tuple(verifier.of_file(file))


def verify_number(of: Issuer, number: str) -> Verdict:
    """Return the verdict on a number as a person types it.

    Raises CallError where it is none, NoKeyError as above, and WorldError.
    """
    known = certificate_number(number)
    with opened_verifier(of) as verifier:
        return verifier.of_number(number, known)


def verify_code(of: Issuer, code: str) -> Verdict:
    """Return the verdict on what a QR code says, or a link that ends with it.

    Raises NoKeyError as above, and WorldError.
    """
    with opened_verifier(of) as verifier:
        return verifier.of_code(code)


def verify_text(of: Issuer, given: str) -> Verdict:
    """Return the verdict on what a person types or pastes, a number or a code.

    Raises NoKeyError as above, and WorldError.
    """
    if read_number(given) is not None:
        return verify_number(of, given)
    if is_code(given):
        return verify_code(of, given)
    return Verdict(given, "unknown", None, (str(message("verify.no-number-and-no-code")),))
