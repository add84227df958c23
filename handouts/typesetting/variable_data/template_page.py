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

_SIDES = 2
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
    """The code stands on the last side."""
    alphabets: Mapping[str, frozenset[int]]
    """For each font of the base page the glyphs that it has."""
    empty: Mapping[str, PixelBox]
    """Places on the face where something is drawn that nobody reads, by the id of their element."""


@dataclass(frozen=True)
class TemplateFields:
    """What a page is to have for each person, by the ids of its elements."""

    fields: Sequence[str]
    """Those that a line may be put into; those that the page does not have are left out."""
    needed: Sequence[str] = ()
    """Those of them that it must have."""
    empty: Sequence[str] = ()
    """Those that something may be drawn into."""
    link_text: str = base_page.LINK_TEXT
    """What is read aloud of the link to the verification."""


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
    layout: render.Layout, asked: TemplateFields, alphabets: Mapping[str, Glyphs], issued: str
) -> PageTemplate:
    """Return the template of a page, or of a page and its back, that has been laid out.

    `issued` is the date inside the file. Raises WorldError where WeasyPrint warns of anything, or
    the page lacks a field that is needed.
    """
    fonts = _WithAlphabets(alphabets)
    objects, warnings = render.rendered(layout, fonts, tagged=True)
    if warnings or layout.page_count > _SIDES:
        if warnings:
            raise WorldError(message("renderer.certificate-warns", warnings="; ".join(warnings)))
        raise WorldError(message("renderer.certificate-pages", pages=layout.page_count))
    boxes = [_boxes(page) for page in layout.document.pages]
    by_name = {adapter.font_name(font): adapter.font_widths(font) for font in fonts.used()}
    marked: dict[str, Field | int] = {}
    sides = []
    for side, page in enumerate(objects_of.pages(objects)):
        parts = objects_of.page_parts(objects, page)
        wanted = {name: box for name, box in boxes[side].items() if name in (*asked.fields, CODE)}
        kept, found = without_placeholders(objects_of.operators(parts.content), wanted, by_name)
        marked |= {
            name: dataclasses.replace(place, side=side) if isinstance(place, Field) else place
            for name, place in found.items()
        }
        sides.append((parts, kept))
    code_mark = marked.pop(CODE, None)
    places = {name: place for name, place in marked.items() if isinstance(place, Field)}
    there = {name for found in boxes for name in found if name in asked.fields}
    if not isinstance(code_mark, int) or CODE not in boxes[-1] or set(places) != there:
        raise WorldError(message("renderer.no-field"))
    if not there >= set(asked.needed):
        raise WorldError(message("renderer.no-field"))
    objects_of.own_texts(objects)
    metadata = layout.document.metadata
    about = metadata.lang, ", ".join(metadata.authors), issued
    made = _base_page(objects, [parts for parts, _ in sides], about)
    contents: list[bytes] = []
    for (parts, kept), marks in zip(sides, (made.marks, made.back_marks or ()), strict=False):
        objects_of.replace_operators(parts.content, as_decoration(kept, marks))
        contents.insert(0, objects_of.deflated_body(parts.content))
    objects_and_contents = (*made.objects, *contents)
    made = dataclasses.replace(made, objects=objects_and_contents, link_text=asked.link_text)
    letters = {
        adapter.font_name(font): frozenset(adapter.font_texts(font)) for font in fonts.values()
    }
    empty = {name: box for name, box in boxes[0].items() if name in asked.empty}
    return PageTemplate(made, places, boxes[-1][CODE], code_mark, letters, empty)


def _boxes(page: Any) -> dict[str, PixelBox]:
    """Return where each element of a page is that has an id."""
    return {name: PixelBox(*map(float, box)) for name, box in adapter.anchors(page).items()}


def _base_page(objects: Any, pages: Sequence[PageParts], about: tuple[str, str, str]) -> BasePage:
    """Return the base page, which lacks its contents, which come last.

    What serves every page is first in it, then what each page needs anew.
    """
    face, last = pages[0], pages[-1]
    bodies, structure = objects_of.bodies(objects), objects_of.page_structure(objects)
    resources = base_page.ObjectBody(face.resources)
    shared = base_page.reachable([*face.fonts.values(), *resources.references], bodies, set())
    outside = {structure.document, *shared}
    outside |= {number for page in pages for number in (page.number, *page.annotations)}
    own = base_page.reachable(structure.top, bodies, outside)
    numbers = base_page.renumbered([*shared, *own], bodies, base_page.RESERVED)
    back = base_page.RESERVED + len(numbers) + len(pages)
    numbers |= {last.number: back, face.number: base_page.PAGE}
    numbers |= {structure.document: base_page.DOCUMENT}
    numbers |= dict.fromkeys(last.annotations, base_page.LINK)
    link = objects_of.link_rectangle(objects, last.annotations, LINK)
    marks = [tuple(numbers.get(n, 0) for n in owners) for owners in structure.owners]
    return BasePage(
        size=face.size,
        language=about[0],
        author=about[1],
        date=about[2],
        objects=tuple(
            base_page.ObjectBody(bodies[n]).numbered(numbers.__getitem__) for n in (*shared, *own)
        ),
        shared=len(shared),
        resources=resources.numbered(numbers.__getitem__),
        fonts={name: numbers[number] for name, number in face.fonts.items()},
        top=tuple(numbers[n] for n in structure.top),
        marks=marks[0],
        back_marks=marks[1] if len(pages) > 1 else None,
        link=link,
        link_parent=numbers[structure.link_owner] if link and structure.link_owner else 0,
    )
