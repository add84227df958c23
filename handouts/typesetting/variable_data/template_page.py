"""A certificate's page, typeset once for a whole session, with places for the lines of a person.

The template has a placeholder in each field of a person. WeasyPrint typesets it, and the operators
of placeholders are taken out again; where each stood, in what size and colour, is what the field
is.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handouts.errors import WorldError
from handouts.messages import message
from handouts.typesetting import pydyf_adapter as objects_of
from handouts.typesetting import render
from handouts.typesetting import weasyprint_adapter as adapter
from handouts.typesetting.pydyf_adapter import PageParts
from handouts.typesetting.variable_data import base_page
from handouts.typesetting.variable_data.base_page import BasePage
from handouts.typesetting.variable_data.glyph_runs import Glyphs
from handouts.typesetting.variable_data.placeholders import (
    CODE,
    Field,
    PixelBox,
    as_decoration,
    without_placeholders,
)

LINK = "https://verify.invalid/"
"""The address that a template gives the link to the verification, whatever it will be."""


@dataclass(frozen=True)
class PageTemplate:
    """A page without the lines of a person."""

    base_page: BasePage
    fields: Mapping[str, Field]
    """By the id of their element."""
    code: PixelBox
    code_mark: int
    alphabets: Mapping[str, frozenset[int]]
    """For each font of the base page the glyphs that it has."""


class _WithAlphabets(adapter.RenderedFonts):
    """Fonts that get more glyphs than the page shows, so that a person's lines find them there."""

    def __init__(self, alphabets: Mapping[str, Glyphs]) -> None:
        super().__init__()
        self._alphabets = alphabets

    def values(self) -> Any:
        """Return the fonts to embed, with their alphabets."""
        found = super().values()
        for font in found:
            more = self._alphabets.get(adapter.font_name(font))
            if more:
                adapter.add_glyphs(font, more.widths, more.text)
        return found


def page_template(
    layout: render.Layout, fields: Sequence[str], alphabets: Mapping[str, Glyphs], issued: str
) -> PageTemplate:
    """Return the template of a page that has been laid out.

    `fields` are the ids of its placeholders, `issued` the date inside the file. Raises
    WorldError where WeasyPrint warns of anything or the page is not one with these fields.
    """
    fonts = _WithAlphabets(alphabets)
    objects, warnings = render.rendered(layout, fonts, tagged=True)
    if warnings or layout.page_count != 1:
        if warnings:
            raise WorldError(message("renderer.certificate-warns", warnings="; ".join(warnings)))
        raise WorldError(message("renderer.certificate-pages", pages=layout.page_count))
    parts = objects_of.page_parts(objects, next(objects_of.pages(objects)))
    boxes = {name: _box(layout, name) for name in (*fields, CODE)}
    by_name = {adapter.font_name(font): adapter.font_widths(font) for font in fonts.used()}
    kept, marked = without_placeholders(objects_of.operators(parts.content), boxes, by_name)
    objects_of.own_texts(objects)
    metadata = layout.document.metadata
    made = _base_page(objects, parts, (metadata.lang, ", ".join(metadata.authors), issued))
    objects_of.replace_operators(parts.content, as_decoration(kept, made.marks))
    content = objects_of.deflated_body(parts.content)
    made = dataclasses.replace(made, objects=(*made.objects, content))
    found = {
        adapter.font_name(font): frozenset(adapter.font_texts(font)) for font in fonts.values()
    }
    places = {name: place for name, place in marked.items() if isinstance(place, Field)}
    code_mark = marked[CODE]
    if not isinstance(code_mark, int) or set(places) != set(fields):
        raise WorldError(message("renderer.no-field"))
    return PageTemplate(made, places, boxes[CODE], code_mark, found)


def _box(layout: render.Layout, name: str) -> PixelBox:
    anchor = adapter.anchors(layout.document.pages[0]).get(name)
    if anchor is None:
        raise WorldError(message("renderer.no-element", id=name))
    return PixelBox(*map(float, anchor))


def _base_page(objects: Any, page: PageParts, about: tuple[str, str, str]) -> BasePage:
    """Return the base page, which lacks its content, which comes last.

    What serves every page is first in it, then what each page needs anew.
    """
    bodies, structure = objects_of.bodies(objects), objects_of.page_structure(objects)
    resources = base_page.ObjectBody(page.resources)
    shared = base_page.reachable([*page.fonts.values(), *resources.references], bodies, set())
    outside = {page.number, structure.document, *page.annotations, *shared}
    own = base_page.reachable(structure.top, bodies, outside)
    numbers = base_page.renumbered([*shared, *own], bodies, base_page.RESERVED)
    numbers |= {page.number: base_page.PAGE, structure.document: base_page.DOCUMENT}
    numbers |= dict.fromkeys(page.annotations, base_page.LINK)
    link = objects_of.link_rectangle(objects, page.annotations, LINK)
    return BasePage(
        size=page.size,
        language=about[0],
        author=about[1],
        date=about[2],
        objects=tuple(
            base_page.ObjectBody(bodies[n]).numbered(numbers.__getitem__) for n in (*shared, *own)
        ),
        shared=len(shared),
        resources=resources.numbered(numbers.__getitem__),
        fonts={name: numbers[number] for name, number in page.fonts.items()},
        top=tuple(numbers[n] for n in structure.top),
        marks=tuple(numbers.get(n, 0) for n in structure.owners),
        link=link,
        link_parent=numbers[structure.link_owner] if link and structure.link_owner else 0,
    )
