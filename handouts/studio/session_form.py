"""What the form of a session asks: read from the file, from what was filled in, and compared."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from handouts.content.yaml_values import Plain
from handouts.studio.web import Visit
from handouts.workflows.edit_details import Changes, FieldProblem

_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)")


@dataclass(frozen=True)
class DayForm:
    """One day, as it is filled in: year-month-day, and hours and minutes."""

    date: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class PersonForm:
    """One presenter."""

    name: str = ""
    credentials: str = ""


@dataclass(frozen=True)
class CategoryForm:
    """Hours that count towards a category."""

    name: str = ""
    hours: str = ""


@dataclass(frozen=True)
class EntryForm:
    """What begins at one time of the schedule: own words, or a worksheet by its name."""

    time: str = ""
    what: str = ""
    sheet: str = ""
    day: str = "1"
    """Which day it is on, counted from 1."""


@dataclass(frozen=True)
class SessionForm:
    """All that is asked of a session. What is not filled in is empty."""

    days: tuple[DayForm, ...] = (DayForm(),)
    place: str = ""
    format: str = ""
    hours: str = ""
    minimum_hours: str = ""
    part: str = ""
    certificate: str = ""
    categories: tuple[CategoryForm, ...] = ()
    presenters: tuple[PersonForm, ...] = ()
    profiles: tuple[str, ...] = ()
    schedule: tuple[EntryForm, ...] = ()


_TEXTS = tuple(one.name for one in fields(SessionForm) if one.type is str or one.type == "str")


def of_file(values: Mapping[str, Plain]) -> SessionForm:
    """Return what a file says. What has another shape than it is to have is left empty."""
    days = tuple(
        DayForm(_text(one.get("date")), _clock(one.get("start")), _clock(one.get("end")))
        for one in _mappings(values.get("days"))
    )
    categories = values.get("categories")
    return SessionForm(
        days or (DayForm(),),
        categories=tuple(
            CategoryForm(name, _text(hours))
            for name, hours in (categories.items() if isinstance(categories, dict) else ())
        ),
        presenters=tuple(
            PersonForm(_text(one.get("name")), _text(one.get("credentials")))
            for one in _mappings(values.get("presenters"))
        ),
        profiles=tuple(map(_text, _list(values.get("profiles")))),
        schedule=tuple(
            EntryForm(
                _clock(one.get("time")),
                _text(one.get("what")),
                _text(one.get("sheet")),
                _text(one.get("day")) or "1",
            )
            for one in _mappings(values.get("schedule"))
        ),
        **{key: _text(values.get(key)) for key in _TEXTS},
    )


def of_visit(visit: Visit) -> SessionForm:
    """Return what was filled in; rows without anything in them are left out."""
    days = map(DayForm, visit.all("date"), visit.all("start"), visit.all("end"))
    categories = map(CategoryForm, _all(visit, "category"), _all(visit, "category-hours"))
    people = map(PersonForm, _all(visit, "presenter"), _all(visit, "credentials"))
    names = (f"schedule-{one.name}" for one in fields(EntryForm))
    entries = map(EntryForm, *(_all(visit, name) for name in names))
    return SessionForm(
        tuple(one for one in days if one != DayForm()) or (DayForm(),),
        categories=tuple(one for one in categories if one != CategoryForm()),
        presenters=tuple(one for one in people if one != PersonForm()),
        profiles=tuple(visit.all("profile")),
        schedule=tuple(one for one in entries if one.time or one.what or one.sheet),
        **{key: visit.text(key) for key in _TEXTS},
    )


def changes(before: SessionForm, after: SessionForm) -> Changes:
    """Return the values that differ, by their places in the file."""
    found: dict[tuple[str | int, ...], Any] = {
        (key,): getattr(after, key) for key in _TEXTS if getattr(after, key) != getattr(before, key)
    }
    found |= _of_rows("days", before.days, after.days)
    found |= _of_rows("presenters", before.presenters, after.presenters)
    found |= _of_rows("schedule", before.schedule, after.schedule)
    hours = {one.name: one.hours for one in after.categories if one.name and one.hours}
    found |= {("categories", one.name): None for one in before.categories if one.name not in hours}
    found |= {("categories", name): value for name, value in hours.items()}
    if after.profiles != before.profiles:
        found[("profiles",)] = list(after.profiles) or None
    return found


def unsaved(form: SessionForm) -> bool:
    """Whether a category waits for its name or its hours: neither can stand alone in the file."""
    return any(bool(one.name) != bool(one.hours) for one in form.categories)


def by_field(problems: Iterable[FieldProblem]) -> dict[str, list[FieldProblem]]:
    """Return problems by the field they are shown at; "" has those of the file as a whole."""
    known = {one.name for one in fields(SessionForm)}
    found: dict[str, list[FieldProblem]] = {}
    for one in problems:
        key = str(one.location[0]) if one.location else ""
        found.setdefault(key if key in known else "", []).append(one)
    return found


def _of_rows(
    key: str,
    before: Sequence[DayForm | PersonForm | EntryForm],
    after: Sequence[DayForm | PersonForm | EntryForm],
) -> dict[tuple[str | int, ...], Any]:
    found: dict[tuple[str | int, ...], Any] = {}
    for number, row in enumerate(after):
        old = before[number] if number < len(before) else type(row)()
        for one in fields(row):
            if getattr(row, one.name) != getattr(old, one.name):
                found[(key, number, one.name)] = getattr(row, one.name)
    for number in reversed(range(len(after), len(before))):
        found[(key, number)] = None
    return found


def _all(visit: Visit, name: str) -> list[str]:
    return [text.strip() for text in visit.all(name)]


def _text(value: Plain) -> str:
    return value if isinstance(value, str) else ""


def _clock(value: Plain) -> str:
    """Return a time of day as browsers write it; what is none as it stands in the file."""
    found = _CLOCK.fullmatch(_text(value).strip())
    return f"{int(found[1]):02}:{found[2]}" if found else _text(value)


def _list(value: Plain) -> Sequence[Plain]:
    return value if isinstance(value, list) else ()


def _mappings(value: Plain) -> list[dict[str, Plain]]:
    return [one for one in _list(value) if isinstance(one, dict)]


def is_date(text: str) -> bool:
    """Whether a browser's field for dates can show a text; an empty one too."""
    try:
        return not text or bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def is_clock(text: str) -> bool:
    """Whether a browser's field for times of day can show a text; an empty one too."""
    try:
        return not text or bool(datetime.time.fromisoformat(text))
    except ValueError:
        return False
