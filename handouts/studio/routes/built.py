"""Finished files: shown, printed, downloaded, and their pages as pictures."""

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from handouts.project.atomic_files import is_in_place
from handouts.studio.web import Answer, Visit, attachment, page
from handouts.workflows.page_picture import page_picture

_KINDS = {
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".eml": "message/rfc822",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}
"""Of the files that a build writes. A web page among them is downloaded and never shown here."""
_SHOWN = (".pdf", ".png")
_WIDEST = 2400
"""Pixels of a picture."""


def built_file(visit: Visit, path: str) -> Path:
    """Return a file of the build folder. Raises HTTPException for whatever else is asked for."""
    project = visit.project
    parts = PurePosixPath(path).parts
    file = project.build.joinpath(*parts)
    is_plain = parts and not any(part in ("..", "/") or part.startswith(".") for part in parts)
    if "\0" in path or not is_plain or not is_in_place(file, inside=project.root):
        raise HTTPException(404)
    try:
        is_file = stat.S_ISREG(file.lstat().st_mode)
    except OSError as error:
        raise HTTPException(404) from error
    if not is_file:
        raise HTTPException(404)
    return file


@page
def file(visit: Visit) -> Answer:
    """Give a finished file: to be shown, or with `?download` to be kept."""
    found = built_file(visit, visit.request.path_params["path"])
    ending = found.suffix.lower()
    is_shown = ending in _SHOWN and "download" not in visit.request.query_params
    return FileResponse(
        found,
        media_type=_KINDS.get(ending, "application/octet-stream"),
        headers=attachment(found.name, is_shown=is_shown),
    )


@page
def picture(visit: Visit) -> Answer:
    """Give a page of a finished PDF as a picture: `?page=1&width=600`."""
    found = built_file(visit, visit.request.path_params["path"])
    number, width = _number(visit, "page", 1), min(_number(visit, "width", 480), _WIDEST)
    made = found.stat()
    tag = f'"{made.st_mtime_ns:x}-{made.st_size:x}-{number}-{width}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if visit.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    content = visit.studio.runner.client().call(page_picture, found, number, width)
    return Response(content, media_type="image/png", headers=headers)


def _number(visit: Visit, name: str, default: int) -> int:
    given = visit.asked(name, str(default))
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 7 else default


def archive(files: dict[str, Path], name: str) -> Answer:
    """Return files as one ZIP, by their paths in it, as they are read."""
    return StreamingResponse(_zipped(files), media_type="application/zip", headers=attachment(name))


def _zipped(files: dict[str, Path]) -> Iterator[bytes]:
    """Yield a ZIP piece by piece: all files of a large session need not fit into memory."""
    written = _Written()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as packed:  # PDFs are compressed
        for path, file in files.items():
            packed.write(file, path)
            yield written.taken()
    yield written.taken()


class _Written(io.RawIOBase):
    """Takes what is written until it is taken away."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        """Return what was written since."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


ROUTES = [
    Route("/file/{path:path}", file),
    Route("/picture/{path:path}", picture),
]
