"""Where a roster says something else now than the certificates that were issued from it."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handouts.certificates import terms
from handouts.certificates.certificate import Credential
from handouts.certificates.eligibility import Decision
from handouts.certificates.identity import Matched
from handouts.certificates.ledger import LedgerEntry
from handouts.certificates.proof import CheckedSession
from handouts.messages import Message, message

FIELDS = {
    "name": message("certificates.field-name"),
    "credentials": message("certificates.field-credentials"),
    "license_state": message("certificates.field-license-state"),
    "license_number": message("certificates.field-license-number"),
    "hours": message("certificates.field-hours"),
}
"""What the roster and a certificate both say of a person."""


@dataclass(frozen=True)
class Difference:
    """Something that the roster says otherwise now than a certificate does."""

    kind: Literal["not-due", "left", "name", "field", "address"]
    """A person who is due none now, one who has left, a name, another field, an e-mail address."""
    sentence: Message
    """Without its full stop."""
    number: str
    """The certificate's."""
    called: str = ""
    """The name or the address that the roster has now, where it may be somebody else's."""

    def __str__(self) -> str:
        return f"{self.sentence}."


def voided(checked: CheckedSession, found: Matched) -> Iterator[Decision]:
    """Yield who would be due a certificate and has a void one, with the reason."""
    for decision in checked.due:
        entry = found.by_row.get(decision.participant.row)
        if entry is not None and entry.state == "void":
            reason = str(message("certificates.void", number=entry.number, why=entry.why))
            yield dataclasses.replace(decision, hours=None, reason=reason)


def differences(checked: CheckedSession, found: Matched) -> Iterator[Difference]:
    """Yield where the roster says something else now than a certificate does."""
    for decision in checked.due:
        entry = found.by_row.get(decision.participant.row)
        if entry is not None and entry.state == "valid":
            yield from _changes(decision, entry)
    for decision in checked.without:
        entry = found.by_row.get(decision.participant.row)
        if entry is not None and entry.state == "valid":
            sentence = message(
                "certificates.not-due-now",
                row=decision.participant.row,
                number=entry.number,
                name=entry.award.name,
                reason=decision.reason,
            )
            yield Difference("not-due", sentence, entry.number)
    for entry in found.left:
        if entry.state == "valid":
            sentence = message(
                "certificates.left-the-roster", number=entry.number, name=entry.award.name
            )
            yield Difference("left", sentence, entry.number)


def changed_fields(then: Credential, now: Credential) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each field that differs, with what it was and what it is."""
    for key in FIELDS:
        before, after = getattr(then, key), getattr(now, key)
        if before != after:
            yield key, before, after


def _changes(decision: Decision, entry: LedgerEntry) -> Iterator[Difference]:
    """Yield what has changed of one person, who may be another one after all."""
    person, award = decision.participant, terms.award(decision, entry.number)
    for key, then, now in changed_fields(entry.award, award):
        field = FIELDS[key]
        sentence = message(
            "certificates.field-differs",
            field=field,
            then=then,
            now=now,
            row=person.row,
            number=entry.number,
        )
        if key == "name":
            yield Difference("name", sentence, entry.number, now)
        else:
            yield Difference("field", sentence, entry.number)
    if person.email and entry.email and person.email.casefold() != entry.email.casefold():
        sentence = message(
            "certificates.address-differs",
            name=person.name,
            then=entry.email,
            now=person.email,
            row=person.row,
            number=entry.number,
        )
        yield Difference("address", sentence, entry.number, person.email)
