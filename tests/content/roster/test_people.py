import time
from decimal import Decimal
from pathlib import Path

import pytest

from handouts.content import roster
from handouts.content.roster import Participant, letters
from handouts.content.roster.findings import Findings
from handouts.fonts.system import SystemFonts
from handouts.project.layout import Project
from tests.conftest import REPOSITORY
from tests.content.roster.rosters import problems, read, remarks, the_one

HEAD = "Name,E-mail,ID\n"
ONE_OF_TWO = "  Delete one of the two; two people are told apart by their e-mail addresses or IDs."
OWN = "  Give each person an ID of their own, or leave it empty."
TWO_PEOPLE = "  Nothing need be done if they are two people."


def test_a_row_becomes_a_person(tmp_path: Path) -> None:
    text = (
        "First name;Last name;E-mail;Attended;Hours;Credentials;License state;License #;ID\n"
        "Zoë;van Dyk;Zoe@Example.ORG;x;5,5;PhD, LPC;Texas;00123;A-7\n"
    )
    assert the_one(read(tmp_path, text)) == Participant(
        row=2,
        name="Zoë van Dyk",
        family="van Dyk",
        email="Zoe@example.org",
        attended=True,
        hours=Decimal("5.5"),
        credentials="PhD, LPC",
        license_state="Texas",
        license_number="00123",
        id="A-7",
    )


def test_a_person_stays_where_lesser_cells_are_wrong(tmp_path: Path) -> None:
    text = "Name,E-mail,Attended,Hours,Credentials\nAnn Lee,ann,maybe,long,=1\nBob Ray,,y,6,\n"
    found = read(tmp_path, text)
    assert len(problems(found)) == 4
    assert found.participants == (
        Participant(2, "Ann Lee", "Lee"),
        Participant(3, "Bob Ray", "Ray", attended=True, hours=Decimal(6)),
    )


@pytest.mark.parametrize("second", ["Ann Lee,a@x.org,7", "ÁNN  lee,A@X.ORG,7"])
def test_one_person_twice(tmp_path: Path, second: str) -> None:
    found = read(tmp_path, f"{HEAD}Ann Lee,a@x.org,7\n{second}\n")
    (said,) = problems(found)
    assert said.splitlines()[0] == "roster.csv:3: the person of row 2 is here again"
    assert said.splitlines()[-1] == ONE_OF_TWO


def test_one_person_twice_with_nothing_but_a_name(tmp_path: Path) -> None:
    found = read(tmp_path, "Name\nAnn Lee\nBob Ray\nAnn Lee\n")
    assert problems(found) == [
        f"roster.csv:4: the person of row 2 is here again\n    Ann Lee\n{ONE_OF_TWO}"
    ]


def test_one_id_for_two_people(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEAD}Ann Lee,,7\nBob Ray,,7\n")
    assert problems(found) == [
        f"roster.csv:3: the ID is that of row 2\n    Bob Ray | 7\n{OWN}",
    ]


@pytest.mark.parametrize("second", ["Ann Lee,b@x.org,7", "Ann Lee,a@x.org,8", "ann Léé,,"])
def test_namesakes_are_remarked_upon(tmp_path: Path, second: str) -> None:
    found = read(tmp_path, f"{HEAD}Ann Lee,a@x.org,\n{second}\n")
    assert problems(found) == []
    (said,) = remarks(found)
    assert said.splitlines()[0] == "roster.csv:3: the name is that of row 2 too"
    assert said.splitlines()[-1] == TWO_PEOPLE


def test_an_address_for_two_people_is_remarked_upon(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEAD}Ann Lee,a@x.org,\nBob Lee,A@x.org,\n")
    assert problems(found) == []
    assert remarks(found) == [
        "roster.csv:3: the e-mail address is that of row 2 too\n    Bob Lee | A@x.org\n"
        "  Nothing need be done if they share it; each certificate is for one of them."
    ]


def test_of_one_kind_of_problem_thirty_are_told(tmp_path: Path) -> None:
    rows = "".join(f"Ann {'x' * n}y,long\n" for n in range(50))
    found = read(tmp_path, f"Name,Hours\n{rows}")
    said = problems(found)
    assert len(said) == 31
    assert [problem.line for problem in found.problems] == list(range(2, 33))
    assert said[-1] == (
        'roster.csv:32: the same in 20 more rows: the cell "Hours" is not a number of hours'
    )


