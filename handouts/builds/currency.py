"""Which finished files are current: looked at without making any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handouts.builds import fingerprints
from handouts.builds.build import Load, plan_jobs, wanted_of
from handouts.builds.manifest import Manifest, Record
from handouts.builds.request import Request
from handouts.project.layout import Project
from handouts.text.canonical_json import canonical


@dataclass(frozen=True)
class Currency:
    """What a build of a request would find."""

    files: Mapping[str, bool]
    """For each file that would be there after it, by path in the build folder, whether the one that
    is there now would be left alone."""
    left_out: Mapping[str, Sequence[str]]
    """For each training, why documents, worksheets or rows of a chart are left out of it."""


def records(project: Project) -> Mapping[str, Record]:
    """Return what is known of finished files, by path in the build folder."""
    return Manifest.read(project.build).files


def currency(project: Project, request: Request, load: Load) -> Currency:
    """Return which files a build of a request would leave alone, and which it would make.

    Raises CallError, ContentError, or WorldError where such a build would, before it makes any.
    """
    names = project.select(request.trainings)
    manifest = Manifest.read(project.build)
    snapshot = fingerprints.snapshot(project, canonical([names, request.key]).decode())
    paths = manifest.unchanged(snapshot)
    if paths:
        left_out = {name: manifest.left_out.get(name, ()) for name in names}
        return Currency(dict.fromkeys(paths, True), left_out)
    found = plan_jobs(project, request, load, wanted_of(project, request))
    files = {job.path: manifest.is_current(job.path, job.fingerprint) for job in found.jobs}
    return Currency(files, found.left_out)
