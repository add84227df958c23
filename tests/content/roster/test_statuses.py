"""Who is out."""

import pytest

from tests.content.roster.test_presence import causes, listed, one


@pytest.mark.parametrize(
    "status",
    [
        *("cancelled", "Canceled", "cancelled by self", "Cancelled on 3 March", "Refunded"),
        *("declined", "Denied", "pending", "Pending approval", "waiting list", "Waitlisted"),
        *("Not Attending", "No", "Withdrawn", "expired", "RSVP No", "Rejected"),
        *("Abgesagt", "storniert", "Warteliste", "Cancelado", "Lista de espera", "Annulé"),
        *("En attente", "Liste d'attente", "Annullato", "Geannuleerd", "Wachtlijst", "Não"),
    ],
)
def test_who_is_out_is_no_participant_and_is_named(status: str) -> None:
    found = listed(f"Name,Status\nAnn Lee,{status}\nBo Ek,\n")
    assert [person.name for person in found.participants] == ["Bo Ek"]
    assert [(o.name, o.row) for o in found.out] == [("Ann Lee", 2)]
    assert [notice.cause for notice in found.notices] == [f"1 person is out: Ann Lee ({status})"]
    assert found.problems == ()


@pytest.mark.parametrize(
    "status",
    [
        *("approved", "Attending", "Paid", "Confirmed", "yes", "Going", "PayPal Completed", ""),
        *("Free Order", "Zugesagt", "bezahlt", "Confirmado", "Inscrit", "Pagato", "Betaald"),
    ],
)
def test_who_is_to_come(status: str) -> None:
    assert one(f"Name,Status\nAnn Lee,{status}\n").attended is None


@pytest.mark.parametrize(
    ("status", "attended"), [("Checked In", True), ("No-show", False), ("Did not attend", False)]
)
def test_a_status_may_say_who_came(status: str, attended: bool) -> None:
    found = listed(f"Name,Status\nAnn Lee,{status}\n")
    assert found.participants[0].attended is attended
    assert found.says_who_attended


def test_unknown_statuses_are_one_question_that_roster_yaml_answers() -> None:
    text = "Name,Status\nAnn Lee,Moved to June\nBo Ek,Tentative\nCy Orr,paid\n"
    found = listed(text)
    assert causes(found) == [
        '2 rows have a status that is not known, in "Status": Moved to June, Tentative'
    ]
    answered = listed(text, out=["moved to june"], attending=["Tentative"])
    assert [person.name for person in answered.participants] == ["Bo Ek", "Cy Orr"]
    assert answered.problems == ()


def test_a_question_names_each_out_person_once_and_counts_the_others() -> None:
    rows = "".join(
        f"Ann {'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}x,cancelled\n" for n in range(40)
    )
    (notice,) = listed(f"Name,Status\n{rows}").notices
    assert notice.cause.startswith("40 people are out: Ann aax (cancelled), ")
    assert notice.cause.endswith("and 10 more")


@pytest.mark.parametrize(
    ("order", "status", "coming"),
    [
        ("PayPal Completed", "Attending", True),
        ("PayPal Completed", "Not Attending", False),
        ("Refunded", "Attending", False),
        ("Free Order", "Transferred", False),
    ],
)
def test_of_two_statuses_the_one_that_says_out_wins(order: str, status: str, coming: bool) -> None:
    found = listed(f"Name,Order Type,Attendee Status\nAnn Lee,{order},{status}\n")
    assert (len(found.participants), len(found.out)) == (int(coming), int(not coming))
