"""What a trainer has answered about a roster: `roster.yaml` beside it."""

from typing import Annotated, Literal

from pydantic import Field

from handouts.content.file_model import FileModel, Line
from handouts.content.roster.fields import Column


class Answers(FileModel):
    """What is said once about a roster and its attendance reports, and wins over any guess."""

    sheet: Line | None = None
    """The name of the workbook's sheet that has the list."""
    heading: Annotated[int, Field(ge=0)] | None = None
    """The row of the headings, as the spreadsheet counts it; 0 where the list has none."""
    columns: dict[Column, Line] = Field(default_factory=dict)
    """What a column holds, and its heading or its letter: `name: Printed as`, `email: C`."""
    unused: tuple[Line, ...] = ()
    """The headings or letters of columns that are not to be read."""
    ignore: tuple[Line, ...] = ()
    """Names that are nobody's, as they stand in the list: a host, a telephone."""
    names: dict[Line, Line] = Field(default_factory=dict)
    """What stands in the list, and the name of the person: `iPhone: Bo Lind`."""
    last_name_first: bool | None = None
    """Whether names without a comma have the last name first, where their heading says so."""
    once: tuple[Line, ...] = ()
    """Names that are on the list more than once and are one person's."""
    emails: dict[Line, Line] = Field(default_factory=dict)
    """What stands in the column of e-mail addresses, and the address that is meant."""
    no_email: tuple[Line, ...] = ()
    """What stands in that column and is no address, such as a telephone number."""
    attending: tuple[Line, ...] = ()
    """Statuses of people who are to come."""
    out: tuple[Line, ...] = ()
    """Statuses of people who are out."""
    present: tuple[Line, ...] = ()
    """What stands in columns of attendance for people who came: `present: [x]`."""
    absent: tuple[Line, ...] = ()
    """What stands there for people who did not come."""
    units: dict[Line, Literal["hours", "minutes"]] = Field(default_factory=dict)
    """The heading of a day's column, and what the numbers in it are: `Day 1: minutes`."""


NO_ANSWERS = Answers()
