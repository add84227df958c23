"""Captions → part of the picture or the table beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handouts.importers.parts import Piece


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces whose captions are part of the picture above, or of the table beside them."""
    last: Piece | None = None
    for piece in pieces:
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
