"""The worksheets that a training can have: which it has, and why others are left out."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handouts import worksheets
from handouts.content.training import Training
from handouts.content.worksheet_options import LeaveOut, WorksheetsFile
from handouts.documents.registry import Document, registry
from handouts.errors import ContentError
from handouts.messages import Message
from handouts.project.layout import WORKSHEETS_FILE, Project
from handouts.workflows.edit_details import read_details
from handouts.workflows.load import load_checked
from handouts.worksheets.material import material
from handouts.worksheets.words import find, plain

_NO_OPTIONS = b"versions: 1\n"


@dataclass(frozen=True)
class WorksheetChoice:
    """One worksheet, made or not."""

    name: str
    """`matching`, or `matching-fees` for that of the chart `fees`."""
    kind: str
    title: str
    """As the kind has it."""
    chart: str
    """The title of its chart, in Markdown, where the training has several; else empty."""
    is_usual: bool
    """Whether a training has it without being asked for it."""
    is_made: bool
    """Whether it could be made, wanted or not."""
    minutes: int
    """As the kind has it; 0 where it could not be made."""
    reasons: tuple[str | Message, ...]
    """Why it cannot be made, or what of the chart is left out of it."""


@dataclass(frozen=True)
class RowChoice:
    """A row of a chart that exercises can be made from."""

    number: int
    label: str
    """Its label, in Markdown, or the beginning of its first cell."""
    is_used: bool


@dataclass(frozen=True)
class WorksheetChoices:
    """All that a training's page shows of its worksheets."""

    sheets: tuple[WorksheetChoice, ...]
    rows: Mapping[str, Sequence[RowChoice]]
    """Of each chart by its name."""
    absent_terms: tuple[str, ...]
    """Key terms, as they are written, that stand nowhere in the article: no blank has them."""


def worksheet_choices(project: Project, name: str) -> WorksheetChoices:
    """Return the worksheets of a training, also of one whose `worksheets.yaml` has problems.

    Raises ContentError where something else of it has.
    """
    training = _loaded(project, name)
    options = training.worksheets
    everything = options.leave_out.model_copy(update={"kinds": ()})
    added = {"add": worksheets.kinds(), "leave_out": everything, "kinds": {}}
    whole = options.model_copy(update=added)
    made = worksheets.all_sheets(dataclasses.replace(training, worksheets=whole), 1, 1)
    documents = registry(project)
    sheets = tuple(
        WorksheetChoice(
            sheet,
            document.name,
            document.title(training.phrases),
            chart,
            worksheets.is_usual(document.name),
            sheet in made.sheets,
            made.sheets[sheet][0].minutes if sheet in made.sheets else 0,
            made.reasons[sheet],
        )
        for document in documents.values()
        for sheet, chart in _names(document, training)
        if sheet in made.reasons
    )
    is_only = len(training.charts) == 1
    rows = {}
    for of, chart in training.charts.items():
        left_out = options.leave_out.rows_of(of, is_only=is_only)
        rows[of] = tuple(
            RowChoice(row.number, row.label or row.cells[0], row.number not in left_out)
            for row in chart.rows
        )
    return WorksheetChoices(sheets, rows, tuple(_absent_terms(training)))


def wanted_worksheets(project: Project, name: str) -> WorksheetsFile:
    """Return which worksheets a training adds and leaves out, also where its file has problems."""
    try:
        return said_of_kinds(read_details(project, f"{name}/{WORKSHEETS_FILE}").values)
    except ContentError:
        return WorksheetsFile()


def said_of_kinds(values: Mapping[str, Any]) -> WorksheetsFile:
    """Return what a file adds and leaves out, as far as its values can be understood."""
    left_out = values.get("leave_out")
    kinds = left_out.get("kinds") if isinstance(left_out, dict) else None
    return WorksheetsFile(add=_words(values.get("add")), leave_out=LeaveOut(kinds=_words(kinds)))


def _words(value: object) -> tuple[str, ...]:
    found = value if isinstance(value, list) else []
    return tuple(one for one in found if isinstance(one, str) and one.strip())


def _absent_terms(training: Training) -> Iterator[str]:
    texts = [each.text for each in material(training, training.worksheets).paragraphs]
    for term in training.worksheets.key_terms:
        if not any(find(word, text) for word in plain(term).split("/") for text in texts):
            yield term


def _loaded(project: Project, name: str) -> Training:
    file = f"{name}/{WORKSHEETS_FILE}"
    try:
        (training,), _ = load_checked(project, [name])
    except ContentError as error:
        if any(problem.path != f"content/{file}" for problem in error.problems):
            raise
        (training,), _ = load_checked(project, [name], texts={file: _NO_OPTIONS})
    return training


def _names(document: Document, training: Training) -> Iterator[tuple[str, str]]:
    """Yield name and chart of each worksheet of a kind."""
    if not document.is_worksheet:
        return
    if document.needs != "chart":
        yield document.name, ""
        return
    for name, chart in training.charts.items():
        title = chart.title if len(training.charts) > 1 else ""
        yield (f"{document.name}-{name}" if name else document.name), title
