from pathlib import Path

import pytest

from handouts.content import roster
from handouts.content.roster import Roster, reading
from tests.content.roster.rosters import FOLDER, problems, read, remarks, the_one, workbook, written


def test_a_session_may_be_without_a_roster(tmp_path: Path) -> None:
    for project in (written(tmp_path), written(tmp_path / "other")):
        found = roster.read(project, FOLDER)
        assert found == Roster(f"content/{FOLDER}/roster.csv", remarks=found.remarks)
        assert remarks(found) == [
            "roster.csv: there is no roster yet\n"
            "  Save the list of participants there as roster.csv or roster.xlsx."
        ]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    found = roster.read(written(tmp_path), "tea/sessions/june")
    assert (found.problems, len(found.remarks)) == ((), 1)


def test_the_name_of_the_file_may_be_written_in_capitals(tmp_path: Path) -> None:
    project = written(tmp_path)
    (project.content / FOLDER / "Roster.CSV").write_text("Name\nAnn Lee\n")
    found = roster.read(project, FOLDER)
    assert (the_one(found).name, found.path) == ("Ann Lee", f"content/{FOLDER}/Roster.CSV")


def test_two_rosters(tmp_path: Path) -> None:
    project = written(tmp_path, csv="Name\nAnn Lee\n", xlsx=workbook(lambda _: None))
    found = roster.read(project, FOLDER)
    assert problems(found) == [
        "roster.csv: there is more than one roster: roster.csv and roster.xlsx\n"
        "  Keep the one that is right."
    ]
    assert found.participants == ()


@pytest.mark.parametrize("ending", ["xls", "xlsb", "numbers"])
def test_other_kinds_of_files(tmp_path: Path, ending: str) -> None:
    found = roster.read(written(tmp_path, **{ending: b"x"}), FOLDER)
    assert problems(found) == [
        f"roster.{ending}: a roster cannot be read from .{ending}\n  Save it as .xlsx or CSV."
    ]


@pytest.mark.parametrize("ending", ["tsv", "txt"])
def test_text_with_tabs_may_have_an_ending_of_its_own(tmp_path: Path, ending: str) -> None:
    found = roster.read(written(tmp_path, **{ending: "Name\tID\nAnn Lee\t7\n"}), FOLDER)
    assert (the_one(found).name, the_one(found).id) == ("Ann Lee", "7")


@pytest.mark.parametrize("text", ["", "\n \n", ",,\n\u00a0"])
def test_an_empty_file(tmp_path: Path, text: str) -> None:
    assert problems(read(tmp_path, text)) == [
        "roster.csv: the file is empty\n  Write the list, or delete the file."
    ]


def test_headings_alone(tmp_path: Path) -> None:
    found = read(tmp_path, "\nName,E-mail\n,\n")
    assert (problems(found), found.columns) == ([], {"name", "email"})
    assert remarks(found) == [
        "roster.csv:2: nobody is on the roster yet\n"
        "  Write one row for each person below the headings."
    ]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    project = written(tmp_path, csv="")
    with (project.content / FOLDER / "roster.csv").open("wb") as file:
        file.truncate(reading.LARGEST_FILE + 1)
    assert problems(roster.read(project, FOLDER)) == [
        "roster.csv: the file has 5.1 MB\n  It may have up to 5 MB: save the list alone."
    ]


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    project = written(tmp_path)
    (project.content / FOLDER / "roster.csv").mkdir()
    assert problems(roster.read(project, FOLDER)) == [
        "roster.csv: this is not a file\n  Move it away, and save the list anew."
    ]


def test_a_link_that_leads_out_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Name\nAnn Lee\n")
    project = written(tmp_path / "project")
    (project.content / FOLDER / "roster.csv").symlink_to(tmp_path / "list.csv")
    assert problems(roster.read(project, FOLDER)) == [
        "roster.csv: the file lies outside the project\n  Copy it into the project."
    ]


def test_a_link_in_a_circle(tmp_path: Path) -> None:
    project = written(tmp_path)
    link = project.content / FOLDER / "roster.csv"
    link.symlink_to(link)
    (said,) = problems(roster.read(project, FOLDER))
    assert said.startswith("roster.csv: ")


def test_a_folder_outside_of_the_project_is_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("Name\nAnn Lee\n")
    found = roster.read(written(tmp_path / "project"), "../..")
    assert (found.participants, found.problems) == ((), ())


def test_a_link_that_cannot_be_followed_for_the_folder(tmp_path: Path) -> None:
    project = written(tmp_path)
    link = project.content / "circle"
    link.symlink_to(link)
    assert roster.read(project, "circle").participants == ()


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Roster spring.xlsx", "roster.xlsx"),
        ("roster (1).CSV", "roster.csv"),
        ("roster.csv.txt", "roster.csv"),
        ("Participants.ods", "roster.ods"),
    ],
)
def test_a_list_under_another_name_is_told(tmp_path: Path, name: str, right: str) -> None:
    project = written(tmp_path)
    (project.content / FOLDER / name).write_text("Name\nAnn Lee\n")
    for other in ("~$roster.xlsx", "_old.csv", ".~lock.roster.csv", "notes.docx"):
        (project.content / FOLDER / other).write_text("")
    assert problems(roster.read(project, FOLDER)) == [
        f"roster.csv: there is no roster, and {name} is not read because of its name\n"
        f"  Rename the list of participants to {right}, or put _ before its name."
    ]
    (project.content / FOLDER / "roster.csv").write_text("Name\nAnn Lee\n")
    assert the_one(roster.read(project, FOLDER)).name == "Ann Lee"


def test_a_roster_may_be_given_as_a_name_and_bytes() -> None:
    found = roster.read_table("May.CSV", b"Name\nAnn Lee\n,\nZoe|Lund\n")
    assert [person.name for person in found.participants] == ["Ann Lee", "Zoe|Lund"]
    assert found.path == "May.CSV"


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("list.xls", b"x", "a roster cannot be read from .xls"),
        ("list", b"x", "a roster cannot be read from a file whose name has no ending"),
        ("list.csv", b" " * (reading.LARGEST_FILE + 1), "the file has 5.1 MB"),
        ("list.csv", b"", "the file is empty"),
        (
            "list.csv",
            b"Name\n" + b"Ann\n" * reading.MOST_ROWS,
            "the list has more than 50,000 rows",
        ),
        ("list.xlsx", b"Name", "this is not an Excel workbook"),
    ],
)
def test_bytes_that_are_no_roster(name: str, content: bytes, cause: str) -> None:
    (problem,) = roster.read_table(name, content).problems
    assert (problem.path, problem.cause) == (name, cause)
