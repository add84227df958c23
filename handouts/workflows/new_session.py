"""A new session of a training, which begins with what the last one said."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handouts.content.yaml_values import Plain
from handouts.errors import ContentError, HandoutsError
from handouts.project.layout import SESSION_FILE, Project, choose, session_folder
from handouts.workflows.edit_details import (
    Changes,
    FieldProblem,
    problems_of,
    read_values,
    with_values,
)
from handouts.workflows.edit_files import NEW, Conflict, read_file, save_file

_OWN = frozenset({"part"})
"""What is true of one session alone."""
_ASKED = frozenset({"days", "place", "format", "hours", "minimum_hours"})
_BEGINNING = "# yaml-language-server: $schema=../../../.schemas/session.schema.json\n"


@dataclass(frozen=True)
class NewSession:
    """What came of making a session."""

    name: str
    """Of its folder; empty where something is wrong with what was given and nothing was written."""
    problems: tuple[FieldProblem, ...] = ()


def last_session(project: Project, training: str) -> str:
    """Return the name of the session with the latest first day; empty where none can be read."""
    found = [(_first_day(said), name) for name, said in _said(project, training)]
    return max(found, default=("", ""))[1]


def first_values(project: Project, training: str) -> dict[str, Plain]:
    """Return what a new session can take from the last one: all but its dates and its part."""
    said = dict(_said(project, training)).get(last_session(project, training), {})
    kept = {key: value for key, value in said.items() if key not in _OWN}
    days = kept.get("days")
    if isinstance(days, list):
        kept["days"] = [{**day, "date": ""} for day in days if isinstance(day, dict)]
    return kept


def new_session(project: Project, training: str, values: Mapping[str, Any]) -> NewSession:
    """Make a session of what is given, over what the last one says; its first day names it.

    Values are those of `session.yaml`; days have their dates as year-month-day. Raises CallError
    where there is no such training, and WorldError.
    """
    choose(training, project.trainings(), "training")
    whole = {**first_values(project, training), **values}
    changes: Changes = {(key,): value for key, value in whole.items()}
    text = with_values(SESSION_FILE, _BEGINNING, changes)
    days = values.get("days") or [{}]
    first = str(days[0].get("date", ""))
    for name in _names(first):
        file = f"{session_folder(training, name)}/{SESSION_FILE}"
        if (project.content / session_folder(training, name)).exists():
            continue
        wrong = [one for one in problems_of(project, file, text) if _is_asked(one)]
        if wrong:
            return NewSession("", tuple(wrong))
        if not isinstance(save_file(project, file, text, NEW), Conflict):
            return NewSession(name)
    raise AssertionError("there is always another number")


def _names(day: str) -> Iterator[str]:
    """Yield names for a folder, without end: 2026-11-14, 2026-11-14-2 and so on."""
    try:
        first = datetime.date.fromisoformat(day).isoformat()
    except ValueError:
        first = "session"  # what is wrong with the day is found before anything is written
    yield first
    number = 1
    while True:
        number += 1
        yield f"{first}-{number}"


def _is_asked(problem: FieldProblem) -> bool:
    """Whether a problem is about what was given, and not about what the last session said."""
    return not problem.location or problem.location[0] in _ASKED


def _said(project: Project, training: str) -> Iterator[tuple[str, dict[str, Plain]]]:
    """Yield the sessions that can be read, with what they say."""
    for name in project.sessions(training):
        file = f"{session_folder(training, name)}/{SESSION_FILE}"
        try:
            yield name, read_values(file, read_file(project, file).text)
        except (ContentError, HandoutsError):
            continue


def _first_day(said: Mapping[str, Plain]) -> str:
    days = said.get("days")
    first = days[0] if isinstance(days, list) and days else None
    return str(first.get("date", "")) if isinstance(first, dict) else ""
