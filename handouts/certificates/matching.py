"""Which person of a roster has which certificate, though rosters are edited and sorted anew."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
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
    """Return who has which certificate, as `assigned` tells.

    Replaced certificates are left out of account, because their successors stand for them.
    """
    left = {entry.number: entry for entry in entries if entry.state != "replaced"}
    known = {
        number: Known(entry.person, entry.email, entry.award.name) for number, entry in left.items()
    }
    by_row = {row: left.pop(number) for row, number in assigned(people, known).items()}
    return Matched(by_row, tuple(left.values()))


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who got something earlier, as the roster had them then."""

    person: str
    """What `identity` returned."""
    email: str
    name: str


def assigned(people: Iterable[Participant], known: Mapping[str, Known]) -> dict[int, str]:
    """Return for the row of each person the key in `known`, where it is one of these.

    It is told by the person's own id, then by name and address together, then by the name alone
    and by the address alone where only one on either side has it.
    """
    waiting = {person.row: person for person in people}
    left = dict(known)
    found: dict[int, str] = {}
    for of_person, of_known in _SIGNS:
        seekers, offers = defaultdict(list), defaultdict(list)
        for row, person in waiting.items():
            seekers[of_person(person)].append(row)
        for key, one in left.items():
            offers[of_known(one)].append(key)
        for sign in [sign for sign in seekers if sign and sign in offers]:
            if len(seekers[sign]) == 1 and len(offers[sign]) == 1:
                row, key = seekers[sign][0], offers[sign][0]
                if not _have_other_ids(waiting[row], left[key]):
                    found[row] = key
                    del waiting[row], left[key]
    return found


def _have_other_ids(person: Participant, known: Known) -> bool:
    """Whether both have an id, and not the same: then they are two people, whatever else agrees."""
    return bool(person.id) and known.person.startswith(_ID) and known.person != identity(person)


def _with_id(person: Participant) -> Hashable:
    return person.id and identity(person)


_SIGNS: tuple[tuple[Callable[[Participant], Hashable], Callable[[Known], Hashable]], ...] = (
    (_with_id, lambda known: known.person),
    (
        lambda person: (person.email.casefold(), folded(person.name)),
        lambda known: (known.email.casefold(), folded(known.name)),
    ),
    (lambda person: folded(person.name), lambda known: folded(known.name)),
    (lambda person: person.email.casefold(), lambda known: known.email.casefold()),
)
