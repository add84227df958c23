"""`chart.yaml` and `chart-<name>.yaml` → charts, and whether the article has a place for each."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError

from handouts.content import cell, richtext, yaml_tree
from handouts.content.chart import GROUP, LABEL, Chart, ChartFile, Row, row_model
from handouts.content.chart_place import chart_mark
from handouts.content.text_file import SourceFile
from handouts.content.training import Article
from handouts.content.validation_messages import explain
from handouts.content.yaml_file import check_markdown, check_name, read_tree, validated
from handouts.content.yaml_tree import Location
from handouts.messages import Message, message, suggestion
from handouts.project.layout import chart_file


def load_chart(file: SourceFile) -> Chart | None:
    """Return the chart of a file, or None and the reasons in the source's problems."""
    if file.problems:
        return None
    read_tree(file, file.text)
    value = file.tree.value
    columns, rows = (
        yaml_tree.value_at(value, ("columns",)),
        yaml_tree.value_at(value, ("rows",)),
    )
    read_rows: list[Row] = []
    if isinstance(value, dict) and isinstance(rows, list):
        # What is in a row is reported below, cell by cell.
        value = {**value, "rows": [{} if isinstance(row, dict) else row for row in rows]}
    shape = validated(file, ChartFile, value)
    if isinstance(columns, dict) and LABEL not in columns:
        check_name(file, "preferred", list(columns))
        _check_column_titles(file, columns)
        if isinstance(rows, list):
            model = row_model(columns)
            places = [place for place, row in enumerate(rows) if isinstance(row, dict)]
            read_rows = [row for place in places for row in _row(file, model, place)]
    check_markdown(file, "title")
    cell.check(file)
    if shape is None or file.problems:
        return None
    preferred = list(shape.columns).index(shape.preferred) if shape.preferred else None
    titles: list[Location] = [("title",), *(("columns", key) for key in shape.columns)]
    return Chart(
        shape.title,
        tuple(shape.columns.values()),
        preferred,
        tuple(read_rows),
        PurePosixPath(file.path).name,
        tuple(map(file.tree.line, titles)),
        shape.preferred_note,
        shape.notes.strip(),
    )


def _check_column_titles(file: SourceFile, columns: Mapping[str, Any]) -> None:
    first: dict[str, str] = {}
    for key, title in columns.items():
        if isinstance(title, str):
            other = first.setdefault(" ".join(title.lower().split()), key)
            if other != key:
                found = message("training.same-titles", first=other, second=key)
                file.report(file.tree.line(("columns", key)), found)


def _row(file: SourceFile, model: type[BaseModel], place: int) -> list[Row]:
    """Return row `place` in a list, or an empty list and the reasons in the source's problems."""
    try:
        row = model.model_validate(yaml_tree.value_at(file.tree.value, ("rows", place)))
    except ValidationError as error:
        for detail in error.errors():
            located = {**detail, "loc": ("rows", place, *detail["loc"])}
            line, found, quoted = explain(located, file.tree, model)
            file.report(line, found, quoted=quoted)
        return []
    named = {field.alias or name: name for name, field in model.model_fields.items()}
    texts = {key: getattr(row, name) for key, name in named.items()}
    label = texts.pop(LABEL)
    group = "" if named.get(GROUP) != GROUP else texts.pop(GROUP)
    lines = (file.tree.line(("rows", place, key)) for key in (LABEL, *texts))
    return [Row(place + 1, label, tuple(texts.values()), tuple(lines), group)]


def check_places(file: SourceFile, article: Article, names: Sequence[str]) -> None:
    """Report places of charts that there are not, and charts that no place is for.

    `names` are those of all charts, "" that of `chart.yaml`. The only chart of a training needs no
    place, for it stands at the end of the article, and `[chart]` means it, whatever its name.
    """
    placed = list(_placed(article.blocks))
    if len(names) == 1 and {place.name for place in placed} <= {"", *names}:
        for extra in placed[1:]:
            if extra.name != placed[0].name:
                mark, line = chart_mark(extra.name), placed[0].line
                file.report(extra.line, message("training.chart-twice", mark=mark, line=line))
        return
    for place in placed:
        if place.name not in names:
            near = _instead(place.name, names)
            mark, missing = chart_mark(place.name), chart_file(place.name)
            found = message("training.no-chart", mark=mark, file=missing, instead=near)
            file.report(place.line, found)
    if lacking := [name for name in names if name not in {place.name for place in placed}]:
        files, marks = map(chart_file, lacking), map(chart_mark, lacking)
        found = message("training.chart-without-place", files=tuple(files), marks=tuple(marks))
        file.report(0, found)


def _instead(name: str, names: Sequence[str]) -> Message:
    """Return what to do about the place of a chart that there is not."""
    marks = [chart_mark(each) for each in names]
    if not marks:
        return message("training.no-chart-at-all", file=chart_file(name))
    return suggestion(chart_mark(name), marks)


def in_order(article: Article | None, names: Iterable[str]) -> list[str]:
    """Return the names of charts as they stand in the article, and then by themselves."""
    placed = [place.name for place in _placed(article.blocks)] if article else []
    first = {name: place for place, name in reversed([*enumerate(placed)])}
    return sorted(names, key=lambda name: (first.get(name, len(placed)), name))


def _placed(blocks: Iterable[richtext.Block]) -> Iterable[richtext.ChartPlace]:
    return (block for block in blocks if isinstance(block, richtext.ChartPlace))
