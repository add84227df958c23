"""An article in Markdown → its title, by-line and blocks, each as it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from handouts.content import markdown, richtext
from handouts.errors import ContentError, Problem
from handouts.importers import (
    front_matter,
    leftovers,
    markdown_dialects,
    markdown_inlines,
    markdown_leftovers,
    markdown_pieces,
    spaces,
)
from handouts.importers.byline import is_byline
from handouts.importers.dialect_lines import is_in_code
from handouts.importers.markdown_pictures import MarkdownPictures
from handouts.importers.parts import LeftOut, Piece, ReadArticle
from handouts.importers.pictures import Pictures, named_in
from handouts.importers.source import ImportedFile
from handouts.importers.source_words import words
from handouts.messages import Message, message
from handouts.text import characters

_NO_BREAK = re.compile(r"(?<![ \t\u00a0])[ \t]*\u00a0[ \t\u00a0]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ALIASES = {"author": "byline", "authors": "byline", "lang": "language"}
_KNOWN = ("title", "subtitle", "byline", "language")
_UNKNOWN = message("left_out.unknown-key")
_UNREAD = {
    "date": message("left_out.date-of-article"),
    "tags": message("left_out.keywords"),
    "keywords": message("left_out.keywords"),
}
_LONGEST_TITLE = 200
_MOST_BLOCKS = 10_000
_BLOCK_END = re.compile(r"\S[ \t]*+\n[ \t]*+\n")
_MOST_MARKS = 50_000
_MOST_BRACKETS = 10_000
"""The parser looks behind each opening bracket for the end of a link."""


def looks_like_markdown(source: ImportedFile) -> bool:
    """Whether a file is Markdown: by its suffix, else by a first heading and a second mark.

    Raises ContentError where a front matter is never closed or cannot be read.
    """
    if source.suffix in {".md", ".markdown", ".mdown", ".mkd"}:
        return True
    if front_matter.find(source.text, source.path) is not None:
        return True
    first = source.text.lstrip("\ufeff \n\t").split("\n", 1)[0]
    second = re.search(r"(?m)^##+ \S|\]\(https?://|\*\*\S[^*\n]*\*\*", source.text)
    return first.startswith("# ") and second is not None


def _refuse_what_takes_long(source: ImportedFile) -> None:
    """Refuse what would keep the parser busy for minutes, by what it has to look at."""
    text = source.text
    paragraphs, brackets = len(_BLOCK_END.findall(text)), text.count("[")
    marks = sum(map(text.count, "*_`<&!\\~{$%"))
    if paragraphs > _MOST_BLOCKS:
        why = message("markdown_import.too-many-paragraphs", number=paragraphs, most=_MOST_BLOCKS)
    elif brackets > _MOST_BRACKETS:
        why = message("markdown_import.too-many-brackets", number=brackets, most=_MOST_BRACKETS)
    elif marks > _MOST_MARKS:
        why = message("markdown_import.too-many-marks", number=marks, most=_MOST_MARKS)
    else:
        return
    raise ContentError([Problem(source.path, 0, why)])


def read_markdown(source: ImportedFile) -> ReadArticle:
    """Return the article of a Markdown text; its title is `""` where none is found.

    Raises ContentError where its front matter cannot be read, or where it is too long.
    """
    _refuse_what_takes_long(source)
    pictures = Pictures(source.pictures, source.named_pictures)
    return _Reader(source, MarkdownPictures(source.name, pictures)).article()


@dataclass
class _Reader:
    source: ImportedFile
    pictures: MarkdownPictures
    left_out: list[LeftOut] = field(default_factory=list)

    def article(self) -> ReadArticle:
        numbered = spaces.split_lines(self.source.text)
        lines = [text for _, text in numbered]
        head, first = self._front_matter(lines)
        named = self.pictures.named(numbered[first:])
        body, left_out = markdown_dialects.understood(named, self.source.name)
        self.left_out += (*self.pictures.left_out, *left_out)
        pieces = [
            replace(lifted, line=body[lifted.line][0])
            for piece in markdown_pieces.pieces([text for _, text in body], 0)
            for lifted in self.pictures.lifted(piece)
        ]
        self._refuse_inner_chart(pieces)
        titles = list(self._link_titles(pieces))
        title = self._line(head.get("title", "")) or self._line(_take_title(pieces))
        author = markdown_leftovers.take_properties(pieces, self.source.name, self.left_out)
        subtitle = self._line(head.get("subtitle", ""))
        author = self._line(head.get("byline", author))
        byline = richtext.plain_text(markdown.parse_inline(author))
        first_text = _first_text(pieces)
        if not byline and first_text and is_byline(first_text.plain):
            byline = first_text.plain
            pieces.remove(first_text)
        settled = [self._settled(piece) for piece in self._without_page(pieces, title)]
        kept = [piece for piece in settled if _has_something(piece)]
        kept = markdown_leftovers.with_notes(kept, self.source.name, self.left_out)
        fixed = spaces.fixed_sentence(
            (" ".join(_NO_BREAK.findall(text)) and text for text in lines), self.source.name
        )
        return ReadArticle(
            self.source.name,
            title,
            subtitle,
            " ".join(byline.split()),
            tuple(markdown_pieces.below_title(kept)),
            (*self.left_out, *titles),
            fixed,
            head.get("language", ""),
            named_in(kept, self.pictures.pictures),
            taken_pictures=frozenset(self.pictures.pictures.taken),
        )

    def _front_matter(self, lines: list[str]) -> tuple[dict[str, str], int]:
        """Return the front matter's title, by-line and so on, and the first line after it."""
        text = "\n".join(lines)
        found = front_matter.find(text, self.source.path)
        if found is None:
            return self._title_block(lines)
        head: dict[str, str] = {}
        for entry in found.entries:
            name = _ALIASES.get(entry.key, entry.key)
            value = front_matter.text_of(found.values.get(entry.key))
            if name not in _KNOWN or name in head or value is None:
                reason = _UNREAD.get(name, message("left_out.unknown-key"))
            elif name == "language" and not _LANGUAGE.fullmatch(value):
                reason = message("left_out.no-language-code")
            else:
                head[name] = value
                if set(words(entry.text[len(entry.key) :])) <= set(words(value)):
                    continue
                reason = message("left_out.notes-beside", name=name)
            shown = " ".join(entry.text.split())
            self.left_out.append(LeftOut(self.source.name, entry.line, shown, reason))
        return head, text[: found.end].count("\n")

    def _title_block(self, lines: list[str]) -> tuple[dict[str, str], int]:
        """Return title and author from lines that begin with %, as Pandoc has them at the top."""
        head: dict[str, str] = {}
        names = ("title", "byline", "date")
        place = 0
        while place < len(lines) and place < len(names) and lines[place].startswith("% "):
            head[names[place]] = lines[place].removeprefix("% ").strip()
            place += 1
        if date := head.pop("date", ""):
            self.left_out.append(LeftOut(self.source.name, place, date, _UNREAD["date"]))
        return head, place

    def _refuse_inner_chart(self, pieces: list[Piece]) -> None:
        """Refuse a place of the chart in a list or a quotation, where the chart cannot stand."""
        for piece in pieces:
            if piece.kind != "other" or "chart" not in piece.markdown.lower():
                continue
            for block in richtext.walk(markdown.parse(piece.markdown, piece.line).blocks):
                if isinstance(block, richtext.ChartPlace):
                    inside = message("markdown_import.chart-inside-list")
                    problem = Problem(self.source.path, block.line, inside)
                    raise ContentError([problem])

    def _line(self, text: str) -> str:
        """Return Markdown on one line, without pictures and links that lead nowhere."""
        name, line = self.source.name, 1
        text = self._without_pictures(" ".join(text.split()), line)
        return " ".join(markdown_inlines.printable(text, name, line, self.left_out).split())

    def _without_pictures(self, text: str, line: int) -> str:
        """Return Markdown without the pictures that are not to be had, which are listed."""
        lost = [
            found
            for found in markdown_inlines.PICTURE.finditer(text)
            if not (self.pictures.is_own(found[0]) or is_in_code(found))
        ]
        self.left_out += markdown_inlines.lost(lost, self.source.name, line)
        return markdown_inlines.without(lost, text)

    def _link_titles(self, pieces: list[Piece]) -> Iterator[LeftOut]:
        tokens = [markdown_pieces.PARSER.parse(piece.source) for piece in pieces]
        yield from markdown_inlines.titles(pieces, tokens, self.source.name)

    def _without_page(self, pieces: list[Piece], title: str) -> Iterator[Piece]:
        plain_title = richtext.plain_text(markdown.parse_inline(title))
        reasons = leftovers.reasons([piece.plain or "[]" for piece in pieces])
        for piece, reason_of_text in zip(pieces, reasons, strict=True):
            reason = reason_of_text if piece.kind == "paragraph" else None
            if piece.plain and piece.plain == plain_title and piece.kind == "heading":
                reason = message("left_out.repeats-title")
            if reason and not markdown_inlines.PICTURE.search(piece.source):
                self._leave_out(piece, reason)
            else:
                yield piece

    def _leave_out(self, piece: Piece, reason: Message) -> None:
        for place, text in enumerate(piece.source.split("\n")):
            self.left_out.append(LeftOut(self.source.name, piece.line + place, text, reason))

    def _settled(self, piece: Piece) -> Piece:
        """Fix no-break spaces, and take out pictures and odd links, but never inside code."""
        if not piece.markdown:
            self._leave_out(piece, message("left_out.address-of-picture"))
        is_wordless = piece.plain == "" and piece.kind in {"other", "chart"}
        is_note = markdown_inlines.NOTE.match(piece.markdown) is not None
        if piece.kind == "picture" or (is_wordless and not is_note):
            return piece
        text = re.sub(r"(?m)^[ \t]*\u00a0[ \t\u00a0]*", "", piece.markdown)
        text = _NO_BREAK.sub(lambda found: _mended(found, text), text)
        name = self.source.name
        text = self._without_pictures(text, piece.line)
        text = markdown_inlines.printable(text, name, piece.line, self.left_out)
        return replace(piece, markdown=markdown_inlines.literal(text.strip("\n")))


