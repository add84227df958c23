"""The blocks of an HTML article → pieces in Markdown; what cannot be set is listed."""

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from handouts.content import markdown
from handouts.importers import html, marks, spaces
from handouts.importers.marks import Run
from handouts.importers.parts import LeftOut, Piece, is_chart_place

_LEFT_OUT = {
    "nav": "the web page's navigation",
    "header": "the web page's header",
    "footer": "the web page's footer",
    "aside": "it stands beside the article",
    "form": "a form of the web page",
    "button": "a button of the web page",
    "select": "a form of the web page",
    "textarea": "a form of the web page",
    "dialog": "a dialog of the web page",
}
_CLASS = re.compile(
    r"(^|[\s_-])(comments?|respond|share|sharing|social|related|sidebar|breadcrumbs?|cookies?|"
    r"newsletter|widget|menu|navigation|nav|footer|sharedaddy|pagination|advert)($|[\s_-])",
    re.IGNORECASE,
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass
class BlockReader:
    """Reads the blocks of an element; those in `taken` stand elsewhere already."""

    file: str
    taken: Collection[Element]
    left_out: list[LeftOut] = field(default_factory=list)
    depth: int = 0
    """How many lists and quotations stand around what is read."""

    def read(self, container: Element) -> list[Piece]:
        """Return the pieces inside an element, in order."""
        pieces: list[Piece] = []
        pending: list[Run] = []
        line = html.line_of(container)

        def flush() -> None:
            pieces.extend(self._paragraphs(pending, line))
            pending.clear()

        pending.append((html.spaced(container.text or ""), frozenset()))
        for child in container:
            if html.is_element(child) and child not in self.taken:
                reason = self._reason(child)
                if reason:
                    flush()
                    self._leave_out(child, reason)
                elif not html.begins_block(child) and not html.has_blocks(child):
                    self._note_losses(child)
                    pending += html.run_of(child, frozenset())
                else:
                    flush()
                    pieces += self._block(child)
                    line = html.line_of(child)
            pending.append((html.spaced(child.tail or ""), frozenset()))
        flush()
        return pieces

    def _block(self, element: Element) -> list[Piece]:
        match element.tag:
            case "ul" | "ol" | "menu" | "dir":
                return _other(element, self._listed(element))
            case "blockquote":
                return _other(element, self._quoted(element))
            case "pre" | "listing" | "xmp" | "plaintext":
                self._note_losses(element)
                return _other(element, _fenced(_as_typed(element)))
            case "figure":
                return self._figure(element)
            case "table":
                return self._table(element)
        return self._text(element)

    def _table(self, element: Element) -> list[Piece]:
        """Return the words of a table: whoever has read the chart knows whether it is that."""
        self._note_losses(element)
        words = html.words(element)
        return [Piece("other", "", words, html.line_of(element), words)] if words else []

    def _text(self, element: Element) -> list[Piece]:
        """Return a heading, a paragraph, or what is inside any other element."""
        line, level = html.line_of(element), _HEADINGS.get(element.tag)
        if element.tag == "hr":
            return [Piece("other", "---", "", line)]
        if level is None and (element.tag != "p" or html.has_blocks(element)):
            return self.read(element)
        self._note_losses(element)
        runs = list(html.runs(element))
        if level is None:
            return list(self._paragraphs(runs, line))
        text, words = marks.from_runs(runs), html.words(element)
        return (
            [Piece("heading", marks.heading(text, max(2, level)), words, line, words)]
            if text
            else []
        )

    def _reason(self, element: Element) -> str:
        """Return why an element is not part of the article, or `""`."""
        if element.tag in _LEFT_OUT and not self._has_taken(element):
            return _LEFT_OUT[element.tag]
        if element.tag == "header":
            return ""
        style = element.get("style", "").replace(" ", "")
        if element.get("hidden") is not None or "display:none" in style:
            return "it is hidden on the web page"
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if _CLASS.search(named) and not self._has_taken(element) and element.tag != "p":
            return "it is furniture of the web page"
        return ""

    def _has_taken(self, element: Element) -> bool:
        return any(inner in self.taken for inner in element.iter())

    def _leave_out(self, element: Element, reason: str) -> None:
        if text := html.words(element):
            self.left_out.append(LeftOut(self.file, html.line_of(element), text, reason))

    def _note_losses(self, element: Element) -> None:
        self.left_out += html.lost_inside(element, self.file)

    def _figure(self, element: Element) -> list[Piece]:
        """Return what is in a figure; its caption only where the figure is no picture."""
        pictures = [inner for inner in element.iter() if inner.tag in html.PICTURES]
        if not pictures:
            return self.read(element)
        for caption in element.iter("figcaption"):
            self._leave_out(caption, "the caption of a picture that is left out")
        taken = {*self.taken, *element.iter("figcaption")}
        others = BlockReader(self.file, taken, self.left_out, self.depth)
        return others.read(element)

    def _paragraphs(self, runs: Iterable[Run], line: int) -> Iterable[Piece]:
        """Yield a paragraph for each part between two line breaks in a row."""
        parts: list[list[Run]] = [[]]
        broken = False
        for text, marked in runs:
            if text == "\n" and broken:
                parts.append([])
            elif text == "\n" or text.strip():
                broken = text == "\n"
            parts[-1].append((text, marked))
        for part in parts:
            if text := marks.from_runs(part):
                words = " ".join("".join(letters for letters, _ in part).split())
                if is_chart_place(words) and self.depth == 0:
                    yield Piece("chart", markdown.CHART_PLACE, words, line, words)
                    continue
                yield Piece("paragraph", marks.paragraph(text), words, line, words)

    def _listed(self, element: Element) -> str:
        """Return a list; what stands in it outside of items is an item, or goes on the last one."""
        items: list[str] = []
        # A list in it is indented below the item above; without one it would be an empty item.
        counted, width = 0, 0
        number = int(start) if (start := element.get("start", "1")).isdecimal() else 1
        for child, pieces in self._items(element):
            if not pieces:
                continue
            mark = f"{number + counted}. " if element.tag == "ol" else "- "
            text = "\n\n".join(piece.markdown for piece in pieces)
            if all(piece.kind == "paragraph" or piece.markdown[:1] in "-1" for piece in pieces):
                text = text.replace("\n\n- ", "\n- ")
            if child.tag in _LISTS:
                items.append(textwrap.indent(text, " " * width))
            else:
                counted, width = counted + 1, len(mark)
                items.append(mark + text.replace("\n", "\n" + " " * len(mark)))
        return re.sub(r"(?m)[ \t]+$", "", "\n".join(items))

    def _items(self, element: Element) -> Iterator[tuple[Element, list[Piece]]]:
        """Yield the items of a list with what each is, pieces or words, and the lists in it."""
        loose = Element("li", element.attrib)
        loose.text = element.text
        for child in element:
            if html.is_element(child) and child.tag in {"li", *_LISTS}:
                yield loose, self._inner(loose)
                yield child, self._inner(child)
                loose = Element("li", element.attrib)
                loose.text = child.tail
            else:
                loose.append(child)
        yield loose, self._inner(loose)

    def _inner(self, element: Element) -> list[Piece]:
        """Return the pieces inside an item or a quotation; tables, which cannot be, are listed."""
        self.depth += 1
        pieces = self._block(element) if element.tag in _LISTS else self.read(element)
        self.depth -= 1
        for piece in pieces:
            if not piece.markdown:
                reason = "a table inside a list or a quotation: it cannot be set"
                self.left_out.append(LeftOut(self.file, piece.line, piece.plain, reason))
        return [piece for piece in pieces if piece.markdown]

    def _quoted(self, element: Element) -> str:
        text = "\n\n".join(piece.markdown for piece in self._inner(element))
        return re.sub(r"(?m)^", "> ", text).replace("> \n", ">\n") if text else ""


_LISTS = frozenset({"ul", "ol", "menu", "dir"})


def _as_typed(element: Element) -> str:
    """Return the text of an element with its lines and spaces, in ordinary line ends."""
    lines = spaces.split_lines(html.inner_text(element))
    return "\n".join(line for _, line in lines).strip("\n")


def _other(element: Element, text: str) -> list[Piece]:
    words = html.words(element)
    return [Piece("other", text, words, html.line_of(element), words)] if text else []


def _fenced(text: str) -> str:
    """Return text as code; what would begin a comment there becomes a paragraph of lines."""
    if "<!--" in text:
        return marks.paragraph(marks.from_runs([(text, frozenset())]))
    if not text.strip():
        return ""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
