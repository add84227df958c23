"""The charts of a training: each as a table, and what is typed there as the text of its file."""

from typing import Any

from pydantic import TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route

from handouts.content.chart_table import ChartColumn, ChartRow, ChartTable, NoTableError
from handouts.project.layout import WORKSHEETS_FILE, Project, chart_file
from handouts.studio.routes.training import frame
from handouts.studio.web import Answer, Visit, address, page, problem_as_data
from handouts.workflows import edit_chart
from handouts.workflows.edit_files import NEW, OpenFile, read_file

_NEW = ChartTable("", (ChartColumn(""), ChartColumn("")), (ChartRow("", ("", "")),))
_TABLE = TypeAdapter(ChartTable)


@page
def show(visit: Visit) -> Answer:
    """Show a chart in its table; an empty one where the training has none."""
    training, names = visit.training, visit.project.charts(visit.training) or [""]
    chart = _chart(visit) if "chart" in visit.request.path_params else names[0]
    file, worksheets = f"{training}/{chart_file(chart)}", f"{training}/{WORKSHEETS_FILE}"
    opened = _opened(visit.project, file)
    is_there = opened.version != NEW
    table = edit_chart.read_chart(visit.project, training, chart) if is_there else _NEW
    options = {
        "chart": _as_data(table),
        "file": _file_data(file, opened),
        "worksheets": _file_data(worksheets, _opened(visit.project, worksheets)),
        "address": address("training", training, "chart", chart or "chart"),
    }
    tabs = [
        (each or "Chart", address("training", training, "chart", each or "chart"), each == chart)
        for each in names
    ]
    return visit.show("chart.html", frame=frame(visit, "chart"), options=options, charts=tabs)


@page
def write(visit: Visit) -> Answer:
    """Return the texts of the chart's file and of the worksheets with what the table has now."""
    chart, worksheets = _chart(visit), visit.written("worksheets")
    try:
        table = _TABLE.validate_json(visit.written("chart"))
        text = edit_chart.write_chart(visit.written("text"), table)
    except (ValidationError, NoTableError) as error:
        raise HTTPException(400, "This is no chart.") from error
    is_only = len(visit.project.charts(visit.training)) < 2
    return JSONResponse(
        {
            "text": text,
            "keys": [column.key for column in edit_chart.table_of(text).columns],
            "worksheets": edit_chart.write_left_out(worksheets, chart, table, is_only=is_only),
        }
    )


@page
def read(visit: Visit) -> Answer:
    """Return the table of a text, the cell that a line of it is in, and what is wrong with it."""
    chart, text = _chart(visit), visit.written("text")
    try:
        table = edit_chart.table_of(text)
    except NoTableError as error:
        raise HTTPException(400, "This is no chart.") from error
    line = visit.text("line", "0")
    texts = {f"{visit.training}/{chart_file(chart)}": text.encode()}
    problems = edit_chart.chart_problems(visit.project, visit.training, chart, texts)
    return JSONResponse(
        {
            "chart": _as_data(table),
            "place": table.place_at(int(line) if line.isdigit() else 0),
            "problems": [
                {**problem_as_data(each.problem), "row": each.row, "column": each.column}
                for each in problems
            ],
        }
    )


def _chart(visit: Visit) -> str:
    """Return the name of the chart of the address, where `chart` stands for that without one."""
    name = str(visit.request.path_params["chart"])
    if name == "chart":
        return ""
    if name not in visit.project.charts(visit.training):
        raise HTTPException(404, f"There is no chart here of the name {name}.")
    return name


def _opened(project: Project, file: str) -> OpenFile:
    is_there = (project.content / file).is_file()
    return read_file(project, file) if is_there else OpenFile("", NEW)


def _file_data(file: str, opened: OpenFile) -> dict[str, str]:
    return {"file": file, "text": opened.text, "version": opened.version}


def _as_data(table: ChartTable) -> dict[str, Any]:
    data: dict[str, Any] = _TABLE.dump_python(table, mode="json")
    return data


ROUTES = [
    Route("/training/{training}/chart", show),
    Route("/training/{training}/chart/{chart}", show),
    Route("/training/{training}/chart/{chart}/write", write, methods=["POST"]),
    Route("/training/{training}/chart/{chart}/read", read, methods=["POST"]),
]
