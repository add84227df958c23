"""Attendance reports beside a roster."""

from datetime import timedelta
from pathlib import Path

import pytest

from handouts.content import roster
from handouts.content.roster import Roster
from tests.content.roster.rosters import FOLDER, written

HEAD = "Name,Email,Join Time,Leave Time,Duration (Minutes)\n"
ROSTER = "Name,Email\nAnn Lee,a@x.org\nBo Ek,b@x.org\nZoë van Dyk,\n"


def read(folder: Path, csv: str, **reports: str) -> Roster:
    """The roster with the reports beside it, which are named `attendance` and what follows."""
    project = written(folder, csv=csv)
    for name, text in reports.items():
        (project.content / FOLDER / f"{name}.csv").write_text(text)
    return roster.read(project, FOLDER)


def came(found: Roster) -> dict[str, int | None]:
    """The minutes of everybody who was there."""
    return {
        p.name: None if p.time is None else p.time // timedelta(minutes=1)
        for p in found.participants
        if p.attended
    }


def causes(found: Roster) -> list[str]:
    return [problem.cause for problem in found.problems]


def test_people_are_found_by_their_address_and_then_by_their_name(tmp_path: Path) -> None:
    report = f"{HEAD}Annie,A@X.org,9:00,12:00,180\nzoe VAN DYK (Guest),zoe@y.org,9:00,10:00,60\n"
    found = read(tmp_path, ROSTER, attendance=report)
    assert came(found) == {"Ann Lee": 180, "Zoë van Dyk": 60}
    assert [p.attended for p in found.participants] == [True, False, True]
    assert (found.problems, found.says_who_attended) == ((), True)


@pytest.mark.parametrize(
    "name",
    [
        '"Dyk, Zoë van"',
        '"van Dyk, Zoë"',
        "Zoë van Dyk LPC",
        "Zoë van Dyk (she/her)",
        "Dr. Zoë van Dyk",
        "Zoë Maria van Dyk",
        "ZvD (Zoë van Dyk)",
        "Zoe van-Dyk - Clinic",
    ],
)
def test_names_are_found_however_they_are_written(tmp_path: Path, name: str) -> None:
    found = read(
        tmp_path, ROSTER, attendance=f"{HEAD}{name},,9:00,10:00,60\nAnn Lee,,9:00,9:01,1\n"
    )
    assert came(found) == {"Ann Lee": 1, "Zoë van Dyk": 60}


def test_who_is_not_on_the_roster_is_one_question(tmp_path: Path) -> None:
    report = f"{HEAD}Ann Lee,,9:00,10:00,60\niPhone,,9:00,9:30,30\nHarbour,h@h.org,9:00,9:30,30\n"
    found = read(tmp_path, ROSTER, attendance=report)
    (problem,) = found.problems
    assert (problem.path, problem.line) == (f"content/{FOLDER}/attendance.csv", 3)
    assert problem.cause == (
        "2 people of the report are not on the roster: iPhone (row 3), Harbour (row 4)"
    )
    assert '`ignore: ["iPhone", "Harbour"]`' in problem.fix
    assert found.unreadable_rows == set()


def test_roster_yaml_says_who_they_are(tmp_path: Path) -> None:
    project = written(tmp_path, csv=ROSTER)
    place = project.content / FOLDER
    (place / "roster.yaml").write_text("ignore: [Harbour]\nnames: {iPhone: Bo Ek}\n")
    (place / "attendance.csv").write_text(
        f"{HEAD}iPhone,,9:00,9:30,30\nHarbour,h@h.org,9:00,9:30,30\nBo Ek,b@x.org,10:00,11:00,60\n"
    )
    found = roster.read(project, FOLDER)
    assert (came(found), found.problems) == ({"Bo Ek": 90}, ())


def test_who_may_be_two_people_is_asked_about(tmp_path: Path) -> None:
    text = "Name,Email\nAnn Lee,a@x.org\nAnn Lee,b@x.org\n"
    found = read(tmp_path, text, attendance=f"{HEAD}Ann Lee,,9:00,10:00,60\n")
    assert causes(found) == [
        "Ann Lee may mean several people of the roster: Ann Lee (row 2) or Ann Lee (row 3)"
    ]
    assert came(found) == {}


def test_who_is_out_and_came_is_asked_about(tmp_path: Path) -> None:
    text = "Name,Status\nAnn Lee,paid\nBo Ek,cancelled\n"
    found = read(tmp_path, text, attendance=f"{HEAD}Bo Ek,,9:00,10:00,60\n")
    assert causes(found) == ["1 person of the report is out on the roster: Bo Ek (cancelled)"]


def test_the_times_of_several_reports_are_added(tmp_path: Path) -> None:
    one = f"{HEAD}Ann Lee,,04/10/2027 9:00 AM,04/10/2027 12:00 PM,180\n"
    two = f"{HEAD}Ann Lee,,04/11/2027 9:00 AM,04/11/2027 10:00 AM,60\nBo Ek,,9:00,9:30,30\n"
    found = read(tmp_path, ROSTER, **{"attendance-1": one, "attendance day 2": two})
    assert came(found) == {"Ann Lee": 240, "Bo Ek": 30}
    assert found.participants[0].days == (True, True)


