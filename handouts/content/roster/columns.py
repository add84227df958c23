"""Which columns a roster may have, what they are called, and where its headings are."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from handouts.content.roster.findings import Findings, RowDiagnostic, shortened
from handouts.text.suggestions import did_you_mean

HEADINGS = {
    "name": (
        *("Name", "Names", "Full name", "Participant", "Participants", "Participant name"),
        *("Name of participant", "Attendee", "Attendees", "Attendee name", "Name of attendee"),
        *("Registrant", "Registrant name", "Student", "Student name", "Learner", "Learner name"),
        *("Printed name", "Legal name", "Certificate name", "Name on certificate"),
    ),
    "first": (
        *("First", "First name", "First names", "Given name", "Given names", "Forename"),
        *("Attendee first name", "Participant first name"),
    ),
    "middle": ("Middle", "Middle name", "Middle names", "Middle initial", "MI"),
    "last": (
        *("Last", "Last name", "Last names", "Surname", "Family name", "Family"),
        *("Attendee last name", "Participant last name"),
    ),
    "email": (
        *("E-mail", "E-mail address", "Mail", "Mail address", "Participant e-mail"),
        *("Attendee e-mail", "Registrant e-mail", "User e-mail", "Contact e-mail"),
        *("Work e-mail", "E-mail ID"),
    ),
    "attended": (
        *("Attended", "Attendance", "Attendance status", "Attend", "Present", "Was present"),
        *("Attended yes no", "Present yes no", "Checked in", "Check in", "Showed up"),
    ),
    "hours": (
        *("Hours", "Hour", "Hours attended", "Attended hours", "Attendance hours", "Clock hours"),
        *("Contact hours", "Credit hours", "CE hours", "Hours earned", "Hours present"),
        *("Total hours", "Number of hours"),
    ),
    "credentials": (
        *("Credentials", "Credential", "Degree", "Degrees", "Degrees and credentials"),
        *("Professional credentials", "Designation", "Designations", "Letters after name"),
    ),
    "license_state": (
        *("License state", "State of license", "State of licensure", "State licensed"),
        *("Licensing state", "Licensure state", "License jurisdiction", "Jurisdiction"),
        *("State licensed in", "License state or province"),
    ),
    "license_number": (
        *("License", "License number", "License no", "License nr", "License num"),
        *("License ID", "Number of license", "Professional license", "Professional license number"),
        *("Licensure number", "Lic number", "Lic no", "State license number"),
    ),
    "id": (
        *("ID", "ID number", "ID no", "Identifier", "Participant ID", "Attendee ID", "Person ID"),
        *("Registrant ID", "Registration ID", "Member ID", "Student ID", "Learner ID"),
        *("Attendee #", "Participant #"),
    ),
}
"""What each column is called in rosters as they come; `licence` is read as `license`."""

OTHERS = (
    *("Attendee status", "Attendee type", "Buyer e-mail", "Certificate", "Certificate number"),
    *(
        "Certificate sent",
        "E-mail sent",
        "House",
        "License date",
        "License type",
        "Mailing address",
    ),
    *("Member", "Membership ID", "NPI number", "Number", "Participant type", "Participation"),
    *("Presenter", "Registration date", "Registration time", "Source name", "User name"),
)
"""Headings that look like a known one that is misspelt, and mean something else."""
NAMES = frozenset({"name", "first", "last"})
_CLOSE = 0.8
"""Likeness from which a heading is taken for one that is misspelt; 1 is the same."""
_LONGEST_HEADING = 60
_MOST_COLUMNS = 200
"""Columns in which known headings are looked for."""
_FIRST_ROWS = 20
"""Rows among which that of the headings is looked for; titles and dates may stand above it."""
_MOST_LISTED = 10


def squash(heading: str) -> str:
    """Return the letters and digits of a heading: no accents, capitals, spaces, punctuation."""
    letters = unicodedata.normalize("NFKD", heading).casefold()
    letters = letters.replace("#", "number").replace("licence", "license")
    return "".join(letter for letter in letters if letter.isalnum())


_COLUMNS = {squash(title): column for column, titles in HEADINGS.items() for title in titles}
_OTHER = frozenset(map(squash, OTHERS))
_TITLES = {squash(title): title for titles in HEADINGS.values() for title in titles}


def known(heading: str) -> str | None:
    """Return the column that a heading means: `Attended?` and `ATTENDED (y/n)` are `attended`."""
    if not heading or len(heading) > _LONGEST_HEADING:
        return None
    outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", heading)
    return _COLUMNS.get(squash(heading)) or _COLUMNS.get(squash(outside))


def nearly(heading: str) -> str | None:
    """Return the known heading that a misspelt one is close to."""
    key = squash(heading)
    if not key or len(heading) > _LONGEST_HEADING or key in _OTHER or key[-1].isdigit():
        return None
    close = get_close_matches(key, _TITLES, n=1, cutoff=_CLOSE)
    return _TITLES[close[0]] if close else None


@dataclass(frozen=True)
class Heading:
    """The row of a table that names its columns."""

    row: int
    """Counted from 1."""
    titles: tuple[str, ...]
    """As they stand in the file, from left to right; some may be empty."""
    places: dict[str, int]
    """The known columns, by name, and where they are, counted from 0."""
    days: tuple[int, ...] = ()
    """The places of columns that hold one day's attendance each."""
    statuses: tuple[int, ...] = ()
    """The places of all columns that say whether a person is to come, or came."""
    last_first: bool = False
    """Whether the column `name` holds the last name first, with a comma, in all rows."""

    def title(self, column: str) -> str:
        """Return what the file calls a column, in quotation marks."""
        return f'"{shortened(self.titles[self.places[column]])}"'


