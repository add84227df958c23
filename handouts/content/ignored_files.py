"""Files and folders that would be passed over because of their names or their places."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from handouts.content.content_files import NO_TEXTS, ContentFiles, Texts
from handouts.errors import Problem
from handouts.messages import message
from handouts.project.layout import (
    ARTICLE_FILE,
    CHART_FILE,
    ROSTER_FILE,
    SESSION_FILE,
    TRAINING_FILES,
    WORDS_FILE,
    WORKSHEETS_FILE,
    Project,
    chart_name,
    intended_chart_file,
    session_folder,
)
from handouts.text.filenames import intended

_OF_TRAINING = (*TRAINING_FILES, WORKSHEETS_FILE)
_NEED_NOT_BE = (ARTICLE_FILE, CHART_FILE, WORKSHEETS_FILE, ROSTER_FILE, WORDS_FILE)
"""That one of these is missing is reported of no file, so that its other name has to be."""
PROVIDER_FILE = "provider.yaml"


def strays(project: Project, names: Iterable[str], texts: Texts = NO_TEXTS) -> list[Problem]:
    """Return what stands in `content/` and in these trainings where nobody looks for it.

    `texts` are the unsaved ones that are read instead of files.
    """
    files = ContentFiles(project, texts)
    found = [*_misplaced(project), *_misnamed(files, project.content, (PROVIDER_FILE, WORDS_FILE))]
    for name in names:
        folder = project.content / name
        found += [*_misnamed(files, folder, _OF_TRAINING), *_charts(files, folder)]
        found += _sessions(files, folder)
    return found


def _misplaced(project: Project) -> Iterator[Problem]:
    """Yield files of a training that stand beside the trainings."""
    for file in _files(project.content):
        right = intended(file.name)
        if right not in (*_OF_TRAINING, SESSION_FILE):
            right = intended_chart_file(file.name) or ""
        if right:
            found = message("files.beside-trainings", name=right)
            yield Problem(project.relative(file), 0, found)


def _misnamed(files: ContentFiles, folder: Path, expected: Iterable[str]) -> Iterator[Problem]:
    """Yield files whose names are nearly those that are read.

    Where the right name is missing as well, that is reported of the file that must be there.
    """
    project = files.project
    for file in _files(folder):
        right = intended(file.name)
        if right not in expected or file.name == right:
            continue
        if not files.exists((folder / right).relative_to(project.content).as_posix()):
            if right in _NEED_NOT_BE:
                found = message("files.misnamed", name=right)
                yield Problem(project.relative(file), 0, found)
        elif not (folder / right).exists() or not (folder / right).samefile(file):
            found = message("files.second-of-name", name=right)
            yield Problem(project.relative(file), 0, found)


def _charts(files: ContentFiles, folder: Path) -> Iterator[Problem]:
    """Yield files whose names are nearly those of charts with names of their own."""
    project = files.project
    for file in _files(folder):
        right = intended_chart_file(file.name)
        is_read = chart_name(file.name) is not None
        if right is None or is_read or intended(file.name) == CHART_FILE:
            continue
        place = (folder / right).relative_to(project.content).as_posix()
        is_there = files.exists(place) and not (
            (folder / right).exists() and (folder / right).samefile(file)
        )
        found = message("files.misnamed", name=right)
        if is_there:
            found = message("files.second-of-name", name=right)
        yield Problem(project.relative(file), 0, found)


def _sessions(files: ContentFiles, folder: Path) -> Iterator[Problem]:
    """Yield sessions that stand where none is looked for, and folders that hold none."""
    project = files.project
    place = f"{project.relative(folder)}/sessions"
    for file in (*_files(folder), *_files(folder / "sessions")):
        if intended(file.name) == SESSION_FILE:
            found = message("files.beside-sessions", folder=place)
            yield Problem(project.relative(file), 0, found)
    for other in _folders(folder):
        if other.name != "sessions" and other.name.lower().strip() in ("session", "sessions"):
            yield Problem(project.relative(other), 0, message("files.misnamed-sessions"))
    known = project.sessions(folder.name)
    for other in _folders(folder / "sessions"):
        unsaved = f"{session_folder(folder.name, other.name)}/{SESSION_FILE}"
        if other.name not in known and not files.exists(unsaved):
            found = message("files.no-session", name=SESSION_FILE)
            yield Problem(project.relative(other), 0, found)
        else:
            yield from _misnamed(files, other, (SESSION_FILE, ROSTER_FILE))


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder, without those that are hidden; none where it is unreadable."""
    return [path for path in _entries(folder) if path.is_file()]


def _folders(folder: Path) -> list[Path]:
    return [path for path in _entries(folder) if path.is_dir() and path.name[0] != "_"]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name[0] != ".")
    except OSError:
        return []
