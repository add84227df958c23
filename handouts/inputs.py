"""Everything that goes into a build, as one fingerprint: told without reading what it means.

Where this has not changed since the last build, nothing else needs to be loaded at all. Where it
has, each document is still made again only if something that goes into that document has changed.
"""

import importlib.metadata
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import handouts
from handouts import fonts, manifest
from handouts.pictures import LARGEST_PICTURE
from handouts.project import Project

_ENGINES = ("weasyprint", "pydyf", "pypdfium2", "pypdf")


def snapshot(project: Project, options: str) -> str:
    """Return the SHA-256 of content, templates, styles, fonts, options and versions."""
    folders = [project.content]
    for layer in project.layers:
        folders += [layer / "templates", layer / "styles"]
    files = [(file, folder) for folder in folders for file in _files(folder)]
    parts = [part for file, root in files for part in (str(file), _content(file, root))]
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return manifest.fingerprint([options, epoch, tools(), *parts])


@cache
def tools() -> str:
    """Return what this package, its fonts and its engines are: another version, another page."""
    engines = [f"{name} {importlib.metadata.version(name)}" for name in _ENGINES]
    sources = sorted(Path(handouts.__file__).parent.rglob("*.py"))
    files = [*sources, *fonts.house_files().values()]
    return manifest.fingerprint([*engines, *map(Path.read_bytes, files)])


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(place, file) for file in sorted(files))


def _content(file: Path, root: Path) -> bytes:
    """Return what a file holds; of what is never read for a build only that it is there."""
    try:
        if not file.is_file() or not file.resolve().is_relative_to(root):
            return b""
        size = file.stat().st_size
        return file.read_bytes() if size <= LARGEST_PICTURE else str(size).encode()
    except (OSError, RuntimeError):  # what keeps it from being read is told when it is needed
        return b""
