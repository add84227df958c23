"""The pictures of an article: added beside it, and shown."""

import hashlib
from pathlib import Path

from handouts.content.images import picture_path, picture_problem
from handouts.errors import CallError
from handouts.importers.pictures import FOLDER, printable
from handouts.messages import message
from handouts.project.atomic_files import write_new
from handouts.project.layout import Project


def add_picture(project: Project, training: str, content: bytes) -> str:
    """Put a picture beside an article, no larger than print needs, and return its path there.

    One that is there already is not added again. Raises CallError for what cannot be printed, and
    WorldError.
    """
    (name,) = project.select([training])
    found = printable(content)
    if found is None:
        raise CallError(message("edit.no-picture"))
    suffix, kept = found
    path = f"{FOLDER}/{hashlib.sha256(kept).hexdigest()[:12]}{suffix}"
    write_new(project.content / name / path, kept, inside=project.root)
    return path


def picture_file(project: Project, training: str, source: str) -> Path | None:
    """Return the file of a picture that an article names; None where it cannot be shown."""
    (name,) = project.select([training])
    folder = project.content / name
    if picture_problem(project.root, folder, source):
        return None
    return picture_path(folder, source)
