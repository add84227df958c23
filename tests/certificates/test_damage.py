"""A ledger that was damaged or edited by hand: each fault has its number, and hides no other."""

import csv
import sqlite3
from contextlib import closing

import pytest

from handouts.certificates import qr_reading, register_csv
from handouts.certificates.files import Files, write_files
from handouts.certificates.ledger import DamagedLedgerError, Ledger
from handouts.certificates.ledger_rows import is_file_name
from handouts.cli import certify
from tests.certificates.conftest import PEOPLE, SESSION, Desk

ROWS = {
    "award = '{'": "what it says of its person cannot be read",
    "award = '[' || hex(zeroblob(50000))": "what it says of its person cannot be read",
    "award = json_remove(award, '$.hours')": "what it says of its person cannot be read",
    "award = json_set(award, '$.name', 7)": "what it says of its person cannot be read",
    "award = json_set(award, '$.name', null)": "what it says of its person cannot be read",
    "award = json_set(award, '$.number', 'X')": "it stands under another number than it has",
    "award = NULL": "its award is not a text",
    "person = CAST(x'ff' AS TEXT)": "its person has letters that are none",
    "person = x'00'": "its person is not a text",
    "session = NULL": "its session is not a text",
    "stock = 'none'": "what the certificates of its session say cannot be read",
    "state = 'lost'": 'its state is "lost"',
    "state = 'void'": "what became of it does not agree with its state, void",
    "changed = '2026-11-22'": "what became of it does not agree with its state, valid",
    "replaced_by = 'X'": "what became of it does not agree with its state, valid",
    "file = '../' || file": 'the name of its file is "../{file}"',
    "file = '/tmp/' || file": 'the name of its file is "/tmp/{file}"',
    "file = 'x.pdf'": 'the name of its file is "x.pdf"',
    "file = char(10) || file": 'the name of its file is "?{file}"',
}
FILES = {
    "kept = x''": "no copy of its file was kept that is whole",
    "kept = zeroblob(100)": "no copy of its file was kept that is whole",
    "kept = substr(kept, 1, 100)": "no copy of its file was kept that is whole",
    "kept = 7": "no copy of its file was kept that is whole",
    "personal = x'00'": "no copy of its file was kept that is whole",
    "personal = zeroblob(100000)": "no copy of its file was kept that is whole",
    "sha256 = 'x'": "no copy of its file was kept that is whole",
    "link = link || '0'": "no copy of its file was kept that is whole",
}


def edited(desk: Desk, change: str, number: str = "") -> None:
    """Change rows of the ledger in a way that its tables do not allow."""
    path = desk.project.records / "ledger.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        loose = "CREATE TABLE loose AS SELECT * FROM certificates"
        for statement in (
            loose,
            "DROP TABLE certificates",
            "ALTER TABLE loose RENAME TO certificates",
        ):
            database.execute(statement)
        database.execute(f"UPDATE certificates SET {change} WHERE ? IN ('', number)", (number,))  # noqa: S608


def written(desk: Desk) -> Files:
    with Ledger(desk.project.records) as ledger, ledger.exclusive_lock():
        return write_files(desk.project, ledger, SESSION)


@pytest.fixture
def shaken(issued: Desk) -> Desk:
    """A project whose files are missing."""
    for file in (issued.folder / "certificates").iterdir():
        file.unlink()
    return issued


