"""Which person of a roster has which certificate, though rosters are edited and sorted anew."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from handouts.certificates.ledger import LedgerEntry
from handouts.content.roster import Participant
from handouts.content.roster.names import folded as letters

_ID = "id\t"
"""Begins what identifies a person with an id; names and addresses have no tab."""
_ALIKE = 0.6
"""Likeness from which one name at one address is a correction of another; 1 is the same."""


@dataclass(frozen=True)
class Matched:
    """The certificates of a roster's people."""

    by_row: dict[int, LedgerEntry]
    """For the row of each person the latest certificate, valid or void."""
    left: tuple[LedgerEntry, ...]
    """Certificates of people who are not on the roster any longer."""


def folded(name: str) -> str:
    """Return a name as it is compared: without case, and with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def identity(person: Participant) -> str:
    """Return what identifies a person in a session."""
    if person.id:
        return f"{_ID}{person.id}"
    return f"{person.email.casefold()} {folded(person.name)}".strip()


def matched(
    people: Iterable[Participant], entries: Iterable[LedgerEntry], newcomers: Iterable[str] = ()
) -> Matched:
    """Return who has which certificate, as `assigned` finds it, as far as it is beyond doubt.

    In doubt the certificate is among those `left`, and the person has none. Replaced certificates
    are left out of account, because their successors stand for them.
    """
    everybody = {person.row: person for person in people}
    left = {entry.number: entry for entry in entries if entry.state != "replaced"}
    known = {
        number: Known(entry.person, entry.email, entry.award.name) for number, entry in left.items()
    }
    found = assigned(everybody.values(), known, frozenset(newcomers))
    by_row = {
        row: left.pop(number)
        for row, number in found.items()
        if not _in_doubt(everybody[row], left[number])
    }
    return Matched(by_row, tuple(left.values()))


def _in_doubt(person: Participant, entry: LedgerEntry) -> bool:
    """Whether a certificate that only the name or only the address points to may be another's.

    One address with two names that have little in common is that of an office or a family. One
    name with two addresses and two licence numbers is that of two people.
    """
    if person.id and identity(person) == entry.person:
        return False
    if folded(person.name) != folded(entry.award.name):
        one, other = letters(person.name), letters(entry.award.name)
        return SequenceMatcher(None, one, other).ratio() < _ALIKE
    addresses = {person.email.casefold(), entry.email.casefold()}
    licences = {person.license_number.casefold(), entry.award.license_number.casefold()}
    return all(len(signs) == 2 and all(signs) for signs in (addresses, licences))


def may_be(person: Participant, entry: LedgerEntry) -> bool:
    """Whether a certificate can be that of somebody who has none, though no sign points to it.

    Two ids mean two people, unless all else is the same: then the id was corrected.
    """
    known = Known(entry.person, entry.email, entry.award.name)
    same_name = folded(person.name) == folded(known.name)
    addresses = {person.email.casefold(), known.email.casefold()} - {""}
    return not _have_other_ids(person, known) or (same_name and len(addresses) < 2)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who got something earlier, as the roster had them then."""

    person: str
    """What `identity` returned."""
    email: str
    name: str


def assigned(
    people: Iterable[Participant], known: Mapping[str, Known], newcomers: Collection[str] = ()
) -> dict[int, str]:
    """Return for the row of each person the key in `known`, where it is one of these.

    It is found by the person's own id, then by name and address together, then by the name alone
    and by the address alone where only one on either side has it. Of `newcomers`, as `identity`
    returns them, the trainer has decided that they are nobody from before: for them the name alone
    or the address alone means nothing.
    """
    waiting = {person.row: person for person in people}
    left = dict(known)
    found: dict[int, str] = {}
    for sign in _SURE_SIGNS:
        found |= _taken(waiting, left, sign)
    if newcomers:
        waiting = {row: one for row, one in waiting.items() if identity(one) not in newcomers}
    for sign in _WEAK_SIGNS:
        found |= _taken(waiting, left, sign)
    return found


def _taken(
    waiting: dict[int, Participant], left: dict[str, Known], sign: "_Sign"
) -> dict[int, str]:
    """Take out and return the pairs that a sign finds: those that one on either side has."""
    of_person, of_known = sign
    seekers, offers = defaultdict(list), defaultdict(list)
    for row, person in waiting.items():
        seekers[of_person(person)].append(row)
    for key, one in left.items():
        offers[of_known(one)].append(key)
    found: dict[int, str] = {}
    for shared in [sign for sign in seekers if sign and sign in offers]:
        if len(seekers[shared]) == 1 and len(offers[shared]) == 1:
            row, key = seekers[shared][0], offers[shared][0]
            if not _have_other_ids(waiting[row], left[key]):
                found[row] = key
                del waiting[row], left[key]
    return found


def _have_other_ids(person: Participant, known: Known) -> bool:
    """Whether both have an id, and not the same: then they are two people, whatever else agrees."""
    return bool(person.id) and known.person.startswith(_ID) and known.person != identity(person)


def _with_id(person: Participant) -> Hashable:
    return person.id and identity(person)


_Sign = tuple[Callable[[Participant], Hashable], Callable[[Known], Hashable]]
_SURE_SIGNS: tuple[_Sign, ...] = (
    (_with_id, lambda known: known.person),
    (
        lambda person: (person.email.casefold(), folded(person.name)),
        lambda known: (known.email.casefold(), folded(known.name)),
    ),
)
_WEAK_SIGNS: tuple[_Sign, ...] = (
    (lambda person: folded(person.name), lambda known: folded(known.name)),
    (lambda person: person.email.casefold(), lambda known: known.email.casefold()),
)
