"""The system fonts that texts need besides the house fonts."""

from collections.abc import Sequence

from handouts.content.text_file import SourceFile
from handouts.fonts import house
from handouts.fonts.system import SystemFonts
from handouts.messages import Message, message
from handouts.text import characters

_MOST_NAMED = 3
"""Characters of one line that are named; of more, their number is given."""


def fallback_fonts(files: Sequence[SourceFile], system: SystemFonts | None = None) -> list[str]:
    """Return system fonts for the characters that the house fonts lack; report the others.

    `system` stands for the fonts of this machine.
    """
    families = []
    for file in files:
        missing: dict[tuple[int, Message], list[str]] = {}
        for line, text in file.texts():
            for character in house.not_in_house_fonts(text):
                family = house.system_family(character, system)
                if family is None:
                    missing.setdefault((line, house.advice(character)), []).append(character)
                else:
                    families.append(family)
        for (line, advice), lacking in missing.items():
            file.report(line, _no_font(lacking, advice))
    return families


def _no_font(lacking: Sequence[str], advice: Message) -> Message:
    named = tuple(dict.fromkeys(map(characters.name, lacking[:_MOST_NAMED])))
    if more := len(lacking) - len(lacking[:_MOST_NAMED]):
        return message("fonts.no-font-for-many", characters=named, more=more, advice=advice)
    return message("fonts.no-font", characters=named, advice=advice)
