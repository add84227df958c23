"""A Markdown text → its blocks, each as it stands, so that nothing of it gets lost in reading.

CommonMark reads some lines as markup without words: comments, and the addresses that links name.
`handouts.markdown` takes more for a comment than CommonMark does, and no raw HTML. Where the two
differ, a block is written so that the words stay.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from handouts.content import markdown, richtext
from handouts.content.markdown_parser import with_dialect
from handouts.importers import marks
from handouts.importers.parts import Piece, PieceKind, chart_place

_KINDS: dict[str, PieceKind] = {"heading": "heading", "paragraph": "paragraph"}
_SCHEMES = ("http://", "https://", "mailto:")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CHART_LINE = re.compile(r"(?mi)^[ \t]*\[[ \t]*chart([ \t]+[a-z0-9-]+)*[ \t]*\][ \t]*$")


def _parser(*, html: bool) -> MarkdownIt:
    parser = with_dialect(MarkdownIt("commonmark", {"html": html, "store_labels": True}))
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    # Of tags inside a line nothing is needed, and their patterns take quadratic time.
    parser.disable("html_inline")
    return parser


PARSER = _parser(html=False)
_HTML_PARSER = _parser(html=True)


@dataclass(frozen=True)
class _Text:
    """The lines of a text, or of a part of it."""

    lines: list[str]
    first: int
    """The index of its first line in the whole text."""
    of_links: set[str]
    of_pictures: set[str]

    def needs(self, label: str, definition: dict[str, Any]) -> bool:
        """Whether a link needs an address; what none needs is a footnote or a sentence."""
        leads: bool = definition["href"].lower().startswith(_SCHEMES)
        return leads and label in self.of_links


def pieces(lines: Sequence[str], first: int) -> Iterator[Piece]:
    """Yield the blocks from line `first` on; a piece's `line` is an index into the lines.

    A piece of kind `other` without Markdown is the address of a picture, to be left out.
    """
    body = list(lines[first:])
    env: dict[str, Any] = {}
    tokens = _HTML_PARSER.parse("\n".join(body), env)
    used = _labels(tokens)
    blocks = [token.map for token in tokens if token.map and not token.level]
    text = _Text(body, first, used["link_open"], used["image"])
    for label, definition in _definitions(env):
        place = definition["map"][0]
        inside = any(start <= place < stop for start, stop in blocks)
        if inside and not (label in used["image"] or text.needs(label, definition)):
            body[place] = body[place].replace("[", "\\[", 1)
    return _of_tokens(_HTML_PARSER.parse("\n".join(body)), text)


def _labels(tokens: Iterable[Token]) -> dict[str, set[str]]:
    """Return the labels that links and that pictures refer to."""
    used: dict[str, set[str]] = {"link_open": set(), "image": set()}
    for token in tokens:
        for child in token.children or ():
            if child.type in used and "label" in child.meta:
                used[child.type].add(child.meta["label"])
    return used


def _definitions(env: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the addresses that a text gives to labels, in order."""
    found = [*env.get("references", {}).items()]
    found += [(each["label"], each) for each in env.get("duplicate_refs", [])]
    return sorted(found, key=lambda each: each[1]["map"])


def _of_tokens(tokens: list[Token], text: _Text) -> Iterator[Piece]:
    end = 0
    for place, token in enumerate(tokens):
        if token.level or token.map is None or token.nesting < 0:
            continue
        start, stop = token.map
        yield from _between(text, end, start)
        while stop > start and not text.lines[stop - 1].strip():
            stop -= 1
        yield from _block(token, tokens[place + 1 : place + 2], text, start, stop)
        end = stop
    yield from _between(text, end, len(text.lines))


def _between(text: _Text, start: int, stop: int) -> Iterator[Piece]:
    """Yield the addresses of links and pictures that stand between two blocks.

    Those that no link needs are paragraphs.
    """
    while start < stop and not text.lines[start].strip():
        start += 1
    source = "\n".join(text.lines[start:stop]).rstrip()
    if not source:
        return
    env: dict[str, Any] = {}
    PARSER.parse(source, env)
    lines, kept = source.split("\n"), []
    for label, definition in _definitions(env):
        first, last = definition["map"]
        own = "\n".join(lines[first:last]).strip("\n")
        place = text.first + start + first
        if text.needs(label, definition):
            kept.append(own)
        elif label in text.of_pictures:
            yield Piece("other", "", "", place, own)
        else:
            escaped = own.strip().replace("[", "\\[", 1)
            yield Piece("paragraph", escaped, plain_words(escaped), place, own)
    if kept:
        yield Piece("other", "\n".join(kept), "", text.first + start, "\n".join(kept))


