"""The finished files of a training or a session: made, looked at, printed, downloaded."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.routing import Route

from handouts.builds.build import Build, Built
from handouts.builds.job_runner import Client
from handouts.builds.progress import OnProgress
from handouts.builds.request import Request
from handouts.documents.editions import EDITIONS, PAPERS
from handouts.errors import Problem
from handouts.project.layout import Project
from handouts.studio.routes.built import archive
from handouts.studio.routes.session import frame as session_frame
from handouts.studio.routes.session import step_address
from handouts.studio.routes.training import FOR
from handouts.studio.running import Work
from handouts.studio.web import Answer, Visit, address, page, problems_of, reason
from handouts.workflows.built_files import (
    BuiltFile,
    BuiltFiles,
    built_files,
    documents_of,
    make_files,
    present_files,
)
from handouts.workflows.built_names import FileName, FileNames
from handouts.workflows.inventory import title_of

PAPER_NAMES = {"letter": "Letter", "a4": "A4"}
_PACKETS = {
    "participant-packet": "Packet for participants",
    "participant-packets": "Packets for participants, all versions in turn",
    "participant-packet-booklet": "Booklet for participants",
    "participant-packet-booklets": "Booklets for participants, all versions in turn",
    "participant-packet-two-up": "Packet, two pages side by side",
    "facilitator-packet": "Packet for the facilitator",
    "print-plan": "Print plan",
}
_CERTIFICATES = {
    "certificates": "All certificates in one file",
    "proof": "Proof before certificates are issued",
}
_HEADINGS = {
    "packets": "Packets",
    "facilitator": "For the facilitator",
    "session": "Papers for the day",
    "certificates": "Certificates",
    "other": "Other files",
}


@dataclass(frozen=True)
class FileGroup:
    """Files that belong together, as the page shows them."""

    key: str
    heading: str
    files: tuple[BuiltFile, ...]


@dataclass(frozen=True)
class Making:
    """What was made last of a training or a session, since the studio was started."""

    request: Request
    build: Build


@dataclass(frozen=True)
class FilesOf:
    """The training or session whose files are meant, as the address names it."""

    name: str
    """`<training>` or `<training>/<session>`."""
    training: str
    path: str
    """Of its page that is visited: that of its files, or that of its packets."""

    @classmethod
    def of(cls, visit: Visit, page: str = "files") -> "FilesOf":
        """Return the place of a visit. Raises HTTPException where there is none."""
        training = visit.training
        if "session" not in visit.request.path_params:
            return cls(training, training, address("training", training, page))
        path = step_address(training, visit.session, page)
        return cls(visit.session_name, training, path)

    def beside(self, page: str) -> str:
        """Return the address of another page of this training or session."""
        return f"{self.path.rpartition('/')[0]}/{page}"

    @property
    def is_session(self) -> bool:
        """Whether it is a session."""
        return "/" in self.name


def title(of: FileName) -> str:
    """Return what a file is called."""
    named = of.title or _PACKETS.get(of.name) or _CERTIFICATES.get(of.name) or of.name
    return f"{named}, version {of.version}" if of.version else named


def groups(files: Sequence[BuiltFile]) -> Iterator[FileGroup]:
    """Yield files as the page groups them: by whom and what they are for."""
    keys = ["packets", *(f"participants {each}" for each in EDITIONS), *_HEADINGS]
    for key in dict.fromkeys(keys):
        name, _, edition = key.partition(" ")
        found = tuple(
            one for one in files if one.of.group == name and edition in ("", one.of.edition)
        )
        if found:
            label = _HEADINGS.get(name) or f"For participants: {FOR.get(edition, edition)}"
            yield FileGroup(key.replace(" ", "-"), label, found)


@page
def show(visit: Visit) -> Answer:
    """Show what is there; whether it is current is asked for once the page is open."""
    place = FilesOf.of(visit)
    work = visit.studio.works.at(place.path)
    values = _values(visit, place, present_files(visit.project, place.name))
    if place.is_session:
        frame = session_frame(visit, "files")
        return visit.show("session_files.html", frame=frame, work=work, **values)
    heading = title_of(visit.project, place.training) or place.training
    return visit.show("training_files.html", training_title=heading, work=work, **values)


@page
def compared(visit: Visit) -> Answer:
    """Show the files again, each with whether it is current."""
    place = FilesOf.of(visit)
    request = _request_of(visit.studio.works.at(place.path), place)
    found = visit.studio.runner.client().call(built_files, visit.project, request)
    return visit.show("_files.html", is_compared=True, **_values(visit, place, found))


def _values(visit: Visit, place: FilesOf, found: BuiltFiles) -> dict[str, Any]:
    work = visit.studio.works.at(place.path)
    made = work.result if work and isinstance(work.result, Making) else None
    return {
        "found": found,
        "groups": [*groups(found.files)],
        "place": place,
        "request": _request_of(work, place),
        "choices": _choices(visit.project, place),
        "outcome": outcome_of(
            work, made.build.files if made else (), made.build.warnings if made else ()
        ),
        "title": title,
        "for_whom": for_whom,
    }


@dataclass(frozen=True)
class _Choices:
    """What can be chosen before files are made; pairs of value and label."""

    documents: tuple[tuple[str, str], ...]
    editions: tuple[tuple[str, str], ...]
    papers: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]


def _choices(project: Project, place: FilesOf) -> _Choices:
    return _Choices(
        documents_of(project, place.name),
        tuple((each, FOR.get(each, each)) for each in EDITIONS),
        (("", "As in Look"), *((each, PAPER_NAMES.get(each, each)) for each in PAPERS)),
        (("", "As in Look"), *((each, each.capitalize()) for each in project.themes())),
    )


def _request_of(work: Work | None, place: FilesOf) -> Request:
    """Return the request that files are compared with: the last one, as far as its looks go."""
    made = work.result if work and isinstance(work.result, Making) else None
    if made is None:
        return Request((place.name,))
    return dataclasses.replace(made.request, documents=(), editions=(), force=False)


@dataclass(frozen=True)
class Outcome:
    """What came of making files the last time."""

    made: int = 0
    current: int = 0
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    reason: str = ""
    is_stopped: bool = False


def outcome_of(
    work: Work | None, files: Sequence[Built], warnings: Sequence[str] = ()
) -> Outcome | None:
    """Return what came of making files; None where nothing was made, or it goes on."""
    if work is None or not work.is_over:
        return None
    if work.error:
        why = "" if work.is_stopped else reason(work.error)
        return Outcome(problems=problems_of(work.error), reason=why, is_stopped=work.is_stopped)
    made = sum(one.made for one in files)
    return Outcome(made, len(files) - made, tuple(warnings))


def for_whom(file: BuiltFile) -> str:
    """Return whom and what a file is for, where its group does not say it."""
    if file.of.group in ("packets", "session") and file.of.edition not in ("", "print"):
        return FOR.get(file.of.edition, file.of.edition)
    return ""


@page
def make(visit: Visit) -> Answer:
    """Make all files, or those that are chosen, as far as they are not current."""
    place = FilesOf.of(visit)
    request = _asked(visit, place)
    project = visit.project
    named = by_title(project, place)

    def do(client: Client, on_progress: OnProgress) -> Making:
        asked = dataclasses.replace(request, client=client)
        return Making(request, make_files(project, asked, named(on_progress)))

    visit.studio.works.start("Making the files", place.path, do)
    return visit.go(place.path)


def by_title(project: Project, place: FilesOf) -> Callable[[OnProgress], OnProgress]:
    """Return what makes a report of progress say the titles of files, not their paths."""
    names = FileNames.of(project, place.training, is_of_session=place.is_session)

    def named(on_progress: OnProgress) -> OnProgress:
        return lambda progress: on_progress(
            dataclasses.replace(progress, what=title(names.read(progress.what)))
        )

    return named


def _asked(visit: Visit, place: FilesOf) -> Request:
    return Request(
        (place.name,),
        documents=tuple(visit.all("documents")),
        editions=tuple(visit.all("editions")),
        paper=visit.text("paper"),
        theme=visit.text("theme"),
        versions=number(visit, "versions", range(27)),
        seed=number(visit, "seed", range(1_000_000)) if visit.text("seed") else None,
        force=visit.ticked("force"),
    )


def number(visit: Visit, name: str, allowed: range) -> int:
    """Return a number that was filled in, or the nearest that is allowed; the least for none."""
    given = visit.text(name)
    if not (given.isascii() and given.isdecimal()):
        return allowed.start
    return min(max(int(given[:9]), allowed.start), allowed.stop - 1)


@page
def download(visit: Visit) -> Answer:
    """Give all files, or those of `?group=`, in one ZIP."""
    place = FilesOf.of(visit)
    wanted = visit.asked("group")
    chosen = [
        file
        for group in groups(present_files(visit.project, place.name).present)
        if wanted in ("", group.key)
        for file in group.files
    ]
    folder = f"{place.training}/sessions/" if place.is_session else ""
    files = {one.path.removeprefix(folder): visit.project.build / one.path for one in chosen}
    name = place.name.replace("/", " ")
    return archive(files, f"{name} {visit.studio.now():%Y-%m-%d}.zip")


_OF_TRAINING, _OF_SESSION = (
    "/training/{training}/files",
    "/training/{training}/session/{session}/files",
)
ROUTES = [
    route
    for start in (_OF_TRAINING, _OF_SESSION)
    for route in (
        Route(start, show),
        Route(f"{start}/compared", compared),
        Route(f"{start}/make", make, methods=["POST"]),
        Route(f"{start}/download", download),
    )
]
