"""What is still to be sent, and to whom: the deliveries beside the journal."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handouts.certificates.matching import assigned
from handouts.mail.deliveries import Delivery
from handouts.mail.journal import Mailed
from handouts.mail.letter import Letter


@dataclass(frozen=True)
class Standing:
    """How far mailing has come."""

    due: tuple[Letter, ...]
    """What is to be sent now."""
    sent: tuple[Mailed, ...]
    """What was accepted before, and is as it would be now."""
    changed: tuple[Mailed, ...]
    """What was accepted before, of documents that have changed since."""
    uncertain: tuple[Mailed, ...]
    """What may have been accepted: nobody knows."""
    superseded: tuple[Mailed, ...]
    """What was never accepted, and is due in another form now."""


def standing(
    deliveries: Sequence[Delivery], mailed: Iterable[Mailed], *, again: bool = False
) -> Standing:
    """Return what is still to be sent.

    Who got a message is known though the roster was sorted or edited since. With `again`, who has
    an earlier version of the documents gets the present one too.
    """
    by_person: defaultdict[str, list[Mailed]] = defaultdict(list)
    for one in mailed:
        by_person[one.person].append(one)
    known = {person: messages[-1].known for person, messages in by_person.items()}
    people = assigned([delivery.participant for delivery in deliveries], known)
    due: list[Letter] = []
    found: dict[str, list[Mailed]] = {"sent": [], "changed": [], "uncertain": [], "old": []}
    for delivery in deliveries:
        letter = delivery.letter
        if letter is None:
            continue
        earlier = by_person.get(people.get(delivery.participant.row, ""), [])
        accepted = [m for m in earlier if m.state == "accepted"]
        uncertain = [m for m in earlier if m.state == "uncertain"]
        if any(m.version == letter.version for m in accepted):
            found["sent"].append(accepted[-1])
        elif uncertain:
            found["uncertain"] += uncertain
        elif accepted and not again:
            found["changed"].append(accepted[-1])
        else:
            due.append(letter)
            same = (letter.person, letter.email, letter.version)
            found["old"] += [
                m
                for m in earlier
                if m.state != "accepted" and (m.person, m.email, m.version) != same
            ]
    return Standing(
        tuple(due), *(tuple(found[key]) for key in ("sent", "changed", "uncertain", "old"))
    )
