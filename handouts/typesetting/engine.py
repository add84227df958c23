"""HTML → PDF. The only module that imports WeasyPrint, which takes a third of a second."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from handouts.errors import WorldError
from handouts.fonts import house
from handouts.typesetting import form_fields, page_files
from handouts.typesetting.failures import OwnError, renderer_errors
from handouts.typesetting.print_settings import PrintSettings

try:
    import pydyf
    import weasyprint
    from PIL import ImageFile
    from weasyprint.pdf.fonts import build_fonts_dictionary
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse
except OSError as error:
    raise WorldError(
        f"The libraries that set the type cannot be loaded: {error}. `handouts doctor` says what "
        "to install."
    ) from error

ImageFile.LOAD_TRUNCATED_IMAGES = False
"""Pillow's own value, which WeasyPrint changes when it is imported: half a picture is damaged."""
_FONT_SCHEME = "house-font:"
_MM = 25.4 / 96
"""Millimetres in a CSS pixel."""
_LOGGERS = ("weasyprint", "fontTools")


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Reads the house fonts, and pictures, sheets and fonts of projects; nothing of the network."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__()
        self._roots = [folder.resolve() for folder in folders]
        self._fonts = house.house_files()

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002
        if url.startswith(_FONT_SCHEME):
            path = self._fonts[url.removeprefix(_FONT_SCHEME)]
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/ttf"})
        parts = urlsplit(url)
        path = Path(url2pathname(unquote(parts.path))).resolve()
        if parts.scheme != "file" or not page_files.may_be_shown(path, self._roots):
            raise ValueError(f"{url} is not a file of the project that a document may show")
        return URLFetcherResponse(url, path.read_bytes())


_collected: ContextVar[list[str] | None] = ContextVar("warnings of the renderer", default=None)


class _Collector(logging.Handler):
    """Hands each warning to whoever collects warnings in the same thread, or to nobody."""

    def emit(self, record: logging.LogRecord) -> None:
        messages = _collected.get()
        if messages is not None:
            messages.append(record.getMessage())


for _name in _LOGGERS:
    logging.getLogger(_name).addHandler(_Collector(logging.WARNING))


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Collect the renderer's warnings of this thread."""
    messages: list[str] = []
    token = _collected.set(messages)
    try:
        yield messages
    finally:
        _collected.reset(token)


@contextmanager
def _temporary_files() -> Iterator[None]:
    """Say what it means where the engine cannot write its copies of the fonts."""
    try:
        yield
    except OSError as error:
        raise WorldError(
            f"The engine could not write its temporary files: {error.strerror or error}. Make room "
            "in the temporary folder, or set TMPDIR to another."
        ) from error


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in mm from the page's top left corner."""

    page: int
    """Counted from 0."""
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """A document that has been set, and can be measured before it is written."""

    document: Any
    warnings: tuple[str, ...]
    sections: tuple[int, ...] = ()
    """For each page a number that tells which of several documents it comes from; empty for one."""

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self.document.pages)

    def page_height(self, page: int) -> float:
        """Return the height of a page, counted from 0, in mm."""
        return float(self.document.pages[page].height) * _MM

    def box(self, name: str) -> Box | None:
        """Return the rectangle of the element with this id; None where there is none."""
        for number, page in enumerate(self.document.pages):
            if name in page.anchors:
                left, top, right, bottom = page.anchors[name]
                return Box(
                    number, left * _MM, top * _MM, (right - left) * _MM, (bottom - top) * _MM
                )
        return None


