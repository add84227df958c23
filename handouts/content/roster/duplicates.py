"""Who may be on a roster twice."""

from collections.abc import Hashable, Iterable

from handouts.content.roster import Participant
from handouts.content.roster.findings import Findings, RowDiagnostic
from handouts.content.roster.names import folded
from handouts.messages import message


def once(people: Iterable[Participant], names: Iterable[str]) -> tuple[Participant, ...]:
    """Return the people, those of some names no more than once: in the row in which they came."""
    said = {folded(name) for name in names}
    found: dict[Hashable, Participant] = {}
    for person in people:
        key: Hashable = person.row
        if folded(person.name) in said:
            key = _identity(person)
        earlier = found.setdefault(key, person)
        if person.attended and not earlier.attended:
            found[key] = person
    return tuple(found.values())


def _identity(person: Participant) -> Hashable:
    return folded(person.name), person.email.casefold(), person.id


def report(people: Iterable[Participant], findings: Findings) -> None:
    """Report rows for one person; remark on what only looks so."""
    persons: dict[Hashable, Participant] = {}
    ids: dict[str, Participant] = {}
    by_name: dict[str, Participant] = {}
    by_address: dict[str, Participant] = {}
    for person in people:
        name, address = folded(person.name), person.email.casefold()
        same = persons.setdefault(_identity(person), person)
        same_id = ids.setdefault(person.id, person) if person.id else person
        namesake = by_name.setdefault(name, person)
        neighbour = by_address.setdefault(address, person) if address else person
        quoted = " | ".join(filter(None, (person.name, person.email, person.id)))
        if same is not person:
            again = message("people.here-again", row=same.row)
            kind = message("people.here-again-kind")
            findings.report(person.row, RowDiagnostic(again, quoted=quoted, kind=kind))
            continue
        if same_id is not person:
            taken = message("people.same-id", row=same_id.row)
            kind = message("people.same-id-kind")
            findings.report(person.row, RowDiagnostic(taken, quoted=quoted, kind=kind))
        if namesake is not person:
            shared = message("people.same-name", row=namesake.row)
            kind = message("people.same-name-kind")
            findings.remark(person.row, RowDiagnostic(shared, quoted=quoted, kind=kind))
        elif neighbour is not person:
            shared = message("people.same-address", row=neighbour.row)
            kind = message("people.same-address-kind")
            findings.remark(person.row, RowDiagnostic(shared, quoted=quoted, kind=kind))
