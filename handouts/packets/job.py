"""What is to be made of packets: parts → packets → batches of files."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handouts.builds.manifest import Record
from handouts.documents.editions import Edition
from handouts.packets.parts import PacketPart
from handouts.typesetting.print_settings import PrintSettings

Impose = Callable[[Sequence[bytes], PrintSettings], tuple[bytes, int]]
"""From PDFs of packets and what is asked of readers: sheets, and how many sides those have."""


@dataclass(frozen=True)
class Packet:
    """What a packet is to have."""

    parts: tuple[PacketPart, ...]
    blank: PacketPart
    """What stands where a page is left out."""
    known: Mapping[str, Any] = field(default_factory=dict)
    """What templates that only packets have see in addition."""


@dataclass(frozen=True)
class Output:
    """A file that is made of one packet, or of several."""

    path: str
    """Relative to the build folder."""
    title: str
    places: tuple[int, ...]
    """The packets that it holds one after another, by their places in the batch."""
    edition: Edition
    """How it asks to be shown and printed."""
    fingerprint: str
    """SHA-256 of everything that goes in."""
    impose: Impose | None = None
    """Imposes its pages on sheets; None where each sheet side is one page."""


@dataclass(frozen=True)
class PacketBatch:
    """Packets that are laid out together, and the files that are made of them."""

    packets: tuple[Packet, ...]
    outputs: tuple[Output, ...]
    hole_punch: bool = False
    greyscale: bool = False
    follows: "Callable[[Mapping[str, Record]], Sequence[PacketBatch]] | None" = None
    """What can be begun as soon as these files are made, from what is known of them."""

    def wanting(self, not_current: Callable[[Output], bool]) -> "PacketBatch":
        """Return the batch with only those of its files that are not current."""
        return dataclasses.replace(self, outputs=tuple(filter(not_current, self.outputs)))
