"""Who is in a report several times, because they joined several times or with two devices."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import chain, islice

from handouts.content.roster.entries import Entry
from handouts.content.roster.name_parts import without_titles
from handouts.content.roster.names import folded
from handouts.content.roster.presence import Presence, overlap

_MOST_TRIED = 100
"""People of one name or address that a row is compared with."""


def grouped(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return the entries of each person together, in the order of their first rows.

    One address is one person where one of two names has the words of the other; one name is one
    person where there are no two addresses or two IDs.
    """
    groups: list[list[Entry]] = []
    by_name: dict[str, list[list[Entry]]] = {}
    by_address: dict[str, list[list[Entry]]] = {}
    for entry in entries:
        name, address = folded(entry.name), _address(entry)
        candidates = chain(by_address.get(address, []), by_name.get(name, []))
        group = next((o for o in islice(candidates, _MOST_TRIED) if _is_same(entry, o)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(entry)
        _add(by_name, name, group)
        if address:
            _add(by_address, address, group)
    return groups


def _add(index: dict[str, list[list[Entry]]], key: str, group: list[Entry]) -> None:
    groups = index.setdefault(key, [])
    if not any(one is group for one in groups):
        groups.append(group)


def _is_same(entry: Entry, group: Sequence[Entry]) -> bool:
    ids = {one.row["id"] for one in (entry, *group)} - {""}
    addresses = {_address(one) for one in (entry, *group)} - {""}
    if len(ids) > 1 or len(addresses) > 1:
        return False
    said = _said(entry)
    return all(said <= other or other <= said for other in map(_said, group))


def _said(entry: Entry) -> frozenset[str]:
    return frozenset(folded(without_titles(entry.name)).split())


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
