"""What is still to be sent, known from the roster and the log alone."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from handouts.certificates.identity import identity
from handouts.content.roster import Participant
from handouts.mail.delivery_log import Mailed, State
from handouts.mail.message import Attachment, MailMessage
from handouts.mail.pending import Pending, find_pending
from handouts.mail.recipients import Delivery
from handouts.messages import message

OLD, NEW = "0" * 64, "1" * 64


def person(row: int, name: str = "Ann Lee", email: str = "ann@x.org", own: str = "") -> Participant:
    return Participant(row, name, name.rsplit(maxsplit=1)[-1], email, id=own)


def delivery(one: Participant, sha256: str = OLD) -> Delivery:
    file = Attachment(Path("a.pdf"), "a.pdf", "A", sha256, 9)
    return Delivery(one, MailMessage("after", identity(one), one.name, one.email, (file,)))


def mailed(one: Participant, state: State = "accepted", sha256: str = OLD) -> Mailed:
    return Mailed(identity(one), one.name, one.email, sha256[:16], "<1@x>", state)


def sent_to(found: Pending) -> list[tuple[str, str]]:
    return [(message.name, message.email) for message in found.due]


def pending(people: Sequence[Delivery], log: Sequence[Mailed], *, again: bool = False) -> Pending:
    return find_pending(people, log, include_changed=again)


ANN, BEN = person(2), person(3, "Ben Ode", "ben@x.org")


def test_who_is_in_no_log_is_due() -> None:
    people = [delivery(ANN), delivery(BEN)]
    found = pending(people, [])
    assert list(found.due) == [one.message for one in people]
    assert dataclasses.replace(found, due=()) == Pending((), (), (), (), (), ())


def test_who_accepted_this_version_is_not() -> None:
    log = [mailed(ANN), mailed(BEN, "refused")]
    found = pending([delivery(ANN), delivery(BEN)], log)
    assert sent_to(found) == [("Ben Ode", "ben@x.org")]
    assert (found.sent, found.superseded) == ((log[0],), ())


def test_a_newer_version_waits_for_the_wish() -> None:
    log = [mailed(ANN)]
    found = pending([delivery(ANN, NEW)], log)
    assert (found.due, found.changed) == ((), (log[0],))
    assert sent_to(pending([delivery(ANN, NEW)], log, again=True)) == [("Ann Lee", "ann@x.org")]


def test_a_version_that_comes_back_was_sent_already() -> None:
    log = [mailed(ANN), mailed(ANN, sha256=NEW)]
    assert pending([delivery(ANN)], log, again=True).due == ()


def test_doubt_goes_before_everything() -> None:
    for state in ("uncertain", "sending"):
        log = [mailed(ANN, state)]  # type: ignore[arg-type]
        for sha256 in (OLD, NEW):
            found = pending([delivery(ANN, sha256)], log, again=True)
            assert (found.due, found.uncertain) == ((), tuple(log))


def test_a_message_that_was_never_accepted_gives_way_to_the_one_of_today() -> None:
    log = [mailed(ANN, "refused"), mailed(BEN, "queued")]
    moved = dataclasses.replace(ANN, email="ann@y.org")
    found = pending([delivery(moved), delivery(BEN, NEW)], log)
    assert sent_to(found) == [("Ann Lee", "ann@y.org"), ("Ben Ode", "ben@x.org")]
    assert found.superseded == tuple(log)
    assert [message.person for message in found.due] == [identity(ANN), identity(BEN)]


def test_an_edited_address_or_name_is_the_same_person() -> None:
    log = [mailed(ANN), mailed(BEN)]
    moved = dataclasses.replace(ANN, row=9, email="lee@y.org")
    named = dataclasses.replace(BEN, row=1, name="Benjamin Ode")
    assert pending([delivery(named), delivery(moved)], log).due == ()


def test_people_of_one_name_are_told_apart() -> None:
    other = person(4, email="lee@x.org")
    assert sent_to(pending([delivery(ANN), delivery(other)], [mailed(ANN)])) == [
        ("Ann Lee", "lee@x.org")
    ]


def test_people_of_one_name_with_addresses_of_other_scripts_are_told_apart() -> None:
    people = [delivery(person(2, email="ann@bücher.org")), delivery(person(3, email="ann@ł.org"))]
    log = []
    for number, one in enumerate(people):
        assert one.message is not None
        ascii_email = f"ann@xn--{number}.org"
        message = dataclasses.replace(one.message, email=ascii_email)
        people[number] = Delivery(one.participant, message)
        log.append(dataclasses.replace(mailed(one.participant), email=ascii_email))
    assert pending(people, log).due == ()


def test_who_was_known_by_two_addresses_is_known_by_a_third() -> None:
    moved = dataclasses.replace(ANN, email="ann@y.org")
    log = [mailed(ANN), dataclasses.replace(mailed(moved, sha256=NEW), person=identity(ANN))]
    third = dataclasses.replace(ANN, email="ann@z.org")
    assert pending([delivery(third, NEW)], log, again=True).due == ()


def test_a_newcomer_with_a_name_and_address_that_were_anothers_is_somebody_else() -> None:
    moved = dataclasses.replace(ANN, email="ann@y.org")
    log = [dataclasses.replace(mailed(moved), person=identity(ANN))]
    found = pending([delivery(moved), delivery(person(4))], log)
    assert sent_to(found) == [("Ann Lee", "ann@x.org")]
    assert found.due[0].person not in (identity(ANN), identity(moved))


def test_who_cannot_get_anything_is_listed_unless_they_have_it_or_are_in_the_log() -> None:
    wrong = [Delivery(one, None, message("mail.none-issued"), is_wrong=True) for one in (ANN, BEN)]
    away = Delivery(person(5, "Cem Ode", "cem@x.org"), None, message("mail.did-not-attend"))
    found = pending([*wrong, away], [mailed(ANN)])
    assert found.not_made == (wrong[1],)
    assert found.due == ()


def test_who_is_said_to_be_new_is_due_though_somebody_at_that_address_got_a_message() -> None:
    new = person(4, "Cy Roe", ANN.email)
    log = [mailed(ANN)]
    assert sent_to(pending([delivery(new, NEW)], log)) == []
    found = find_pending([delivery(new, NEW)], log, [identity(new)])
    assert sent_to(found) == [("Cy Roe", ANN.email)]
    assert found.changed == ()
