"""What a certificate's code holds, and the signature that nobody else can make.

A code is `H1-` and, in Crockford's base 32, the UTF-8 lines of the claims and their Ed25519
signature (RFC 8032), 64 bytes. Capitals and digits alone, because a QR code packs these into
5.5 bits each (ISO/IEC 18004, alphanumeric mode), and because they survive being typed.
"""

import base64
import binascii
import dataclasses
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from handouts.certificates.certificate import CertificateTerms, Credential
from handouts.certificates.serial_numbers import LETTERS, plain_letters
from handouts.content import markdown, richtext

DOMAIN = b"handouts certificate 1\n"
"""Begins what is signed, so that a signature for anything else is never one of a certificate."""
_SIGNATURE = 64
"""Bytes."""
_RFC_4648 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_LETTERS = bytes.maketrans(_RFC_4648, LETTERS.encode())
_FROM_LETTERS = bytes.maketrans(LETTERS.encode(), _RFC_4648)
_CODE = re.compile(f"H1([{LETTERS}]+)")


@dataclass(frozen=True)
class Claims:
    """What the provider vouches for. The order of the fields is that of the lines in a code."""

    number: str
    kind: str
    """`completion` or `attendance`."""
    name: str
    title: str
    """The training's, without marks, and which part of it."""
    dates: str
    """An ISO date, or the first and the last: `2026-11-14/2026-11-15`."""
    hours: str
    """Clock hours, as printed."""
    provider: str


class Fault(Enum):
    """Why a text is not a genuine code."""

    NOT_A_CODE = "not a code"
    """It is something else, or a piece of a code."""
    NOT_GENUINE = "not genuine"
    """The signature does not fit: other words, another provider, or a slip in copying."""


def claims(award: Credential, terms: CertificateTerms) -> Claims:
    """Return what the code of one certificate says; every field is a single line."""
    days = [day for day, _, _ in terms.days]
    dates = days[0] if days[0] == days[-1] else f"{days[0]}/{days[-1]}"
    title = _plain(terms.title)
    return Claims(
        number=award.number,
        kind=_line(terms.kind),
        name=_line(award.name),
        title=f"{title}, {_line(terms.part)}" if terms.part else title,
        dates=dates,
        hours=_line(award.hours),
        provider=_line(terms.provider),
    )


@lru_cache(maxsize=16)
def _plain(title: str) -> str:
    return _line(richtext.plain_text(markdown.parse_inline(title)))


def _line(text: str) -> str:
    """Return a text without line breaks, which stand between the fields of a code."""
    return " ".join(text.split())


def sign(claims: Claims, key: Ed25519PrivateKey) -> str:
    """Return the code of a certificate. The same claims and key make the same code."""
    payload = "\n".join(dataclasses.astuple(claims)).encode()
    return f"H1-{letters(payload + key.sign(DOMAIN + payload))}"


def is_code(text: str) -> bool:
    """Whether a text has the form of a code, genuine or not."""
    return _content_of(text) is not None


def opened(text: str, key: Ed25519PublicKey) -> Claims | Fault:
    """Return what a code says if the signature fits, otherwise why it says nothing.

    The text may be a link that ends with the code, and may be typed as `read_number` allows.
    """
    content = _content_of(text)
    if content is None:
        return Fault.NOT_A_CODE
    payload, signature = content[:-_SIGNATURE], content[-_SIGNATURE:]
    try:
        key.verify(signature, DOMAIN + payload)
        return Claims(*payload.decode().split("\n"))
    except (InvalidSignature, UnicodeDecodeError, TypeError):
        return Fault.NOT_GENUINE


def link(code: str, verify_url: str) -> str:
    """Return the address that shows whether a code is genuine, or the code where there is none.

    What follows the # never leaves the browser (RFC 3986, section 3.5).
    """
    return f"{verify_url}#{code}" if verify_url else code


def letters(content: bytes) -> str:
    """Return bytes as the letters and digits of a code, without padding."""
    return base64.b32encode(content).rstrip(b"=").translate(_TO_LETTERS).decode()


def _content_of(text: str) -> bytes | None:
    """Return the bytes of a code; None where a text is none, or too short to be signed."""
    found = _CODE.fullmatch(plain_letters(text.rpartition("#")[2]))
    if found is None or len(found[1]) < _SIGNATURE * 8 // 5:
        return None
    return _content(found[1])


def _content(written: str) -> bytes:
    """Return the bytes that letters stand for; none where no bytes are written so."""
    padded = written.encode().translate(_FROM_LETTERS) + b"=" * (-len(written) % 8)
    try:
        content = base64.b32decode(padded)
    except binascii.Error:
        return b""
    # The last letter may have bits to spare; a code that uses them is not the one that was made.
    return content if letters(content) == written else b""
