"""What issuing would do, and what was issued beside the roster."""

import dataclasses
import shutil

import pytest

from handouts.certificates import issue
from handouts.certificates.issue import OtherNumberDueError
from handouts.errors import CallError
from handouts.workflows.declare_new import declare_new
from handouts.workflows.plan_issue import plan_issue
from handouts.workflows.session_certificates import (
    FieldChange,
    planned_correction,
    session_certificates,
)
from tests.certificates.conftest import PEOPLE, SESSION, Desk, desk, engine, issued, issued_once

__all__ = ["desk", "engine", "issued", "issued_once"]  # fixtures
GRETA = {"Name": "Greta Garnet", "E-mail": "greta@example.org"}


def test_who_has_no_certificate_yet_is_due_one(issued: Desk) -> None:
    issued.roster([*PEOPLE, GRETA])

    plan = plan_issue(issued.project, SESSION, issued.how)

    assert [one.participant.name for one in plan.due] == ["Greta Garnet"]
    assert [one.participant.name for one in plan.without] == ["Una Bsent"]
    assert plan.problems == ()
    assert plan.not_over is None


def test_a_session_that_is_not_over_is_planned_and_says_so(issued: Desk) -> None:
    early = dataclasses.replace(issued.how, now=issued.how.now.replace(year=2020))

    plan = plan_issue(issued.project, SESSION, early)

    assert plan.not_over is not None


def test_another_number_than_was_agreed_to_issues_nothing(issued: Desk) -> None:
    issued.roster([*PEOPLE, GRETA])
    before = issued.entries()
    options = dataclasses.replace(issued.how, confirmed=2)

    said = "1 certificate is due now; the number agreed to was 2"
    with pytest.raises(OtherNumberDueError, match=said):
        issue.certify(issued.project, issued.session(), options)

    assert issued.entries() == before


def test_a_newcomer_is_declared_new_once_and_for_all(issued: Desk) -> None:
    issued.roster([*PEOPLE[:4], GRETA])
    asked = plan_issue(issued.project, SESSION, issued.how).questions
    assert [one.newcomer.name for one in asked.values()] == ["Greta Garnet"]

    declare_new(issued.project, SESSION, "Greta Garnet")

    assert plan_issue(issued.project, SESSION, issued.how).questions == {}


def test_nobody_is_new_who_has_a_certificate(issued: Desk) -> None:
    with pytest.raises(CallError, match="has a certificate already"):
        declare_new(issued.project, SESSION, "Zoë Con")


def test_certificates_are_listed_beside_what_the_roster_says_now(issued: Desk) -> None:
    zoe = {**PEOPLE[4], "Name": "Zoe Conn", "Credentials": "LPC"}
    issued.roster([*PEOPLE[:3], zoe, {**PEOPLE[3], "Attended": "no"}])

    found = session_certificates(issued.project, SESSION)

    by_name = {one.entry.award.name: one for one in found.valid}
    assert by_name["Zoë Con"].row == 5
    assert by_name["Zoë Con"].changes == (
        FieldChange("name", "Zoë Con", "Zoe Conn"),
        FieldChange("credentials", "", "LPC"),
    )
    assert by_name[PEOPLE[3]["Name"]].refusal == "did not attend"
    assert by_name["Małgorzata Łęcka"].changes == ()
    assert all((issued.project.build / one.path).is_file() for one in found.valid)
    assert (issued.project.build / found.together).is_file()


def test_certificates_are_listed_though_the_roster_cannot_be_read(issued: Desk) -> None:
    issued.roster([{"Name": "", "E-mail": "ann@example.org"}])

    found = session_certificates(issued.project, SESSION)

    assert len(found.valid) == len(PEOPLE) - 1
    assert not found.is_roster_readable


def test_a_correction_is_planned_as_the_roster_says_now(issued: Desk) -> None:
    zoe = issued.entry("Zoë Con").number
    issued.roster([*PEOPLE[:4], {"Name": "Zoe Conway", "E-mail": "new@example.org"}])

    unknown = planned_correction(issued.project, SESSION, zoe)
    named = planned_correction(issued.project, SESSION, zoe, "Zoe Conway")

    assert (unknown.now, unknown.row) == (None, 0)
    assert named.now is not None
    assert (named.now.name, named.now.hours, named.row) == ("Zoe Conway", "6", 6)
    assert named.entry.award.name == "Zoë Con"


def test_a_certificate_of_another_session_is_not_corrected(issued: Desk) -> None:
    zoe = issued.entry("Zoë Con").number
    sessions = issued.roster_file.parent.parent
    shutil.copytree(sessions / "example", sessions / "other")

    with pytest.raises(CallError, match="of another session"):
        planned_correction(issued.project, "two-models/other", zoe)
