"""One document from HTML to a PDF that has been read back, and from there to a finished file."""

import time
from dataclasses import dataclass
from pathlib import Path

from handouts.builds import manifest
from handouts.builds.floating import Moves, moved, moves
from handouts.builds.plan import Job
from handouts.errors import PreflightError
from handouts.messages import message
from handouts.project.atomic_files import write_whole
from handouts.project.layout import is_private
from handouts.typesetting import preflight
from handouts.typesetting.css_checks import silent_failures
from handouts.typesetting.failures import naming
from handouts.typesetting.render import Layout, Typesetter, write

_FILLED = 0.36
"""How far down a last page should reach, counted with its margin, so as to be worth its sheet."""
_FILLED_WITH_NOTES = 0.26
"""How far down the text should reach where ruled space for notes fills the rest."""
_FILLED_BY_EXERCISES = 0.57
"""How far down exercises should reach on their last page, which may be the only one: with the
margins counted, four tenths of the text's own space are empty then."""
_UNEVEN = "-uneven"
"""At the end of a fit's name: the rows of the same poster have heights of their own. That saves the
page that the poster began, and none of what stands behind it."""


@dataclass(frozen=True)
class TypesetDocument:
    """One document as a PDF, and what is known of it."""

    content: bytes
    pages: int
    fit: str
    """The fit that was chosen."""
    faults: tuple[str, ...]
    """Why it is not fit to be handed over, each a sentence; empty where it is."""
    moves: Moves = ()
    """The charts that were moved so as not to be divided."""


@dataclass(frozen=True)
class Fitted:
    """A document that was laid out with one of its fits."""

    fit: str
    layout: Layout
    moves: Moves
    """The charts that were moved so as not to be divided."""


def typeset(job: Job, typesetter: Typesetter) -> TypesetDocument:
    """Return the PDF of a job; nothing is written. Raises RendererError."""
    found = fitted(job, typesetter)
    content, warnings = write(found.layout, job.edition.printing)
    faults = [*passed_over(job, found.fit), *map(as_fault, warnings)]
    faults = faults or [*preflight.preflight(content, job.expected)]
    return TypesetDocument(content, found.layout.page_count, found.fit, tuple(faults), found.moves)


def make_file(job: Job, typesetter: Typesetter, build: Path) -> manifest.Record:
    """Make one file in the build folder and return what is known of it.

    Raises PreflightError where it came out unfit, and WorldError where it cannot be made or
    written. In both cases an earlier file stays as it was.
    """
    began = time.perf_counter()
    place = build / job.path
    with naming(place):
        made = typeset(job, typesetter)
    if made.faults:
        raise PreflightError(place, made.faults)
    write_whole(place, made.content, inside=build.parent, private=is_private(job.path))
    return manifest.Record(
        fingerprint=job.fingerprint,
        sha256=manifest.digest(made.content),
        pages=made.pages,
        size=len(made.content),
        seconds=round(time.perf_counter() - began, 3),
        fit=made.fit,
    )


def fitted(job: Job, typesetter: Typesetter, *more: str) -> Fitted:
    """Return the first fit that suits, laid out; the last one where none does.

    None suits that takes more pages than the first. `more` are texts of stylesheets that come last.
    """
    fallback = ", ".join(f'"{family}"' for family in job.fallback_fonts)
    own = [f":root {{ --fallback: {fallback} }}"] if fallback else []
    own += more
    too_long, pages = False, 0
    too_roomy: list[str] = []
    far_too_long: list[str] = []
    for fit, limit in job.fits.items():
        if (
            (too_long and limit)
            or any(_is_roomier(fit, other) for other in too_roomy)
            or fit.removesuffix(_UNEVEN) in far_too_long
        ):
            continue
        sheets = [*job.sheets[fit], *own]
        layout = typesetter.lay_out(job.html, job.base, sheets)
        if charts := moves(job.html, layout):
            layout = typesetter.lay_out(moved(job.html, charts), job.base, sheets)
        pages = pages or layout.page_count
        most = min(limit or pages, pages)
        if suits(layout, most):
            break
        if layout.page_count > most:
            too_roomy.append(fit)
        if layout.page_count > most + 1:
            far_too_long.append(fit)
        # Smaller type saves half at the most, so that further tries would be for nothing.
        too_long = too_long or (limit > 0 and layout.page_count > 2 * limit)
    return Fitted(fit, layout, charts)


def _is_roomier(fit: str, than: str) -> bool:
    """Whether a fit takes more space than another: its name is the same, its number is higher."""
    (name, _, number), (other, _, lower) = fit.rpartition("-"), than.rpartition("-")
    return name == other and number.isdecimal() and lower.isdecimal() and int(number) > int(lower)


def passed_over(job: Job, fit: str, *more: str) -> tuple[str, ...]:
    """Return what WeasyPrint passes over in silence, each as a sentence; `more` as above."""
    texts = [
        sheet if isinstance(sheet, str) else sheet.read_text("utf-8", errors="replace")
        for sheet in job.sheets[fit]
    ]
    return silent_failures([*texts, *more], job.fallback_fonts)


def as_fault(warning: str) -> str:
    """Return a warning of WeasyPrint as a reason why a file is not fit to be handed over."""
    return str(message("renderer.warns", warning=warning))


def suits(layout: Layout, limit: int) -> bool:
    """Whether a layout keeps to its pages and does not end on a nearly empty one."""
    if limit and layout.page_count > limit:
        return False
    end, notes = layout.box("end"), layout.box("notes")
    exercises = layout.box("exercises-end")
    if exercises is not None and notes is not None:
        return notes.page == exercises.page
    if exercises is not None:
        return exercises.top > layout.page_height(exercises.page) * _FILLED_BY_EXERCISES
    if end is None:
        return True
    if notes is not None and notes.page != end.page:
        return False
    wanted = _FILLED if notes is None else _FILLED_WITH_NOTES
    return end.page == 0 or end.top > layout.page_height(end.page) * wanted