class Setter:
    """Sets documents one after another; fonts and stylesheets are read once for all of them."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._fetcher = _Fetcher(folders)
        with _temporary_files():
            self._fonts = FontConfiguration()
        self._last: tuple[str, Path, Any] | None = None
        self._folders = [folder.resolve() for folder in folders]
        self._sheets: dict[Path | str, _Sheet] = {}

    def lay_out(self, html: str, base: Path, sheets: Sequence[Path | str]) -> Layout:
        """Return the layout of a text whose relative addresses begin at the folder `base`.

        A sheet is a file, or the text of a stylesheet itself. Raises RendererError.
        """
        with _heard() as warnings, renderer_errors(), _temporary_files():
            styles = [self._style(sheet) for sheet in sheets]
            document = self._parsed(html, base).render(
                stylesheets=styles,
                font_config=self._fonts,
                pdf_variant="pdf/ua-1",
                pdf_tags=True,
                pdf_forms=True,
            )
        said = [*(w for sheet in sheets for w in self._sheets[sheet].warnings), *warnings]
        return Layout(document, tuple(dict.fromkeys(said)))

    def _parsed(self, html: str, base: Path) -> Any:
        """Return the tree of a text; the last one is kept, for it is often laid out again."""
        if self._last is None or self._last[:2] != (html, base):
            tree = weasyprint.HTML(
                string=html, base_url=f"{base.as_uri()}/", url_fetcher=self._fetcher
            )
            self._last = html, base, tree
        return self._last[2]

    def _style(self, sheet: Path | str) -> Any:
        """Return a stylesheet, which is read again when one of the files it is made of changed."""
        known = self._sheets.get(sheet)
        if known is None or known.stamps != _stamps(known.stamps):
            known = self._sheets[sheet] = self._read(sheet)
        return known.css

    def _read(self, sheet: Path | str) -> "_Sheet":
        if isinstance(sheet, str):
            return self._parsed_sheet(sheet, None, "its own style", {})
        files = [sheet, *page_files.in_sheets([sheet], Path.read_bytes, self._folders)]
        stamps = _stamps(files)
        text = sheet.read_text("utf-8", errors="replace")
        return self._parsed_sheet(text, sheet.as_uri(), sheet.name, stamps)

    def _parsed_sheet(
        self, text: str, base: str | None, name: str, stamps: Mapping[Path, tuple[int, ...]]
    ) -> "_Sheet":
        with _heard() as warnings:
            css = weasyprint.CSS(
                string=text, base_url=base, font_config=self._fonts, url_fetcher=self._fetcher
            )
        return _Sheet(css, tuple(f"{name}: {warning}" for warning in warnings), stamps)


@dataclass(frozen=True)
class _Sheet:
    """A stylesheet as it was read."""

    css: Any
    warnings: tuple[str, ...]
    stamps: Mapping[Path, tuple[int, ...]]
    """The files that it is made of, as they were."""


def _stamps(files: Iterable[Path]) -> dict[Path, tuple[int, ...]]:
    """Return what tells a changed file from an unchanged one; nothing for one that is gone."""
    stamps: dict[Path, tuple[int, ...]] = {}
    for file in files:
        with suppress(OSError):
            found = file.stat()
            stamps[file] = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return stamps


def write(
    layout: Layout, settings: PrintSettings, *finishers: Callable[[Any], None]
) -> tuple[bytes, tuple[str, ...]]:
    """Return a layout as PDF/UA-1, set up for its reader, and what the engine said about it.

    The finishers may change the objects of the file before it is written. Raises RendererError.
    """
    attached: list[str] = []

    def finish(document: Any, pdf: Any) -> None:
        try:
            attached.extend(_attachments(pdf))
            form_fields.mend(document, pdf, layout.sections)
            _ask_reader(pdf, settings)
            _name_links(document)
            _scope_headers(pdf, layout.sections)
            for change in finishers:
                change(pdf)
        except Exception as error:  # a bug of ours must not look like a failure of the renderer
            raise OwnError(error) from error

    layout.document.fonts = form_fields.PaintedFonts()
    with _heard() as warnings, renderer_errors():
        content = layout.document.write_pdf(
            pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=True, finisher=finish
        )
    return content, (*layout.warnings, *warnings, *attached)


def _attachments(pdf: Any) -> list[str]:
    """Return a warning where files are attached: ISO 32000-1, 7.11.4. No document has any."""
    kinds = (item.get("Type") for item in pdf.objects if isinstance(item, pydyf.Dictionary))
    extra = (item.extra.get("Type") for item in pdf.objects if isinstance(item, pydyf.Stream))
    is_there = "/EmbeddedFile" in {*kinds, *extra} or "/Filespec" in {*kinds}
    return ["a template attaches a file, which no document may do"] if is_there else []


class _PaintedError(Exception):
    """Ends the engine's work where a page has been painted and nothing is to be written."""


