"""What is to be made, and from what: a request and the trainings → jobs."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handouts import worksheets
from handouts.builds import fingerprints, manifest
from handouts.builds.request import Request
from handouts.content.session import Session
from handouts.content.training import Training
from handouts.documents import layout_presets, own_fonts, templates, variants
from handouts.documents import registry as documents
from handouts.documents.brand import branded, shown_brand
from handouts.documents.editions import EDITIONS, PAPERS, Edition
from handouts.documents.registry import Document
from handouts.documents.variants import Variant
from handouts.errors import WorldError
from handouts.fonts import house
from handouts.messages import message
from handouts.project.layout import Project, choose
from handouts.text.canonical_json import canonical
from handouts.typesetting import page_files
from handouts.typesetting.css_checks import declared_families
from handouts.typesetting.expected import Expected

PAPER_SIZES = {
    "letter": (612.0, 792.0),
    "a4": (595.28, 841.89),
    "half-letter": (396.0, 612.0),
    "a5": (419.53, 595.28),
    "tabloid": (792.0, 1224.0),
    "a3": (841.89, 1190.55),
    "wide": (540.0, 960.0),
}
"""Width and height in pt, upright."""


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
    sheets: Mapping[str, tuple[Path | str, ...]]
    """For each fit the stylesheets, files or texts, the last one winning."""
    fallback_fonts: tuple[str, ...]
    """Families of system fonts for what the house fonts lack."""
    edition: Edition
    expected: Expected
    fingerprint: str
    """SHA-256 of everything that goes in."""
    files: tuple[Path, ...] = ()
    """The files that go in as they are: stylesheets, pictures, system fonts."""


def plan(
    project: Project,
    trainings: Iterable[Training],
    request: Request,
    sessions: Iterable[Session] = (),
) -> list[Job]:
    """Return a job for every file that is asked for.

    Raises CallError where a document, an edition, a paper or a theme does not exist.
    """
    wanted = documents_wanted(project, request)
    copies = [*_of_trainings(project, trainings, wanted, request)]
    copies += [
        Copy(project, session.training, document, variant, look, session)
        for session in sessions
        for document in wanted
        if document.is_for_session
        for variant in [variants.session_variant(document, session)]
        for look in _looks(document, session.training, request)
    ]
    read = cache(read_file)
    return [job(copy, read) for copy in copies]


def documents_wanted(project: Project, request: Request) -> list[Document]:
    """Return the documents that are asked for, in their order.

    Raises CallError where a document, an edition, a paper or a theme does not exist.
    """
    registry = documents.registry(project)
    charts = [chart for training in project.trainings() for chart in project.charts(training)]
    known = documents.named(registry, charts)
    for name in request.documents:
        choose(name, known, "document")
    for name in request.editions:
        choose(name, EDITIONS, "edition")
    if request.paper:
        choose(request.paper, PAPERS, "paper")
    if request.theme:
        choose(request.theme, project.themes(), "theme")
    asked = {known[name].name for name in request.documents}
    return [registry[name] for name in registry if name in (asked or registry)]


def _of_trainings(
    project: Project, trainings: Iterable[Training], wanted: Iterable[Document], request: Request
) -> Iterator["Copy"]:
    """Yield a copy for each file of a training itself, where the training as a whole is wanted."""
    own = [document for document in wanted if not document.is_for_session]
    for training in trainings:
        if request.trainings and training.name not in request.trainings:
            continue
        sheets = (
            worksheets.all_sheets(_with(training, request), request.seed, request.versions).sheets
            if any(one.is_worksheet or one.head.audience == "facilitator" for one in own)
            else {}
        )
        for document in own:
            for variant in variants.variants(document, training, sheets):
                names = {document.name, variant.name_of(document)}
                if request.documents and names.isdisjoint(request.documents):
                    continue
                for look in _looks(document, training, request):
                    yield Copy(project, training, document, variant, look)


def _with(training: Training, request: Request) -> Training:
    """Return a training that also has the worksheets that are asked for by their names."""
    own = training.worksheets
    added = own.model_copy(update={"add": (*own.add, *request.documents)})
    return dataclasses.replace(training, worksheets=added)


def _looks(document: Document, training: Training, request: Request) -> Iterator[templates.Look]:
    """Yield how a document is to look: once for each edition of it that is asked for."""
    theme, paper = request.theme or training.head.theme, request.paper or training.head.paper
    for edition in document.head.editions:
        if edition in (request.editions or EDITIONS):
            found = dataclasses.replace(EDITIONS[edition], is_preview=request.is_preview)
            yield templates.Look(theme, found, document.paper(paper, found))


@dataclass(frozen=True)
class Copy:
    """What one file is of."""

    project: Project
    training: Training
    document: Document
    variant: Variant
    look: templates.Look
    session: Session | None = None

    @property
    def fallback_fonts(self) -> tuple[str, ...]:
        """Families of system fonts that it may need."""
        return (self.session or self.training).fallback_fonts


def job(copy: Copy, read: Callable[[Path], bytes] | None = None) -> Job:
    """Return what is to be made for a copy; `read` may remember files from one call to the next."""
    read = read or read_file
    project, training, document, look = copy.project, copy.training, copy.document, copy.look
    charts = variants.charts_of(document, training, copy.variant)
    fits = layout_presets.to_try(project, document, charts, look.edition)
    found = templates.stylesheets(project, document, look, fits)
    fonts = own_fonts.font_style(project, training.provider)
    if fonts:
        last = templates.found_style(project, own_fonts.SHEET)
        found = {fit: [*own, last] for fit, own in found.items()}
    sheets = {fit: branded(own, training.provider, fonts) for fit, own in found.items()}
    variant = copy.variant
    if document.head.shows == "brand":  # which is another one in another theme
        seen = shown_brand(next(iter(found.values())), training.provider)
        variant = dataclasses.replace(variant, seen=seen)
    page = templates.page(project, document, training, variant, look)
    base = project.content / training.name
    files = (
        *(sheet for fit in found.values() for sheet in fit),
        *_assets(project),
        *own_fonts.font_files(project, training.provider),
        *page_files.in_sheets(
            (sheet for fit in found.values() for sheet in fit), read, project.layers
        ),
        *page_files.in_page(page.html, base, project.layers),
        *house.system_files(copy.fallback_fonts, page.html),
    )
    texts = [read(sheet).decode(errors="replace") for sheet in next(iter(found.values()))]
    of_provider = [one for one in next(iter(sheets.values())) if isinstance(one, str)]
    return Job(
        path=_path(copy),
        html=page.html,
        base=base,
        fits=fits,
        sheets=sheets,
        fallback_fonts=copy.fallback_fonts,
        edition=look.edition.printed(one_sided=document.head.sides == 1),
        expected=Expected(
            paragraphs=page.paragraphs,
            rows=page.rows,
            anywhere=page.anywhere,
            secrets=page.secrets,
            families=(*declared_families([*texts, fonts]), *copy.fallback_fonts),
            paper=PAPER_SIZES[look.paper],
            right_to_left=templates.direction(training) == "rtl",
            # Each side of a poster or a folder has its own purpose, however much stands on it.
            takes_paper=not (look.edition.fills_in_forms or document.head.paper),
            blank_backs=document.head.blank_backs,
        ),
        fingerprint=manifest.fingerprint(
            [
                page.html,
                canonical([look, [*fits.items()]]),
                fingerprints.tools(),
                *of_provider,
                *map(read, files),
            ]
        ),
        files=files,
    )


def _path(copy: Copy) -> str:
    if copy.session is not None:
        edition = "" if copy.look.edition.name == "print" else f"-{copy.look.edition.name}"
        return (
            f"{copy.training.name}/sessions/{copy.session.name}/{copy.document.name}{edition}.pdf"
        )
    letter = f"-{copy.variant.letter.lower()}" if copy.variant.letter else ""
    file = f"{copy.variant.name_of(copy.document)}{letter}.pdf"
    if copy.document.head.audience == "facilitator":
        return f"{copy.training.name}/facilitator/{file}"
    return f"{copy.training.name}/participants/{copy.look.edition.name}/{file}"


def _assets(project: Project) -> list[Path]:
    """Return what stylesheets may show in addition: the project's own fonts and pictures."""
    found = fingerprints.files_in(project.root / "styles", project.root)
    return sorted(file for file in found if file.is_file() and file.suffix != ".css")


def read_file(path: Path) -> bytes:
    """Return what a file holds. Raises WorldError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = str(error.strerror or error)
        raise WorldError(message("builds.unreadable", path=str(path), reason=reason)) from error
