"""Who may be on a roster twice."""

from collections.abc import Hashable, Iterable

from handouts.content.roster import Participant
from handouts.content.roster.findings import Findings, RowDiagnostic
from handouts.content.roster.names import folded

_TELL_APART = "Delete one of the two; two people are told apart by their e-mail addresses or IDs."


def report(people: Iterable[Participant], findings: Findings) -> None:
    """Report rows for one person; remark on what only looks so."""
    persons: dict[Hashable, Participant] = {}
    ids: dict[str, Participant] = {}
    by_name: dict[str, Participant] = {}
    by_address: dict[str, Participant] = {}
    for person in people:
        name, address = folded(person.name), person.email.casefold()
        same = persons.setdefault((name, address, person.id), person)
        same_id = ids.setdefault(person.id, person) if person.id else person
        namesake = by_name.setdefault(name, person)
        neighbour = by_address.setdefault(address, person) if address else person
        quoted = " | ".join(filter(None, (person.name, person.email, person.id)))
        if same is not person:
            cause = f"the person of row {same.row} is here again"
            kind = "the person of an earlier row is here again"
            findings.report(person.row, RowDiagnostic(cause, _TELL_APART, quoted, kind))
            continue
        if same_id is not person:
            cause = f"the ID is that of row {same_id.row}"
            cure = "Give each person an ID of their own, or leave it empty."
            kind = "the ID is that of an earlier row"
            findings.report(person.row, RowDiagnostic(cause, cure, quoted, kind))
        if namesake is not person:
            cause = f"the name is that of row {namesake.row} too"
            cure = "Nothing need be done if they are two people."
            kind = "the name is that of an earlier row too"
            findings.remark(person.row, RowDiagnostic(cause, cure, quoted, kind))
        elif neighbour is not person:
            cause = f"the e-mail address is that of row {neighbour.row} too"
            cure = "Nothing need be done if they share it; each certificate is for one of them."
            kind = "the e-mail address is that of an earlier row too"
            findings.remark(person.row, RowDiagnostic(cause, cure, quoted, kind))
