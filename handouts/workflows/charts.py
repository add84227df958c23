"""Charts that come to a training and go, with their places in its article and its worksheets."""

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handouts import worksheets
from handouts.content.chart_place import with_name_of_only, with_places, without_place
from handouts.content.chart_return import ChartSpot, spot_of, with_place_again
from handouts.content.chart_table import (
    ChartColumn,
    ChartRow,
    ChartTable,
    NoTableError,
    chart_table,
)
from handouts.content.chart_writing import with_table
from handouts.content.left_out_rows import with_moved_rows
from handouts.content.yaml_tree import Location, value_at
from handouts.documents.registry import reserved_chart_names
from handouts.errors import CallError
from handouts.importers import Given, Taken, import_files
from handouts.importers.chart_names import of_chart
from handouts.messages import Message, message
from handouts.project.layout import (
    ARTICLE_FILE,
    WORKSHEETS_FILE,
    Project,
    chart_file,
    chart_name,
)
from handouts.workflows.edit_details import Changes, read_values, with_values
from handouts.workflows.edit_files import NEW, Conflict, Saved, read_file, save_file
from handouts.workflows.trash import (
    TrashedItem,
    move_to_trash,
    remember,
    remembered,
    restore_from_trash,
)

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

    Where its place was, and what they said, is kept there for `put_back`.

    Raises CallError where it is all that there is of the training, and WorldError.
    """
    charts = project.charts(training)
    has_article = (project.content / training / ARTICLE_FILE).is_file()
    if len(charts) == 1 and not has_article:
        raise CallError(message("chart.all-there-is"))
    is_only = len(charts) == 1
    moved = move_to_trash(project, f"{training}/{chart_file(name)}")
    values = _said_in_worksheets(project, training, name)
    kept: dict[str, Any] = {"worksheets": [[[*place], value] for place, value in values.items()]}
    file = f"{training}/{ARTICLE_FILE}"
    opened = read_file(project, file) if has_article else None
    if opened and (spot := spot_of(opened.text, name, is_only=is_only)) is not None:
        kept["spot"] = dataclasses.asdict(spot)
    remember(project, moved, kept)
    if opened:
        text = without_place(opened.text, name, is_only=is_only)
        save_file(project, file, text, opened.version)
    _forget_in_worksheets(project, training, name)
    return moved


def put_back(project: Project, item_id: str) -> tuple[Message, ...]:
    """Move something from the trash to where it was; a chart gets its place in the article again.

    Returns what there is to be looked at. Raises as `restore_from_trash` does.
    """
    kept = remembered(project, item_id)
    item = restore_from_trash(project, item_id)
    training, _, file = item.place.removeprefix("content/").partition("/")
    name = chart_name(file)
    if item.what != "file" or name is None:
        return ()
    _say_again_in_worksheets(project, training, kept.get("worksheets", ()))
    return _placed_again(project, training, name, kept.get("spot"))


def _placed_again(
    project: Project, training: str, name: str, spot: Mapping[str, Any] | None
) -> tuple[Message, ...]:
    """Give a chart its place in the article, where it was or at the end, and say of the latter."""
    file = f"{training}/{ARTICLE_FILE}"
    others = [one for one in project.charts(training) if one != name]
    if not (project.content / file).is_file() or (spot is None and not others):
        return ()
    opened = read_file(project, file)
    text = with_name_of_only(opened.text, others)
    again = with_place_again(text, name, ChartSpot(**spot)) if spot else None
    text = with_places(again or text, [*others, name], [])
    save_file(project, file, text, opened.version)
    title = chart_titles(project, training)[name]
    return () if again is not None else (message("chart.at-the-end", title=title),)


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


def _said_in_worksheets(project: Project, training: str, name: str) -> Mapping[Location, Any]:
    """Return what worksheets say of a chart alone, by its places there."""
    file = f"{training}/{WORKSHEETS_FILE}"
    if not (project.content / file).is_file():
        return {}
    values = read_values(file, read_file(project, file).text)
    own = {f"{kind}-{name}" for kind in worksheets.kinds()} if name else set()
    said: dict[Location, Any] = {
        place: value_at(values, place) for place in _without_chart(values, name)
    }
    kinds = ("leave_out", "kinds")
    if kinds in said:
        said[kinds] = [kind for kind in said[kinds] if kind in own]
    return said


def _say_again_in_worksheets(
    project: Project, training: str, said: Iterable[tuple[list[str], Any]]
) -> None:
    """Write what worksheets said of a chart, but for what has another value now."""
    file = f"{training}/{WORKSHEETS_FILE}"
    if not (project.content / file).is_file():
        return
    opened = read_file(project, file)
    values = read_values(file, opened.text)
    changes: dict[Location, Any] = {}
    for place, value in said:
        now = value_at(values, tuple(place))
        if now is None:
            changes[tuple(place)] = value
        elif place == ["leave_out", "kinds"] and isinstance(now, list):
            changes[tuple(place)] = [*now, *(one for one in value if one not in now)]
    save_file(project, file, with_values(file, opened.text, changes), opened.version)


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
