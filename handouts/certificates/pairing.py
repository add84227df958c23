"""The ledger and the key belong together: neither issues without the other.

The public key is entered into the ledger before the file of the private key is made. So a key
beside a ledger that does not name it has signed certificates that this ledger does not have.
"""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from handouts.certificates.ledger import Ledger
from handouts.certificates.signing_key import KEY_FILE, private_key, public_key_text
from handouts.certificates.verification_code import Claims, opened
from handouts.errors import WorldError
from handouts.messages import message


def signing_key(records: Path, ledger: Ledger) -> Ed25519PrivateKey:
    """Return the key that signs, which is made only before the first certificate.

    Only who is alone with the ledger may ask. Raises WorldError where the key is missing though it
    has signed certificates, or is not the one that signed those of this ledger.
    """
    path = records / KEY_FILE
    if path.exists():
        key = private_key(records)
        check_key(records, ledger, key.public_key())
        if not _marked(ledger):
            _mark(ledger, key)
        return key
    if not ledger.is_empty():
        raise WorldError(message("certificates.lost-key", key=str(path)))
    fresh = Ed25519PrivateKey.generate()
    _mark(ledger, fresh)
    return private_key(records, fresh)


def check_key(records: Path, ledger: Ledger, key: Ed25519PublicKey) -> None:
    """Raise WorldError where a key is not the one that signed the certificates of a ledger."""
    marked = _marked(ledger)
    if marked == public_key_text(key) or (not marked and _has_signed(ledger, key)):
        return
    raise WorldError(message("certificates.another-key", key=str(records / KEY_FILE)))


def _has_signed(ledger: Ledger, key: Ed25519PublicKey) -> bool:
    """Whether a key signed any certificate of a ledger, or there is none yet."""
    links = (str(row["link"]) for row in ledger.rows("SELECT link FROM certificates"))
    return ledger.is_empty() or any(isinstance(opened(link, key), Claims) for link in links)


def _marked(ledger: Ledger) -> str:
    found = next(ledger.rows("SELECT public FROM keys"), None)
    return str(found["public"]) if found else ""


def _mark(ledger: Ledger, key: Ed25519PrivateKey) -> None:
    with ledger.change() as database:
        database.execute("DELETE FROM keys")
        public = public_key_text(key.public_key())
        database.execute("INSERT INTO keys VALUES (?)", (public,))
