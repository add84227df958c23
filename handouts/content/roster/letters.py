"""The fonts that a roster needs besides the house fonts."""

from collections.abc import Iterable

from handouts.content.roster import Participant
from handouts.content.roster.findings import Findings, RowDiagnostic
from handouts.fonts import house
from handouts.fonts.system import SystemFonts
from handouts.messages import message
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
            named = tuple(map(characters.name, missing[:_MOST_NAMED]))
            advice = house.advice(missing[0])
            no_font = message("people.no-font", characters=named, advice=advice)
            if more := missing[_MOST_NAMED:]:
                no_font = message(
                    "people.no-font-and-more", characters=named, more=len(more), advice=advice
                )
            kind = message("people.no-font-kind")
            findings.report(person.row, RowDiagnostic(no_font, quoted=text, kind=kind))
    return tuple(found)
