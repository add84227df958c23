"""Who is in a report several times, because they joined several times or with two devices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from handouts.content.roster.entries import Entry
from handouts.content.roster.name_parts import without_titles
from handouts.content.roster.names import folded
from handouts.content.roster.presence import Presence, overlap

_MOST_TRIED = 20
"""People of one name, or of one address, that a row is compared with."""


@dataclass
class _Group:
    """The rows of one person, and by what they are known."""

    entries: list[Entry] = field(default_factory=list)
    names: list[frozenset[str]] = field(default_factory=list)
    """The words of each name."""
    addresses: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)

    def takes(self, name: frozenset[str], address: str, own_id: str) -> bool:
        """Whether a row with these is of the same person."""
        if len({*self.addresses, address} - {""}) > 1 or len({*self.ids, own_id} - {""}) > 1:
            return False
        return all(name <= other or other <= name for other in self.names)


def grouped(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return the entries of each person together, in the order of their first rows.

    One address is one person where one of two names has the words of the other; one name is one
    person where there are no two addresses or two IDs.
    """
    groups: list[_Group] = []
    by_sign: dict[tuple[str, str], list[_Group]] = {}
    for entry in entries:
        name, address, own_id = folded(entry.name), _address(entry), entry.row["id"]
        words = frozenset(folded(without_titles(entry.name)).split())
        signs = [sign for sign in (("address", address), ("name", name)) if sign[1]]
        known = [group for sign in signs for group in by_sign.get(sign, ())]
        group = next((one for one in known if one.takes(words, address, own_id)), None)
        if group is None:
            group = _Group()
            groups.append(group)
        group.entries.append(entry)
        if words not in group.names:
            group.names.append(words)
        group.addresses.add(address)
        group.ids.add(own_id)
        for sign in signs:
            others = by_sign.setdefault(sign, [])
            if len(others) < _MOST_TRIED and not any(one is group for one in others):
                others.append(group)
    return [group.entries for group in groups]


def with_names_of_addresses(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in which a telephone has the name that its address has in another row."""
    listed = list(entries)
    known = {
        address: one.written
        for one in reversed(listed)
        if (address := _address(one)) and one.written.written and one.written.unlikely is None
    }
    return [
        replace(one, written=known[_address(one)])
        if one.written.unlikely in ("device", "nobody", "letter") and _address(one) in known
        else one
        for one in listed
    ]


def _address(entry: Entry) -> str:
    address = entry.row["email"].casefold()
    return address if "@" in address else ""


def together(presences: Sequence[Presence]) -> Presence:
    """Return what several rows say of one person: times are added, those that overlap once."""
    times = [one.time for one in presences if one.time is not None]
    stays = tuple(sorted(stay for one in presences for stay in one.stays))
    hours = [one.hours for one in presences if one.hours is not None]
    said = [one.attended for one in presences if one.attended is not None]
    width = max(len(one.days) for one in presences)
    return Presence(
        any(said) if said else None,
        sum(hours, Decimal()) if hours else None,
        max(*times, sum(times, timedelta()) - overlap(stays)) if times else None,
        stays,
        tuple(any(one.days[day : day + 1] == (True,) for one in presences) for day in range(width)),
        any(one.late for one in presences),
    )
