"""A session's roster: who is to come, and who came."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from handouts.content.content_files import NO_TEXTS, ContentFiles, Texts
from handouts.errors import Problem
from handouts.messages import Message
from handouts.project.layout import Project

Stay = tuple[datetime.datetime, datetime.datetime]
"""When somebody came and when they left, in local time."""
_NOTICES = frozenset({"people.are-out", "people.ignored", "people.other-lists"})
ATTENDANCE = frozenset(
    {"attended", "checked_in", "joined", "left", "hours", "minutes", "duration", "day"}
)
"""The columns that say who attended."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One person on a roster."""

    row: int
    """Of the roster's file, as a spreadsheet counts them, from 1."""
    name: str
    """As it is to be printed, in its own order of words."""
    family: str
    """The name that lists are sorted by."""
    email: str = ""
    attended: bool | None = None
    """None where the roster has no column that says so."""
    hours: Decimal | None = None
    """Clock hours to be certified, in quarters; None where the roster does not say."""
    credentials: str = ""
    license_state: str = ""
    license_number: str = ""
    id: str = ""
    """The person's own, for example in a registration system."""
    time: datetime.timedelta | None = None
    """How long the person was there, as it was measured; None where nobody measured it."""
    stays: tuple[Stay, ...] = ()
    """When the person was there, in order; empty where the roster does not say."""
    days: tuple[bool, ...] = ()
    """On which days the person was there, where the roster has a column for each day."""


@dataclass(frozen=True, slots=True)
class Out:
    """Somebody whom the roster names and who is not to come."""

    row: int
    """Of the roster's file."""
    name: str
    """As it stands there."""
    why: Message
    """What the roster says, for example `cancelled`."""
    email: str = ""


@dataclass(frozen=True)
class Roster:
    """Everybody on a roster, in the order of its rows, and what is wrong with it."""

    path: str
    """Relative to the project; that of `roster.csv` where there is none."""
    participants: tuple[Participant, ...] = ()
    """The people that could be read; those with problems are among them where they can be."""
    columns: frozenset[str] = frozenset()
    """The names of the columns that were recognised: `attended`, `hours`, …"""
    problems: tuple[Problem, ...] = ()
    """What must be fixed; `line` is the row."""
    remarks: tuple[Problem, ...] = ()
    """What should be looked at, and keeps nothing from being made."""
    fallback_fonts: tuple[str, ...] = field(default=())
    """Families of system fonts for the characters that the house fonts lack."""
    out: tuple[Out, ...] = ()
    """The people who have cancelled, wait for a place, are struck out: they get nothing."""

    @property
    def says_who_attended(self) -> bool:
        """Whether a column says who came, or an attendance report beside it does."""
        return not self.columns.isdisjoint(ATTENDANCE)

    @property
    def unreadable_rows(self) -> frozenset[int]:
        """The rows that have problems."""
        return frozenset(one.line for one in self.problems if one.path == self.path)

    @property
    def notices(self) -> tuple[Problem, ...]:
        """The remarks on who or what is left out of account."""
        return tuple(one for one in self.remarks if one.message.code in _NOTICES)

    def sorted(self) -> list[Participant]:
        """Return the people by family name, then by name, as lists in print have them."""
        from handouts.content.roster.names import folded  # noqa: PLC0415

        return sorted(self.participants, key=lambda p: (folded(p.family), folded(p.name), p.name))


def read(project: Project, folder: str, texts: Texts = NO_TEXTS) -> Roster:
    """Return the roster of a folder of `content/`: `two-models/sessions/example`.

    `texts` are the unsaved ones that are read instead of files. Raises nothing. Where there is no
    roster, it is empty, and a remark says so.
    """
    from handouts.content.roster import reading  # noqa: PLC0415

    return reading.read(ContentFiles(project, texts), folder)


def read_table(name: str, content: bytes) -> Roster:
    """Return the roster in a file that is given as its name and its bytes; raises nothing.

    `name` tells CSV from a workbook by its ending, and is the path of what is reported.
    """
    from handouts.content.roster import reading  # noqa: PLC0415

    return reading.read_table(name, content)
