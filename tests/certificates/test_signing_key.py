"""The key that signs: made once, private, and never taken for another."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handouts.certificates import signing_key
from handouts.errors import WorldError
from tests.conftest import REPOSITORY

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))


def test_the_key_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    records = tmp_path / "project" / "records"
    first = signing_key.private_key(records)
    file = records / "signing-key.pem"
    made = file.read_bytes()
    assert made.startswith(b"-----BEGIN PRIVATE KEY-----\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(records.stat().st_mode) == 0o700
    again = signing_key.private_key(records)
    assert again.private_bytes_raw() == first.private_bytes_raw()
    assert signing_key.public_key(records) == first.public_key()
    assert [(path.name, path.read_bytes()) for path in records.iterdir()] == [(file.name, made)]


def test_processes_that_begin_at_once_end_with_the_same_key(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from handouts.certificates import signing_key; "
        "sys.stdin.read(1); "
        "print(signing_key.private_key(pathlib.Path(sys.argv[1])).private_bytes_raw().hex())"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, tmp_path / "records"],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in started:
        process.stdin.write("x")
        process.stdin.flush()
    keys = [process.communicate()[0] for process in started]
    assert len(keys[0]) == 65
    assert keys == [keys[0]] * 2


def test_a_key_that_is_there_is_kept_whatever_would_take_its_place(tmp_path: Path) -> None:
    for given in (OTHER, KEY):
        found = signing_key.private_key(tmp_path, given)
        assert found.private_bytes_raw() == OTHER.private_bytes_raw()


def _pem(key: object, encryption: object) -> bytes:
    return key.private_bytes(  # type: ignore[attr-defined]
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption
    )


FOREIGN = {
    "empty": b"",
    "damaged": b"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYD\n-----END PRIVATE KEY-----\n",
    "of another kind": _pem(generate_private_key(SECP256R1()), serialization.NoEncryption()),
    "with a password": _pem(KEY, serialization.BestAvailableEncryption(b"x")),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_key_that_is_none_is_told_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "signing-key.pem"
    file.write_bytes(content)
    with pytest.raises(WorldError) as caught:
        signing_key.private_key(tmp_path)
    assert str(caught.value) == (
        f"{file} is not the key that signs certificates: it is damaged, or another file. Bring it "
        "back from a backup. Only if there is none, move it away: the next certificates get a new "
        "key, and those before can no longer be checked."
    )
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("a file")
    with pytest.raises(WorldError) as caught:
        signing_key.private_key(tmp_path / "records")
    assert str(caught.value) == (
        f"{tmp_path}/records/signing-key.pem, the key that signs certificates, cannot be read or "
        "made: File exists. Fix the folder's permissions, and keep the project on a disk of this "
        "computer."
    )


def test_checking_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as caught:
        signing_key.public_key(tmp_path)
    assert str(caught.value) == (
        f"There is no {tmp_path}/signing-key.pem: no certificate has been issued from this folder. "
        "Run this where certificates are issued, or bring its folder records/ back from a backup."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_public_key_can_be_written_down() -> None:
    written = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
    assert signing_key.public_key_text(PUBLIC) == written
    assert signing_key.read_public_key(f" {written}\n") == PUBLIC


@pytest.mark.parametrize("text", ["", "x", "AAAA", "é", "A6EHv/POEL4dcN0Y50vAmWfkaxQc1X5k"])
def test_what_is_no_public_key_is_told_so(text: str) -> None:
    assert signing_key.read_public_key(text) is None
