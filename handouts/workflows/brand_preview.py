"""What a provider's pages would be with other colours, before these are saved."""

from collections.abc import Mapping

from handouts.branding.colours import read_colour
from handouts.branding.notes import brand_notes
from handouts.content.provider import Provider
from handouts.content.yaml_tree import Location
from handouts.documents.brand import shown_brand
from handouts.documents.brand_sheet import BrandContext
from handouts.documents.templates import found_style
from handouts.errors import CallError
from handouts.messages import Message
from handouts.project.layout import ARTICLE_FILE, Project
from handouts.workflows.edit_details import PROVIDER_FILE, with_values
from handouts.workflows.edit_files import read_file
from handouts.workflows.first_page import first_page
from handouts.workflows.preview_job import PreviewOptions


def brand_preview(
    project: Project, colour: str, second: str, theme: str
) -> tuple[BrandContext, tuple[Message, ...]]:
    """Return what becomes of colours as they are written in pages of a theme, and what to know.

    Raises CallError for what is no colour.
    """
    first, other = (_read(one) for one in (colour, second))
    sheets = [found_style(project, name) for name in ("base.css", f"themes/{theme}.css")]
    provider = Provider(name="-", colour=first, second_colour=other if first else "")
    return shown_brand(sheets, provider), brand_notes(first, provider.second_colour)


def first_page_in(project: Project, look: Mapping[Location, str], width_px: int) -> bytes:
    """Return the first page of the first training with a look that is not saved, as a JPEG.

    `look` has colours as they are written, and other values of the provider, by their places.
    Raises CallError where there is no training, ContentError where texts have problems, and
    WorldError.
    """
    training = project.select(())[0]
    has_article = (project.content / training / ARTICLE_FILE).is_file()
    text = read_file(project, PROVIDER_FILE).text
    changes = dict(look)
    for place in (("colour",), ("second_colour",)):
        changes[place] = _read(look.get(place, ""))
    texts = {PROVIDER_FILE: with_values(PROVIDER_FILE, text, changes).encode()}
    document = "handout" if has_article else "chart"
    return first_page(project, PreviewOptions(training, document, texts=texts), width_px)


def _read(written: str) -> str:
    found = read_colour(written) if written.strip() else ""
    if isinstance(found, Message):
        raise CallError(found)
    return found
