"""What was answered about a list of people, taken out of `roster.yaml`."""

from handouts.project.layout import Project
from handouts.workflows.edit_details import Changes, with_values
from handouts.workflows.edit_files import Conflict, Saved, read_file, save_file

_NOTE = "# What is answered about the list of people beside this file.\n"
"""What is left of a file of which all was taken out: one without a letter is reported."""


def take_out(project: Project, name: str, changes: Changes) -> Saved | Conflict:
    """Change values in a file that is there, of which nothing may be left.

    Raises CallError, ContentError where it cannot be read, and WorldError.
    """
    opened = read_file(project, name)
    text = with_values(name, opened.text, changes)
    return save_file(project, name, text if text.strip() else _NOTE, opened.version)