def test_one_person_with_two_devices_counts_once(tmp_path: Path) -> None:
    report = f"{HEAD}Ann Lee,a@x.org,9:00,12:00,180\nAnn Lee,other@y.org,10:00,11:00,60\n"
    assert came(read(tmp_path, ROSTER, attendance=report)) == {"Ann Lee": 180}


def test_what_the_roster_says_itself_comes_first(tmp_path: Path) -> None:
    text = "Name,Attended,Hours\nAnn Lee,yes,2\nBo Ek,no,\nZoë van Dyk,yes,\nCy Orr,yes,\n"
    report = "".join(f"{name},,9:00,12:00,180\n" for name in ("Ann Lee", "Bo Ek", "Zoë van Dyk"))
    found = read(tmp_path, text, attendance=f"{HEAD}{report}")
    assert [(p.attended, p.hours) for p in found.participants[:2]] == [(True, 2), (False, None)]
    assert came(found)["Zoë van Dyk"] == 180
    assert causes(found) == ["1 person attended as the roster says, and no report has them: Cy Orr"]
    assert "1 person did not attend as the roster says, and a report has them: Bo Ek" in [
        remark.cause for remark in found.remarks
    ]


def test_an_empty_column_of_attendance_leaves_it_to_the_report(tmp_path: Path) -> None:
    text = "Name,Attended\nAnn Lee,\nBo Ek,\n"
    found = read(tmp_path, text, attendance=f"{HEAD}Ann Lee,,9:00,12:00,180\n")
    assert [p.attended for p in found.participants] == [True, False]


def test_a_report_that_cannot_be_read_is_a_problem_of_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, ROSTER, attendance="")
    assert [problem.path for problem in found.problems] == [f"content/{FOLDER}/attendance.csv"]
    assert not found.says_who_attended


def test_other_lists_beside_a_roster_are_named(tmp_path: Path) -> None:
    found = read(tmp_path, ROSTER, participants_832=HEAD, _old=HEAD)
    assert [notice.cause for notice in found.notices] == [
        "participants_832.csv beside the roster is not read because of its name"
    ]


def test_what_is_unclear_in_a_report_is_asked_of_the_report(tmp_path: Path) -> None:
    found = read(tmp_path, ROSTER, attendance="Name,Attended\nAnn Lee,partly\nBo Ek,yes\n")
    (problem,) = found.problems
    assert problem.path == f"content/{FOLDER}/attendance.csv"
    assert problem.cause == 'the column "Attended" says neither yes nor no in 1 row: partly'


def test_an_answer_about_a_column_may_be_about_one_of_a_report(tmp_path: Path) -> None:
    report = "Who,Da\nAnn Lee,90\nBo Ek,0\n"
    asked = read(tmp_path, ROSTER, attendance=report)
    assert len(asked.problems) == 1
    answers = tmp_path.resolve() / "content" / FOLDER / "roster.yaml"
    answers.write_text("columns: {name: Who, minutes: Da}\n")
    found = read(tmp_path, ROSTER.replace("Name", "Who"), attendance=report)
    assert causes(found) == []
    assert came(found) == {"Ann Lee": 90}


def test_the_letter_of_a_column_is_that_of_the_roster(tmp_path: Path) -> None:
    project = written(tmp_path, yaml="columns: {license_number: C}\n")
    report = "Name,Email,Hours\nAnn Lee,a@x.org,2\n"
    found = read(project.root, "Name,Email,Paper\nAnn Lee,a@x.org,44\n", attendance=report)
    assert causes(found) == []
    assert [(p.license_number, p.hours) for p in found.participants] == [("44", 2)]


def test_an_answer_about_a_column_that_is_nowhere_is_reported_once(tmp_path: Path) -> None:
    written(tmp_path, yaml="columns: {minutes: Elsewhere}\nunused: [Nowhere]\n")
    found = read(tmp_path, ROSTER, attendance=f"{HEAD}Ann Lee,a@x.org,9:00,10:00,60\n")
    assert causes(found) == [
        'roster.yaml says that the column "Nowhere" is not to be read, and there is no such column',
        'roster.yaml says that the column of "minutes" is "Elsewhere", and there is no such column',
    ]


def test_a_row_with_only_an_address_is_of_its_person(tmp_path: Path) -> None:
    report = f"{HEAD},b@x.org,9:00,12:00,180\n,c@y.org,9:00,12:00,180\n,,9:00,10:00,60\n"
    found = read(tmp_path, ROSTER, attendance=report)
    assert came(found) == {"Bo Ek": 180}
    assert causes(found) == ["1 person of the report is not on the roster: c@y.org (row 3)"]
    assert "1 row of the report has neither a name nor an e-mail address: row 4" in [
        remark.cause for remark in found.remarks
    ]


@pytest.mark.parametrize(
    ("answer", "minutes"),
    [("ignore: [c@y.org]", {}), ('names: {c@y.org: "Ann Lee"}', {"Ann Lee": 180})],
)
def test_an_address_without_a_name_is_answered_as_a_name_is(
    tmp_path: Path, answer: str, minutes: dict[str, int]
) -> None:
    written(tmp_path, yaml=answer)
    found = read(tmp_path, ROSTER, attendance=f"{HEAD},c@y.org,9:00,12:00,180\n")
    assert (causes(found), came(found)) == ([], minutes)
