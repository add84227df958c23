"""What the documents of a session see of its people and its place, ready to be typeset."""

import re
from dataclasses import dataclass
from functools import cached_property

from handouts.content.roster import Participant, names
from handouts.content.training import Person
from handouts.fonts.widths import width

_BREAKS = re.compile(r"(?<=[\s\u2010–-])")
"""Where a name may go on in a second line: behind a space or a hyphen."""
_AT_A_PLACE = re.compile(r"\b(?:person|place|site|onsite|classroom|residential|hybrid)\b", re.I)
_ON_A_PLATFORM = re.compile(
    r"\b(?:online|webinar|virtual|remote|video|distance|zoom|web|livestream|streamed|hybrid)\b",
    re.I,
)


@dataclass(frozen=True)
class Lettered:
    """A piece of a name, and how wide it is in bold type."""

    text: str

    @cached_property
    def in_one_line(self) -> float:
        """Its width in em."""
        return width(self.text)

    @cached_property
    def in_two_lines(self) -> float:
        """The width of the longer line in em, where it is divided as evenly as may be."""
        places = [match.start() for match in _BREAKS.finditer(self.text)]
        halves = [(self.text[:place].rstrip(), self.text[place:]) for place in places]
        return min((max(map(width, both)) for both in halves), default=self.in_one_line)


@dataclass(frozen=True)
class Guest:
    """One person, as lists, badges and tent cards name them."""

    before: str
    """What stands before the family name; the three together are the name as it is printed."""
    family: str
    after: str
    """What follows the family name, for example `Jr.`; or all of it where none stands apart."""
    credentials: str
    licence: str
    """State and number, as far as the roster knows them."""
    is_presenter: bool = False
    """Whether they teach."""

    @property
    def name(self) -> str:
        """The whole name, in its own order of words."""
        return f"{self.before}{self.family}{self.after}"

    @property
    def first_line(self) -> Lettered:
        """What is largest: the given names, or all of a name that begins with the family's."""
        return Lettered(self.before.strip() or self.name)

    @property
    def second_line(self) -> Lettered:
        """The family name and what follows it; empty where the first line has all of it."""
        return Lettered(f"{self.family}{self.after}" if self.before.strip() else "")


def guest(person: Participant) -> Guest:
    """Return a participant as documents name them."""
    licence = " ".join(filter(None, (person.license_state, person.license_number)))
    return Guest(*_parts(person.name, person.family), person.credentials, licence)


def presenter(person: Person) -> Guest:
    """Return someone who teaches as documents name them, divided as a name of one column is."""
    parts = _parts(person.name, names.family(person.name))
    return Guest(*parts, person.credentials, licence="", is_presenter=True)


def _parts(name: str, family: str) -> tuple[str, str, str]:
    """Return what stands before the family name, that name, and what follows."""
    found = list(re.finditer(rf"(?<!\w){re.escape(family)}(?!\w)", name))
    start, end = found[-1].span() if family and found else (0, 0)
    return name[:start], name[start:end], name[end:]


def settings(delivery: str) -> tuple[str, ...]:
    """Return where a session takes place, by its format: `place`, `platform`, or both.

    Both where the format says so (`hybrid`), or names neither in words that are known.
    """
    found = (("place", _AT_A_PLACE), ("platform", _ON_A_PLATFORM))
    named = tuple(setting for setting, words in found if words.search(delivery))
    return named or ("place", "platform")
