"""What stands in one packet: its parts in their order, each as it would be made by itself."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts import worksheets
from handouts.builds.plan import Copy, Job, job
from handouts.content.session import Session
from handouts.content.training import Training
from handouts.documents import registry, templates
from handouts.documents.context import Context
from handouts.documents.document_number import number
from handouts.documents.editions import Edition
from handouts.documents.front_matter import Role
from handouts.documents.guests import settings
from handouts.documents.registry import Document
from handouts.documents.variants import Variant, session_variant, variants
from handouts.errors import WorldError
from handouts.messages import message
from handouts.packets import contents
from handouts.packets.context import ContentsEntry, PacketContext
from handouts.packets.timetable import TimedSheet, Timetable, timetable
from handouts.project.layout import Project

_NUMBERED, _MIRRORED, _GREYS = "packets/part.css", "packets/mirrored.css", "inks/greyscale.css"
"""Stylesheets: the packet's own page number; at the outer edge of both sides; no colours."""
_TABBED = "packets/tabs.css"
"""The stylesheet of the tabs at the edge by which a packet is thumbed."""
Read = Callable[[Path], bytes]


@dataclass(frozen=True)
class PacketPart:
    """One document in a packet."""

    copy: Copy
    title: str
    """With the title of the chart that it is of, where there are several."""
    letter: str
    """Its version, where there are several in the packet; otherwise empty."""
    job: Job
    """How it is made. What only packets have is made anew when all pages are known."""

    @property
    def document(self) -> Document:
        """What it is."""
        return self.copy.document

    @property
    def step(self) -> int:
        """How many pages one of it takes: 2 where nothing may be printed behind it."""
        return 2 if self.copy.look.edition.bound and self.document.head.sides == 1 else 1

    @property
    def key(self) -> str:
        """The name and the version: `matching`, `sorting-cards-b`, `matching-fees`."""
        letter = self.copy.variant.letter.lower()
        return f"{self.name}-{letter}" if letter else self.name

    @property
    def name(self) -> str:
        """The name without the version."""
        return self.copy.variant.name_of(self.document)

    @property
    def anchor(self) -> str:
        """What links to it lead to."""
        return f"part-{self.key}"

    @property
    def label(self) -> str:
        """Its title, with its version where there are several in the packet."""
        return self.label_of(self.letter)

    def label_of(self, letter: str) -> str:
        """Return its title with a version; without one where `letter` is empty."""
        phrases = self.copy.training.phrases
        if not letter:
            return self.title
        return phrases.text("sheet.in-version", title=self.title, letter=letter)

    def entry(self, page: int) -> ContentsEntry:
        """Return its entry in lists of contents."""
        sheet, head = self.copy.variant.sheet, self.document.head
        return ContentsEntry(
            anchor=self.anchor,
            name=self.name,
            kind=self.document.name,
            title=self.title,
            letter=self.letter,
            stock=head.stock,
            minutes=sheet.minutes if sheet else 0,
            page=page,
            sheet=sheet,
        )

    def job_with(self, read: Read, **known: Any) -> Job:
        """Return how it is made where its template shows what is known of the packet."""
        before = self.copy.variant
        seen = dataclasses.replace(before.seen, **known)
        variant = _variant(self.document.name, self.copy.training, before.letter, seen)
        return job(dataclasses.replace(self.copy, variant=variant), read)


def has_tab(document: Document) -> bool:
    """Whether a document is found by a tab at the edge: what is kept, behind cover and contents."""
    head = document.head
    return not document.is_of_packets and head.sides == 2 and head.stock == "paper"


@dataclass(frozen=True)
class Looks:
    """How all parts of a packet are to look."""

    theme: str
    edition: Edition
    paper: str
    greyscale: bool = False

    def of(self, document: Document) -> templates.Look:
        """Return how one of its documents is to look."""
        mirrored = self.edition.bound and document.head.sides == 2
        over = {
            _NUMBERED: True,
            _MIRRORED: mirrored,
            _TABBED: self.edition.bound and has_tab(document),
            _GREYS: self.greyscale,
        }
        wanted = tuple(sheet for sheet, is_wanted in over.items() if is_wanted)
        return templates.Look(self.theme, self.edition, self.paper, wanted)


