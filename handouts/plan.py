"""What is to be made, and from what: a request and the trainings → jobs."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from handouts import documents, fonts, html, inputs, manifest, worksheets
from handouts.documents import Document
from handouts.editions import EDITIONS, PAPERS, Edition
from handouts.errors import WorldError
from handouts.models import Training
from handouts.project import Project, choose
from handouts.request import Request
from handouts.stylesheets import declared_families

_PICTURE = re.compile(r'<img [^>]*?src="([^"]*)"')
_POINTS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}


@dataclass(frozen=True)
class Expected:
    """What has to be found in a finished file."""

    paragraphs: tuple[str, ...]
    """Texts in the order in which they stand."""
    rows: tuple[tuple[str, ...], ...]
    """For each row of the chart its texts, which stand together on one page."""
    secrets: tuple[str, ...]
    """Texts that would give an answer away, and must not be anywhere in the file."""
    families: tuple[str, ...]
    """The font families that were asked for."""
    paper: tuple[float, float]
    """Width and height in pt. A landscape page has them the other way round."""


@dataclass(frozen=True)
class Job:
    """One file that is to be made."""

    path: str
    """Of the PDF, relative to the build folder, with forward slashes."""
    html: str
    base: Path
    """The folder that relative addresses in the HTML begin at."""
    fits: Mapping[str, int]
    """The fits to try, in order, with the pages each may take; 0 for any number."""
    sheets: Mapping[str, tuple[Path, ...]]
    """For each fit the stylesheets, the last one winning."""
    fallback_fonts: tuple[str, ...]
    """Families of system fonts for what the house fonts lack."""
    edition: Edition
    expected: Expected
    fingerprint: str
    """SHA-256 of everything that goes in."""


def plan(project: Project, trainings: Iterable[Training], request: Request) -> list[Job]:
    """Return a job for every file that is asked for.

    Raises CallError where a document, an edition, a paper or a theme does not exist.
    """
    registry = documents.registry(project)
    for name in request.documents:
        choose(name, registry, "document")
    for name in request.editions:
        choose(name, EDITIONS, "edition")
    if request.paper:
        choose(request.paper, PAPERS, "paper")
    if request.theme:
        choose(request.theme, project.themes(), "theme")
    read = cache(_read)
    wanted = [registry[name] for name in registry if name in (request.documents or registry)]
    return [
        _job(_Copy(project, training, document, variant, look), read)
        for training in trainings
        for made in [worksheets.all_sheets(training, request.seed, request.versions)]
        for document in wanted
        for variant in documents.variants(document, training, made.sheets)
        for look in _looks(document, training, request)
    ]


def _looks(document: Document, training: Training, request: Request) -> Iterator[html.Look]:
    """Yield how a document is to look: once for each edition of it that is asked for."""
    theme, paper = request.theme or training.head.theme, request.paper or training.head.paper
    for edition in document.head.editions:
        if edition in (request.editions or EDITIONS):
            yield html.Look(theme, EDITIONS[edition], paper)


@dataclass(frozen=True)
class _Copy:
    """What one file is of."""

    project: Project
    training: Training
    document: Document
    variant: documents.Variant
    look: html.Look


def _job(copy: _Copy, read: Callable[[Path], bytes]) -> Job:
    project, training, document, look = copy.project, copy.training, copy.document, copy.look
    page = html.page(project, document, training, copy.variant, look.edition)
    fits = documents.fits(document, training, look.edition)
    sheets = {fit: tuple(html.stylesheets(project, document, look, fit)) for fit in fits}
    base = project.content / training.name
    files = (
        *(sheet for fit in sheets.values() for sheet in fit),
        *_assets(project),
        *_pictures(page.html, base),
        *fonts.system_files(training.fallback_fonts, page.html),
    )
    texts = [read(sheet).decode(errors="replace") for sheet in next(iter(sheets.values()))]
    return Job(
        path=_path(copy),
        html=page.html,
        base=base,
        fits=fits,
        sheets=sheets,
        fallback_fonts=training.fallback_fonts,
        edition=look.edition,
        expected=Expected(
            paragraphs=page.paragraphs,
            rows=page.rows,
            secrets=page.secrets,
            families=(*declared_families(texts), *training.fallback_fonts),
            paper=_POINTS[look.paper],
        ),
        fingerprint=manifest.fingerprint(
            [page.html, repr((look, fits)), inputs.tools(), *map(read, files)]
        ),
    )


def _path(copy: _Copy) -> str:
    letter = f"-{copy.variant.letter.lower()}" if copy.variant.letter else ""
    file = f"{copy.document.name}{letter}.pdf"
    if copy.document.head.audience == "facilitator":
        return f"{copy.training.name}/facilitator/{file}"
    return f"{copy.training.name}/participants/{copy.look.edition.name}/{file}"


def _pictures(page: str, base: Path) -> list[Path]:
    """Return the files of the pictures in a page whose addresses begin at the folder `base`."""
    sources = [unquote(unescape(source)) for source in _PICTURE.findall(page)]
    return [path for source in sources if (path := base / source).is_file()]


def _assets(project: Project) -> list[Path]:
    """Return what stylesheets may show besides themselves: the project's own fonts and pictures."""
    found = (project.root / "styles").rglob("*")
    return sorted(file for file in found if file.is_file() and file.suffix != ".css")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WorldError(f"{path} cannot be read: {error.strerror or error}.") from error
