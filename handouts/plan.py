"""What is to be made, and from what: a request and the trainings → jobs."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from handouts import documents, fonts, html, inputs, manifest
from handouts.documents import Document
from handouts.editions import EDITIONS, PAPERS, Edition
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
    return [
        _job(project, document, training, EDITIONS[edition], request)
        for training in trainings
        for document in registry.values()
        for edition in document.head.editions
        if document.name in (request.documents or registry)
        and edition in (request.editions or EDITIONS)
    ]


def _job(
    project: Project, document: Document, training: Training, edition: Edition, request: Request
) -> Job:
    page = html.page(project, document, training, edition)
    paper = request.paper or training.head.paper
    look = html.Look(request.theme or training.head.theme, edition.name, paper)
    fits = documents.fits(document, training, edition)
    sheets = {fit: tuple(html.stylesheets(project, document, look, fit)) for fit in fits}
    base = project.content / training.name
    files = (
        *(sheet for fit in sheets.values() for sheet in fit),
        *_assets(project),
        *_pictures(page.html, base),
        *fonts.system_files(training.fallback_fonts, page.html),
    )
    options = repr((edition, fits, paper))
    made_from: list[str | bytes] = [page.html, options, inputs.tools(), *map(_content, files)]
    texts = [_content(sheet).decode() for sheet in next(iter(sheets.values()))]
    return Job(
        path=_path(training, document, edition),
        html=page.html,
        base=base,
        fits=fits,
        sheets=sheets,
        fallback_fonts=training.fallback_fonts,
        edition=edition,
        expected=Expected(
            paragraphs=page.paragraphs,
            rows=page.rows,
            families=(*declared_families(texts), *training.fallback_fonts),
            paper=_POINTS[paper],
        ),
        fingerprint=manifest.fingerprint(made_from),
    )


def _path(training: Training, document: Document, edition: Edition) -> str:
    if document.head.audience == "facilitator":
        return f"{training.name}/facilitator/{document.name}.pdf"
    return f"{training.name}/participants/{edition.name}/{document.name}.pdf"


def _pictures(page: str, base: Path) -> list[Path]:
    """Return the files of the pictures in a page whose addresses begin at the folder `base`."""
    sources = [unquote(unescape(source)) for source in _PICTURE.findall(page)]
    return [path for source in sources if (path := base / source).is_file()]


@cache
def _assets(project: Project) -> tuple[Path, ...]:
    """Return what stylesheets may show besides themselves: the project's own fonts and pictures."""
    found = (project.root / "styles").rglob("*")
    return tuple(sorted(file for file in found if file.is_file() and file.suffix != ".css"))


@cache
def _content(path: Path) -> bytes:
    return path.read_bytes()
