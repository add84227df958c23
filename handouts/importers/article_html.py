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
    page_article,
    page_blocks,
    tags,
    typed_lists,
)
from handouts.importers.byline import is_byline, is_person, parted
from handouts.importers.html_blocks import BlockReader
from handouts.importers.notes import SourceNote
from handouts.importers.page_title import PageTitle
from handouts.importers.parts import LeftOut, Piece, ReadArticle, TablePlace, unrepeated
from handouts.importers.pictures import Pictures, named_in
from handouts.importers.source import ImportedFile
from handouts.messages import message

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FIRST_LINES = 3
"""How many lines below a title its subtitle can be repeated."""
_PAGE_KINDS = {"heading", "paragraph", "other"}
"""The pieces that can be lines of the web page around the article."""


def read_html(source: ImportedFile, charts: Collection[TablePlace] = ()) -> ReadArticle:
    """Return the article of a page or a document; its title is `""` where none is found.

    `charts` are where tables begin that are charts: each is one piece, whatever it
    holds. Raises ContentError where the page cannot be read at all.
    """
    return _Page(source, html_parser.parse(source), charts).article()


@dataclass(frozen=True)
class _Top:
    """What stands above an article's text."""

    title: str
    subtitle: str
    byline: str
    heading: Element | None
    """Which the title was taken from, where the page has one."""
    words: str
    """Of the heading, as they stand there."""
    elements: tuple[Element, ...]
    """All that something was taken from."""


