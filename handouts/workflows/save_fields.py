"""Fields of a form that are saved as they are filled in, while the file may change elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handouts.content.yaml_tree import Location, value_at
from handouts.content.yaml_values import Plain, plain
from handouts.errors import ContentError
from handouts.project.layout import Project
from handouts.workflows.edit_details import Changes, SavedDetails, read_values, save_details
from handouts.workflows.edit_files import Conflict


@dataclass(frozen=True)
class Clash:
    """Fields were changed elsewhere too, each to something else: nothing was written."""

    theirs: Mapping[Location, object]
    """What the file says of them now."""
    version: str
    """Of the file as it is now; whoever decides saves with this one."""


def save_fields(
    project: Project, name: str, changes: Changes, version: str
) -> SavedDetails | Clash:
    """Write values into a file, also where others of its values were changed meanwhile.

    Raises as `save_details` does.
    """
    saved = save_details(project, name, changes, version)
    if not isinstance(saved, Conflict):
        return saved
    theirs = _values(name, saved.theirs)
    base = None if saved.base is None else _values(name, saved.base)
    clashing = {
        place: value_at(theirs, place)
        for place, mine in changes.items()
        if _wanted(mine) != value_at(theirs, place)
        and (base is None or value_at(base, place) != value_at(theirs, place))
    }
    if clashing:
        return Clash(clashing, saved.version)
    return save_fields(project, name, changes, saved.version)


def _wanted(value: Any) -> Plain:
    return plain(value) or None


def _values(name: str, text: str) -> dict[str, Plain]:
    try:
        return read_values(name, text)
    except ContentError:
        return {}
