"""What is still to be sent, told from the roster and the journal alone."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from handouts.certificates.identity import identity
from handouts.content.roster import Participant
from handouts.mail.delivery_log import Mailed, State
from handouts.mail.message import Attachment, Letter
from handouts.mail.pending import Standing, standing
from handouts.mail.recipients import Delivery

OLD, NEW = "0" * 64, "1" * 64


def person(row: int, name: str = "Ann Lee", email: str = "ann@x.org", own: str = "") -> Participant:
    return Participant(row, name, name.rsplit(maxsplit=1)[-1], email, id=own)


def delivery(one: Participant, sha256: str = OLD) -> Delivery:
    file = Attachment(Path("a.pdf"), "a.pdf", "A", sha256, 9)
    return Delivery(one, Letter("after", identity(one), one.name, one.email, (file,)))


def mailed(one: Participant, state: State = "accepted", sha256: str = OLD) -> Mailed:
    return Mailed(identity(one), one.name, one.email, sha256[:16], "<1@x>", state)


def sent_to(found: Standing) -> list[tuple[str, str]]:
    return [(letter.name, letter.email) for letter in found.due]


def told(people: Sequence[Delivery], journal: Sequence[Mailed], *, again: bool = False) -> Standing:
    return standing(people, journal, again=again)


ANN, BEN = person(2), person(3, "Ben Ode", "ben@x.org")


def test_who_is_in_no_journal_is_due() -> None:
    people = [delivery(ANN), delivery(BEN)]
    found = told(people, [])
    assert list(found.due) == [one.letter for one in people]
    assert dataclasses.replace(found, due=()) == Standing((), (), (), (), (), ())


def test_who_accepted_this_version_is_not() -> None:
    journal = [mailed(ANN), mailed(BEN, "refused")]
    found = told([delivery(ANN), delivery(BEN)], journal)
    assert sent_to(found) == [("Ben Ode", "ben@x.org")]
    assert (found.sent, found.superseded) == ((journal[0],), ())


def test_a_newer_version_waits_for_the_wish() -> None:
    journal = [mailed(ANN)]
    found = told([delivery(ANN, NEW)], journal)
    assert (found.due, found.changed) == ((), (journal[0],))
    assert sent_to(told([delivery(ANN, NEW)], journal, again=True)) == [("Ann Lee", "ann@x.org")]


def test_a_version_that_comes_back_was_sent_already() -> None:
    journal = [mailed(ANN), mailed(ANN, sha256=NEW)]
    assert told([delivery(ANN)], journal, again=True).due == ()


def test_doubt_goes_before_everything() -> None:
    for state in ("uncertain", "sending"):
        journal = [mailed(ANN, state)]  # type: ignore[arg-type]
        for sha256 in (OLD, NEW):
            found = told([delivery(ANN, sha256)], journal, again=True)
            assert (found.due, found.uncertain) == ((), tuple(journal))


def test_a_message_that_was_never_accepted_gives_way_to_the_one_of_today() -> None:
    journal = [mailed(ANN, "refused"), mailed(BEN, "queued")]
    moved = dataclasses.replace(ANN, email="ann@y.org")
    found = told([delivery(moved), delivery(BEN, NEW)], journal)
    assert sent_to(found) == [("Ann Lee", "ann@y.org"), ("Ben Ode", "ben@x.org")]
    assert found.superseded == tuple(journal)
    assert [letter.person for letter in found.due] == [identity(ANN), identity(BEN)]


def test_an_edited_address_or_name_is_the_same_person() -> None:
    journal = [mailed(ANN), mailed(BEN)]
    moved = dataclasses.replace(ANN, row=9, email="lee@y.org")
    named = dataclasses.replace(BEN, row=1, name="Benjamin Ode")
    assert told([delivery(named), delivery(moved)], journal).due == ()


def test_people_of_one_name_are_told_apart() -> None:
    other = person(4, email="lee@x.org")
    assert sent_to(told([delivery(ANN), delivery(other)], [mailed(ANN)])) == [
        ("Ann Lee", "lee@x.org")
    ]


def test_people_of_one_name_with_addresses_of_other_scripts_are_told_apart() -> None:
    people = [delivery(person(2, email="ann@bücher.org")), delivery(person(3, email="ann@ł.org"))]
    journal = []
    for number, one in enumerate(people):
        assert one.letter is not None
        ascii_email = f"ann@xn--{number}.org"
        letter = dataclasses.replace(one.letter, email=ascii_email)
        people[number] = Delivery(one.participant, letter)
        journal.append(dataclasses.replace(mailed(one.participant), email=ascii_email))
    assert told(people, journal).due == ()


def test_who_was_known_by_two_addresses_is_known_by_a_third() -> None:
    moved = dataclasses.replace(ANN, email="ann@y.org")
    journal = [mailed(ANN), dataclasses.replace(mailed(moved, sha256=NEW), person=identity(ANN))]
    third = dataclasses.replace(ANN, email="ann@z.org")
    assert told([delivery(third, NEW)], journal, again=True).due == ()


def test_a_newcomer_with_a_name_and_address_that_were_anothers_is_somebody_else() -> None:
    moved = dataclasses.replace(ANN, email="ann@y.org")
    journal = [dataclasses.replace(mailed(moved), person=identity(ANN))]
    found = told([delivery(moved), delivery(person(4))], journal)
    assert sent_to(found) == [("Ann Lee", "ann@x.org")]
    assert found.due[0].person not in (identity(ANN), identity(moved))


def test_who_cannot_get_anything_is_listed_unless_they_have_it_or_are_in_the_journal() -> None:
    wrong = [Delivery(one, None, "no certificate", is_wrong=True) for one in (ANN, BEN)]
    away = Delivery(person(5, "Cem Ode", "cem@x.org"), None, "did not attend")
    found = told([*wrong, away], [mailed(ANN)])
    assert found.not_made == (wrong[1],)
    assert found.due == ()


def test_who_is_said_to_be_new_is_due_though_somebody_at_that_address_got_a_message() -> None:
    new = person(4, "Cy Roe", ANN.email)
    journal = [mailed(ANN)]
    assert sent_to(told([delivery(new, NEW)], journal)) == []
    found = standing([delivery(new, NEW)], journal, [identity(new)])
    assert sent_to(found) == [("Cy Roe", ANN.email)]
    assert found.changed == ()