@pytest.mark.parametrize("change", ROWS)
def test_a_damaged_row_is_reported_with_its_number_and_hides_no_other(
    shaken: Desk, change: str
) -> None:
    first, *others = shaken.entries()
    edited(shaken, change, first.number)
    files = written(shaken)
    cause = ROWS[change].format(file=first.file)
    assert [(d.number, d.cause) for d in files.damages] == [(first.number, cause)]
    assert files.made == {entry.number for entry in others}
    assert set(shaken.singles()) == {entry.file for entry in others}
    with pytest.raises(DamagedLedgerError, match=first.number):
        register_csv.export(shaken.project, SESSION)
    with (shaken.folder / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Number"]: row for row in csv.DictReader(file)}
    assert set(rows) == {entry.number for entry in (first, *others)}
    assert (rows[first.number]["State"], rows[first.number]["Why"]) == ("damaged", cause)
    given = (first.number, *(str(shaken.path(entry)) for entry in others))
    damaged, *genuine = certify.verify(shaken.project, given, qr_reading.codes_in)
    assert (damaged.finding, damaged.sentences[1:-1]) == (
        "unknown",
        (f"certificate {first.number}: {cause}",),
    )
    assert {verdict.finding for verdict in genuine} == {"genuine"}


@pytest.mark.parametrize("change", FILES)
def test_a_damaged_file_is_reported_with_its_number_and_hides_no_other(
    shaken: Desk, change: str
) -> None:
    first, *others = shaken.entries()
    edited(shaken, change, first.number)
    files = written(shaken)
    (damage,) = files.damages
    assert (damage.number, damage.cause.partition(".")[0]) == (first.number, FILES[change])
    assert set(shaken.singles()) == {entry.file for entry in others}


def test_damaged_stocks_keep_no_file_from_being_given_out(shaken: Desk) -> None:
    edited(shaken, "number = number")
    path = shaken.project.records / "ledger.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE stocks SET content = zeroblob(99)")
    numbers = sorted(entry.number for entry in shaken.entries())
    files = written(shaken)
    assert [(damage.number, damage.cause) for damage in files.damages] == [
        (number, "its page is damaged, so it is not in certificates.pdf") for number in numbers
    ]
    assert files.made == set(numbers)
    assert shaken.is_in_order()


@pytest.mark.parametrize(
    "change", ["DELETE FROM certificates", "UPDATE certificates SET session = 'two-models/other'"]
)
def test_who_was_printed_and_is_not_there_any_longer_gets_no_second_one(
    shaken: Desk, change: str
) -> None:
    with Ledger(shaken.project.records) as ledger:
        numbers = [entry.number for entry in ledger.entries(SESSION)]
    with closing(sqlite3.connect(shaken.project.records / "ledger.sqlite3")) as database:
        database.execute(change)
        database.commit()
    with pytest.raises(DamagedLedgerError) as raised:
        shaken.certify()
    cause = "it was printed, and its session has no record of it any longer"
    assert sorted(str(raised.value).splitlines()[1:-1]) == sorted(
        f"  certificate {number}: {cause}" for number in numbers
    )


def test_while_a_row_is_damaged_nobody_new_is_issued_one(shaken: Desk) -> None:
    first, *others = shaken.entries()
    edited(shaken, "award = '{'", first.number)
    shaken.roster([*PEOPLE, {"Name": "Bea New", "E-mail": "bea@example.org"}])
    with pytest.raises(DamagedLedgerError) as caught:
        shaken.certify()
    assert str(caught.value) == (
        "records/ledger.sqlite3 is damaged, or was edited by hand. Nothing new was issued; all "
        f"other files are there.\n  certificate {first.number}: what it says of its person cannot "
        "be read\nBring records/ledger.sqlite3 back from a backup."
    )
    assert [entry.number for entry in shaken.entries()] == [entry.number for entry in others]
    assert set(shaken.singles()) == {entry.file for entry in others}


def test_a_file_that_is_whole_mends_what_was_kept_of_it(issued: Desk) -> None:
    entries = issued.entries()
    edited(issued, "kept = x''")
    assert written(issued) == Files(frozenset(), ())
    for entry in entries:
        issued.path(entry).unlink()
    assert written(issued).made == {entry.number for entry in entries}
    assert issued.is_in_order()


@pytest.mark.parametrize(
    "name",
    ["", ".", "N.pdf/..", "a/N.pdf", "a\\N.pdf", "c:N.pdf", ".N.pdf", "N.pdf\0", "\x1b[2JN.pdf",
     "x.pdf", "x" * 300 + "N.pdf"],
)  # fmt: skip
def test_what_is_no_name_of_a_file_is_none(name: str) -> None:
    assert not is_file_name(name, "N")
    assert is_file_name("Małgorzata-Łęcka-N.pdf", "N")
