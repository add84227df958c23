"""What Settings shows of the fonts that a project has of its own."""

from collections import defaultdict

from handouts.content.problem_lines import opened
from handouts.content.yaml_tree import value_at
from handouts.errors import Problem
from handouts.fonts.own import own_fonts
from handouts.project.layout import Project


def fonts_of_project(project: Project) -> dict[str, object]:
    """Return the fonts, what each family is chosen for, and the files that cannot be used."""
    found = own_fonts(project.root)
    return {
        "own_fonts": found,
        "own_fonts_refused": [(name, Problem(name, 0, why)) for name, why in found.refused],
        "chosen_fonts": _chosen(project),
    }


def _chosen(project: Project) -> dict[str, list[str]]:
    """Return what each family is chosen for, by its name in small letters."""
    written = value_at(opened(project, "content/provider.yaml").tree.value, ("fonts",))
    uses = defaultdict(list)
    for use, family in written.items() if isinstance(written, dict) else ():
        if isinstance(family, str):
            uses[family.casefold()].append(str(use))
    return dict(uses)
