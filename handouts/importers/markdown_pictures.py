"""The pictures of a Markdown text → pictures of the article, each in a paragraph of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from handouts.content import markdown
from handouts.importers import markdown_inlines
from handouts.importers.dialect_lines import fenced_parts, is_in_code
from handouts.importers.markdown_pieces import plain_words
from handouts.importers.parts import LeftOut, Piece
from handouts.importers.picture_marks import ADDRESS, PICTURE, ShownPicture, picture_of, targets
from handouts.importers.pictures import Pictures
from handouts.importers.wrapped import Line
from handouts.messages import message

_NO_WORDS = frozenset({"alt", "alt text", "image", "img", "photo", "picture", "untitled"})
"""What programs write where a picture has no description."""
_ALONE = re.compile(r"(?P<before>[ \t>]*)(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<picture>!.*)")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_OWN = re.compile(r"[ \t]*(!\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+)\]\((pictures/[\w.-]+)[^\n()]*\))")
_CODE_INDENT = 4
_FURTHEST = 2000
"""Letters or lines above a picture in which the beginning of its list is looked for."""

_OWN_LINE = re.compile(rf"{_OWN.pattern}[ \t]*(?:\{{[^{{}}\n]*\}})?[ \t]*")
"""Pandoc writes a size or a class behind a picture."""


@dataclass
class MarkdownPictures:
    """Writes the pictures of an article that are to be had as the article has them."""

    file: str
    pictures: Pictures
    left_out: list[LeftOut] = field(default_factory=list)
    _addresses: set[str] = field(default_factory=set)

    def named(self, lines: Sequence[Line]) -> list[Line]:
        """Return lines that name each picture to be had by its name beside the article.

        One that has a line to itself gets a paragraph to itself.
        """
        labelled = targets("\n".join(text for _, text in lines))
        written: list[Line] = []
        for is_code, part in fenced_parts(lines):
            if is_code or not part:
                written += part
                continue
            for number, line in _numbered(part, self._named(part, labelled)):
                written += _apart(written, (number, line))
        return [line for line in written if not self._is_used_address(line[1])]

    def _named(self, part: Sequence[Line], labelled: Mapping[str, str]) -> str:
        text = "\n".join(line for _, line in part)

        def rewritten(found: re.Match[str]) -> str:
            if is_in_code(found) or _is_indented_code(found):
                return found[0]
            each = picture_of(found, labelled)
            name = self.pictures.name(each.address) if each and each.address else ""
            if each is None or not name:
                return found[0]
            self._addresses.add(each.address)
            number = part[text.count("\n", 0, found.start())][0]
            return self._written(each, name, number) + "\n" * found[0].count("\n")

        return PICTURE.sub(rewritten, text)

    def _written(self, each: ShownPicture, name: str, line: int) -> str:
        if each.words:
            reason = message("markdown_import.picture-copied", name=name)
            self.left_out.append(LeftOut(self.file, line, each.words, reason))
        described = each.alt
        if _is_no_description(described, each.address):
            if described:
                reason = message("markdown_import.no-description")
                self.left_out.append(LeftOut(self.file, line, described, reason))
            described = ""
        title = each.caption.replace('"', "&quot;")
        return f'![{described}]({name} "{title}")' if title else f"![{described}]({name})"

    def is_own(self, picture: str) -> bool:
        """Whether Markdown shows a picture by the name that it has beside the article."""
        found = _OWN.fullmatch(picture)
        return found is not None and found[3] in self.pictures.used

    def _is_used_address(self, line: str) -> bool:
        """Whether a line gives the address of a picture that is copied."""
        found = ADDRESS.fullmatch(line)
        if found is None:
            return False
        shown = PICTURE.fullmatch(f"![]({found['target']})")
        each = picture_of(shown, {}) if shown else None
        return each is not None and each.address in self._addresses

    def lifted(self, piece: Piece) -> Iterator[Piece]:
        """Yield a piece without the pictures that stand inside its text, and those below it."""
        own = [found for found in _OWN.finditer(piece.markdown) if found[3] in self.pictures.used]
        if not own:
            yield piece
            return
        if len(own) == 1 and own[0][0].strip() == piece.markdown.strip():
            yield replace(piece, kind="picture", plain="")
            return
        codes = {each.message.code for each in markdown.parse(piece.markdown).diagnostics}
        if "markdown.picture-inside-text" not in codes:
            yield piece
            return
        text = markdown_inlines.without(own, piece.markdown)
        if text.strip():
            yield replace(piece, markdown=text, plain=plain_words(text), source=text)
        for found in own:
            line = piece.line + piece.markdown.count("\n", 0, found.start(1))
            yield Piece("picture", found[1], "", line, found[1])


def _is_no_description(words: str, address: str) -> bool:
    """Whether words are the name of the file, or what programs write on their own.

    A name of several words is somebody's own.
    """
    path = PurePosixPath(address.replace("\\", "/"))
    names = {path.name.casefold(), path.stem.casefold()}
    return words.casefold() in _NO_WORDS | {name for name in names if " " not in path.stem}


def _numbered(part: Sequence[Line], text: str) -> Iterator[Line]:
    """Yield lines with the numbers that they had."""
    yield from zip((number for number, _ in part), text.split("\n"), strict=True)


def _is_indented_code(found: re.Match[str]) -> bool:
    """Whether a picture is the first of lines that their indent makes code."""
    start = found.string.rfind("\n", 0, found.start()) + 1
    before = found.string[start : found.start()]
    if before.strip() or len(before.expandtabs(_CODE_INDENT)) < _CODE_INDENT:
        return False
    above = found.string[max(0, start - _FURTHEST) : start].split("\n")[:-1]
    return not (above and above[-1].strip()) and not _is_in_list(above)


def _is_in_list(above: Sequence[str]) -> bool:
    """Whether lines end inside a list."""
    for line in reversed(above):
        if _ITEM.match(line):
            return True
        if line.strip() and not line.startswith((" ", "\t", ">")):
            return False
    return False


def _apart(above: Sequence[Line], line: Line) -> Iterator[Line]:
    """Yield a line, with empty ones around it where it is a picture and nothing else."""
    number, text = line
    found = _ALONE.fullmatch(text)
    own = _OWN_LINE.fullmatch(found["picture"]) if found else None
    if found is None or own is None:
        yield line
        return
    before = found["before"]
    if above and above[-1][1].strip(" \t>") and not _ITEM.match(text):
        if not _is_in_list([each for _, each in above[-_FURTHEST:]]):
            before = before if ">" in before else ""
            text = before + found["picture"]
        yield number, before.rstrip()
    yield number, text
    yield number, before.rstrip()
