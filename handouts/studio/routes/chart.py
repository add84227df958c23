"""A training's charts: each as a table that is saved as it is edited; new ones, and removing one.

The window sends a table and the text that it was read from, and gets the text with the table in it:
that is shown beside it at once, and saved a moment later.
"""

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handouts.content.chart_table import (
    ChartColumn,
    ChartRow,
    ChartTable,
    NoTableError,
    chart_table,
)
from handouts.errors import ContentError, HandoutsError, Problem
from handouts.importers import Given
from handouts.project.layout import chart_file
from handouts.studio.routes.saving import as_data
from handouts.studio.routes.training import frame
from handouts.studio.state import Studio
from handouts.studio.web import (
    Answer,
    Visit,
    address,
    page,
    problem_as_data,
    problems_of,
    reason,
    words,
)
from handouts.workflows import charts
from handouts.workflows.edit_chart import ChartProblem, chart_problems, read_chart, write_chart
from handouts.workflows.edit_files import read_file


def _name(visit: Visit) -> str:
    """Return the chart of the address. Raises HTTPException where there is no such one."""
    name = str(visit.request.path_params.get("chart", ""))
    if name not in visit.project.charts(visit.training):
        raise HTTPException(404, "There is no such chart here.")
    return name


def chart_address(training: str, name: str) -> str:
    """Return the path of a chart's page."""
    return address("training", training, "chart", *([name] if name else []))


@page
def show(visit: Visit) -> Answer:
    """Show a chart as a table; where there is none, how to make one."""
    there = visit.project.charts(visit.training)
    named = "chart" in visit.request.path_params
    if not named and there and "" not in there:
        return visit.go(chart_address(visit.training, there[0]))
    return _shown(visit, _name(visit) if there or named else None)


def _shown(visit: Visit, name: str | None, wrong: HandoutsError | None = None) -> Answer:
    project, training = visit.project, visit.training
    titles = charts.chart_titles(project, training)
    options: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    if name is not None:
        try:
            options = _options(visit, name)
        except ContentError as error:
            problems = error.problems
    around = frame(visit, "chart", f"chart-{name}" if name else "chart")
    return visit.show(
        "chart.html",
        422 if wrong else 200,
        frame=around,
        chart=name,
        file=f"{training}/{chart_file(name or '')}",
        links=[
            (title, chart_address(training, each), each == name) for each, title in titles.items()
        ],
        title=titles.get(name or "", ""),
        options=options,
        problems=problems,
        reason=reason(wrong) if wrong else "",
        wrong=wrong.problems if isinstance(wrong, ContentError) else (),
    )


def _options(visit: Visit, name: str) -> dict[str, Any]:
    """Return what the page begins with. Raises ContentError where no table can show the file."""
    project, training = visit.project, visit.training
    table = read_chart(project, training, name)
    file = f"{training}/{chart_file(name)}"
    opened = read_file(project, file)
    return {
        "file": file,
        "name": name,
        "text": opened.text,
        "version": opened.version,
        "address": address("training", training, "charts"),
        **_read(table),
        "problems": [_problem(each) for each in chart_problems(project, training, name)],
    }


def _read(table: ChartTable) -> dict[str, Any]:
    """Return a table for the window, and where each of its cells is in the text."""
    chart = {
        "title": table.title,
        "columns": [{"title": one.title, "key": one.key} for one in table.columns],
        "preferred": table.preferred,
        "preferredNote": table.preferred_note,
        "notes": table.notes,
        "rows": [
            {
                "label": row.label,
                "group": row.group,
                "cells": [*row.cells],
                "place": row.place,
                "proposed": row.proposed,
            }
            for row in table.rows
        ],
    }
    lines = {
        "title": table.line,
        "columns": [one.line for one in table.columns],
        "rows": [[*row.lines] for row in table.rows],
        "notes": table.notes_line,
    }
    return {"chart": chart, "lines": lines}


def _problem(found: ChartProblem) -> dict[str, Any]:
    """Return a problem as the table shows it at its cell."""
    said = problem_as_data(found.problem)
    place = {"row": found.row, "column": found.column, "isOfNotes": found.is_of_notes}
    return {**place, "cause": said["cause"], "fix": said["fix"], "kind": "problem"}


