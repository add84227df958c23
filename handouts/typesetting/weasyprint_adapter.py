"""Every touch of WeasyPrint that its documentation does not promise to keep.

Each is a small function or class. A test of the same name checks each of them on a tiny document,
so that an upgrade of WeasyPrint shows which one it changed. WeasyPrint is imported here and in
`render.py` alone, for it takes a third of a second.
"""

import copy
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handouts.errors import WorldError
from handouts.messages import message
from handouts.typesetting.glyph_letters import own_texts

try:
    import pydyf
    from PIL import ImageFile
    from weasyprint.images import RasterImage
    from weasyprint.pdf import fonts as pdf_fonts
    from weasyprint.text.ffi import pango
except OSError as error:
    raise WorldError(message("renderer.no-libraries", error=str(error))) from error

ImageFile.LOAD_TRUNCATED_IMAGES = False
"""Pillow's own value, which WeasyPrint changes when it is imported: half a picture is damaged."""


class _OpenArrays:
    """Stands for the `ffi` of WeasyPrint's fonts, and leaves the length of an array to its content.

    WeasyPrint writes the length into the type. Each length is then read as a declaration in C,
    which takes 7 ms, the time of a small font's subset.
    """

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)

    def new(self, declaration: str, *content: Any) -> Any:
        """Make an array, or anything else."""
        open_one = _LENGTH.sub("[]", declaration) if content else declaration
        return self._ffi.new(open_one, *content)


_LENGTH = re.compile(r"\[\d+\]$")
pdf_fonts.ffi = _OpenArrays(pdf_fonts.ffi)


class RenderedFonts(dict[Any, Any]):
    """Takes the place of a document's `fonts`, and embeds only those that render something.

    WeasyPrint embeds the whole of a font that a form field names, some 300 KB, because anything
    might be typed. Fields have a small font of their own here. WeasyPrint asks for `values()` when
    it embeds fonts.
    """

    def values(self) -> Collection[Any]:  # type: ignore[override]
        """Return the fonts to embed, each with the glyphs that are rendered and no more."""
        found = self.used()
        for font in found:
            font.used_in_forms = False
            complete_texts(font)
        return [font for font in found if font.to_unicode]

    def used(self) -> list[Any]:
        """Return all fonts, whether they are embedded or not."""
        return list(super().values())


class KeptPictures(dict[str, Any]):
    """Takes the place of the `cache` of a layout, and keeps its pictures for the next ones.

    WeasyPrint would make the objects of a picture anew for each file, which takes long where it is
    a large PNG. Drawings are not kept: they belong to a layout.
    """

    _MOST = 256 << 20
    """Bytes, after which all are forgotten."""

    def __setitem__(self, key: str, value: Any) -> None:
        if isinstance(value, RasterImage):
            value.get_x_object = _remembering(value.get_x_object)
        if isinstance(value, RasterImage | bytes):
            super().__setitem__(key, value)

    def forget_many(self) -> None:
        """Forget all where they have become too many. Not while anything is typeset."""
        if sum(len(value) for value in self.values() if isinstance(value, bytes)) > self._MOST:
            self.clear()


