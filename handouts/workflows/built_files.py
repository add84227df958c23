"""The finished files of a training or a session: what each is, and whether it is current."""

import dataclasses
import datetime
import stat
from collections.abc import Container, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from handouts.builds.build import Build
from handouts.builds.currency import Currency, currency, records
from handouts.builds.manifest import Record
from handouts.builds.progress import OnProgress, unheard
from handouts.builds.request import Request
from handouts.certificates.ledger import Ledger
from handouts.content import fixed_words
from handouts.documents import registry
from handouts.errors import ContentError, Problem, WorldError
from handouts.project.atomic_files import is_in_place
from handouts.project.layout import Project, session_folder
from handouts.workflows.build import build
from handouts.workflows.built_names import FileName, FileNames, Group
from handouts.workflows.built_states import FileStates, State, certificate_states, packet_states
from handouts.workflows.load import load_checked

_BUILT: tuple[Group, ...] = ("participants", "facilitator", "session")
"""Groups whose files a build makes; the others are made on pages of their own."""


@dataclass(frozen=True)
class BuiltFile:
    """One file."""

    path: str
    """In the build folder, with forward slashes."""
    of: FileName
    state: State
    pages: int = 0
    """0 where that is not known."""
    size: int = 0
    """Bytes."""
    made: datetime.datetime | None = None
    """None where it is not there."""


@dataclass(frozen=True)
class BuiltFiles:
    """All files of a training, or of one session."""

    files: tuple[BuiltFile, ...]
    left_out: tuple[str, ...] = ()
    """Why documents, worksheets or rows of a chart are left out, each a sentence."""
    problems: tuple[Problem, ...] = ()
    """Why nothing can be made now; what is there is not compared then."""

    @property
    def stale(self) -> tuple[BuiltFile, ...]:
        """What a build would make."""
        return tuple(
            one
            for one in self.files
            if one.state in ("changed", "missing") and one.of.group in _BUILT
        )

    @property
    def present(self) -> tuple[BuiltFile, ...]:
        """What is there."""
        return tuple(one for one in self.files if one.made)


def files_request(project: Project, request: Request) -> Request:
    """Return a request of one training that leaves out what belongs to its sessions.

    So a training can be made though the roster of one of its sessions has a problem. That of a
    session, and one that names its documents, is returned as it is.
    """
    if request.documents or any("/" in name for name in request.trainings):
        return request
    own = tuple(name for name, _ in documents_of(project, *request.trainings))
    return dataclasses.replace(request, documents=own)


def documents_of(project: Project, name: str) -> tuple[tuple[str, str], ...]:
    """Return name and title of each document that a training has, or a session."""
    is_session = "/" in name
    known, words = registry.registry(project).values(), fixed_words.of_project(project)
    return tuple((one.name, one.title(words)) for one in known if one.is_for_session == is_session)


def make_files(project: Project, request: Request, on_progress: OnProgress = unheard) -> Build:
    """Make what is not current of a training or a session; raises as `build` does."""
    return build(project, files_request(project, request), on_progress)


def present_files(project: Project, name: str) -> BuiltFiles:
    """Return what is there of a training or a session, at once, for nothing is compared.

    Raises WorldError for broken front matter of a template.
    """
    return BuiltFiles(tuple(_files(project, name, None)))


def built_files(project: Project, request: Request) -> BuiltFiles:
    """Return the files of a training or a session, the one that `request.trainings` names.

    What is there is compared with what the request would make now. Raises CallError where there is
    no such training, and WorldError.
    """
    (of,) = request.trainings
    try:
        found = currency(project, files_request(project, request), load_checked)
    except ContentError as error:
        return BuiltFiles(tuple(_files(project, of, None)), problems=tuple(error.problems))
    (left_out,) = found.left_out.values()
    return BuiltFiles(tuple(_files(project, of, found)), tuple(left_out))


def built_packets(project: Project, name: str) -> tuple[BuiltFile, ...]:
    """Return the packets of a training or a session, compared with what they would be now.

    Raises WorldError for broken front matter of a template.
    """
    states = packet_states(project, name)
    there = {one.path: one for one in _files(project, name, None) if one.of.group == "packets"}
    names = FileNames.of(project, name.partition("/")[0], is_of_session="/" in name)
    missing = {path: BuiltFile(path, names.read(path), "missing") for path in states.known}
    files = {**missing, **there}
    return tuple(
        dataclasses.replace(files[path], state=states.of(path))
        for path in sorted(files, key=lambda path: (names.place(path), path))
    )


def _files(project: Project, of: str, found: Currency | None) -> Iterator[BuiltFile]:
    """Yield all files in the order of their documents, others behind them."""
    training, _, session = of.partition("/")
    folder = session_folder(training, session) if session else training
    there = {path.relative_to(project.build).as_posix(): path for path in _pdfs(project, folder)}
    states = _states(project, of, found, there) if found else {}
    kept, names = records(project), FileNames.of(project, training, is_of_session=bool(session))
    known = {path for group in states.values() for path in group.known}
    people = _people(project, of) if session else {}
    for path in sorted({*known, *there}, key=lambda path: (names.place(path), path)):
        name = names.read(path)
        if name.group == "certificates":
            name = dataclasses.replace(name, title=people.get(name.name, ""))
        file = BuiltFile(path, name, states.get(name.group, FileStates()).of(path))
        yield _measured(file, there[path], kept.get(path)) if path in there else file


def _people(project: Project, session: str) -> dict[str, str]:
    """Return whose certificates files are, by their names; nobody's where records are damaged."""
    try:
        with closing(Ledger(project.records, reading=True)) as ledger:
            return {Path(one.file).stem: one.award.name for one in ledger.entries(session)}
    except WorldError:
        return {}


def _states(
    project: Project, of: str, found: Currency, there: Container[str]
) -> Mapping[Group, FileStates]:
    """Return what is known of files by their groups; of others nothing is."""
    built: dict[str, State] = {
        path: "missing" if path not in there else "current" if is_current else "changed"
        for path, is_current in found.files.items()
    }
    states: dict[Group, FileStates] = dict.fromkeys(_BUILT, FileStates(built, "left over"))
    states["packets"] = packet_states(project, of)
    if "/" in of:
        states["certificates"] = certificate_states(project, of)
    return states


def _pdfs(project: Project, folder: str) -> Iterator[Path]:
    """Yield the PDFs of a folder of the build folder: those of a training without its sessions'."""
    start = project.build / folder
    for path in sorted(start.rglob("*.pdf")):
        inner = path.relative_to(start).parts
        if inner[0] == "sessions" or any(part.startswith(".") for part in inner):
            continue
        if is_in_place(path, inside=project.root) and stat.S_ISREG(path.lstat().st_mode):
            yield path


def _measured(file: BuiltFile, path: Path, record: Record | None) -> BuiltFile:
    """Return a file with what its place says of it."""
    found = path.lstat()
    made = datetime.datetime.fromtimestamp(found.st_mtime).astimezone()
    pages = record.pages if record and record.size == found.st_size else 0
    return dataclasses.replace(file, pages=pages, size=found.st_size, made=made)
