"""Packets → finished files: joined, written, read back, moved into place."""

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from handouts.builds import manifest
from handouts.builds.typeset_job import as_fault
from handouts.builds.worker_pool import JobOutcome
from handouts.documents.editions import Edition
from handouts.documents.templates import direction
from handouts.errors import HandoutsError, PreflightError
from handouts.packets.job import Output, PacketBatch
from handouts.packets.pagination import Bound, Joined, LaidOut, bind, joined
from handouts.packets.parts import Read
from handouts.project.atomic_files import write_whole
from handouts.project.layout import is_private
from handouts.typesetting import hole_marks, preflight
from handouts.typesetting.failures import RendererError, unfinished
from handouts.typesetting.render import Typesetter, write


def make(batch: PacketBatch, typesetter: Typesetter, read: Read, build: Path) -> list[JobOutcome]:
    """Make all files of a batch. An outcome reports a failure; the earlier file then stays."""
    began = time.perf_counter()
    try:
        writer = _Writer(batch, [bind(packet, typesetter, read) for packet in batch.packets])
    except HandoutsError as error:
        return [_failed(output, error, build) for output in batch.outputs]
    outcomes = []
    for output in batch.outputs:
        try:
            record = writer.file(output, build)
        except HandoutsError as error:
            outcomes.append(_failed(output, error, build))
        else:
            now = time.perf_counter()
            record = dataclasses.replace(record, seconds=round(now - began, 3))
            outcomes.append(JobOutcome(output.path, record))
            began = now
    return outcomes


def _failed(output: Output, error: HandoutsError, build: Path) -> JobOutcome:
    if isinstance(error, RendererError):  # it knows no name
        return JobOutcome(output.path, None, str(unfinished(build / output.path, error.why)))
    return JobOutcome(output.path, None, str(error))


class _Writer:
    """Writes the files of one batch."""

    def __init__(self, batch: PacketBatch, bound: Sequence[Bound]) -> None:
        self._batch = batch
        self._bound = bound

    def file(self, output: Output, build: Path) -> manifest.Record:
        """Write one file and return what is known of it. Raises PreflightError and WorldError."""
        if output.impose:
            sources = [self._written(output, (place,), build)[0] for place in output.places]
            content, pages = output.impose(sources, output.edition.printing)
            spans: tuple[tuple[str, int, int], ...] = ()
        else:
            content, whole = self._written(output, output.places, build)
            pages, spans = whole.layout.page_count, whole.spans
        file, private = build / output.path, is_private(output.path)
        write_whole(file, content, inside=build.parent, private=private)
        return manifest.Record(
            fingerprint=output.fingerprint,
            sha256=manifest.digest(content),
            pages=pages,
            size=len(content),
            seconds=0,
            parts=spans,
        )

    def _written(self, output: Output, places: Sequence[int], build: Path) -> tuple[bytes, Joined]:
        """Return the PDF of some packets, found to be fit, and what it was written from."""
        packets = [self._bound[place] for place in places]
        whole = joined(packets, output.title)
        marks = self._batch.hole_punch and output.impose is None
        finishers = self._finishers(whole, marks)
        content, warnings = write(whole.layout, _edition(output, whole).printing, *finishers)
        causes = [cause for packet in packets for cause in packet.causes]
        causes += map(as_fault, warnings)
        causes = causes or [*preflight.preflight_in_parts(content, whole.page_ranges)]
        if self._batch.greyscale:
            from handouts.typesetting.colour_check import colours_left  # noqa: PLC0415 - most packets have colours

            causes = causes or [*colours_left(content)]
        if causes:
            raise PreflightError(build / output.path, causes)
        return content, whole

    def _finishers(self, whole: Joined, marks: bool) -> Iterator[Callable[[Any], None]]:
        if marks:
            bindings = [_bound_at_left(n, laid) for n, laid in enumerate(whole.laid, 1)]
            yield partial(hole_marks.mark, bound_at_left=bindings)
        if self._batch.greyscale:
            from handouts.typesetting.greyscale import turn_grey  # noqa: PLC0415

            yield turn_grey


def _bound_at_left(number: int, laid: LaidOut | None) -> bool | None:
    """Return whether a page is bound at its left; None where it is not kept in a binder."""
    if laid is None or laid.part.document.head.stock != "paper":
        return None
    begins_at_left = direction(laid.part.copy.training) == "ltr"
    return begins_at_left == bool(number % 2)


def _edition(output: Output, whole: Joined) -> Edition:
    """Return how a file asks to be printed: at first what is on plain paper, where not all is."""
    stocks: list[str] = []
    for laid in whole.laid:
        stocks.append(laid.part.document.head.stock if laid else stocks[-1])
    if output.impose or set(stocks) == {"paper"}:
        return output.edition
    on_paper = []
    for stock, numbered in groupby(enumerate(stocks, 1), key=itemgetter(1)):
        numbers = [number for number, _ in numbered]
        if stock == "paper":
            on_paper += [numbers[0], numbers[-1]]
    return output.edition.printed(print_only=tuple(on_paper))
