"""HTML → PDF, by WeasyPrint. What of it is not documented is in `weasyprint_adapter.py`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

# First, for it reports where the libraries that WeasyPrint needs cannot be loaded.
from handouts.typesetting import weasyprint_adapter as adapter

# isort: split
import pydyf
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from handouts.errors import WorldError
from handouts.fonts import house, theme_fonts
from handouts.messages import message
from handouts.typesetting import form_fields, page_files, structure
from handouts.typesetting import pydyf_adapter as objects_of
from handouts.typesetting.failures import OwnError, renderer_errors
from handouts.typesetting.print_settings import PrintSettings
from handouts.typesetting.renderer_log import collected_warnings

_MM = 25.4 / 96
"""Millimetres in a CSS pixel."""


_Version = tuple[int, ...] | None


def _version(path: Path) -> _Version:
    """Return what differs after a file was changed; None where there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _cut_out(content: bytes, fragment: str) -> bytes:
    """Return one face of a variable font, where a fragment such as `wght=600` asks for it."""
    axis, _, place = fragment.partition("=")
    return theme_fonts.cut_out(content, [(axis, float(place))]) if axis == "wght" else content


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Reads the house fonts, and pictures, sheets and fonts of projects; nothing of the network."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__()
        self._roots = [folder.resolve() for folder in folders]
        self._fonts = house.house_files()
        self.read: dict[Path, _Version] = {}
        """The files of the project that were read, each as it was before."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002
        if url.startswith(theme_fonts.SCHEME):
            font = self._face(url.removeprefix(theme_fonts.SCHEME))
            return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
        parts = urlsplit(url)
        path = Path(url2pathname(unquote(parts.path))).resolve()
        if parts.scheme != "file" or not page_files.may_be_shown(path, self._roots):
            raise ValueError(f"{url} is not a file of the project that a document may show")
        self.read.setdefault(path, _version(path))
        return URLFetcherResponse(url, _cut_out(path.read_bytes(), parts.fragment))

    def _face(self, name: str) -> bytes:
        if name in theme_fonts.FACES:
            return theme_fonts.content(name)
        return self._fonts[name].read_bytes()


@contextmanager
def _temporary_files() -> Iterator[None]:
    """Report what it means where WeasyPrint cannot write its copies of the fonts."""
    try:
        yield
    except OSError as error:
        raise WorldError(
            message("renderer.no-temporary-files", why=error.strerror or str(error))
        ) from error


@dataclass(frozen=True)
class PageBox:
    """A rectangle on a page, in mm from the page's top left corner."""

    page: int
    """Counted from 0."""
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """A document that has been laid out, and can be measured before it is written."""

    document: Any
    warnings: tuple[str, ...]
    sections: tuple[int, ...] = ()
    """For each page a number for the one of several documents that it comes from; empty for one."""

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self.document.pages)

    def page_height(self, page: int) -> float:
        """Return the height of a page, counted from 0, in mm."""
        return float(self.document.pages[page].height) * _MM

    def page_width(self, page: int) -> float:
        """Return the width of a page, counted from 0, in mm."""
        return float(self.document.pages[page].width) * _MM

    def part(self, pages: Sequence[int]) -> "Layout":
        """Return the layout of these pages alone, counted from 0."""
        chosen = [self.document.pages[page] for page in pages]
        return Layout(self.document.copy(chosen), self.warnings)

    def rectangles(self, page: int) -> dict[str, tuple[float, float, float, float]]:
        """Return for each element of a page that has an id its left, top, right and bottom.

        All are fractions of the page's width and height; `page` counts from 0. Of what is divided
        between pages it is the part on this one.
        """
        shown = self.document.pages[page]
        width, height = float(shown.width), float(shown.height)
        return {
            name: (left / width, top / height, right / width, bottom / height)
            for name, (left, top, right, bottom) in adapter.anchors(shown).items()
        }

    def box(self, name: str) -> PageBox | None:
        """Return the rectangle of the element with this id; None where there is none."""
        for number, page in enumerate(self.document.pages):
            if found := adapter.anchors(page).get(name):
                left, top, right, bottom = found
                return PageBox(
                    number, left * _MM, top * _MM, (right - left) * _MM, (bottom - top) * _MM
                )
        return None


