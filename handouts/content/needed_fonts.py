"""The system fonts that texts need besides the house fonts."""

from collections.abc import Sequence

from handouts.content.text_file import Source
from handouts.fonts import house
from handouts.fonts.system import SystemFonts
from handouts.text import characters


def fallback_fonts(files: Sequence[Source], system: SystemFonts | None = None) -> list[str]:
    """Return system fonts for the characters that the house fonts lack; report the others.

    `system` stands for the fonts of this machine.
    """
    families = []
    for file in files:
        missing: dict[tuple[int, str], list[str]] = {}
        for line, text in file.texts():
            for character in house.not_in_house_fonts(text):
                family = house.system_family(character, system)
                if family is None:
                    missing.setdefault((line, house.cure(character)), []).append(character)
                else:
                    families.append(family)
        for (line, cure), lacking in missing.items():
            named = ", ".join(dict.fromkeys(map(characters.name, lacking[:3])))
            more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
            cause = f"no font on this machine has the character {named}{more}"
            file.report(line, cause, cure)
    return families
