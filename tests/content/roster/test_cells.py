from decimal import Decimal
from pathlib import Path

import pytest

from handouts.content.roster import cells
from tests.content.roster.rosters import problems, read, the_one

QUARTERS = "Write clock hours in quarters, for example 5, 5.25 or 5.5."
ADDRESS = "Write one address, for example ann@example.org, or leave the cell empty."


def told(folder: Path, heading: str, cell: str) -> str:
    """What is said of one bad cell; its person stays on the list, without it."""
    found = read(folder, f'Name\t{heading}\nAnn Lee\t"{cell}"\n')
    assert [person.name for person in found.participants] == ["Ann Lee"]
    (said,) = problems(found)
    return said.removeprefix(f'roster.csv:2: the cell "{heading}" ')


@pytest.mark.parametrize(
    "cell", ["yes", "Y", " x ", "X", "1", "TRUE", "✓", "✔\ufe0f", "☑", "Present", "attended"]
)
def test_who_came(cell: str) -> None:
    assert cells.attended(cells.clean(cell)) is True


@pytest.mark.parametrize(
    "cell", ["", "no", "N", "0", "False", "absent", "No-Show", "no show", "–", "-", "n/a", "☐"]
)
def test_who_did_not_come(cell: str) -> None:
    assert cells.attended(cells.clean(cell)) is False


def test_whether_somebody_came_is_not_known_without_a_column(tmp_path: Path) -> None:
    person = the_one(read(tmp_path, "Name\nAnn Lee\n"))
    assert (person.attended, person.hours) == (None, None)


@pytest.mark.parametrize("cell", ["maybe", "6", "✗", "y/n", "registered"])
def test_neither_yes_nor_no(tmp_path: Path, cell: str) -> None:
    assert told(tmp_path, "Attended?", cell) == (
        f"says neither yes nor no\n    {cell}\n  Write yes or no; an empty cell is no."
    )


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
    ],
)
def test_hours_in_any_spelling(cell: str, hours: str) -> None:
    found = cells.hours(cell)
    assert (found, str(found)) == (Decimal(hours), hours)


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
        ("5.3", "is not in quarters of an hour"),
        ("5:20", "is not in quarters of an hour"),
        ("five", "is not a number of hours"),
        ("NaN", "is not a number of hours"),
        ("1e2", "is not a number of hours"),
        ("1,000", "is not a number of hours"),
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
    ],
)
def test_addresses_in_their_normal_form(cell: str, address: str) -> None:
    assert cells.email(cells.clean(cell)) == address


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
        ("#N/A", "holds #N/A instead of text\n    #N/A\n  Mend its formula, or type the text."),
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
