"""The proof: everything that must be fixed, reported at once, and pages to look at."""

import dataclasses
import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from handouts.certificates import proof, proof_file
from handouts.errors import ContentError, Problem
from handouts.workflows.proof import Proof
from handouts.workflows.proof import proof as prove
from tests import reading
from tests.certificates.conftest import HOSTILE, PEOPLE, SESSION, Desk

ROSTER = "content/two-models/sessions/example/roster.csv"
BROKEN = [
    *PEOPLE,
    PEOPLE[0],
    {"Name": "Bob May", "E-mail": "bob@example.org", "Hours": "7"},
    {"Name": "W" * 90, "E-mail": "w@example.org"},
    {"Name": "Cy Ann", "E-mail": "not an address"},
    {"Name": "Ray, Dee", "E-mail": "dee@example.org"},
    {"Name": "Eve Ray", "E-mail": "eve@example.org", "Attended": "maybe"},
]


def in_session_yaml(desk: Desk, line: str) -> None:
    file = desk.roster_file.with_name("session.yaml")
    file.write_text(f"{file.read_text()}{line}\n")


def proved(desk: Desk) -> Proof:
    """What the workflow finds; one certificate is shown, because pictures take long."""
    return prove(desk.project, SESSION, desk.how)


def text_of(file: Path) -> str:
    return reading.normalised(" ".join(reading.pages(PdfReader(file))))


def test_who_gets_what_is_told_and_shown_and_nothing_is_issued(desk: Desk) -> None:
    done = proved(desk)
    assert done.path == "build/two-models/sessions/example/proof.pdf"
    assert [(d.participant.name, str(d.hours)) for d, _ in done.due] == [
        ("Zoë Con", "5.5"), ("Małgorzata Łęcka", "6"), ("Ann Lee", "6"), ("Ann Lee", "6"),
        (HOSTILE, "6"),
    ]  # fmt: skip
    assert [(d.participant.name, d.reason) for d in done.without] == [
        ("Una Bsent", "did not attend")
    ]
    assert done.problems == ()
    assert [str(remark).partition(": ")[0] for remark in done.remarks] == [
        f"{ROSTER}:3",
        f"{ROSTER}:5",
    ]
    shown = text_of(desk.project.root / done.path)
    for person in PEOPLE:
        assert person["Name"] in shown
    assert "did not attend" in shown
    assert not desk.project.records.exists()
    assert [file.name for file in desk.folder.iterdir()] == ["proof.pdf"]


def test_everything_that_must_be_fixed_is_reported_at_once(desk: Desk) -> None:
    desk.roster(BROKEN)
    in_session_yaml(desk, "profiles: [texas-lpc]")
    done = proved(desk)
    assert [(p.path, p.line, p.cause) for p in done.problems] == [
        ("content/provider.yaml", 0, "texas-lpc: provider number missing"),
        (ROSTER, 8, "the person of row 2 is here again"),
        (ROSTER, 9, "Bob May has 7 hours, more than the session's 6"),
        (ROSTER, 10, f"the name {'W' * 90} fits neither one line nor two"),
        (ROSTER, 11, 'the cell "E-mail" is not an e-mail address'),
        (
            ROSTER,
            12,
            "1 name has a comma, and nothing tells that the last name stands first: "
            "Ray, Dee (row 12)",
        ),
        (ROSTER, 13, 'the column "Attended" says neither yes nor no in 1 row: maybe'),
    ]
    assert all(problem.fix for problem in done.problems)
    shown = reading.letters(text_of(desk.project.root / done.path))
    for problem in done.problems:
        assert reading.letters(problem.cause) in shown


def test_what_must_be_fixed_keeps_every_certificate_from_being_issued(issued: Desk) -> None:
    before = issued.entries()
    issued.roster(BROKEN)
    with pytest.raises(ContentError) as caught:
        issued.certify()
    assert [problem.line for problem in caught.value.problems] == [8, 9, 10, 11, 12, 13]
    with pytest.raises(ContentError):
        issued.reissue(before[0].number)
    assert issued.entries() == before


def test_a_roster_without_attendance_is_a_problem(desk: Desk) -> None:
    desk.roster_file.write_text("Name\nAnn Lee\n")
    checked = desk.check()
    assert [problem.cause for problem in checked.problems] == [
        "the roster does not say who attended"
    ]
    assert checked.due == ()


def test_an_empty_roster_has_a_proof_too(desk: Desk) -> None:
    desk.roster([])
    done = proved(desk)
    assert (done.due, done.problems) == ((), ())
    assert (desk.project.root / done.path).is_file()


def test_a_profile_that_does_not_exist_is_told_before(desk: Desk) -> None:
    in_session_yaml(desk, "profiles: [texas-lcp]")
    with pytest.raises(ContentError) as caught:
        proved(desk)
    (problem,) = caught.value.problems
    assert problem.path == "content/two-models/sessions/example/session.yaml"
    assert (problem.cause, problem.fix) == (
        'there is no profile "texas-lcp"',
        'Did you mean "texas-lpc"?',
    )


def test_pictures_are_of_the_longest_names_and_can_prove_nothing(desk: Desk) -> None:
    desk.roster({"Name": f"Ann {'Lee' * length}"} for length in range(1, 9))
    pictures = proof_file.pictures(desk.check(), 2)
    whole, back, small = pictures
    assert [one.name for one in pictures] == [f"Ann {'Lee' * length}" for length in (8, 8, 7)]
    assert [one.is_back for one in pictures] == [False, True, False]
    assert all(one.content.startswith(b"\xff\xd8") for one in pictures)
    assert len(whole.content) > 2 * len(small.content)
    assert len(back.content) < len(whole.content)
    assert not desk.project.records.exists()


def test_problems_are_sorted_and_none_is_told_twice(desk: Desk) -> None:
    desk.roster(BROKEN)
    problems = desk.check().problems
    assert list(problems) == sorted(set(problems))
    assert all(isinstance(problem, Problem) for problem in problems)


def test_the_options_can_ask_for_another_paper(desk: Desk) -> None:
    options = dataclasses.replace(desk.how, now=datetime.datetime(2026, 1, 1), paper="a4")
    checked = proof.check(desk.project, desk.session(), options, every=False)
    assert (checked.typesetter.terms.paper, checked.typesetter.terms.issued) == (
        "a4",
        "2026-01-01",
    )
