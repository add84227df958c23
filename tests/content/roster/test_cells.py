from datetime import timedelta
from pathlib import Path

import pytest
from email_validator import EmailNotValidError, validate_email

from handouts.content.roster import cells
from handouts.content.roster.findings import CellError
from tests.content.roster.rosters import problems, read, remarks, the_one

QUARTERS = "Write clock hours, for example 5, 5.25 or 5:30."
ADDRESS = "Write one address, for example ann@example.org, or leave the cell empty."


def told(folder: Path, heading: str, cell: str) -> str:
    """What is said of one bad cell; its person stays on the list, without it."""
    found = read(folder, f'Name\t{heading}\nAnn Lee\t"{cell}"\n')
    assert [person.name for person in found.participants] == ["Ann Lee"]
    (said,) = problems(found)
    return said.removeprefix(f'roster.csv:2: the cell "{heading}" ')


def test_whether_somebody_came_is_not_known_without_a_column(tmp_path: Path) -> None:
    person = the_one(read(tmp_path, "Name\nAnn Lee\n"))
    assert (person.attended, person.hours) == (None, None)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("5", "5"),
        ("5.5", "5.5"),
        ("5,5", "5.5"),
        (".75", "0.75"),
        ("5.2500", "5.25"),
        ("10.00", "10"),
        ("5 h", "5"),
        ("5.5 hours", "5.5"),
        ("6hrs.", "6"),
        ("5:45", "5.75"),
        ("05:30:00", "5.5"),
        ("0", "0"),
        ("1000", "1000"),
        ("5.3", "5.3"),
        ("5,833333333", "5.8333333333333"),
        ("5h 50m", "5.8333333333"),
        ("5 Std. 30 Min.", "5.5"),
        ("360 min", "6"),
        ("5½", "5.5"),
        ("¾ h", "0.75"),
        ("5 1/2", "5.5"),
        ("5 1/4 hours", "5.25"),
        ("6/6", "6"),
        ("4.5 of 6", "4.5"),
        ("6 CE", "6"),
        ("6 contact hours", "6"),
    ],
)
def test_hours_in_any_spelling(cell: str, hours: str) -> None:
    assert cells.hours(cell) == timedelta(hours=float(hours))


@pytest.mark.parametrize("cell", ["", "–", "n/a"])
def test_hours_that_are_not_told(cell: str) -> None:
    assert cells.hours(cell) is None


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("-1", "is less than nothing"),
        ("− 5.5", "is less than nothing"),
        ("1000.25", "is more than 1000 hours"),
        ("99999", "is more than 1000 hours"),
        ("five", "is not a number of hours"),
        ("NaN", "is not a number of hours"),
        ("1e2", "is not a number of hours"),
        ("1,000", "is not a number of hours"),
        ("7/6", "is not a number of hours"),
        ("6 CEU", "is not a number of hours"),
        ("2027-06-06", "is not a number of hours"),
        ("6-Jun", "is not a number of hours"),
        ("٥", "is not a number of hours"),
        (".", "is not a number of hours"),
        ("9" * 5000, "is not a number of hours"),
    ],
)
def test_hours_that_cannot_be(tmp_path: Path, cell: str, cause: str) -> None:
    shown = cell if len(cell) <= 80 else f"{cell[:79]}…"
    assert told(tmp_path, "Hours", cell) == f"{cause}\n    {shown}\n  {QUARTERS}"


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        (" Ann.Lee@EXAMPLE.org\n", "Ann.Lee@example.org"),
        ("ann@example.org\u200e", "ann@example.org"),
        ("zoë@exämple.org", "zoë@exämple.org"),
        ("", ""),
        ("–", ""),
        ("none", ""),
        ("mailto:ann@example.org", "ann@example.org"),
        ("MAILTO: ann@example.org?subject=Day", "ann@example.org"),
    ],
)
def test_addresses_in_their_normal_form(cell: str, address: str) -> None:
    assert cells.email(cells.clean(cell)) == address


@pytest.mark.parametrize(
    "address",
    [
        *("ann.lee+tea@EXAMPLE.org", "Ann_Lee@bücher.example", "a@xn--bcher-kva.example"),
        *("ål@example.org", "ann..lee@example.org", ".ann@example.org", "ann@", "@example.org"),
        *("ann@example", "ann", "ann@exa_mple.org", "ann@host.local"),
        *(f"{'a' * 64}@example.org", f"{'a' * 65}@example.org"),
    ],
)
def test_an_address_is_taken_or_refused_as_the_rules_of_mail_have_it(address: str) -> None:
    try:
        right = validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        with pytest.raises(CellError, match="is not an e-mail address"):
            cells.email(address)
    else:
        assert cells.email(address) == right


