"""Charts that come to a training and go, with their places in its article and its worksheets."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handouts import worksheets
from handouts.content.chart_place import with_places, without_place
from handouts.content.chart_table import (
    ChartColumn,
    ChartRow,
    ChartTable,
    NoTableError,
    chart_table,
)
from handouts.content.chart_writing import with_table
from handouts.content.left_out_rows import with_moved_rows
from handouts.documents.registry import reserved_chart_names
from handouts.errors import CallError
from handouts.importers import Given, Taken, import_files
from handouts.importers.chart_names import of_chart
from handouts.messages import message
from handouts.project.layout import (
    ARTICLE_FILE,
    WORKSHEETS_FILE,
    Project,
    chart_file,
    chart_name,
)
from handouts.workflows.edit_details import Changes, read_values, with_values
from handouts.workflows.edit_files import NEW, Conflict, Saved, read_file, save_file
from handouts.workflows.trash import TrashedItem, move_to_trash

_EMPTY_FILE = "title: ''\ncolumns:\nrows:\n"
_ROWS = 3


def add_chart(project: Project, training: str, title: str) -> str:
    """Make a chart of two empty columns and three rows, and return its name.

    It has a place at the end of the article. Raises CallError and WorldError.
    """
    rows = (ChartRow("", ("", "")),) * _ROWS
    table = ChartTable(title, (ChartColumn(""), ChartColumn("")), rows)
    return _added(project, training, [with_table(_EMPTY_FILE, table)])[0]


def bring_in_charts(
    project: Project, training: str, files: Sequence[Given], today: datetime.date
) -> tuple[str, ...]:
    """Make charts of those in a trainer's files, and return their names.

    An article in these files is passed over. Raises ContentError for what is wrong in the files,
    CallError where there is no chart in them, and WorldError.
    """
    imported = import_files(files, training, today)
    texts = [text for file, text in imported.files.items() if chart_name(file) is not None]
    if not texts:
        raise CallError(message("chart.none-given"))
    return tuple(_added(project, training, texts))


def remove_chart(project: Project, training: str, name: str) -> TrashedItem:
    """Move a chart to the trash, with its place in the article and what worksheets say of it.

    Raises CallError where it is all that there is of the training, and WorldError.
    """
    charts = project.charts(training)
    has_article = (project.content / training / ARTICLE_FILE).is_file()
    if len(charts) == 1 and not has_article:
        raise CallError(message("chart.all-there-is"))
    moved = move_to_trash(project, f"{training}/{chart_file(name)}")
    if has_article:
        file = f"{training}/{ARTICLE_FILE}"
        opened = read_file(project, file)
        text = without_place(opened.text, name, is_only=len(charts) == 1)
        save_file(project, file, text, opened.version)
    _forget_in_worksheets(project, training, name)
    return moved


def save_chart(
    project: Project, training: str, name: str, edited: tuple[str, str, Sequence[int | None]]
) -> Saved | Conflict:
    """Save the text of a chart that was made from a version; rows left out of worksheets stay so.

    `edited` are the text, the version, and for each row which one of that version it was, counted
    from 0; None for a new one. Raises as `save_file` does.
    """
    text, version, places = edited
    saved = save_file(project, f"{training}/{chart_file(name)}", text, version)
    file = f"{training}/{WORKSHEETS_FILE}"
    if isinstance(saved, Saved) and (project.content / file).is_file():
        opened = read_file(project, file)
        is_only = project.charts(training) == [name]
        moved = with_moved_rows(opened.text, name, places, is_only=is_only)
        save_file(project, file, moved, opened.version)
    return saved


def chart_titles(project: Project, training: str) -> dict[str, str]:
    """Return the titles of a training's charts by their names; what stands for one without."""
    return {name: _title(project, training, name) for name in project.charts(training)}


def _title(project: Project, training: str, name: str) -> str:
    try:
        text = (project.content / training / chart_file(name)).read_text("utf-8-sig")
        title = chart_table(text).title
    except (OSError, UnicodeDecodeError, NoTableError):
        title = ""
    return title or name.replace("-", " ").capitalize() or "Chart"


def _added(project: Project, training: str, texts: Iterable[str]) -> list[str]:
    """Save charts under names that are free, and give them places in the article."""
    before = project.charts(training)
    names: list[str] = []
    reserved = reserved_chart_names(project)
    for text in texts:
        name = of_chart(chart_table(text).title, Taken(reserved, [*before, *names]))
        save_file(project, f"{training}/{chart_file(name)}", text, NEW)
        names.append(name)
    file = f"{training}/{ARTICLE_FILE}"
    if (project.content / file).is_file():
        opened = read_file(project, file)
        save_file(project, file, with_places(opened.text, before, names), opened.version)
    return names


def _forget_in_worksheets(project: Project, training: str, name: str) -> None:
    file = f"{training}/{WORKSHEETS_FILE}"
    if not (project.content / file).is_file():
        return
    opened = read_file(project, file)
    changes = _without_chart(read_values(file, opened.text), name)
    if changes:
        save_file(project, file, with_values(file, opened.text, changes), opened.version)


def _without_chart(values: Mapping[str, Any], name: str) -> Changes:
    """Return the changes that take away what `worksheets.yaml` says of a chart."""
    own = {f"{kind}-{name}" for kind in worksheets.kinds()} if name else set()
    left_out = values.get("leave_out") or {}
    changes: dict[tuple[str | int, ...], Any] = {
        ("kinds", kind): None for kind in values.get("kinds") or {} if kind in own
    }
    if name in (left_out.get("charts") or {}):
        changes["leave_out", "charts", name] = None
    kinds = left_out.get("kinds") or []
    if not own.isdisjoint(kinds):
        changes["leave_out", "kinds"] = [kind for kind in kinds if kind not in own] or None
    if not name and left_out.get("rows"):
        changes["leave_out", "rows"] = None
    return changes
