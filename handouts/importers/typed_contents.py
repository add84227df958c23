"""A table of contents that was typed, or whose links are gone: headings with page numbers."""

import re
from collections.abc import Sequence

from handouts.importers.parts import LeftOut, Piece
from handouts.messages import message

_LINE = re.compile(r"(?P<words>\S.*?)[\s.…_·]*\s(?P<page>\d{1,4}|[ivxl]{1,6})$")
_TITLE = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|[ií]ndice|contenido|sumario|sum[áa]rio"
    r"|sommaire|table des mati[èe]res|sommario|inhoud(?:sopgave)?",
    re.IGNORECASE,
)
_FEWEST = 2


def without_contents(
    pieces: Sequence[Piece], file: str
) -> tuple[tuple[Piece, ...], tuple[LeftOut, ...]]:
    """Return pieces without lines that give headings their pages, and these as left out."""
    headings = {_key(piece.plain) for piece in pieces if piece.kind == "heading"}
    lines = {place for place, piece in enumerate(pieces) if _is_line(piece, headings)}
    runs = {place for place in lines if {place - 1, place + 1} & lines}
    if len(runs) < _FEWEST:
        return tuple(pieces), ()
    above = {place - 1 for place in runs if place - 1 not in runs}
    gone = runs | {place for place in above if place >= 0 and _is_title(pieces[place])}
    reason = message("article_import.table-of-contents")
    left_out = tuple(
        LeftOut(file, pieces[place].line, pieces[place].plain, reason) for place in sorted(gone)
    )
    return tuple(piece for place, piece in enumerate(pieces) if place not in gone), left_out


def _is_line(piece: Piece, headings: set[str]) -> bool:
    found = _LINE.fullmatch(piece.plain) if piece.kind in {"paragraph", "heading"} else None
    return found is not None and _key(found["words"]) in headings


def _is_title(piece: Piece) -> bool:
    is_line = piece.kind in {"paragraph", "heading"}
    return is_line and _TITLE.fullmatch(piece.plain.strip(" :")) is not None


def _key(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
