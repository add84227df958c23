"""Files and folders that would be passed over because of their names or their places."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from handouts.content.content_files import NO_TEXTS, ContentFiles, Texts
from handouts.errors import Problem
from handouts.project.layout import (
    SESSION_FILE,
    TRAINING_FILES,
    WORKSHEETS_FILE,
    Project,
    session_folder,
)
from handouts.text.filenames import intended

_OF_TRAINING = (*TRAINING_FILES, WORKSHEETS_FILE)
PROVIDER_FILE = "provider.yaml"


def strays(project: Project, names: Iterable[str], texts: Texts = NO_TEXTS) -> list[Problem]:
    """Return what stands in `content/` and in these trainings where nobody looks for it.

    `texts` are the unsaved ones that are read instead of files.
    """
    files = ContentFiles(project, texts)
    found = [*_misplaced(project), *_misnamed(files, project.content, (PROVIDER_FILE,))]
    for name in names:
        folder = project.content / name
        found += [*_misnamed(files, folder, _OF_TRAINING), *_sessions(files, folder)]
    return found


def _misplaced(project: Project) -> Iterator[Problem]:
    """Yield files of a training that stand beside the trainings."""
    for file in _files(project.content):
        if intended(file.name) in (*_OF_TRAINING, SESSION_FILE):
            cause = "the file stands beside the trainings and belongs to none"
            cure = f"Move it into the training's folder: content/NAME/{intended(file.name)}."
            yield Problem(project.relative(file), 0, cause, cure)


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
            if right == WORKSHEETS_FILE:
                cause = "the file is not read because of its name"
                yield Problem(project.relative(file), 0, cause, f"Rename it to {right}.")
        elif not (folder / right).exists() or not (folder / right).samefile(file):
            cause = f"the file is not read; {right} beside it is"
            yield Problem(project.relative(file), 0, cause, "Delete the one that is not right.")


def _sessions(files: ContentFiles, folder: Path) -> Iterator[Problem]:
    """Yield sessions that stand where none is looked for, and folders that hold none."""
    project = files.project
    place = f"{project.relative(folder)}/sessions"
    for file in (*_files(folder), *_files(folder / "sessions")):
        if intended(file.name) == SESSION_FILE:
            cause = "the file stands beside the sessions and belongs to none"
            yield Problem(project.relative(file), 0, cause, f"Move it into {place}/NAME/.")
    for other in _folders(folder):
        if other.name != "sessions" and other.name.lower().strip() in ("session", "sessions"):
            cause = "the folder is not looked into because of its name"
            yield Problem(project.relative(other), 0, cause, "Rename it to sessions.")
    known = project.sessions(folder.name)
    for other in _folders(folder / "sessions"):
        unsaved = f"{session_folder(folder.name, other.name)}/{SESSION_FILE}"
        if other.name not in known and not files.exists(unsaved):
            cause = f"the folder has no {SESSION_FILE} and is passed over"
            cure = f"Write {SESSION_FILE} in it, or put _ before the folder's name."
            yield Problem(project.relative(other), 0, cause, cure)
        else:
            yield from _misnamed(files, other, (SESSION_FILE,))


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