def painted(
    layout: Layout, fonts: dict[Any, Any], *, tagged: bool = False
) -> tuple[Any, tuple[str, ...]]:
    """Paint a layout without writing it: return the objects of the file, and what the engine said.

    `fonts` is filled with the engine's fonts; its `values()` says which of them are embedded.
    Raises RendererError.
    """
    objects: list[Any] = []

    def finish(_: Any, pdf: Any) -> None:
        objects.append(pdf)
        raise _PaintedError

    layout.document.fonts = fonts
    variant = "pdf/ua-1" if tagged else None
    with _heard() as warnings, renderer_errors(), suppress(_PaintedError):
        layout.document.write_pdf(pdf_variant=variant, pdf_tags=tagged, finisher=finish)
    return objects[0], (*layout.warnings, *warnings)


def font_objects(fonts: Mapping[str, Any]) -> tuple[dict[str, int], list[Any]]:
    """Return the objects that embed fonts, and by a font's name the number of its dictionary."""
    pdf = pydyf.PDF()
    options = {"hinting": False, "pdf_version": "1.7"}
    names = build_fonts_dictionary(pdf, fonts, compress=True, subset=True, options=options)
    return {name: _number(reference) for name, reference in names.items()}, pdf.objects


def _ask_reader(pdf: Any, settings: PrintSettings) -> None:
    """Set the print dialogue and the window: ISO 32000-1, 12.2, table 150."""
    wishes = pdf.catalog["ViewerPreferences"]
    if settings.one_sided:
        wishes["Duplex"] = "/Simplex"
    elif settings.duplex:
        wishes["Duplex"] = "/DuplexFlipShortEdge" if settings.short_edge else "/DuplexFlipLongEdge"
    if not settings.scaled:
        wishes["PrintScaling"] = "/None"
        wishes["PickTrayByPDFSize"] = "true"
    if settings.copies > 1:
        wishes["NumCopies"] = settings.copies
    if settings.print_only:
        wishes["PrintPageRange"] = pydyf.Array(settings.print_only)
    if settings.opens_bookmarks:
        pdf.catalog["PageMode"] = "/UseOutlines"


def _name_links(document: Any) -> None:
    """Describe each link within the file by its own words, not by the name of its target."""
    for page in document.pages:
        for kind, _, _, box in page.links:
            if kind == "internal" and box.link_annotation:
                words = " ".join("".join(box.element.itertext()).split())
                box.link_annotation["Contents"] = pydyf.String(words)


def _scope_headers(pdf: Any, sections: Sequence[int]) -> None:
    """Say of each header cell what it heads, which the engine leaves out: ISO 32000-1, 14.8.5.7.

    The engine names header cells by their places in their documents. In a file of several, each
    keeps its names apart from those of the others.
    """
    by_number = {item.number: item for item in pdf.objects if isinstance(item, pydyf.Dictionary)}
    if sections:
        pages = dict(zip(pdf.page_references, sections, strict=True))
        for cell in by_number.values():
            if cell.get("S") in ("/TH", "/TD"):
                _name_apart(cell, pages[cell["Pg"]])
    for header in by_number.values():
        if header.get("S") != "/TH" or header.get("Type") != "/StructElem":
            continue
        row = by_number[_number(header["P"])]
        section = by_number[_number(row["P"])]
        header.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
        header["A"]["Scope"] = "/Column" if section.get("S") == "/THead" else "/Row"


def _name_apart(cell: Any, section: int) -> None:
    """Put the number of its section before the name of a header cell, or before those it obeys."""
    if "ID" in cell:
        cell["ID"] = pydyf.String(f"{section}-{cell['ID'].string}")
    obeyed = cell.get("A", {}).get("Headers")
    if obeyed:
        names = [pydyf.String(f"{section}-{name.string}") for name in obeyed]
        cell["A"]["Headers"] = pydyf.Array(names)


def _number(reference: bytes | str) -> int:
    text = reference.decode() if isinstance(reference, bytes) else reference
    return int(text.split()[0])


def pango_version() -> str:
    """Return the version of the Pango library that is loaded."""
    from weasyprint.text.ffi import pango  # noqa: PLC0415

    number = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
