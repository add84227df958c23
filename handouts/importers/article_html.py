"""An article in HTML → its title, by-line and blocks in Markdown, without the page around it."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from handouts.importers import html, leftovers, marks
from handouts.importers.byline import is_byline
from handouts.importers.chart_html import blocks
from handouts.importers.html_blocks import BlockReader
from handouts.importers.parts import LeftOut, Piece, ReadArticle, unrepeated
from handouts.importers.source import Source

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BYLINE_CLASS = re.compile(r"\b(byline|by-line|author|post-author|entry-author)\b", re.IGNORECASE)


def read_html(source: Source) -> ReadArticle:
    """Return the article of a page; its title is `""` where none is found.

    Raises ContentError where the page cannot be read at all.
    """
    return _Page(source.name, html.parse(source)).article()


@dataclass
class _Page:
    file: str
    root: Element
    left_out: list[LeftOut] = field(default_factory=list)

    def article(self) -> ReadArticle:
        container = self._container()
        heading = self._heading(container)
        title = _inline(heading) if heading is not None else ""
        named = "" if title else self._page_title()
        byline_element = self._byline(container)
        reader = BlockReader(self.file, {e for e in (heading, byline_element) if e is not None})
        pieces = reader.read(container)
        byline = html.words(byline_element) if byline_element is not None else ""
        if byline_element is not None:
            self.left_out += html.lost_inside(byline_element, self.file)
        if not byline:
            byline = self._take_byline(pieces)
        self.left_out += reader.left_out
        self.left_out += html.unseen_words(self.root, self.file)
        self._outside(container, {heading, byline_element})
        pieces = self._without_page(pieces, heading)
        language = self.root.get("lang", "")
        return ReadArticle(
            self.file,
            title or marks.escape(named),
            "",
            byline,
            tuple(pieces),
            unrepeated(self.left_out),
            (),
            language if _LANGUAGE.fullmatch(language) else "",
        )

    def _container(self) -> Element:
        """Return the element with the article: the longest <article>, else <main>, else <body>."""
        for found in (
            list(self.root.iter("article")),
            list(self.root.iter("main")) + self.root.findall(".//*[@role='main']"),
        ):
            if found and html.words(longest := max(found, key=lambda e: len(html.words(e)))):
                return longest
        body = self.root.find("body")
        return self.root if body is None else body

    def _heading(self, container: Element) -> Element | None:
        for place in (container, self.root):
            for heading in place.iter("h1"):
                if html.words(heading):
                    return heading
        return None

    def _page_title(self) -> str:
        found = self.root.find("head/title")
        return "" if found is None else html.words(found)

    def _byline(self, container: Element) -> Element | None:
        for element in container.iter():
            if not html.is_element(element) or element.tag in {"a", "meta", "link"}:
                continue
            named = f"{element.get('class', '')} {element.get('itemprop', '')}"
            text = html.words(element)
            if _BYLINE_CLASS.search(named) and 0 < len(text) <= 100 and is_byline(text):
                return element
        return None

    def _take_byline(self, pieces: list[Piece]) -> str:
        if pieces and pieces[0].kind == "paragraph" and is_byline(pieces[0].plain):
            return pieces.pop(0).plain
        author = self.root.find("head/meta[@name='author']")
        return "" if author is None else " ".join(author.get("content", "").split())

    def _outside(self, container: Element, used: set[Element | None]) -> None:
        if container is self.root:
            return
        inside = {inner for element in used if element is not None for inner in element.iter()}
        for element, text in blocks(self.root, container):
            if element is container or element in inside:
                continue
            reason = leftovers.reason(text, at_edge=True) or "it stands outside the article"
            self.left_out.append(LeftOut(self.file, html.line_of(element), text, reason))

    def _without_page(self, pieces: list[Piece], heading: Element | None) -> list[Piece]:
        """Leave out the web page's lines inside the article, and the title where it is repeated."""
        title = html.words(heading) if heading is not None else ""
        kept: list[Piece] = []
        reasons = leftovers.reasons([piece.plain or "---" for piece in pieces])
        for piece, reason_of_text in zip(pieces, reasons, strict=True):
            reason = "" if piece.kind == "chart" or not piece.plain else reason_of_text
            if piece.plain == title:
                reason = "it repeats the title"
            if kept and piece.plain == kept[-1].plain and piece.kind == kept[-1].kind:
                reason = f"it repeats line {kept[-1].line}"
            if reason and piece.plain:
                self.left_out.append(LeftOut(self.file, piece.line, piece.plain, reason))
            else:
                kept.append(piece)
        return kept


def _inline(element: Element) -> str:
    return marks.from_runs(html.runs(element)).replace("\\\n", " ")
