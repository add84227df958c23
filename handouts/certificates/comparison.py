"""Where a roster says something else now than the certificates that were issued from it."""

import dataclasses
from collections.abc import Iterator

from handouts.certificates import eligibility
from handouts.certificates.eligibility import Decision
from handouts.certificates.identity import Matched
from handouts.certificates.ledger import Entry
from handouts.certificates.newcomers import typed
from handouts.certificates.proof import Checked


def voided(checked: Checked, found: Matched) -> Iterator[Decision]:
    """Yield who would be due a certificate and has a void one, with the reason."""
    for decision in checked.due:
        entry = found.by_row.get(decision.participant.row)
        if entry is not None and entry.state == "void":
            reason = f"certificate {entry.number} is void: {entry.why}"
            yield dataclasses.replace(decision, hours=None, reason=reason)


def differences(checked: Checked, found: Matched) -> Iterator[str]:
    """Yield where the roster says something else now than a certificate does."""
    for decision in checked.due:
        entry = found.by_row.get(decision.participant.row)
        if entry is not None and entry.state == "valid":
            yield from _changes(decision, entry)
    for decision in checked.without:
        entry = found.by_row.get(decision.participant.row)
        if entry is not None and entry.state == "valid":
            yield (
                f"row {decision.participant.row}: {entry.number} was issued to {entry.award.name}, "
                f"who would get none now: {decision.reason}. If it was wrong: --void "
                f"{entry.number} --why …"
            )
    for entry in found.left:
        if entry.state == "valid":
            yield (
                f"{entry.number} was issued to {entry.award.name}, who is not on the roster any "
                f"longer. If that was wrong: --void {entry.number} --why …"
            )


def _changes(decision: Decision, entry: Entry) -> Iterator[str]:
    """Yield what has changed of one person, who may be another one after all."""
    person, award = decision.participant, eligibility.award(decision, entry.number)
    issued = f"when {entry.number} was issued"
    for key in ("name", "credentials", "license_state", "license_number", "hours"):
        now, then = getattr(award, key), getattr(entry.award, key)
        if now != then:
            other = f". If this is somebody else: --new {typed(now)}" if key == "name" else ""
            yield (
                f'row {person.row}: {key.replace("_", " ")} was "{then}" {issued} and is "{now}" '
                f"now. If the certificate is wrong: --reissue {entry.number}{other}"
            )
    if person.email and entry.email and person.email.casefold() != entry.email.casefold():
        yield (
            f'row {person.row}: the e-mail address of {person.name} was "{entry.email}" {issued} '
            f'and is "{person.email}" now. If this is somebody else: --new {typed(person.email)}'
        )
