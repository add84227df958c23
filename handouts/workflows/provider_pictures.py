"""The logos and the signature of the provider: pictures in `content/` that its file names."""

import hashlib
import io
from pathlib import Path
from typing import Literal

from handouts.content.images import picture_path
from handouts.content.provider_looks import provider_picture_problem
from handouts.content.yaml_tree import Location, value_at
from handouts.errors import CallError
from handouts.importers.pictures import printable
from handouts.messages import message
from handouts.project.atomic_files import remove, write_new
from handouts.project.layout import Project
from handouts.workflows.edit_details import (
    PROVIDER_FILE,
    SavedDetails,
    read_details,
    save_details,
)
from handouts.workflows.edit_files import Conflict

Picture = Literal["logo", "logo_small", "logo_on_dark", "signature", "second_signature"]
_PLACES: dict[Picture, Location] = {
    "logo": ("logo",),
    "logo_small": ("logo_small",),
    "logo_on_dark": ("logo_on_dark",),
    "signature": ("signatory", "signature"),
    "second_signature": ("signatories", 0, "signature"),
}


def set_picture(project: Project, picture: Picture, content: bytes) -> SavedDetails:
    """Keep a picture, no larger than print needs, without its clear margin, and name it.

    It gets a file of its own, so that certificates that were issued keep theirs. Raises CallError
    for what cannot be printed, a signature of nobody, and a change meanwhile; ContentError where
    the provider's file cannot be read, and WorldError.
    """
    details = read_details(project, PROVIDER_FILE)
    place = _PLACES[picture]
    if place[-1] == "signature" and not value_at(details.values, (*place[:-1], "name")):
        raise CallError(message("edit.nobody-signs"))
    found = printable(content)
    if found is None:
        raise CallError(message("edit.no-picture"))
    suffix, kept = found
    kept = _trimmed(kept) if suffix == ".png" else kept
    name = f"{picture.replace('_', '-')}-{hashlib.sha256(kept).hexdigest()[:12]}{suffix}"
    is_new = write_new(project.content / name, kept, inside=project.root)
    problem = provider_picture_problem(project, name)
    if problem:
        if is_new:
            remove(project.content / name, inside=project.root)
        raise CallError(problem)
    return _named(project, picture, name)


def remove_picture(project: Project, picture: Picture) -> SavedDetails:
    """Name no picture any longer; its file stays. Raises as `set_picture` does."""
    return _named(project, picture, None)


def picture_of_provider(project: Project, picture: Picture) -> Path | None:
    """Return the file of a picture; None where there is none, or it cannot be shown."""
    name = value_at(read_details(project, PROVIDER_FILE).values, _PLACES[picture])
    if not isinstance(name, str) or not name:
        return None
    if provider_picture_problem(project, name):
        return None
    return picture_path(project.content, name)


def _named(project: Project, picture: Picture, name: str | None) -> SavedDetails:
    version = read_details(project, PROVIDER_FILE).version
    saved = save_details(project, PROVIDER_FILE, {_PLACES[picture]: name}, version)
    if isinstance(saved, Conflict):
        raise CallError(message("edit.changed-elsewhere", file=PROVIDER_FILE))
    return saved


def _trimmed(content: bytes) -> bytes:
    """Return a PNG without the clear margin around what is drawn in it."""
    from PIL import Image  # noqa: PLC0415 - only pictures need it

    with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
        if "A" not in picture.mode:
            return content
        box = picture.getchannel("A").getbbox()
        if box is None or box == (0, 0, *picture.size):
            return content
        made = io.BytesIO()
        picture.crop(box).save(made, "PNG")
        return made.getvalue()
