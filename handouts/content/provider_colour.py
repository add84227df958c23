"""The colour that a provider's file names, for what is made without reading all of the content."""

from handouts.branding.colours import read_colour
from handouts.content.problem_lines import opened
from handouts.content.yaml_tree import value_at
from handouts.project.layout import Project


def provider_colour(project: Project) -> str:
    """Return the colour as `#rrggbb`; empty where there is none, or none that can be read."""
    written = value_at(opened(project, "content/provider.yaml").tree.value, ("colour",))
    found = read_colour(written) if isinstance(written, str) else ""
    return found if isinstance(found, str) else ""