def test_problems_that_differ_in_a_character_only_are_of_one_kind(tmp_path: Path) -> None:
    pairs = "".join(f"A{'o' * n}l,=a\nB{'o' * n}l,+a\n" for n in range(16))
    assert problems(read(tmp_path, f"Name,Credentials\n{pairs}"))[-1] == (
        'roster.csv:32: the same in 2 more rows: the cell "Credentials" begins as a formula does'
    )


def test_problems_are_told_in_the_order_of_rows(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,Attended,Hours\nAnn,y,?\nBob,?,5\nCy,y,?\n")
    assert [problem.line for problem in found.problems] == [2, 3, 4]


def test_problems_that_differ_in_a_row_only_are_of_one_kind(tmp_path: Path) -> None:
    pairs = "".join(f"{'x' * n}yo\n{'x' * n}yo\n" for n in range(31))
    found = read(tmp_path, f"Name\n{pairs}")
    assert problems(found)[-1] == (
        "roster.csv:63: the same in 1 more row: the person of an earlier row is here again"
    )


@pytest.mark.long
def test_long_rosters_are_read_in_time_that_grows_with_their_rows(tmp_path: Path) -> None:
    def took(number: int) -> float:
        rows = "".join(f"Ann Lee,ann{n}@example.org,{n}\n" for n in range(number))
        before = time.process_time()
        found = read(tmp_path, HEAD + rows)
        assert (len(found.participants), found.problems) == (number, ())
        return time.process_time() - before

    took(10)
    assert took(4000) < 40 * took(400)


def test_lists_are_sorted_by_family_without_accents(tmp_path: Path) -> None:
    families = ["Zimmer", "Łuk", "Øst", "Ost", "Álvarez", "Luz", "Ægir", "o’Neil", "Oneida"]
    rows = "".join(f"Ann,{family}\n" for family in families) + "Zoë,Luz\nÉva,Luz\n"
    people = read(tmp_path, f"First,Last\n{rows}").sorted()
    assert [person.name for person in people] == [
        "Ann Ægir",
        "Ann Álvarez",
        "Ann Łuk",
        "Ann Luz",
        "Éva Luz",
        "Zoë Luz",
        "Ann Oneida",
        "Ann o’Neil",
        "Ann Ost",
        "Ann Øst",
        "Ann Zimmer",
    ]


def test_namesakes_are_sorted_by_their_rows(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEAD}Ann Lee,b@x.org,\nAnn Lee,a@x.org,\n")
    assert [person.row for person in found.sorted()] == [2, 3]


def test_fonts_are_found_for_letters_that_the_house_fonts_lack() -> None:
    people = (
        Participant(2, "Ann あ", "あ", credentials="李"),
        Participant(3, "Bob Ray", "Ray", license_number="ש"),
        Participant(4, "Zoë Łęcka", "Łęcka"),
    )
    findings = Findings("roster.csv")
    system = SystemFonts.of(Noto_Serif_Hebrew="ש", Noto_Serif_CJK_JP="あ李")
    assert letters.families(people, findings, system) == ("Noto Serif CJK JP", "Noto Serif Hebrew")
    assert findings.problems == ()


def test_letters_that_no_font_has_are_told_once_a_row() -> None:
    people = (
        Participant(2, "Ann 一丁丂", "一丁丂", license_number="七"),
        Participant(3, "Bo", "Bo"),
    )
    findings = Findings("roster.csv")
    assert letters.families(people, findings, SystemFonts()) == ()
    assert [str(problem) for problem in findings.problems] == [
        "roster.csv:2: no font on this machine has the character "
        "U+4E00 (CJK UNIFIED IDEOGRAPH-4E00), U+4E01 (CJK UNIFIED IDEOGRAPH-4E01), "
        "U+4E02 (CJK UNIFIED IDEOGRAPH-4E02) and 1 more\n    Ann 一丁丂 七\n"
        "  Install a font for it (Noto has one for Han), or leave it out."
    ]


def test_the_example_is_in_order() -> None:
    found = roster.read(Project(REPOSITORY), "two-models/sessions/example")
    assert found.problems == ()
    assert [remark.cause for remark in found.remarks] == ["the name is that of row 2 too"]
    assert found.fallback_fonts == ()
    came = [person for person in found.participants if person.attended]
    assert (len(found.participants), len(came)) == (24, 21)
    assert sorted(person.hours or 0 for person in came) == [4, Decimal("5.5")] + [6] * 19
