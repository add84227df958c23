"""What is to be printed of an order, once its files are known."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from handouts.builds.manifest import Record
from handouts.documents.registry import Document
from handouts.packets import order as names
from handouts.packets import print_runs
from handouts.packets.order import Order, Records
from handouts.packets.parts import PacketPart
from handouts.packets.print_runs import PageSpan, Paper, Plan, PrintRun


def plan(order: Order, records: Records) -> Plan:
    """Return what is to be printed: the facilitator's pages first, then packets, then cards.

    An error on paper is seen on one copy before there are many, and paper is changed but once.
    """
    paper = Paper(order.paper, order.request.greyscale, order.request.hole_punch, order.phrases)
    packets, besides = _packets(order, records, paper), _on_request(order, records, paper)
    if order.request.booklet:
        besides = [*(run for run in packets if run.stock == "paper"), *besides]
        packets = [*_booklets(order, records, paper), *(r for r in packets if r.stock != "paper")]
    runs = [*_own_runs(order, records, paper), *packets]
    shares = tuple(order.shares.items()) if order.in_turn else ()
    return Plan(
        folder=f"build/{order.folder}",
        runs=_in_folder(order, sorted(runs, key=lambda run: run.stock != "paper")),
        besides=_in_folder(order, besides),
        versions=shares,
    )


def _own_runs(order: Order, records: Records, paper: Paper) -> list[PrintRun]:
    """Return the runs of the facilitator's packet."""
    people, versions = order.delivery.copies, len(order.letters)

    def copies_of(document: Document) -> int:
        return print_runs.shared(document, people, versions)

    path = order.own_path(names.FACILITATOR)
    return _runs_of(path, records[path], order.own_parts, copies_of, paper)


def _packets(order: Order, records: Records, paper: Paper) -> list[PrintRun]:
    """Return the runs of the packets for participants."""
    runs = []
    for path, copies in _copies(order, names.PACKET, names.PACKETS):
        parts = [part for one in order.in_print for part in one.parts]
        runs += _runs_of(path, records[path], parts, partial(_always, copies), paper)
    return runs


def _booklets(order: Order, records: Records, paper: Paper) -> Iterator[PrintRun]:
    """Yield the runs of the booklets, which have no cards."""
    sides = {
        path: records[path].pages
        for letter in order.letters
        for path in [order.path(names.BOOKLET, "print", letter)]
    }
    for path, copies in _copies(order, names.BOOKLET, names.BOOKLETS):
        yield print_runs.booklet(
            path, [sides[path]] if path in sides else [*sides.values()], copies, paper
        )


def _always(copies: int, _: Document) -> int:
    return copies


def _on_request(order: Order, records: Records, paper: Paper) -> list[PrintRun]:
    """Return the runs of what is printed only where somebody asks for it."""
    runs = []
    for letter in order.letters:
        if order.request.two_up:
            path = order.path(names.TWO_UP, "print", letter)
            runs.append(print_runs.draft(path, records[path].pages, paper))
        path = order.path(names.PACKET, "large-print", letter)
        runs.append(print_runs.whole_file(path, records[path].pages, 1, paper))
    return runs


def _copies(order: Order, one: str, several: str) -> Iterator[tuple[str, int]]:
    """Yield the files that give each participant one: rounds of all versions, and the rest."""
    wanted = {order.path(several): order.rounds if order.in_turn else 0}
    for letter, copies in order.left_over.items():
        wanted[order.path(one, "print", letter)] = copies
    yield from ((path, copies) for path, copies in wanted.items() if copies)


def _runs_of(
    path: str,
    record: Record,
    parts: Sequence[PacketPart],
    copies_of: Callable[[Document], int],
    paper: Paper,
) -> list[PrintRun]:
    """Return the runs of a file; a blank last page is not in it."""
    by_key = {part.key: part for part in parts}
    spans = [
        PageSpan(by_key[key].document, by_key[key].label, first, pages)
        for key, first, pages in record.parts
    ]
    runs = print_runs.runs_of(path, spans, copies_of, paper)
    return [
        dataclasses.replace(run, pages=(run.pages[0], min(run.pages[1], record.pages)))
        if run.pages
        else run
        for run in runs
    ]


def _in_folder(order: Order, runs: Sequence[PrintRun]) -> tuple[PrintRun, ...]:
    """Return runs whose paths begin in the order's folder."""
    folder = f"{order.folder}/"
    return tuple(dataclasses.replace(run, path=run.path.removeprefix(folder)) for run in runs)
