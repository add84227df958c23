"""Which person of a roster has which certificate, though rosters are edited and sorted anew."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from handouts.certificates.ledger import Entry
from handouts.roster import Participant

_ID = "id\t"
"""Begins what tells apart a person with an id; names and addresses have no tab."""


@dataclass(frozen=True)
class Matched:
    """The certificates of a roster's people."""

    by_row: dict[int, Entry]
    """For the row of each person the latest certificate, valid or void."""
    left: tuple[Entry, ...]
    """Certificates of people who are not on the roster any longer."""


def folded(name: str) -> str:
    """Return a name as it is compared: without case, and with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def identity(person: Participant) -> str:
    """Return what tells a person from all others of a session."""
    if person.id:
        return f"{_ID}{person.id}"
    return f"{person.email.casefold()} {folded(person.name)}".strip()


def matched(people: Iterable[Participant], entries: Iterable[Entry]) -> Matched:
    """Return who has which certificate.

    It is told by the person's own id, then by name and address together, then by the name alone
    and by the address alone where only one on either side has it. Replaced certificates are left
    out of account, because their successors stand for them.
    """
    waiting = {person.row: person for person in people}
    left = {entry.number: entry for entry in entries if entry.state != "replaced"}
    by_row: dict[int, Entry] = {}
    for of_person, of_entry in _SIGNS:
        seekers, offers = defaultdict(list), defaultdict(list)
        for row, person in waiting.items():
            seekers[of_person(person)].append(row)
        for number, entry in left.items():
            offers[of_entry(entry)].append(number)
        for sign in [sign for sign in seekers if sign and sign in offers]:
            if len(seekers[sign]) == 1 and len(offers[sign]) == 1:
                row, number = seekers[sign][0], offers[sign][0]
                if not _have_other_ids(waiting[row], left[number]):
                    by_row[row] = left.pop(number)
                    del waiting[row]
    return Matched(by_row, tuple(left.values()))


def _have_other_ids(person: Participant, entry: Entry) -> bool:
    """Whether both have an id, and not the same: then they are two people, whatever else agrees."""
    return bool(person.id) and entry.person.startswith(_ID) and entry.person != identity(person)


def _with_id(person: Participant) -> Hashable:
    return person.id and identity(person)


_SIGNS: tuple[tuple[Callable[[Participant], Hashable], Callable[[Entry], Hashable]], ...] = (
    (_with_id, lambda entry: entry.person),
    (
        lambda person: (person.email.casefold(), folded(person.name)),
        lambda entry: (entry.email.casefold(), folded(entry.award.name)),
    ),
    (lambda person: folded(person.name), lambda entry: folded(entry.award.name)),
    (lambda person: person.email.casefold(), lambda entry: entry.email.casefold()),
)
