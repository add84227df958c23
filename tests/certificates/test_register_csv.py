"""The register: a row for each certificate, which a spreadsheet opens and runs nothing of."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.certificates import register_csv
from tests.certificates.conftest import HOSTILE, PEOPLE, SESSION, Desk


def rows(desk: Desk) -> list[dict[str, str]]:
    path, count = register_csv.export(desk.project, SESSION)
    assert path == "build/two-models/sessions/example/register.csv"
    content = (desk.project.root / path).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfNumber,State,Name,")
    assert content.count(b"\r\n") == content.count(b"\n") == count + 1
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


def test_it_has_a_row_for_each_certificate_with_what_became_of_it(issued: Desk) -> None:
    zoe, gosia, ann, namesake, bobby = (e.number for e in issued.entries())
    issued.void(ann, '=HYPERLINK("x")')
    (fresh,) = issued.reissue(zoe).new
    found = {row["Number"]: row for row in rows(issued)}
    assert list(found) == [
        *sorted((zoe, fresh)), gosia, *sorted((ann, namesake)), bobby
    ]  # fmt: skip
    assert found[zoe] == {
        "Number": zoe, "State": "replaced", "Name": "Zoë Con", "Credentials": "",
        "License state": "", "License number": "", "Hours": "5.5",
        "Training": issued.session().training.head.title, "Dates": "2026-11-14",
        "Kind": "completion", "Issued": "2026-11-22", "Changed": "2026-11-22", "Replaces": "",
        "Replaced by": fresh, "Why": "",
        "SHA-256": next(e.sha256 for e in issued.entries() if e.number == zoe),
    }  # fmt: skip
    assert (found[fresh]["State"], found[fresh]["Replaces"]) == ("valid", zoe)
    assert (found[ann]["State"], found[ann]["Why"]) == ("void", '\'=HYPERLINK("x")')
    assert found[bobby]["Name"] == HOSTILE
    licences = {row["License number"] for row in found.values()}
    assert licences == {"", *(p.get("License number", "") for p in PEOPLE)}


def test_a_session_without_certificates_has_a_register_without_rows(desk: Desk) -> None:
    assert rows(desk) == []


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_would_be_run_is_not(cell: str) -> None:
    assert register_csv.harmless(cell) == f"'{cell}"


@given(st.text(max_size=20))
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert not register_csv.harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
