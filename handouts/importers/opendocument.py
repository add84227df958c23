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
from handouts.importers.opendocument_parts import PAGE_NUMBERS
from handouts.importers.opendocument_styles import (
    OpenDocumentStyles,
    in_office,
    in_table,
    in_text,
    read_styles,
)
from handouts.importers.packed import DAMAGED, PackedFile, UnreadableError, outermost
from handouts.importers.parts import LeftOut
from handouts.messages import message

MIME = b"application/vnd.oasis.opendocument.text"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MOST_PICTURES = 500
_MOST_SPACES = 1000
_CLASSES = {"title", "subtitle", "caption", "byline"}
# fmt: off
_UNREAD = {
    *map(in_text, (
        "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls",
        "soft-page-break", "note-citation", "index-body", "bookmark", "bookmark-start",
        "bookmark-end", "reference-mark", "alphabetical-index-mark", "toc-mark", "script",
    )),
    *map(in_office, ("forms", "annotation-end", "scripts", "event-listeners")),
}
_INDEXES = {in_text(name) for name in (
    "table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index",
    "object-index",
)}
# fmt: on
_CONTENTS = str(message("article_import.table-of-contents"))
_HIDDEN = str(message("article_import.hidden-text"))
_COMMENT = str(message("article_import.comment"))
_PLACEHOLDER = str(message("article_import.placeholder"))
_PAGE_NUMBER = str(message("article_import.page-number"))
_DRAWING = str(message("article_import.drawing"))


def read(package: PackedFile, file: str) -> SourceDocument:
    """Return what an OpenDocument text holds; `file` is its name, for what is left out.

    Raises UnreadableError where it is damaged, too large or nested too deeply.
    """
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = None if content is None else content.find(f"{in_office('body')}/{in_office('text')}")
    if content is None or body is None:
        raise UnreadableError(DAMAGED)
    found = read_styles(content, styles)
    reader = _Reader(package, file, found)
    html = "".join(reader.blocks(body))
    notes = "".join(reader.notes)
    title, author = opendocument_parts.properties(package)
    left_out = [*reader.left_out, *opendocument_parts.edges_of_pages(styles, file)]
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
        reader.pictures,
        tuple(left_out),
        tuple(opendocument_parts.shown(body, found)),
        tuple(map(str, recognised)),
    )


