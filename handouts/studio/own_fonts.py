"""What Settings shows of the fonts that a project has of its own."""

from collections.abc import Mapping

from handouts.errors import Problem
from handouts.fonts.own import OwnFonts, own_fonts
from handouts.project.layout import Project

USES = {"fonts.text": "Text", "fonts.labels": "Charts and labels", "fonts.headings": "Headings"}
"""What fonts are chosen for, by the fields of the settings."""


def fonts_of_project(project: Project, values: Mapping[str, str]) -> dict[str, object]:
    """Return the fonts, what can be chosen for each use, and the files that cannot be used.

    `values` are those of the fields.
    """
    found = own_fonts(project.root)
    return {
        "own_fonts": found,
        "own_fonts_refused": [(name, Problem(name, 0, why)) for name, why in found.refused],
        "font_choices": [
            (use, label, _families(found, values[use])) for use, label in USES.items()
        ],
    }


def _families(found: OwnFonts, chosen: str) -> list[str]:
    """Return the families; the chosen one as it is written, also where it is not there."""
    others = [each for each in found.families if each.casefold() != chosen.casefold()]
    return sorted([*others, *([chosen] if chosen else [])], key=str.casefold)
