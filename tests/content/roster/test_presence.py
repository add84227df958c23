"""Who was there and for how long, as the columns of lists say it."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from handouts.content import roster
from handouts.content.roster import Participant, Roster, cells, presence
from handouts.content.roster.answers import Answers
from handouts.content.roster.reading import read_table


def listed(text: str, **answers: object) -> Roster:
    """The roster that a text is; `answers` are those of roster.yaml."""
    return read_table("roster.csv", text.encode(), Answers.model_validate(answers))


def one(text: str, **answers: object) -> Participant:
    """The only person of a roster without problems."""
    found = listed(text, **answers)
    assert [str(problem) for problem in found.problems] == []
    (person,) = found.participants
    return person


def causes(found: Roster) -> list[str]:
    return [problem.cause for problem in found.problems]


@pytest.mark.parametrize(
    "cell",
    [
        *("yes", "Y", " x ", "X", "1", "TRUE", "WAHR", "VRAI", "✓", "✔\ufe0f", "☑", "Present"),
        *("attended", "sí", "oui", "ja", "sim", "P", "L", "P (2/2)", "Late", "checked in"),
        *("08:41", "04/10/2027 08:41:11", "2027-04-10T08:41:00Z", "10.04.2027, 8:41 Uhr"),
        *("45123.375", "5h 50m", "360 min", "anwesend", "aanwezig", "Asistió"),
    ],
)
def test_what_means_that_somebody_came(cell: str) -> None:
    assert presence.says_yes(cells.clean(cell)) is True


@pytest.mark.parametrize(
    "cell",
    [
        *("no", "N", "0", "False", "FALSCH", "absent", "No-Show", "no show", "☐", "✗", "✘"),
        *("A", "E", "A (0/2)", "Excused", "nein", "non", "não", "nee", "0:00", "0 min", "fehlt"),
    ],
)
def test_what_means_that_somebody_did_not_come(cell: str) -> None:
    assert presence.says_yes(cells.clean(cell)) is False


@pytest.mark.parametrize("cell", ["maybe", "6", "y/n", "registered", "partly", "left early", "?"])
def test_what_says_neither(cell: str) -> None:
    assert presence.says_yes(cell) is None


def test_empty_cells_say_no() -> None:
    found = listed("Name,Attended\nAnn Lee,\nBo Ek,-\nCy Orr,yes\n")
    assert [person.attended for person in found.participants] == [False, False, True]


def test_unclear_words_are_one_question_that_roster_yaml_answers() -> None:
    text = "Name,Attended\nAnn Lee,partly\nBo Ek,left early\nCy Orr,yes\nDi Roe,partly\n"
    assert causes(listed(text)) == [
        'the column "Attended" says neither yes nor no in 3 rows: partly, left early'
    ]
    answered = listed(text, present=["Partly"], absent=["left early"])
    assert [person.attended for person in answered.participants] == [True, False, True, True]
    assert answered.problems == ()


def test_numbers_that_say_neither_yes_nor_no_are_asked_for_their_unit() -> None:
    text = "Name,Attended\nAnn Lee,6.0\nBo Ek,3.5\n"
    (problem,) = listed(text).problems
    assert '`columns: {hours: "Attended"}`' in problem.fix
    answered = listed(text, columns={"hours": "Attended"})
    assert [person.hours for person in answered.participants] == [6, Decimal("3.5")]


@pytest.mark.parametrize(("other", "asked"), [("✓", 1), ("yes", 1), ("no", 0), ("", 0)])
def test_an_x_beside_check_marks_is_asked_about(other: str, asked: int) -> None:
    found = listed(f"Name,Attended\nAnn Lee,x\nBo Ek,{other}\n")
    assert len(found.problems) == asked


@pytest.mark.parametrize(
    ("heading", "cell", "minutes"),
    [
        ("Duration (Minutes)", "311", 311),
        ("Time in Session (minutes)", "1440", 1440),
        ("Duration", "7h 32m", 452),
        ("In-Meeting Duration", "7h 32m", 452),
        ("Attendance Duration", "454 mins", 454),
        ("Duration", "5:50", 350),
        ("Duration", "05:50:00", 350),
        ("Duration", "6 hours 40 minutes", 400),
        ("Duration", "5 Std. 5 Min.", 305),
        ("Duration", "5h50", 350),
        ("Duration", "PT5H50M", 350),
        ("Duration", "0.243055", 350),
        ("Duration", "0,243055", 350),
        ("Duration", "311", 311),
        ("Hours", "5,83333333", 350),
        ("Hours", "0.243055", 350),
    ],
)
def test_lengths_of_time(heading: str, cell: str, minutes: int) -> None:
    person = one(f"Name\t{heading}\nAnn Lee\t{cell}\n")
    assert person.time is not None
    assert round(person.time / timedelta(minutes=1)) == minutes


def test_hours_in_quarters_are_hours_to_be_certified() -> None:
    assert one("Name;Hours\nAnn Lee;5,5\n").hours == Decimal("5.5")


def test_a_number_of_minutes_or_hours_is_asked_about() -> None:
    text = "Name,Duration\nAnn Lee,60\nBo Ek,30\n"
    (problem,) = listed(text).problems
    assert problem.cause == 'the column "Duration" has numbers without a unit: 60, 30'
    assert '`columns: {minutes: "Duration"}`' in problem.fix
    answered = listed(text, columns={"minutes": "Duration"})
    assert [p.time for p in answered.participants] == [timedelta(hours=1), timedelta(minutes=30)]


def test_hours_below_one_are_no_shares_of_a_day_where_they_may_be_minutes() -> None:
    found = listed("Name,Hours\nAnn Lee,0.75\nBo Ek,0.8333\n")
    assert found.participants[0].hours == Decimal("0.75")
    assert found.participants[1].time == timedelta(seconds=3000)


def test_join_and_leave_times_are_a_stay() -> None:
    person = one("Name,Join Time,Leave Time\nAnn Lee,04/10/2027 08:58 AM,04/10/2027 12:03 PM\n")
    assert (person.attended, person.time) == (True, timedelta(hours=3, minutes=5))
    assert person.stays == ((datetime(2027, 4, 10, 8, 58), datetime(2027, 4, 10, 12, 3)),)


def test_check_in_and_check_out_are_a_stay() -> None:
    person = one("Name,Check In,Check Out\nAnn Lee,8:55 AM,4:31 PM\n")
    assert (person.attended, person.time) == (True, timedelta(hours=7, minutes=36))


def test_a_check_in_alone_says_nothing_of_the_time() -> None:
    person = one("Name,Checked in,Checked out\nAnn Lee,04/10/2027 08:41:11,\n")
    assert (person.attended, person.time) == (True, None)


def test_a_cell_may_have_a_line_for_each_time_that_somebody_came() -> None:
    text = 'Name,Join Time,Leave Time\nAnn Lee,"9:00\n13:00","12:00\n16:30"\n'
    assert one(text).time == timedelta(hours=6, minutes=30)


def test_who_left_after_midnight_was_there_till_then() -> None:
    assert one("Name,Join Time,Leave Time\nAnn Lee,22:00,00:30\n").time == timedelta(hours=2.5)


@pytest.mark.parametrize("joined", ["--", ""])
def test_who_never_joined_did_not_attend(joined: str) -> None:
    person = one(f"Name,E-mail,Join Time,Leave Time\nAnn Lee,a@x.org,{joined},{joined}\n")
    assert (person.attended, person.time) == (False, None)


def test_people_who_joined_again_are_one_and_overlapping_times_count_once() -> None:
    text = (
        "Name,Email,Join Time,Leave Time,Duration (Minutes)\n"
        "Ann Lee,a@x.org,9:00,12:00,180\n"
        "Ann Lee,a@x.org,11:00,14:00,180\n"
        "Ann Lee,,15:00,16:00,60\n"
        "Bo Ek,b@x.org,9:00,10:00,60\n"
    )
    found = listed(text)
    assert [(p.name, p.time) for p in found.participants] == [
        ("Ann Lee", timedelta(hours=6)),
        ("Bo Ek", timedelta(hours=1)),
    ]
    assert "1 person joined several times: Ann Lee (3 rows)" in [r.cause for r in found.remarks]


def test_a_summary_with_gaps_counts_its_own_duration() -> None:
    text = "Name,First Join,Last Leave,Duration\nAnn Lee,9:00,17:00,6h 40m\n"
    assert one(text).time == timedelta(hours=6, minutes=40)


def test_one_address_with_a_longer_name_is_one_person() -> None:
    text = "Name,Email,Duration (Minutes)\nAnn,a@x.org,100\nAnn Lee,a@x.org,200\n"
    person = one(text)
    assert (person.name, person.time) == ("Ann Lee", timedelta(minutes=300))


def test_a_telephone_with_the_address_of_a_person_is_theirs() -> None:
    text = "Name,Email,Duration (Minutes)\niPhone,a@x.org,100\nAnn Lee,a@x.org,200\n"
    person = one(text)
    assert (person.name, person.time) == ("Ann Lee", timedelta(minutes=300))


@pytest.mark.parametrize(
    "rows",
    ["Ann Lee,a@x.org,10\nAnn Lee,b@x.org,20", "Ann Lee,a@x.org,10\nBo Ek,a@x.org,20"],
)
def test_two_addresses_or_two_names_are_two_people(rows: str) -> None:
    assert len(listed(f"Name,Email,Duration (Minutes)\n{rows}\n").participants) == 2


@pytest.mark.parametrize("cell", ["a while", "1h:30m", "all day"])
def test_a_length_of_time_that_cannot_be_read_is_a_problem(cell: str) -> None:
    found = listed(f"Name,Duration\nAnn Lee,{cell}\nBo Ek,5h\n")
    assert causes(found) == ['the cell "Duration" is not a length of time']
    assert found.participants[0].attended is None


@pytest.mark.parametrize(
    ("joined", "left"), [("soon", "later"), ("2027-04-10 9:00", "2027-04-10 8:00")]
)
def test_times_that_are_none_are_a_problem(joined: str, left: str) -> None:
    found = listed(f"Name,Join Time,Leave Time\nAnn Lee,{joined},{left}\nBo Ek,9:00,10:00\n")
    assert causes(found) == ['the cell "Leave Time" does not go with the time of joining']
    assert found.participants[0].attended is None


def test_days_are_columns() -> None:
    text = "Name,Day 1,Day 2\nAnn Lee,P,L\nBo Ek,x,\nCy Orr,A,E\n"
    found = listed(text)
    assert [(p.attended, p.days) for p in found.participants] == [
        (True, (True, True)),
        (True, (True, False)),
        (False, (False, False)),
    ]
    assert "1 person came late: Ann Lee" in [remark.cause for remark in found.remarks]


def test_hours_of_days_are_added() -> None:
    person = one("Name,Day 1 (hours),Day 2 (hours)\nAnn Lee,6,3.5\n")
    assert (person.time, person.days) == (timedelta(hours=9.5), (True, True))


def test_a_roster_without_such_columns_says_nothing() -> None:
    found = listed("Name\nAnn Lee\n")
    assert not found.says_who_attended
    assert (found.participants[0].attended, found.participants[0].time) == (None, None)
    assert roster.ATTENDANCE.isdisjoint(found.columns)
