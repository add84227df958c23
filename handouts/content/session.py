"""One delivery of a training: when, where, how long, and what its certificates say."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from handouts.content.field_types import Date, Hours, Time
from handouts.content.file_model import FileModel, Line
from handouts.content.roster import Roster
from handouts.content.training import Person, Training


class SessionDay(FileModel):
    """One day of a session."""

    date: Date
    """Year-month-day."""
    start: Time | None = None
    """When it begins, for example `09:00`."""
    end: Time | None = None
    """When it ends."""


class ScheduleEntry(FileModel):
    """What begins at one time of a session: your own words, or a worksheet."""

    time: Time
    """When it begins, for example `10:30`."""
    what: str = ""
    """Your own words, for example `Break`."""
    sheet: str = ""
    """Instead of words the name of a worksheet, which then has its page in the packet."""
    day: int = 1
    """Which day of the session it is on, counted from 1."""


class Mailing(FileModel):
    """One message that everybody gets."""

    subject: str = ""
    """Instead of the template's own."""
    text: str = ""
    """Words of your own at its beginning; an empty line begins another paragraph."""
    documents: tuple[Line, ...] | None = None
    """What is attached, by names in `handouts list`; without it what makes sense."""


class MailingAfter(Mailing):
    """The message after the session."""

    certificate: bool = True
    """Whether each person's certificate is attached: `yes` or `no`."""


class MailWishes(FileModel):
    """What is mailed to participants."""

    sender: str = ""
    """The address it comes from; without it the provider's."""
    reply_to: str = ""
    """Where answers go; without it to the sender."""
    edition: str = "email"
    """The edition of the documents."""
    before: Mailing = Mailing()
    """Sent before the day: the handout and the worksheets, unless it says otherwise."""
    after: MailingAfter = MailingAfter()
    """Sent after the day: the handout and the certificate, unless it says otherwise."""


class SessionFile(FileModel):
    """One delivery of a training: `content/<training>/sessions/<session>/session.yaml`."""

    days: Annotated[tuple[SessionDay, ...], Field(min_length=1)]
    """The days of it, in order, with start and end."""
    place: Line
    """Street and town, or the platform where it is online."""
    format: str = "in person"
    """How it is delivered, for example `live interactive webinar`."""
    hours: Hours
    """Clock hours of the whole session, without breaks."""
    categories: dict[Line, Hours] = Field(default_factory=dict)
    """Hours that count towards a category, for example `ethics: 1`."""
    minimum_hours: Hours | None = None
    """Who attended less gets no certificate. Without it every attended quarter counts."""
    presenters: tuple[Person, ...] = ()
    """Instead of the training's own."""
    part: str = ""
    """For a title in several parts, for example `Part 2 of 3`."""
    certificate: Literal["completion", "attendance"] | None = None
    """Which kind is issued; of completion where the provider has approvals, else of attendance."""
    profiles: tuple[Line, ...] = ()
    """The continuing-education profiles to check against; `handouts list` names them."""
    schedule: tuple[ScheduleEntry, ...] = ()
    """The times of the day, in order; without it a proposal is printed."""
    mail: MailWishes = MailWishes()
    """What is mailed before and after."""


@dataclass(frozen=True)
class Session:
    """One delivery of a training, read and whole."""

    name: str
    """Its folder's name in `sessions/`."""
    training: Training
    head: SessionFile
    roster: Roster
    fallback_fonts: tuple[str, ...] = ()
    """Families of system fonts for what the house fonts lack: of the training and the roster."""

    asks_for_licences: bool = False
    """Whether lists of its people have room for licence numbers, as its profiles want it."""

    @property
    def path(self) -> str:
        """As it is written on the command line: `<training>/<session>`."""
        return f"{self.training.name}/{self.name}"

    @property
    def presenters(self) -> tuple[Person, ...]:
        """Who teaches this session."""
        return self.head.presenters or self.training.head.presenters
