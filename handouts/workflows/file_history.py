"""The earlier states of the files of a training, and what changed between two of them."""

import datetime
import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from pydantic import BaseModel

from handouts.content import front_matter, yaml_edit
from handouts.content.chart_table import NoTableError, chart_table
from handouts.content.front_matter import FrontMatter
from handouts.content.model_fields import FormField, fields
from handouts.content.session import SessionFile
from handouts.content.training import ArticleMetadata, TrainingMetadata
from handouts.content.worksheet_options import WorksheetsFile
from handouts.content.yaml_edit import NotEditableError
from handouts.project.layout import (
    ARTICLE_FILE,
    SESSION_FILE,
    TRAINING_FILE,
    WORKSHEETS_FILE,
    Project,
    chart_name,
)
from handouts.records.history import FileState, History

_MODELS: Mapping[str, type[BaseModel]] = {
    TRAINING_FILE: TrainingMetadata,
    SESSION_FILE: SessionFile,
    WORKSHEETS_FILE: WorksheetsFile,
}
_PAUSE = datetime.timedelta(minutes=10)
"""Of two states within this time the later one stands for both, where not all are asked for."""
_ALIKE = 0.5
"""How much of a line must have stayed for its words to be compared."""
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class FileWithStates:
    """A file that has been saved, be it still there or not."""

    name: str
    """Relative to `content/`."""
    count: int
    """How many states of it are kept."""
    last: datetime.datetime
    """When the newest of them was saved, in UTC."""
    is_there: bool


@dataclass(frozen=True)
class TextPiece:
    """A part of a changed line."""

    kind: Kind
    text: str


def files_with_states(project: Project, training: str) -> tuple[FileWithStates, ...]:
    """Return the files of a training that have states, the last saved first. Raises WorldError."""
    beginning = f"content/{training}/"
    found = []
    with History(project.records, reading=True) as history:
        for file in history.files():
            if file.startswith(beginning):
                states = history.states(file)
                name = file.removeprefix("content/")
                is_there = (project.content / name).is_file()
                found.append(FileWithStates(name, len(states), states[0].saved, is_there))
    return tuple(sorted(found, key=lambda one: (one.last, one.name), reverse=True))


def main_states(states: Sequence[FileState]) -> tuple[FileState, ...]:
    """Return the last of the states that were saved soon after one another, the newest first."""
    found: list[FileState] = []
    later: FileState | None = None
    for state in states:
        if later is None or later.saved - state.saved > _PAUSE or state is states[-1]:
            found.append(state)
        later = state
    return tuple(found)


def changed_lines(name: str, old: str, new: str) -> tuple[tuple[TextPiece, ...], ...]:
    """Return what differs between two texts of a file, line by line, as a person reads them.

    What stayed is left out, but for the words that stayed in a line that was changed.
    """
    before, after = readable_lines(name, old), readable_lines(name, new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    lines: list[tuple[TextPiece, ...]] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            lines += _changed(before[first:last], after[start:end])
    return tuple(lines)


def readable_lines(name: str, text: str) -> list[str]:
    """Return the text of a file as lines of plain words; empty lines are left out."""
    file = PurePosixPath(name).name
    if chart_name(file) is not None:
        lines = _of_chart(text)
    elif file in _MODELS:
        lines = _of_values(text, fields(_MODELS[file]))
    elif file == ARTICLE_FILE:
        divided = front_matter.divide(text)
        lines = None
        if isinstance(divided, FrontMatter):
            head = _of_values(divided.yaml, fields(ArticleMetadata))
            lines = None if head is None else [*head, *divided.body.split("\n")]
    else:
        lines = None
    return [line for line in (text.split("\n") if lines is None else lines) if line.strip()]


def _of_chart(text: str) -> list[str] | None:
    try:
        table = chart_table(text)
    except NoTableError:
        return None
    titles = [column.title for column in table.columns]
    preferred = [] if table.preferred is None else [f"Recommended: {titles[table.preferred]}"]
    rows = (" | ".join(filter(None, (row.label, *row.cells))) for row in table.rows)
    return [f"Title: {table.title}", f"Columns: {' | '.join(titles)}", *preferred, *rows]


def _of_values(text: str, asked: Sequence[FormField]) -> list[str] | None:
    try:
        values = yaml_edit.read_values(text)
    except NotEditableError:
        return None
    return [*_lines(values, asked, "")]


def _lines(values: Mapping[str, Any], asked: Sequence[FormField], around: str) -> Iterator[str]:
    known = {field.key: field for field in asked}
    for key, value in values.items():
        field = known.get(key)
        label = around + (field.label if field else key)
        inner = field.inner if field else ()
        if isinstance(value, dict):
            yield from _lines(value, inner, f"{label}, ")
        elif isinstance(value, list):
            for number, item in enumerate(value, 1):
                if isinstance(item, dict):
                    yield from _lines(item, inner, f"{label} {number}, ")
                else:
                    yield f"{label}: {item}"
        elif value is not None:
            yield f"{label}: {value}"


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[TextPiece, ...]]:
    if len(before) == len(after):
        for old, new in zip(before, after, strict=True):
            yield from _changed_words(old, new)
        return
    yield from ((TextPiece("removed", line),) for line in before)
    yield from ((TextPiece("added", line),) for line in after)


def _changed_words(old: str, new: str) -> Iterator[tuple[TextPiece, ...]]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield (TextPiece("removed", old),)
        yield (TextPiece("added", new),)
        return
    pieces: list[TextPiece] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(TextPiece("same", "".join(before[first:last])))
            continue
        if first < last:
            pieces.append(TextPiece("removed", "".join(before[first:last])))
        if start < end:
            pieces.append(TextPiece("added", "".join(after[start:end])))
    yield tuple(pieces)
