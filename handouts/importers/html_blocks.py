"""The blocks of an HTML article → pieces in Markdown; what cannot be set is listed."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from handouts.importers import (
    captions,
    furniture,
    html,
    html_lists,
    html_tables,
    html_typed,
    marks,
    notes,
)
from handouts.importers.parts import LeftOut, Piece, TablePlace, chart_place, is_chart_place
from handouts.importers.pictures import Pictures
from handouts.importers.runs import Run
from handouts.messages import Message, message

_CAPTION = re.compile(r"(^|\s)(mso)?caption($|\s)|wp-caption-text|image-?caption", re.IGNORECASE)
_FIGURE = re.compile(r"(^|\s)wp-caption($|\s)", re.IGNORECASE)
_QUOTE = re.compile(r"(^|\s)mso(intense)?quote\w*($|\s)", re.IGNORECASE)
_NO_BRACKETS = str.maketrans("[]", "()")
_LONGEST_FIRST = 80
"""Characters of a list's first item, as it is listed."""
_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-noscript-src")
"""Where pages keep the address of a picture, until it is to be seen."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DEEP = message("left_out.deep-list-in-cell")
_MERGED = message("left_out.merged-cell")


@dataclass
class BlockReader:
    """Reads the blocks of an element; those in `taken` stand elsewhere already."""

    file: str
    pictures: Pictures
    taken: Collection[Element] = ()
    contents: Collection[Element] = ()
    """The lines of a table of contents."""
    shift: int = 0
    """By how many levels headings stand lower in the article than on the page."""
    whole: str = ""
    """The words of the whole article, or `""` where nothing in it is furniture."""
    left_out: list[LeftOut] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    """The descriptions of pictures."""
    within: Message | None = None
    """Why everything is left out that stands beside what is taken; empty where it is read."""
    charts: Collection[TablePlace] = ()
    """Where tables begin that are charts, and printed as such."""
    above: Collection[Element] = ()
    """What stands above the title on a web page."""
    depth: int = 0
    """How many lists and quotations stand around what is read."""

    def read(self, container: Element) -> list[Piece]:
        """Return the pieces inside an element, in order."""
        pieces: list[Piece] = []
        pending: list[Run] = []
        figures: list[Piece] = []
        line = html.line_of(container)

        def flush() -> None:
            words = self._paragraphs(pending, line)
            if self.within:
                self.left_out += [LeftOut(self.file, line, p.plain, self.within) for p in words]
            else:
                pieces.extend(words)
            pieces.extend(figures)
            pending.clear()
            figures.clear()

        pending.append((html.spaced(container.text or ""), frozenset()))
        for child in container:
            if html.is_element(child) and child not in self.taken:
                reason = self._reason(child)
                if reason:
                    flush()
                    self._leave_out(child, reason)
                elif within := self._within(child):
                    flush()
                    pieces += replace(self, within=within).read(child)
                elif not html.begins_block(child) and not html.has_blocks(child):
                    figures += self._figures(child)
                    pending += html.run_of(child, frozenset())
                else:
                    flush()
                    pieces += self._block(child)
                    line = html.line_of(child)
            pending.append((html.spaced(child.tail or ""), frozenset()))
        flush()
        return list(captions.joined(pieces))

    def _block(self, element: Element) -> list[Piece]:
        found: list[Piece]
        match element.tag:
            case "ul" | "ol" | "menu" | "dir" if _is_layout(element):
                found = self.read(element)
            case "ul" | "ol" | "menu" | "dir":
                found = self._list(element)
            case "blockquote":
                found = _other(element, self._quoted(element))
            case "pre" | "listing" | "xmp" | "plaintext":
                found = [*_other(element, html_typed.markdown_of(element)), *self._figures(element)]
            case "figure":
                found = self._figure(element)
            case "table":
                found = self._table(element)
            case _ if _FIGURE.search(element.get("class", "")):
                found = self._figure(element)
            case _ if _QUOTE.search(element.get("class", "")):
                found = _other(element, self._quoted(element))
            case _:
                found = self._text(element)
        return found

    def _table(self, element: Element) -> list[Piece]:
        """Return a table; of one that is a chart no more than its words are needed."""
        line, words = html.line_of(element), html.words(element)
        place = html.place_of(element)
        is_chart = place in self.charts
        if not is_chart and html_tables.is_layout(element):
            return self.read(element)
        figures = self._figures(element)
        if is_chart:
            return [Piece("table", "", words, line, words, place[1]), *figures]
        table = html_tables.read(element, _inline)
        for lost, reason in ((table.flattened, _DEEP), (table.merged, _MERGED)):
            if lost:
                self.left_out.append(LeftOut(self.file, line, words[:80], reason, words_stay=True))
        piece = Piece("table", table.markdown, words, line, words, place[1])
        for caption in element.findall("caption"):
            piece = captions.with_caption(piece, self._caption(caption))
        return [piece, *figures]

    def _caption(self, element: Element) -> Piece:
        """Return the words of a caption, on one line."""
        text = (
            _inline(marks.without_common(html.runs(element)))
            .replace("\\\n", " ")
            .replace("\n", " ")
        )
        words = html.words(element)
        return Piece("caption", marks.paragraph(text), words, html.line_of(element), words)

    def _text(self, element: Element) -> list[Piece]:
        """Return a heading, a paragraph, or what is inside any other element."""
        line, level = html.line_of(element), _HEADINGS.get(element.tag)
        if element.tag == "hr":
            return [Piece("other", "---", "", line)]
        if level is None and (element.tag != "p" or html.has_blocks(element)):
            return self.read(element)
        figures = self._figures(element)
        if level is None and _CAPTION.search(element.get("class", "")):
            caption = self._caption(element)
            return [*figures, *([caption] if caption.markdown else [])]
        runs = list(html.runs(element))
        if level is None:
            return [*self._paragraphs(runs, line), *figures]
        text, words = _inline(marks.without_common(runs)), html.words(element)
        level = min(6, max(2, level + self.shift))
        headings = [Piece("heading", marks.heading(text, level), words, line, words)]
        return [*(headings if text else []), *figures]

    def _list(self, element: Element) -> list[Piece]:
        """Return a list; the letters that its items had are listed."""
        items = [*self._items(element)]
        first = next((each for each in items if each[1] and each[0].tag == "li"), None)
        if first and html_lists.is_lettered(element, first[0]):
            reason = message("article_import.lettered-list")
            line, item = html.line_of(first[0]), first[1][0].plain[:_LONGEST_FIRST]
            self.left_out.append(LeftOut(self.file, line, item, reason, words_stay=True))
        return _other(element, html_lists.markdown_of(element, items))

    def _reason(self, element: Element) -> Message | None:
        """Return why an element is not part of the article, or None."""
        if element in self.contents:
            return message("article_import.table-of-contents")
        if self._holds_taken(element):
            return None
        reason = self.within or furniture.reason(element)
        if not reason and element in self.above:
            reason = message("left_out.above-title")
        reason = reason or furniture.reason_of_links(element)
        if self.whole and furniture.is_most(html.words(element), self.whole):
            return None
        return reason

    def _within(self, element: Element) -> Message | None:
        """Return why all is left out that stands beside the title or the by-line, or None."""
        if not self._holds_taken(element):
            return None
        return self.within or furniture.page_reason(element)

    def _holds_taken(self, element: Element) -> bool:
        return any(inner in self.taken for inner in element.iter())

    def _leave_out(self, element: Element, reason: Message) -> None:
        if text := html.words(element):
            self.left_out.append(LeftOut(self.file, html.line_of(element), text, reason))

    def _figures(self, element: Element) -> list[Piece]:
        """Return the pictures inside an element; list those that are not to be had."""
        self.left_out += html.lost_looks(element, self.file)
        figures = []
        for picture in element.iter():
            if not html.is_picture(picture):
                continue
            addresses = self._addresses(picture)
            name = next(filter(None, map(self.pictures.name, addresses)), "")
            if name:
                described = " ".join(picture.get("alt", "").split())
                self.shown.append(described)
                described = described.translate(_NO_BRACKETS)
                line = html.line_of(picture)
                figures.append(Piece("picture", f"![{described}]({name})", "", line))
            else:
                given = any(map(self.pictures.is_given, addresses))
                self.left_out.append(html.lost_picture(picture, self.file, is_given=given))
        return figures

    def _addresses(self, picture: Element) -> list[str]:
        """Return the addresses of a picture, which a page may fetch when its reader gets there."""
        if picture.tag != "img":
            return []
        return [*filter(None, (picture.get(source) for source in _SOURCES))]

    def _figure(self, element: Element) -> list[Piece]:
        """Return what is in a figure, with its caption."""
        found = [
            each
            for each in element.iter()
            if each.tag == "figcaption" or (each is not element and _is_caption(each))
            if html.words(each)
        ]
        pictures = [inner for inner in element.iter() if inner.tag in html.PICTURES]
        others = replace(self, taken={*self.taken, *found})
        pieces = others.read(element)
        if pictures and not any(piece.kind == "picture" for piece in pieces):
            for each in found:
                self._leave_out(each, message("left_out.caption-of-picture"))
            return pieces
        for each in found:
            self.left_out += html.lost_looks(each, self.file)
            pieces = list(captions.joined([*pieces, self._caption(each)]))
        return pieces

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
            if text := _inline(part):
                words = " ".join(notes.unmarked("".join(run for run, _ in part)).split())
                if is_chart_place(words) and self.depth == 0:
                    yield Piece("chart", chart_place(words), words, line, words)
                    continue
                yield Piece("paragraph", marks.paragraph(text), words, line, words)

    def _items(self, element: Element) -> Iterator[tuple[Element, list[Piece]]]:
        """Yield the items of a list with what each is, pieces or words, and the lists in it."""
        loose = Element("li", element.attrib)
        loose.text = element.text
        for child in element:
            if html.is_element(child) and child.tag in {"li", *html_lists.TAGS}:
                yield loose, self._inner(loose)
                yield child, self._inner(child)
                loose = Element("li", element.attrib)
                loose.text = child.tail
            else:
                loose.append(child)
        yield loose, self._inner(loose)

    def _inner(self, element: Element) -> list[Piece]:
        """Return the pieces inside an item or a quotation."""
        self.depth += 1
        pieces = self._block(element) if element.tag in html_lists.TAGS else self.read(element)
        self.depth -= 1
        return [captions.as_paragraph(piece) for piece in pieces]

    def _quoted(self, element: Element) -> str:
        # That all of a quotation is in italics is its look.
        text = "\n\n".join(
            marks.without_whole(piece.markdown) if piece.kind == "paragraph" else piece.markdown
            for piece in self._inner(element)
        )
        return re.sub(r"(?m)^", "> ", text).replace("> \n", ">\n") if text else ""


def _inline(runs: Iterable[Run]) -> str:
    """Return the Markdown of one line, with the marks of notes."""
    return notes.written(marks.from_runs(runs))


def _is_layout(list_: Element) -> bool:
    """Whether a list places parts of the page that have headings, as accordions and cards do."""
    return any(inner.tag in _HEADINGS for inner in list_.iter())


def _is_caption(element: Element) -> bool:
    return html.is_element(element) and "wp-caption-text" in element.get("class", "")


def _other(element: Element, text: str) -> list[Piece]:
    words = html.words(element)
    return [Piece("other", text, words, html.line_of(element), words)] if text else []
