"""The logo, the signature and the colours of the provider: whether documents can show them."""

from pathlib import Path

from handouts.content.images import picture_path, picture_problem
from handouts.content.provider import Provider
from handouts.content.text_file import SourceFile
from handouts.errors import Problem
from handouts.fonts.own import FOLDER, own_fonts
from handouts.messages import Message, message
from handouts.project.layout import Project
from handouts.text.suggestions import nearest

_BEGINNINGS = {
    b"%PDF": "PDF",
    b"%!PS": "EPS",
    b"8BPS": "Photoshop",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
    b"\0\0\1\0": "ICO",
    b"PK\3\4": "Office",
}
"""What files begin with that are called logos, and are no pictures that a page can show."""
_HEIF = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_START = 2000
"""Bytes. A drawing says before that what it is."""


def check_looks(project: Project, file: SourceFile, provider: Provider) -> None:
    """Report pictures that no document could show, and a second colour without a first."""
    for location, picture in provider.pictures.items():
        problem = provider_picture_problem(project, picture)
        if problem:
            file.report(file.tree.line(location), problem)
    if provider.second_colour and not provider.colour:
        file.report(file.tree.line(("second_colour",)), message("branding.only-second"))
    if provider.fonts.chosen:
        _check_fonts(project, file, provider)


def _check_fonts(project: Project, file: SourceFile, provider: Provider) -> None:
    """Report fonts that are not there, and those in `fonts/` that cannot be used."""
    found = own_fonts(project.root)
    for name, why in found.refused:
        file.problems.append(Problem(f"{FOLDER}/{name}", 0, why, source=""))
    for use, family in provider.fonts.chosen.items():
        if found.of(family):
            continue
        line = file.tree.line(("fonts", use))
        if not found.fonts:
            file.report(line, message("fonts.no-fonts-at-all", name=family))
            continue
        near = nearest(family, found.families)
        suggestion = (
            message("text.did-you-mean", word=near)
            if near
            else message("fonts.of-families", names=found.families)
        )
        file.report(line, message("fonts.no-own-font", name=family, suggestion=suggestion))


def provider_picture_problem(project: Project, picture: str) -> Message | None:
    """Return what is wrong with a picture that the provider's file names, or None."""
    return (
        _other_kind(project, picture)
        or picture_problem(project.content, project.content, picture)
        or _nothing_seen(project, picture)
    )


def _other_kind(project: Project, picture: str) -> Message | None:
    """Return that a file is something else than its name says, by what it begins with."""
    try:
        path = picture_path(project.content, picture)
        if not path.is_relative_to(project.content) or not path.is_file():
            return None  # which is reported as of any picture
        start = _start(path)
    except (OSError, ValueError, RuntimeError):
        return None
    kind = next((kind for known, kind in _BEGINNINGS.items() if start.startswith(known)), "")
    if start[4:12] in _HEIF:
        kind = "HEIC"
    if kind:
        return message("branding.no-picture", name=picture, kind=kind)
    if b"<svg" in start and path.suffix.lower() != ".svg":
        return message("branding.drawing-misnamed", name=picture, right=f"{Path(picture).stem}.svg")
    return None


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_START)


def _nothing_seen(project: Project, picture: str) -> Message | None:
    """Return that a picture is transparent throughout; only a picture without faults is given."""
    path = picture_path(project.content, picture)
    if path.suffix.lower() != ".png":
        return None
    from PIL import Image  # noqa: PLC0415 - most providers have no picture

    with Image.open(path, formats=["PNG"]) as found:
        alpha = found.convert("RGBA").getchannel("A").getbbox()
    return None if alpha else message("branding.nothing-seen", name=picture)
