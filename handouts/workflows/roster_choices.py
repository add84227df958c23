"""What can be answered about a list of people, and what each answer writes in `roster.yaml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handouts.content.yaml_tree import Location
from handouts.errors import Problem
from handouts.messages import Message


@dataclass(frozen=True)
class RosterChoice:
    """One answer."""

    label: Message
    values: Mapping[Location, str | bool] = field(default_factory=dict)
    """What it writes there."""
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What it adds to lists there."""


@dataclass(frozen=True)
class RosterQuestion:
    """One question about a list."""

    id: str
    """It stays the same until the list changes."""
    problem: Problem
    """Why it is asked."""
    choices: tuple[RosterChoice, ...]
    row: int = 0
    """Of whom it is asked, as a spreadsheet counts it; 0 where it is about the list."""
    column: int | None = None
    """Of the cell, counted from 0; None where the whole row is meant."""
    is_needed: bool = True
    """Whether something would be wrong or missing without an answer."""


def value(label: Message, location: Location, text: str | bool) -> RosterChoice:
    """Return an answer that writes one value."""
    return RosterChoice(label, {location: text})


def added(label: Message, key: str, texts: Iterable[str]) -> RosterChoice:
    """Return an answer that adds texts to a list."""
    return RosterChoice(label, added={key: tuple(texts)})
