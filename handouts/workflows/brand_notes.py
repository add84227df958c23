"""What to know of a provider's look: what its colours become, and whether its logo is seen."""

from collections.abc import Iterable, Iterator

from handouts.branding.colours import contrast
from handouts.branding.notes import brand_notes
from handouts.certificates.headline import script_problem
from handouts.content.images import picture_path
from handouts.content.problem_lines import opened
from handouts.content.provider import Provider
from handouts.content.training import Training
from handouts.content.yaml_tree import value_at
from handouts.messages import Message, message, texts
from handouts.project.layout import TRAINING_FILE, Project

_SEEN = 1.3
"""Contrast with white of the darkest fiftieth of a logo, below which it is hardly seen on paper."""
_SIDE = 64
"""Pixels to which a logo is made smaller to be looked at."""


def look_notes(project: Project, provider: Provider) -> tuple[str, ...]:
    """Return a sentence for each thing worth knowing; none for a provider without a look."""
    notes = [*brand_notes(provider.colour, provider.second_colour), *_of_logo(project, provider)]
    return tuple(f"content/provider.yaml: {note}." for note in notes)


def headline_notes(trainings: Iterable[Training]) -> Iterator[str]:
    """Yield a sentence for each training whose certificates lack a headline in the hand wanted."""
    for training in trainings:
        found = script_problem(training)
        if found:
            yield f"content/provider.yaml: {texts().text(found)}"


def theme_notes(project: Project, trainings: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each training whose theme is written by a name that it had."""
    for training in trainings:
        path = f"content/{training}/{TRAINING_FILE}"
        written = value_at(opened(project, path).tree.value, ("theme",))
        if isinstance(written, str) and project.theme(written) != written:
            new = project.theme(written)
            yield f"{message('branding.renamed-theme', file=path, name=written, new=new)}."


def _of_logo(project: Project, provider: Provider) -> Iterator[Message]:
    if provider.logo and not _is_seen(project, provider.logo):
        yield message("branding.logo-unseen", name=provider.logo)


def _is_seen(project: Project, logo: str) -> bool:
    """Whether a logo without faults stands out from paper; a drawing is taken to."""
    path = picture_path(project.content, logo)
    if path.suffix.lower() == ".svg":
        return True
    from PIL import Image  # noqa: PLC0415 - most providers have no picture

    with Image.open(path) as picture:
        picture.thumbnail((_SIDE, _SIDE))
        shown = picture.convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    paper.alpha_composite(shown)
    greys = sorted(paper.convert("L").tobytes())
    darkest = greys[len(greys) // 50]
    return contrast(f"#{darkest:02x}{darkest:02x}{darkest:02x}") >= _SEEN
