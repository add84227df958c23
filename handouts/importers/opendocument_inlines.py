"""What stands inside paragraphs of an OpenDocument text → HTML: looks, links, notes, pictures."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

from handouts.importers.opendocument_parts import PAGE_NUMBERS
from handouts.importers.opendocument_styles import OpenDocumentStyles, in_office, in_text
from handouts.importers.packed import PackedFile, UnreadableError, outermost
from handouts.importers.parts import LeftOut
from handouts.messages import Message, message

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MOST_PICTURES = 500
_MOST_SPACES = 1000
# fmt: off
UNREAD = {
    *map(in_text, (
        "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls",
        "soft-page-break", "note-citation", "index-body", "bookmark", "bookmark-start",
        "bookmark-end", "reference-mark", "alphabetical-index-mark", "toc-mark", "script",
    )),
    *map(in_office, ("forms", "annotation-end", "scripts", "event-listeners")),
}
# fmt: on
"""The elements without words of the document."""
HIDDEN = message("article_import.hidden-text")
_COMMENT = message("article_import.comment")
_PLACEHOLDER = message("article_import.placeholder")
_PAGE_NUMBER = message("article_import.page-number")
_DRAWING = message("article_import.drawing")


@dataclass
class Dropped:
    """What is not printed, and how many paragraphs have been read, by which it is named."""

    file: str
    left_out: list[LeftOut] = field(default_factory=list)
    paragraphs: int = 0

    def leave(self, text: str, reason: Message) -> None:
        """List a text as left out of the paragraph that is being read."""
        self.left_out.append(LeftOut(self.file, self.paragraphs + 1, text, reason))

    def drop(self, element: Element, reason: Message) -> None:
        """List the words of an element, paragraph by paragraph."""
        parts = outermost(element, {in_text("p"), in_text("h")})
        within = "".join("".join(part.itertext()) for part in parts)
        if len(within.split()) < len("".join(element.itertext()).split()):
            parts = [element]
        for part in parts:
            if text := " ".join("".join(part.itertext()).split()):
                self.leave(text, reason)


@dataclass
class OpenDocumentInlines:
    """Reads what stands inside one paragraph after another."""

    package: PackedFile
    styles: OpenDocumentStyles
    found: Dropped
    blocks: Callable[[Element], Iterator[str]]
    """Reads the paragraphs that stand inside a note, a text box or a shape."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    """The HTML of text boxes, until the paragraph that they hang on ends."""

    def html(self, parent: Element) -> Iterator[str]:
        """Yield the HTML inside a paragraph."""
        yield escape(parent.text or "")
        for element in parent:
            yield from self._piece(element)
            yield escape(element.tail or "")

    def _piece(self, element: Element) -> Iterable[str]:
        if element.tag in UNREAD:
            return ()
        if element.tag in PAGE_NUMBERS:
            self.found.drop(element, _PAGE_NUMBER)
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
            f"{_DRAW}frame": self.frame,
        }
        if element.tag.startswith(_DRAW) and element.tag != f"{_DRAW}a":
            return own.get(element.tag, self._shape)(element)
        return own.get(element.tag, self.html)(element)

    def _span(self, element: Element) -> Iterator[str]:
        style = element.get(in_text("style-name"), "")
        if self.styles.is_hidden(style):
            self.found.drop(element, HIDDEN)
            return
        looks = self.styles.looks(style)
        yield "".join(f"<{tag}>" for tag in looks)
        yield from self.html(element)
        yield "".join(f"</{tag}>" for tag in reversed(looks))

    def _link(self, element: Element) -> Iterator[str]:
        address = element.get(_HREF, "")
        inside = "".join(self.html(element))
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
                self.found.drop(part, _COMMENT)
        return ()

    def _placeholder(self, element: Element) -> Iterable[str]:
        self.found.drop(element, _PLACEHOLDER)
        return ()

    def _hidden(self, element: Element) -> Iterable[str]:
        self.found.drop(element, HIDDEN)
        return ()

    def _shape(self, element: Element) -> Iterator[str]:
        """Yield nothing of a drawn shape; its words stand below the paragraph."""
        self.boxes += self.blocks(element)
        self._note_drawing(element)
        return iter(())

    def frame(self, element: Element) -> Iterator[str]:
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
        self.found.leave(text, _DRAWING)


def _described(frame: Element) -> str:
    """Return what a picture shows, as somebody wrote it."""
    for name in ("desc", "title"):
        found = frame.find(f"{_SVG}{name}")
        if found is not None and (found.text or "").strip():
            return " ".join((found.text or "").split())
    return ""