@dataclass(frozen=True)
class PacketTraining:
    """The training that packets are made for, and its session if there is one."""

    project: Project
    training: Training
    session: Session | None
    sheets: Mapping[str, Sequence[worksheets.Worksheet]]
    """The versions of each worksheet by its name, in the order of the day."""
    copies: int
    """How many participants get a packet."""
    read: Read

    def for_participants(self, looks: Looks, letter: str) -> tuple[PacketPart, ...]:
        """Return the parts of a packet for participants; `letter` is its version, or empty."""
        front = contents.front(self.project, "participants")
        parts = [self._own(document, looks, letter) for document in front]
        options, charts = self.training.head.packet, self.training.charts
        own = self.training.worksheets
        for asked in contents.for_participants(self.project, options, charts, own):
            document = asked.document
            is_too_large = looks.edition.on_half_sheets and document.head.stock == "card"
            if looks.edition.listed_as in document.head.editions and not is_too_large:
                parts += [
                    self._part(document, looks, variant)
                    for variant in self._variants(asked)
                    if variant.letter in ("", letter)
                ]
        return tuple(parts)

    def for_facilitator(self, looks: Looks) -> tuple[PacketPart, ...]:
        """Return the parts of the facilitator's packet, every version of each."""
        parts = []
        options, charts = self.training.head.packet, self.training.charts
        own = self.training.worksheets
        for asked in contents.for_facilitator(self.project, options, charts, own):
            document = asked.document
            if document.is_of_packets:
                parts.append(self._own(document, looks))
            elif looks.edition.name in document.head.editions:
                parts += [
                    self._part(document, looks, variant, variant.letter)
                    for variant in self._variants(asked)
                ]
        return tuple(parts)

    def in_role(self, role: Role, looks: Looks) -> PacketPart:
        """Return what only packets have in a role, the first one by its order.

        Raises WorldError where there is none, because a project's own template replaced it.
        """
        for document in registry.of_packets(self.project).values():
            if document.head.role == role:
                return self._own(document, looks)
        raise WorldError(message("packets.no-role", role=role))

    def _own(self, document: Document, looks: Looks, letter: str = "") -> PacketPart:
        if looks.edition.listed_as not in document.head.editions:
            edition = looks.edition.listed_as
            raise WorldError(
                message("packets.no-edition", template=document.template, edition=edition)
            )
        of_session = self.session.head if self.session else None
        teachers = (self.session or self.training.head).presenters
        where = settings(of_session.format) if of_session else ()
        times = timetable(of_session, self._timed_sheets(letter)) if of_session else Timetable()
        seen = PacketContext(of_session, teachers, where, times)
        return self._part(document, looks, _variant(document.name, self.training, letter, seen))

    def _timed_sheets(self, letter: str) -> tuple[TimedSheet, ...]:
        """Return the worksheets that the packets have, in the order of the day."""
        options, charts = self.training.head.packet, self.training.charts
        given = contents.for_participants(self.project, options, charts)
        kept = contents.for_facilitator(self.project, options, charts)
        cut = [asked for asked in kept if asked.document.head.stock == "card"]
        found = {
            variant.name_of(asked.document): (asked.document, variant)
            for asked in (*given, *cut)
            if not asked.document.is_for_session
            for variant in self._variants(asked)
            if variant.sheet and variant.letter in ("", letter or "A")
        }
        return tuple(
            TimedSheet(
                name,
                templates.title_in_lists(document, self.training, variant.chart),
                variant.sheet.minutes,
            )
            for name in self.sheets
            if name in found
            for document, variant in [found[name]]
            if variant.sheet
        )

    def _variants(self, asked: contents.Asked) -> tuple[Variant, ...]:
        """Return what there is of a document; none where it needs a session and there is none."""
        document = asked.document
        if document.is_for_session:
            return (session_variant(document, self.session),) if self.session else ()
        return tuple(filter(asked.has, variants(document, self.training, self.sheets)))

    def _part(
        self, document: Document, looks: Looks, variant: Variant, letter: str = ""
    ) -> PacketPart:
        session = self.session if document.is_for_session or document.is_of_packets else None
        look = looks.of(document)
        copy = Copy(self.project, self.training, document, variant, look, session)
        title = templates.title_in_lists(document, self.training, variant.chart)
        return PacketPart(copy, title, letter, job(copy, self.read))


def _variant(name: str, training: Training, letter: str, seen: Context) -> Variant:
    """Return what only packets have, in one version of a packet."""
    return Variant(letter, number(name, training, {**seen.values, "letter": letter}), seen)


def entries(parts: Sequence[PacketPart], pages: Sequence[int]) -> Iterator[ContentsEntry]:
    """Yield what lists of contents name: all but what only packets have."""
    for part, page in zip(parts, pages, strict=True):
        if not part.document.is_of_packets:
            yield part.entry(page)
