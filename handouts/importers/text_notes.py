"""Footnotes of a plain text, as Word saves them: `[1]` in a line, `[1] Words` below the text."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handouts.importers.parts import Piece

_NOTE = re.compile(r"\\\[(\d{1,3})\][ \t]+(?=\S)")
_MARK = re.compile(r"\\\[(\d{1,3})\]")


def with_notes(pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """Return pieces with footnotes as Markdown has them, and their numbers in the file.

    They are footnotes where they end the text, count from 1, and each is referred to once: a list
    of sources below a heading is none.
    """
    first = len(pieces)
    while first and _NOTE.match(pieces[first - 1].markdown):
        first -= 1
    text, notes = pieces[:first], pieces[first:]
    numbers = [_MARK.match(note.markdown)[1] for note in notes]  # type: ignore[index]
    referred = [number for piece in text for number in _MARK.findall(piece.markdown)]
    is_below_heading = not text or text[-1].kind == "heading"
    counts = numbers == [str(number) for number in range(1, len(notes) + 1)]
    if not notes or is_below_heading or not counts or sorted(referred) != sorted(numbers):
        return list(pieces), []
    marked = [
        replace(piece, markdown=_MARK.sub(r"[^\1]", piece.markdown)) if piece.plain else piece
        for piece in text
    ]
    written = [
        replace(note, kind="other", markdown=_NOTE.sub(r"[^\1]: ", note.markdown, count=1))
        for note in notes
    ]
    return [*marked, *written], [*numbers, *referred]