def _table(text: str) -> ChartTable:
    """Return the table that a window sends. Raises HTTPException where it is none."""
    try:
        given = json.loads(text)
        preferred = given["preferred"]
        return ChartTable(
            str(given["title"]),
            tuple(ChartColumn(str(one["title"]), str(one["key"])) for one in given["columns"]),
            tuple(map(_row, given["rows"])),
            None if preferred is None else range(len(given["columns"]))[int(preferred)],
            preferred_note=str(given["preferredNote"]),
            notes=str(given["notes"]),
        )
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise HTTPException(400, "This is no chart.") from error


def _row(given: Any) -> ChartRow:
    cells = tuple(map(str, given["cells"]))
    return ChartRow(str(given["label"]), cells, _place(given["place"]), group=str(given["group"]))


def _place(given: Any) -> int | None:
    return None if given is None else int(given)


@page
def write(visit: Visit) -> Answer:
    """Return the text of a chart with what its table has, and where each cell is in it."""
    try:
        text = write_chart(visit.written("text"), _table(visit.written("chart")))
    except NoTableError as error:
        raise HTTPException(400, "This is no text of a chart.") from error
    table = chart_table(text)
    keys = [column.key for column in table.columns]
    return JSONResponse({"text": text, "keys": keys, "lines": _read(table)["lines"]})


@page
def read(visit: Visit) -> Answer:
    """Return the table of a text; without one where no table can show it."""
    try:
        return JSONResponse(_read(chart_table(visit.written("text"))))
    except NoTableError:
        return JSONResponse({})


@page
def problems(visit: Visit) -> Answer:
    """Return what is wrong with the text of a chart, at its cells."""
    name = visit.text("name")
    texts = {f"{visit.training}/{chart_file(name)}": visit.written("text").encode()}
    found = chart_problems(visit.project, visit.training, name, texts)
    return JSONResponse([_problem(each) for each in found])


async def save(request: Request) -> Response:
    """Save the text of a chart that was made from a version of it."""
    studio: Studio = request.app.state.studio
    given = await request.json()
    training = request.path_params["training"]
    if studio.project is None or training not in studio.project.trainings():
        raise HTTPException(404)
    try:
        name = str(given["name"])
        places = [_place(each) for each in given["places"]]
        edited = str(given["text"]), str(given["version"]), places
    except (KeyError, TypeError, ValueError) as error:
        raise HTTPException(400, "This is no chart to be saved.") from error
    try:
        saved = await run_in_threadpool(charts.save_chart, studio.project, training, name, edited)
    except HandoutsError as error:
        causes = (words().cause(problem.message) for problem in problems_of(error))
        return JSONResponse({"failed": reason(error) or ". ".join(causes)})
    return JSONResponse(as_data(saved))


@page
def add(visit: Visit) -> Answer:
    """Make a chart without words, or of the files that were dropped."""
    training = visit.training
    files = [Given(one.name, one.content) for one in visit.uploads()]
    try:
        if files:
            today = visit.studio.now().date()
            client = visit.studio.runner.client()
            made = client.call(charts.bring_in_charts, visit.project, training, files, today)[0]
        else:
            made = charts.add_chart(visit.project, training, visit.text("title"))
    except HandoutsError as error:
        there = visit.project.charts(training)
        return _shown(visit, there[0] if there else None, error)
    return visit.go(chart_address(training, made))


@page
def remove(visit: Visit) -> Answer:
    """Move a chart to the trash."""
    charts.remove_chart(visit.project, visit.training, visit.text("name"))
    return visit.go(address("training", visit.training, "chart"))


ROUTES = [
    Route("/training/{training}/chart", show),
    Route("/training/{training}/chart/{chart}", show),
    Route("/training/{training}/charts/text", write, methods=["POST"]),
    Route("/training/{training}/charts/table", read, methods=["POST"]),
    Route("/training/{training}/charts/problems", problems, methods=["POST"]),
    Route("/training/{training}/charts/save", save, methods=["POST"]),
    Route("/training/{training}/charts/new", add, methods=["POST"]),
    Route("/training/{training}/charts/remove", remove, methods=["POST"]),
]
