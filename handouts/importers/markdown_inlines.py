"""What a line of Markdown can have and a page on paper cannot: taken out, or written as words."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from handouts.content import foreign_marks, markdown, richtext
from handouts.importers.parts import LeftOut, Piece
from handouts.importers.pictures import FOLDER, why_lost
from handouts.messages import message

_LABEL = r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+)\]"
_TARGET = r"\(((?:[^()\n]|\([^()\n]*\))*+)\)"
PICTURE = re.compile(rf"[ \t]*!{_LABEL}(?:{_TARGET}|\[[^\[\]\n]*\])")
_LINK = re.compile(rf"(?<![!\\]){_LABEL}{_TARGET}")
_ODD_AUTOLINK = re.compile(r"<(?!https?:|mailto:)(?=[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>)", re.I)
_OPEN_PICTURE = re.compile(rf"(?<!\\)!\[(?!\^)(?!(?:[^\[\]\\]|\\.)*+\]\({FOLDER}/picture-\d)")
_LIST_MARK = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])")
_BLOCK_MARK = re.compile(r"[ \t]*(?:[-+*][ \t]|#{1,6}[ \t]|>|`{3}|~{3}|=+[ \t]*$)", re.MULTILINE)
_AS_TYPED = re.compile(r"(`+).*?\1|<https?:[^<>]*>|(?<=\])\([^()]*\)|<!--.*?-->")
"""Code, addresses and comments, in which a backslash would be a letter."""
_AS_TYPED_IN_ROW = re.compile(rf"{_AS_TYPED.pattern}|<br\s*/?>", re.IGNORECASE)
"""In a row of a table what parts the lines of a cell, too."""
NOTE = re.compile(r"[ \t>]*(\[\^[^\[\]\s]+\]):")
"""What a footnote begins with."""
_SCHEMES = ("http://", "https://", "mailto:")


def lost(pictures: Sequence[re.Match[str]], file: str, line: int) -> Iterator[LeftOut]:
    """Yield what is listed of pictures in a text that begins on a line."""
    for found in pictures:
        blanks = len(found[0]) - len(found[0].lstrip())
        own = line + found.string.count("\n", 0, found.start() + blanks)
        address = (found[2] or "").strip().lstrip("<")
        yield LeftOut(file, own, " ".join(found[0].split()), why_lost(address))


def without(pictures: Sequence[re.Match[str]], text: str) -> str:
    """Return Markdown without the pictures at these places of it."""
    parts, place = [], 0
    for found in pictures:
        parts += [text[place : found.start()], _gap(text, found)]
        place = found.end()
    return "".join([*parts, text[place:]])


def _gap(text: str, found: re.Match[str]) -> str:
    before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
    parts_word = before.isalnum() and after.isalnum()
    if parts_word or _LIST_MARK.fullmatch(_line_before(text, found)):
        return " "
    return _guard(text, found)


def _line_before(text: str, found: re.Match[str]) -> str:
    return text[text.rfind("\n", 0, found.start()) + 1 : found.start()]


def _guard(text: str, removed: re.Match[str]) -> str:
    """Return the backslash that what follows needs to stay text at the beginning of a line."""
    before = _line_before(text, removed)
    opens = not before.strip(" \t>") and _BLOCK_MARK.match(text, removed.end())
    return "\\" if opens else ""


def printable(text: str, file: str, line: int, left_out: list[LeftOut]) -> str:
    """Return Markdown that `handouts check` passes: links that lead nowhere become their words.

    Markdown with nothing to change comes back as it is.
    """
    note = NOTE.match(text)  # it is read only where something refers to it
    if not markdown.parse(f"{note[1]}\n\n{text}" if note else text).diagnostics:
        return text

    def words_of(found: re.Match[str]) -> str:
        address = found[2].strip().partition(" ")[0].strip("<>")
        leads = address.lower().startswith(_SCHEMES)
        if leads and found[1].strip():
            return found[0]
        own = line + text.count("\n", 0, found.start())
        reason = message("left_out.link-without-words" if leads else "left_out.link-to-nowhere")
        shown = f"{found[1]} → {address}".strip()
        left_out.append(LeftOut(file, own, shown, reason, words_stay=True))
        return found[1] or _guard(text, found)

    text = _LINK.sub(words_of, text)
    text = _ODD_AUTOLINK.sub(r"\\<", text)
    return _OPEN_PICTURE.sub(r"!\\[", text)


def titles(pieces: list[Piece], tokens_of: list[list[Token]], file: str) -> Iterator[LeftOut]:
    """Yield what links say only while a mouse rests on them."""
    for piece, tokens in zip(pieces, tokens_of, strict=True):
        for child in (child for token in tokens for child in token.children or ()):
            if child.type == "link_open" and (title := str(child.attrGet("title") or "")):
                reason = message("left_out.note-of-link")
                yield LeftOut(file, piece.line, title, reason)


def literal(text: str) -> str:
    """Return Markdown in which marks that only other programs read are letters.

    Markdown without such marks comes back as it is.
    """
    parsed = markdown.parse(text)
    if not any(_is_foreign(each.message.code) for each in parsed.diagnostics):
        return text
    has_table = any(isinstance(block, richtext.Table) for block in richtext.walk(parsed.blocks))
    return "\n".join(
        _literal_line(line, is_row=has_table and line.lstrip(" \t>").startswith("|"))
        for line in text.split("\n")
    )


def _is_foreign(code: str) -> bool:
    return code.startswith("markdown.mark-") or code == "markdown.table-not-written"


def _literal_line(line: str, *, is_row: bool) -> str:
    marks = line[: len(line) - len(line.lstrip(" \t>"))]
    words = line[len(marks) :]
    escaped, end = [], 0
    as_typed = _AS_TYPED_IN_ROW if is_row else _AS_TYPED
    for kept in [*as_typed.finditer(words), None]:
        part = words[end : kept.start() if kept else len(words)]
        places = {place for place in foreign_marks.places(part) if not part.startswith("[^", place)}
        escaped += [
            f"\\{letter}" if place in places and part[place - 1 : place] != "\\" else letter
            for place, letter in enumerate(part)
        ]
        if kept:
            escaped.append(kept[0])
            end = kept.end()
    begins = not is_row and foreign_marks.begins_line(words)
    return marks + ("\\" if begins else "") + "".join(escaped)