def _remembering(make: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes a picture's object once, and copies of it, for files change what is theirs.

    A mask is an object of its own, whose place in the file is put in its stead.
    """
    made: dict[tuple[Any, ...], Any] = {}

    def copied(stream: Any) -> Any:
        extra = dict(stream.extra)
        if "SMask" in extra:
            extra["SMask"] = copied(extra["SMask"])
        return pydyf.Stream(list(stream.stream), extra)

    def x_object(*arguments: Any) -> Any:
        if arguments not in made:
            made[arguments] = make(*arguments)
        return copied(made[arguments])

    return x_object


class UnembeddedFonts(RenderedFonts):
    """Takes the place of a document's `fonts` where nothing is to be written."""

    def values(self) -> Collection[Any]:  # type: ignore[override]
        """Return no font, so that none is made ready for a file."""
        return []


def replace_fonts(document: Any, fonts: RenderedFonts) -> None:
    """Let a document fill `fonts`, which it does when it is rendered as a PDF."""
    document.fonts = fonts


def font_name(font: Any) -> str:
    """Return the name that content streams call a font by, the same in every document."""
    return str(font.hash)


def font_widths(font: Any) -> dict[int, int]:
    """Return the widths of a font's used glyphs, in thousandths of an em."""
    return font.widths  # type: ignore[no-any-return]


def font_texts(font: Any) -> dict[int, str]:
    """Return the letters that each used glyph of a font stands for."""
    return font.to_unicode  # type: ignore[no-any-return]


def complete_texts(font: Any) -> None:
    """Give each used glyph of a font its own letters.

    Where a cluster has several glyphs, WeasyPrint gives all its letters to one of them.
    """
    font.to_unicode = own_texts(font.to_unicode, font.file_content, font.index)


def add_glyphs(font: Any, widths: Mapping[int, int], texts: Mapping[int, str]) -> None:
    """Count glyphs as used, so that they are embedded; letters that are known stay."""
    font.widths.update(widths)
    font.to_unicode.update({**texts, **font.to_unicode})


def reduced_font(font: Any, glyphs: Collection[int], tag: str) -> Any:
    """Return a copy of a font with these glyphs only; six capitals tag it as a subset."""
    own = copy.copy(font)
    own.widths = {glyph: font.widths[glyph] for glyph in sorted(glyphs)}
    own.to_unicode = {glyph: font.to_unicode[glyph] for glyph in sorted(glyphs)}
    own.name = b"/%s+%s" % (tag.encode(), font.name.partition(b"+")[2])
    return own


def font_objects(used: Mapping[str, Any]) -> tuple[dict[str, bytes], Any]:
    """Return a PDF with the objects that embed fonts, and by name the reference to each font."""
    pdf = pydyf.PDF()
    options = {"hinting": False, "pdf_version": "1.7"}
    names = pdf_fonts.build_fonts_dictionary(pdf, used, compress=True, subset=True, options=options)
    return dict(names), pdf


class _RenderedError(Exception):
    """Ends WeasyPrint's work where a page has been rendered and nothing is to be written."""


def rendered_objects(document: Any, *, tagged: bool) -> Any:
    """Return the objects of a document's PDF without writing it.

    WeasyPrint calls the finisher when all objects are there and none is written, and lets an
    exception of it pass.
    """
    objects: list[Any] = []

    def finish(_: Any, pdf: Any) -> None:
        objects.append(pdf)
        raise _RenderedError

    try:
        variant = "pdf/ua-1" if tagged else None
        document.write_pdf(pdf_variant=variant, pdf_tags=tagged, finisher=finish)
    except _RenderedError:
        return objects[0]
    raise AssertionError("WeasyPrint has called no finisher")


Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom in CSS pixels, from the page's top left corner."""


def anchors(page: Any) -> Mapping[str, Rectangle]:
    """Return the rectangle of each element of a page that has an id.

    WeasyPrint's documentation promises one point of each.
    """
    return page.anchors  # type: ignore[no-any-return]


def internal_targets(page: Any) -> set[str]:
    """Return the ids that links of a page lead to."""
    return {link[1] for link in page.links if link[0] == "internal"}


def page_with_prefix(page: Any, prefix: str, targets: Collection[str]) -> Any:
    """Return a page whose links within the document, and their targets, have a prefix.

    Ids that are not among `targets` are left out. A page may be copied, and given other lists:
    WeasyPrint reads them when it writes the file.
    """
    page = copy.copy(page)
    page.links = [
        (kind, prefix + target if kind == "internal" else target, *rest)
        for kind, target, *rest in page.links
    ]
    page.anchors = {prefix + name: box for name, box in page.anchors.items() if name in targets}
    return page


def page_with_bookmark(page: Any, name: str, label: str) -> Any:
    """Return a page with a bookmark for the whole of it, and with an id to lead to.

    It takes the place of bookmarks of its first level; those of deeper ones stay below it.
    """
    page = copy.copy(page)
    page.anchors = {name: (0, 0, page.width, page.height), **page.anchors}
    below = [mark for mark in page.bookmarks if mark[0] > 1]
    page.bookmarks = [(1, label, (0, 0), "open"), *below]
    return page


def joined_document(document: Any, pages: list[Any], title: str) -> Any:
    """Return a document of these pages, of whichever documents, with the fonts of all of them.

    Its metadata are those of `document`, but for the title; the two share none.
    """
    joined = document.copy(pages)
    joined.metadata = copy.copy(joined.metadata)
    joined.metadata.title = joined.metadata.description = title
    return joined


@dataclass(frozen=True)
class FormInput:
    """An input of a rendered page, with the widget that WeasyPrint made of it."""

    widget: Any
    element: Any
    font_size: float
    """CSS pixels."""
    is_right_to_left: bool


def form_inputs(page: Any) -> Iterator[FormInput]:
    """Yield the inputs of a page: its `forms` has by form the box and the rectangle of each."""
    for inputs in page.forms.values():
        for box, _ in inputs:
            yield FormInput(
                box.widget_annotation,
                box.element,
                float(box.style["font_size"]),
                box.style["direction"] == "rtl",
            )


def internal_links(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each link within a document as its annotation and its element."""
    for page in document.pages:
        for kind, _, _, box in page.links:
            if kind == "internal" and box.link_annotation:
                yield box.link_annotation, box.element


def pango_version() -> str:
    """Return the version of the Pango library that is loaded."""
    number = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
