"""The fonts that a roster needs besides the house fonts."""

from collections.abc import Iterable

from handouts.content.roster import Participant
from handouts.content.roster.findings import Findings, RowDiagnostic
from handouts.fonts import house
from handouts.fonts.system import SystemFonts
from handouts.text import characters

_MOST_NAMED = 3


def families(
    people: Iterable[Participant], findings: Findings, system: SystemFonts | None = None
) -> tuple[str, ...]:
    """Return system fonts for what the house fonts lack; report what no font has.

    `system` stands for the fonts of this machine.
    """
    found: dict[str, None] = {}
    for person in people:
        text = " ".join(
            (person.name, person.credentials, person.license_state, person.license_number)
        )
        missing = []
        for character in house.not_in_house_fonts(text, italics=False):
            family = house.system_family(character, system)
            if family is None:
                missing.append(character)
            else:
                found[family] = None
        if missing:
            named = ", ".join(map(characters.name, missing[:_MOST_NAMED]))
            more = len(missing) - _MOST_NAMED
            ending = f" and {more} more" if more > 0 else ""
            findings.report(
                person.row,
                RowDiagnostic(
                    f"no font on this machine has the character {named}{ending}",
                    house.cure(missing[0]),
                    text,
                    "no font on this machine has a character",
                ),
            )
    return tuple(found)
