"""The flow from content to finished files. Read this page first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from handouts import manifest, work
from handouts.errors import WorldError
from handouts.files import sweep
from handouts.load import load
from handouts.plan import Job, Request, plan
from handouts.project import Project

Follow = Callable[[int, Iterable[work.Outcome]], Iterable[work.Outcome]]
"""Lets a command show progress: how many files are to be made, and each as it is finished."""


@dataclass(frozen=True)
class Built:
    """One file after a build."""

    path: Path
    record: manifest.Record
    made: bool
    """False where it was current and left alone."""


def build(
    project: Project, request: Request, follow: Follow = lambda _, outcomes: outcomes
) -> tuple[Built, ...]:
    """Make every file that is asked for and not current, and return all of them.

    Raises CallError, ContentError, or WorldError. What could be finished before that stays, and
    every file that could not be made is as it was.
    """
    trainings = load(project, project.select(request.trainings))
    jobs = plan(project, trainings, request)
    records = manifest.read(project.build)
    stale = [job for job in jobs if request.force or not _is_current(project, job, records)]
    failures = []
    try:
        for outcome in follow(len(stale), work.done(stale, project, request.jobs)):
            if outcome.record is None:
                failures.append(outcome.failure)
            else:
                records[outcome.path] = outcome.record
    finally:
        if stale:
            sweep(project.build)
            manifest.write(project.build, records)
    if failures:
        raise WorldError("\n".join(failures))
    made = {job.path for job in stale}
    return tuple(Built(project.build / j.path, records[j.path], j.path in made) for j in jobs)


def _is_current(project: Project, job: Job, records: dict[str, manifest.Record]) -> bool:
    return manifest.is_current(
        records.get(job.path), job.fingerprint, project.build / job.path
    )
