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
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from handouts.certificates.certificate import Award, Occasion
from handouts.certificates.serial_numbers import LETTERS, plain_letters
from handouts.content import markdown, richtext
from handouts.errors import WorldError
from handouts.project.atomic_files import private_folder, write_new

KEY_FILE = "signing-key.pem"
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


def claims(award: Award, occasion: Occasion) -> Claims:
    """Return what the code of one certificate says; every field is a single line."""
    days = [day for day, _, _ in occasion.days]
    dates = days[0] if days[0] == days[-1] else f"{days[0]}/{days[-1]}"
    title = _plain(occasion.title)
    return Claims(
        number=award.number,
        kind=_line(occasion.kind),
        name=_line(award.name),
        title=f"{title}, {_line(occasion.part)}" if occasion.part else title,
        dates=dates,
        hours=_line(award.hours),
        provider=_line(occasion.provider),
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


def private_key(records: Path, fresh: Ed25519PrivateKey | None = None) -> Ed25519PrivateKey:
    """Return the key that signs, making `signing-key.pem` in the folder `records` on first use.

    `fresh` becomes the key where there is none; left out, one is generated. Raises WorldError
    where it can be neither read nor made, or where it is something else.
    """
    path = records / KEY_FILE
    try:
        if not path.exists():
            private_folder(records, inside=records.parent)
            pem = _pem(fresh or Ed25519PrivateKey.generate())
            write_new(path, pem, inside=records.parent, private=True)
        return _read(path)
    except OSError as error:
        raise _unusable(path, error) from error


def public_key(records: Path) -> Ed25519PublicKey:
    """Return the key that checks codes.

    Raises WorldError where none has been made or it cannot be read.
    """
    path = records / KEY_FILE
    try:
        return _read(path).public_key()
    except FileNotFoundError as error:
        raise WorldError(
            f"There is no {path}: no certificate has been issued from this folder. Run this where "
            "certificates are issued, or bring its folder records/ back from a backup."
        ) from error
    except OSError as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> WorldError:
    return WorldError(
        f"{path}, the key that signs certificates, cannot be read or made: "
        f"{error.strerror or error}. Mend the folder's permissions, and keep the project on a disk "
        "of this computer."
    )


def public_key_text(key: Ed25519PublicKey) -> str:
    """Return a public key as text: the base 64 of its 32 bytes."""
    return base64.b64encode(key.public_bytes_raw()).decode()


def read_public_key(text: str) -> Ed25519PublicKey | None:
    """Return the public key that a text stands for, or None."""
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(text.strip(), validate=True))
    except ValueError:
        return None


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _read(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError):  # a password in front of it is a TypeError
        key = None
    if isinstance(key, Ed25519PrivateKey):
        return key
    raise WorldError(
        f"{path} is not the key that signs certificates: it is damaged, or another file. Bring it "
        "back from a backup. Only if there is none, move it away: the next certificates get a new "
        "key, and those before can no longer be checked."
    )
