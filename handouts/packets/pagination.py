"""Parts → one packet: each laid out behind the others, with page numbers that run through."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from handouts.builds.plan import Job
from handouts.builds.typeset_job import as_fault, fitted, passed_over
from handouts.messages import message
from handouts.packets.job import Packet
from handouts.packets.parts import PacketPart, Read, entries, has_tab
from handouts.typesetting import weasyprint_adapter as adapter
from handouts.typesetting.failures import RendererError
from handouts.typesetting.preflight import Stretch
from handouts.typesetting.render import Layout, Typesetter
from handouts.typesetting.stylesheets import css_string

NOTHING_NEXT: Mapping[str, str] = MappingProxyType({})
"""For a part that does not say what comes next."""


@dataclass(frozen=True)
class LaidOut:
    """A part that has been laid out, and where it stands."""

    part: PacketPart
    job: Job
    preset: str
    layout: Layout
    first: int
    """Its first page in the packet, counted from 1."""
    style: str
    """The text of a stylesheet that counts its pages on from those before."""

    @cached_property
    def pages(self) -> dict[int, Any]:
        """Its pages by their numbers in the packet; those between are blank."""
        pages = self.layout.document.pages
        return {self.first + place * self.part.step: page for place, page in enumerate(pages)}

    @property
    def page_count(self) -> int:
        """How many pages it takes: whole sheets where they are bound."""
        count = len(self.pages) * self.part.step
        return count + count % 2 if self.part.copy.look.edition.bound else count


@dataclass(frozen=True)
class Bound:
    """A packet, laid out whole."""

    laid: tuple[LaidOut, ...]
    blank: LaidOut

    @property
    def causes(self) -> Iterator[str]:
        """Why it is not fit to be handed over: what WeasyPrint warns of or silently ignores."""
        for laid in (*self.laid, self.blank):
            yield from passed_over(laid.job, laid.preset, laid.style)
            yield from map(as_fault, laid.layout.warnings)

    def pages(self, *, several: bool) -> Iterator[tuple[Any, LaidOut | None]]:
        """Yield each page in order, with the part that it is of; none where it is blank.

        Where a file has several packets, bookmarks of what only packets have name the version.
        """
        (empty,) = self.blank.pages.values()
        found = {number: (page, laid) for laid in self.laid for number, page in laid.pages.items()}
        for laid in self.laid:
            found[laid.first] = _begun(laid.pages[laid.first], laid.part, several), laid
        for number in range(1, max(found) + 1):
            yield found.get(number, (empty, None))

    def page_ranges(self, before: int) -> Iterator[Stretch]:
        """Yield what has to be found on which pages of a file that has so many pages before it."""
        for laid in self.laid:
            pages = [before + number - 1 for number in laid.pages]
            yield Stretch(pages, laid.job.expected, laid.part.key)


def bind(packet: Packet, typesetter: Typesetter, read: Read) -> Bound:
    """Return a packet with each part on the page where it belongs.

    What only packets have shows on which pages the others stand. It is laid out twice: once to find
    out how many pages it takes, and once with all that it shows. Raises RendererError.
    """
    binder = _Binder(packet, typesetter, read)
    return Bound(binder.laid(), binder.lay_out(packet.blank, packet.blank.job, 1))


class _Binder:
    """Lays out the parts of one packet."""

    def __init__(self, packet: Packet, typesetter: Typesetter, read: Read) -> None:
        self._parts = packet.parts
        self._known = packet.known
        self._typesetter = typesetter
        self._read = read
        self._tabs = [part.key for part in packet.parts if has_tab(part.document)]
        self._done: dict[tuple[int, int], LaidOut] = {}
        """What has been laid out, by its place among the parts and its first page."""
        self._presets: dict[int, str] = {}
        """The layout preset that was chosen for each part, by its place: it suits on any page."""

    def laid(self) -> tuple[LaidOut, ...]:
        """Return all parts, each where it belongs."""
        own = [place for place, part in enumerate(self._parts) if part.document.is_of_packets]
        nowhere = [0] * len(self._parts)
        reserved = {place: self._own(place, 1, nowhere, {}).page_count for place in own}
        while True:
            firsts, anchors = self._lay_out_others(reserved)
            made = {place: self._own(place, firsts[place], firsts, anchors) for place in own}
            if all(laid.page_count <= reserved[place] for place, laid in made.items()):
                break
            reserved = {
                place: max(laid.page_count, reserved[place]) for place, laid in made.items()
            }
        return tuple(
            made[place] if place in made else self._done[place, first]
            for place, first in enumerate(firsts)
        )

    def _own(
        self, place: int, first: int, firsts: Sequence[int], anchors: Mapping[str, int]
    ) -> LaidOut:
        """Lay out what only packets have; page 0 stands for what is not known yet."""
        part, contents = self._parts[place], tuple(entries(self._parts, firsts))
        job = part.job_with(self._read, **self._known, contents=contents, page_of=anchors)
        return self._with_preset(place, job, first)

    def _lay_out_others(self, reserved: Mapping[int, int]) -> tuple[list[int], dict[str, int]]:
        """Lay out the other parts; return the first page of each part, and that of each anchor."""
        firsts: list[int] = []
        anchors: dict[str, int] = {}
        first = 1
        for place in range(len(self._parts)):
            firsts.append(first)
            if place not in reserved:
                if (place, first) not in self._done:
                    self._done[place, first] = self._other(place, first)
                for number, page in self._done[place, first].pages.items():
                    anchors.update(dict.fromkeys(adapter.anchors(page), number))
            first += reserved[place] if place in reserved else self._done[place, first].page_count
        return firsts, anchors

    def _other(self, place: int, first: int) -> LaidOut:
        """Lay out a part; below a worksheet stands what comes next, and on which page.

        Where type is large or pages are half a sheet, the foot has no space for it. How many pages
        a part takes is known only then: most take one sheet of paper. It is laid out again where
        that was wrong.
        """
        part = self._parts[place]
        is_last, edition = place + 1 == len(self._parts), part.copy.look.edition
        if not part.document.is_worksheet or is_last or edition.stacks_charts:
            return self._with_preset(place, part.job, first)
        following, likely = self._parts[place + 1], 2
        laid = self._with_preset(place, part.job, first, _next(following, first + likely))
        if laid.page_count == likely:
            return laid
        then = _next(following, first + laid.page_count)
        return self._with_preset(place, part.job, first, then)

    def _with_preset(
        self, place: int, job: Job, first: int, following: Mapping[str, str] = NOTHING_NEXT
    ) -> LaidOut:
        """Lay out a part, with the preset that was chosen for it where it stood elsewhere."""
        part, preset = self._parts[place], self._presets.get(place)
        job = dataclasses.replace(job, fits={preset: 0}) if preset else job
        laid = self.lay_out(part, job, first, following)
        self._presets[place] = laid.preset
        return laid

    def lay_out(
        self, part: PacketPart, job: Job, first: int, following: Mapping[str, str] = NOTHING_NEXT
    ) -> LaidOut:
        """Lay out one part, whose first page has this number."""
        style = self._style(part, first, following)
        try:
            found = fitted(job, self._typesetter, style)
        except RendererError as error:
            raise RendererError(
                message("renderer.in-part", part=part.key, why=error.why)
            ) from error
        return LaidOut(part, job, found.fit, found.layout, first, style)

    def _style(self, part: PacketPart, first: int, following: Mapping[str, str]) -> str:
        """Return a stylesheet that counts a part's pages on, and has its tab below those before."""
        known = {"page-before": f"{first - part.step}", "page-step": f"{part.step}", **following}
        if part.key in self._tabs:
            known["tab-place"] = f"{self._tabs.index(part.key)}"
            known["tab-count"] = f"{len(self._tabs)}"
        return f":root {{ {'; '.join(f'--{name}: {text}' for name, text in known.items())} }}"


