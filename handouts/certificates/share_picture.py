"""Pictures of certificates' faces, for people to show on a page of their own: PNG."""

import io
from functools import partial
from pathlib import Path

from handouts.builds.progress import OnProgress, Progress, unheard
from handouts.builds.worker_pool import Workers, parallel_map
from handouts.certificates.files import folder_of
from handouts.certificates.ledger import Ledger, LedgerEntry
from handouts.project.atomic_files import is_in_place, remove, write_whole
from handouts.project.layout import Project
from handouts.typesetting.raster import PdfPages

WIDTH = 2400
"""Pixels."""


def face_picture(file: bytes | Path) -> bytes:
    """Return the face of a certificate's PDF as a PNG. Raises DamagedPdfError."""
    with PdfPages(file) as pages:
        picture = pages.picture_of_width(0, WIDTH)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


def write_pictures(
    project: Project, session: str, workers: Workers, on_progress: OnProgress = unheard
) -> Path:
    """Make the pictures of a session's valid certificates that are missing; return their folder.

    Those of certificates that are not valid any longer are taken away. A certificate whose file is
    missing gets none. Raises WorldError where a picture cannot be written.
    """
    folder = folder_of(project, session)
    waiting: list[tuple[Path, Path]] = []
    with Ledger(project.records, reading=True) as ledger:
        for entry in ledger.entries(session):
            file, picture = _places(folder, entry)
            if entry.state != "valid":
                remove(picture, inside=project.root)
            elif not picture.exists() and _is_there(project, file):
                waiting.append((file, picture))
    make = partial(_make, project.root)
    for done, _ in enumerate(parallel_map(make, waiting, workers), 1):
        on_progress(Progress(done, len(waiting)))
    return folder / "pictures"


def _make(root: Path, places: tuple[Path, Path]) -> None:
    file, picture = places
    write_whole(picture, face_picture(file), inside=root, private=True)


def _is_there(project: Project, file: Path) -> bool:
    return is_in_place(file, inside=project.root) and file.is_file()


def _places(folder: Path, entry: LedgerEntry) -> tuple[Path, Path]:
    """Return where the file and the picture of a certificate are."""
    picture = folder / "pictures" / entry.file
    return folder / "certificates" / entry.file, picture.with_suffix(".png")
