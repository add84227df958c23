"""Problems that are found after a file of `content/` was read, put at its lines."""

from handouts.content import text_file, yaml_tree
from handouts.content.text_file import SourceFile
from handouts.content.yaml_tree import Location
from handouts.errors import Problem
from handouts.messages import Message
from handouts.project.layout import Project


def opened(project: Project, path: str) -> SourceFile:
    """Return a YAML file with its tree; `path` is relative to the project, in `content/`."""
    file = text_file.opened(project, path.removeprefix("content/"))
    file.tree = yaml_tree.read(file.text, 1)
    return file


def placed(project: Project, path: str, location: Location, wrong: Message) -> Problem:
    """Return a problem at a key of a YAML file, with its line quoted.

    `path` is relative to the project. Where the key is not there, the nearest one around it is
    meant.
    """
    file = opened(project, path)
    file.report(file.tree.line(location), wrong)
    return file.problems[-1]
