"""What files there are of packets: an order → batches to be made."""

import dataclasses
from dataclasses import dataclass, field
from functools import partial

from handouts.builds import fingerprints, manifest
from handouts.documents.editions import BOOKLET, EDITIONS, Edition
from handouts.packets import order as names
from handouts.packets.context import ContentsEntry
from handouts.packets.job import Impose, Output, Packet, PacketBatch
from handouts.packets.order import Order, Records
from handouts.packets.print_plan import plan
from handouts.text.canonical_json import canonical
from handouts.typesetting import imposition


def for_participants(order: Order, _: Records) -> list[PacketBatch]:
    """Return the packets of all editions, and what is made of them for the printer."""
    batches = [_edition(order, edition) for edition in EDITIONS.values()]
    return [*batches, _booklets(order)] if order.request.booklet else batches


def _edition(order: Order, edition: Edition) -> PacketBatch:
    is_print = edition.name == "print"
    builder = _BatchBuilder(order, edition, order.in_print if is_print else order.packets(edition))
    for place, letter in enumerate(order.letters):
        title = _in_version(order, order.phrases.text("packets.participant"), letter)
        copies = order.left_over[letter] if is_print else 1
        builder.add(order.path(names.PACKET, edition.name, letter), title, (place,), copies)
        if is_print and order.request.two_up:
            impose = imposition.TwoUp(order.sheet)
            builder.add(
                order.path(names.TWO_UP, letter=letter),
                order.phrases.text("packets.draft", title=title),
                (place,),
                1,
                impose,
            )
    if is_print and order.in_turn:
        title = order.phrases.text("packets.participants", letters=order.letters)
        builder.add(order.path(names.PACKETS), title, order.in_turn, order.rounds)
    follows = partial(for_facilitator, order) if is_print else None
    return dataclasses.replace(builder.batch, follows=follows)


def _booklets(order: Order) -> PacketBatch:
    builder = _BatchBuilder(order, BOOKLET, order.packets(BOOKLET))
    impose = imposition.Booklet(order.sheet)
    for place, letter in enumerate(order.letters):
        title = _in_version(order, order.phrases.text("packets.booklet"), letter)
        copies = order.left_over[letter]
        builder.add(order.path(names.BOOKLET, letter=letter), title, (place,), copies, impose)
    if order.in_turn:
        title = order.phrases.text("packets.booklets", letters=order.letters)
        builder.add(order.path(names.BOOKLETS), title, order.in_turn, order.rounds, impose)
    return builder.batch


def for_facilitator(order: Order, records: Records) -> list[PacketBatch]:
    """Return the facilitator's packet, which shows pages of the participants' one in print."""
    builder = _BatchBuilder(order, EDITIONS["print"], (_facilitator(order, records),))
    title = order.phrases.text("packets.facilitator")
    builder.add(order.own_path(names.FACILITATOR), title, (0,), 1)
    return [builder.batch]


def _facilitator(order: Order, records: Records) -> Packet:
    blank = order.delivery.in_role("blank-page", order.looks(EDITIONS["print"]))
    known = {"participants": _entries(order, records), "copies": order.delivery.copies}
    return Packet(order.own_parts, blank, known)


def _entries(order: Order, records: Records) -> tuple[ContentsEntry, ...]:
    """Return what the first packet for participants has, and where."""
    record = records[order.path(names.PACKET, letter=order.letters[0])]
    pages = {key: first for key, first, _ in record.parts}
    parts = [part for part in order.in_print[0].parts if not part.document.is_of_packets]
    return tuple(part.entry(pages[part.key]) for part in parts)


def for_printer(order: Order, records: Records) -> list[PacketBatch]:
    """Return the plan for the printer, as a file."""
    looks = order.looks(EDITIONS["print"])
    parts = (order.delivery.in_role("print-plan", looks),)
    blank = order.delivery.in_role("blank-page", looks)
    known = {"plan": plan(order, records), "copies": order.delivery.copies}
    builder = _BatchBuilder(order, EDITIONS["print"], (Packet(parts, blank, known),))
    title = order.phrases.text("documents.print-plan.title")
    builder.add(order.own_path(names.PLAN), title, (0,), 1)
    return [builder.batch]


def _in_version(order: Order, title: str, letter: str) -> str:
    if not letter:
        return title
    return order.phrases.text("sheet.in-version", title=title, letter=letter)


@dataclass
class _BatchBuilder:
    """A batch that is being put together."""

    order: Order
    edition: Edition
    packets: tuple[Packet, ...]
    outputs: list[Output] = field(default_factory=list)

    def add(
        self,
        path: str,
        title: str,
        places: tuple[int, ...],
        copies: int,
        impose: Impose | None = None,
    ) -> None:
        """Add a file of the packets at these places, of which so many copies are printed."""
        edition = self.order.looks(self.edition).edition.printed(copies=copies)
        whole = self.order.title(title)
        request = self.order.request
        packets = [self.packets[place] for place in places]
        parts = [part for packet in packets for part in (*packet.parts, packet.blank)]
        jobs = [part.job.fingerprint for part in parts]
        known = [canonical(packet.known) for packet in packets]
        shown = canonical([whole, edition, impose, request.hole_punch, request.greyscale])
        made_from = manifest.fingerprint([*jobs, *known, shown, fingerprints.tools()])
        self.outputs.append(Output(path, whole, places, edition, made_from, impose))

    @property
    def batch(self) -> PacketBatch:
        """The batch as it stands."""
        request, bound = self.order.request, self.edition.bound
        marks = request.hole_punch and bound and not self.edition.on_half_sheets
        return PacketBatch(self.packets, tuple(self.outputs), marks, request.greyscale and bound)
