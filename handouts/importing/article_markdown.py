"""An article in Markdown → its title, by-line and blocks, each as it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from handouts import markdown, prose
from handouts.errors import ContentError, Problem
from handouts.importing import leftovers, spaces
from handouts.importing.byline import is_byline
from handouts.importing.parts import LeftOut, Piece, PieceKind, ReadArticle
from handouts.importing.source import Source

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PICTURE = re.compile(r"[ \t]*!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_NO_BREAK = re.compile(r"(?<![ \t\u00a0])[ \t]*\u00a0[ \t\u00a0]*")
_KINDS: dict[str, PieceKind] = {"heading": "heading", "paragraph": "paragraph"}
_AUTHOR_KEYS = ("byline", "author", "authors")
_LONGEST_TITLE = 200
_PARSER = MarkdownIt("commonmark", {"html": False})


def looks_like_markdown(source: Source) -> bool:
    """Whether a file is Markdown: by its suffix, else by a first heading and a second mark."""
    if source.suffix in {".md", ".markdown", ".mdown", ".mkd"}:
        return True
    if re.match(r"\s*---[ \t]*\n\s*\w+:\s", source.text):
        return True
    first = source.text.lstrip("\ufeff \n\t").split("\n", 1)[0]
    second = re.search(r"(?m)^##+ \S|\]\(https?://|\*\*\S.*?\*\*", source.text)
    return first.startswith("# ") and second is not None


def read_markdown(source: Source) -> ReadArticle:
    """Return the article of a Markdown text; its title is `""` where none is found.

    Raises ContentError where its front matter is no YAML.
    """
    return _Reader(source).article()


@dataclass
class _Reader:
    source: Source
    left_out: list[LeftOut] = field(default_factory=list)

    def article(self) -> ReadArticle:
        numbered = spaces.split_lines(self.source.text)
        lines = [text for _, text in numbered]
        head, first = self._front_matter(lines)
        pieces = [replace(piece, line=numbered[piece.line][0]) for piece in _pieces(lines, first)]
        title = head.get("title", "") or _take_title(pieces)
        subtitle = head.get("subtitle", "")
        byline = head.get("byline", "")
        if not byline and pieces and pieces[0].kind == "paragraph" and is_byline(pieces[0].plain):
            byline = pieces.pop(0).plain
        kept = [self._settled(piece) for piece in self._without_page(pieces, title)]
        mended = spaces.mended_sentence(
            (" ".join(_NO_BREAK.findall(text)) and text for text in lines), self.source.name
        )
        return ReadArticle(
            self.source.name,
            " ".join(title.split()),
            " ".join(subtitle.split()),
            " ".join(byline.split()),
            tuple(piece for piece in kept if piece.markdown),
            tuple(self.left_out),
            mended,
            head.get("language", ""),
        )

    def _front_matter(self, lines: list[str]) -> tuple[dict[str, str], int]:
        """Return the front matter's title, by-line and so on, and the first line after it."""
        text = "\n".join(lines)
        found = _FRONT_MATTER.match(text)
        if found is None:
            return {}, 0
        start = text[: found.start(1)].count("\n")
        try:
            value = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506 - builds text only
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = start + 1 + (mark.line if mark else 0)
            cause = "the front matter of the article is no YAML"
            cure = "Put texts with a colon in quotes, or delete the lines from --- to ---."
            raise ContentError([Problem(self.source.path, line, cause, cure)]) from error
        if not isinstance(value, dict):
            return {}, 0
        head: dict[str, str] = {}
        for key, given in value.items():
            name = "byline" if key in _AUTHOR_KEYS else "language" if key == "lang" else key
            text_of = ", ".join(given) if _is_texts(given) else given
            known = name in {"title", "subtitle", "byline", "language"} and name not in head
            if known and isinstance(text_of, str):
                head[name] = text_of.strip()
            else:
                line = _line_of(lines, str(key), start)
                reason = "nothing in the front matter of a training has this name"
                self.left_out.append(LeftOut(self.source.name, line, _entry(lines, line), reason))
        return head, text[: found.end()].count("\n")

    def _without_page(self, pieces: list[Piece], title: str) -> Iterator[Piece]:
        plain_title = prose.plain_text(markdown.parse_inline(title))
        reasons = leftovers.reasons([piece.plain or "[]" for piece in pieces])
        for piece, reason_of_text in zip(pieces, reasons, strict=True):
            reason = reason_of_text if piece.kind == "paragraph" else ""
            if piece.plain and piece.plain == plain_title and piece.kind == "heading":
                reason = "it repeats the title"
            if reason and not _PICTURE.search(piece.source):
                self._leave_out(piece, reason)
            else:
                yield piece

    def _leave_out(self, piece: Piece, reason: str) -> None:
        for place, text in enumerate(piece.source.split("\n")):
            self.left_out.append(LeftOut(self.source.name, piece.line + place, text, reason))

    def _settled(self, piece: Piece) -> Piece:
        """Mend no-break spaces and take pictures out, but never inside code."""
        if piece.plain == "" and piece.kind == "other":
            return piece
        text = re.sub(r"(?m)^[ \t]*\u00a0[ \t\u00a0]*", "", piece.markdown)
        text = _NO_BREAK.sub(lambda found: _mended(found, text), text)
        for found in _PICTURE.finditer(text):
            line = piece.line + text.count("\n", 0, found.start())
            reason = "a picture; put its file beside article.md and the line back to print it"
            self.left_out.append(LeftOut(self.source.name, line, found[0].strip(), reason))
        return replace(piece, markdown=_PICTURE.sub("", text).strip("\n"))


