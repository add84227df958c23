"""The ledger: frozen, whole or not at all, and for its owner alone."""

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.builds.manifest import digest
from handouts.certificates import kept_files
from handouts.certificates.certificate import ApprovalStatement, CertificateTerms, Credential
from handouts.certificates.kept_files import Filed
from handouts.certificates.ledger import Ledger, LedgerEntry, New
from handouts.errors import CallError, WorldError
from handouts.typesetting.variable_data.base_page import VariableLayer
from handouts.typesetting.variable_data.compact_file import Base, own_part
from handouts.typesetting.variable_data.pdf_objects import FinishedPage

TERMS = CertificateTerms(
    session="tea/may", kind="completion", title="*Tea*", part="", presenters=("Ann, LPC", "Bo"),
    days=(("2026-11-14", "09:00", "16:30"), ("2026-11-15", "", "")), place="Hall", format="online",
    hours="6", categories=(("ethics", "1"),), provider="Öffi", address=("1 Street", "Town"),
    contact=(), statements=(ApprovalStatement("Board", "7", "Approved."),), signatory="",
    signatory_title="", signature="", logo="", verify_url="", language="en", theme="press",
    paper="letter", preprinted=False, issued="2026-11-22",
)  # fmt: skip
CREDENTIAL = Credential("7K4M-9QXR-2TP0", "Zoë Con", "LPC", "Ohio", "7", "5.5")
PAGE = FinishedPage("A title", VariableLayer(b"\x00\xff", (("F1", 0),), (b"object", b"")), "link")
BASE = Base(b"%PDF of all", b"rest of nobody")
FILE = b"%PDF of all and the rest of one"
KEPT = BASE.kept(FILE, own_part(PAGE.link, PAGE.layer.packed()))


STOCK = digest(
    json.dumps(dataclasses.asdict(TERMS), ensure_ascii=False).encode()
    + b"\x00content"
    + BASE.beginning
    + BASE.pattern
)


def new(number: str = "A", person: str = "ann", session: str = "tea/may", by: str = "") -> New:
    entry = LedgerEntry(
        session, person, "ann@x.org", dataclasses.replace(CREDENTIAL, number=number), STOCK,
        f"{number}.pdf", f"sha of {number}", "2026-11-22",
    )  # fmt: skip
    return New(entry, by or person, PAGE, KEPT)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "records") as opened:
        assert opened.keep_stock(TERMS, b"\x00content", BASE) == STOCK
        yield opened


def test_what_was_entered_comes_back_as_it_was(ledger: Ledger, tmp_path: Path) -> None:
    one = new()
    ledger.issue([one])
    for reading in (False, True):
        with Ledger(tmp_path / "records", reading=reading) as again:
            assert again.entry("A") == one.entry
            assert again.by_file("sha of A") == one.entry
            assert list(again.entries()) == [one.entry]
            assert list(kept_files.pages(again, "tea/may")) == [(one.entry, PAGE)]
            assert again.terms(STOCK) == TERMS
            assert (again.stock(STOCK), again.base(STOCK)) == (b"\x00content", BASE)
            assert again.by_file("sha of B") is None


def test_the_finished_file_comes_back_byte_for_byte(ledger: Ledger) -> None:
    whole, other = new("A", "z"), new("B", "b")
    entry = dataclasses.replace(whole.entry, sha256=digest(FILE))
    ledger.issue([dataclasses.replace(whole, entry=entry), other])
    assert list(kept_files.filed(ledger, "tea/may")) == [
        Filed(other.entry, PAGE, None),
        Filed(entry, PAGE, FILE),
    ]


def test_certificates_come_by_session_and_name(ledger: Ledger) -> None:
    ledger.issue([new("A", "z"), new("C", "b", by="same"), new("B", "c", by="same")])
    ledger.issue([new("D", "z", session="oil/may")])
    assert [e.number for e in ledger.entries("tea/may")] == ["B", "C", "A"]
    assert [e.number for e in ledger.entries()] == ["D", "B", "C", "A"]
    assert [e.number for e, _ in kept_files.pages(ledger, "tea/may")] == ["B", "C", "A"]
    assert list(ledger.entries("tea")) == []


