"""Statuses as systems and people write them, in columns of any name: who is out is out."""

from pathlib import Path

import pytest

from handouts.content.roster import Roster
from tests.content.roster.rosters import problems, read, remarks


def people(found: Roster) -> tuple[list[str], list[str]]:
    """Who is to come, and who is out."""
    assert problems(found) == []
    return [one.name for one in found.participants], [one.name for one in found.out]


@pytest.mark.parametrize(
    ("column", "attending", "out"),
    [
        ("Situação", "Confirmada", "Lista de espera"),
        ("Esito", "Confermato", "In lista d'attesa"),
        ("Anmeldung", "bestätigt", "abgesagt"),
        ("registration_status", "CONFIRMED", "ON_HOLD"),
        ("registration_status", "confirmed", "payment_pending"),
        ("approval_status", "approved", "pending_approval"),
        ("approval_status", "approved", "invited"),
        ("Invitee Status", "Accepted", "No Response"),
        ("Event registration status", "Confirmed", "Pending"),
        ("Status", "Approved", "Awaiting Online Payment"),
        ("Financial Status", "PAID", "REFUNDED"),
        ("How it stands", "booked", "cancelled by phone"),
        ("Canceled at", "", "2027-03-05 10:00"),
        ("Storniert am", "", "05.03.2027"),
    ],
)
def test_people_are_out_by_a_status_in_any_column(
    tmp_path: Path, column: str, attending: str, out: str
) -> None:
    found = read(tmp_path, f"Name,{column}\nAna Ruiz,{attending}\nBo Lind,{out}\n")
    assert people(found) == (["Ana Ruiz"], ["Bo Lind"])


def test_a_column_read_by_its_cells_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,Anmeldung\nAna Ruiz,bestätigt\nBo Lind,Warteliste\n")
    assert remarks(found)[0] == (
        'roster.csv:1: whether people are to come is read from "Anmeldung", by what the cells hold'
        "\n  If it says something else, write in roster.yaml, beside the roster: "
        'unused: ["Anmeldung"]'
    )


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Photos allowed", ("yes", "no")),
        ("License status", ("active", "expired")),
        ("Newsletter", ("confirmed", "unsubscribed")),
        ("Fulfillment Status", ("sent", "pending")),
        ("Group", ("booked", "booked")),
    ],
)
def test_other_columns_put_nobody_out(tmp_path: Path, column: str, cells: tuple[str, str]) -> None:
    found = read(tmp_path, f"Name,{column}\nAna Ruiz,{cells[0]}\nBo Lind,{cells[1]}\n")
    assert people(found) == (["Ana Ruiz", "Bo Lind"], [])


@pytest.mark.parametrize("column", ["Marked as No-Show", "No show", "No-show?"])
def test_whoever_did_not_show_did_not_attend(tmp_path: Path, column: str) -> None:
    found = read(tmp_path, f"Name,{column}\nAna Ruiz,No\nBo Lind,Yes\n")
    assert [one.attended for one in found.participants] == [None, False]


@pytest.mark.parametrize(
    "question",
    ["Did you attend all of the day?", "Were you present on both days?", "Did you attend?"],
)
def test_a_question_of_a_form_says_who_attended(tmp_path: Path, question: str) -> None:
    found = read(tmp_path, f"Name,{question}\nAna Ruiz,Yes\nBo Lind,No\n")
    assert [one.attended for one in found.participants] == [True, False]


def test_a_question_about_another_training_says_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,Did you attend our training before?\nAna Ruiz,Yes\nBo Lind,No\n")
    assert [one.attended for one in found.participants] == [None, None]


@pytest.mark.parametrize(
    "name", ["Bo Lind (CANCELLED)", "Bo Lind - cancelled 3/4", "Bo Lind (Waitlist)"]
)
def test_people_are_out_by_what_stands_beside_their_names(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, f"Name,E-mail\nAna Ruiz,a@x.org\n{name},b@x.org\n")
    assert people(found) == (["Ana Ruiz"], ["Bo Lind"])


def test_not_checked_in_is_absent_where_others_are_checked_in(tmp_path: Path) -> None:
    text = "Name,Check-in Status\nAna Ruiz,{}\nBo Lind,Not checked-in\n"
    found = read(tmp_path, text.format("Checked-in"))
    assert [one.attended for one in found.participants] == [True, False]
    before = read(tmp_path, text.format("Not checked-in"))
    assert [one.attended for one in before.participants] == [None, None]


def test_who_is_attending_and_not_checked_in_is_absent_where_others_are(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Name,Attendee Status,Check-in Status\nAna Ruiz,Attending,Checked In\n"
        "Bo Lind,Attending,Not Checked In\nCleo Dahl,Not Attending,Not Checked In\n",
    )
    assert [one.attended for one in found.participants] == [True, False]
    assert [(one.name, str(one.why)) for one in found.out] == [("Cleo Dahl", "Not Attending")]