@dataclass
class _Page:
    source: ImportedFile
    root: Element
    charts: Collection[TablePlace]
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def file(self) -> str:
        return self.source.name

    def article(self) -> ReadArticle:
        """Return what is to be printed of the page, and list the rest."""
        self.left_out += self.source.left_out
        tables = self.root.iter("table")
        found = notes.take(
            self.root, [each for each in tables if html.place_of(each) in self.charts]
        )
        container = page_article.find(self.root)
        page = PageTitle(self.root, container, self.source.words is not None)
        top = self._top(page)
        levels = headings.levels_in_contents(self.root)
        reader = self._reader(container, page, top)
        pieces = [
            replace(each, kind="paragraph") if each.kind == "caption" else each
            for each in reader.read(container)
        ]
        self._take_mail_header(pieces)
        top = self._completed(top, pieces, page)
        self._outside(container, top.elements)
        pieces = headings.bold_lines(self._without_page(pieces, top), levels, reader.shift)
        typed = typed_lists.read(pieces)
        pieces = [*typed.pieces, *self._notes(found, typed.pieces, replace(reader, taken=()))]
        self.left_out += html.unseen_words(self.root, self.file)
        parts = [self.root, *(note.body for note in found)]
        replaced = [word for part in parts for word in html.replaced_words(part)]
        labels = [label for part in parts for label in html.replaced_labels(part)]
        return ReadArticle(
            self.file,
            top.title,
            top.subtitle,
            top.byline,
            tuple(pieces),
            unrepeated(self.left_out),
            (),
            self._language(),
            named_in(pieces, reader.pictures),
            (*reader.shown, *labels, "header", "footer"),
            (*replaced, *typed.replaced),
            frozenset(reader.pictures.taken),
        )

    def _top(self, page: PageTitle) -> _Top:
        """Return what the page has of its own elements for; the rest is empty."""
        heading = page.title()
        subtitle, byline = page.subtitle(heading), page.byline()
        return _Top(
            _inline(heading),
            _inline(subtitle),
            "" if byline is None else self._parted(byline),
            heading,
            "" if heading is None else html.words(heading),
            tuple(each for each in (heading, subtitle, byline) if each is not None),
        )

    def _reader(self, container: Element, page: PageTitle, top: _Top) -> BlockReader:
        """Return what reads the blocks of the article; what is at its top is taken from them."""
        shift = headings.shift(container, top.heading)
        for element in top.elements:
            self.left_out += html.lost_inside(element, self.file)
            element.tag = tags.TAKEN
        return BlockReader(
            self.file,
            Pictures(self.source.pictures, self.source.named_pictures),
            set(top.elements),
            headings.contents(self.root),
            shift,
            html.words(container),
            self.left_out,
            charts=self.charts,
            above=set() if top.heading is None else page.above(top.heading),
        )

    def _completed(self, top: _Top, pieces: list[Piece], page: PageTitle) -> _Top:
        """Return the top with what only the first lines or the page's properties say."""
        title = top.title or _take_title(pieces, page)
        subtitle, byline = top.subtitle, top.byline
        if not byline:
            subtitle, byline = self._take_byline(pieces, subtitle, page)
        return replace(top, title=title, subtitle=subtitle, byline=byline)

    def _language(self) -> str:
        """Return the language that the page names, as a code such as `en-GB`, or `""`."""
        body = self.root.find("body")
        named = self.root.get("lang", "") or ("" if body is None else body.get("lang", ""))
        language, *others = named.split("-")
        code = "-".join([language.lower(), *others])
        return code if _LANGUAGE.fullmatch(code) else ""

    def _take_mail_header(self, pieces: list[Piece]) -> None:
        """Leave out who wrote a mail to whom, and when, where a mail was saved as a page."""
        if pieces and leftovers.is_mail_header(pieces[0].plain):
            header = pieces.pop(0)
            reason = message("left_out.mail-header")
            self.left_out.append(LeftOut(self.file, header.line, header.plain, reason))

    def _take_byline(self, pieces: list[Piece], subtitle: str, page: PageTitle) -> tuple[str, str]:
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
                return subtitle, self._without_meta(piece.plain, piece.line)
            if not headings.is_title(piece.plain):
                break
        author = self.root.find("head/meta[@name='author']")
        named = "" if author is None else " ".join(author.get("content", "").split())
        return subtitle, named if not page.is_document or is_person(named) else ""

    def _parted(self, element: Element) -> str:
        return self._without_meta(html.words(element), html.line_of(element))

    def _without_meta(self, line: str, number: int) -> str:
        """Return a by-line alone, and list what stands behind it on its line."""
        byline, beside = parted(line)
        if beside:
            reason = message("left_out.page-meta")
            self.left_out.append(LeftOut(self.file, number, beside, reason))
        return byline

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
                reason = message("article_import.comment")
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

    def _outside(self, container: Element, used: Sequence[Element]) -> None:
        if container is self.root:
            return
        inside = {inner for element in used for inner in element.iter()}
        outside = message("left_out.outside-article")
        for element, text in page_blocks.innermost(self.root, container):
            if element is container or element in inside:
                continue
            reason = leftovers.reason(text, at_edge=True) or outside
            self.left_out.append(LeftOut(self.file, html.line_of(element), text, reason))

    def _without_page(self, pieces: list[Piece], top: _Top) -> list[Piece]:
        """Leave out the web page's lines inside the article, and the title where it is repeated."""
        subtitle = notes.unmarked(top.subtitle)
        kept: list[Piece] = []
        reasons = leftovers.reasons([piece.plain or "---" for piece in pieces])
        for piece, reason_of_text in zip(pieces, reasons, strict=True):
            is_page = piece.kind in _PAGE_KINDS and bool(piece.plain)
            reason = reason_of_text if is_page else None
            if piece.plain == top.words:
                reason = message("left_out.repeats-title")
            if len(kept) < _FIRST_LINES and piece.plain and marks.escape(piece.plain) == subtitle:
                reason = message("left_out.repeats-subtitle")
            repeats = 0
            if kept and piece.plain == kept[-1].plain and piece.kind == kept[-1].kind:
                repeats = kept[-1].line
                reason = message("left_out.repeats-line", line=repeats)
            if reason and piece.plain:
                self.left_out.append(
                    LeftOut(self.file, piece.line, piece.plain, reason, repeats=repeats)
                )
            else:
                kept.append(piece)
        return list(_without_dividers_at_ends(kept))


def _take_title(pieces: list[Piece], page: PageTitle) -> str:
    """Return the title where no style says it: the page's own, or the first short line.

    The title among the properties of a document is often that of another document, whose copy it
    is; so it counts only where the first line says the same, or is no title.
    """
    named = page.named
    first = pieces[0] if pieces else None
    is_title = first is not None and (
        page.is_document or not named or first.plain == named or headings.is_bold_line(first)
    )
    if first is None or not is_title or "@" in first.plain:
        return marks.escape(named)
    if first.kind in {"heading", "paragraph"} and headings.is_title(first.plain):
        del pieces[0]
        return headings.words_of(first)
    return marks.escape(named)


def _without_dividers_at_ends(pieces: list[Piece]) -> Iterator[Piece]:
    places = [place for place, piece in enumerate(pieces) if piece.markdown != "---"]
    for place, piece in enumerate(pieces):
        if places and places[0] <= place <= places[-1]:
            yield piece


def _inline(element: Element | None) -> str:
    if element is None:
        return ""
    return notes.unmarked(
        marks.from_runs(marks.without_common(html.runs(element))).replace("\\\n", " ")
    )
