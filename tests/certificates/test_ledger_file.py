"""The ledger's file: opened for change or for reading, and what may be wrong with it."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from handouts.certificates import pairing, signing_key
from handouts.certificates.ledger import Ledger
from handouts.errors import WorldError
from tests.certificates.conftest import Desk
from tests.conftest import snapshot


def refused(records: Path, *, reading: bool = False, wait: float = 30) -> str:
    with pytest.raises(WorldError) as caught:
        Ledger(records, wait, reading=reading)
    return str(caught.value)


def _fresh(path: Path) -> None:
    """What another run makes where the ledger was deleted."""
    key = path.with_name(signing_key.KEY_FILE)
    aside = key.rename(path.with_name("aside"))
    path.unlink()
    Ledger(path.parent).close()
    aside.rename(key)


LOST: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "made anew": _fresh,
}


@pytest.mark.parametrize("lose", LOST.values(), ids=LOST)
def test_without_the_ledger_the_key_signs_nothing_more(
    issued: Desk, lose: Callable[[Path], object]
) -> None:
    records = issued.project.records
    lose(records / "ledger.sqlite3")
    before = snapshot(records)
    told = (
        f"There is no {records}/ledger.sqlite3, or it is empty, but {records}/signing-key.pem is "
        "there, which signed its certificates: everybody would get a second one. Bring the ledger "
        "back from a backup. Only if there is none, move the key away too: the next certificates "
        "get a new key, and those before can no longer be checked."
    )
    assert refused(records) == told
    assert refused(records, reading=True) == told
    with pytest.raises(WorldError, match="everybody would get a second one"):
        issued.certify()
    assert snapshot(records) == before
    (records / "signing-key.pem").unlink()
    (records / "ledger.sqlite3").unlink(missing_ok=True)
    assert len(issued.certify().new) == 5


def test_a_run_that_is_killed_before_the_first_certificate_locks_nobody_out(
    tmp_path: Path,
) -> None:
    """After each thing that a first run makes: the ledger's file, the mark, and the key."""
    records = tmp_path / "records"
    records.mkdir()
    (records / "ledger.sqlite3").touch()
    with Ledger(records) as ledger:
        pass
    with Ledger(records) as ledger:
        first = pairing.signing_key(records, ledger)
    (records / "signing-key.pem").unlink()
    with Ledger(records) as ledger:
        second = pairing.signing_key(records, ledger)
        assert second.public_key() != first.public_key()
    with Ledger(records) as ledger:
        assert pairing.signing_key(records, ledger).public_key() == second.public_key()


def test_the_key_of_another_ledger_is_refused(issued: Desk) -> None:
    records = issued.project.records
    (records / "signing-key.pem").unlink()
    signing_key.private_key(records)
    told = (
        f"{records}/signing-key.pem is not the key that signed the certificates in the ledger "
        "beside it. Bring both back from the same backup."
    )
    with Ledger(records) as ledger:
        for marked in (True, False):  # a ledger of an earlier version names no key
            if not marked:
                with ledger.change() as database:
                    database.execute("DELETE FROM keys")
            with pytest.raises(WorldError) as caught:
                pairing.signing_key(records, ledger)
            assert str(caught.value) == told


def test_a_ledger_that_names_no_key_takes_the_one_that_signed_it(issued: Desk) -> None:
    records = issued.project.records
    with Ledger(records) as ledger:
        (marked,) = ledger.rows("SELECT public FROM keys")
        with ledger.change() as database:
            database.execute("DELETE FROM keys")
        pairing.signing_key(records, ledger)
        assert list(ledger.rows("SELECT public FROM keys")) == [marked]


def test_reading_makes_nothing_and_finds_nothing_where_nothing_is(tmp_path: Path) -> None:
    with Ledger(tmp_path / "records", reading=True) as ledger:
        assert list(ledger.entries()) == []
        assert list(ledger.rows("SELECT * FROM mailings")) == []
    (tmp_path / "records").mkdir()
    (tmp_path / "records/ledger.sqlite3").touch()  # a run that was killed when it began
    with Ledger(tmp_path / "records", reading=True) as ledger:
        assert list(ledger.entries()) == []
    assert snapshot(tmp_path) == {"records/ledger.sqlite3": b""}


def test_what_a_killed_run_left_half_done_is_undone_by_a_reader_too(tmp_path: Path) -> None:
    records = tmp_path / "records"
    Ledger(records).close()
    child = os.fork()
    if child == 0:
        database = sqlite3.connect(records / "ledger.sqlite3", isolation_level=None)
        database.execute("PRAGMA cache_size = 1")  # so that it is written before its end
        database.execute("BEGIN IMMEDIATE")
        for number in range(999):
            database.execute("INSERT INTO keys VALUES (?)", (f"{number}" * 99,))
        os._exit(0)
    os.waitpid(child, 0)
    with Ledger(records, reading=True) as ledger:
        assert list(ledger.rows("SELECT * FROM keys")) == []


def test_a_file_that_is_locked_or_something_else_is_reported_with_its_cure(tmp_path: Path) -> None:
    records = tmp_path / "records"
    path = records / "ledger.sqlite3"
    Ledger(records).close()
    rest = "Certificates that were issued before are untouched."
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for reading in (False, True):
            assert refused(records, reading=reading, wait=0.01) == (
                f"{path} cannot be used: database is locked. Another program has it open: close "
                f"it, or wait until it has ended. {rest}"
            )
    for content in (b"not a ledger at all, but long enough to be looked at " * 20, b"\0" * 4096):
        path.write_bytes(content)
        for reading in (False, True):
            assert refused(records, reading=reading) == (
                f"{path} cannot be used: file is not a database. Restore it from a backup. {rest}"
            )
        assert path.read_bytes() == content
    path.unlink()
    for make in (path.mkdir, lambda: os.mkfifo(path)):
        make()
        for reading in (False, True):
            assert refused(records, reading=reading) == (
                f"{path} is no file. Move it away, and bring the ledger back."
            )
        shutil.rmtree(path) if path.is_dir() else path.unlink()
