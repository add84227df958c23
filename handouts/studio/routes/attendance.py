"""Who was there: ticked on any screen, or told by the report of a meeting."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.routing import Route

from handouts.content.roster import Participant
from handouts.errors import CallError, HandoutsError
from handouts.importers.given import Given
from handouts.messages import Message, message
from handouts.studio.routes.session import frame
from handouts.studio.web import Answer, Visit, page, problems_of, reason
from handouts.workflows import attendance
from handouts.workflows.attendance import attendance_list, was_there
from handouts.workflows.edit_files import Conflict
from handouts.workflows.edit_roster import SavedRoster
from handouts.workflows.given_list import LIST_ENDINGS, TakenList, take_report
from handouts.workflows.roster_questions import answer
from handouts.workflows.roster_table import folder_of
from handouts.workflows.trash import move_to_trash


@page
def show(visit: Visit) -> Answer:
    """Show everybody, with a box to tick."""
    return visit.show("session_attendance.html", **_values(visit))


@page
def tick(visit: Visit) -> Answer:
    """Keep that somebody was there, or was not."""
    project, session, was = visit.project, visit.session_name, visit.ticked("there")
    person = _person(visit)
    keep = partial(attendance.set_there, project, session, person, was)
    return _kept(visit, keep, lambda one: one.hours)


@page
def hours(visit: Visit) -> Answer:
    """Keep for how many hours somebody was there."""
    project, session, text = visit.project, visit.session_name, visit.text("hours")
    person = _person(visit)
    keep = partial(attendance.set_hours, project, session, person, text)
    return _kept(visit, keep, was_there)


@page
def all_there(visit: Visit) -> Answer:
    """Keep that everybody was there."""
    return _anew(visit, lambda: attendance.set_all_there(visit.project, visit.session_name))


@page
def take(visit: Visit) -> Answer:
    """Take the report that was dropped."""

    def taken() -> object:
        if not (given := visit.uploads("report")):
            raise CallError(message("studio.no-list-given"))
        report = Given(given[0].name, given[0].content)
        return take_report(visit.project, visit.session_name, report)

    return _anew(visit, taken)


@page
def drop_report(visit: Visit) -> Answer:
    """Move a report to the trash."""
    name = visit.text("report")
    if name not in attendance.attendance_list(visit.project, visit.session_name).reports:
        raise HTTPException(404)
    folder = folder_of(visit.project, visit.session_name)
    return _anew(visit, lambda: move_to_trash(visit.project, f"{folder}/{name}"))


@page
def name_stranger(visit: Visit) -> Answer:
    """Keep who somebody of a report is."""
    who = visit.text("person")
    if not who:
        return _anew(visit, lambda: None)
    person = "" if who == "nobody" else who.removeprefix("is ")

    def named() -> object:
        return _agreed(
            attendance.name_stranger(
                visit.project, visit.session_name, visit.written("written"), person
            )
        )

    return _anew(visit, named)


@page
def answered(visit: Visit) -> Answer:
    """Keep the answer to a question."""
    choice = visit.text("choice")
    if not choice.isascii() or not choice.isdecimal():
        raise HTTPException(400)
    question = visit.text("question")
    return _anew(
        visit,
        lambda: _agreed(answer(visit.project, visit.session_name, question, int(choice))),
    )


def _agreed(saved: object) -> object:
    if isinstance(saved, Conflict):
        raise CallError(message("studio.changed-meanwhile"))
    return saved


def _person(visit: Visit) -> tuple[int, str]:
    row = visit.text("row")
    if not row.isascii() or not row.isdecimal() or len(row) > 7:
        raise HTTPException(400)
    return int(row), visit.written("name")


def _kept(
    visit: Visit, keep: Callable[[], SavedRoster], other: Callable[[Participant], object]
) -> Answer:
    """Keep something of one person, and return what changes around.

    Everything is shown anew where rows have moved, or `other`, which was not changed here, differs.
    """
    before = _rows(visit, other)
    try:
        notes = keep().notes
    except HandoutsError as error:
        return _whole(visit, error)
    if notes or _rows(visit, other) != before:
        return _whole(visit, notes=notes)
    return visit.show("_attendance_around.html", is_tick=True, **_values(visit))


def _anew(visit: Visit, do: Callable[[], object]) -> Answer:
    """Do something, and show all as it is then."""
    try:
        done = do()
    except HandoutsError as error:
        return _whole(visit, error)
    notes = done.notes if isinstance(done, SavedRoster | TakenList) else ()
    return _whole(visit, notes=notes)


def _whole(
    visit: Visit, error: HandoutsError | None = None, notes: Sequence[Message] = ()
) -> Answer:
    """Show the whole step anew, wherever its answer was to go."""
    found = {
        "reason": reason(error) if error else "",
        "refused": problems_of(error),
        "notes": notes,
    }
    shown = visit.show("_session_attendance.html", is_swapped=True, **_values(visit) | found)
    shown.headers["hx-retarget"] = "#attendance"
    shown.headers["hx-reswap"] = "outerHTML"
    return shown


def _rows(visit: Visit, other: Callable[[Participant], object]) -> list[tuple[object, ...]]:
    people = attendance_list(visit.project, visit.session_name).people
    return [(one.row, one.name, other(one)) for one in people]


def _values(visit: Visit) -> dict[str, Any]:
    return {
        "frame": frame(visit, "attendance"),
        "found": attendance_list(visit.project, visit.session_name),
        "was_there": was_there,
        "endings": ",".join(LIST_ENDINGS),
        "reason": "",
        "refused": (),
        "notes": (),
    }


_HERE = "/training/{training}/session/{session}/attendance"
ROUTES = [
    Route(_HERE, show),
    Route(f"{_HERE}/tick", tick, methods=["POST"]),
    Route(f"{_HERE}/hours", hours, methods=["POST"]),
    Route(f"{_HERE}/all", all_there, methods=["POST"]),
    Route(f"{_HERE}/report", take, methods=["POST"]),
    Route(f"{_HERE}/drop-report", drop_report, methods=["POST"]),
    Route(f"{_HERE}/person", name_stranger, methods=["POST"]),
    Route(f"{_HERE}/answer", answered, methods=["POST"]),
]
