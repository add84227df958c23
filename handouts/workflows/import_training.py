"""A training from a trainer's own files: an article, charts, or both."""

import dataclasses
import datetime
import itertools
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from handouts.documents.registry import reserved_chart_names
from handouts.errors import CallError, WorldError
from handouts.importers import Given, Imported, import_files
from handouts.messages import message
from handouts.project.atomic_files import write_new, write_whole
from handouts.project.layout import Project
from handouts.text.filenames import is_plain
from handouts.workflows.schemas import write_schemas


@dataclass(frozen=True)
class ImportOptions:
    """How a training is to be made from a trainer's files."""

    name: str
    """Of the training: of its folder in `content/`. Empty for one that is made from the title."""
    today: datetime.date
    """The date of the new training's content."""
    replace: bool = False
    """Bring files into a training that is there already."""


@dataclass(frozen=True)
class ImportedTraining:
    """What became of the files of a trainer."""

    imported: Imported
    written: tuple[str, ...]
    """The files that were made or changed, relative to the project."""
    kept: Mapping[str, str]
    """For each file that was changed, the one that holds what was there before."""


class TrainingExistsError(CallError):
    """There is a training of this name, and it is not to be replaced."""


def check_name(project: Project, options: ImportOptions) -> None:
    """Raise CallError for a name that no training can have, TrainingExistsError for a taken one."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", options.name) or not is_plain(options.name):
        raise CallError(message("project.no-name-of-training", name=options.name))
    if (project.content / options.name).exists() and not options.replace:
        raise TrainingExistsError(message("project.is-there", folder=f"content/{options.name}/"))


def import_(project: Project, files: Sequence[Given], options: ImportOptions) -> ImportedTraining:
    """Make a training from an article, charts, or both; return what was found and written.

    To replace is to overwrite the article and the chart. Their earlier texts are kept beside
    them, as `article.md.bak`, `article.md.bak2` and so on, and none of these is ever overwritten;
    training.yaml stays as it is. Raises what `check_name` does, ContentError for what is wrong in
    the files, WorldError.
    """
    if options.name:
        check_name(project, options)
    imported = import_files(files, options.name, options.today, reserved_chart_names(project))
    if not imported.name:
        raise CallError(message("project.name-wanted"))
    options = dataclasses.replace(options, name=imported.name)
    check_name(project, options)
    write_schemas(project)
    written, kept = [], {}
    for file, text in imported.files.items():
        path, content = project.content / options.name / file, text.encode()
        before = _read(path)
        if before == content or (os.path.lexists(path) and file == "training.yaml"):
            continue
        if before is not None:
            kept[project.relative(path)] = project.relative(_keep(path, before, project.root))
        write_whole(path, content, inside=project.root)
        written.append(project.relative(path))
    return ImportedTraining(imported, tuple(written), MappingProxyType(kept))


def _read(path: Path) -> bytes | None:
    """Return what a file holds, or None where there is none. Raises WorldError.

    A link holds nothing: what it leads to stays where it is when the link is replaced.
    """
    try:
        return None if path.is_symlink() else path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = error.strerror or error
        raise WorldError(f"{path} cannot be read, and so not be kept: {reason}.") from error


def _keep(path: Path, content: bytes, root: Path) -> Path:
    """Write what a file holds beside it, under the first name that is free, and return that."""
    for number in itertools.count(1):
        kept = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if write_new(kept, content, inside=root):
            return kept
    raise AssertionError("numbers have no end")
