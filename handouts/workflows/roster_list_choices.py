"""The choices that answer what is reported of a list of people as a whole."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from handouts.content.roster import contents, headings
from handouts.content.roster.found import FoundList
from handouts.content.yaml_tree import Location
from handouts.messages import Message, Value, message
from handouts.workflows.roster_choices import RosterChoice, added, value

_ROW_BEHIND = re.compile(r" \(row \d+\)$")


def choices_of(asked: Message, found: FoundList | None) -> Iterator[tuple[RosterChoice, ...]]:
    """Yield the choices of each question that a message asks; several for several words.

    `found` is the list, where it could be found.
    """
    given = dict(asked.parameters)
    match asked.code:
        case "roster.several-lists":
            yield tuple(
                value(message("edit_roster.choose-list", row=row), ("heading",), str(row))
                for row in _rows(given["lists"])
            )
        case "roster.lists-on-sheets" | "roster.no-such-sheet":
            yield tuple(map(_sheet, _quoted(given["sheets"])))
        case "roster.other-sheets":
            yield tuple(map(_sheet, _quoted(given["others"])))
        case "roster.other-lists":
            yield tuple(
                value(message("edit_roster.choose-list", row=row), ("heading",), str(row))
                for row in _rows(given["others"])
            )
        case "roster.columns-for-one-thing":
            (column,) = _proposed(given)["columns"]
            yield tuple(_column(column, title) for title in _quoted(given["titles"]))
        case "roster.which-columns":
            yield _choices_of_columns(_proposed(given), _quoted(given["titles"]))
        case _:
            yield from _choices_of_columns_read(asked, found)
            yield from _choices_of_words(asked)


def _choices_of_columns_read(
    asked: Message, found: FoundList | None
) -> Iterator[tuple[RosterChoice, ...]]:
    """Yield the choices of questions about what columns hold, and which are read."""
    given = dict(asked.parameters)
    match asked.code:
        case "roster.unknown-column":
            yield tuple(_of_unknown(str(given["title"]), str(given["close"])))
        case "roster.no-last-name" | "roster.no-first-name":
            part = "last" if asked.code == "roster.no-last-name" else "first"
            others = () if found is None else _like_names(found)
            yield (
                _holds(str(given["title"]).strip('"'), "name"),
                *(_holds(title, part) for title in others),
            )
        case "roster.whole-name-open":
            yield tuple(_of_whole(str(given["whole"]).strip('"'), str(given["part"]).strip('"')))
        case "roster.last-name-first":
            yield (
                value(message("edit_roster.last-name-first"), ("last_name_first",), True),
                value(message("edit_roster.as-written"), ("last_name_first",), False),
            )
        case "roster.names-by-cells":
            others = () if found is None else _others(found, str(given["title"]))
            yield tuple(_column("name", title) for title in others)
        case "roster.statuses-by-cells" | "roster.hidden-columns":
            yield tuple(map(_unused, _quoted(given["titles"])))


def _choices_of_words(asked: Message) -> Iterator[tuple[RosterChoice, ...]]:
    """Yield the choices of questions about what stands in cells."""
    given = dict(asked.parameters)
    match asked.code:
        case "people.unknown-status":
            for said in _texts(given["statuses"]):
                yield (
                    added(message("edit_roster.to-come", said=said), "attending", [said]),
                    added(message("edit_roster.not-to-come", said=said), "out", [said]),
                )
        case "people.neither-yes-nor-no":
            for said in _texts(given["words"]):
                yield (
                    added(message("edit_roster.came", said=said), "present", [said]),
                    added(message("edit_roster.did-not-come", said=said), "absent", [said]),
                )
        case "people.unit":
            column = str(given["column"])
            yield (
                value(message("edit_roster.in-hours"), ("columns", "hours"), column),
                value(message("edit_roster.in-minutes"), ("columns", "minutes"), column),
            )
        case "people.unit-of-day":
            column = str(given["column"])
            yield (
                value(message("edit_roster.in-hours"), ("units", column), "hours"),
                value(message("edit_roster.in-minutes"), ("units", column), "minutes"),
            )
        case "people.may-be-several":
            written = str(given["name"])
            people = dict.fromkeys(_ROW_BEHIND.sub("", one) for one in _texts(given["names"]))
            if len(people) > 1:
                yield tuple(
                    value(message("edit_roster.is-person", name=one), ("names", written), one)
                    for one in people
                )


def _sheet(sheet: str) -> RosterChoice:
    return value(message("edit_roster.choose-sheet", sheet=sheet), ("sheet",), sheet)


def _unused(title: str) -> RosterChoice:
    return added(message("edit_roster.leave-column", title=title), "unused", [title])


def _holds(title: str, column: str) -> RosterChoice:
    label = message("edit_roster.column-holds", title=title, column=column)
    return value(label, ("columns", column), title)


def _of_unknown(title: str, close: str) -> Iterator[RosterChoice]:
    """Yield that a heading is the one that it is like, or none."""
    meaning = headings.meaning(close)
    if meaning is not None:
        yield value(
            message("edit_roster.is-heading", title=close), ("columns", meaning.column), title
        )
    yield _unused(title)


def _of_whole(whole: str, part: str) -> Iterator[RosterChoice]:
    """Yield that one column has whole names, or the part that no other column has."""
    yield added(message("edit_roster.whole-name-in", title=whole), "unused", [part])
    meaning = headings.meaning(part)
    if meaning is not None and meaning.column in ("first", "last"):
        yield _holds(whole, "first" if meaning.column == "last" else "last")


def _like_names(found: FoundList) -> list[str]:
    """Return the headings of columns that are not read and look as if they held names."""
    heading = found.heading
    body = found.rows[heading.row :]
    used = {*heading.places.values(), *heading.days, *heading.statuses}
    return [
        title
        for place, title in enumerate(heading.titles)
        if title
        and place not in used
        and contents.mostly(contents.cells(body, place), contents.is_name)
    ]


def _others(found: FoundList, title: str) -> list[str]:
    return [one for one in _like_names(found) if one != title]


def _column(column: str, title: str) -> RosterChoice:
    return value(message("edit_roster.choose-column", title=title), ("columns", column), title)


def _choices_of_columns(
    proposed: Mapping[str, Any], titles: Sequence[str]
) -> tuple[RosterChoice, ...]:
    """Return the choices of columns of names: any of them, or those that belong together."""
    columns: dict[str, str] = proposed["columns"]
    if len(columns) == 1 and "heading" not in proposed:
        return tuple(_column(column, title) for column in columns for title in titles)
    holds = tuple(
        message("edit_roster.column-holds", column=column, title=title)
        for column, title in columns.items()
    )
    values: dict[Location, str | bool] = {
        ("columns", column): str(it) for column, it in columns.items()
    }
    if "heading" in proposed:
        values["heading",] = str(proposed["heading"])
    return (RosterChoice(message("edit_roster.as-proposed", columns=holds), values),)


def _proposed(given: Mapping[str, Value]) -> Mapping[str, Any]:
    """Return the answer that a message proposes, as it would stand in `roster.yaml`."""
    found = yaml.safe_load(str(given["lines"]))
    return {"columns": {}, **found} if isinstance(found, dict) else {"columns": {}}


def _messages(values: Value) -> Iterator[Message]:
    if isinstance(values, tuple):
        yield from (one for one in values if isinstance(one, Message))


def _rows(values: Value) -> list[int]:
    """Return the rows in a list of lists."""
    found = (dict(one.parameters).get("row") for one in _messages(values))
    return [row for row in found if isinstance(row, int)]


def _quoted(values: Value) -> list[str]:
    """Return the texts in a list of texts in quotation marks; "and 3 more" is none."""
    found = (dict(one.parameters).get("text") for one in _messages(values))
    return [text for text in found if isinstance(text, str)]


def _texts(values: Value) -> list[str]:
    return [one for one in values if isinstance(one, str)] if isinstance(values, tuple) else []