@pytest.mark.parametrize(
    ("cell", "cause", "cure"),
    [
        ("a@x.org, b@y.org", "holds more than one e-mail address", "Keep one of them."),
        ("a@x.org\nBcc: b@y.org", "holds more than one e-mail address", "Keep one of them."),
        (
            "Ann <a@x.org>",
            "holds more than the e-mail address",
            "Write only the address: a@x.org",
        ),
        ("a@x.org\nSubject: Hi", "is not an e-mail address", ADDRESS),
        ("ann(at)x.org", "is not an e-mail address", ADDRESS),
        ("ann@localhost", "is not an e-mail address", ADDRESS),
        ("a\x00@x.org", "is not an e-mail address", ADDRESS),
        (f"{'a' * 250}@x.org", "is too long for an e-mail address", ADDRESS),
    ],
)
def test_what_is_not_one_address(tmp_path: Path, cell: str, cause: str, cure: str) -> None:
    said = told(tmp_path, "E-mail", cell).splitlines()
    assert (said[0], said[-1]) == (cause, f"  {cure}")


def test_cells_lose_stray_spaces_and_what_nobody_sees(tmp_path: Path) -> None:
    text = "Name,Credentials,State of licensure,License\n"
    text += ' Ann\u00a0\t\u00a0 L\u00adee\u200b ,"\ufeffPhD,\nLPC",none,N/A\n'
    person = the_one(read(tmp_path, text))
    cells_there = (person.name, person.credentials, person.license_state, person.license_number)
    assert cells_there == ("Ann Lee", "PhD, LPC", "", "")


@pytest.mark.parametrize("column", ["Credentials", "License state", "License number", "ID"])
@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("#N/A", "holds #N/A instead of text\n    #N/A\n  Correct its formula, or type the text."),
        (
            "=1+1",
            "begins with = as a formula does\n    =1+1\n  Type what is to be printed.",
        ),
        (
            "x" * 201,
            f"has more than 200 letters\n    {'x' * 79}…\n  Shorten it to what is to be printed.",
        ),
        (
            "L\u202e12",
            "is not fit for print: the character U+202E (RIGHT-TO-LEFT OVERRIDE) cannot be "
            "printed\n    L·12\n  Delete it; it is invisible, so type the word anew.",
        ),
    ],
)
def test_what_cannot_be_printed(tmp_path: Path, column: str, cell: str, said: str) -> None:
    assert told(tmp_path, column, cell) == said


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("00123", "00123"),
        ('="00123"', "00123"),
        ("LCSW 44120, exp. 12/2027", "LCSW 44120, exp. 12/2027"),
        ("MAR-123", "MAR-123"),
        ("123456789012345", "123456789012345"),
        ("45123", "45123"),
        ("44120.0", "44120"),
    ],
)
def test_numbers_of_licences_are_kept_as_they_are(cell: str, number: str) -> None:
    assert cells.given(cells.clean(cell)) == number


@pytest.mark.parametrize(
    "cell", ["0", "000", "TBD", "pending", "n/a", "none", "-", "Unknown", "NaN"]
)
def test_what_says_that_there_is_no_number_is_none(cell: str) -> None:
    assert cells.given(cell) == ""


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("1.23457E+11", "was turned into 1.23457E+11 by a spreadsheet program"),
        ("1,23E+05", "was turned into 1,23E+05 by a spreadsheet program"),
        ("1234567890123450", "is a long number whose last digits were lost: Excel keeps 15"),
        ("1-Feb", "was turned into the date 1-Feb by a spreadsheet program"),
        ("Feb-27", "was turned into the date Feb-27 by a spreadsheet program"),
        ("2027-02-01", "was turned into the date 2027-02-01 by a spreadsheet program"),
        ("2/1/2027", "was turned into the date 2/1/2027 by a spreadsheet program"),
        ("1. Mai 2027", "was turned into the date 1. Mai 2027 by a spreadsheet program"),
        ("#NV", "holds #NV instead of text"),
        ("########", "holds ######## instead of text"),
    ],
)
def test_what_a_spreadsheet_program_damaged_is_never_printed(
    tmp_path: Path, cell: str, cause: str
) -> None:
    said = told(tmp_path, "License number", cell)
    assert said.startswith(cause)
    assert "Excel" in said or "formula" in said


def test_a_damaged_id_is_left_out_because_it_is_printed_nowhere(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,ID\nAnn Lee,1.5E+11\n")
    assert the_one(found).id == ""
    assert remarks(found) == [
        'roster.csv:2: 1 cell says nothing that can be printed in "ID": Ann Lee (1.5E+11)\n'
        "  What says nothing is left empty; type what is right where it is needed."
    ]
