"""What the templates of packets see: where the parts stand, and what is printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handouts.content.session import SessionFile
from handouts.content.training import Person
from handouts.documents.context import Context
from handouts.packets.print_runs import Plan
from handouts.packets.timetable import Timetable
from handouts.worksheets import Worksheet


@dataclass(frozen=True)
class ContentsEntry:
    """A part of a packet, as lists of contents name it."""

    anchor: str
    """What a link to it leads to."""
    name: str
    """The document's, with the chart that it is of alone."""
    kind: str
    """The document's alone."""
    title: str
    letter: str
    """Its version, where there are several in the packet; otherwise empty."""
    stock: str
    """`paper` or `card`."""
    minutes: int
    """How long it takes in the training; 0 for what takes no time of its own."""
    page: int
    """Its first page in the packet, counted from 1; 0 while that is not known."""
    sheet: Worksheet | None = None
    """What it asks, which says what it is for."""


@dataclass(frozen=True)
class PacketContext(Context):
    """A session and its presenters, and as much as is known of where the parts stand."""

    delivery: SessionFile | None
    """None where the packet is for no session."""
    teachers: tuple[Person, ...]
    settings: tuple[str, ...] = ()
    """Where the session takes place: `place`, `platform`, or both."""
    timetable: Timetable = field(default_factory=Timetable)
    """The times of the session."""
    contents: tuple[ContentsEntry, ...] = ()
    page_of: Mapping[str, int] = field(default_factory=dict)
    """The page of each anchor in the packet, counted from 1."""
    participants: tuple[ContentsEntry, ...] = ()
    """What the packet for participants has."""
    copies: int = 0
    """How many participants get a packet."""
    plan: Plan | None = None
