"""Everything that goes into a build, as one fingerprint, found without reading what it means.

Where this has not changed since the last build, nothing else needs to be loaded at all. Where it
has, each document is still made again only if something that goes into that document has changed.
"""

import importlib.metadata
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import handouts
from handouts.builds import manifest
from handouts.content.images import LARGEST_PICTURE
from handouts.errors import WorldError
from handouts.fonts import house, theme_fonts
from handouts.messages import message
from handouts.project.layout import Project

LIBRARIES = ("weasyprint", "pydyf", "pypdfium2", "pikepdf")

Stamps = list[tuple[str, ...]]
"""For each file that may go into a build what changes whenever it is written, moved or replaced."""


def snapshot(project: Project, options: str, made_with: str = "") -> str:
    """Return the SHA-256 of content, templates, styles, options, and what pages are made with.

    `made_with` tells that from other versions of it; if empty, it is `tools()`. Raises WorldError
    where a template or a style is a link that leads out of the project.
    """
    files = ((file, root) for folder, root in folders(project) for file in files_in(folder, root))
    parts = [part for file, root in files for part in (str(file), _content(file, root))]
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return manifest.fingerprint([options, epoch, made_with or tools(), *parts])


def stamps(project: Project) -> Stamps:
    """Return the stamps of all files that are in the snapshot, whatever is in them.

    Two that are alike mean that nothing was touched in between, not even to be changed back.
    Raises WorldError as `snapshot` does.
    """
    return [_stamp(file) for folder, root in folders(project) for file in files_in(folder, root)]


def folders(project: Project) -> list[tuple[Path, Path]]:
    """Return the folders that a build reads, each with the folder that its links may lead to."""
    kinds = ("content", "templates", "styles", "fonts")
    own = [(project.root / name, project.root) for name in kinds]
    for folder, root in own[1:]:
        _refuse_links_out(folder, root)
    everywhere = Path(project.root.anchor)  # an installed package may be made of links
    others = [layer for layer in project.layers if layer != project.root]
    names = ("templates", "styles", "languages")
    return own + [(layer / name, everywhere) for layer in others for name in names]


def outside(project: Project, files: Iterable[Path]) -> list[Path]:
    """Return those of some files that are in no snapshot, so that they are compared each time."""
    inner = [folder.resolve() for folder, _ in folders(project)]
    return [f for f in files if not any(f.resolve().is_relative_to(each) for each in inner)]


def files_in(folder: Path, root: Path) -> Iterator[Path]:
    """Yield the files of a folder and those that links in it lead to, as far as inside `root`.

    They come in the order of their names; a link to a folder comes before what is in it. A folder
    that several links lead to, or one in a circle, is gone into once.
    """
    yield from _walk(folder, root, set())


def _walk(folder: Path, root: Path, seen: set[Path]) -> Iterator[Path]:
    try:
        place = folder.resolve()
        if folder.is_symlink():
            yield folder
        if place in seen or not place.is_relative_to(root):
            return
        seen.add(place)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (OSError, RuntimeError):  # what keeps it from being read is reported when it is needed
        return
    for entry in entries:
        if _is_folder(entry):
            yield from _walk(Path(entry.path), root, seen)
        else:
            yield Path(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links in a circle
        return False


def _refuse_links_out(folder: Path, root: Path) -> None:
    """Raise WorldError where a link leads out: a template or a style would be read from there."""
    for file in (folder, *files_in(folder, root)):
        target = _target(file) if file.is_symlink() else root
        if not target.is_relative_to(root):
            raise WorldError(message("builds.leads-out", file=str(file), target=str(target)))


def _target(link: Path) -> Path:
    """Return where a link leads to: to itself, where that is in a circle."""
    try:
        return link.resolve()
    except (OSError, RuntimeError):  # RuntimeError: before Python 3.13
        return link


def _stamp(file: Path) -> tuple[str, ...]:
    try:
        link, content = file.lstat(), file.stat()
    except OSError:
        return (str(file),)
    stamp = (content.st_ino, content.st_size, content.st_mtime_ns, content.st_ctime_ns)
    return (str(file), str(link.st_ctime_ns), *map(str, stamp))


@cache
def tools() -> str:
    """Return what this package, its fonts and its libraries are: another version, another page."""
    libraries = {name: importlib.metadata.version(name) for name in LIBRARIES}
    faces = dict.fromkeys([*house.house_files().values(), *theme_fonts.installed().values()])
    return tools_digest(Path(handouts.__file__).parent, faces, libraries)


def tools_digest(package: Path, faces: Iterable[Path], libraries: Mapping[str, str]) -> str:
    """Return the SHA-256 of a package's sources, of font files, and of versions of libraries."""
    versions = [f"{name} {version}" for name, version in libraries.items()]
    return manifest.fingerprint(
        [*versions, *map(Path.read_bytes, (*sorted(package.rglob("*.py")), *faces))]
    )


def _content(file: Path, root: Path) -> bytes:
    """Return what a file holds; of what is never read for a build only that it is there."""
    try:
        link = os.fsencode(file.readlink()) if file.is_symlink() else b""
        if not file.is_file() or not file.resolve().is_relative_to(root):
            return link
        size = file.stat().st_size
        content = file.read_bytes() if size <= LARGEST_PICTURE else str(size).encode()
    except (OSError, RuntimeError):  # what keeps it from being read is reported when it is needed
        return b""
    return link + content