@dataclass
class _Reader:
    package: PackedFile
    file: str
    styles: OpenDocumentStyles
    pictures: dict[str, bytes] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    paragraphs: int = 0
    numbered_headings: int = 0
    """Headings before which the document counts numbers."""
    boxes: list[str] = field(default_factory=list)
    """The HTML of text boxes, until the paragraph that they hang on ends."""
    counted: dict[str, int] = field(default_factory=dict)
    """The last number of each list by its id, and of each style of lists by its name."""

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
            if element.tag not in _UNREAD:
                yield from own.get(element.tag, self.blocks)(element)
            yield from self._stray(element.tail)

    def _stray(self, text: str | None) -> Iterator[str]:
        """Yield letters outside of all paragraphs, where no program should write any."""
        if text and text.strip():
            yield f"\n<p>{escape(text)}</p>"

    def _section(self, element: Element) -> Iterator[str]:
        if element.get(in_text("display")) == "none":
            self._drop(element, _HIDDEN)
        else:
            yield from self.blocks(element)

    def _index(self, element: Element) -> Iterable[str]:
        self._drop(element, _CONTENTS)
        return ()

    def _loose(self, element: Element) -> Iterator[str]:
        """Yield a picture or a text box that hangs on the page instead of a paragraph."""
        yield f"\n<p>{''.join(self._frame(element))}</p>"
        yield from self._waiting()

    def _paragraph(self, element: Element) -> Iterator[str]:
        style = element.get(in_text("style-name"), "")
        role = self.styles.role(style)
        if role == "contents":
            self._drop(element, _CONTENTS)
            return
        if self.styles.is_hidden(style):
            self._drop(element, _HIDDEN)
            return
        outer, self.boxes = self.boxes, []
        text = "".join(self._inline(element))
        self.paragraphs += bool(text.strip())
        before, after = self._around(element, role)
        looks = self.styles.own_looks(style) if not before.startswith("<h") else ()
        for tag in looks:
            text = f"<{tag}>{text}</{tag}>"
        if text.strip():
            yield f"\n{before}{text}{after}"
        yield from self._waiting()
        self.boxes = outer

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
        boxes, self.boxes = self.boxes, []
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

    def _inline(self, parent: Element) -> Iterator[str]:
        """Yield the HTML inside a paragraph."""
        yield escape(parent.text or "")
        for element in parent:
            yield from self._piece(element)
            yield escape(element.tail or "")

    def _piece(self, element: Element) -> Iterable[str]:
        if element.tag in _UNREAD:
            return ()
        if element.tag in PAGE_NUMBERS:
            self._drop(element, _PAGE_NUMBER)
            return ()
        own: dict[str, Callable[[Element], Iterable[str]]] = {
            in_text("span"): self._span,
            in_text("a"): self._link,
            in_text("note"): self._note,
            in_text("line-break"): lambda _: ("<br>",),
            in_text("tab"): lambda _: ("\t",),
            in_text("s"): self._spaces,
            in_text("ruby-text"): self._reading,
            in_office("annotation"): self._comment,
            in_text("placeholder"): self._placeholder,
            in_text("hidden-text"): self._hidden,
            f"{_DRAW}frame": self._frame,
        }
        if element.tag.startswith(_DRAW) and element.tag != f"{_DRAW}a":
            return own.get(element.tag, self._shape)(element)
        return own.get(element.tag, self._inline)(element)

    def _span(self, element: Element) -> Iterator[str]:
        style = element.get(in_text("style-name"), "")
        if self.styles.is_hidden(style):
            self._drop(element, _HIDDEN)
            return
        looks = self.styles.looks(style)
        yield "".join(f"<{tag}>" for tag in looks)
        yield from self._inline(element)
        yield "".join(f"</{tag}>" for tag in reversed(looks))

    def _link(self, element: Element) -> Iterator[str]:
        address = element.get(_HREF, "")
        inside = "".join(self._inline(element))
        # A link to another place of the document is its words.
        yield inside if address.startswith("#") else f'<a href="{escape(address)}">{inside}</a>'

    def _note(self, element: Element) -> Iterator[str]:
        number = len(self.notes) + 1
        self.notes.append("")
        body = element.find(in_text("note-body"))
        inside = "" if body is None else "".join(self.blocks(body))
        back = f'<p><a href="#mark-{number}">↑</a></p>'
        self.notes[number - 1] = f'<li id="note-{number}">{inside}{back}</li>'
        yield f'<sup><a id="mark-{number}" href="#note-{number}">[{number}]</a></sup>'

    def _spaces(self, element: Element) -> Iterator[str]:
        count = element.get(in_text("c"), "1")
        yield " " * (min(int(count), _MOST_SPACES) if count.isdecimal() else 1)

    def _reading(self, element: Element) -> Iterator[str]:
        yield f" ({escape(''.join(element.itertext()))})"

    def _comment(self, element: Element) -> Iterable[str]:
        for part in element:
            if part.tag not in {f"{_DC}creator", f"{_DC}date"}:
                self._drop(part, _COMMENT)
        return ()

    def _placeholder(self, element: Element) -> Iterable[str]:
        self._drop(element, _PLACEHOLDER)
        return ()

    def _hidden(self, element: Element) -> Iterable[str]:
        self._drop(element, _HIDDEN)
        return ()

    def _shape(self, element: Element) -> Iterator[str]:
        """Yield nothing of a drawn shape; its words stand below the paragraph."""
        self.boxes += self.blocks(element)
        self._note_drawing(element)
        return iter(())

    def _frame(self, element: Element) -> Iterator[str]:
        """Yield a picture; what stands in a text box waits for the end of the paragraph."""
        for box in element.findall(f"{_DRAW}text-box"):
            # A picture with its caption is a box inside the paragraph that it hangs on.
            self.boxes += list(self.blocks(box))
        image = element.find(f"{_DRAW}image")
        if image is None or element.find(f"{_DRAW}object") is not None:
            if element.find(f"{_DRAW}text-box") is None:
                self._note_drawing(element)
            return
        source = image.get(_HREF, "").removeprefix("./")
        content = self.package.part(source)
        if content:
            self.pictures[source] = content
        if len(self.pictures) > _MOST_PICTURES:
            most = message("article_import.too-many-pictures", most=_MOST_PICTURES)
            raise UnreadableError(most)
        yield f'<img src="{escape(source)}" alt="{escape(_described(element))}">'

    def _note_drawing(self, element: Element) -> None:
        text = _described(element) or str(message("article_import.unnamed-drawing"))
        self.left_out.append(LeftOut(self.file, self.paragraphs + 1, text, _DRAWING))

    def _drop(self, element: Element, reason: str) -> None:
        """List the words of an element, paragraph by paragraph."""
        parts = outermost(element, {in_text("p"), in_text("h")})
        within = "".join("".join(part.itertext()) for part in parts)
        if len(within.split()) < len("".join(element.itertext()).split()):
            parts = [element]
        for part in parts:
            if text := " ".join("".join(part.itertext()).split()):
                self.left_out.append(LeftOut(self.file, self.paragraphs + 1, text, reason))


def _is_of_headings(element: Element) -> bool:
    """Whether a list holds headings and nothing else, as numbered chapters do."""
    blocks = [each.tag for each in element.iter() if each.tag in {in_text("p"), in_text("h")}]
    return bool(blocks) and set(blocks) == {in_text("h")}


def _described(frame: Element) -> str:
    """Return what a picture shows, as somebody wrote it."""
    for name in ("desc", "title"):
        found = frame.find(f"{_SVG}{name}")
        if found is not None and (found.text or "").strip():
            return " ".join((found.text or "").split())
    return ""
