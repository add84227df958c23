"""The people of a session: their list is dropped, and edited as a table."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route

from handouts.errors import CallError, HandoutsError, Problem
from handouts.importers.given import Given
from handouts.messages import Message, message
from handouts.studio.routes.session import frame, step_address
from handouts.studio.web import Answer, Visit, page, part, problems_of, reason, words
from handouts.workflows.edit_files import Conflict
from handouts.workflows.given_list import LIST_ENDINGS, roster_of, take_list
from handouts.workflows.roster_questions import (
    RosterQuestion,
    answer,
    given_answers,
    questions,
    take_back,
    unasked,
)
from handouts.workflows.roster_steps import AddPerson, RemovePerson, SetCell, Step, change_people
from handouts.workflows.roster_table import CellProblem, RosterColumn, RosterTable, read_table

_WIDE = frozenset({"name", "email"})
_MEDIUM = frozenset({"first", "last", "credentials", "license_number"})
"""What columns hold that want room."""


@page
def show(visit: Visit) -> Answer:
    """Show the list as a table, with what is wrong with it and what is to be answered."""
    return visit.show(
        "session_participants.html", frame=frame(visit, "participants"), **_all(visit)
    )


@page
def take(visit: Visit) -> Answer:
    """Take the list that was dropped; where it cannot be read, all stays as it was."""
    notes: tuple[Message, ...] = ()
    failure: HandoutsError | None = None
    try:
        if not (given := visit.uploads("list")):
            raise CallError(message("studio.no-list-given"))
        chosen = Given(given[0].name, given[0].content)
        notes = take_list(visit.project, visit.session_name, chosen).notes
    except HandoutsError as error:
        failure = error
    return visit.show(
        "_session_participants.html",
        frame=frame(visit, "participants"),
        is_swapped=True,
        **_all(visit)
        | {
            "notes": notes,
            "reason": reason(failure) if failure else "",
            "refused": problems_of(failure),
        },
    )


@page
def change(visit: Visit) -> Answer:
    """Do in the list what was done in the table, and return it as it is now."""
    steps = _steps(visit.text("steps"))
    before = read_table(visit.project, visit.session_name).source
    try:
        saved = change_people(visit.project, visit.session_name, steps, visit.text("version"))
    except HandoutsError as error:
        return _as_data(visit, failed=reason(error) or str(error))
    notes = [words().text(note) for note in saved.notes]
    return _as_data(visit, notes=notes, is_other=saved.source != before)


@page
def answered(visit: Visit) -> Answer:
    """Keep the answer to a question, and return the list as it is read now."""
    choice = visit.text("choice")
    if not choice.isascii() or not choice.isdecimal():
        raise HTTPException(400)
    question = visit.text("question")
    return _kept(visit, lambda: answer(visit.project, visit.session_name, question, int(choice)))


@page
def taken_back(visit: Visit) -> Answer:
    """Forget an answer, and return the list as it is read now."""
    given = visit.written("answer")
    return _kept(visit, lambda: take_back(visit.project, visit.session_name, given))


def _kept(visit: Visit, keep: Callable[[], object]) -> Answer:
    try:
        saved = keep()
    except HandoutsError as error:
        return _as_data(visit, failed=reason(error) or str(error))
    if isinstance(saved, Conflict):
        return _as_data(visit, failed=words().text(message("studio.changed-meanwhile")))
    return _as_data(visit)


@page
def table(visit: Visit) -> Answer:
    """Return the list as it is now."""
    return _as_data(visit)


def _as_data(visit: Visit, **more: Any) -> Answer:
    values = _all(visit)
    around = part("_session_people.html", visit=visit, **values)
    data = {"people": values["people"], "version": values["table"].version, "around": around}
    return JSONResponse(data | more)


def _all(visit: Visit) -> dict[str, Any]:
    """Return the values of the page and of its parts."""
    found = read_table(visit.project, visit.session_name)
    whole = roster_of(visit.project, visit.session_name)
    asked = questions(visit.project, visit.session_name)
    places = {line.row: place for place, line in enumerate(found.rows)}
    open_problems = unasked(whole, asked)
    elsewhere = [
        one.problem
        for one in found.problems
        if one.row not in places and one.problem.path == whole.path and one.problem in open_problems
    ]
    of_reports = sum(one.path != whole.path for one in whole.problems)
    remarks = [one.problem for one in found.remarks if not _is_at_cell(one, places)]
    return {
        "table": found,
        "people": _people(found, asked, places, open_problems),
        "count": len(whole.participants),
        "out": whole.out,
        "elsewhere": elsewhere,
        "of_reports": of_reports,
        "attendance": step_address(visit.training, visit.session, "attendance"),
        "remarks": [(one, [each for each in asked if each.problem == one]) for one in remarks],
        "answers": given_answers(visit.project, visit.session_name),
        "endings": ",".join(LIST_ENDINGS),
        "notes": (),
        "reason": "",
        "refused": (),
    }


def _people(
    found: RosterTable,
    asked: Sequence[RosterQuestion],
    places: Mapping[int, int],
    open_problems: Sequence[Problem],
) -> dict[str, Any]:
    """Return the table as the code of the page reads it."""
    at_cells = [one for one in found.problems if one.problem in open_problems]
    in_rows = [one for one in asked if one.row in places]
    return {
        "columns": [_column(number, one) for number, one in enumerate(found.columns)],
        "rows": [
            {"id": str(line.row), "number": line.row, "cells": line.cells} for line in found.rows
        ],
        "problems": [
            *_at_cells(at_cells, places, "problem"),
            *(
                _at_cell(places[one.row], one.column, one.problem, "problem")
                | {"question": one.id, "choices": _choices(one)}
                for one in in_rows
            ),
            *_at_cells([r for r in found.remarks if _is_at_cell(r, places)], places, "warning"),
        ],
        "questions": [
            {
                "id": one.id,
                "text": _sentence(words().cause(one.problem.message)),
                "choices": _choices(one),
            }
            for one in asked
            if one.is_needed and one not in in_rows
        ],
    }


def _choices(asked: RosterQuestion) -> list[dict[str, str]]:
    return [
        {"value": str(number), "label": words().text(choice.label)}
        for number, choice in enumerate(asked.choices)
    ]


def _column(number: int, column: RosterColumn) -> dict[str, str]:
    width = "wide" if column.holds in _WIDE else "medium" if column.holds in _MEDIUM else "narrow"
    return {"id": str(number), "title": column.title, "kind": "line", "width": width}


def _at_cells(
    found: Sequence[CellProblem], places: Mapping[int, int], kind: str
) -> list[dict[str, Any]]:
    return [
        _at_cell(places[one.row], one.column, one.problem, kind)
        for one in found
        if one.row in places
    ]


def _at_cell(row: int, column: int | None, problem: Problem, kind: str) -> dict[str, Any]:
    said = problem.message
    inner = dict(said.parameters).get("problem")
    if said.code == "people.cell" and column is not None and isinstance(inner, Message):
        said = message("edit_roster.this-cell", problem=inner)  # the cell is named before it
    return {
        "row": row,
        "column": column,
        "cause": _sentence(words().cause(said)),
        "fix": words().fix(said),
        "kind": kind,
    }


def _is_at_cell(remark: CellProblem, places: Mapping[int, int]) -> bool:
    """Whether a remark is about one cell; one of a row often speaks of others too."""
    return remark.row in places and remark.column is not None


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _steps(text: str) -> list[Step]:
    """Return what the window did. Raises HTTPException for what no window of ours sends."""
    try:
        given = json.loads(text)
        return [_step(one) for one in given]
    except (ValueError, KeyError, TypeError) as error:
        raise HTTPException(400, "This is no change of a list.") from error


def _step(given: dict[str, Any]) -> Step:
    match given["kind"]:
        case "edit":
            return SetCell(int(given["row"]), int(given["column"]), str(given["value"]))
        case "add":
            return AddPerson(tuple(map(str, given["cells"])))
        case "remove":
            return RemovePerson(int(given["row"]))
    raise ValueError


_HERE = "/training/{training}/session/{session}/participants"
ROUTES = [
    Route(_HERE, show),
    Route(f"{_HERE}/table", table),
    Route(f"{_HERE}/list", take, methods=["POST"]),
    Route(f"{_HERE}/change", change, methods=["POST"]),
    Route(f"{_HERE}/answer", answered, methods=["POST"]),
    Route(f"{_HERE}/take-back", taken_back, methods=["POST"]),
]