def _has_something(piece: Piece) -> bool:
    """Whether a piece is more than a heading that lost its picture."""
    if piece.kind != "heading":
        return bool(piece.markdown.strip())
    tokens = markdown_pieces.PARSER.parse(piece.markdown)
    return any(characters.is_seen(token.content) for token in tokens if token.type == "inline")


def _mended(found: re.Match[str], text: str) -> str:
    before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
    return spaces.fixed_space(found[0], before, after)


def _take_title(pieces: list[Piece]) -> str:
    """Take the first heading of level 1, else a heading or short line that begins the text."""
    for place, piece in enumerate(pieces):
        if piece.kind == "heading" and markdown_pieces.level(piece) == 1:
            return markdown_pieces.heading_text(pieces.pop(place))
    first = next((piece for piece in pieces if piece.kind != "picture"), None)
    if first and first.kind == "heading":
        pieces.remove(first)
        return markdown_pieces.heading_text(first)
    is_line = first and first.kind == "paragraph" and "\n" not in first.source.strip()
    if first and is_line and len(first.plain) <= _LONGEST_TITLE:
        pieces.remove(first)
        return first.source.strip()
    return ""


def _first_text(pieces: list[Piece]) -> Piece | None:
    """Return the paragraph that begins an article, pictures aside."""
    first = next((piece for piece in pieces if piece.kind != "picture"), None)
    return first if first and first.kind == "paragraph" else None
