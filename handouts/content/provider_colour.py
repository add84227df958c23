"""Colour and logo that a provider's file names, for what is made without reading all of it."""

from pathlib import Path

from handouts.branding.colours import read_colour
from handouts.content.images import picture_path
from handouts.content.problem_lines import opened
from handouts.content.provider_looks import provider_picture_problem
from handouts.content.yaml_tree import value_at
from handouts.project.layout import Project


def provider_colour(project: Project) -> str:
    """Return the colour as `#rrggbb`; empty where there is none, or none that can be read."""
    written = value_at(opened(project, "content/provider.yaml").tree.value, ("colour",))
    found = read_colour(written) if isinstance(written, str) else ""
    return found if isinstance(found, str) else ""


def provider_logo(project: Project) -> Path | None:
    """Return the file of the logo; None where there is none, or none that can be shown."""
    named = value_at(opened(project, "content/provider.yaml").tree.value, ("logo",))
    if not isinstance(named, str) or provider_picture_problem(project, named):
        return None
    return picture_path(project.content, named)