def _mended(found: re.Match[str], text: str) -> str:
    before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
    return spaces.mended_space(found[0], before, after)


def _is_texts(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(item, str) for item in given)


def _entry(lines: list[str], line: int) -> str:
    """Return a key of the front matter with its value, on one line."""
    end = line
    while end < len(lines) and lines[end].startswith((" ", "\t", "- ")):
        end += 1
    return " ".join(" ".join(lines[line - 1 : end]).split())


def _line_of(lines: list[str], key: str, start: int) -> int:
    return next(
        (n for n, line in enumerate(lines[start:], start + 1) if line.startswith(f"{key}:")), start
    )


def _pieces(lines: list[str], first: int) -> Iterator[Piece]:
    """Yield the blocks from line `first` on; a piece's `line` is an index into the lines."""
    text = "\n".join(lines[first:])
    # What opens a comment and does not close it would swallow the text up to our own comment.
    closed = text.rfind("-->") + 1
    text = text[:closed] + text[closed:].replace("<!--", "<\\!--")
    blank = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    lines = text.split("\n")
    end = 0
    tokens = _PARSER.parse(blank)
    for place, token in enumerate(tokens):
        if token.level or token.map is None or token.nesting < 0:
            continue
        start, stop = token.map
        yield from _verbatim(lines, end, start, first)
        while stop > start and not lines[stop - 1].strip():
            stop -= 1
        source = "\n".join(lines[start:stop])
        yield _piece(token, tokens[place + 1 : place + 2], source, start + first)
        end = stop
    yield from _verbatim(lines, end, len(lines), first)


def _verbatim(lines: list[str], start: int, stop: int, first: int) -> Iterator[Piece]:
    """Yield what stands between two blocks: comments, and the addresses of links."""
    while start < stop and not lines[start].strip():
        start += 1
    source = "\n".join(lines[start:stop]).rstrip()
    if source:
        yield Piece("other", source, "", start + first, source)


def _piece(token: Token, following: list[Token], source: str, line: int) -> Piece:
    name = token.type.removesuffix("_open")
    blocks = markdown.parse(source).blocks
    plain = " ".join(" ".join(map(prose.plain_text, prose.texts(blocks))).split())
    if name == "paragraph" and following[0].content.strip() == markdown.CHART_PLACE:
        return Piece("chart", source, "", line, source)
    if name in {"fence", "code_block", "hr"}:
        return Piece("other", source, "", line, source)
    return Piece(_KINDS.get(name, "other"), source, plain, line, source)


def _take_title(pieces: list[Piece]) -> str:
    """Take the first heading of level 1, else a heading or short line that begins the text."""
    for place, piece in enumerate(pieces):
        if piece.kind == "heading" and _level(piece) == 1:
            return _heading_text(pieces.pop(place))
    if pieces and pieces[0].kind == "heading":
        return _heading_text(pieces.pop(0))
    if pieces and pieces[0].kind == "paragraph" and "\n" not in pieces[0].source.strip():
        return pieces.pop(0).source.strip() if len(pieces[0].plain) <= _LONGEST_TITLE else ""
    return ""


def _level(piece: Piece) -> int:
    return int(_PARSER.parse(piece.markdown)[0].tag[1])


def _heading_text(piece: Piece) -> str:
    return _PARSER.parse(piece.markdown)[1].content
