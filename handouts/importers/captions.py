"""Captions → part of the picture or the table beside them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from handouts.importers import marks
from handouts.importers.parts import Piece

_NUMBERED = re.compile(
    r"(?:fig(?:ure|ura)?|abb(?:ildung)?|illustration|photo|bild|picture)\.? ?\d{1,3}"
    r"(?:[.:]|\s?[–—-])",
    re.IGNORECASE,
)
_LONGEST = 200
"""Letters of a caption that only its beginning shows to be one."""


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces whose captions are part of the picture above, or of the table beside them."""
    last: Piece | None = None
    for each in pieces:
        piece = each
        if last is not None and last.kind == "picture" and _counts_picture(piece):
            piece = replace(piece, kind="caption", markdown=marks.without_whole(piece.markdown))
        if last is None:
            last = piece
        elif piece.kind == "caption" and last.kind in {"picture", "table"}:
            last = with_caption(last, piece)
        elif piece.kind == "table" and last.kind == "caption":
            last = with_caption(piece, last)
        else:
            yield as_paragraph(last)
            last = piece
    if last is not None:
        yield last


def _counts_picture(piece: Piece) -> bool:
    """Whether a short paragraph begins as captions do: `Figure 1. Two chairs`."""
    is_short = piece.kind == "paragraph" and len(piece.plain) <= _LONGEST
    return is_short and _NUMBERED.match(piece.plain) is not None


def as_paragraph(piece: Piece) -> Piece:
    """Return a caption that stands by itself as a paragraph, and any other piece as it is."""
    return replace(piece, kind="paragraph") if piece.kind == "caption" else piece


def with_caption(piece: Piece, caption: Piece) -> Piece:
    """Return a picture or a table with its caption."""
    if piece.kind == "picture":
        title = caption.markdown.replace('"', "&quot;")
        written = f'{piece.markdown.removesuffix(")")} "{title}")'
    else:
        written = f"{piece.markdown}\n\nTable: {caption.markdown}"
    words = f"{piece.plain} {caption.plain}".strip()
    return replace(piece, markdown=written, plain=words, source=words)
