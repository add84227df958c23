"""What is left out of a Markdown text once it is read: properties of a note, loose footnotes."""

import re
from dataclasses import replace

from handouts.importers.parts import LeftOut, Piece
from handouts.messages import message

_PROPERTY = re.compile(r"[A-Z][\w /-]{0,30}:[ \t]+\S.*")
_PROPERTIES = re.compile(
    r"(?:author|by|created|created by|created time|date|last edited(?: by| time)?|owner|status"
    r"|tags?|type|updated|url|version):",
    re.IGNORECASE,
)
"""What Notion exports of a page, and Obsidian of a note."""
_AUTHORS = frozenset({"author", "by"})
_REFERENCE = re.compile(r"(?<!\\)\[\^([^\[\]\s]+)\]")
_NOTE = re.compile(r"(?m)^[ \t>*+-]*\[\^([^\[\]\s]+)\]:")


def take_properties(pieces: list[Piece], file: str, left_out: list[LeftOut]) -> str:
    """Take properties of a note, such as `Status: done`, from the beginning; return its author."""
    author = ""
    while pieces and pieces[0].kind == "paragraph":
        lines = pieces[0].source.split("\n")
        known = any(map(_PROPERTIES.match, lines))
        if not known or not all(map(_PROPERTY.fullmatch, lines)):
            break
        piece = pieces.pop(0)
        for place, text in enumerate(lines):
            key, _, value = text.partition(":")
            listed = text
            if key.lower() in _AUTHORS and not author:
                author, listed = value.strip(), f"{key}:"
            reason = message("left_out.property-of-note")
            left_out.append(LeftOut(file, piece.line + place, listed, reason))
    return author


def with_notes(pieces: list[Piece], file: str, left_out: list[LeftOut]) -> list[Piece]:
    """Leave out footnotes that nothing refers to, and places that refer to no footnote."""
    used = {label for piece in pieces for label in _referred_elsewhere(piece.markdown)}
    written: set[str] = set()
    kept = []
    for piece in pieces:
        labels = _NOTE.findall(piece.markdown)
        if labels and piece.markdown.startswith("[^") and labels[0] not in used - written:
            reason = message("left_out.loose-footnote")
            if labels[0] in written:
                reason = message("left_out.second-footnote", label=labels[0])
            for place, text in enumerate(piece.source.split("\n")):
                left_out.append(LeftOut(file, piece.line + place, text, reason))
            continue
        for label in labels:
            if label not in used - written:
                words = piece.markdown.replace(f"[^{label}]:", f"\\[^{label}]:")
                piece = replace(piece, markdown=words)  # noqa: PLW2901
        written |= set(labels)
        kept.append(piece)
    return [_referring(piece, written, file, left_out) for piece in kept]


def _referred(text: str) -> list[str]:
    """Return the labels of footnotes that a text refers to."""
    return _REFERENCE.findall(_NOTE.sub("", text))


def _referred_elsewhere(text: str) -> set[str]:
    """Return the labels of footnotes that a text refers to; a footnote's own is not among them."""
    own = set(_NOTE.findall(text)) if text.startswith("[^") else set()
    return set(_referred(text)) - own


def _referring(piece: Piece, written: set[str], file: str, left_out: list[LeftOut]) -> Piece:
    is_code = piece.kind == "other" and not piece.plain and not _NOTE.search(piece.markdown)
    loose = set() if is_code else set(_referred(piece.markdown)) - written
    return _without(piece, loose, file, left_out)


def _without(piece: Piece, loose: set[str], file: str, left_out: list[LeftOut]) -> Piece:
    text = piece.markdown
    for label in sorted(loose):
        mark = f"[^{label}]"
        reason = message("left_out.mark-of-footnote")
        left_out += [LeftOut(file, piece.line, mark, reason)] * text.count(mark)
        text = text.replace(mark, "")
    return replace(piece, markdown=text)
