import datetime
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from handouts.certificates import eligibility, printed_times, session_checks, terms
from handouts.certificates.certificate import ApprovalStatement, CertificateTerms, Signer
from handouts.certificates.eligibility import Decision
from handouts.certificates.kind import kind
from handouts.certificates.terms import Stock
from handouts.content.roster import Participant, Roster
from handouts.content.session import Session, SessionFile
from tests.conftest import REPOSITORY
from tests.reported import reported
from tests.small_project import PROVIDER, TRAINING, read

SESSION = "content/tea/sessions/may/session.yaml"
ROSTER = "content/tea/sessions/may/roster.csv"
APPROVED = f"""{PROVIDER}approvals:
  - body: Board of Leaves
    number: "77"
    statement: Approved by the Board of Leaves, no. 77.
  - body: Pot Society
    statement: Known to the Pot Society.
"""


def session(
    folder: Path,
    *people: Participant,
    columns: tuple[str, ...] = ("attended", "hours"),
    provider: str = PROVIDER,
    training: str = TRAINING,
    **head: object,
) -> Session:
    """A session of six hours on one day; `head` replaces what its file says."""
    for picture in ("logo.png", "kim.png"):
        path = folder / "content" / "tea" / picture
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / "docs" / "pages" / "badges.png", path)
    given = {"days": [{"date": "2026-05-09"}], "place": "Hall", "hours": "6", **head}
    return Session(
        "may",
        read(folder, provider=provider, training=training),
        SessionFile.model_validate(given),
        Roster(ROSTER, people, frozenset({"name", *columns})),
    )


def person(
    attended: bool | None = None, hours: str | None = None, name: str = "Ana Ng", row: int = 2
) -> Participant:
    told = None if hours is None else Decimal(hours)
    return Participant(row, name, name.rsplit(maxsplit=1)[-1], attended=attended, hours=told)


@pytest.mark.parametrize(
    ("attended", "hours", "certified", "reason"),
    [
        (True, None, None, "the roster does not say how many hours they attended"),
        (True, "6", "6", ""),
        (True, "5.25", "5.25", ""),
        (True, "5", "5", ""),
        (True, "4.75", None, "attended 4.75 of at least 5 hours"),
        (True, "6.25", None, "has 6.25 hours, more than the session's 6"),
        (True, "0", None, "attended and has 0 hours"),
        (False, None, None, "did not attend"),
        (False, "0", None, "did not attend"),
        (False, "6", None, "did not attend and has 6 hours"),
        (None, "5.5", "5.5", ""),
        (None, "0", None, "did not attend"),
        (None, None, None, "the roster does not say whether they attended"),
    ],
)
def test_attendance_and_hours_decide_what_is_certified(
    tmp_path: Path, attended: bool | None, hours: str | None, certified: str | None, reason: str
) -> None:
    who = person(attended, hours)
    expected = Decision(who, Decimal(certified) if certified else None, reason)
    assert eligibility.decide(session(tmp_path, who, minimum_hours="5")) == (expected,)


def test_without_a_minimum_every_quarter_counts(tmp_path: Path) -> None:
    who = person(hours="0.25")
    assert eligibility.decide(session(tmp_path, who)) == (Decision(who, Decimal("0.25"), ""),)


def test_the_column_of_hours_alone_decides(tmp_path: Path) -> None:
    came, left = person(hours="6", name="Bo Ek"), person(hours="0", row=3)
    assert eligibility.decide(session(tmp_path, came, left, columns=("hours",))) == (
        Decision(came, Decimal(6), ""),
        Decision(left, None, "did not attend"),
    )


def test_people_come_by_family_name_whatever_their_rows(tmp_path: Path) -> None:
    people = [person(True, name=name, row=row) for row, name in enumerate(["Zoe Ek", "Al Zorn"], 2)]
    people.append(person(True, name="Ann Ek", row=4))
    decided = eligibility.decide(session(tmp_path, *people))
    assert [d.participant.name for d in decided] == ["Ann Ek", "Zoe Ek", "Al Zorn"]


def test_nobody_is_certified_where_the_roster_does_not_say_who_attended(tmp_path: Path) -> None:
    who = person()
    before = session(tmp_path, who, columns=())
    told = "the roster does not say who attended"
    assert eligibility.decide(before) == (Decision(who, None, told),)
    cure = (
        "Add a column Attended with yes or no for each person, or save the report of attendance "
        "beside the roster as attendance.csv or attendance.xlsx."
    )
    problem = (ROSTER, 0, told, cure)
    assert reported(session_checks.unanswered(before)) == [problem]
    assert reported(session_checks.problems(before)) == [problem]
    assert session_checks.session_problems(before) == []