def test_void_and_replaced_ones_stay_in_it(ledger: Ledger) -> None:
    one, two = new(), new("B", "bo")
    ledger.issue([one, two])
    ledger.void("B", "lost", "2026-12-01")
    ledger.replace("A", new("C"), "2026-12-02")
    assert ledger.entry("B") == dataclasses.replace(
        two.entry, state="void", changed="2026-12-01", why="lost"
    )
    assert ledger.entry("A") == dataclasses.replace(
        one.entry, state="replaced", changed="2026-12-02", replaced_by="C"
    )
    assert [e.number for e, _ in kept_files.pages(ledger, "tea/may")] == ["C"]


@pytest.mark.parametrize("second", [new("A", "bo"), new("B", "ann")])
def test_no_number_twice_and_nobody_twice_and_then_none_of_them(
    ledger: Ledger, second: New
) -> None:
    ledger.issue([new()])
    with pytest.raises(WorldError, match="another run has issued the same certificates"):
        ledger.issue([new("C", "cy"), second])
    assert [e.number for e in ledger.entries()] == ["A"]


def test_who_has_a_void_one_may_have_another(ledger: Ledger) -> None:
    ledger.issue([new()])
    ledger.void("A", "lost", "2026-12-01")
    ledger.issue([new("B")])
    assert [(e.number, e.state) for e in ledger.entries()] == [("A", "void"), ("B", "valid")]


def test_one_that_cannot_take_the_place_leaves_the_other_valid(ledger: Ledger) -> None:
    ledger.issue([new(), new("B", "bo")])
    with pytest.raises(WorldError):
        ledger.replace("A", new("C", "bo"), "2026-12-01")
    assert [(e.number, e.state) for e in ledger.entries()] == [("A", "valid"), ("B", "valid")]


def test_a_certificate_needs_its_stock(ledger: Ledger) -> None:
    orphan = new()
    lost = dataclasses.replace(orphan, entry=dataclasses.replace(orphan.entry, stock="none"))
    with pytest.raises(WorldError):
        ledger.issue([lost])
    assert list(ledger.entries()) == []


def test_a_stock_is_kept_once_and_another_beside_it(ledger: Ledger) -> None:
    assert ledger.keep_stock(TERMS, b"\x00content", BASE) == STOCK
    others = [
        ledger.keep_stock(dataclasses.replace(TERMS, title="Other"), b"\x00content", BASE),
        ledger.keep_stock(TERMS, b"\x00content", Base(b"%PDF of another zlib", BASE.pattern)),
    ]
    assert len({STOCK, *others}) == 3
    assert (ledger.stock(STOCK), ledger.terms(STOCK)) == (b"\x00content", TERMS)
    assert ledger.terms(others[0]).title == "Other"


def test_a_number_that_is_not_there_is_told(ledger: Ledger) -> None:
    with pytest.raises(CallError) as caught:
        ledger.entry("A")
    assert str(caught.value) == "No certificate has the number A."


def test_it_is_made_for_its_owner_alone(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.exclusive_lock():
        pass
    modes = {f.name: f.stat().st_mode & 0o777 for f in (tmp_path / "records").iterdir()}
    assert {"ledger.sqlite3", "running.sqlite3"} <= set(modes)
    assert set(modes.values()) == {0o600}
    assert (tmp_path / "records").stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("ledger")
def test_a_state_that_is_none_is_refused_by_the_file_itself(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "records/ledger.sqlite3")
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(
            "INSERT INTO certificates VALUES "
            "('A','','','','','',?,x'','','','','','','lost','','','',x'')",
            (STOCK,),
        )
    database.close()


def test_a_list_that_is_not_read_to_its_end_ends_quietly(tmp_path: Path) -> None:
    with Ledger(tmp_path / "records") as ledger:
        ledger.keep_stock(TERMS, b"\x00content", BASE)
        ledger.issue([new(), new("B", "bo")])
        rows = ledger.rows("SELECT number FROM certificates ORDER BY number")
        assert next(rows)["number"] == "A"
    rows.close()


def test_a_place_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("a file")
    with pytest.raises(WorldError) as caught:
        Ledger(tmp_path / "records")
    assert str(caught.value) == (
        f"{tmp_path}/records/ledger.sqlite3 cannot be used: Not a directory. Make room on the "
        "disk, or restore the file from a backup. Certificates that were issued before are "
        "untouched."
    )
