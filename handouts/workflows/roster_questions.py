"""What is unsure about a list of people, with the choices that answer it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from handouts.content import roster
from handouts.content.yaml_tree import Location
from handouts.errors import CallError, Problem
from handouts.messages import Message, Value, message
from handouts.project.layout import ROSTER_FILE, Project
from handouts.workflows.edit_details import SavedDetails, read_details, save_details
from handouts.workflows.edit_files import Conflict
from handouts.workflows.roster_table import folder_of


@dataclass(frozen=True)
class RosterChoice:
    """One answer."""

    label: Message
    location: Location
    """Of what it changes in `roster.yaml`."""
    value: str
    is_added: bool = False
    """Whether the value is added to a list."""
    also: Mapping[Location, str] = field(default_factory=dict)
    """What else it changes there."""


@dataclass(frozen=True)
class RosterQuestion:
    """One question about a list."""

    id: str
    """It stays the same until the list changes."""
    problem: Problem
    """Why it is asked."""
    choices: tuple[RosterChoice, ...]


def questions(project: Project, session: str) -> tuple[RosterQuestion, ...]:
    """Return what is to be answered about the list of a session. Raises CallError."""
    read = roster.read(project, folder_of(project, session))
    return tuple(
        RosterQuestion(f"{problem.message.code}:{number}", problem, choices)
        for problem in read.problems
        for number, choices in enumerate(_choices(problem.message))
        if choices
    )


def is_asking(reported: Message) -> bool:
    """Whether what is reported can be answered by a choice."""
    return any(_choices(reported))


def answer(project: Project, session: str, question: str, choice: int) -> SavedDetails | Conflict:
    """Write the answer to a question, by its id and the place of the choice, counted from 0.

    Raises CallError where the question is not asked any longer, ContentError where what was
    answered before cannot be read, and WorldError.
    """
    asked = {one.id: one for one in questions(project, session)}
    if question not in asked or not 0 <= choice < len(asked[question].choices):
        raise CallError(message("edit_roster.no-such-question"))
    chosen = asked[question].choices[choice]
    name = f"{folder_of(project, session)}/{ROSTER_FILE}"
    before = read_details(project, name)
    value: Any = chosen.value
    if chosen.is_added:
        old = before.values.get(str(chosen.location[0]))
        value = [*(old if isinstance(old, list) else []), chosen.value]
    return save_details(project, name, {chosen.location: value, **chosen.also}, before.version)


def _choices(asked: Message) -> Iterator[tuple[RosterChoice, ...]]:
    """Yield the choices of each question that a message asks; several for several words."""
    given = dict(asked.parameters)
    match asked.code:
        case "roster.several-lists":
            yield tuple(
                RosterChoice(message("edit_roster.choose-list", row=row), ("heading",), str(row))
                for one in _messages(given["lists"])
                if isinstance(row := dict(one.parameters)["row"], int)
            )
        case "roster.lists-on-sheets":
            yield tuple(
                RosterChoice(message("edit_roster.choose-sheet", sheet=sheet), ("sheet",), sheet)
                for sheet in _quoted(given["sheets"])
            )
        case "roster.columns-for-one-thing":
            (column,) = _proposed(given)["columns"]
            yield tuple(_column(column, title) for title in _quoted(given["titles"]))
        case "roster.which-columns":
            yield _choices_of_columns(_proposed(given), _quoted(given["titles"]))
        case _:
            yield from _choices_of_words(asked)


def _choices_of_words(asked: Message) -> Iterator[tuple[RosterChoice, ...]]:
    """Yield the choices of questions about what stands in cells."""
    given = dict(asked.parameters)
    match asked.code:
        case "people.unknown-status":
            for said in _texts(given["statuses"]):
                yield (
                    RosterChoice(
                        message("edit_roster.to-come", said=said),
                        ("attending",),
                        said,
                        is_added=True,
                    ),
                    RosterChoice(
                        message("edit_roster.not-to-come", said=said), ("out",), said, is_added=True
                    ),
                )
        case "people.neither-yes-nor-no":
            for said in _texts(given["words"]):
                yield (
                    RosterChoice(
                        message("edit_roster.came", said=said), ("present",), said, is_added=True
                    ),
                    RosterChoice(
                        message("edit_roster.did-not-come", said=said),
                        ("absent",),
                        said,
                        is_added=True,
                    ),
                )
        case "people.unit":
            column = str(given["column"])
            yield (
                RosterChoice(message("edit_roster.in-hours"), ("columns", "hours"), column),
                RosterChoice(message("edit_roster.in-minutes"), ("columns", "minutes"), column),
            )


def _column(column: str, title: str) -> RosterChoice:
    label = message("edit_roster.choose-column", title=title)
    return RosterChoice(label, ("columns", column), title)


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
    also: dict[Location, str] = {("columns", column): str(it) for column, it in columns.items()}
    if "heading" in proposed:
        also["heading",] = str(proposed["heading"])
    location, value = also.popitem()
    label = message("edit_roster.as-proposed", columns=holds)
    return (RosterChoice(label, location, value, also=also),)


def _proposed(given: Mapping[str, Value]) -> Mapping[str, Any]:
    """Return the answer that a message proposes, as it would stand in `roster.yaml`."""
    found = yaml.safe_load(str(given["lines"]))
    return {"columns": {}, **found} if isinstance(found, dict) else {"columns": {}}


def _messages(values: Value) -> Iterator[Message]:
    if isinstance(values, tuple):
        yield from (one for one in values if isinstance(one, Message))


def _quoted(values: Value) -> list[str]:
    """Return the texts in a list of texts in quotation marks; "and 3 more" is none."""
    found = (dict(one.parameters).get("text") for one in _messages(values))
    return [text for text in found if isinstance(text, str)]


def _texts(values: Value) -> list[str]:
    return [one for one in values if isinstance(one, str)] if isinstance(values, tuple) else []