class Typesetter:
    """Typesets documents one after another, in one thread.

    Fonts and stylesheets are read once for all of them, and anew once a file of theirs changed.
    """

    def __init__(self, folders: Sequence[Path], *, keeps_pictures: bool = False) -> None:
        """With `keeps_pictures` they are read once, too, which takes memory."""
        self._fetcher = _Fetcher(folders)
        self._pictures = adapter.KeptPictures() if keeps_pictures else None
        self._last: tuple[str, Path, Any] | None = None
        self.readings = 0
        """How often fonts and stylesheets were read."""
        with _temporary_files():
            self._forget_sheets()

    def _forget_sheets(self) -> None:
        """Begin without stylesheets and the fonts that they bring, which live as long as they."""
        self.readings += 1
        self._fonts = FontConfiguration()
        self._sheets: dict[Path | str, Any] = {}
        self._warnings: dict[Path | str, tuple[str, ...]] = {}
        self._fetcher.read.clear()
        if self._pictures is not None:
            self._pictures.clear()

    def lay_out(self, html: str, base: Path, sheets: Sequence[Path | str]) -> Layout:
        """Return the layout of a text whose relative addresses begin at the folder `base`.

        A sheet is a file, or the text of a stylesheet itself. Raises RendererError.
        """
        with collected_warnings() as warnings, renderer_errors(), _temporary_files():
            if any(_version(path) != then for path, then in self._fetcher.read.items()):
                self._forget_sheets()
            if self._pictures is not None:
                self._pictures.forget_many()
            styles = [self._style(sheet) for sheet in sheets]
            document = self._parsed(html, base).render(
                stylesheets=styles,
                font_config=self._fonts,
                pdf_variant="pdf/ua-1",
                pdf_tags=True,
                pdf_forms=True,
                cache=self._pictures,
            )
        found = [*(w for sheet in sheets for w in self._warnings[sheet]), *warnings]
        return Layout(document, tuple(dict.fromkeys(found)))

    def _parsed(self, html: str, base: Path) -> Any:
        """Return the tree of a text; the last one is kept, for it is often laid out again."""
        if self._last is None or self._last[:2] != (html, base):
            tree = weasyprint.HTML(
                string=html, base_url=f"{base.as_uri()}/", url_fetcher=self._fetcher
            )
            self._last = html, base, tree
        return self._last[2]

    def _style(self, sheet: Path | str) -> Any:
        if sheet not in self._sheets:
            if isinstance(sheet, Path):
                self._fetcher.read.setdefault(sheet, _version(sheet))
            text = sheet.read_text("utf-8", errors="replace") if isinstance(sheet, Path) else sheet
            base = sheet.as_uri() if isinstance(sheet, Path) else None
            with collected_warnings() as warnings:
                self._sheets[sheet] = weasyprint.CSS(
                    string=text,
                    base_url=base,
                    font_config=self._fonts,
                    url_fetcher=self._fetcher,
                )
            name = sheet.name if isinstance(sheet, Path) else "its own style"
            self._warnings[sheet] = tuple(f"{name}: {warning}" for warning in warnings)
        return self._sheets[sheet]


def write(
    layout: Layout, settings: PrintSettings, *finishers: Callable[[Any], None]
) -> tuple[bytes, tuple[str, ...]]:
    """Return a layout as PDF/UA-1, set up for its reader, and what WeasyPrint warned of.

    The finishers may change the objects of the file before it is written. Raises RendererError.
    """
    attached: list[str] = []

    def finish(document: Any, pdf: Any) -> None:
        try:
            if objects_of.attached_files(pdf):
                attached.append(str(message("preflight.attaches")))
            form_fields.complete(document, pdf, layout.sections)
            _ask_reader(pdf, settings)
            _name_links(document)
            objects_of.scope_headers(pdf, layout.sections)
            structure.join_doubled(pdf)
            for change in finishers:
                change(pdf)
        except Exception as error:  # a bug of ours must not look like a failure of the renderer
            raise OwnError(error) from error

    adapter.replace_fonts(layout.document, adapter.RenderedFonts())
    with collected_warnings() as warnings, renderer_errors():
        content = layout.document.write_pdf(
            pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=True, finisher=finish
        )
    return content, (*layout.warnings, *warnings, *attached)


def write_for_pictures(layout: Layout) -> tuple[bytes, tuple[str, ...]]:
    """Return a layout as a PDF that nobody reads but who draws its pages, and a digest of each.

    It has no tags, and nothing in it is deflated. Pages with the same digest look alike, as far as
    their fonts have not changed. Raises RendererError.
    """
    digests: list[str] = []

    def finish(document: Any, pdf: Any) -> None:
        try:
            form_fields.complete(document, pdf)
            digests.extend(objects_of.page_digests(pdf))
        except Exception as error:  # a bug of ours must not look like a failure of the renderer
            raise OwnError(error) from error

    adapter.replace_fonts(layout.document, adapter.RenderedFonts())
    with collected_warnings(), renderer_errors():
        content = layout.document.write_pdf(uncompressed_pdf=True, finisher=finish)
    return content, tuple(digests)


def rendered(
    layout: Layout, fonts: adapter.RenderedFonts, *, tagged: bool = False
) -> tuple[Any, tuple[str, ...]]:
    """Render a layout without writing it: return the objects of the file, and the warnings.

    `fonts` is filled with WeasyPrint's fonts. Raises RendererError.
    """
    adapter.replace_fonts(layout.document, fonts)
    with collected_warnings() as warnings, renderer_errors():
        objects = adapter.rendered_objects(layout.document, tagged=tagged)
    return objects, (*layout.warnings, *warnings)


def _ask_reader(pdf: Any, settings: PrintSettings) -> None:
    """Set the print dialogue and the window: ISO 32000-1, 12.2, table 150."""
    preferences = objects_of.viewer_preferences(pdf)
    if settings.one_sided:
        preferences["Duplex"] = "/Simplex"
    elif settings.duplex:
        preferences["Duplex"] = (
            "/DuplexFlipShortEdge" if settings.short_edge else "/DuplexFlipLongEdge"
        )
    if not settings.scaled:
        preferences["PrintScaling"] = "/None"
        preferences["PickTrayByPDFSize"] = "true"
    if settings.copies > 1:
        preferences["NumCopies"] = settings.copies
    if settings.print_only:
        preferences["PrintPageRange"] = pydyf.Array(settings.print_only)
    if settings.opens_bookmarks:
        pdf.catalog["PageMode"] = "/UseOutlines"


def _name_links(document: Any) -> None:
    """Describe each link within the file by its own words, not by the name of its target."""
    for annotation, element in adapter.internal_links(document):
        annotation["Contents"] = pydyf.String(" ".join("".join(element.itertext()).split()))
