"""What is to be printed of an order, once its files are known."""

import dataclasses
from collections.abc import Iterator, Sequence
from functools import partial

from handouts.documents import Document
from handouts.manifest import Record
from handouts.packets import order as names
from handouts.packets import printing
from handouts.packets.order import Order, Records
from handouts.packets.parts import Part
from handouts.packets.printing import Paper, Plan, Room, Run


def plan(order: Order, records: Records) -> Plan:
    """Return what is to be printed: the facilitator's pages first, then packets, then cards.

    An error on paper is seen on one copy before there are many, and paper is changed but once.
    """
    paper = Paper(order.paper, order.request.greyscale, order.request.hole_punch)
    packets, besides = _packets(order, records, paper), _besides(order, records, paper)
    if order.request.booklet:
        besides = [*packets, *besides]
        packets = [
            printing.booklet(path, records[path].pages, copies, paper)
            for path, copies in _copies(order, names.BOOKLET, names.BOOKLETS)
        ]
    runs = [*_own_runs(order, records, paper), *packets]
    shares = tuple(order.shares.items()) if order.in_turn else ()
    return Plan(
        folder=f"build/{order.folder}",
        runs=_told(order, sorted(runs, key=lambda run: run.stock != "paper")),
        besides=_told(order, besides),
        versions=shares,
    )


def _own_runs(order: Order, records: Records, paper: Paper) -> list[Run]:
    """Return the runs of the facilitator's packet."""
    people, versions = order.delivery.copies, len(order.letters)

    def copies_of(document: Document) -> int:
        return printing.shared(document, people, versions)

    path = order.own_path(names.FACILITATOR)
    rooms = _rooms(records[path], order.own_parts)
    return printing.runs_of(path, rooms, copies_of, paper)


def _packets(order: Order, records: Records, paper: Paper) -> list[Run]:
    """Return the runs of the packets for participants."""
    runs = []
    for path, copies in _copies(order, names.PACKET, names.PACKETS):
        rooms = _rooms(records[path], [part for one in order.in_print for part in one.parts])
        runs += printing.runs_of(path, rooms, partial(_always, copies), paper)
    return runs


def _always(copies: int, _: Document) -> int:
    return copies


def _besides(order: Order, records: Records, paper: Paper) -> list[Run]:
    """Return the runs of what is printed only where somebody asks for it."""
    runs = []
    for letter in order.letters:
        if order.request.two_up:
            path = order.path(names.TWO_UP, "print", letter)
            runs.append(printing.draft(path, records[path].pages, paper))
        path = order.path(names.PACKET, "large-print", letter)
        runs.append(printing.whole_file(path, records[path].pages, 1, paper))
    return runs


def _copies(order: Order, one: str, several: str) -> Iterator[tuple[str, int]]:
    """Yield the files that give each participant one: rounds of all versions, and the rest."""
    rounds = order.rounds if order.in_turn else 0
    wanted = {order.path(several): rounds}
    for letter in order.letters:
        wanted[order.path(one, "print", letter)] = order.shares[letter] - rounds
    yield from ((path, copies) for path, copies in wanted.items() if copies)


def _rooms(record: Record, parts: Sequence[Part]) -> list[Room]:
    """Return where the documents of a file stand."""
    by_key = {part.key: part for part in parts}
    return [
        Room(by_key[key].document, by_key[key].label, first, pages)
        for key, first, pages in record.parts
    ]


def _told(order: Order, runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs whose paths begin in the order's folder."""
    folder = f"{order.folder}/"
    return tuple(dataclasses.replace(run, path=run.path.removeprefix(folder)) for run in runs)
