"""What training, session, provider and worksheets say of themselves, changed value by value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from handouts.content import front_matter, yaml_edit, yaml_tree
from handouts.content.model_fields import FormField, fields, key_order
from handouts.content.provider import Provider
from handouts.content.roster.answers import Answers
from handouts.content.session import SessionFile
from handouts.content.training import ArticleMetadata, TrainingMetadata
from handouts.content.worksheet_options import WorksheetsFile
from handouts.content.yaml_edit import NotEditableError
from handouts.content.yaml_tree import Location, YamlTree
from handouts.content.yaml_values import Plain
from handouts.errors import CallError, ContentError, Diagnostic, Problem
from handouts.messages import Message, message
from handouts.project.layout import (
    ARTICLE_FILE,
    ROSTER_FILE,
    SESSION_FILE,
    TRAINING_FILE,
    WORKSHEETS_FILE,
    Project,
)
from handouts.workflows.edit_files import (
    NEW,
    Conflict,
    OpenFile,
    check_name,
    read_file,
    save_file,
    state_text,
)
from handouts.workflows.load import load_checked

PROVIDER_FILE = "provider.yaml"
_MODELS: Mapping[str, type[BaseModel]] = {
    PROVIDER_FILE: Provider,
    TRAINING_FILE: TrainingMetadata,
    SESSION_FILE: SessionFile,
    WORKSHEETS_FILE: WorksheetsFile,
    ARTICLE_FILE: ArticleMetadata,
    ROSTER_FILE: Answers,
}
Changes = Mapping[Location, Any]
"""New values by their places, `("presenters", 0, "name")`; None and empty texts take one away."""


@dataclass(frozen=True)
class FieldProblem:
    """A problem beside the field that it is about."""

    location: Location
    """Of the field; empty where the file as a whole is meant."""
    problem: Problem


@dataclass(frozen=True)
class Details:
    """What a file says, and what could be said in it."""

    values: Mapping[str, Plain]
    """Each scalar as a text, as it stands in the file."""
    version: str
    """NEW where there is no such file yet."""
    fields: tuple[FormField, ...]
    problems: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True)
class SavedDetails:
    """Values were written."""

    version: str
    problems: tuple[FieldProblem, ...] = field(default=())
    """What is wrong in this file as it is now."""
    history: Message | None = None
    """Why this state cannot be brought back later; None where it can."""


def read_details(project: Project, name: str) -> Details:
    """Return what a file says: `provider.yaml`, `two-models/training.yaml`, or an article's top.

    Raises CallError for a name that is none of these, and ContentError where it cannot be read.
    """
    opened = _opened(project, name)
    asked = fields(_model(name), {"theme": project.themes()})
    values = read_values(name, opened.text)
    return Details(values, opened.version, asked, problems_of(project, name, opened.text))


def save_details(
    project: Project, name: str, changes: Changes, version: str
) -> SavedDetails | Conflict:
    """Write values, and nothing else, into a file of this version.

    What is wrong with them comes back with them: they are kept all the same, for nothing that was
    typed is lost. Raises CallError, ContentError where the file cannot be read, and WorldError.
    """
    opened = _opened(project, name)
    text = opened.text if opened.version == version else state_text(project, name, version)
    saved = save_file(project, name, with_values(name, text, changes), version)
    if isinstance(saved, Conflict):
        return saved
    now = read_file(project, name).text
    return SavedDetails(saved.version, problems_of(project, name, now), saved.history)


def read_values(name: str, text: str) -> dict[str, Plain]:
    """Return what the text of a file of this name says. Raises ContentError."""
    before, yaml, _ = _divided(name, text)
    try:
        return yaml_edit.read_values(yaml)
    except NotEditableError as error:
        raise _unreadable(name, before.count("\n"), error) from error


def with_values(name: str, text: str, changes: Changes) -> str:
    """Return the text of a file of this name with other values, else the same to the letter.

    Raises CallError where the values cannot be written, ContentError where the text cannot be read.
    """
    before, yaml, after = _divided(name, text)
    wanted = {place: None if value == "" else value for place, value in changes.items()}
    try:
        changed = yaml_edit.with_values(yaml, wanted, key_order(_model(name)))
    except NotEditableError as error:
        if not error.diagnostics:
            raise CallError(message("edit.unwritable-values", file=name)) from error
        raise _unreadable(name, before.count("\n"), error) from error
    return before + changed + after


def problems_of(project: Project, name: str, text: str) -> tuple[FieldProblem, ...]:
    """Return what would be wrong in a file that had this text, each beside its field."""
    parts = PurePosixPath(name).parts
    trainings = [] if name == PROVIDER_FILE else [parts[0]]
    sessions = [(parts[0], parts[2])] if parts[-1] in (SESSION_FILE, ROSTER_FILE) else []
    try:
        load_checked(project, trainings, sessions, {name: text.encode("utf-8", "replace")})
    except ContentError as error:
        before, yaml, _ = _divided(name, text)
        tree = yaml_tree.read(yaml, before.count("\n") + 1)
        of_file = [one for one in error.problems if one.path == f"content/{name}"]
        return tuple(FieldProblem(_location(one, tree), one) for one in of_file)
    return ()


def _location(problem: Problem, tree: YamlTree) -> Location:
    """Return the place of the field that a problem is about."""
    places = [place for place, line in tree.lines.items() if line == problem.line]
    place = max(places, key=len, default=())
    missing = dict(problem.message.parameters).get("key")
    if problem.message.code in ("fields.missing-line", "fields.missing-line-or-typo"):
        lacking = [
            one
            for one in [(), *places]
            if isinstance(value := yaml_tree.value_at(tree.value, one), dict)
            and missing not in value
        ]
        around = dict(problem.message.parameters).get("name")
        is_root = isinstance(around, Message)
        return (*(() if is_root else max(lacking, key=len, default=())), str(missing))
    return place


def _opened(project: Project, name: str) -> OpenFile:
    """Return a file, empty where it may be missing and is. Raises CallError and ContentError."""
    _model(name)
    check_name(project, name)
    if (
        PurePosixPath(name).name in (WORKSHEETS_FILE, ROSTER_FILE)
        and not (project.content / name).exists()
    ):
        return OpenFile("", NEW)
    return read_file(project, name)


def _model(name: str) -> type[BaseModel]:
    file = PurePosixPath(name).name
    if file not in _MODELS:
        raise CallError(message("edit.no-details", file=name))
    return _MODELS[file]


def _divided(name: str, text: str) -> tuple[str, str, str]:
    """Return what stands before the YAML of a file, it, and what follows. Raises ContentError."""
    if PurePosixPath(name).name != ARTICLE_FILE:
        return "", text, ""
    found = front_matter.divide(text)
    if isinstance(found, Diagnostic):
        raise ContentError([Problem(f"content/{name}", found.line, found.message)])
    lines = text.split("\n")
    before = "".join(f"{line}\n" for line in lines[: found.yaml_line - 1])
    return before, found.yaml, text[len(before) + len(found.yaml) :]


def _unreadable(name: str, lines: int, error: NotEditableError) -> ContentError:
    """Return the problems of a text that is no YAML; so many lines stand before it."""
    found = [Problem(f"content/{name}", lines + one.line, one.message) for one in error.diagnostics]
    return ContentError(found or [Problem(f"content/{name}", 0, message("edit.no-values"))])
