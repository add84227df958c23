"""The provider's key: the private half signs certificates, the public half checks them."""

import base64
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from handouts.errors import WorldError
from handouts.messages import message
from handouts.project.atomic_files import private_folder, write_new

KEY_FILE = "signing-key.pem"


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
        raise WorldError(message("certificates.no-key-yet", key=str(path))) from error
    except OSError as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> WorldError:
    reason = str(error.strerror or error)
    return WorldError(message("certificates.unusable-key", key=str(path), reason=reason))


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
    raise WorldError(message("certificates.not-a-key", key=str(path)))
