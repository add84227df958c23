"""The fonts of a project in its documents: a stylesheet that brings them, and what they are for."""

from collections.abc import Iterator
from pathlib import Path

from handouts.content.provider import Provider
from handouts.fonts.own import OwnFont, own_fonts
from handouts.project.layout import Project
from handouts.typesetting.stylesheets import css_string

SHEET = "own-fonts.css"
"""What keeps to the house fonts even so, in `styles/`."""
_VARIABLES = {"text": "--body-font", "labels": "--label-font", "headings": "--heading-font"}


def font_files(project: Project, provider: Provider) -> list[Path]:
    """Return the files of the fonts that a provider has chosen."""
    return [font.file for font in _chosen(project, provider)]


def font_style(project: Project, provider: Provider) -> str:
    """Return the text of the stylesheet with a provider's own fonts; empty where there are none.

    A family that is not there is left out: `check` reports it.
    """
    faces = dict.fromkeys(face for font in _chosen(project, provider) for face in _faces(font))
    families = own_fonts(project.root)
    uses = [
        f"{_VARIABLES[use]}: {css_string(families.of(family)[0].family)}"
        for use, family in provider.fonts.chosen.items()
        if families.of(family)
    ]
    return "\n".join([*faces, f":root {{ {'; '.join(uses)} }}"]) if uses else ""


def _chosen(project: Project, provider: Provider) -> list[OwnFont]:
    if not provider.fonts.chosen:
        return []
    found = own_fonts(project.root)
    wanted = dict.fromkeys(provider.fonts.chosen.values())
    return list(dict.fromkeys(font for family in wanted for font in found.of(family)))


def _faces(font: OwnFont) -> Iterator[str]:
    style = "italic" if font.is_italic else "normal"
    for weight, fragment in font.faces.items():
        address = f"{font.file.as_uri()}{fragment}"
        yield (
            f"@font-face {{ font-family: {css_string(font.family)}; font-style: {style}; "
            f"font-weight: {weight}; src: url({css_string(address)}); }}"
        )
