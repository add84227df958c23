"""An OpenDocument text (.odt), as LibreOffice saves it → HTML, by a walk over its content.

The elements are those of OASIS OpenDocument 1.3, part 3. What is not printed is taken out and
listed: comments, hidden text, indexes, headers and footers.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

from handouts.importers import opendocument_parts
from handouts.importers.document import SourceDocument
from handouts.importers.opendocument_inlines import HIDDEN, UNREAD, Dropped, OpenDocumentInlines
from handouts.importers.opendocument_styles import (
    OpenDocumentStyles,
    in_office,
    in_table,
    in_text,
    read_styles,
)
from handouts.importers.packed import DAMAGED, PackedFile, UnreadableError
from handouts.messages import message

MIME = b"application/vnd.oasis.opendocument.text"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_CLASSES = {"title", "subtitle", "caption", "byline"}
# fmt: off
_INDEXES = {in_text(name) for name in (
    "table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index",
    "object-index",
)}
# fmt: on
_CONTENTS = message("article_import.table-of-contents")


def read(package: PackedFile, file: str) -> SourceDocument:
    """Return what an OpenDocument text holds; `file` is its name, for what is left out.

    Raises UnreadableError where it is damaged, too large or nested too deeply.
    """
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = None if content is None else content.find(f"{in_office('body')}/{in_office('text')}")
    if content is None or body is None:
        raise UnreadableError(DAMAGED)
    found = read_styles(content, styles)
    reader = _Reader(package, found, Dropped(file))
    html = "".join(reader.blocks(body))
    notes = "".join(reader.inlines.notes)
    title, author = opendocument_parts.properties(package)
    left_out = [*reader.found.left_out, *opendocument_parts.edges_of_pages(styles, file)]
    changes = len(list(body.iter(in_text("changed-region"))))
    recognised = []
    if changes:
        recognised.append(message("article_import.accepted-changes", file=file, number=changes))
    if count := reader.numbered_headings:
        recognised.append(message("article_import.numbered-headings", file=file, number=count))
    return SourceDocument(
        f'<html lang="{escape(found.language)}"><head><title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(author)}"></head><body>{html}'
        f"<ol>{notes}</ol></body></html>",
        str(message("article_import.opendocument-text")),
        reader.inlines.pictures,
        tuple(left_out),
        tuple(opendocument_parts.shown(body, found)),
        tuple(recognised),
    )


@dataclass
class _Reader:
    package: PackedFile
    styles: OpenDocumentStyles
    found: Dropped
    numbered_headings: int = 0
    """Headings before which the document counts numbers."""
    counted: dict[str, int] = field(default_factory=dict)
    """The last number of each list by its id, and of each style of lists by its name."""
    inlines: OpenDocumentInlines = field(init=False)

    def __post_init__(self) -> None:
        self.inlines = OpenDocumentInlines(self.package, self.styles, self.found, self.blocks)

    def blocks(self, parent: Element) -> Iterator[str]:
        """Yield the HTML of what stands in the body, a cell, an item or a note."""
        yield from self._stray(parent.text)
        for element in parent:
            own: dict[str, Callable[[Element], Iterable[str]]] = {
                in_text("p"): self._paragraph,
                in_text("h"): self._paragraph,
                in_text("list"): self._list,
                in_table("table"): self._table,
                in_text("section"): self._section,
                **dict.fromkeys(_INDEXES, self._index),
                f"{_DRAW}frame": self._loose,
            }
            if element.tag not in UNREAD:
                yield from own.get(element.tag, self.blocks)(element)
            yield from self._stray(element.tail)

    def _stray(self, text: str | None) -> Iterator[str]:
        """Yield letters outside of all paragraphs, where no program should write any."""
        if text and text.strip():
            yield f"\n<p>{escape(text)}</p>"

    def _section(self, element: Element) -> Iterator[str]:
        if element.get(in_text("display")) == "none":
            self.found.drop(element, HIDDEN)
        else:
            yield from self.blocks(element)

    def _index(self, element: Element) -> Iterable[str]:
        self.found.drop(element, _CONTENTS)
        return ()

    def _loose(self, element: Element) -> Iterator[str]:
        """Yield a picture or a text box that hangs on the page instead of a paragraph."""
        yield f"\n<p>{''.join(self.inlines.frame(element))}</p>"
        yield from self._waiting()

    def _paragraph(self, element: Element) -> Iterator[str]:
        style = element.get(in_text("style-name"), "")
        role = self.styles.role(style)
        if role == "contents":
            self.found.drop(element, _CONTENTS)
            return
        if self.styles.is_hidden(style):
            self.found.drop(element, HIDDEN)
            return
        outer, self.inlines.boxes = self.inlines.boxes, []
        text = "".join(self.inlines.html(element))
        self.found.paragraphs += bool(text.strip())
        before, after = self._around(element, role)
        looks = self.styles.own_looks(style) if not before.startswith("<h") else ()
        for tag in looks:
            text = f"<{tag}>{text}</{tag}>"
        if text.strip():
            yield f"\n{before}{text}{after}"
        yield from self._waiting()
        self.inlines.boxes = outer

    def _around(self, element: Element, role: str) -> tuple[str, str]:
        level = element.get(in_text("outline-level"), "1")
        if element.tag == in_text("h") and role not in {"title", "subtitle"}:
            number = min(6, int(level)) if level.isdecimal() else 1
            return f"<h{number}>", f"</h{number}>"
        if role == "quote":
            return "<blockquote><p>", "</p></blockquote>"
        if role == "code":
            return "<pre>", "</pre>"
        return (f'<p class="{role}">' if role in _CLASSES else "<p>"), "</p>"

    def _waiting(self) -> Iterator[str]:
        boxes, self.inlines.boxes = self.inlines.boxes, []
        yield from boxes

    def _list(self, element: Element, depth: int = 0, outer: str = "") -> Iterator[str]:
        name = element.get(in_text("style-name"), outer)
        if _is_of_headings(element):
            yield from self._headings(element, name, depth)
            return
        form = self.styles.form(name, depth)
        lettered = f' type="{form}"' if form else ""
        tag = "ol" if self.styles.is_numbered(name, depth) else "ul"
        shown = depth or self._depth_of_style(element)
        number = self._first(element, name, depth)
        yield f'<{tag} class="lst-odt-{shown}">' if depth == 0 else f"<{tag}>"
        for item in element:
            if item.tag not in {in_text("list-item"), in_text("list-header")}:
                continue
            start = item.get(in_text("start-value"), "")
            number = int(start) if start.isdecimal() else number + 1
            yield f'<li value="{number}"{lettered}>'
            yield from self._stray(item.text)
            for child in item:
                if child.tag == in_text("list"):
                    yield from self._list(child, depth + 1, name)
                    yield from self._stray(child.tail)
                else:
                    holder = Element("holder")
                    holder.append(child)
                    yield from self.blocks(holder)
            yield "</li>"
        yield f"</{tag}>"
        for key in (element.get("{http://www.w3.org/XML/1998/namespace}id", ""), name):
            self.counted[f"{depth} {key}"] = number

    def _headings(self, element: Element, name: str, depth: int) -> Iterator[str]:
        """Yield headings that stand in a list for the sake of their numbers, which go."""
        for item in element:
            for child in item:
                if child.tag == in_text("list"):
                    yield from self._headings(child, name, depth + 1)
                elif child.tag == in_text("h"):
                    self.numbered_headings += self.styles.is_numbered(name, depth)
                    yield from self._paragraph(child)
                yield from self._stray(child.tail)

    def _first(self, element: Element, name: str, depth: int) -> int:
        """Return the number before the first of a list, which may go on with another one."""
        key = element.get(in_text("continue-list"), "")
        if not key and element.get(in_text("continue-numbering")) == "true":
            key = name
        return self.counted.get(f"{depth} {key}", 0) if key else 0

    def _depth_of_style(self, element: Element) -> int:
        first = next(element.iter(in_text("p")), None)
        return 0 if first is None else self.styles.list_depth(first.get(in_text("style-name"), ""))

    def _table(self, element: Element) -> Iterator[str]:
        yield "\n<table>"
        for row in element.iter(in_table("table-row")):
            yield "<tr>"
            for cell in row:
                if cell.tag == in_table("table-cell"):
                    spans = "".join(
                        f' {name}="{cell.get(in_table(f"number-{names}-spanned"), "1")}"'
                        for name, names in (("colspan", "columns"), ("rowspan", "rows"))
                    )
                    yield f"<td{spans}>{''.join(self.blocks(cell))}</td>"
            yield "</tr>"
        yield "</table>"


def _is_of_headings(element: Element) -> bool:
    """Whether a list holds headings and nothing else, as numbered chapters do."""
    blocks = [each.tag for each in element.iter() if each.tag in {in_text("p"), in_text("h")}]
    return bool(blocks) and set(blocks) == {in_text("h")}
