"""The files of packets that are made: those that are not current, on several processors."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from handouts.builds import fingerprints
from handouts.builds.build import Built
from handouts.builds.manifest import Manifest, Record
from handouts.builds.progress import OnProgress, Progress
from handouts.builds.worker_pool import JobOutcome, new_typesetter, parallel_map
from handouts.errors import WorldError
from handouts.messages import Message
from handouts.packets.job import Output, PacketBatch
from handouts.packets.order import Order
from handouts.project.atomic_files import check_place, remove_stale_temp_files
from handouts.project.layout import Project
from handouts.typesetting.failures import unfinished
from handouts.typesetting.limits import Bounds, Limits

if TYPE_CHECKING:
    from handouts.typesetting.render import Typesetter

_SECONDS_FOR_A_PART = 20
"""What each part of a packet may take, in addition to what its length allows."""


class IncrementalBuild:
    """Makes what is not current, and knows what is known of each file."""

    def __init__(
        self, project: Project, order: Order, on_progress: OnProgress, before: fingerprints.Stamps
    ) -> None:
        self._project = project
        self._order = order
        self._on_progress = on_progress
        self._before = before
        self._manifest = Manifest.read(project.build)
        self._asked: list[str] = []
        self._made: set[str] = set()
        self._typesetter: Typesetter | None = None

    @property
    def records(self) -> Mapping[str, Record]:
        """What is known of the files so far, by their paths in the build folder."""
        return {path: self._manifest.files[path] for path in self._asked}

    @property
    def built(self) -> tuple[Built, ...]:
        """All files, made now or current."""
        build = self._project.build
        return tuple(
            Built(build / path, record, path in self._made) for path, record in self.records.items()
        )

    def make(self, stage: Sequence[PacketBatch]) -> None:
        """Make the files of some batches, as far as they are not current. Raises WorldError."""
        stale = self._stale(stage)
        count = sum(len(batch.outputs) for batch in stale)
        for output in (output for batch in stale for output in batch.outputs):
            check_place(self._project.build / output.path, inside=self._project.root)
        failures = []
        with closing(self._outcomes(stale)) as outcomes:
            for number, outcome in enumerate(outcomes, 1):
                if outcome.record is None:
                    failures.append(outcome.failure)
                else:
                    self._manifest.files[outcome.path] = outcome.record
                    self._made.add(outcome.path)
                self._on_progress(Progress(number, count, outcome.path))
        if failures:
            raise WorldError("\n".join(failures))
        self._asked += [output.path for batch in stage for output in batch.outputs]

    def close(self) -> None:
        """Keep what is known of the files that were made. Raises WorldError."""
        if self._made:
            if fingerprints.stamps(self._project) != self._before:
                self._manifest.doubt(self._made)
            self._manifest.write()

    def _stale(self, stage: Sequence[PacketBatch]) -> list[PacketBatch]:
        """Return what of some batches is to be made."""
        wanted = [batch.wanting(not_current=self._is_stale) for batch in stage]
        return [batch for batch in wanted if batch.outputs]

    def _is_stale(self, output: Output) -> bool:
        if self._order.request.force and output.path not in self._made:
            return True
        return not self._manifest.is_current(output.path, output.fingerprint)

    def _outcomes(self, batches: Sequence[PacketBatch]) -> Generator[JobOutcome, None, None]:
        """Make batches on several processors, and whatever follows from one by the same."""
        if not batches:
            return
        from handouts.packets.write import make  # noqa: PLC0415 - it loads WeasyPrint

        remove_stale_temp_files(self._project.build, inside=self._project.root)
        typesetter = self._typesetter = self._typesetter or new_typesetter(self._project)
        build, read = self._project.build, self._order.delivery.read

        def made(place: int) -> list[JobOutcome]:
            batch = batches[place]
            outcomes = make(batch, typesetter, read, build)
            known = {outcome.path: outcome.record for outcome in outcomes if outcome.record}
            if batch.follows and len(known) == len(batch.outputs):
                following = batch.follows({**self._manifest.files, **known})
                for next_batch in self._stale(following):
                    outcomes += make(next_batch, typesetter, read, build)
            return outcomes

        def stopped(place: int, why: Message) -> list[JobOutcome]:
            return [
                JobOutcome(output.path, None, str(unfinished(build / output.path, why)))
                for output in batches[place].outputs
            ]

        bounds = Bounds(stopped, lambda place: self._limits(batches[place]))
        for outcomes in parallel_map(made, range(len(batches)), self._order.request.jobs, bounds):
            yield from outcomes

    def _limits(self, batch: PacketBatch) -> Limits:
        """Return the limits of a batch and of what follows from it: each part is laid out twice."""
        packets = [packet.parts for packet in batch.packets]
        parts = [part for parts in (*packets, self._order.own_parts) for part in parts]
        once = sum(len(part.job.html) for part in parts)
        return Limits(len(parts) * _SECONDS_FOR_A_PART).and_for(2 * once)
