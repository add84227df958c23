"""A certificate's page, set once for a whole session, with the places where personal lines go.

The template shows a sample in each personal field. WeasyPrint sets it, and what it painted of the
samples is taken out again; where each stood, in what size and colour, is what the field is.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handouts.errors import WorldError
from handouts.typesetting import engine
from handouts.typesetting import weasyprint_adapter as adapter
from handouts.typesetting.pydyf_adapter import bodies as bodies_of
from handouts.typesetting.pydyf_adapter import number_of as _number
from handouts.typesetting.pydyf_adapter import operators, pages, referenced
from handouts.typesetting.variable_data import base_page
from handouts.typesetting.variable_data.base_page import BasePage
from handouts.typesetting.variable_data.glyph_runs import Glyphs
from handouts.typesetting.variable_data.placeholders import (
    CODE,
    Box,
    Field,
    as_decoration,
    without_placeholders,
)

LINK = "https://verify.invalid/"
"""The address that a template gives the link to the verification, whatever it will be."""


@dataclass(frozen=True)
class PageTemplate:
    """A page without its personal lines."""

    stock: BasePage
    fields: Mapping[str, Field]
    """By the id of their element."""
    code: Box
    code_mark: int
    alphabets: Mapping[str, frozenset[int]]
    """For each font of the stock the glyphs that it has."""


class _WithAlphabets(adapter.RenderedFonts):
    """Fonts that get more glyphs than the page shows, so that personal lines find them there."""

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


def face(
    layout: engine.Layout, fields: Sequence[str], alphabets: Mapping[str, Glyphs], issued: str
) -> PageTemplate:
    """Return the face of a page that has been set.

    `fields` are the ids of its personal elements, `issued` the date inside the file. Raises
    WorldError where WeasyPrint complains or the page is not one with these fields.
    """
    fonts = _WithAlphabets(alphabets)
    objects, warnings = engine.rendered(layout, fonts, tagged=True)
    if warnings or layout.page_count != 1:
        said = "; ".join(warnings) or f"it takes {layout.page_count} pages"
        raise WorldError(f"The certificate cannot be set: {said}.")
    page = next(pages(objects))
    content = referenced(objects, page["Contents"])
    boxes = {name: _box(layout, name) for name in (*fields, CODE)}
    by_name = {adapter.font_name(font): adapter.font_widths(font) for font in fonts.used()}
    kept, marked = without_placeholders(operators(content), boxes, by_name)
    _shorten_structure(objects)
    bodies = bodies_of(objects)
    metadata = layout.document.metadata
    made = _stock(objects, page, bodies, (metadata.lang, ", ".join(metadata.authors), issued))
    content.stream, content.compress = as_decoration(kept, made.marks), True
    made = dataclasses.replace(made, objects=(*made.objects, content.data))
    found = {
        adapter.font_name(font): frozenset(adapter.font_texts(font)) for font in fonts.values()
    }
    places = {name: place for name, place in marked.items() if isinstance(place, Field)}
    code_mark = marked[CODE]
    if not isinstance(code_mark, int) or set(places) != set(fields):
        raise WorldError("The template of the certificate lacks a personal field.")
    return PageTemplate(made, places, boxes[CODE], code_mark, found)


def _box(layout: engine.Layout, name: str) -> Box:
    anchor = layout.document.pages[0].anchors.get(name)
    if anchor is None:
        raise WorldError(f'The template of the certificate has no element with the id "{name}".')
    return Box(*map(float, anchor))


def _shorten_structure(objects: Any) -> None:
    """Let elements own their text themselves, where WeasyPrint puts a span between the two."""
    root = referenced(objects, objects.catalog["StructTreeRoot"])
    owners = referenced(objects, root["ParentTree"])["Nums"][1]
    for mark, reference in enumerate(owners):
        span = referenced(objects, reference)
        parent = referenced(objects, span["P"])
        if span["S"] == "/Span" and len(span["K"]) == 1 and reference in parent["K"]:
            parent["K"][parent["K"].index(reference)] = mark
            owners[mark] = parent.reference


def _stock(
    objects: Any, page: Any, bodies: Mapping[int, bytes], about: tuple[str, str, str]
) -> BasePage:
    """Return the page as a stock that lacks its content, which comes last.

    What serves every page is first in it, then what each page needs anew.
    """
    resources = referenced(objects, page["Resources"])
    fonts = referenced(objects, resources["Font"])
    others = b" ".join(
        b"/%s %s" % (key.encode(), _value(value))
        for key, value in resources.items()
        if key != "Font"
    )
    root = referenced(objects, objects.catalog["StructTreeRoot"])
    document = _number(root["K"][0])
    annotations = [_number(link) for link in page.get("Annots", [])]
    shared = base_page.reachable(
        [*(_number(r) for r in fonts.values()), *map(int, base_page.Body(others).references)],
        bodies,
        set(),
    )
    top = [_number(element) for element in referenced(objects, root["K"][0])["K"]]
    outside = {page.number, document, *annotations, *shared}
    own = base_page.reachable(top, bodies, outside)
    numbers = base_page.renumbered([*shared, *own], bodies, base_page.RESERVED)
    numbers |= {page.number: base_page.PAGE, document: base_page.DOCUMENT}
    numbers |= dict.fromkeys(annotations, base_page.LINK)
    parents = referenced(objects, root["ParentTree"])["Nums"]
    link = _link(objects, annotations)
    return BasePage(
        size=(float(page["MediaBox"][2]), float(page["MediaBox"][3])),
        language=about[0],
        author=about[1],
        date=about[2],
        objects=tuple(
            base_page.Body(bodies[n]).numbered(numbers.__getitem__) for n in (*shared, *own)
        ),
        shared=len(shared),
        resources=base_page.Body(others).numbered(numbers.__getitem__),
        fonts={name: numbers[_number(reference)] for name, reference in fonts.items()},
        top=tuple(numbers[n] for n in top),
        marks=tuple(numbers.get(_number(reference), 0) for reference in parents[1]),
        link=link,
        link_parent=numbers[_number(parents[3])] if link else 0,
    )


def _value(value: Any) -> bytes:
    return (
        value.data
        if hasattr(value, "data")
        else value
        if isinstance(value, bytes)
        else b"%s" % str(value).encode()
    )


def _link(objects: Any, annotations: Iterable[int]) -> tuple[float, ...]:
    """Return the rectangle of the link to the verification; other links are not kept."""
    for number in annotations:
        annotation = objects.objects[number]
        if LINK.encode() in annotation.data:
            left, top, right, bottom = map(float, annotation["Rect"])
            return (left, min(top, bottom), right, max(top, bottom))
    return ()