def _block(
    token: Token, following: list[Token], text: _Text, start: int, stop: int
) -> Iterator[Piece]:
    source, line = "\n".join(text.lines[start:stop]), start + text.first
    name = token.type.removesuffix("_open")
    if name == "html_block":
        yield from _html_block(source, text, start)
    elif name == "code_block" and _CHART_LINE.fullmatch(token.content.strip("\n")):
        yield Piece("chart", source, "", line, source)
    elif name in {"fence", "code_block"} and "<!--" in source:
        # A comment is taken out of code as well.
        lines = marks.paragraph(marks.from_runs([(token.content.strip("\n"), frozenset())]))
        yield Piece("other", lines, "", line, source)
    elif name in {"fence", "code_block", "hr"}:
        yield Piece("other", source, "", line, source)
    elif name == "paragraph" and _CHART_LINE.search(source):
        yield from _around_chart(source, line)
    elif name == "heading" and not following[0].content.strip():
        return  # a heading without words
    else:
        written = _comments_closed(source)
        if name == "heading" and token.markup in ("=", "-"):  # which stand below its words
            words = " ".join(following[0].content.split())
            written = _comments_closed(f"{'#' * int(token.tag[1])} {words}")
        yield Piece(_KINDS.get(name, "other"), written, plain_words(written), line, source)


def _html_block(source: str, text: _Text, start: int) -> Iterator[Piece]:
    if re.match(r"\s*<!--", source) and "-->" in source:
        plain = plain_words(source)
        kind: PieceKind = "paragraph" if plain else "other"
        yield Piece(kind, source, plain, start + text.first, source)
        return
    # For `handouts.markdown` tags are text.
    lines = _comments_closed(source).split("\n")
    inner = replace(text, lines=lines, first=text.first + start)
    yield from _of_tokens(PARSER.parse("\n".join(lines)), inner)


def _around_chart(source: str, line: int) -> Iterator[Piece]:
    """Yield the parts of a paragraph around lines that are the chart's place."""
    above: list[str] = []
    for number, own in enumerate([*source.split("\n"), None]):
        is_place = own is not None and _CHART_LINE.fullmatch(own)
        if (is_place or own is None) and above:
            part = "\n".join(above)
            first = line + number - len(above)
            yield Piece("paragraph", _comments_closed(part), plain_words(part), first, part)
            above = []
        if own is not None and is_place:
            yield Piece("chart", chart_place(own), "", line + number, own)
        elif own is not None:
            above.append(own)


def _comments_closed(source: str) -> str:
    """Return a block in which everything that opens a comment closes it too, or is text."""
    if "<!--" not in source:
        return source
    blanks = [found.start() for found in _BLANK_LINE.finditer(source)]
    parts, place = [], 0
    while (opening := source.find("<!--", place)) >= 0:
        closing = source.find("-->", opening + 4)
        if closing < 0:
            parts.append(source[place:].replace("<!--", "<\\!--"))
            return "".join(parts)
        crossed = bisect(blanks, closing) > bisect(blanks, opening)
        if crossed:
            parts += [source[place:opening], "<\\!--"]
            place = opening + 4
        else:
            parts.append(source[place : closing + 3])
            place = closing + 3
    return "".join([*parts, source[place:]])


def plain_words(source: str) -> str:
    """Return the words of Markdown without its marks."""
    blocks = markdown.parse(source).blocks
    return " ".join(" ".join(map(richtext.plain_text, richtext.texts(blocks))).split())


def level(piece: Piece) -> int:
    """Return the level of a heading."""
    return int(PARSER.parse(piece.markdown)[0].tag[1])


def heading_text(piece: Piece) -> str:
    """Return the Markdown inside a heading."""
    return PARSER.parse(piece.markdown)[1].content


def below_title(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return pieces with all headings one level lower, where some stand as high as the title."""
    headings = [piece for piece in pieces if piece.kind == "heading"]
    if all(level(heading) > 1 for heading in headings):
        return pieces
    return [_lower(piece) if piece.kind == "heading" else piece for piece in pieces]


def _lower(heading: Piece) -> Piece:
    signs = "#" * min(6, level(heading) + 1)
    return replace(heading, markdown=f"{signs} {' '.join(heading_text(heading).split())}")
