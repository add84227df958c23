"""What is unsure about single rows of a list: whose name it is, which address, who is there twice.

Each row is looked at as it is when people are read, so that what is asked has the whole of its
cells, and not what a message shows of them.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handouts.content.roster import Participant, cells, duplicates, names
from handouts.content.roster.entries import REPORT, Entry, entries
from handouts.content.roster.findings import CellError, Findings, shortened
from handouts.content.roster.found import FoundList
from handouts.content.roster.group_remarks import limited
from handouts.content.roster.name_parts import taken_apart, turned
from handouts.content.roster.people import checked_name, email_of
from handouts.content.roster.rejoined import with_names_of_addresses
from handouts.content.roster.unlikely import Unlikely
from handouts.content.roster.written_names import possible_orders
from handouts.content.yaml_tree import Location
from handouts.errors import Problem
from handouts.messages import Message, message
from handouts.workflows.roster_choices import RosterChoice, RosterQuestion, added, value

_FEWEST_TOGETHER = 3
"""Rows of one kind that can be answered together too."""
_FIRST, _LAST = 0, -1
"""Which choice of each row is taken where all are answered together."""
_TURNED_TOGETHER = frozenset({"edit_roster.who-has-comma", "edit_roster.who-is-first"})
"""Questions to all of which the likeliest name is the answer; to the others it is nobody."""
_ADDRESS = re.compile(r"[^\s@<>,;:()\[\]\"]+@[^\s@<>,;()\[\]\"]+")
_BETWEEN_WORDS = re.compile(r"[._+-]+")
_NAME_COLUMNS = ("name", "last", "first")


def asks_of_rows(reported: Message) -> bool:
    """Whether what is reported of a list is asked of its rows, one by one."""
    given = dict(reported.parameters)
    match reported.code:
        case "roster.same-in-more-rows" | "people.cell" | "people.cell-kind":
            inner = given.get("kind", given.get("problem"))
            return isinstance(inner, Message) and asks_of_rows(inner)
        case "people.here-again" | "people.here-again-kind" | "people.no-name" | "people.no-names":
            return True
        case "people.no-letter" | "people.comma" | "people.question-mark" | "people.garbled":
            return True
        case "people.two-addresses" | "people.more-than-address" | "people.long-address":
            return True
        case "people.no-address":
            return True
    return reported.code.startswith("people.is-")


def of_rows(path: str, found: FoundList, people: Iterable[Participant]) -> Iterator[RosterQuestion]:
    """Yield what is asked of the rows of a list; `people` are those that could be read in it."""
    there: Sequence[Entry] = entries(found, Findings(path)).there
    if not REPORT.isdisjoint(found.heading.places):
        there = with_names_of_addresses(there)
    by_kind: dict[str, dict[Hashable, RosterQuestion]] = {}
    for entry in there:
        for question in _of_entry(path, entry, found):
            # One answer is about all rows in which the same stands.
            is_of_address = question.id.endswith(":email")
            said = entry.row["email"] if is_of_address else entry.written.written or question.row
            of_kind = by_kind.setdefault(question.problem.message.code, {})
            of_kind.setdefault(said, question)
    for of_kind in by_kind.values():
        yield from _together(path, list(of_kind.values()))
    each = [question for of_kind in by_kind.values() for question in of_kind.values()]
    yield from sorted((*each, *_of_doubles(path, people)), key=_place)


def _place(question: RosterQuestion) -> tuple[int, int]:
    return question.row, -1 if question.column is None else question.column


def _of_entry(path: str, entry: Entry, found: FoundList) -> Iterator[RosterQuestion]:
    row, places = entry.row, found.heading.places
    findings = Findings(path)
    entry = replace(entry, row=replace(row, findings=findings))
    column = next((places[one] for one in _NAME_COLUMNS if one in places), None)
    if (kind := entry.written.unlikely) is not None:
        asked = _WHO[kind](shortened(entry.written.written))
        problem = Problem(path, row.number, asked)
        yield RosterQuestion(f"{row.number}:name", problem, _people(entry), row.number, column)
    elif not entry.written.written:
        problem = Problem(path, row.number, message("people.no-name"))
        yield RosterQuestion(f"{row.number}:name", problem, _people(entry), row.number)
    elif checked_name(entry) is None:
        (problem,) = findings.problems
        yield RosterQuestion(f"{row.number}:name", problem, _people(entry), row.number, column)
    findings = Findings(path)
    if "email" in places and email_of(replace(row, findings=findings), found.answers) is None:
        (problem,) = findings.problems
        choices = tuple(_addresses(row["email"]))
        yield RosterQuestion(f"{row.number}:email", problem, choices, row.number, places["email"])


def _people(entry: Entry) -> tuple[RosterChoice, ...]:
    """Return who a row may be: the names that it may mean, or nobody."""
    said = entry.written.written or entry.row["email"]
    if not said:
        return ()
    leads = entry.written.unlikely == "leading"
    may_be = [
        value(_named(entry, name), ("names", said), name)
        for name in dict.fromkeys(_names(entry))
        if _can_be_printed(name)
    ]
    nobody = message("edit_roster.leads" if leads else "edit_roster.is-nobody")
    return (*may_be, added(nobody, "ignore", [said]))


def _named(entry: Entry, name: str) -> Message:
    """Return how a choice calls a name that a row may mean."""
    match entry.written.unlikely:
        case "leading":
            return message("edit_roster.attends", name=name)
        case "nobody" | "letter" | "several":
            return message("edit_roster.one-person", name=name)
    return message("edit_roster.is-named", name=name)


def _names(entry: Entry) -> Iterator[str]:
    """Yield the names that a row may mean, the likelier first."""
    name, kind = entry.name, entry.written.unlikely
    if kind == "order":
        plain = taken_apart(entry.written.written).name
        yield from (*possible_orders(plain), plain)
    elif kind == "address" or not entry.written.written:
        yield _of_address(entry.written.written or entry.row["email"])
    elif kind not in ("device", "telephone"):
        yield names.ungarbled(name)
        first = name.partition(",")[0].strip()
        yield first if " " in first else ""
        yield turned(name) or ""
        yield name


def _of_address(address: str) -> str:
    """Return the name that stands in an address: Ann Lee for ann.lee@example.org."""
    said = [word for word in _BETWEEN_WORDS.split(address.partition("@")[0]) if word]
    if len(said) < 2 or not all(map(str.isalpha, said)):
        return ""
    return " ".join(word.capitalize() for word in said)


def _can_be_printed(name: str) -> bool:
    try:
        return bool(name) and bool(names.checked(cells.printed(name)))
    except CellError:
        return False


def _addresses(cell: str) -> Iterator[RosterChoice]:
    """Yield the addresses that a cell may mean, and that it has none."""
    plain = re.sub(r"\s*[\[(]at[\])]\s*", "@", cell, flags=re.IGNORECASE)
    spelt = [re.sub(r"\s+", "", plain), re.sub(r"[\s,;]+", ".", plain.strip())]
    found = dict.fromkeys(filter(None, map(_address, [*_ADDRESS.findall(cell), *spelt])))
    for address in found:
        yield value(message("edit_roster.is-address", address=address), ("emails", cell), address)
    yield added(message("edit_roster.no-address"), "no_email", [cell])


def _address(text: str) -> str:
    try:
        return cells.email(text)
    except CellError:
        return ""


def _together(path: str, questions: Sequence[RosterQuestion]) -> Iterator[RosterQuestion]:
    """Yield one question for many rows of which the same can be said."""
    code = questions[0].problem.message.code
    if len(questions) < _FEWEST_TOGETHER or not code.startswith("edit_roster.who-"):
        return
    what = _FIRST if code in _TURNED_TOGETHER else _LAST
    chosen = [one.choices[what] for one in questions if one.choices]
    lists: dict[str, tuple[str, ...]] = {}
    values: dict[Location, str | bool] = {}
    for choice in chosen:
        values |= choice.values
        lists |= {key: (*lists.get(key, ()), *texts) for key, texts in choice.added.items()}
    label = message("edit_roster.all-nobody")
    if what == _FIRST:
        label = message("edit_roster.all-as-named", names=limited(map(str, values.values())))
    named = limited(
        f'"{one.choices[_LAST].added["ignore"][0]}"' for one in questions if one.choices
    )
    asked = message("edit_roster.together", count=len(questions), named=named)
    yield RosterQuestion(
        f"{code}:all", Problem(path, 0, asked), (RosterChoice(label, values, lists),)
    )


def _of_doubles(path: str, people: Iterable[Participant]) -> Iterator[RosterQuestion]:
    findings = Findings(path)
    everybody = list(people)
    duplicates.report(everybody, findings)
    called = {person.row: person.name for person in everybody}
    for problem in findings.problems:
        if problem.message.code == "people.here-again":
            choice = added(message("edit_roster.same-person"), "once", [called[problem.line]])
            yield RosterQuestion(f"{problem.line}:again", problem, (choice,), problem.line)


_WHO: Mapping[Unlikely, Callable[[str], Message]] = {
    "address": lambda text: message("edit_roster.who-has-address", text=text),
    "comma": lambda text: message("edit_roster.who-has-comma", text=text),
    "device": lambda text: message("edit_roster.who-has-device", text=text),
    "leading": lambda text: message("edit_roster.who-leads", text=text),
    "letter": lambda text: message("edit_roster.who-has-letter", text=text),
    "nobody": lambda text: message("edit_roster.who-is-nobody", text=text),
    "order": lambda text: message("edit_roster.who-is-first", text=text),
    "several": lambda text: message("edit_roster.who-are-two", text=text),
    "telephone": lambda text: message("edit_roster.who-has-telephone", text=text),
}
"""What is asked of a name, by why it cannot be that of one person who attends."""
