"""A training from a trainer's own files: an article, charts, or both."""

import dataclasses
import datetime
import itertools
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from handouts.content.training import Training
from handouts.documents.registry import reserved_chart_names
from handouts.errors import CallError, ContentError, Problem, WorldError
from handouts.importers import Given, Imported, Taken, import_files
from handouts.importers.merge import Versions, merged
from handouts.importers.merged import Merged
from handouts.messages import message
from handouts.project.atomic_files import write_new, write_whole
from handouts.project.layout import ARTICLE_FILE, TRAINING_FILE, Project, chart_file, chart_name
from handouts.text.line_ends import encoded_as
from handouts.workflows.load import load_checked
from handouts.workflows.schemas import write_schemas
from handouts.workflows.training_names import TrainingExistsError, check_free_name

_BASE = ".import"
"""The folder beside a training's files that has what the last import wrote of each."""


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
    merged: Mapping[str, Merged]
    """For each file that was edited by hand since the last import, what became of the edits."""
    untouched: tuple[str, ...]
    """The training's article and charts that were not among the files, and stay as they are."""


def check_name(project: Project, options: ImportOptions) -> None:
    """Raise CallError for a name that no training can have, TrainingExistsError for a taken one."""
    try:
        check_free_name(project, options.name)
    except TrainingExistsError:
        if not options.replace:
            raise


def import_(project: Project, files: Sequence[Given], options: ImportOptions) -> ImportedTraining:
    """Make a training from an article, charts, or both; return what was found and written.

    To replace is to bring files in again. What was edited by hand since the last import stays, and
    what the trainer's files changed is put in: `.import/` beside the files has what the last import
    wrote. Where there is none the article and the charts are overwritten, and training.yaml stays.
    Earlier texts are kept beside the files, as `article.md.bak`, `article.md.bak2` and so on, and
    none of these is ever overwritten. Raises what `check_name` does, ContentError for what is wrong
    in the files, WorldError.
    """
    if options.name:
        check_name(project, options)
    existing = project.charts(options.name) if options.name else ()
    taken = Taken(reserved_chart_names(project), existing)
    imported = import_files(files, options.name, options.today, taken)
    if not imported.name:
        raise CallError(message("project.name-wanted"))
    options = dataclasses.replace(options, name=imported.name)
    check_name(project, options)
    write_schemas(project)
    writer = _Writer(project, project.content / imported.name, imported)
    untouched = writer.untouched()
    for file in imported.files:
        if file != TRAINING_FILE or ARTICLE_FILE not in untouched:
            writer.bring_in(file)
    for picture, content in imported.pictures.items():
        writer.write(writer.folder / picture, content)
    return ImportedTraining(
        imported,
        tuple(writer.written),
        writer.kept,
        writer.merged,
        tuple(project.relative(writer.folder / file) for file in untouched),
    )


@dataclass(frozen=True)
class ImportPreview:
    """What an import would make, before anything is written."""

    imported: Imported
    training: Training | None
    """As it would be read; None where its own problems keep it from that."""
    problems: tuple[Problem, ...] = ()
    """What would have to be put right afterwards."""


def preview_import(
    project: Project, files: Sequence[Given], options: ImportOptions
) -> ImportPreview:
    """Return what `import_` would make; nothing is written.

    Raises ContentError for what is wrong in the files.
    """
    imported = import_files(files, options.name, options.today)
    name = imported.name or "training"
    texts = {f"{name}/{file}": text.encode() for file, text in imported.files.items()}
    try:
        trainings, _ = load_checked(project, [name], texts=texts)
    except ContentError as error:
        return ImportPreview(imported, None, error.problems)
    return ImportPreview(imported, trainings[0])


@dataclass
class _Writer:
    """Writes what was imported into the folder of a training, and keeps what was there."""

    project: Project
    folder: Path
    imported: Imported
    written: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    merged: dict[str, Merged] = field(default_factory=dict)

    def untouched(self) -> list[str]:
        """Return the names of the article's and charts' files that the import knows nothing of."""
        charts = [chart_file(name) for name in self.project.charts(self.folder.name)]
        there = [ARTICLE_FILE] if os.path.lexists(self.folder / ARTICLE_FILE) else []
        return [file for file in (*there, *charts) if file not in self.imported.files]

    def bring_in(self, file: str) -> None:
        """Write one file of the training, and beside it what the next import compares it with.

        That comes last, so that an import that is killed can be done again.
        """
        path, base_path = self.folder / file, self.folder / _BASE / file
        text = self.imported.files[file].encode()
        before, base = _read(path), _read(base_path)
        content: bytes | None = text
        if before is not None and base is not None:
            others = [chart_name(other) for other in self.untouched()]
            known = [name for name in others if name is not None]
            result = merged(file, Versions(base, before, text), known)
            if result is None and file == TRAINING_FILE:
                content = None
            elif result is not None:
                is_new = bool(result.taken or result.conflicts)
                content = encoded_as(result.text, before) if is_new else before
                if result.kept or result.conflicts:
                    self.merged[self.project.relative(path)] = result
        elif os.path.lexists(path) and file == TRAINING_FILE:
            content = None
        if content is not None:
            self.write(path, content)
        if base != text:
            write_whole(base_path, text, inside=self.project.root)

    def write(self, path: Path, content: bytes) -> None:
        """Write a file unless it is like that already; what it held is kept beside it."""
        before = _read(path)
        if before == content:
            return
        name = self.project.relative(path)
        if before is not None:
            kept = _keep(path, before, self.project.root)
            self.kept[name] = self.project.relative(kept)
        write_whole(path, content, inside=self.project.root)
        self.written.append(name)


def _read(path: Path) -> bytes | None:
    """Return what a file holds, or None where there is none. Raises WorldError.

    A link holds nothing: what it leads to stays where it is when the link is replaced.
    """
    try:
        return None if path.is_symlink() else path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = error.strerror or str(error)
        found = message("project.not-kept", path=str(path), reason=reason)
        raise WorldError(found) from error


def _keep(path: Path, content: bytes, root: Path) -> Path:
    """Write what a file holds beside it, under the first name that is free, and return that."""
    for number in itertools.count(1):
        kept = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if write_new(kept, content, inside=root):
            return kept
    raise AssertionError("numbers have no end")
