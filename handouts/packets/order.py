"""What a trainer has asked of packets, and where the files go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from handouts.builds.manifest import Record
from handouts.builds.plan import PAPER_SIZES
from handouts.documents import editions
from handouts.documents.editions import Edition
from handouts.documents.templates import direction
from handouts.errors import ContentError, Problem
from handouts.languages.phrases import Phrases
from handouts.messages import message
from handouts.packets import print_runs
from handouts.packets.job import Packet
from handouts.packets.parts import Looks, PacketPart, PacketTraining
from handouts.packets.request import PacketRequest
from handouts.typesetting import imposition

PACKET, PACKETS = "participant-packet", "participant-packets"
BOOKLET, BOOKLETS = "participant-packet-booklet", "participant-packet-booklets"
TWO_UP = "participant-packet-two-up"
FACILITATOR, PLAN = "facilitator-packet", "print-plan"
"""The names of files. Plurals have all versions in turn, to be printed as often as each of them."""

Records = Mapping[str, Record]
"""What is known of finished files, by their paths."""


@dataclass(frozen=True)
class Order:
    """What a trainer has asked for, and what it is to be made from."""

    delivery: PacketTraining
    request: PacketRequest

    @property
    def letters(self) -> Sequence[str]:
        """The versions; one without a letter where there is only one."""
        count = self.request.versions or self.delivery.training.worksheets.versions
        return ascii_uppercase[:count] if count > 1 else ("",)

    @property
    def shares(self) -> Mapping[str, int]:
        """How many copies each version has."""
        return print_runs.shares(self.delivery.copies, self.letters)

    @property
    def in_turn(self) -> tuple[int, ...]:
        """The places of all versions, where there are several to be given out in turn."""
        return tuple(range(len(self.letters))) if len(self.letters) > 1 else ()

    @property
    def rounds(self) -> int:
        """How many copies all versions have at least."""
        return self.delivery.copies // len(self.letters)

    @property
    def left_over(self) -> Mapping[str, int]:
        """How many copies of each version are printed in addition to the rounds of all."""
        rounds = self.rounds if self.in_turn else 0
        return {letter: share - rounds for letter, share in self.shares.items()}

    @property
    def paper(self) -> str:
        """`letter` or `a4`."""
        return self.request.paper or self.delivery.training.head.paper

    @property
    def phrases(self) -> Phrases:
        """The fixed words of all that is made for it."""
        return self.delivery.training.phrases

    @property
    def sheet(self) -> imposition.PaperSheet:
        """Paper that pages are imposed on."""
        height, width = PAPER_SIZES[self.paper]
        return imposition.PaperSheet(width, height, direction(self.delivery.training) == "rtl")

    def looks(self, edition: Edition) -> Looks:
        """Return how packets of an edition are to look."""
        paper = editions.HALVES[self.paper] if edition.on_half_sheets else self.paper
        theme = self.request.theme or self.delivery.training.head.theme
        is_grey = self.request.greyscale and edition.bound
        return Looks(theme, edition.printed(duplex=edition.bound), paper, is_grey)

    @cached_property
    def in_print(self) -> tuple[Packet, ...]:
        """The packets for participants on paper, one for each version."""
        return self.packets(editions.EDITIONS["print"])

    @cached_property
    def own_parts(self) -> tuple[PacketPart, ...]:
        """The parts of the facilitator's packet."""
        return self.delivery.for_facilitator(self.looks(editions.EDITIONS["print"]))

    def packets(self, edition: Edition) -> tuple[Packet, ...]:
        """Return the packets for participants of an edition, one for each version."""
        looks, blank = self.looks(edition), self.delivery.in_role("blank-page", self.looks(edition))
        return tuple(
            Packet(self.delivery.for_participants(looks, letter), blank) for letter in self.letters
        )

    @property
    def folder(self) -> str:
        """The folder of the build folder that has all of it."""
        training, session = self.delivery.training, self.delivery.session
        return f"{training.name}/sessions/{session.name}" if session else training.name

    def path(self, name: str, edition: str = "print", letter: str = "") -> str:
        """Return where a file goes in the build folder: for participants, in an edition."""
        version = f"-{letter.lower()}" if letter else ""
        if self.delivery.session:
            of = "" if edition == "print" else f"-{edition}"
            return f"{self.folder}/{name}{of}{version}.pdf"
        return f"{self.folder}/participants/{edition}/{name}{version}.pdf"

    def own_path(self, name: str) -> str:
        """Return where a file for the facilitator goes in the build folder."""
        return f"{self.folder}/{name if self.delivery.session else f'facilitator/{name}'}.pdf"

    def check(self) -> None:
        """Raise ContentError where a packet would have nothing in it."""
        file = f"content/{self.delivery.training.name}/training.yaml"
        options = self.delivery.training.head.packet
        problems = [
            Problem(file, 0, message("packets.nothing-made", key=key, names=names or ()))
            for key, names, parts in (
                ("participants", options.participants, self.in_print[0].parts),
                ("facilitator", options.facilitator, self.own_parts),
            )
            if not parts or (key == "participants" and all(p.document.is_of_packets for p in parts))
        ]
        if problems:
            raise ContentError(problems)

    def title(self, what: str) -> str:
        """Return what readers show of a file."""
        title = self.delivery.training.head.title
        return self.phrases.text("packets.of-training", training=title, what=what)