@pytest.mark.parametrize("column", ["attended", "hours"])
def test_one_column_is_an_answer(tmp_path: Path, column: str) -> None:
    assert (
        reported(session_checks.unanswered(session(tmp_path, person(True), columns=(column,))))
        == []
    )


def test_a_roster_without_people_is_not_asked_who_attended(tmp_path: Path) -> None:
    assert reported(session_checks.unanswered(session(tmp_path, columns=()))) == []


@pytest.mark.parametrize(
    ("hours", "printed"),
    [("6", "6"), ("6.00", "6"), ("5.50", "5.5"), ("5.25", "5.25"), ("10", "10"), ("0", "0")],
)
def test_hours_are_printed_without_idle_noughts(hours: str, printed: str) -> None:
    assert printed_times.printed_hours(Decimal(hours)) == printed


@pytest.mark.parametrize(
    ("provider", "asked", "expected"),
    [
        (PROVIDER, None, "attendance"),
        (APPROVED, None, "completion"),
        (APPROVED, "attendance", "attendance"),
        (PROVIDER, "completion", "completion"),
    ],
)
def test_approvals_make_completion_unless_asked_otherwise(
    tmp_path: Path, provider: str, asked: str | None, expected: str
) -> None:
    assert kind(session(tmp_path, provider=provider, certificate=asked)) == expected


def test_completion_needs_an_approval(tmp_path: Path) -> None:
    asked = session(tmp_path, certificate="completion")
    assert reported(session_checks.problems(asked)) == [
        (
            SESSION,
            0,
            "`certificate: completion` is asked for, and no body has approved the provider",
            "Add `approvals:` to provider.yaml, or write `certificate: attendance`: "
            "without an approval, certificates are of attendance.",
        )
    ]


def test_completion_with_an_approval_is_fine(tmp_path: Path) -> None:
    asked = session(tmp_path, person(True), provider=APPROVED, certificate="completion")
    assert reported(session_checks.problems(asked)) == []


def test_rows_that_cannot_be_right_are_told_by_row(tmp_path: Path) -> None:
    people = (
        person(True, "7", row=5),
        person(False, "2", name="Bo Ek", row=3),
        person(True, "0", name="Cy Orr", row=4),
        person(True, "6", name="Di Poe", row=2),
    )
    either = "Fix Attended or Hours in this row; an empty cell in Attended is no."
    assert reported(session_checks.problems(session(tmp_path, *people))) == [
        (ROSTER, 3, "Bo Ek did not attend and has 2 hours", either),
        (ROSTER, 4, "Cy Orr attended and has 0 hours", either),
        (
            ROSTER,
            5,
            "Ana Ng has 7 hours, more than the session's 6",
            "Fix the hours in this row, or `hours:` in session.yaml.",
        ),
    ]


@pytest.mark.parametrize(
    ("head", "cause", "cure"),
    [
        (
            {"categories": {"ethics": "7", "clinical": "1"}},
            'the category "ethics" has 7 hours, more than the session\'s 6',
            "Fix the category, or `hours:`.",
        ),
        (
            {"categories": {"ethics": "2.5", "clinical": "4"}},
            "the categories have 6.5 hours together, more than the session's 6",
            "Let each hour count towards one category, and leave out a total.",
        ),
        (
            {"minimum_hours": "8"},
            "`minimum_hours:` asks for 8 hours, more than the session's 6",
            "Fix `minimum_hours:` or `hours:`; nobody can get a certificate like this.",
        ),
        (
            {"days": [{"date": "2026-05-09", "start": "16:00", "end": "9:00"}]},
            "2026-05-09 ends at 09:00, which is not after its start at 16:00",
            "Fix `start:` or `end:`; four in the afternoon is 16:00.",
        ),
        (
            {"days": [{"date": "2026-05-09", "start": "09:00", "end": "09:00"}]},
            "2026-05-09 ends at 09:00, which is not after its start at 09:00",
            "Fix `start:` or `end:`; four in the afternoon is 16:00.",
        ),
        (
            {"days": [{"date": "2026-05-09"}, {"date": "2026-05-09"}]},
            "2026-05-09 stands 2 times in `days:`",
            "Write each day once, from its first hour to its last.",
        ),
        (
            {"days": [{"date": "2026-05-10"}, {"date": "2026-05-09"}]},
            "the days are not in order: 2026-05-10, 2026-05-09",
            "Write the earliest day first.",
        ),
    ],
)
def test_what_cannot_be_in_a_session_is_told(
    tmp_path: Path, head: dict[str, object], cause: str, cure: str
) -> None:
    assert reported(session_checks.problems(session(tmp_path, **head))) == [
        (SESSION, 0, cause, cure)
    ]


