"""Settings: logos and colours, with all that is made of the colours while they are chosen."""

import base64
from pathlib import PurePosixPath

from starlette.routing import Route

from handouts.content.training import TrainingMetadata
from handouts.errors import ContentError, HandoutsError
from handouts.studio import settings_form
from handouts.studio.own_fonts import USES, fonts_of_project
from handouts.studio.routes.settings import section_page
from handouts.studio.web import Answer, Visit, all_reasons, page, reason
from handouts.workflows.brand_preview import brand_preview, first_page_in
from handouts.workflows.edit_details import PROVIDER_FILE, read_details
from handouts.workflows.font_notes import notes_of_family
from handouts.workflows.provider_pictures import Picture, picture_of_provider

_WIDTH = 480
"""Pixels of the picture of a page."""
_LOGOS: tuple[Picture, ...] = ("logo", "logo_small", "logo_on_dark")


@page
def look(visit: Visit) -> Answer:
    """Show logos and colours."""
    found = {which: picture_of_provider(visit.project, which) for which in _LOGOS}
    values = settings_form.of_file(read_details(visit.project, PROVIDER_FILE).values)
    return section_page(
        visit,
        "look",
        logos={which: path.name if path else "" for which, path in found.items()},
        **fonts_of_project(visit.project, values),
    )


@page
def palette(visit: Visit) -> Answer:
    """Show what is made of colours and fonts: `?colour=%230b4f7d&second_colour=`."""
    colour, second = visit.asked("colour"), visit.asked("second_colour")
    try:
        found, notes = brand_preview(visit.project, colour, second, _theme(visit))
    except HandoutsError as error:
        return visit.show("_picture_failure.html", told=reason(error))
    return visit.show(
        "_palette.html",
        found=found,
        notes=notes,
        colour=colour,
        has_page=bool(visit.project.trainings()),
    )


@page
def picture(visit: Visit) -> Answer:
    """Show the first page of the first training in colours and fonts that are not saved."""
    look = {settings_form.place_of(key): visit.asked(key) for key in settings_form.SECTIONS["look"]}
    client = visit.studio.runner.client()
    try:
        made = client.call(first_page_in, visit.project, look, _WIDTH)
    except HandoutsError as error:
        return visit.show("_picture_failure.html", told=all_reasons(error))
    return visit.show("_look_picture.html", picture=base64.b64encode(made).decode())


@page
def letters(visit: Visit) -> Answer:
    """Show what to know of the font that a field has: `?field=fonts.text&fonts.text=Hill`."""
    field = visit.asked("field")
    family = visit.asked(field) if field in USES else ""
    notes = notes_of_family(visit.project, family) if family else ()
    return visit.show("_font_letters.html", notes=notes)


def _theme(visit: Visit) -> str:
    """Return the theme of the first training; that of a new one where it cannot be read."""
    default = TrainingMetadata.model_fields["theme"].default
    for training in visit.project.trainings()[:1]:
        try:
            name = str(PurePosixPath(training, "training.yaml"))
            written = read_details(visit.project, name).values.get("theme")
        except (HandoutsError, ContentError):
            return str(default)
        if isinstance(written, str) and visit.project.theme(written) in visit.project.themes():
            return visit.project.theme(written)
    return str(default)


ROUTES = [
    Route("/settings/look", look),
    Route("/settings/look/palette", palette),
    Route("/settings/look/page", picture),
    Route("/settings/look/letters", letters),
]
