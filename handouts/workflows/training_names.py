"""What a new training may be called."""

import re

from handouts.errors import CallError
from handouts.messages import message
from handouts.project.layout import Project
from handouts.text.filenames import is_plain


class TrainingExistsError(CallError):
    """There is a training of this name, and it is not to be replaced."""


def check_free_name(project: Project, name: str) -> None:
    """Raise CallError for a name that no training can have, TrainingExistsError for a taken one."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or not is_plain(name):
        raise CallError(message("project.no-name-of-training", name=name))
    if (project.content / name).exists():
        raise TrainingExistsError(message("project.is-there", folder=f"content/{name}/"))
