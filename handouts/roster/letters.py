"""The fonts that a roster needs besides the house fonts."""

from collections.abc import Iterable

from handouts import characters, fonts
from handouts.roster import Participant
from handouts.roster.findings import Complaint, Findings
from handouts.system_fonts import SystemFonts

_MOST_NAMED = 3


def families(
    people: Iterable[Participant], findings: Findings, system: SystemFonts | None = None
) -> tuple[str, ...]:
    """Return system fonts for what the house fonts lack; complain of what no font has.

    `system` stands for the fonts of this machine.
    """
    found: dict[str, None] = {}
    for person in people:
        text = " ".join(
            (person.name, person.credentials, person.license_state, person.license_number)
        )
        missing = []
        for character in fonts.not_in_house_fonts(text, italics=False):
            family = fonts.system_family(character, system)
            if family is None:
                missing.append(character)
            else:
                found[family] = None
        if missing:
            named = ", ".join(map(characters.name, missing[:_MOST_NAMED]))
            more = len(missing) - _MOST_NAMED
            ending = f" and {more} more" if more > 0 else ""
            findings.complain(
                person.row,
                Complaint(
                    f"no font on this machine has the character {named}{ending}",
                    fonts.cure(missing[0]),
                    text,
                    "no font on this machine has a character",
                ),
            )
    return tuple(found)
