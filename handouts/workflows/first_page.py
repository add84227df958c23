"""The first page of a document as a picture, and the looks that a training can have."""

import re
from dataclasses import dataclass

from handouts.builds.progress import unheard
from handouts.errors import ContentError
from handouts.project.layout import TRAINING_FILE, Project
from handouts.text.canonical_json import canonical
from handouts.workflows import preview_show
from handouts.workflows.preview_job import PreviewOptions
from handouts.workflows.preview_show import PreviewTask, WantedPictures

_THEME = re.compile(r"^theme:.*\n?", re.MULTILINE)
_ABOUT = re.compile(r"\s*/\*\s*(?:\w[\w -]*:\s*)?(.*?)\s*\*/", re.DOTALL)


@dataclass(frozen=True)
class PageLook:
    """A theme that can be chosen."""

    name: str
    title: str
    about: str
    """What its stylesheet says of it at its top; may be empty."""


def looks(project: Project) -> tuple[PageLook, ...]:
    """Return all themes, sorted by name."""
    return tuple(_look(project, name) for name in project.themes())


def first_page(project: Project, options: PreviewOptions, width_px: int) -> bytes:
    """Return the first page of a document as a JPEG; it takes as long as to typeset it.

    Raises CallError, ContentError where its texts have problems, and WorldError.
    """
    task = PreviewTask(project, options, WantedPictures(width_px, reach=0))
    shown = preview_show.show(task, unheard, lambda: False)
    picture = shown.pages[0].picture if shown.pages and not shown.problems else None
    if picture is None:
        raise ContentError(shown.problems)
    return picture


def state_of_files(project: Project, training: str, theme: str = "") -> str:
    """Return what changes whenever a file does that the pages of a training are made from.

    With a theme, those in this one are meant, whichever the training has. Sessions are no part of
    them.
    """
    folder = project.content / training
    folders = [folder, *(project.root / name for name in ("templates", "styles", "fonts"))]
    files = {file for each in folders if each.is_dir() for file in each.rglob("*")}
    files |= {*project.content.glob("*")}
    files -= {*(folder / "sessions").rglob("*"), folder / TRAINING_FILE}
    found = [(str(file), file.stat()) for file in sorted(files) if file.is_file()]
    own = (folder / TRAINING_FILE).read_text("utf-8", "replace")
    if theme:
        own = _THEME.sub("", own)
    state = [[name, made.st_mtime_ns, made.st_size] for name, made in found]
    return canonical([own, theme, state]).decode()


def _look(project: Project, name: str) -> PageLook:
    sheet = project.style(f"themes/{name}.css")
    found = _ABOUT.match(sheet.read_text("utf-8")) if sheet else None
    about = " ".join(found[1].split()) if found else ""
    return PageLook(name, name.replace("-", " ").capitalize(), about[:1].upper() + about[1:])