def test_a_session_that_uses_its_hours_to_the_full_is_fine(tmp_path: Path) -> None:
    days = [
        {"date": "2026-05-09", "start": "9.00", "end": "12:00"},
        {"date": "2026-05-10", "start": "13:00"},
    ]
    head = {"days": days, "categories": {"clinical": "6"}, "minimum_hours": "6"}
    assert reported(session_checks.problems(session(tmp_path, person(True, "6"), **head))) == []


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    wrong = session(
        tmp_path, person(True, "9"), certificate="completion", categories={"ethics": "7"}
    )
    assert [(p.path, p.line) for p in session_checks.problems(wrong)] == [
        (ROSTER, 2),
        (SESSION, 0),
        (SESSION, 0),
    ]


FULL = f"""{APPROVED}address: |
  12 Lantern Street

    Springfield
website: https://www.example.org/
email: courses@example.org
phone: 555 0100
logo: tea/logo.png
signatory:
  name: Kim Vale
  credentials: PhD
  title: Director
  signature: tea/kim.png
verify_url: https://www.example.org/verify
"""
TWO_DAYS = [{"date": "2026-05-09", "start": "9:00", "end": "16:30"}, {"date": "2026-05-10"}]


def test_the_terms_hold_everything_that_certificates_share(tmp_path: Path) -> None:
    held = session(
        tmp_path,
        provider=FULL,
        training=f"{TRAINING}language: en-GB\n",
        days=TWO_DAYS,
        place="Town Hall",
        format="live interactive webinar",
        hours="6.50",
        categories={"ethics": "1.5"},
        part="Part 2 of 3",
        presenters=[{"name": "Robin Ashdown", "credentials": "LPC"}, {"name": "Lee"}],
    )
    issued = datetime.date(2026, 5, 11)
    assert terms.certificate_terms(
        held,
        issued=issued,
        paper="a4",
        theme="press",
        stock=Stock(preprinted=True, foil=True, blind=True),
    ) == CertificateTerms(
        session="tea/may",
        kind="completion",
        title="Two Ways to Make Tea",
        part="Part 2 of 3",
        presenters=("Robin Ashdown, LPC", "Lee"),
        days=(("2026-05-09", "09:00", "16:30"), ("2026-05-10", "", "")),
        place="Town Hall",
        format="live interactive webinar",
        hours="6.5",
        categories=(("ethics", "1.5"),),
        provider="Quiet Harbour Courses",
        address=("12 Lantern Street", "Springfield"),
        contact=("www.example.org", "courses@example.org", "555 0100"),
        statements=(
            ApprovalStatement("Board of Leaves", "77", "Approved by the Board of Leaves, no. 77."),
            ApprovalStatement("Pot Society", "", "Known to the Pot Society."),
        ),
        signatory="Kim Vale, PhD",
        signatory_title="Director",
        signature="tea/kim.png",
        logo="tea/logo.png",
        verify_url="https://www.example.org/verify",
        language="en-GB",
        theme="press",
        paper="a4",
        preprinted=True,
        issued="2026-05-11",
        face="award",
        signers=(Signer("Kim Vale, PhD", "Director", "tea/kim.png"),),
        foil=True,
        blind=True,
    )


def test_a_certificate_of_attendance_has_no_statement(tmp_path: Path) -> None:
    held = session(tmp_path, provider=APPROVED, certificate="attendance")
    issued = datetime.date(2026, 5, 11)
    told = terms.certificate_terms(held, issued=issued, paper="a4", theme="press")
    assert (told.kind, told.statements) == ("attendance", ())


def test_what_is_not_told_stays_empty(tmp_path: Path) -> None:
    issued = datetime.date(2026, 5, 11)
    told = terms.certificate_terms(session(tmp_path), issued=issued, paper="letter", theme="press")
    assert told == CertificateTerms(
        session="tea/may",
        kind="attendance",
        title="Two Ways to Make Tea",
        part="",
        presenters=(),
        days=(("2026-05-09", "", ""),),
        place="Hall",
        format="in person",
        hours="6",
        categories=(),
        provider="Quiet Harbour Courses",
        address=(),
        contact=(),
        statements=(),
        signatory="",
        signatory_title="",
        signature="",
        logo="",
        verify_url="",
        language="en",
        theme="press",
        paper="letter",
        preprinted=False,
        issued="2026-05-11",
        face="award",
    )
