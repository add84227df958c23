"""The flow from content to finished files. Read this page first."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.builds import fingerprints
from handouts.builds.manifest import Manifest, Record
from handouts.builds.progress import OnProgress, Progress, unheard
from handouts.builds.request import Request
from handouts.errors import CallError, WorldError
from handouts.messages import message
from handouts.project.atomic_files import check_place, remove_stale_temp_files
from handouts.project.layout import Project
from handouts.text.canonical_json import canonical

if TYPE_CHECKING:
    from handouts.builds.plan import Job
    from handouts.content.session import Session
    from handouts.content.training import Training


Load = Callable[
    [Project, Iterable[str], Iterable[tuple[str, str]]], tuple[list["Training"], list["Session"]]
]
"""Names of trainings, and of trainings with sessions → what they are, read and checked."""


@dataclass(frozen=True)
class Built:
    """One file after a build."""

    path: Path
    record: Record
    made: bool
    """False where it was current and left alone."""


@dataclass(frozen=True)
class Build:
    """What a build came to."""

    files: tuple[Built, ...]
    """Every file that was asked for, made now or current."""
    left_out: Mapping[str, Sequence[str]]
    """For each training, why documents, worksheets or rows of a chart are left out of it."""
    warnings: Sequence[str] = ()
    """What should be looked at before anything is given out."""

    def __iter__(self) -> Iterator[Built]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def build(
    project: Project,
    request: Request,
    load: Load,
    on_progress: OnProgress = unheard,
) -> Build:
    """Make every file that is asked for and not current, and return all of them.

    `load` reads trainings and sessions, and is called only where something is not current.
    Raises CallError, ContentError, or WorldError, and what `on_progress` raises. What was finished
    before that stays, and every file that could not be made is as it was.
    """
    read = tuple(dict.fromkeys(map(project.name, request.trainings)))
    request = dataclasses.replace(request, trainings=read)
    names = project.select(request.trainings)
    manifest = Manifest.read(project.build)
    before = fingerprints.stamps(project)
    snapshot = fingerprints.snapshot(project, canonical([names, request.key]).decode())
    paths = () if request.force else manifest.unchanged(snapshot)
    if paths:
        files = (Built(project.build / path, manifest.files[path], False) for path in paths)
        left_out = {name: manifest.left_out.get(name, ()) for name in names}
        return Build(tuple(files), left_out, manifest.warnings)
    order = _Order(project, request, load, on_progress)
    return _build_what_changed(order, manifest, _Seen(before, snapshot))


@dataclass(frozen=True)
class _Order:
    """What `build` was called with."""

    project: Project
    request: Request
    load: Load
    on_progress: OnProgress


@dataclass(frozen=True)
class _Seen:
    """What went in when the command began, as it was then."""

    stamps: fingerprints.Stamps
    snapshot: str
    """Of the project and the request."""


def _build_what_changed(order: _Order, manifest: Manifest, seen: _Seen) -> Build:
    """Make what is not current, and write down what was made of what."""
    from handouts.content.provider_check import provider_warnings  # noqa: PLC0415 - takes time that an unchanged build need not spend

    project, request = order.project, order.request
    planned = _planned(order, wanted_of(project, request))
    jobs = planned.jobs
    stale = [j for j in jobs if request.force or not manifest.is_current(j.path, j.fingerprint)]
    manifest.left_out.update(planned.left_out)
    manifest.warnings = provider_warnings(project)
    for job in stale:
        check_place(project.build / job.path, inside=project.root)
    remove_stale_temp_files(project.build, inside=project.root)
    failures: list[str] = []
    is_whole = False
    try:
        failures += _made(order, stale, manifest)
        is_whole = not failures and _is_seen_whole(project, planned)
    finally:
        failures += _written(project, manifest, seen, _Outcome(jobs, stale, is_whole))
    if failures:
        raise WorldError("\n".join(failures))
    made = {job.path for job in stale}
    files = (Built(project.build / j.path, manifest.files[j.path], j.path in made) for j in jobs)
    return Build(tuple(files), planned.left_out, manifest.warnings)


Wanted = tuple[Sequence[str], Sequence[tuple[str, str]]]
"""The names of trainings, and of trainings with sessions."""


def wanted_of(project: Project, request: Request) -> Wanted:
    """Return what has to be read. Raises CallError where a session has none of the documents."""
    from handouts.builds.plan import documents_wanted  # noqa: PLC0415 - takes time that an unchanged build need not spend

    of_sessions = any(d.is_for_session for d in documents_wanted(project, request))
    of_one = [name for name in request.trainings if "/" in name]
    # A session that is not there is reported first.
    chosen = project.select_sessions(request.trainings) if of_sessions or of_one else []
    if of_one and not of_sessions:
        training = of_one[0].partition("/")[0]
        raise CallError(
            message("builds.not-for-a-session", documents=request.documents, training=training)
        )
    return project.select(request.trainings), chosen


def _planned(order: _Order, wanted: Wanted) -> "Planned":
    """Plan in a worker where the request names one, else beside the loading of the renderer."""
    request = order.request
    if request.client:
        asked = dataclasses.replace(request, client=None)
        return request.client.call(plan_jobs, order.project, asked, order.load, wanted)
    from handouts.builds import worker_pool  # noqa: PLC0415 - takes time that an unchanged build need not spend

    planning = partial(plan_jobs, order.project, request, order.load, wanted)
    return worker_pool.beside(worker_pool.load_renderer, planning, request.jobs)


def _made(order: _Order, stale: Sequence["Job"], manifest: Manifest) -> list[str]:
    """Make the files of jobs, enter them into the manifest, and return why any were not made."""
    from handouts.builds import worker_pool  # noqa: PLC0415 - takes time that an unchanged build need not spend

    failures = []
    workers = order.request.client or order.request.jobs
    with closing(worker_pool.done(stale, order.project, workers)) as outcomes:
        for number, outcome in enumerate(outcomes, 1):
            if outcome.record is None:
                failures.append(outcome.failure)
            else:
                manifest.files[outcome.path] = outcome.record
            order.on_progress(Progress(number, len(stale), outcome.path))
    return failures


def _is_seen_whole(project: Project, planned: "Planned") -> bool:
    """Whether the snapshot has all that went in.

    System fonts are outside of it, so what needs them is compared each time.
    """
    files = {file for job in planned.jobs for file in job.files}
    return not planned.system_fonts and not fingerprints.outside(project, files)


@dataclass(frozen=True)
class _Outcome:
    """What came of the jobs of a build."""

    jobs: Sequence["Job"]
    stale: Sequence["Job"]
    """Those that were not current."""
    is_whole: bool
    """Whether all was made, of nothing but what the snapshot has."""


def _written(project: Project, manifest: Manifest, seen: _Seen, outcome: _Outcome) -> list[str]:
    """Write the manifest, also of a build that was stopped, and return why it could not be."""
    try:
        if fingerprints.stamps(project) != seen.stamps:
            # Edited meanwhile: who knows what was read.
            manifest.doubt(job.path for job in outcome.stale)
        elif outcome.is_whole:
            current = {job.path: job.fingerprint for job in outcome.jobs}
            manifest.snapshots[seen.snapshot] = current
        manifest.write()
    except WorldError as error:
        return [str(error)]
    return []


@dataclass(frozen=True)
class Planned:
    """What content comes to, before anything is typeset."""

    jobs: Sequence["Job"]
    """Of every file that is asked for."""
    left_out: Mapping[str, Sequence[str]]
    """As in Build."""
    system_fonts: frozenset[str]
    """Families of system fonts that may be needed."""


def plan_jobs(
    project: Project,
    request: Request,
    load: Load,
    wanted: Wanted,
) -> Planned:
    """Read what is wanted, trainings and sessions, and plan what is to be made of it."""
    from handouts.builds.plan import plan  # noqa: PLC0415 - takes time that an unchanged build need not spend
    from handouts.documents.left_out import left_out  # noqa: PLC0415

    trainings, sessions = load(project, *wanted)
    system_fonts = {family for training in trainings for family in training.fallback_fonts}
    system_fonts |= {family for session in sessions for family in session.fallback_fonts}
    return Planned(
        jobs=plan(project, trainings, request, sessions),
        left_out={training.name: left_out(project, training) for training in trainings},
        system_fonts=frozenset(system_fonts),
    )