def find(rows: Sequence[Sequence[str]]) -> Heading | None:
    """Return the first row that names a column of names, or None.

    A lone `Participants` may be the title of the list: a fuller row below it comes first.
    """
    headings = [_heading(row, cells) for row, cells in enumerate(rows[:_FIRST_ROWS], 1)]
    named = [heading for heading in headings if heading.places.keys() & NAMES]
    fuller = (heading for heading in named if len(heading.places) > 1)
    if named and len([title for title in named[0].titles if title]) == 1:
        return next(fuller, named[0])
    return next(iter(named), None)


def _heading(row: int, cells: Sequence[str]) -> Heading:
    titles = tuple(" ".join(cell.split()) for cell in cells)
    places: dict[str, int] = {}
    for place, title in enumerate(titles[:_MOST_COLUMNS]):
        if column := known(title):
            places.setdefault(column, place)
    return Heading(row, titles, places)


def check(heading: Heading, findings: Findings) -> None:
    """Report columns that are there twice, misspelt or incomplete; name those not used."""
    unused = []
    for place, title in enumerate(heading.titles):
        column = known(title) if place < _MOST_COLUMNS else None
        close = nearly(title) if place < _MOST_COLUMNS and column is None else None
        if column and heading.places[column] != place:
            cause = f'the columns {heading.title(column)} and "{title}" are for the same thing'
            findings.report(heading.row, RowDiagnostic(cause, "Keep one of the two."))
        elif close:
            cause = f'the column "{title}" is not known'
            hint = did_you_mean(title, (close,))
            cure = f"{hint} If something else is meant, call it something else.".strip()
            findings.report(heading.row, RowDiagnostic(cause, cure))
        elif title and not column:
            unused.append(title)
    if unused:
        cause = f"these columns are not used: {listed(unused)}"
        cure = "Nothing need be done if nothing of them is to be printed."
        findings.remark(heading.row, RowDiagnostic(cause, cure))
    _check_names(heading, findings)


def remark_on_unnamed(rows: Sequence[Sequence[str]], heading: Heading, findings: Findings) -> None:
    """Tell the columns in which something stands below an empty heading."""
    filled = {
        place for row in rows[heading.row :] for place, cell in enumerate(row) if cell.strip()
    }
    unnamed = [place for place, title in enumerate(heading.titles) if not title]
    used = [_letters(place) for place in unnamed if place in filled]
    if used:
        cause = f"these columns have no heading and are not used: {listed(used)}"
        findings.remark(
            heading.row, RowDiagnostic(cause, "Write a heading if they are to be read.")
        )


def _letters(place: int) -> str:
    """Return what a spreadsheet calls a column: A for 0, AA for 26."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _check_names(heading: Heading, findings: Findings) -> None:
    """Report where it stays open which column holds the first and which the last name."""
    there = heading.places.keys() & NAMES
    cure = 'Have the two columns "First name" and "Last name", or one column "Full name".'
    if there in ({"first"}, {"last"}):
        (only,) = there
        other = "last" if only == "first" else "first"
        cause = f"beside the column {heading.title(only)} there is none for the {other} name"
        findings.report(heading.row, RowDiagnostic(cause, cure))
    elif "name" in there and len(there) == 2:
        (part,) = there - {"name"}
        both = f"{heading.title('name')} and {heading.title(part)}"
        cause = f"the columns {both} leave open what the whole name is"
        findings.report(heading.row, RowDiagnostic(cause, cure))


def report_no_heading(rows: Sequence[Sequence[str]], findings: Findings) -> None:
    """Say that no row names a column of names, and what was found instead."""
    filled = ((row, cells) for row, cells in enumerate(rows, 1) if any(map(str.strip, cells)))
    row, cells = next(filled)
    titles = [" ".join(cell.split()) for cell in cells if cell.strip()]
    cause = f"no column of names was found; the first row has: {listed(titles)}"
    close = next(filter(None, map(nearly, titles[:_MOST_COLUMNS])), None)
    hint = f'Did you mean "{close}"? ' if close else ""
    cure = 'Head the columns in one row, one of them "Name", or two "First name" and "Last name".'
    findings.report(row, RowDiagnostic(cause, hint + cure))


def listed(titles: Iterable[str]) -> str:
    """Return titles in quotation marks; of many, the first ones and how many more there are."""
    quoted = [f'"{shortened(title)}"' for title in titles]
    more = len(quoted) - _MOST_LISTED
    ending = f" and {more} more" if more > 0 else ""
    return ", ".join(quoted[:_MOST_LISTED]) + ending