def _next(part: PacketPart, page: int) -> Mapping[str, str]:
    """Return variables with what comes next, and on which page of the packet."""
    words = part.copy.training.phrases.text("page.next", title=part.title, page=page)
    return {"has-next": "1", "next": css_string(words)}


@dataclass(frozen=True)
class Joined:
    """One or several packets as one layout, ready to be written."""

    layout: Layout
    page_ranges: tuple[Stretch, ...]
    """What has to be found on which pages."""
    laid: tuple[LaidOut | None, ...]
    """For each page the part that it is of; none where it is blank."""
    spans: tuple[tuple[str, int, int], ...]
    """For each part its name and version, its first page, and how many pages it takes."""


def joined(packets: Sequence[Bound], title: str) -> Joined:
    """Return packets one after another, each but the last on whole sheets.

    Each part has a bookmark with its title, and lists of contents lead to it.
    """
    pages: list[Any] = []
    of: list[LaidOut | None] = []
    page_ranges: list[Stretch] = []
    spans: list[tuple[str, int, int]] = []
    for number, packet in enumerate(packets):
        if len(pages) % 2:
            pages += packet.blank.pages.values()
            of.append(None)
        page_ranges += packet.page_ranges(len(pages))
        spans += [(laid.part.key, len(pages) + laid.first, laid.page_count) for laid in packet.laid]
        numbered = list(packet.pages(several=len(packets) > 1))
        targets = {name for page, _ in numbered for name in adapter.internal_targets(page)}
        for page, laid in numbered:
            pages.append(adapter.page_with_prefix(page, f"{number}-", targets))
            of.append(laid)
    document = adapter.joined_document(packets[0].laid[0].layout.document, pages, title)
    places = {part: place for place, part in enumerate(dict.fromkeys(map(id, of)))}
    layout = Layout(document, (), tuple(places[id(laid)] for laid in of))
    return Joined(layout, tuple(page_ranges), tuple(of), tuple(spans))


def _begun(page: Any, part: PacketPart, several: bool) -> Any:
    """Return the first page of a part, which lists of contents and bookmarks lead to."""
    letter = part.copy.variant.letter
    label = part.label_of(letter) if several else part.label
    return adapter.page_with_bookmark(page, part.anchor, label)
