"""What is still to be sent, and to whom: the deliveries beside the delivery log."""

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass

from handouts.certificates.identity import assigned
from handouts.certificates.ledger import Ledger
from handouts.certificates.newcomers import settled
from handouts.content.roster import Participant
from handouts.mail.delivery_log import DeliveryLog, Mailed
from handouts.mail.message import MailMessage
from handouts.mail.recipients import Delivery

_UNKNOWN = ("uncertain", "sending")
"""The states of what may have been accepted. Another run may be sending it just now."""


@dataclass(frozen=True)
class Pending:
    """What is still to be sent, and why the rest is not."""

    due: tuple[MailMessage, ...]
    """What is to be sent now."""
    sent: tuple[Mailed, ...]
    """What was accepted before, and is as it would be now."""
    changed: tuple[Mailed, ...]
    """What was accepted before, of documents that have changed since."""
    uncertain: tuple[Mailed, ...]
    """What may have been accepted: nobody knows. Its people may have left the roster since."""
    superseded: tuple[Mailed, ...]
    """What was never accepted, and is due in another form now."""
    not_made: tuple[Delivery, ...]
    """What has to be fixed before it can be sent to people who never got anything."""


@dataclass(frozen=True)
class PlannedMailing:
    """What everybody of a session is to get before or after it."""

    session: str
    """`<training>/<session>`."""
    mailing: str
    """`before` or `after`."""
    deliveries: tuple[Delivery, ...]
    include_changed: bool = False
    """Send to those too who have an earlier version."""

    @property
    def without(self) -> tuple[Delivery, ...]:
        """Those who get nothing."""
        return tuple(one for one in self.deliveries if one.message is None)

    def pending(self, ledger: Ledger) -> Pending:
        """Return what is still to be sent. Raises WorldError."""
        mailed = DeliveryLog(ledger, self.session, self.mailing).mailed()
        newcomers = settled(ledger, self.session)
        return find_pending(
            self.deliveries, mailed, newcomers, include_changed=self.include_changed
        )


def find_pending(
    deliveries: Sequence[Delivery],
    mailed: Sequence[Mailed],
    newcomers: Collection[str] = (),
    *,
    include_changed: bool = False,
) -> Pending:
    """Return what is still to be sent.

    Who got a message is known though the roster was sorted or edited since; `newcomers`, of whom
    it was said when certificates were issued that they are new, got none under another name or
    address. With `include_changed`, who has an earlier version of the documents gets the present
    one too.
    """
    by_person: defaultdict[str, list[Mailed]] = defaultdict(list)
    uncertain = tuple(one for one in mailed if one.state in _UNKNOWN)
    for one in mailed:
        by_person[one.person].append(one)
    known = {person: messages[-1].known for person, messages in by_person.items()}
    people = assigned(map(_as_mailed, deliveries), known, newcomers)
    due: list[MailMessage] = []
    not_made: list[Delivery] = []
    found: dict[str, list[Mailed]] = {"sent": [], "changed": [], "old": []}
    for delivery in deliveries:
        message = delivery.message
        key = people.get(delivery.participant.row, "")
        earlier = by_person.get(key, [])
        accepted = [m for m in earlier if m.state == "accepted"]
        if message is None:
            if delivery.is_wrong and not earlier:
                not_made.append(delivery)
        elif any(m.version == message.version for m in accepted):
            found["sent"].append(accepted[-1])
        elif any(m in uncertain for m in earlier):
            continue
        elif accepted and not include_changed:
            found["changed"].append(accepted[-1])
        else:
            message = dataclasses.replace(message, person=key or _new(message.person, by_person))
            due.append(message)
            same = (message.person, message.email, message.version)
            found["old"] += [
                m
                for m in earlier
                if m.state != "accepted" and (m.person, m.email, m.version) != same
            ]
    return Pending(
        due=tuple(due),
        sent=tuple(found["sent"]),
        changed=tuple(found["changed"]),
        uncertain=uncertain,
        superseded=tuple(found["old"]),
        not_made=tuple(not_made),
    )


def _as_mailed(delivery: Delivery) -> Participant:
    """Return a person with the address in the form in which it stands in the log."""
    person, message = delivery.participant, delivery.message
    return dataclasses.replace(person, email=message.email) if message else person


def _new(person: str, known: Container[str]) -> str:
    """Return what tells somebody new apart, from whoever had their name and address before too."""
    return _new(f"{person}\t", known) if person in known else person
