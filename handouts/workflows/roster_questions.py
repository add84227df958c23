"""What is unsure about a list of people, and what was answered: given, and taken back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handouts.content import roster
from handouts.content.roster import Roster
from handouts.content.roster.found import FoundList
from handouts.content.yaml_tree import Location
from handouts.content.yaml_values import Plain
from handouts.errors import CallError, ContentError, Problem
from handouts.messages import Message, message
from handouts.project.layout import ROSTER_FILE, Project
from handouts.workflows.edit_details import Changes, SavedDetails, read_details, save_details
from handouts.workflows.edit_files import Conflict, Saved
from handouts.workflows.roster_answers import take_out
from handouts.workflows.roster_choices import RosterChoice, RosterQuestion
from handouts.workflows.roster_list_choices import choices_of
from handouts.workflows.roster_row_questions import asks_of_rows, of_rows
from handouts.workflows.roster_table import folder_of, list_in

__all__ = [
    "GivenAnswer",
    "RosterChoice",
    "RosterQuestion",
    "answer",
    "given_answers",
    "is_asking",
    "questions",
    "take_back",
    "unasked",
]


@dataclass(frozen=True)
class GivenAnswer:
    """Something that was answered about a list."""

    id: str
    label: Message


def questions(project: Project, session: str) -> tuple[RosterQuestion, ...]:
    """Return what is to be answered about the list of a session, and then what may be.

    Raises CallError.
    """
    folder = folder_of(project, session)
    read = roster.read(project, folder)
    source = read.path.removeprefix("content/")
    one = list_in(project, folder, source) if (project.content / source).is_file() else None
    found = None if one is None else one.found
    rows = () if found is None else tuple(of_rows(read.path, found, read.participants))
    return (
        *_of_problems(read.problems, read, found, is_needed=True),
        *rows,
        *_of_problems(read.remarks, read, found, is_needed=False),
    )


def _of_problems(
    problems: Sequence[Problem], read: Roster, found: FoundList | None, *, is_needed: bool
) -> Iterator[RosterQuestion]:
    for problem in problems:
        of_list = found if problem.path == read.path else None
        for number, choices in enumerate(choices_of(problem.message, of_list)):
            if choices:
                code = f"{problem.message.code}:{number}"
                is_of_names = problem.message.code == "roster.last-name-first"
                yield RosterQuestion(code, problem, choices, is_needed=is_needed or is_of_names)


def is_asking(reported: Message) -> bool:
    """Whether what is reported of a list can be answered by a choice."""
    return asks_of_rows(reported) or any(choices_of(reported, None))


def unasked(read: Roster, asked: Sequence[RosterQuestion]) -> tuple[Problem, ...]:
    """Return what is wrong with a list, and the reports beside it, and is no question."""
    of_questions = {one.problem for one in asked}
    return tuple(
        problem
        for problem in read.problems
        if problem not in of_questions
        and not (problem.path == read.path and asks_of_rows(problem.message))
    )


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
    lists: Changes = {
        (key,): [*(old if isinstance(old := before.values.get(key), list) else []), *texts]
        for key, texts in chosen.added.items()
    }
    return save_details(project, name, {**chosen.values, **lists}, before.version)


def given_answers(project: Project, session: str) -> tuple[GivenAnswer, ...]:
    """Return what was answered about the list of a session, none where it cannot be read.

    Raises CallError.
    """
    try:
        found = read_details(project, f"{folder_of(project, session)}/{ROSTER_FILE}")
    except ContentError:
        return ()
    return tuple(GivenAnswer(_id(place), label) for place, label in _answers(found.values))


def take_back(project: Project, session: str, answer_id: str) -> Saved | Conflict:
    """Take an answer out of what was answered about a list, by its id.

    Raises CallError where it is not there, ContentError where what was answered cannot be read, and
    WorldError.
    """
    name = f"{folder_of(project, session)}/{ROSTER_FILE}"
    before = read_details(project, name)
    places = {_id(place): place for place, _ in _answers(before.values)}
    if answer_id not in places:
        raise CallError(message("edit_roster.no-such-answer"))
    key, *inner = places[answer_id]
    held = before.values[str(key)]
    gone: Changes = {places[answer_id]: None}
    if isinstance(held, list):
        gone = {(key,): [one for one in held if one != inner[0]] or None}
    return take_out(project, name, gone)


def _id(place: Location) -> str:
    return ":".join(map(str, place))


def _answers(values: Mapping[str, Plain]) -> Iterator[tuple[Location, Message]]:
    """Yield the places of answers, in a list by their texts, and what they say."""
    for key, held in values.items():
        label = _ANSWERED.get(key)
        if label is None:
            continue
        if isinstance(held, dict):
            for text, meant in held.items():
                yield (key, text), label(str(text), str(meant))
        elif isinstance(held, list):
            for one in held:
                yield (key, str(one)), label(str(one), "")
        elif held is not None:
            yield (key,), label(str(held), "")


_ANSWERED: Mapping[str, Callable[[str, str], Message]] = {
    "sheet": lambda text, _: message("edit_roster.choose-sheet", sheet=text),
    "heading": lambda text, _: message("edit_roster.said-heading", row=text),
    "columns": lambda text, meant: message("edit_roster.column-holds", column=text, title=meant),
    "unused": lambda text, _: message("edit_roster.said-unused", title=text),
    "ignore": lambda text, _: message("edit_roster.said-nobody", text=text),
    "names": lambda text, meant: message("edit_roster.said-name", text=text, name=meant),
    "last_name_first": lambda text, _: message(
        "edit_roster.last-name-first" if text == "true" else "edit_roster.as-written"
    ),
    "once": lambda text, _: message("edit_roster.said-once", name=text),
    "emails": lambda text, meant: message("edit_roster.said-address", text=text, address=meant),
    "no_email": lambda text, _: message("edit_roster.said-no-address", text=text),
    "attending": lambda text, _: message("edit_roster.to-come", said=text),
    "out": lambda text, _: message("edit_roster.not-to-come", said=text),
    "present": lambda text, _: message("edit_roster.came", said=text),
    "absent": lambda text, _: message("edit_roster.did-not-come", said=text),
    "units": lambda text, meant: message(
        "edit_roster.said-minutes" if meant == "minutes" else "edit_roster.said-hours", title=text
    ),
}
"""What each answer says, by its key, of its text and of what is meant by it."""
