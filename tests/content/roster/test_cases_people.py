"""Files as systems write them: who is on the roster, who is out, and what is asked."""

from datetime import timedelta
from decimal import Decimal

import pytest

from handouts.content.roster import Roster
from handouts.content.roster.reading import read_table
from tests.content.roster.tables import CASES

EVERY = sorted(path.name for path in CASES.iterdir())


def read(name: str) -> Roster:
    return read_table(name, (CASES / name).read_bytes())


def names(found: Roster) -> list[str]:
    return [person.name for person in found.participants]


def minutes(found: Roster) -> dict[str, int]:
    return {p.name: p.time // timedelta(minutes=1) for p in found.participants if p.time}


def causes(found: Roster) -> list[str]:
    return [problem.cause for problem in found.problems]


def remarked(found: Roster) -> str:
    return "\n".join(remark.cause for remark in found.remarks)


@pytest.mark.parametrize("name", ["zoom-meeting.csv", "zoom-trimmed.csv"])
def test_a_zoom_meeting(name: str) -> None:
    found = read(name)
    assert minutes(found) == {"Marta Olsen": 400, "Tomas Vega": 453, "Ines K": 310}
    asked = "\n".join(causes(found))
    for doubtful in ("Harbour Trainings", "iPhone", "Bo's iPad", "12025550147"):
        assert doubtful in asked
    assert len(found.problems) == 2
    assert "Ines K (Ines Karlsson)" in remarked(found)


def test_a_zoom_registration() -> None:
    found = read("zoom-registration.csv")
    assert names(found) == ["Marta Olsen", "Tomas Vega", "Paul"]
    assert (
        "2 people are out: Ines Karlsson (cancelled by self), Ruth Adeyemi (pending)"
        in remarked(found)
    )
    assert found.problems == ()


def test_a_zoom_webinar() -> None:
    found = read("zoom-webinar.csv")
    assert minutes(found) == {"Marta Olsen": 400, "Tomas Vega": 453}
    assert [p.name for p in found.participants if not p.attended] == [
        "Ines Karlsson",
        "Ruth Adeyemi",
    ]
    assert found.problems == ()


def test_a_webinar_without_its_preamble() -> None:
    assert minutes(read("webinar-trimmed.csv")) == {"Marta Olsen": 186, "Late Comer": 11}


@pytest.mark.parametrize("name", ["teams.csv", "teams-trimmed.csv"])
def test_a_meeting_in_teams(name: str) -> None:
    found = read(name)
    assert minutes(found) == {
        "Marta Olsen": 400,
        "Tomas Vega": 452,
        "Ines Karlsson": 310,
        "Ruth Adeyemi": 1,
    }
    assert found.problems == ()
    assert {person.id for person in found.participants} <= {
        "",
        "marta.olsen@mail.example",
        "ines.k@mail.example",
    }


def test_eventbrite() -> None:
    found = read("eventbrite.csv")
    assert names(found) == ["Marta Olsen", "Tomas Vega", "Ruth Adeyemi"]
    assert [(one.name, str(one.why)) for one in found.out] == [("Ines Karlsson", "Refunded")]
    (cause,) = causes(found)
    assert "Info Requested" in cause
    states = [(p.license_state, p.license_number) for p in found.participants]
    assert states == [("OR", "L4412"), ("WA", "00123"), ("CA", "77-1")]


def test_google_forms() -> None:
    found = read("google-forms.csv")
    assert names(found) == ["marta olsen", "TOMAS VEGA", "Ines Karlsson", "Ines Karlsson"]
    assert causes(found) == ["the person of row 4 is here again"]


def test_gotowebinar() -> None:
    found = read("gotowebinar.csv")
    assert [(p.name, p.attended, p.license_number) for p in found.participants] == [
        ("Marta Olsen", True, "44120"),
        ("Tomas Vega", True, "00123"),
        ("Ines Karlsson", False, ""),
    ]
    assert minutes(found) == {"Marta Olsen": 400, "Tomas Vega": 452}
    assert len(found.participants[0].stays) == 2


def test_indico() -> None:
    found = read("indico.csv")
    assert names(found) == ["Marta Olsen", "Tomas VEGA"]
    assert [one.name for one in found.out] == ["Ines Karlsson"]
    assert "the last name stands first in 2 rows" in remarked(found)


@pytest.mark.parametrize("name", ["pretix.csv", "pretix-trimmed.csv"])
def test_pretix(name: str) -> None:
    found = read(name)
    assert [(p.name, p.email, p.attended) for p in found.participants] == [
        ("Marta Olsen", "marta.olsen@mail.example", True),
        ("Tomas Vega", "tvega@mail.example", True),
    ]
    assert [(one.name, str(one.why)) for one in found.out] == [("Ines Karlsson", "canceled")]


def test_meetup() -> None:
    found = read("meetup.csv")
    assert names(found) == ["Marta O.", "Tomas Vega"]
    assert [one.name for one in found.out] == ["Ines K."]


def test_moodle() -> None:
    found = read("moodle-attendance.csv")
    assert [(p.name, p.days) for p in found.participants] == [
        ("Marta Olsen", (True, True)),
        ("Tomas Vega", (True, True)),
        ("Ruth Adeyemi", (False, False)),
    ]
    assert "1 person came late: Tomas Vega" in remarked(found)
    assert len(read("moodle-participants.csv").participants) == 3


def test_webex() -> None:
    found = read("webex.csv")
    assert minutes(found) == {"Tomas Vega": 452}
    assert len(found.problems) == 2


def test_names_as_people_type_them() -> None:
    found = read("typed-names.csv")
    assert [(p.name, p.family, p.credentials) for p in found.participants] == [
        ("Marta Olsen", "Olsen", "LCSW"),
        ("Tomas Vega", "Vega", ""),
        ("Dr. Ines Karlsson", "Karlsson", "PhD"),
        ("Ruth Adeyemi", "Adeyemi", "LPC"),
        ("Bo Lind", "Lind", ""),
        ('Jo "Joey" Marsh', "Marsh", ""),
        ("O'Brien Pat", "Pat", ""),
        ("Li Wei", "Wei", ""),
    ]
    assert len(found.problems) == 2


def test_degrees_and_hours_as_people_type_them() -> None:
    found = read("degree-in-last-name.csv")
    assert [(p.name, p.family, p.credentials) for p in found.participants[:3]] == [
        ("Marta Olsen", "Olsen", "PhD"),
        ("Tomas Vega Jr.", "Vega Jr.", ""),
        ("Ines Karlsson", "Karlsson", "LCSW"),
    ]
    six = Decimal(6)
    assert [p.hours for p in found.participants] == [six, six, six, None, None, six]
    assert minutes(found) == {"Ruth Adeyemi": 350, "Bo Lind": 349}


def test_licence_numbers_that_excel_damaged() -> None:
    found = read("licence-sci.csv")
    assert [p.license_number for p in found.participants] == [
        *("", "", "00123", "LCSW 44120, exp. 12/2027", "")
    ]
    (problem,) = found.problems
    assert problem.line == 2
    assert "format the whole column as Text" in problem.fix
    assert "Tomas Vega (0), Dr. Al Moe (TBD)" in remarked(found)
    assert found.participants[4].credentials == ""


def test_a_list_made_by_hand_in_excel() -> None:
    found = read("excel-by-hand.xlsx")
    assert [(p.name, p.hours) for p in found.participants] == [
        ("Marta Olsen", Decimal(6)),
        ("Tomas Vega", None),
        ("Ruth Adeyemi", Decimal(6)),
        ("Bo Lind", Decimal(6)),
    ]
    assert minutes(found) == {"Tomas Vega": 350}
    assert causes(found) == [
        'the column "Present?" says neither yes nor no in 2 rows: partly, left early'
    ]
    assert [(one.name, str(one.why)) for one in found.out] == [
        ("Ines Karlsson", "hidden in the sheet")
    ]


def test_what_is_struck_out_or_hidden_in_excel() -> None:
    found = read("struck-and-hidden.xlsx")
    assert names(found) == ["Marta Olsen"]
    assert [(one.name, str(one.why)) for one in found.out] == [
        ("Ines Karlsson", "struck out"),
        ("Tomas Vega", "hidden in the sheet"),
    ]


@pytest.mark.parametrize("name", EVERY)
def test_nothing_that_a_program_damaged_or_that_is_no_name_is_printed(name: str) -> None:
    for person in read(name).participants:
        printed = f"{person.name} {person.credentials} {person.license_number}"
        for wrong in ("E+", "TBD", "#", "(", "Info", "iPhone", "test"):
            assert wrong not in printed
        assert person.license_number != "0"
