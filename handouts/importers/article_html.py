"""An article in HTML → its title, by-line and blocks in Markdown, without the page around it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from handouts.importers import (
    headings,
    html,
    html_parser,
    leftovers,
    marks,
    notes,
    tags,
    typed_lists,
)
from handouts.importers.byline import is_byline, is_person
from handouts.importers.chart_html import blocks
from handouts.importers.html_blocks import BlockReader
from handouts.importers.notes import SourceNote
from handouts.importers.parts import LeftOut, Piece, ReadArticle, unrepeated
from handouts.importers.pictures import Pictures
from handouts.importers.source import ImportedFile
from handouts.messages import message

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BYLINE_CLASS = re.compile(
    r"\b(byline|by-line|author|post-author|entry-author|authorname)\b", re.IGNORECASE
)
_TITLE_CLASS = re.compile(
    r"(^|\s)(title|msotitle|(?:entry|post|article|blogitem|pw-post)-title)($|\s)",
    re.IGNORECASE,
)
_SUBTITLE_CLASS = re.compile(
    r"(^|[\s_-])(mso)?(sub-?title|standfirst|dek|entry-subtitle|post-subtitle)($|[\s_-])",
    re.IGNORECASE,
)
_WORD_PROCESSOR = re.compile(r"Microsoft Word|LibreOffice|OpenOffice", re.IGNORECASE)
_TITLE_TAGS = {"h1", "h2", "h3", "p"}
_LONGEST_TITLE = 200
"""Characters."""
_PAGE_KINDS = {"heading", "paragraph", "other"}
"""The pieces that can be lines of the web page around the article."""


def read_html(source: ImportedFile, charts: Collection[int] = ()) -> ReadArticle:
    """Return the article of a page or a document; its title is `""` where none is found.

    `charts` are the lines on which tables begin that are charts: each is one piece, whatever it
    holds. Raises ContentError where the page cannot be read at all.
    """
    return _Page(source, html_parser.parse(source), charts).article()


@dataclass
class _Page:
    source: ImportedFile
    root: Element
    charts: Collection[int]
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def file(self) -> str:
        return self.source.name

    def article(self) -> ReadArticle:
        self.left_out += self.source.left_out
        found = notes.take(self.root)
        container = self._container()
        heading = self._heading(container)
        title = _inline(heading) if heading is not None else ""
        subtitle_element = self._subtitle(container, heading)
        byline_element = self._byline(container)
        taken = {e for e in (heading, subtitle_element, byline_element) if e is not None}
        subtitle = _inline(subtitle_element) if subtitle_element is not None else ""
        byline = html.words(byline_element) if byline_element is not None else ""
        repeated = html.words(heading) if heading is not None else ""
        levels = headings.levels_in_contents(self.root)
        shift = headings.shift(container, heading)
        for element in taken:
            self.left_out += html.lost_inside(element, self.file)
            element.tag = tags.TAKEN
        reader = BlockReader(
            self.file,
            Pictures(self.source.pictures),
            taken,
            headings.contents(self.root),
            shift,
            html.words(container),
            self.left_out,
            charts=self.charts,
        )
        pieces = [
            replace(each, kind="paragraph") if each.kind == "caption" else each
            for each in reader.read(container)
        ]
        if not title:
            title = self._take_title(pieces)
        if not byline:
            subtitle, byline = self._take_byline(pieces, subtitle)
        self._outside(container, taken)
        pieces = headings.bold_lines(self._without_page(pieces, repeated), levels, shift)
        typed = typed_lists.read(pieces)
        pieces = [*typed.pieces, *self._notes(found, typed.pieces, replace(reader, taken=()))]
        self.left_out += html.unseen_words(self.root, self.file)
        parts = [self.root, *(note.body for note in found)]
        replaced = [word for part in parts for word in html.replaced_words(part)]
        labels = [label for part in parts for label in html.replaced_labels(part)]
        language = self._language()
        return ReadArticle(
            self.file,
            title,
            subtitle,
            byline,
            tuple(pieces),
            unrepeated(self.left_out),
            (),
            language,
            {name: reader.pictures.used[name] for name in _named(reader.pictures, pieces)},
            (*reader.shown, *labels, "header", "footer"),
            (*replaced, *typed.replaced),
        )

    def _language(self) -> str:
        """Return the language that the page names, as a code such as `en-GB`, or `""`."""
        body = self.root.find("body")
        named = self.root.get("lang", "") or ("" if body is None else body.get("lang", ""))
        language, *others = named.split("-")
        code = "-".join([language.lower(), *others])
        return code if _LANGUAGE.fullmatch(code) else ""

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
        """Return the element with the title: the one of that style, else the first <h1>.

        Several <h1> below a first line are the headings of a document that has no title's style.
        """
        for element in html.of_tags(container, _TITLE_TAGS):
            if _TITLE_CLASS.search(element.get("class", "")) and html.words(element):
                return element
        first = [element for element in container.iter("h1") if html.words(element)]
        is_document = container.tag == "body" and (self._is_document() or len(first) > 1)
        if first and is_document and headings.begins_above(container, first[0]):
            return None
        first += [element for element in self.root.iter("h1") if html.words(element)]
        return first[0] if first else None

    def _is_document(self) -> bool:
        """Whether this was written in a word processor, also where that saved it as a page."""
        named = [
            meta.get("content", "")
            for meta in self.root.iter("meta")
            if meta.get("name", "").lower() == "generator"
        ]
        body = self.root.find("body")
        is_google = body is not None and "doc-content" in body.get("class", "").split()
        saved = any(_WORD_PROCESSOR.match(each) for each in named)
        return self.source.words is not None or is_google or saved

    def _subtitle(self, container: Element, title: Element | None) -> Element | None:
        for element in html.of_tags(container, _TITLE_TAGS):
            named = _SUBTITLE_CLASS.search(element.get("class", ""))
            if named and element is not title and 0 < len(html.words(element)) <= _LONGEST_TITLE:
                return element
        return None

    def _byline(self, container: Element) -> Element | None:
        for element in container.iter():
            if not html.is_element(element) or element.tag in {"meta", "link"}:
                continue
            named = " ".join(element.get(name, "") for name in ("class", "itemprop", "data-testid"))
            if element.tag == "a" and not element.get("data-testid"):
                continue
            text = html.words(element)
            if _BYLINE_CLASS.search(named) and 0 < len(text) <= 100 and is_byline(text):
                return element
        return None

    def _take_title(self, pieces: list[Piece]) -> str:
        """Return the title where no style says it: the page's own, or the first short line.

        The title among the properties of a document is often that of another document, whose copy
        it is; so it counts only where the first line says the same, or is no title.
        """
        found = self.root.find("head/title")
        named = "" if found is None else html.words(found)
        first = pieces[0] if pieces else None
        if first is None or not (self._is_document() or not named or first.plain == named):
            return marks.escape(named)
        if first.kind in {"heading", "paragraph"} and headings.is_title(first.plain):
            del pieces[0]
            return headings.words_of(first)
        return marks.escape(named)

    def _take_byline(self, pieces: list[Piece], subtitle: str) -> tuple[str, str]:
        """Take subtitle and by-line from the first lines, else from the page's own properties."""
        for place, piece in enumerate(pieces[:2]):
            if piece.kind not in {"paragraph", "heading"}:
                break
            if piece.kind == "paragraph" and is_byline(piece.plain):
                if place and not subtitle:
                    subtitle = headings.words_of(pieces[0])
                elif place:
                    break
                del pieces[: place + 1]
                return subtitle, piece.plain
            if not headings.is_title(piece.plain):
                break
        author = self.root.find("head/meta[@name='author']")
        named = "" if author is None else " ".join(author.get("content", "").split())
        return subtitle, named if not self._is_document() or is_person(named) else ""

    def _notes(
        self, found: list[SourceNote], pieces: Sequence[Piece], reader: BlockReader
    ) -> list[Piece]:
        """Return the notes; one whose mark is not in the text is a paragraph of its own."""
        marked = {
            int(number) for piece in pieces for number in re.findall(r"\[\^(\d+)\]", piece.markdown)
        }
        written = []
        for note in found:
            words, line = html.words(note.body), html.line_of(note.body)
            if note.is_comment:
                reason = str(message("article_import.comment"))
                self.left_out.append(LeftOut(self.file, line, words, reason))
                continue
            holder = Element("div", note.body.attrib)
            holder.append(note.body)
            inner = [piece for piece in reader.read(holder) if piece.markdown]
            text = "\n\n".join(piece.markdown for piece in inner)
            if text and note.number in marked:
                text = f"[^{note.number}]: " + text.replace("\n", "\n    ").replace("    \n", "\n")
            if text:
                written.append(Piece("other", text, words, line, words))
        return written

    def _outside(self, container: Element, used: set[Element]) -> None:
        if container is self.root:
            return
        inside = {inner for element in used for inner in element.iter()}
        outside = str(message("left_out.outside-article"))
        for element, text in blocks(self.root, container):
            if element is container or element in inside:
                continue
            reason = leftovers.reason(text, at_edge=True) or outside
            self.left_out.append(LeftOut(self.file, html.line_of(element), text, reason))

    def _without_page(self, pieces: list[Piece], title: str) -> list[Piece]:
        """Leave out the web page's lines inside the article, and the title where it is repeated."""
        kept: list[Piece] = []
        reasons = leftovers.reasons([piece.plain or "---" for piece in pieces])
        for piece, reason_of_text in zip(pieces, reasons, strict=True):
            is_page = piece.kind in _PAGE_KINDS and bool(piece.plain)
            reason = reason_of_text if is_page else ""
            if piece.plain == title:
                reason = str(message("left_out.repeats-title"))
            repeats = 0
            if kept and piece.plain == kept[-1].plain and piece.kind == kept[-1].kind:
                repeats = kept[-1].line
                reason = str(message("left_out.repeats-line", line=repeats))
            if reason and piece.plain:
                self.left_out.append(
                    LeftOut(self.file, piece.line, piece.plain, reason, repeats=repeats)
                )
            else:
                kept.append(piece)
        return list(_without_dividers_at_ends(kept))


def _without_dividers_at_ends(pieces: list[Piece]) -> Iterator[Piece]:
    places = [place for place, piece in enumerate(pieces) if piece.markdown != "---"]
    for place, piece in enumerate(pieces):
        if places and places[0] <= place <= places[-1]:
            yield piece


def _named(pictures: Pictures, pieces: list[Piece]) -> list[str]:
    """Return the names of the pictures that pieces show."""
    text = "\n".join(piece.markdown for piece in pieces)
    return [name for name in pictures.used if f"]({name}" in text]


def _inline(element: Element) -> str:
    return notes.unmarked(
        marks.from_runs(marks.without_common(html.runs(element))).replace("\\\n", " ")
    )
